"""Functions of maps."""

from ...types import BIGINT, VARCHAR, array, map_of, row, to_duckdb
from ..calls import Call
from ..coercion import converted, converts
from ..registry import scalar
from ..translator import fail_if
from ..values import Value


@scalar("element_at")
def _element_at(call: Call) -> Value:
    call.count(2)
    value, at = call.value(0), call.value(1)
    if value.type.kind == "array" and at.type.integral:
        return Value(f"athena_element_at({value.sql}, {at.sql})", value.type.of[0])
    if value.type.kind == "map" and converts(at.type, value.type.of[0]):
        key = converted(at.sql, at.type, value.type.of[0])
        return Value(f"map_extract_value({value.sql}, {key})", value.type.of[1])
    raise call.mismatch()


@scalar("cardinality")
def _cardinality(call: Call) -> Value:
    call.count(1)
    value = call.value(0)
    if value.type.kind == "array":
        return Value(f"CAST(len({value.sql}) AS BIGINT)", BIGINT)
    if value.type.kind == "map":
        return Value(
            f"CASE WHEN {value.sql} IS NOT NULL THEN CAST(cardinality({value.sql}) AS BIGINT) END", BIGINT
        )
    raise call.mismatch()


@scalar("map_keys", "map_values")
def _side(call: Call) -> Value:
    call.count(1)
    value = call.value(0)
    if value.type.kind != "map":
        raise call.mismatch()
    return Value(f"{call.name}({value.sql})", array(value.type.of[0 if call.name == "map_keys" else 1]))


@scalar("map_entries")
def _entries(call: Call) -> Value:
    call.count(1)
    value = call.value(0)
    if value.type.kind != "map":
        raise call.mismatch()
    name, kind = call.t.name("e"), array(row([(None, value.type.of[0]), (None, value.type.of[1])]))
    pair = f"struct_pack(field0 := {name}.key, field1 := {name}.value)"
    listed = f"list_transform(map_entries({value.sql}), lambda {name}: {pair})"
    return Value(f"CASE WHEN {value.sql} IS NOT NULL THEN {listed} END", kind)


@scalar("map_from_entries")
def _from_entries(call: Call) -> Value:
    call.count(1)
    value = call.value(0)
    if value.type.kind != "array" or value.type.of[0].kind != "row" or len(value.type.of[0].of) != 2:
        raise call.mismatch()
    pair, name = value.type.of[0], call.t.name("e")
    first, second = pair.field_names
    keys = f"list_transform({value.sql}, lambda {name}: struct_extract({name}, '{first}'))"
    built = f"map_from_entries(list_transform({value.sql}, lambda {name}: struct_pack(key := struct_extract({name}, '{first}'), value := struct_extract({name}, '{second}'))))"
    duplicate = f"len(list_distinct({keys})) < len({keys})"
    message = "'Duplicate map keys are not allowed'"
    body = fail_if(
        duplicate, "INVALID_FUNCTION_ARGUMENT", message, f"CASE WHEN {value.sql} IS NOT NULL THEN {built} END"
    )
    return Value(body, map_of(*pair.of))


@scalar("map_concat")
def _concat(call: Call) -> Value:
    values = call.values()
    kind = values[0].type
    if any(v.type != kind or kind.kind != "map" for v in values):
        raise call.mismatch()
    missing = " OR ".join(f"{v.sql} IS NULL" for v in values)
    return Value(
        f"CASE WHEN {missing} THEN NULL ELSE map_concat({', '.join(v.sql for v in values)}) END", kind
    )


@scalar("split_to_map")
def _split_to_map(call: Call) -> Value:
    call.count(3)
    text, between, inside = (call.text(i) for i in range(3))
    name = call.t.name("e")
    at = f"strpos({name}, {inside})"
    key, held = f"substr({name}, 1, {at} - 1)", f"substr({name}, {at} + length({inside}))"
    pairs = f"list_transform(string_split({text}, {between}), lambda {name}: struct_pack(key := {key}, value := {held}))"
    wrong = f"len(list_filter(string_split({text}, {between}), lambda {name}: {at} = 0)) > 0"
    message = "'Key-value delimiter must appear exactly once in each entry'"
    kind = map_of(VARCHAR, VARCHAR)
    body = fail_if(
        wrong, "INVALID_FUNCTION_ARGUMENT", message, f"CAST(map_from_entries({pairs}) AS {to_duckdb(kind)})"
    )
    return Value(body, kind)
