"""Casts to and from JSON. A JSON value is kept as its text."""

import json
from typing import Protocol

from sqlglot import exp

from ..types import VARCHAR, Type, literal, to_duckdb
from .translator import Translator, fail_if
from .values import Value


class Caster(Protocol):
    """What a cast from JSON needs of the cast that it is part of."""

    t: Translator
    safe: bool

    def sql(self, value: Value, wanted: Type) -> str | None:
        """A value as another type."""


def to_json(t: Translator, value: Value, node: exp.Expression) -> str | None:
    """DuckDB text of a value as JSON: rows as objects, maps as objects ordered by key, times as text."""
    from .casts import shown

    found, sql = value.type, value.sql
    match found.kind:
        case "row":
            parts = []
            for name, shown_name, of in zip(found.field_names, found.names, found.of, strict=True):
                inner = to_json(t, Value(f"struct_extract({sql}, {literal(name)})", of), node)
                if inner is None:
                    return None
                parts.append(
                    f"{literal(json.dumps(shown_name or '') + ':')} || CAST({_or_null(inner)} AS VARCHAR)"
                )
            inside = " || ',' || ".join(parts)
            return f"CASE WHEN {sql} IS NOT NULL THEN CAST('{{' || {inside} || '}}' AS JSON) END"
        case "array":
            name = t.name("e")
            inner = to_json(t, Value(name, found.of[0]), node)
            return inner and f"to_json(list_transform({sql}, lambda {name}: {_or_null(inner)}))"
        case "map":
            name = t.name("e")
            key = shown(t, Value(f"{name}.key", found.of[0]), node)
            held = to_json(t, Value(f"{name}.value", found.of[1]), node)
            if key is None or held is None:
                return None
            pairs = f"list_transform(map_entries({sql}), lambda {name}: struct_pack(key := {key}, value := {_or_null(held)}))"
            return f"CASE WHEN {sql} IS NOT NULL THEN to_json(map_from_entries(list_sort({pairs}))) END"
        case "boolean":
            return f"to_json({sql})"
        case "decimal":
            return f"CAST(CAST({sql} AS VARCHAR) AS JSON)"
        case "double" | "real":
            return f"CAST(athena_json_double({sql}) AS JSON)"
        case "json":
            return sql
        case _ if found.integral:
            return f"to_json({sql})"
        case _:
            text = shown(t, value, node)
            return text and f"to_json({text})"


def _or_null(sql: str) -> str:
    return f"coalesce({sql}, CAST('null' AS JSON))"


def from_json(cast: Caster, value: Value, wanted: Type) -> str | None:
    """DuckDB text of a JSON value as another type: scalars, and arrays and maps of them."""
    sql = value.sql
    if wanted.kind == "varchar" or wanted.numeric or wanted.kind == "boolean":
        scalar = f"json_type({sql}) NOT IN ('ARRAY', 'OBJECT')"
        text = f"json_extract_string({sql}, '$')"
        body = text if wanted == VARCHAR else cast.sql(Value(text, VARCHAR), wanted)
        if cast.safe:
            return f"CASE WHEN {scalar} THEN {body} END"
        return fail_if(f"NOT ({scalar})", "INVALID_CAST_ARGUMENT", f"'Cannot cast to {wanted}'", body)
    if wanted.kind == "array":
        name = cast.t.name("e")
        inner = cast.sql(Value(name, value.type), wanted.of[0])
        elements = f"CASE WHEN json_type({sql}) = 'ARRAY' THEN CAST({sql} AS JSON[]) END"
        checked = _shape(cast, f"json_type({sql}) NOT IN ('ARRAY', 'NULL')", wanted, elements)
        return inner and f"list_transform({checked}, lambda {name}: {inner})"
    if wanted.kind == "map" and wanted.of[0].kind == "varchar":
        name = cast.t.name("e")
        inner = cast.sql(Value(f"{name}.value", value.type), wanted.of[1])
        entries = (
            f"CASE WHEN json_type({sql}) = 'OBJECT' THEN map_entries(CAST({sql} AS MAP(VARCHAR, JSON))) END"
        )
        checked = _shape(cast, f"json_type({sql}) NOT IN ('OBJECT', 'NULL')", wanted, entries)
        pair = (
            inner and f"struct_pack(key := {name}.key, value := CAST({inner} AS {to_duckdb(wanted.of[1])}))"
        )
        return pair and f"map_from_entries(list_transform({checked}, lambda {name}: {pair}))"
    return None


def _shape(cast: Caster, wrong: str, wanted: Type, body: str) -> str:
    if cast.safe:
        return body
    return fail_if(wrong, "INVALID_CAST_ARGUMENT", f"'Cannot cast to {wanted}'", body)
