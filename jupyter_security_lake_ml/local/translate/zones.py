"""``timestamp with time zone``.

A value keeps its instant in DuckDB and its zone in its type; where the zone differs from row to row (as in
``from_iso8601_timestamp``) only what doesn't depend on it is translated.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from sqlglot import exp

from ..types import DATE, Type, literal, timestamp, timestamptz
from .registry import expression
from .scope import Scope
from .translator import Translator
from .values import NOT_CONSTANT, Value

_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})")
_ZONES: dict[str, str] = {}


def offset_or_zone(t: Translator, text: str, node: exp.Expression) -> str:
    """A known zone's name, or an offset as ``+02:00``; INVALID_FUNCTION_ARGUMENT if it is neither."""
    if not _ZONES:
        _ZONES.update({name.lower(): name for name in available_timezones()})
    offset = _OFFSET.fullmatch(text)
    if offset and int(offset[2]) <= 14 and int(offset[3]) < 60:
        whole = f"{offset[1]}{int(offset[2]):02d}:{offset[3]}"
        return "UTC" if whole in ("+00:00", "-00:00") else whole
    if text.lower() in ("utc", "z", "gmt", "ut", "etc/utc"):
        return "UTC"
    if text.lower() in _ZONES:
        return _ZONES[text.lower()]
    raise t.failure("INVALID_FUNCTION_ARGUMENT", f"'{text}' is not a valid time zone", node)


def zone_argument(t: Translator, node: exp.Expression, scope: Scope) -> str:
    """A zone given as a literal; a zone that differs from row to row isn't translated."""
    found = t.value(node, scope)
    if not isinstance(found.constant, str):
        raise t.failure("NOT_SUPPORTED", "the local engine needs the time zone as a literal", node)
    return offset_or_zone(t, found.constant, node)


def local(t: Translator, value: Value, node: exp.Expression) -> str:
    """DuckDB TIMESTAMP text of what a clock in the value's zone shows."""
    if value.type.kind != "timestamptz":
        return value.sql
    return shown_in(t, value, value.type.zone, node)


def shown_in(t: Translator, value: Value, zone: str | None, node: exp.Expression | None) -> str:
    """DuckDB TIMESTAMP text of what a clock in ``zone`` shows at the value's instant."""
    if zone is None:
        message = "the time zone differs from row to row: add AT TIME ZONE 'UTC' for the local engine"
        raise t.failure("NOT_SUPPORTED", message, node)
    seconds = _offset_seconds(zone)
    if seconds is None:
        return f"timezone({literal(zone)}, {value.sql})"
    shifted = f" + to_seconds({seconds})" if seconds else ""
    return f"(timezone('UTC', {value.sql}){shifted})"


def from_local(value: Value, zone: str, p: int) -> Value:
    """The instant at which a clock in ``zone`` shows ``value``."""
    seconds = _offset_seconds(zone)
    if seconds is None:
        constant = NOT_CONSTANT
        if value.is_constant and isinstance(value.constant, int):
            constant = _instant(value.constant, zone)
        return Value(f"timezone({literal(zone)}, {value.sql})", timestamptz(p, zone), constant)
    shifted = f" - to_seconds({seconds})" if seconds else ""
    known = value.is_constant and isinstance(value.constant, int)
    constant = value.constant - seconds * 1_000_000 if known else NOT_CONSTANT
    return Value(f"timezone('UTC', {value.sql}{shifted})", timestamptz(p, zone), constant)


def _instant(micros: int, zone: str) -> int:
    shown = datetime(1970, 1, 1) + timedelta(microseconds=micros)
    offset = shown.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    return micros - offset // timedelta(microseconds=1)


def _offset_seconds(zone: str) -> int | None:
    """Seconds east of UTC of a fixed offset, None for a named zone."""
    if zone == "UTC":
        return 0
    found = _OFFSET.fullmatch(zone)
    if not found:
        return None
    seconds = int(found[2]) * 3600 + int(found[3]) * 60
    return -seconds if found[1] == "-" else seconds


def zoned(t: Translator, value: Value, node: exp.Expression) -> Value:
    """A date or timestamp as ``timestamp with time zone``; those without a zone are in UTC, the session's zone."""
    if value.type.kind == "timestamptz":
        return value
    if value.type.kind not in ("timestamp", "date"):
        message = f"Type of value must be a time or timestamp with or without time zone (actual {value.type})"
        raise t.failure("TYPE_MISMATCH", message, node)
    p = 3 if value.type == DATE else value.type.p
    plain = f"CAST({value.sql} AS TIMESTAMP)" if value.type == DATE else value.sql
    return from_local(Value(plain, timestamp(p), value.constant), "UTC", p)


@expression(exp.AtTimeZone)
def _at_time_zone(t: Translator, node: exp.AtTimeZone, scope: Scope) -> Value:
    value = t.value(node.this, scope)
    return at_zone(t, value, zone_argument(t, node.args["zone"], scope), node)


def at_zone(t: Translator, value: Value, zone: str, node: exp.Expression) -> Value:
    """The same instant, shown in ``zone``."""
    found = zoned(t, value, node)
    return Value(found.sql, timestamptz(found.type.p, zone), found.constant)


def as_timestamp(t: Translator, value: Value, node: exp.Expression) -> tuple[str, Type]:
    """A date or timestamp of any kind as DuckDB TIMESTAMP text in its own zone, and its type."""
    if value.type.kind == "date":
        return f"CAST({value.sql} AS TIMESTAMP)", timestamp(3)
    if value.type.kind in ("timestamp", "timestamptz"):
        return local(t, value, node), value.type
    raise t.failure("TYPE_MISMATCH", f"Expected a date or timestamp, found {value.type}", node)
