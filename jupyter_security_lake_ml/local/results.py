"""Result rows as Athena's text, and where they wait for GetQueryResults."""

import json
import tempfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from .translate.translator import Translator
from .translate.values import Value
from .translate.zones import shown_in
from .types import Type, literal, quoted

PAGE_ROWS = 1000
_IN_MEMORY = 4 * 1024 * 1024
_REPORTED = {
    "real": "float",
    "interval_day": "interval day to second",
    "interval_year": "interval year to month",
}
_PRECISION = {
    "tinyint": 3,
    "smallint": 5,
    "integer": 10,
    "bigint": 19,
    "real": 17,
    "double": 17,
    "varbinary": 1073741824,
    "timestamp": 3,
    "timestamptz": 3,
    "time": 3,
}


def exported(t: Translator, sql: str, kind: Type) -> str:
    """DuckDB text of a value in a form that Python receives without loss: maps as entries, instants as local times,
    addresses as text.
    """
    match kind.kind:
        case "timestamptz":
            return shown_in(t, Value(sql, kind), kind.zone, None)
        case "ipaddress":
            return f"athena_ip_text({sql})"
        case "uuid" | "real" | "json":
            return f"CAST({sql} AS VARCHAR)"
        case "interval_day":
            return f"epoch_us({sql})"
        case "interval_year":
            return f"(datepart('year', {sql}) * 12 + datepart('month', {sql}))"
        case "array":
            name = t.name("e")
            inner = exported(t, name, kind.of[0])
            return sql if inner == name else f"list_transform({sql}, lambda {name}: {inner})"
        case "map":
            name = t.name("e")
            key, held = exported(t, f"{name}.key", kind.of[0]), exported(t, f"{name}.value", kind.of[1])
            entries = f"map_entries({sql})"
            if (key, held) != (f"{name}.key", f"{name}.value"):
                entries = (
                    f"list_transform({entries}, lambda {name}: struct_pack(key := {key}, value := {held}))"
                )
            return f"CASE WHEN {sql} IS NOT NULL THEN {entries} END"
        case "row":
            plain = [f"struct_extract({sql}, {literal(name)})" for name in kind.field_names]
            inner = [exported(t, p, of) for p, of in zip(plain, kind.of, strict=True)]
            if plain == inner:
                return sql
            parts = ", ".join(f"{quoted(n)} := {i}" for n, i in zip(kind.field_names, inner, strict=True))
            return f"CASE WHEN {sql} IS NOT NULL THEN struct_pack({parts}) END"
        case _:
            return sql


def text(value: object, kind: Type) -> str | None:
    """A received value as Athena prints it; None for NULL. Inside rows, arrays and maps nothing is quoted."""
    if value is None:
        return None
    match kind.kind:
        case "boolean":
            return "true" if value else "false"
        case "double":
            return java_double(repr(float(value)))
        case "real":
            return java_double(str(value))
        case "decimal":
            return format(Decimal(value), "f")
        case "varbinary":
            return bytes(value).hex(" ")
        case "timestamp":
            return _timestamp(value, kind.p)
        case "timestamptz":
            return f"{_timestamp(value, kind.p)} {kind.zone}"
        case "time":
            return _time(value, kind.p)
        case "interval_day":
            return _interval_day(int(value))
        case "interval_year":
            months = int(value)
            return f"{'-' if months < 0 else ''}{abs(months) // 12}-{abs(months) % 12}"
        case "array":
            return "[" + ", ".join(_nested(v, kind.of[0]) for v in value) + "]"
        case "map":
            pairs = ((entry["key"], entry["value"]) for entry in value)
            return (
                "{" + ", ".join(f"{_nested(k, kind.of[0])}={_nested(v, kind.of[1])}" for k, v in pairs) + "}"
            )
        case "row":
            values = value.values() if isinstance(value, dict) else value
            fields = zip(kind.field_names, values, kind.of, strict=True)
            return "{" + ", ".join(f"{name}={_nested(v, of)}" for name, v, of in fields) + "}"
        case _:
            return value.isoformat() if isinstance(value, date) else str(value)


def _nested(value: object, kind: Type) -> str:
    found = text(value, kind)
    return "null" if found is None else found


def _timestamp(value: datetime | object, p: int | None) -> str:
    if not isinstance(value, datetime):
        return str(value)
    return _cut(value.strftime("%Y-%m-%d %H:%M:%S").rjust(19, "0"), value.microsecond, p)


def _time(value: time | object, p: int | None) -> str:
    if not isinstance(value, time):
        return str(value)
    return _cut(value.strftime("%H:%M:%S"), value.microsecond, p)


def _cut(whole: str, microsecond: int, p: int | None) -> str:
    digits = 3 if p is None else p
    return whole if digits == 0 else f"{whole}.{microsecond:06d}"[: len(whole) + 1 + digits]


def _interval_day(micros: int) -> str:
    span = timedelta(microseconds=abs(micros))
    seconds = span.seconds
    clock = (
        f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{span.microseconds // 1000:03d}"
    )
    return f"{'-' if micros < 0 else ''}{span.days} {clock}"


def java_double(shortest: str) -> str:
    """A double's shortest digits laid out as Java does: plain from 10⁻³ to below 10⁷, else ``1.0E10``."""
    special = {
        "nan": "NaN",
        "inf": "Infinity",
        "-inf": "-Infinity",
        "infinity": "Infinity",
        "-infinity": "-Infinity",
    }
    if shortest.lower() in special:
        return special[shortest.lower()]
    sign, digits, exponent = Decimal(shortest).as_tuple()
    figures = "".join(map(str, digits)).lstrip("0")
    if not figures:
        return "-0.0" if sign else "0.0"
    exponent += len(figures)
    figures = figures.rstrip("0")
    minus = "-" if sign else ""
    if -2 <= exponent <= 7:
        if exponent <= 0:
            return f"{minus}0.{'0' * -exponent}{figures}"
        return f"{minus}{figures[:exponent].ljust(exponent, '0')}.{figures[exponent:] or '0'}"
    return f"{minus}{figures[0]}.{figures[1:] or '0'}E{exponent - 1}"


def column_info(name: str, kind: Type) -> dict:
    """Athena's ``ColumnInfo`` of a result column."""
    reported = (
        "timestamp with time zone" if kind.kind == "timestamptz" else _REPORTED.get(kind.kind, kind.kind)
    )
    precision = _PRECISION.get(kind.kind, 0)
    if kind.textual:
        precision = 2147483647 if kind.p is None else kind.p
    if kind.kind == "decimal":
        precision = kind.p
    return {
        "CatalogName": "hive",
        "SchemaName": "",
        "TableName": "",
        "Name": name,
        "Label": name,
        "Type": "varchar" if kind.kind == "unknown" else reported,
        "Precision": precision,
        "Scale": kind.s if kind.kind == "decimal" else 0,
        "Nullable": "UNKNOWN",
        "CaseSensitive": kind.textual,
    }


class Rows:
    """The rows of one result, packed in blocks; big results wait in an unnamed file that only we can read."""

    def __init__(self, folder: str):
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=folder)  # noqa: SIM115
        self._blocks: list[tuple[int, int]] = []
        self._waiting: list[list[str | None]] = []
        self.count = 0
        self.bytes = 0

    def extend(self, rows: Iterable[list[str | None]]) -> None:
        """Add rows at the end."""
        for row in rows:
            self._waiting.append(row)
            self.count += 1
            if len(self._waiting) == PAGE_ROWS:
                self.flush()

    def flush(self) -> None:
        """Pack what is waiting."""
        if self._waiting:
            raw = json.dumps(self._waiting).encode()
            packed = zlib.compress(raw, 1)
            self._file.seek(0, 2)
            self._blocks.append((self._file.tell(), len(packed)))
            self._file.write(packed)
            self.bytes += len(raw)
            self._waiting = []

    def slice(self, start: int, stop: int) -> list[list[str | None]]:
        """Rows ``start`` to before ``stop``."""
        self.flush()
        found: list[list[str | None]] = []
        stop = min(stop, self.count)
        for block in range(start // PAGE_ROWS, -(-stop // PAGE_ROWS)):
            offset, size = self._blocks[block]
            self._file.seek(offset)
            rows = json.loads(zlib.decompress(self._file.read(size)))
            first = block * PAGE_ROWS
            found += rows[max(0, start - first) : stop - first]
        return found

    def close(self) -> None:
        """Forget the rows."""
        self._file.close()
