"""Arithmetic with the engine's result types: integers divide as integers, decimals keep their scale."""

from dataclasses import replace

from sqlglot import exp

from ..types import DATE, INTERVAL_DAY, Type, decimal, timestamp, timestamptz, to_duckdb
from .coercion import common, converted
from .registry import expression
from .scope import Scope
from .text import place
from .translator import StatementError, Translator, fail_if
from .values import NOT_CONSTANT, Value
from .zones import from_local, local

_SIGNS = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%"}
_DAY = 86_400_000_000
_ZERO = "'Division by zero'"


@expression(*_SIGNS)
def _binary(t: Translator, node: exp.Binary, scope: Scope) -> Value:
    sign = _SIGNS[type(node)]
    left, right = t.value(node.this, scope), t.value(node.expression, scope)
    found = computed(t, sign, left, right, node)
    if found is None:
        raise cannot_apply(sign, left.type, right.type, node)
    return found


def cannot_apply(sign: str, left_type: Type, right_type: Type, node: exp.Expression) -> StatementError:
    """The failure of an operator between types that don't fit."""
    right = node.expression or node.args.get("low")
    at = (place(right) if right is not None else None) or ()
    # The engine points at the operator; sqlglot keeps only where operands begin, one blank after it by custom.
    at = (at[0], max(1, at[1] - len(sign) - 1)) if at else ()
    return StatementError("TYPE_MISMATCH", f"Cannot apply operator: {left_type} {sign} {right_type}", *at)


def computed(t: Translator, sign: str, left: Value, right: Value, node: exp.Expression) -> Value | None:
    """The result of an arithmetic operator, None if there is no such operator between the types."""
    a, b = left.type, right.type
    if a.kind == "unknown" and b.kind == "unknown":
        return Value("NULL", a)
    if (a.numeric and b.numeric) or ("unknown" in (a.kind, b.kind) and (a.numeric or b.numeric)):
        shared = common(a, b)
        if shared.kind == "decimal" and a.kind != "unknown" and b.kind != "unknown":
            return _decimals(sign, left, right)
        if shared.kind == "decimal":
            return Value(f"CAST(NULL AS {to_duckdb(shared)})", shared)
        return _plain(sign, left, right, shared)
    return _with_interval(t, sign, left, right, node)


def _plain(sign: str, left: Value, right: Value, shared: Type) -> Value:
    x, y = converted(left.sql, left.type, shared), converted(right.sql, right.type, shared)
    if not shared.integral:
        return Value(f"({x} {sign} {y})", shared)
    body = f"({x} {'//' if sign == '/' else sign} {y})"
    if sign in "/%" and not (right.is_constant and right.constant):
        body = fail_if(f"{y} = 0", "DIVISION_BY_ZERO", _ZERO, body)
    return Value(body, shared)


def _decimals(sign: str, left: Value, right: Value) -> Value:
    (ap, as_), (bp, bs) = left.type.digits(), right.type.digits()
    x = f"CAST({left.sql} AS DECIMAL({ap},{as_}))"
    y = f"CAST({right.sql} AS DECIMAL({bp},{bs}))"
    zero = f"{right.sql} = 0"
    checked = sign in "/%" and not (right.is_constant and right.constant)
    match sign:
        case "+" | "-":
            scale = max(as_, bs)
            kind = decimal(min(38, max(ap - as_, bp - bs) + scale + 1), scale)
            body = f"(CAST({x} AS {to_duckdb(kind)}) {sign} CAST({y} AS {to_duckdb(kind)}))"
        case "*":
            kind = decimal(min(38, ap + bp), as_ + bs)
            body = f"({x} * {y})"
        case "%":
            scale = max(as_, bs)
            kind = decimal(min(38, min(ap - as_, bp - bs) + scale), scale)
            body = f"({x} % {y})"
        case _:
            scale = max(as_, bs)
            kind = decimal(min(38, ap + bs + max(bs - as_, 0)), scale)
            body = _quotient(x, y, scale - as_ + bs, scale)
    body = f"CAST({body} AS {to_duckdb(kind)})"
    return Value(fail_if(zero, "DIVISION_BY_ZERO", _ZERO, body) if checked else body, kind)


def _quotient(x: str, y: str, shift: int, scale: int) -> str:
    """Decimal division rounded half up, in whole numbers: DuckDB's own gives a double."""
    above = f"(CAST(replace(CAST({x} AS VARCHAR), '.', '') AS HUGEINT) * {10**shift}::HUGEINT)"
    below = f"CAST(replace(CAST({y} AS VARCHAR), '.', '') AS HUGEINT)"
    rounded = f"((2 * abs({above}) + abs({below})) // (2 * abs({below})) * sign({above}) * sign({below}))"
    unit = f"CAST('{0 if scale else 1}{'.' + '0' * (scale - 1) + '1' if scale else ''}' AS DECIMAL({scale + 1},{scale}))"
    return f"(CAST(CAST({rounded} AS VARCHAR) AS DECIMAL({38 - scale},0)) * {unit})"


def _with_interval(t: Translator, sign: str, left: Value, right: Value, node: exp.Expression) -> Value | None:
    a, b = left.type, right.type
    spans = ("interval_day", "interval_year")
    if a.kind in spans and b.kind in spans and a == b and sign in "+-":
        return Value(f"({left.sql} {sign} {right.sql})", a)
    if a.kind in spans and b.temporal and sign == "+":
        return moved(t, right, left, "+", node)
    if a.temporal and b.kind in spans and sign in "+-":
        return moved(t, left, right, sign, node)
    if a.kind in spans and b.integral and sign == "*":
        return Value(f"({left.sql} * {right.sql})", a)
    if b.kind in spans and a.integral and sign == "*":
        return Value(f"({right.sql} * {left.sql})", b)
    if a.kind == b.kind and a.temporal and sign == "-":
        if a == DATE:
            return Value(f"to_days(CAST({left.sql} - {right.sql} AS INTEGER))", INTERVAL_DAY)
        return Value(f"to_microseconds(epoch_us({left.sql}) - epoch_us({right.sql}))", INTERVAL_DAY)
    return None


def moved(t: Translator, when: Value, span: Value, sign: str, node: exp.Expression) -> Value:
    """A date or timestamp plus or minus an interval, in the type of the former."""
    constant = NOT_CONSTANT
    if when.is_constant and span.is_constant and span.type == INTERVAL_DAY and when.constant is not None:
        constant = when.constant + (span.constant if sign == "+" else -span.constant)
    if when.type == DATE:
        body = f"CAST({when.sql} {sign} {span.sql} AS DATE)"
        if span.type == INTERVAL_DAY and not (span.is_constant and span.constant % _DAY == 0):
            message = "'Cannot add hour, minutes or seconds to a date'"
            body = fail_if(f"epoch_us({span.sql}) % {_DAY} <> 0", "INVALID_FUNCTION_ARGUMENT", message, body)
        return Value(body, DATE, constant)
    if span.type == INTERVAL_DAY:
        when = replace(when, type=replace(when.type, p=max(3, when.type.p)))
    if when.type.kind == "timestamptz" and span.type != INTERVAL_DAY and when.type.zone != "UTC":
        shifted = Value(f"({local(t, when, node)} {sign} {span.sql})", timestamp(when.type.p))
        return from_local(shifted, when.type.zone, when.type.p)
    if when.type.kind == "timestamptz":
        utc = f"(timezone('UTC', {when.sql}) {sign} {span.sql})"
        return Value(f"timezone('UTC', {utc})", timestamptz(when.type.p, when.type.zone), constant)
    return Value(f"({when.sql} {sign} {span.sql})", when.type, constant)


@expression(exp.Neg)
def _negative(t: Translator, node: exp.Neg, scope: Scope) -> Value:
    value = t.value(node.this, scope)
    if not (value.type.numeric or value.type.kind in ("interval_day", "interval_year", "unknown")):
        raise t.failure("TYPE_MISMATCH", f"Cannot negate {value.type}", node)
    known = value.is_constant and isinstance(value.constant, int | float)
    return Value(f"(-{value.sql})", value.type, -value.constant if known else NOT_CONSTANT)


@expression(exp.Paren)
def _parenthesis(t: Translator, node: exp.Paren, scope: Scope) -> Value:
    return t.value(node.this, scope)
