"""Functions of numbers."""

import math

from ...types import BIGINT, BOOLEAN, DOUBLE, VARCHAR, decimal, to_duckdb
from ..calls import Call
from ..registry import scalar
from ..translator import fail_if
from ..values import Value


def _number(call: Call, i: int = 0) -> Value:
    value = call.value(i)
    if not value.type.numeric:
        raise call.mismatch()
    return value


@scalar("abs")
def _abs(call: Call) -> Value:
    call.count(1)
    value = _number(call)
    return Value(f"abs({value.sql})", value.type)


@scalar("sign")
def _sign(call: Call) -> Value:
    call.count(1)
    value = _number(call)
    kind = decimal(1, 0) if value.type.kind == "decimal" else value.type
    return Value(f"CAST(sign({value.sql}) AS {to_duckdb(kind)})", kind)


@scalar("ceil", "ceiling", "floor")
def _whole(call: Call) -> Value:
    call.count(1)
    value = _number(call)
    name = "floor" if call.name == "floor" else "ceil"
    kind = value.type
    if kind.integral:
        return value
    if kind.kind == "decimal":
        kind = decimal(kind.p - kind.s + min(kind.s, 1), 0)
    return Value(f"CAST({name}({value.sql}) AS {to_duckdb(kind)})", kind)


@scalar("round")
def _round(call: Call) -> Value:
    call.count(1, 2)
    value = _number(call)
    if len(call) == 1:
        if value.type.integral:
            return value
        if value.type.kind == "decimal":
            kind = decimal(max(1, value.type.p - value.type.s + min(value.type.s, 1)), 0)
            return Value(f"CAST(round({value.sql}) AS {to_duckdb(kind)})", kind)
        return Value(f"round({value.sql})", value.type)
    digits = call.sql(1, BIGINT)
    if value.type.kind == "decimal":
        kind = decimal(min(38, value.type.p + 1), value.type.s)
        return Value(f"CAST(round({value.sql}, CAST({digits} AS INTEGER)) AS {to_duckdb(kind)})", kind)
    return Value(
        f"CAST(round({value.sql}, CAST({digits} AS INTEGER)) AS {to_duckdb(value.type)})", value.type
    )


@scalar("truncate")
def _truncate(call: Call) -> Value:
    call.count(1)
    value = _number(call)
    kind = decimal(max(1, value.type.p - value.type.s), 0) if value.type.kind == "decimal" else value.type
    return Value(f"CAST(trunc({value.sql}) AS {to_duckdb(kind)})", kind)


_OF_DOUBLE = [
    "sqrt",
    "cbrt",
    "exp",
    "ln",
    "log2",
    "log10",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "degrees",
    "radians",
]


@scalar(*_OF_DOUBLE)
def _of_double(call: Call) -> Value:
    call.count(1)
    x = call.sql(0, DOUBLE)
    if call.name in ("ln", "log2", "log10"):
        zero, nan = "CAST('-Infinity' AS DOUBLE)", "CAST('NaN' AS DOUBLE)"
        return Value(
            f"CASE WHEN {x} = 0 THEN {zero} WHEN {x} < 0 THEN {nan} ELSE {call.name}({x}) END", DOUBLE
        )
    if call.name == "sqrt":
        return Value(f"CASE WHEN {x} < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt({x}) END", DOUBLE)
    return Value(f"{call.name}({x})", DOUBLE)


@scalar("log")
def _log(call: Call) -> Value:
    call.count(2)
    base, x = call.sql(0, DOUBLE), call.sql(1, DOUBLE)
    return Value(f"(ln({x}) / ln({base}))", DOUBLE)


@scalar("power", "pow", "atan2")
def _of_two(call: Call) -> Value:
    call.count(2)
    return Value(
        f"{'atan2' if call.name == 'atan2' else 'pow'}({call.sql(0, DOUBLE)}, {call.sql(1, DOUBLE)})", DOUBLE
    )


@scalar("mod")
def _mod(call: Call) -> Value:
    from ..arithmetic import computed

    call.count(2)
    found = computed(call.t, "%", call.value(0), call.value(1), call.node)
    if found is None:
        raise call.mismatch()
    return found


@scalar("pi", "e", "nan", "infinity")
def _constant(call: Call) -> Value:
    call.count(0)
    number = {"pi": math.pi, "e": math.e, "nan": math.nan, "infinity": math.inf}[call.name]
    return Value(f"CAST('{number!r}' AS DOUBLE)", DOUBLE)


@scalar("is_nan", "is_finite", "is_infinite")
def _is(call: Call) -> Value:
    call.count(1)
    name = {"is_nan": "isnan", "is_finite": "isfinite", "is_infinite": "isinf"}[call.name]
    return Value(f"{name}({call.sql(0, DOUBLE)})", BOOLEAN)


_BITS = {"bitwise_and": "&", "bitwise_or": "|"}


@scalar("bitwise_and", "bitwise_or", "bitwise_xor")
def _bits(call: Call) -> Value:
    call.count(2)
    x, y = call.sql(0, BIGINT), call.sql(1, BIGINT)
    if call.name == "bitwise_xor":
        return Value(f"xor({x}, {y})", BIGINT)
    return Value(f"({x} {_BITS[call.name]} {y})", BIGINT)


@scalar("bitwise_not")
def _not(call: Call) -> Value:
    call.count(1)
    return Value(f"(~{call.sql(0, BIGINT)})", BIGINT)


@scalar("width_bucket")
def _width_bucket(call: Call) -> Value:
    call.count(4)
    x, low, high = (call.sql(i, DOUBLE) for i in range(3))
    n = call.sql(3, BIGINT)
    inside = f"CAST(floor(CAST({n} AS DOUBLE) * ({x} - {low}) / ({high} - {low})) AS BIGINT) + 1"
    body = f"CASE WHEN {x} < {low} THEN 0 WHEN {x} >= {high} THEN {n} + 1 ELSE {inside} END"
    mirrored = f"CAST(floor(CAST({n} AS DOUBLE) * ({low} - {x}) / ({low} - {high})) AS BIGINT) + 1"
    reverse = f"CASE WHEN {x} > {low} THEN 0 WHEN {x} <= {high} THEN {n} + 1 ELSE {mirrored} END"
    body = f"CASE WHEN {low} < {high} THEN {body} ELSE {reverse} END"
    code = "INVALID_FUNCTION_ARGUMENT"
    body = fail_if(f"{low} = {high}", code, "'bounds cannot equal each other'", body)
    return Value(fail_if(f"{n} <= 0", code, "'bucketCount must be greater than 0'", body), BIGINT)


@scalar("to_base")
def _to_base(call: Call) -> Value:
    call.count(2)
    x, radix = call.sql(0, BIGINT), call.sql(1, BIGINT)
    text = f"lower(to_base(abs({x}), CAST({radix} AS INTEGER)))"
    return Value(f"CASE WHEN {x} < 0 THEN '-' || {text} ELSE {text} END", VARCHAR)
