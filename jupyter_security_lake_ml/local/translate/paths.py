"""Columns, fields of rows, subscripts, and the constructors of rows, arrays and maps."""

from sqlglot import exp

from ..types import UNKNOWN, Type, array, map_of, quoted, row, to_duckdb
from .coercion import converted, converts
from .conditional import unified
from .registry import expression
from .scope import Scope, descend
from .text import place, plain
from .translator import Translator, fail_if
from .values import Value


def dotted(node: exp.Expression) -> tuple[exp.Expression | None, tuple[str, ...]]:
    """A path as (what it starts from, names); the start is None if it is a plain name."""
    if isinstance(node, exp.Identifier):
        return None, (plain(node.name),)
    if isinstance(node, exp.Column):
        return None, tuple(plain(part.name) for part in node.parts)
    if isinstance(node, exp.Dot) and isinstance(node.expression, exp.Identifier):
        start, names = dotted(node.this)
        return start, (*names, plain(node.expression.name))
    return node, ()


@expression(exp.Column, exp.Dot, exp.Identifier)
def _path(t: Translator, node: exp.Expression, scope: Scope) -> Value:
    start, names = dotted(node)
    if isinstance(node, exp.Column) and isinstance(node.this, exp.Star):
        raise t.failure("SYNTAX_ERROR", "mismatched input '*'", node)
    if start is None:
        return scope.resolve(names, place(node))
    if start is node:
        raise t.failure("NOT_SUPPORTED", "this expression is not supported by the local engine", node)
    return descend(t.value(start, scope), tuple(n.lower() for n in names), names, place(node))


@expression(exp.Bracket)
def _subscript(t: Translator, node: exp.Bracket, scope: Scope) -> Value:
    if len(node.expressions) != 1:
        raise t.failure("SYNTAX_ERROR", "mismatched input ','. Expecting: ']'", node)
    value, index = t.value(node.this, scope), t.value(node.expressions[0], scope)
    return subscripted(t, value, index, node)


def subscripted(t: Translator, value: Value, index: Value, node: exp.Expression) -> Value:
    """``value[index]``: fails outside an array and for a key that a map doesn't have."""
    kind = value.type
    if kind.kind == "array" and index.type.integral:
        return Value(f"athena_subscript({value.sql}, {index.sql})", kind.of[0])
    if kind.kind == "map" and converts(index.type, kind.of[0]):
        return Value(f"athena_key({value.sql}, {converted(index.sql, index.type, kind.of[0])})", kind.of[1])
    if kind.kind == "row" and isinstance(index.constant, int) and 0 < index.constant <= len(kind.of):
        name = kind.field_names[index.constant - 1]
        return Value(
            f"struct_extract({value.sql}, '{name.replace(chr(39), chr(39) * 2)}')",
            kind.of[index.constant - 1],
        )
    raise t.failure("TYPE_MISMATCH", f"Cannot use {index.type} for subscript of {kind}", node)


@expression(exp.Struct, exp.Tuple)
def _row(t: Translator, node: exp.Expression, scope: Scope) -> Value:
    values = [t.value(part, scope) for part in node.expressions]
    kind = row([(None, v.type) for v in values])
    parts = (
        f"{quoted(name)} := {converted(v.sql, v.type, v.type) if v.type != UNKNOWN else 'CAST(NULL AS INTEGER)'}"
        for name, v in zip(kind.field_names, values, strict=True)
    )
    return Value(f"struct_pack({', '.join(parts)})", kind)


@expression(exp.Array)
def _array(t: Translator, node: exp.Array, scope: Scope) -> Value:
    texts, kind = unified(t, [t.value(part, scope) for part in node.expressions], node, "All ARRAY elements")
    return Value(f"CAST([{', '.join(texts)}] AS {to_duckdb(array(kind))})", array(kind))


@expression(exp.Map)
def _map(t: Translator, node: exp.Map, scope: Scope) -> Value:
    keys, held = node.args.get("keys"), node.args.get("values")
    if keys is None or held is None:
        return Value(
            "map_from_entries(CAST([] AS STRUCT(key INTEGER, value INTEGER)[]))", map_of(UNKNOWN, UNKNOWN)
        )
    return map_from_arrays(t, t.value(keys, scope), t.value(held, scope), node)


def map_from_arrays(t: Translator, keys: Value, held: Value, node: exp.Expression) -> Value:
    """``map(keys, values)``; duplicate and NULL keys fail."""
    if keys.type.kind != "array" or held.type.kind != "array":
        kinds = f"{keys.type}, {held.type}"
        raise t.failure("FUNCTION_NOT_FOUND", f"Unexpected parameters ({kinds}) for function map", node)
    kind: Type = map_of(keys.type.of[0], held.type.of[0])
    code = "INVALID_FUNCTION_ARGUMENT"
    body = f"CAST(map({keys.sql}, {held.sql}) AS {to_duckdb(kind)})"
    duplicate = f"len(list_distinct({keys.sql})) < len({keys.sql})"
    body = fail_if(
        duplicate,
        code,
        f"'Duplicate map keys are not allowed' || left(CAST(len({keys.sql}) AS VARCHAR), 0)",
        body,
    )
    unequal = f"len({keys.sql}) <> len({held.sql})"
    body = fail_if(unequal, code, "'Key and value arrays must be the same length'", body)
    return Value(body, kind)


def null_of(kind: Type) -> str:
    """A typed NULL."""
    return f"CAST(NULL AS {to_duckdb(kind)})"
