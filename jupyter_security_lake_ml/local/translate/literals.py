"""Literals, typed literals, and the statement's own time."""

import re
from datetime import UTC, date, datetime, timedelta

from sqlglot import exp

from ..types import (
    BIGINT,
    BOOLEAN,
    DATE,
    DOUBLE,
    INTEGER,
    INTERVAL_DAY,
    INTERVAL_YEAR,
    UNKNOWN,
    VARBINARY,
    Type,
    decimal,
    literal,
    timestamp,
    timestamptz,
)
from .registry import expression
from .scope import Scope
from .translator import Translator
from .values import Value

EPOCH = datetime(1970, 1, 1)
_DAY = 86_400_000_000
_TIMESTAMP = re.compile(
    r"\s*(\d{4,})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,12}))?)?)?\s*(\S.*)?"
)


@expression(exp.Literal)
def _literal(t: Translator, node: exp.Literal, scope: Scope) -> Value:
    return text_literal(t, node.this) if node.is_string else number_literal(t, node.this, node)


def text_literal(t: Translator, text: str) -> Value:
    """A string, ``varchar(n)``."""
    sql = literal(text)
    return Value(f"concat({sql}, {t.opaque}.empty)" if t.opaque else sql, Type("varchar", len(text)), text)


def number_literal(t: Translator, text: str, node: exp.Expression) -> Value:
    """A number: integer, bigint, decimal, or double if it has an exponent."""
    if "e" in text.lower():
        return _opaque(t, f"CAST({float(text)!r} AS DOUBLE)", "DOUBLE", DOUBLE, float(text))
    if "." in text:
        whole, fraction = text.split(".")
        whole = whole.lstrip("0")
        p, s = len(whole) + len(fraction), len(fraction)
        kind = decimal(max(1, p), s)
        if p > 38:
            raise t.failure("NUMERIC_VALUE_OUT_OF_RANGE", f"Value too large to fit in decimal: {text}", node)
        sql = f"CAST({literal(text)} AS DECIMAL({kind.p},{kind.s}))"
        return _opaque(t, sql, f"DECIMAL({kind.p},{kind.s})", kind, float(text))
    number = int(text)
    if number >= 2**63:
        raise t.failure("SYNTAX_ERROR", f"Invalid numeric literal: {text}", node)
    kind = INTEGER if number < 2**31 else BIGINT
    return _opaque(t, str(number), kind.kind.upper(), kind, number)


def _opaque(t: Translator, sql: str, duckdb_type: str, kind: Type, constant: object) -> Value:
    """DuckDB computes constants while planning, where TRY doesn't catch: inside TRY they come from a row."""
    return Value(f"CAST({sql} + {t.opaque}.zero AS {duckdb_type})" if t.opaque else sql, kind, constant)


@expression(exp.Null)
def _null(t: Translator, node: exp.Null, scope: Scope) -> Value:
    return Value("NULL", UNKNOWN, None)


@expression(exp.Boolean)
def _boolean(t: Translator, node: exp.Boolean, scope: Scope) -> Value:
    return Value("true" if node.this else "false", BOOLEAN, bool(node.this))


@expression(exp.HexString)
def _hex(t: Translator, node: exp.HexString, scope: Scope) -> Value:
    digits = re.sub(r"\s", "", str(node.this))
    if not re.fullmatch(r"(?:[0-9A-Fa-f]{2})*", digits):
        raise t.failure(
            "SYNTAX_ERROR", "Binary literal must contain an even number of hexadecimal digits", node
        )
    return Value(f"unhex({literal(digits)})", VARBINARY, bytes.fromhex(digits))


@expression(exp.UnicodeString)
def _unicode(t: Translator, node: exp.UnicodeString, scope: Scope) -> Value:
    if node.args.get("escape"):
        raise t.failure("NOT_SUPPORTED", "UESCAPE is not supported by the local engine", node)
    decoded = re.sub(
        r"\\(?:\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4}))", lambda m: chr(int(m[1] or m[2], 16)), node.this
    )
    return text_literal(t, decoded.replace("\\\\", "\\"))


_DAY_UNITS = {"SECOND": 1_000_000, "MINUTE": 60_000_000, "HOUR": 3_600_000_000, "DAY": _DAY, "WEEK": 7 * _DAY}
_YEAR_UNITS = {"MONTH": 1, "YEAR": 12}


@expression(exp.Interval)
def _interval(t: Translator, node: exp.Interval, scope: Scope) -> Value:
    unit = node.args.get("unit")
    text = node.this.this if isinstance(node.this, exp.Literal) and node.this.is_string else None
    name = str(unit.this).upper().removesuffix("S") if isinstance(unit, exp.Var) else ""
    sign = -1 if text is not None and text.startswith("-") else 1
    bare = (text or "").lstrip("+-")
    if name in _DAY_UNITS and re.fullmatch(r"\d+(\.\d{1,6})?", bare):
        if "." in bare and name != "SECOND":
            raise t.failure("INVALID_LITERAL", f"'{text}' is not a valid INTERVAL literal", node)
        micros = sign * round(float(bare) * _DAY_UNITS[name])
        return Value(f"to_microseconds(CAST({micros} AS BIGINT))", INTERVAL_DAY, micros)
    if name in _YEAR_UNITS and bare.isdigit():
        months = sign * int(bare) * _YEAR_UNITS[name]
        return Value(f"to_months(CAST({months} AS INTEGER))", INTERVAL_YEAR, months)
    span = isinstance(unit, exp.IntervalSpan) and str(unit.this).upper() == "YEAR"
    if span and re.fullmatch(r"\d+-\d{1,2}", bare):
        years, months = map(int, bare.split("-"))
        total = sign * (years * 12 + months)
        return Value(f"to_months(CAST({total} AS INTEGER))", INTERVAL_YEAR, total)
    raise t.failure("INVALID_LITERAL", f"'{text}' is not a valid INTERVAL literal", node)


def typed_literal(t: Translator, node: exp.Cast) -> Value | None:
    """``DATE '…'`` and ``TIMESTAMP '…'``, or the like written as a cast of a literal; None if it is neither."""
    if not (isinstance(node.this, exp.Literal) and node.this.is_string):
        return None
    kind = node.to.this
    if kind == exp.DataType.Type.DATE:
        return _date(t, node.this.this, node)
    if kind in (exp.DataType.Type.TIMESTAMP, exp.DataType.Type.TIMESTAMPTZ):
        return _timestamp(t, node.this.this, node)
    return None


def _date(t: Translator, text: str, node: exp.Expression) -> Value | None:
    found = re.fullmatch(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", text)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        return None
    return Value(f"CAST('{day.isoformat()}' AS DATE)", DATE, (day - EPOCH.date()).days * _DAY)


def _timestamp(t: Translator, text: str, node: exp.Expression) -> Value | None:
    found = _TIMESTAMP.fullmatch(text)
    if not found:
        return None
    *numbers, fraction, zone = found.groups()
    fraction = fraction or ""
    try:
        instant = datetime(*(int(n or 0) for n in numbers)) - EPOCH
    except (ValueError, OverflowError):
        return None
    p = len(fraction)
    micros = instant // timedelta(microseconds=1) + round(int(fraction.ljust(12, "0") or 0) / 1e6)
    if zone is None:
        return Value(instant_sql(micros), timestamp(min(p, 6)), micros)
    from .zones import from_local, offset_or_zone

    name = offset_or_zone(t, zone.strip(), node)
    return from_local(Value(instant_sql(micros), timestamp(p), micros), name, p)


def instant_sql(micros: int) -> str:
    """A DuckDB TIMESTAMP of microseconds since the epoch."""
    return f"CAST('{(EPOCH + timedelta(microseconds=micros)).isoformat(sep=' ')}' AS TIMESTAMP)"


def moment(t: Translator, p: int) -> Value:
    """The statement's start as ``timestamp(p) with time zone``."""
    unit = 10 ** (6 - min(p, 6))
    micros = t.session.now // unit * unit
    return Value(f"CAST({instant_sql(micros)} AS TIMESTAMPTZ)", timestamptz(p), micros)


def _precision(t: Translator, node: exp.Expression) -> int:
    return int(node.this.this) if isinstance(node.this, exp.Literal) and not node.this.is_string else 3


@expression(exp.CurrentTimestamp)
def _current_timestamp(t: Translator, node: exp.CurrentTimestamp, scope: Scope) -> Value:
    return moment(t, _precision(t, node))


@expression(exp.Localtimestamp)
def _localtimestamp(t: Translator, node: exp.Localtimestamp, scope: Scope) -> Value:
    found = moment(t, _precision(t, node))
    return Value(instant_sql(found.constant), timestamp(found.type.p), found.constant)


@expression(exp.CurrentDate)
def _current_date(t: Translator, node: exp.CurrentDate, scope: Scope) -> Value:
    day = datetime.fromtimestamp(t.session.now / 1e6, UTC).date()
    return Value(f"CAST('{day.isoformat()}' AS DATE)", DATE, t.session.now // _DAY * _DAY)
