"""Functions of arrays and maps that take a lambda."""

from ...types import BOOLEAN, array, map_of, to_duckdb
from ..calls import Call
from ..coercion import common, converted
from ..registry import scalar
from ..values import Value


def _array(call: Call, i: int = 0) -> Value:
    value = call.value(i)
    if value.type.kind != "array":
        raise call.mismatch()
    return value


def _map(call: Call, i: int = 0) -> Value:
    value = call.value(i)
    if value.type.kind != "map":
        raise call.mismatch()
    return value


def _condition(call: Call, i: int, parameters: list[Value]) -> str:
    body = call.lambda_(i, parameters)
    if body.type.kind not in ("boolean", "unknown"):
        raise call.mismatch()
    return f"CAST({body.sql} AS BOOLEAN)"


@scalar("transform")
def _transform(call: Call) -> Value:
    call.count(2)
    value, name = _array(call), call.t.name("e")
    body = call.lambda_(1, [Value(name, value.type.of[0])])
    return Value(f"list_transform({value.sql}, lambda {name}: {body.sql})", array(body.type))


@scalar("filter")
def _filter(call: Call) -> Value:
    call.count(2)
    value, name = _array(call), call.t.name("e")
    condition = _condition(call, 1, [Value(name, value.type.of[0])])
    return Value(f"list_filter({value.sql}, lambda {name}: {condition})", value.type)


def _scores(call: Call) -> tuple[Value, str]:
    """The array, and a list with 2 for true, 1 for NULL and 0 for false."""
    call.count(2)
    value, name = _array(call), call.t.name("e")
    condition = _condition(call, 1, [Value(name, value.type.of[0])])
    scored = f"coalesce(CAST({condition} AS INTEGER) * 2, 1)"
    return value, f"list_transform({value.sql}, lambda {name}: {scored})"


def _truth(value: Value, score: str) -> Value:
    return Value(
        f"CASE WHEN {value.sql} IS NULL THEN NULL ELSE CASE {score} WHEN 2 THEN true WHEN 0 THEN false END END",
        BOOLEAN,
    )


@scalar("any_match")
def _any_match(call: Call) -> Value:
    value, scores = _scores(call)
    return _truth(value, f"coalesce(list_max({scores}), 0)")


@scalar("all_match")
def _all_match(call: Call) -> Value:
    value, scores = _scores(call)
    return _truth(value, f"coalesce(list_min({scores}), 2)")


@scalar("none_match")
def _none_match(call: Call) -> Value:
    return Value(f"(NOT {_any_match(call).sql})", BOOLEAN)


@scalar("reduce")
def _reduce(call: Call) -> Value:
    call.count(4)
    value, start = _array(call), call.value(1)
    element = value.type.of[0]
    a, b = call.t.name("e"), call.t.name("e")
    state = start.type
    for _ in range(2):  # once with the start's type, once with what the first step makes of it
        step = call.lambda_(2, [Value(f"{a}.s", state), Value(f"{b}.x", element)])
        wider = common(state, step.type)
        if wider is None:
            raise call.mismatch()
        state = wider
    # State and element travel in one row: the list that DuckDB folds has one type.
    s, x = to_duckdb(state), to_duckdb(element)
    row = f"STRUCT(s {s}, x {x})"
    entries = f"list_transform({value.sql}, lambda {a}: CAST(struct_pack(s := NULL, x := {a}) AS {row}))"
    initial = f"CAST(struct_pack(s := {converted(start.sql, start.type, state)}, x := NULL) AS {row})"
    folding = f"CAST(struct_pack(s := {converted(step.sql, step.type, state)}, x := NULL) AS {row})"
    folded = f"list_reduce({entries}, lambda {a}, {b}: {folding}, {initial})"
    last = call.t.name("e")
    result = call.lambda_(3, [Value(f"{last}.s", state)])
    return Value(
        f"CASE WHEN {value.sql} IS NOT NULL THEN list_transform([{folded}], lambda {last}: {result.sql})[1] END",
        result.type,
    )


@scalar("zip_with")
def _zip_with(call: Call) -> Value:
    call.count(3)
    left, right, name = _array(call, 0), _array(call, 1), call.t.name("e")
    parts = [
        Value(f"struct_extract({name}, {i + 1})", side.type.of[0]) for i, side in enumerate((left, right))
    ]
    body = call.lambda_(2, parts)
    zipped = f"list_transform(list_zip({left.sql}, {right.sql}), lambda {name}: {body.sql})"
    return Value(
        f"CASE WHEN {left.sql} IS NOT NULL AND {right.sql} IS NOT NULL THEN {zipped} END", array(body.type)
    )


def _entries(call: Call) -> tuple[Value, str, list[Value]]:
    value, name = _map(call), call.t.name("e")
    return value, name, [Value(f"{name}.key", value.type.of[0]), Value(f"{name}.value", value.type.of[1])]


def _rebuilt(value: Value, entries: str) -> str:
    return f"CASE WHEN {value.sql} IS NOT NULL THEN map_from_entries({entries}) END"


@scalar("map_filter")
def _map_filter(call: Call) -> Value:
    call.count(2)
    value, name, parts = _entries(call)
    entries = f"list_filter(map_entries({value.sql}), lambda {name}: {_condition(call, 1, parts)})"
    return Value(_rebuilt(value, entries), value.type)


@scalar("transform_values")
def _transform_values(call: Call) -> Value:
    call.count(2)
    value, name, parts = _entries(call)
    body = call.lambda_(1, parts)
    pair = f"struct_pack(key := {name}.key, value := {body.sql})"
    entries = f"list_transform(map_entries({value.sql}), lambda {name}: {pair})"
    return Value(_rebuilt(value, entries), map_of(value.type.of[0], body.type))


@scalar("transform_keys")
def _transform_keys(call: Call) -> Value:
    call.count(2)
    value, name, parts = _entries(call)
    body = call.lambda_(1, parts)
    pair = f"struct_pack(key := {body.sql}, value := {name}.value)"
    entries = f"list_transform(map_entries({value.sql}), lambda {name}: {pair})"
    return Value(_rebuilt(value, entries), map_of(body.type, value.type.of[1]))
