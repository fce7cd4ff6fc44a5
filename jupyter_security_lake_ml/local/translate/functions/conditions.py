"""Functions that choose a value."""

from sqlglot import exp

from ...types import VARCHAR, literal
from ..attempts import attempted
from ..calls import Call
from ..casts import cast, wanted_type
from ..comparison import compared
from ..conditional import unified
from ..registry import scalar
from ..values import Value


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
    node = call.arguments[0]
    if isinstance(node, exp.Cast) and isinstance(node.this, exp.Column):
        # Reading a column can't fail, so this is a plain TRY_CAST, which DuckDB computes once for equal mentions.
        wanted = wanted_type(call.t, node.to)
        if not wanted.of:
            return cast(call.t, call.t.value(node.this, call.scope), wanted, node, safe=True)
    return attempted(call.t, node, lambda: call.t.value(node, call.scope))


@scalar("typeof")
def _typeof(call: Call) -> Value:
    call.count(1)
    return Value(literal(str(call.value(0).type)), VARCHAR)
