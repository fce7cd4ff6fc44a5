"""Functions that choose a value."""

from sqlglot import exp

from ...types import VARCHAR, literal
from ..calls import Call
from ..comparison import compared
from ..conditional import unified
from ..registry import scalar
from ..values import Value

_READING = (exp.Column, exp.Dot, exp.Identifier, exp.Subquery)


@scalar("if")
def _if(call: Call) -> Value:
    call.count(2, 3)
    condition = call.t.boolean(call.arguments[0], call.scope, "IF condition")
    results = [call.value(i) for i in range(1, len(call))]
    texts, kind = unified(call.t, results, call.node, "Result types for IF")
    otherwise = texts[1] if len(texts) == 2 else "NULL"
    return Value(f"CASE WHEN {condition.sql} THEN {texts[0]} ELSE {otherwise} END", kind)


@scalar("coalesce")
def _coalesce(call: Call) -> Value:
    texts, kind = unified(call.t, call.values(), call.node, "All COALESCE operands")
    return Value(f"coalesce({', '.join(texts)})", kind)


@scalar("nullif")
def _nullif(call: Call) -> Value:
    call.count(2)
    first, second = call.value(0), call.value(1)
    same = compared(call.t, "=", first, second, call.node)
    return Value(f"CASE WHEN {same.sql} THEN NULL ELSE {first.sql} END", first.type)


@scalar("greatest", "least")
def _extreme(call: Call) -> Value:
    texts, kind = unified(call.t, call.values(), call.node, f"All {call.name} operands")
    missing = " OR ".join(f"{text} IS NULL" for text in texts)
    return Value(f"CASE WHEN {missing} THEN NULL ELSE {call.name}({', '.join(texts)}) END", kind)


@scalar("try")
def _try(call: Call) -> Value:
    call.count(1)
    t = call.t
    node = call.arguments[0]
    reads = any(True for _ in node.find_all(*_READING))
    if reads or t.opaque:
        inner = t.value(node, call.scope)
        return Value(f"TRY({inner.sql})", inner.type)
    t.opaque = t.name("k")
    try:
        inner = t.value(node, call.scope)
        source = f"(SELECT unnest([0::TINYINT]) AS zero, unnest(['']) AS empty) AS {t.opaque}"
        return Value(f"(SELECT TRY({inner.sql}) FROM {source})", inner.type)
    finally:
        t.opaque = None


@scalar("typeof")
def _typeof(call: Call) -> Value:
    call.count(1)
    return Value(literal(str(call.value(0).type)), VARCHAR)
