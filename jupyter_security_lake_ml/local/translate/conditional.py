"""CASE and the other ways of choosing a value."""

from collections.abc import Sequence

from sqlglot import exp

from ..types import UNKNOWN, Type
from .coercion import common, converted
from .comparison import compared
from .registry import expression
from .scope import Scope
from .translator import Translator
from .values import Value


def unified(
    t: Translator, values: Sequence[Value], node: exp.Expression, what: str
) -> tuple[list[str], Type]:
    """Values as one type, and that type; TYPE_MISMATCH if there is none."""
    shared = UNKNOWN
    for value in values:
        wider = common(shared, value.type)
        if wider is None:
            raise t.failure("TYPE_MISMATCH", f"{what} must be the same type: {shared} vs {value.type}", node)
        shared = wider
    return [converted(value.sql, value.type, shared) for value in values], shared


@expression(exp.Case)
def _case(t: Translator, node: exp.Case, scope: Scope) -> Value:
    operand = t.value(node.this, scope) if node.this is not None else None
    conditions, results = [], []
    for branch in node.args["ifs"]:
        if operand is None:
            conditions.append(t.boolean(branch.this, scope, "CASE WHEN clause").sql)
        else:
            conditions.append(compared(t, "=", operand, t.value(branch.this, scope), branch).sql)
        results.append(t.value(branch.args["true"], scope))
    default = node.args.get("default")
    if default is not None:
        results.append(t.value(default, scope))
    texts, kind = unified(t, results, node, "All CASE results")
    branches = " ".join(f"WHEN {c} THEN {r}" for c, r in zip(conditions, texts, strict=False))
    otherwise = f" ELSE {texts[-1]}" if default is not None else ""
    return Value(f"CASE {branches}{otherwise} END", kind)
