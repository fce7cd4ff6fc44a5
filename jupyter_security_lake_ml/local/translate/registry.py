"""What can be translated: tables of the tree's nodes and of functions. What isn't here doesn't run."""

from collections.abc import Callable

EXPRESSIONS: dict[type, Callable] = {}
SCALARS: dict[str, Callable] = {}
AGGREGATES: dict[str, Callable] = {}
WINDOWS: dict[str, Callable] = {}


def expression(*nodes: type) -> Callable:
    """Registers ``function(translator, node, scope) -> Value`` for nodes of sqlglot's tree."""

    def register(function: Callable) -> Callable:
        EXPRESSIONS.update(dict.fromkeys(nodes, function))
        return function

    return register


def scalar(*names: str) -> Callable:
    """Registers ``function(call) -> Value`` for scalar functions."""

    def register(function: Callable) -> Callable:
        SCALARS.update(dict.fromkeys(names, function))
        return function

    return register


def aggregate(*names: str) -> Callable:
    """Registers ``function(aggregate_call) -> Value`` for aggregate functions."""

    def register(function: Callable) -> Callable:
        AGGREGATES.update(dict.fromkeys(names, function))
        return function

    return register


def window(*names: str) -> Callable:
    """Registers ``function(aggregate_call) -> Value`` for functions that need OVER."""

    def register(function: Callable) -> Callable:
        WINDOWS.update(dict.fromkeys(names, function))
        return function

    return register
