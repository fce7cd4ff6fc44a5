"""Clauses that SELECT and the set operations share: limits, and what ORDER BY names."""

from sqlglot import exp

from ..types import UNKNOWN
from .scope import Field, Scope
from .text import plain
from .translator import Translator
from .values import Value


def only(t: Translator, node: exp.Expression, allowed: frozenset[str]) -> None:
    """Refuse a node with a clause that isn't translated."""
    for clause, held in node.args.items():
        if held and clause not in allowed:
            raise t.failure("NOT_SUPPORTED", f"{clause} is not supported by the local engine", node)


def _count(t: Translator, node: exp.Expression | None, what: str) -> str:
    if node is None:
        return ""
    value = node.args.get("count") if isinstance(node, exp.Fetch) else node.expression
    if isinstance(node, exp.Fetch):
        options = node.args.get("limit_options")
        ties = node.args.get("with_ties") or (options is not None and options.args.get("with_ties"))
        percent = node.args.get("percent") or (options is not None and options.args.get("percent"))
        if ties or percent:
            raise t.failure(
                "NOT_SUPPORTED", "FETCH FIRST … WITH TIES is not supported by the local engine", node
            )
        if value is None:
            return " LIMIT 1"
    if isinstance(value, exp.Var) and value.name.upper() == "ALL":
        return ""
    if not isinstance(value, exp.Literal) or value.is_string or not value.this.isdigit():
        raise t.failure("SYNTAX_ERROR", f"{what} must be a whole number", node)
    return f" {what} {int(value.this)}"


def limits(t: Translator, node: exp.Expression) -> str:
    """`` LIMIT n OFFSET m``."""
    return _count(t, node.args.get("limit"), "LIMIT") + _count(t, node.args.get("offset"), "OFFSET")


def typed(value: Value) -> str:
    """A column's text; a bare NULL needs a type."""
    return "CAST(NULL AS INTEGER)" if value.type == UNKNOWN else value.sql


def own_name(node: exp.Expression) -> str | None:
    """The name that a column of the result has without an alias, None if it has none."""
    if isinstance(node, exp.Column):
        return plain(node.name).lower()
    if isinstance(node, exp.Dot) and isinstance(node.expression, exp.Identifier):
        return plain(node.expression.name).lower()
    return None


def position_of(
    t: Translator, item: exp.Ordered, items: list, scope: Scope, by_name: list[Field]
) -> int | None:
    """Which column of the result an ORDER BY item is: by number, by name, or as the same expression."""
    node = item.this
    if isinstance(node, exp.Literal) and not node.is_string and node.this.isdigit():
        number = int(node.this)
        if not 1 <= number <= len(items):
            raise t.failure(
                "INVALID_COLUMN_REFERENCE", f"ORDER BY position {number} is not in select list", node
            )
        return number - 1
    if isinstance(node, exp.Column) and len(node.parts) == 1:
        name = plain(node.name).lower()
        found = [i for i, (own, _, _) in enumerate(items) if own and own.lower() == name]
        if len({items[i][1].sql for i in found}) > 1:
            raise t.failure("AMBIGUOUS_NAME", f"Column '{name}' is ambiguous", node)
        if found:
            return found[0]
    return next((i for i, (_, _, own) in enumerate(items) if own is not None and own == node), None)
