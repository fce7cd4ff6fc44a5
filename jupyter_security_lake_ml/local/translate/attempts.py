"""``try``: NULL instead of a failing expression."""

from collections.abc import Callable

from sqlglot import exp

from .translator import Translator
from .values import Value

_READING = (exp.Column, exp.Dot, exp.Identifier, exp.Subquery)


def attempted(t: Translator, node: exp.Expression, compile: Callable[[], Value]) -> Value:
    """The value that ``compile`` makes of ``node``, NULL where it fails.

    An expression without columns is computed over a row of one: DuckDB works constants out while planning, where
    nothing catches their failure.
    """
    if t.opaque or any(True for _ in node.find_all(*_READING)):
        inner = compile()
        return Value(f"TRY({inner.sql})", inner.type)
    t.opaque = t.name("k")
    try:
        inner = compile()
        source = f"(SELECT unnest([0::TINYINT]) AS zero, unnest(['']) AS empty) AS {t.opaque}"
        return Value(f"(SELECT TRY({inner.sql}) FROM {source})", inner.type)
    finally:
        t.opaque = None
