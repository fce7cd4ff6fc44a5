"""Functions of JSON. Paths are the engine's simple ones: names and array positions."""

import re

from sqlglot import exp

from ...types import BIGINT, BOOLEAN, JSON, VARCHAR, literal
from ..calls import Call
from ..registry import expression, scalar
from ..scope import Scope
from ..translator import Translator, fail_if
from ..values import Value

_STEP = re.compile(r"""\.([^.\[\]"'*@?()\s]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['((?:[^'\\]|\\.)*)'\]""")


def _document(call: Call, i: int = 0) -> str:
    """A JSON or varchar argument; text that isn't JSON becomes NULL."""
    value = call.value(i)
    if value.type == JSON:
        return value.sql
    text = call.text(i)
    return f"CASE WHEN json_valid({text}) THEN {text} END"


def _path(call: Call, i: int = 1) -> str:
    """The path as a DuckDB one."""
    given = call.constant(i, "the path")
    at, made = 1, "$"
    if not given.startswith("$"):
        raise call.t.failure("INVALID_FUNCTION_ARGUMENT", f"Invalid JSON path: '{given}'", call.node)
    while at < len(given):
        found = _STEP.match(given, at)
        if found is None:
            message = f"the local engine can't follow the JSON path '{given}'"
            raise call.t.failure("NOT_SUPPORTED", message, call.node)
        name, index, double, single = found.groups()
        if index is not None:
            made += f"[{int(index)}]"
        else:
            key = (
                name
                if name is not None
                else re.sub(r"\\(.)", r"\1", double if double is not None else single)
            )
            if '"' in key or "\\" in key:
                raise call.t.failure(
                    "NOT_SUPPORTED", f"the local engine can't follow the JSON path '{given}'", call.node
                )
            made += f'."{key}"'
        at = found.end()
    return literal(made)


@scalar("json_extract")
def _extract(call: Call) -> Value:
    call.count(2)
    return Value(f"json_extract({_document(call)}, {_path(call)})", JSON)


@scalar("json_extract_scalar")
def _extract_scalar(call: Call) -> Value:
    call.count(2)
    found = f"json_extract({_document(call)}, {_path(call)})"
    return Value(_scalar_text(found), VARCHAR)


def _scalar_text(found: str) -> str:
    """Text of a scalar; NULL for objects, arrays and null. Numbers keep their spelling."""
    return (
        f"CASE json_type({found}) WHEN 'OBJECT' THEN NULL WHEN 'ARRAY' THEN NULL WHEN 'NULL' THEN NULL "
        f"WHEN 'VARCHAR' THEN json_extract_string({found}, '$') ELSE CAST({found} AS VARCHAR) END"
    )


@scalar("json_parse")
def _parse(call: Call) -> Value:
    call.count(1)
    text = call.text(0)
    message = f"'Cannot convert value to JSON: ''' || {text} || ''''"
    wrong = f"{text} IS NOT NULL AND NOT json_valid({text})"
    return Value(fail_if(wrong, "INVALID_FUNCTION_ARGUMENT", message, f"CAST({text} AS JSON)"), JSON)


@expression(exp.ParseJSON)
def _literal(t: Translator, node: exp.ParseJSON, scope: Scope) -> Value:
    return _parse(Call(t, "json_parse", [node.this], scope, node))


@scalar("json_format")
def _format(call: Call) -> Value:
    call.count(1)
    value = call.value(0)
    if value.type != JSON:
        raise call.mismatch()
    return Value(f"CAST(json({value.sql}) AS VARCHAR)", VARCHAR)


@scalar("json_array_length")
def _array_length(call: Call) -> Value:
    call.count(1)
    document = _document(call)
    return Value(
        f"CASE WHEN json_type({document}) = 'ARRAY' THEN CAST(json_array_length({document}) AS BIGINT) END",
        BIGINT,
    )


@scalar("json_size")
def _size(call: Call) -> Value:
    call.count(2)
    found = f"json_extract({_document(call)}, {_path(call)})"
    sql = (
        f"CASE json_type({found}) WHEN 'ARRAY' THEN json_array_length({found}) "
        f"WHEN 'OBJECT' THEN len(json_keys({found})) ELSE CASE WHEN {found} IS NOT NULL THEN 0 END END"
    )
    return Value(f"CAST({sql} AS BIGINT)", BIGINT)


@scalar("is_json_scalar")
def _is_scalar(call: Call) -> Value:
    call.count(1)
    return Value(f"(json_type({_document(call)}) NOT IN ('OBJECT', 'ARRAY'))", BOOLEAN)


@scalar("json_array_contains")
def _array_contains(call: Call) -> Value:
    call.count(2)
    document, wanted = _document(call), call.value(1)
    if wanted.type.textual:
        kind, held = "'VARCHAR'", f"to_json({call.text(1)})"
    elif wanted.type.kind == "boolean":
        kind, held = "'BOOLEAN'", f"to_json({wanted.sql})"
    elif wanted.type.integral:
        kind, held = "'UBIGINT', 'BIGINT'", f"to_json({wanted.sql})"
    else:
        raise call.mismatch()
    name = call.t.name("e")
    elements = f"CASE WHEN json_type({document}) = 'ARRAY' THEN CAST({document} AS JSON[]) END"
    test = f"json_type({name}) IN ({kind}) AND CAST({name} AS VARCHAR) = CAST({held} AS VARCHAR)"
    return Value(f"(len(list_filter({elements}, lambda {name}: {test})) > 0)", BOOLEAN)
