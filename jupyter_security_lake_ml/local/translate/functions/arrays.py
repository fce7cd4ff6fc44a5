"""Functions of arrays."""

from ...types import BIGINT, BOOLEAN, INTEGER, VARCHAR, Type, array, row, to_duckdb
from ..calls import Call
from ..casts import shown
from ..coercion import common, converted
from ..registry import scalar
from ..translator import fail_if
from ..values import Value

_MOST_ENTRIES = 10_000


def _array(call: Call, i: int = 0) -> Value:
    value = call.value(i)
    if value.type.kind not in ("array", "unknown"):
        raise call.mismatch()
    return value


def _alike(call: Call) -> tuple[list[str], Type]:
    values = [_array(call, i) for i in range(len(call))]
    kind = values[0].type
    for value in values[1:]:
        shared = common(kind, value.type)
        if shared is None:
            raise call.mismatch()
        kind = shared
    return [converted(v.sql, v.type, kind) for v in values], kind


def _with_element(call: Call) -> tuple[Value, str]:
    call.count(2)
    value, wanted = _array(call), call.value(1)
    shared = common(value.type.of[0], wanted.type)
    if shared is None:
        raise call.mismatch()
    listed = converted(value.sql, value.type, array(shared))
    return Value(listed, array(shared)), converted(wanted.sql, wanted.type, shared)


def membership(call: Call) -> Value:
    """``contains(array, element)``: NULL if it isn't there but a NULL is."""
    value, wanted = _with_element(call)
    name = call.t.name("e")
    null = f"len(list_filter({value.sql}, lambda {name}: {name} IS NULL)) > 0"
    sql = f"CASE WHEN {value.sql} IS NULL OR {wanted} IS NULL THEN NULL WHEN list_contains({value.sql}, {wanted}) THEN true WHEN {null} THEN NULL ELSE false END"
    return Value(sql, BOOLEAN)


@scalar("array_position")
def _position(call: Call) -> Value:
    value, wanted = _with_element(call)
    sql = f"CASE WHEN {value.sql} IS NULL OR {wanted} IS NULL THEN NULL ELSE coalesce(list_position({value.sql}, {wanted}), 0) END"
    return Value(f"CAST({sql} AS BIGINT)", BIGINT)


@scalar("array_remove")
def _remove(call: Call) -> Value:
    value, wanted = _with_element(call)
    name = call.t.name("e")
    kept = f"list_filter({value.sql}, lambda {name}: {name} IS DISTINCT FROM {wanted})"
    return Value(f"CASE WHEN {wanted} IS NULL THEN NULL ELSE {kept} END", value.type)


@scalar("array_distinct")
def _distinct(call: Call) -> Value:
    """Keeps the first of equal elements, in order, and one NULL."""
    call.count(1)
    value, name, at = _array(call), call.t.name("e"), call.t.name("i")
    same = f"list_position({value.sql}, {name}) = {at}"
    nulls = (
        f"{name} IS NULL AND len(list_filter(list_slice({value.sql}, 1, {at} - 1), lambda n: n IS NULL)) = 0"
    )
    return Value(
        f"list_filter({value.sql}, lambda {name}, {at}: CASE WHEN {name} IS NULL THEN {nulls} ELSE {same} END)",
        value.type,
    )


@scalar("array_sort")
def _sort(call: Call) -> Value:
    call.count(1)
    value = _array(call)
    return Value(f"list_sort({value.sql}, 'ASC', 'NULLS LAST')", value.type)


@scalar("array_max", "array_min")
def _extreme(call: Call) -> Value:
    call.count(1)
    value, name = _array(call), call.t.name("e")
    null = f"len(list_filter({value.sql}, lambda {name}: {name} IS NULL)) > 0"
    best = f"list_{call.name.removeprefix('array_')}({value.sql})"
    return Value(f"CASE WHEN {null} THEN NULL ELSE {best} END", value.type.of[0])


@scalar("array_join")
def _join(call: Call) -> Value:
    call.count(2, 3)
    value, name = _array(call), call.t.name("e")
    text = shown(call.t, Value(name, value.type.of[0]), call.node)
    if text is None:
        raise call.mismatch()
    texts = f"list_transform({value.sql}, lambda {name}: {text})"
    if len(call) == 3:
        texts = f"list_transform({texts}, lambda {name}: coalesce({name}, {call.text(2)}))"
    else:
        texts = f"list_filter({texts}, lambda {name}: {name} IS NOT NULL)"
    return Value(
        f"CASE WHEN {value.sql} IS NOT NULL THEN coalesce(array_to_string({texts}, {call.text(1)}), '') END",
        VARCHAR,
    )


def concatenated(call: Call) -> Value:
    """``concat(array, …)``."""
    texts, kind = _alike(call)
    return Value(joined(texts), kind)


def joined(texts: list[str]) -> str:
    """Lists one after the other; NULL if one is NULL."""
    body = texts[0]
    for text in texts[1:]:
        body = f"list_concat({body}, {text})"
    missing = " OR ".join(f"{text} IS NULL" for text in texts)
    return f"CASE WHEN {missing} THEN NULL ELSE {body} END"


@scalar("array_union")
def _union(call: Call) -> Value:
    call.count(2)
    texts, kind = _alike(call)
    name, at, both = call.t.name("e"), call.t.name("i"), joined(texts)
    kept = f"list_filter(l, lambda {name}, {at}: list_position(l, {name}) = {at})"
    return Value(f"list_transform([{both}], lambda l: {kept})[1]", kind)


@scalar("array_intersect", "array_except")
def _set(call: Call) -> Value:
    call.count(2)
    (left, right), kind = _alike(call)
    name, at = call.t.name("e"), call.t.name("i")
    inside = f"coalesce(list_contains({right}, {name}), false)"
    wanted = inside if call.name == "array_intersect" else f"NOT {inside}"
    kept = f"list_filter({left}, lambda {name}, {at}: {wanted} AND list_position({left}, {name}) = {at})"
    return Value(f"CASE WHEN {right} IS NOT NULL THEN {kept} END", kind)


@scalar("arrays_overlap")
def _overlap(call: Call) -> Value:
    call.count(2)
    (left, right), _ = _alike(call)
    name = call.t.name("e")
    null = f"len(list_filter(list_concat({left}, {right}), lambda {name}: {name} IS NULL)) > 0"
    found = f"len(list_filter({left}, lambda {name}: coalesce(list_contains({right}, {name}), false))) > 0"
    return Value(
        f"CASE WHEN {left} IS NULL OR {right} IS NULL THEN NULL WHEN {found} THEN true WHEN {null} THEN NULL ELSE false END",
        BOOLEAN,
    )


@scalar("slice")
def _slice(call: Call) -> Value:
    call.count(3)
    value, start, length = _array(call), call.sql(1, BIGINT), call.sql(2, BIGINT)
    first = f"CASE WHEN {start} < 0 THEN len({value.sql}) + {start} + 1 ELSE {start} END"
    body = f"CASE WHEN {first} < 1 THEN {value.sql}[1:0] ELSE list_slice({value.sql}, {first}, {first} + {length} - 1) END"
    return Value(
        fail_if(f"{start} = 0", "INVALID_FUNCTION_ARGUMENT", "'SQL array indices start at 1'", body),
        value.type,
    )


@scalar("flatten")
def _flatten(call: Call) -> Value:
    call.count(1)
    value = _array(call)
    if value.type.of[0].kind != "array":
        raise call.mismatch()
    return Value(f"flatten({value.sql})", value.type.of[0])


@scalar("repeat")
def _repeat(call: Call) -> Value:
    call.count(2)
    value, times = call.value(0), call.sql(1, INTEGER)
    name = call.t.name("e")
    body = f"list_transform(range(greatest({times}, 0)), lambda {name}: {value.sql})"
    message = "'count argument of repeat function must be less than or equal to 10000'"
    return Value(
        fail_if(f"{times} > {_MOST_ENTRIES}", "INVALID_FUNCTION_ARGUMENT", message, body), array(value.type)
    )


@scalar("zip")
def _zip(call: Call) -> Value:
    values = [_array(call, i) for i in range(len(call))]
    name = call.t.name("e")
    kind = array(row([(None, v.type.of[0]) for v in values]))
    parts = ", ".join(f"field{i} := struct_extract({name}, {i + 1})" for i in range(len(values)))
    zipped = (
        f"list_transform(list_zip({', '.join(v.sql for v in values)}), lambda {name}: struct_pack({parts}))"
    )
    missing = " OR ".join(f"{v.sql} IS NULL" for v in values)
    return Value(f"CASE WHEN {missing} THEN NULL ELSE {zipped} END", kind)


@scalar("sequence")
def _sequence(call: Call) -> Value:
    call.count(2, 3)
    start, stop = call.value(0), call.value(1)
    if start.type.integral and stop.type.integral:
        return _numbers(call)
    shared = common(start.type, stop.type)
    if shared is None or not shared.temporal or (len(call) == 2 and shared.kind != "date"):
        raise call.mismatch()
    a, b = converted(start.sql, start.type, shared), converted(stop.sql, stop.type, shared)
    step = call.value(2) if len(call) == 3 else None
    if step is not None and step.type.kind not in ("interval_day", "interval_year"):
        raise call.mismatch()
    by = step.sql if step is not None else f"to_days(CASE WHEN {a} <= {b} THEN 1 ELSE -1 END)"
    span = f"(epoch_us(CAST({b} AS TIMESTAMP)) - epoch_us(CAST({a} AS TIMESTAMP)))"
    unit = (
        f"epoch_us({by})"
        if step is None or step.type.kind == "interval_day"
        else f"(datepart('year', {by}) * 12 + datepart('month', {by})) * 2419200000000"
    )
    made = f"generate_series(CAST({a} AS TIMESTAMP), CAST({b} AS TIMESTAMP), {by})"
    return Value(_checked(span, unit, f"CAST({made} AS {to_duckdb(array(shared))})"), array(shared))


def _numbers(call: Call) -> Value:
    a, b = call.sql(0, BIGINT), call.sql(1, BIGINT)
    by = call.sql(2, BIGINT) if len(call) == 3 else f"CASE WHEN {a} <= {b} THEN 1 ELSE -1 END"
    return Value(_checked(f"({b} - {a})", by, f"generate_series({a}, {b}, {by})"), array(BIGINT))


def _checked(span: str, by: str, body: str) -> str:
    code = "INVALID_FUNCTION_ARGUMENT"
    body = fail_if(
        f"{span} / nullif({by}, 0) >= {_MOST_ENTRIES}",
        code,
        "'result of sequence function must not have more than 10000 entries'",
        body,
    )
    body = fail_if(
        f"sign({span}) * sign({by}) < 0",
        code,
        "'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start'",
        body,
    )
    return fail_if(f"{by} = 0", code, "'step must not be zero'", body)
