"""Times as text and text as times: MySQL's and Joda's format letters, and ISO 8601."""

import re

from ...types import DATE, INTERVAL_DAY, VARCHAR, literal, timestamp, timestamptz
from ..calls import Call
from ..registry import scalar
from ..translator import fail_if
from ..values import Value
from ..zones import as_timestamp, from_local

# date_format prints milliseconds and three zeros for %f, whatever the precision.
_MYSQL = {
    "a": "%a", "b": "%b", "c": "%-m", "d": "%d", "e": "%-d", "f": "%g000", "H": "%H", "h": "%I", "I": "%I", "i": "%M",
    "j": "%j", "k": "%-H", "l": "%-I", "M": "%B", "m": "%m", "p": "%p", "r": "%I:%M:%S %p", "S": "%S", "s": "%S",
    "T": "%H:%M:%S", "v": "%V", "W": "%A", "x": "%G", "Y": "%Y", "y": "%y", "%": "%%",
}  # fmt: skip
_MYSQL_REFUSED = "DUuVwX"
_MYSQL_PARSED = {**_MYSQL, "f": "%f", "c": "%m", "e": "%d", "k": "%H", "l": "%I"}


def _from_mysql(call: Call, text: str, letters: dict[str, str]) -> str:
    made, i = "", 0
    while i < len(text):
        if text[i] != "%" or i + 1 == len(text):
            made += "%%" if text[i] == "%" else text[i]
            i += 1
            continue
        letter = text[i + 1]
        if letter in _MYSQL_REFUSED:
            raise call.t.failure(
                "INVALID_FUNCTION_ARGUMENT", f"%{letter} not supported in date format string", call.node
            )
        made += letters.get(letter, letter)
        i += 2
    return made


@scalar("date_format")
def _date_format(call: Call) -> Value:
    call.count(2)
    shown, _ = as_timestamp(call.t, call.value(0), call.node)
    pattern = _from_mysql(call, call.constant(1, "the format"), _MYSQL)
    return Value(f"strftime({shown}, {literal(pattern)})", VARCHAR)


@scalar("date_parse")
def _date_parse(call: Call) -> Value:
    call.count(2)
    text, given = call.text(0), call.constant(1, "the format")
    pattern = literal(_from_mysql(call, given, _MYSQL_PARSED))
    parsed = f"try_strptime({text}, {pattern})"
    message = f"'Invalid format: \"' || {text} || '\"'"
    return Value(
        fail_if(f"{text} IS NOT NULL AND {parsed} IS NULL", "INVALID_FUNCTION_ARGUMENT", message, parsed),
        timestamp(3),
    )


_JODA = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|([^A-Za-z']+)")
_JODA_LETTERS = {
    "yyyy": "%Y", "YYYY": "%Y", "y": "%-Y", "Y": "%-Y", "yy": "%y", "YY": "%y", "xxxx": "%G", "ww": "%V", "M": "%-m",
    "MM": "%m", "MMM": "%b", "MMMM": "%B", "d": "%-d", "dd": "%d", "D": "%-j", "DDD": "%j", "e": "%u", "E": "%a",
    "EE": "%a", "EEE": "%a", "EEEE": "%A", "a": "%p", "H": "%-H", "HH": "%H", "h": "%-I", "hh": "%I", "m": "%-M",
    "mm": "%M", "s": "%-S", "ss": "%S", "SSS": "%g",
}  # fmt: skip
_JODA_PARSED = {"M": "%m", "d": "%d", "H": "%H", "h": "%I", "m": "%M", "s": "%S", "SSS": "%g"}


def _from_joda(call: Call, text: str, parsing: bool) -> str:
    made, end = "", 0
    for found in _JODA.finditer(text):
        if found.start() != end:
            break
        end = found.end()
        quoted, letter, plain = found.groups()
        if letter is None:
            made += ((quoted.replace("''", "'") or "'") if quoted is not None else plain).replace("%", "%%")
            continue
        spelled = {**_JODA_LETTERS, **(_JODA_PARSED if parsing else {})}.get(found[0])
        if spelled is None:
            message = f"the local engine doesn't know '{found[0]}' in the format of {call.name}"
            raise call.t.failure("NOT_SUPPORTED", message, call.node)
        made += spelled
    if end != len(text):
        raise call.t.failure("INVALID_FUNCTION_ARGUMENT", f"Invalid format: {text}", call.node)
    return made


@scalar("format_datetime")
def _format_datetime(call: Call) -> Value:
    call.count(2)
    shown, _ = as_timestamp(call.t, call.value(0), call.node)
    pattern = _from_joda(call, call.constant(1, "the format"), parsing=False)
    return Value(f"strftime({shown}, {literal(pattern)})", VARCHAR)


@scalar("parse_datetime")
def _parse_datetime(call: Call) -> Value:
    call.count(2)
    text = call.text(0)
    pattern = literal(_from_joda(call, call.constant(1, "the format"), parsing=True))
    parsed = f"try_strptime({text}, {pattern})"
    message = f"'Invalid format: \"' || {text} || '\"'"
    body = fail_if(f"{text} IS NOT NULL AND {parsed} IS NULL", "INVALID_FUNCTION_ARGUMENT", message, parsed)
    return from_local(Value(body, timestamp(3)), "UTC", 3)


@scalar("to_iso8601")
def _to_iso8601(call: Call) -> Value:
    call.count(1)
    value = call.value(0)
    if value.type == DATE:
        return Value(f"CAST({value.sql} AS VARCHAR)", VARCHAR)
    shown, kind = as_timestamp(call.t, value, call.node)
    length = 20 + kind.p if kind.p else 19
    text = f"left(strftime({shown}, '%Y-%m-%dT%H:%M:%S.%f'), {length})"
    if kind.kind != "timestamptz":
        return Value(text, VARCHAR)
    if kind.zone == "UTC":
        return Value(f"({text} || 'Z')", VARCHAR)
    minutes = f"((epoch_us({shown}) - epoch_us({value.sql})) // 60000000)"
    sign = f"CASE WHEN {minutes} < 0 THEN '-' ELSE '+' END"
    offset = f"{sign} || printf('%02d:%02d', abs({minutes}) // 60, abs({minutes}) % 60)"
    return Value(f"({text} || {offset})", VARCHAR)


_ISO = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(T[0-9]{2}(:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?"


@scalar("from_iso8601_timestamp")
def _from_iso8601_timestamp(call: Call) -> Value:
    call.count(1)
    value, text = call.value(0), call.text(0)
    # The zone is the text's own; without a literal it isn't known while compiling.
    zone = None
    if isinstance(value.constant, str):
        offset = re.search(r"T.*?([+-]\d{2}:?\d{2})$", value.constant)
        if offset is None:
            zone = "UTC"
        else:
            from ..zones import offset_or_zone

            zone = offset_or_zone(call.t, offset[1], call.node)
    date = f"regexp_extract({text}, '^[0-9-]+')"
    whole = f"({date} || CASE length({date}) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END)"
    clock = f"replace(regexp_extract({text}, 'T([0-9:.,]*)', 1), ',', '.')"
    timed = f"CASE length({clock}) WHEN 0 THEN '00:00:00' WHEN 2 THEN {clock} || ':00:00' WHEN 5 THEN {clock} || ':00' ELSE {clock} END"
    offset = f"regexp_extract({text}, 'T.*([+-][0-9]{{2}}(:?[0-9]{{2}})?)$', 1)"
    signed = f"CASE length({offset}) WHEN 0 THEN '+00:00' WHEN 5 THEN left({offset}, 3) || ':' || right({offset}, 2) ELSE {offset} END"
    parsed = f"TRY_CAST({whole} || ' ' || {timed} || {signed} AS TIMESTAMPTZ)"
    milliseconds = f"timezone('UTC', make_timestamp(epoch_us({parsed}) // 1000 * 1000))"
    matched = f"regexp_full_match({text}, '{_ISO}') AND {parsed} IS NOT NULL"
    message = f"'Invalid format: \"' || {text} || '\"'"
    body = fail_if(f"NOT ({matched})", "INVALID_FUNCTION_ARGUMENT", message, milliseconds)
    return Value(body, timestamptz(3, zone))


@scalar("from_iso8601_date")
def _from_iso8601_date(call: Call) -> Value:
    call.count(1)
    text = call.text(0)
    matched = f"regexp_full_match({text}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') AND TRY_CAST({text} AS DATE) IS NOT NULL"
    message = f"'Invalid format: \"' || {text} || '\"'"
    return Value(
        fail_if(f"NOT ({matched})", "INVALID_FUNCTION_ARGUMENT", message, f"TRY_CAST({text} AS DATE)"), DATE
    )


@scalar("human_readable_seconds")
def _human_readable_seconds(call: Call) -> Value:
    from ...types import DOUBLE

    call.count(1)
    seconds = f"CAST(round({call.sql(0, DOUBLE)}) AS BIGINT)"
    units = (
        ("week", 604800, None),
        ("day", 86400, 7),
        ("hour", 3600, 24),
        ("minute", 60, 60),
        ("second", 1, 60),
    )
    parts = []
    for name, size, whole in units:
        n = f"({seconds} // {size}{f' % {whole}' if whole else ''})"
        parts.append(
            f"CASE WHEN {n} = 1 THEN '1 {name}' WHEN {n} > 1 THEN CAST({n} AS VARCHAR) || ' {name}s' END"
        )
    return Value(
        f"CASE WHEN {seconds} = 0 THEN '0 seconds' ELSE concat_ws(', ', {', '.join(parts)}) END", VARCHAR
    )


@scalar("parse_duration")
def _parse_duration(call: Call) -> Value:
    call.count(1)
    given = call.constant(0, "the duration")
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(ns|us|ms|s|m|h|d)\s*", given)
    if not found:
        raise call.t.failure(
            "INVALID_FUNCTION_ARGUMENT", f"duration is not a valid data duration string: {given}", call.node
        )
    size = {"ns": 1e-3, "us": 1, "ms": 1e3, "s": 1e6, "m": 6e7, "h": 3.6e9, "d": 8.64e10}[found[2]]
    milliseconds = round(float(found[1]) * size / 1000)
    return Value(f"to_microseconds(CAST({milliseconds * 1000} AS BIGINT))", INTERVAL_DAY)
