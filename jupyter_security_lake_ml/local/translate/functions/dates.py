"""Functions of dates and times."""

from sqlglot import exp

from ...types import BIGINT, DATE, DOUBLE, VARCHAR, timestamp, timestamptz
from ..calls import Call
from ..literals import moment
from ..registry import expression, scalar
from ..scope import Scope
from ..translator import Translator
from ..values import NOT_CONSTANT, Value
from ..zones import as_timestamp, at_zone, from_local, local, offset_or_zone, shown_in, zoned

_UNITS = {
    "millisecond": "to_milliseconds",
    "second": "to_seconds",
    "minute": "to_minutes",
    "hour": "to_hours",
    "day": "to_days",
    "week": "to_weeks",
    "month": "to_months",
    "quarter": "to_months",
    "year": "to_years",
}
_MICROSECONDS = {"millisecond": 1000, "second": 10**6, "minute": 6 * 10**7, "hour": 36 * 10**8}


def _unit(call: Call, i: int = 0) -> str:
    unit = call.constant(i, "the unit").lower()
    if unit not in _UNITS:
        raise call.t.failure(
            "INVALID_FUNCTION_ARGUMENT", f"'{unit}' is not a valid Timestamp field", call.node
        )
    return unit


def _temporal(call: Call, i: int) -> Value:
    value = call.value(i)
    if not value.type.temporal:
        raise call.mismatch()
    return value


@scalar("from_unixtime")
def _from_unixtime(call: Call) -> Value:
    call.count(1, 2)
    seconds = call.value(0)
    zone = "UTC" if len(call) == 1 else offset_or_zone(call.t, call.constant(1, "the zone"), call.node)
    if seconds.type.integral:
        instant = f"make_timestamp(CAST({seconds.sql} AS BIGINT) * 1000000)"
    else:
        instant = f"make_timestamp(CAST(round({call.sql(0, DOUBLE)} * 1000) AS BIGINT) * 1000)"
    return Value(f"timezone('UTC', {instant})", timestamptz(3, zone))


@scalar("from_unixtime_nanos")
def _from_nanos(call: Call) -> Value:
    call.count(1)
    return Value(f"timezone('UTC', make_timestamp({call.sql(0, BIGINT)} // 1000))", timestamptz(6))


@scalar("to_unixtime")
def _to_unixtime(call: Call) -> Value:
    call.count(1)
    value = zoned(call.t, _temporal(call, 0), call.node)
    return Value(f"(epoch_us({value.sql}) / 1000000.0::DOUBLE)", DOUBLE)


@scalar("now")
def _now(call: Call) -> Value:
    call.count(0)
    return moment(call.t, 3)


@scalar("current_timezone")
def _current_timezone(call: Call) -> Value:
    call.count(0)
    return Value("'UTC'", VARCHAR)


@scalar("date")
def _date(call: Call) -> Value:
    from ..casts import cast

    call.count(1)
    return cast(call.t, call.value(0), DATE, call.node, safe=False)


@scalar("date_trunc")
def _date_trunc(call: Call) -> Value:
    call.count(2)
    unit, value = _unit(call), _temporal(call, 1)
    if value.type == DATE:
        if unit in _MICROSECONDS:
            raise call.t.failure(
                "INVALID_FUNCTION_ARGUMENT", f"'{unit}' is not a valid DATE field", call.node
            )
        return Value(f"CAST(date_trunc('{unit}', {value.sql}) AS DATE)", DATE)
    if value.type.kind == "timestamp":
        return Value(f"CAST(date_trunc('{unit}', {value.sql}) AS TIMESTAMP)", value.type)
    shown = local(call.t, value, call.node)
    if unit in _MICROSECONDS:
        # What the clock shows past the unit is taken from the instant, which stays right when the clock is set back.
        past = f"(epoch_us({shown}) - epoch_us(CAST(date_trunc('{unit}', {shown}) AS TIMESTAMP)))"
        utc = f"make_timestamp(epoch_us({value.sql}) - {past})"
        return Value(f"timezone('UTC', {utc})", value.type)
    truncated = Value(f"CAST(date_trunc('{unit}', {shown}) AS TIMESTAMP)", timestamp(value.type.p))
    return from_local(truncated, value.type.zone, value.type.p)


@scalar("date_add")
def _date_add(call: Call) -> Value:
    call.count(3)
    unit, amount, value = _unit(call), call.value(1), _temporal(call, 2)
    number = call.sql(1, BIGINT)
    if unit == "quarter":
        number = f"({number} * 3)"
    if unit in ("day", "week", "month", "quarter", "year"):
        number = f"CAST({number} AS INTEGER)"
    span = f"{_UNITS[unit]}({number})"
    constant = _moved(unit, amount, value)
    if value.type == DATE:
        if unit in _MICROSECONDS:
            raise call.t.failure(
                "INVALID_FUNCTION_ARGUMENT", f"'{unit}' is not a valid DATE field", call.node
            )
        return Value(f"CAST({value.sql} + {span} AS DATE)", DATE, constant)
    if value.type.kind == "timestamp":
        return Value(f"({value.sql} + {span})", value.type, constant)
    if unit in _MICROSECONDS:
        utc = f"({shown_in(call.t, value, 'UTC', call.node)} + {span})"
        return Value(f"timezone('UTC', {utc})", value.type, constant)
    moved = Value(f"({local(call.t, value, call.node)} + {span})", timestamp(value.type.p))
    found = from_local(moved, value.type.zone, value.type.p)
    return Value(found.sql, found.type, constant if value.type.zone == "UTC" else NOT_CONSTANT)


def _moved(unit: str, amount: Value, value: Value) -> object:
    sizes = {**_MICROSECONDS, "day": 864 * 10**8, "week": 7 * 864 * 10**8}
    if unit not in sizes or not isinstance(amount.constant, int) or not isinstance(value.constant, int):
        return NOT_CONSTANT
    return value.constant + amount.constant * sizes[unit]


@scalar("date_diff")
def _date_diff(call: Call) -> Value:
    call.count(3)
    unit, first, second = _unit(call), _temporal(call, 1), _temporal(call, 2)
    if "timestamptz" in (first.type.kind, second.type.kind):
        first, second = zoned(call.t, first, call.node), zoned(call.t, second, call.node)
        zone = first.type.zone if unit not in _MICROSECONDS else "UTC"
        a, b = (shown_in(call.t, v, zone, call.node) for v in (first, second))
    else:
        a, b = as_timestamp(call.t, first, call.node)[0], as_timestamp(call.t, second, call.node)[0]
    return Value(f"CAST(date_sub('{unit}', {a}, {b}) AS BIGINT)", BIGINT)


@scalar("at_timezone")
def _at_timezone(call: Call) -> Value:
    call.count(2)
    zone = offset_or_zone(call.t, call.constant(1, "the zone"), call.node)
    return at_zone(call.t, _temporal(call, 0), zone, call.node)


@scalar("with_timezone")
def _with_timezone(call: Call) -> Value:
    call.count(2)
    value = call.value(0)
    if value.type.kind != "timestamp":
        raise call.mismatch()
    return from_local(value, offset_or_zone(call.t, call.constant(1, "the zone"), call.node), value.type.p)


@scalar("last_day_of_month")
def _last_day(call: Call) -> Value:
    call.count(1)
    return Value(f"last_day({as_timestamp(call.t, call.value(0), call.node)[0]})", DATE)


_FIELDS = {
    "year": "year",
    "quarter": "quarter",
    "month": "month",
    "week": "week",
    "week_of_year": "week",
    "day": "day",
    "day_of_month": "day",
    "day_of_week": "isodow",
    "dow": "isodow",
    "day_of_year": "doy",
    "doy": "doy",
    "year_of_week": "isoyear",
    "yow": "isoyear",
    "hour": "hour",
    "minute": "minute",
    "second": "second",
    "millisecond": "millisecond",
}
_OF_TIME = ("hour", "minute", "second", "millisecond")


def field_of(t: Translator, name: str, value: Value, node: exp.Expression) -> Value:
    """One field of a date, time or interval; Sunday is day 7 of the week, which begins on Monday."""
    part = _FIELDS[name]
    if value.type.kind == "interval_day" and name in ("day", *_OF_TIME):
        size = {"day": 864 * 10**8, **_MICROSECONDS}[name]
        whole = {"day": None, "hour": 24, "minute": 60, "second": 60, "millisecond": 1000}[name]
        units = f"epoch_us({value.sql}) // {size}"
        return Value(f"CAST({units}{f' % {whole}' if whole else ''} AS BIGINT)", BIGINT)
    if value.type.kind == "time" and name in _OF_TIME:
        shown = value.sql
    elif value.type == DATE and name in _OF_TIME:
        raise t.failure(
            "FUNCTION_NOT_FOUND", f"Unexpected parameters ({value.type}) for function {name}", node
        )
    else:
        shown = as_timestamp(t, value, node)[0]
    sql = f"datepart('{part}', {shown})"
    return Value(f"CAST({sql}{' % 1000' if name == 'millisecond' else ''} AS BIGINT)", BIGINT)


@scalar(*(name for name in _FIELDS if name not in ("dow", "doy", "yow")), "dow", "doy", "yow")
def _field(call: Call) -> Value:
    call.count(1)
    return field_of(call.t, call.name, call.value(0), call.node)


@expression(exp.Extract)
def _extract(t: Translator, node: exp.Extract, scope: Scope) -> Value:
    name = str(node.this.name).lower()
    if name not in _FIELDS or name == "millisecond":
        raise t.failure("SYNTAX_ERROR", f"Invalid EXTRACT field: {name.upper()}", node)
    return field_of(t, name, t.value(node.expression, scope), node)


@scalar("to_milliseconds")
def _to_milliseconds(call: Call) -> Value:
    call.count(1)
    value = call.value(0)
    if value.type.kind != "interval_day":
        raise call.mismatch()
    return Value(f"CAST(epoch_us({value.sql}) // 1000 AS BIGINT)", BIGINT)
