"""The type system of Athena's engine, and its three spellings: engine, Hive (catalogue) and DuckDB."""

import re
from dataclasses import dataclass, replace

INTEGRAL = ("tinyint", "smallint", "integer", "bigint")
_INTEGRAL_DIGITS = {"tinyint": 3, "smallint": 5, "integer": 10, "bigint": 19}


@dataclass(frozen=True)
class Type:
    """One type. ``p`` and ``s`` are precision (or length) and scale; ``zone`` is where a ``timestamp with time
    zone`` is shown: a zone name, or None when it differs from value to value.
    """

    kind: str
    p: int | None = None
    s: int | None = None
    of: tuple["Type", ...] = ()
    names: tuple[str | None, ...] = ()
    zone: str | None = None

    def __str__(self) -> str:
        """The engine's spelling, as in its messages."""
        match self.kind:
            case "varchar" | "char":
                return self.kind if self.p is None else f"{self.kind}({self.p})"
            case "decimal":
                return f"decimal({self.p},{self.s})"
            case "timestamp" | "time":
                return f"{self.kind}({self.p})"
            case "timestamptz":
                return f"timestamp({self.p}) with time zone"
            case "array":
                return f"array({self.of[0]})"
            case "map":
                return f"map({self.of[0]}, {self.of[1]})"
            case "row":
                fields = (f"{n} {t}" if n else str(t) for n, t in zip(self.names, self.of, strict=True))
                return f"row({', '.join(fields)})"
            case "interval_day":
                return "interval day to second"
            case "interval_year":
                return "interval year to month"
            case _:
                return self.kind

    @property
    def integral(self) -> bool:
        """Whether it is one of the four integer types."""
        return self.kind in INTEGRAL

    @property
    def numeric(self) -> bool:
        """Whether arithmetic applies."""
        return self.integral or self.kind in ("real", "double", "decimal")

    @property
    def textual(self) -> bool:
        """Whether it is varchar or char."""
        return self.kind in ("varchar", "char")

    @property
    def temporal(self) -> bool:
        """Whether it is a date or a timestamp."""
        return self.kind in ("date", "timestamp", "timestamptz")

    @property
    def field_names(self) -> tuple[str, ...]:
        """A row's field names; ``field0``, ``field1`` … for those without a name."""
        return tuple(name or f"field{i}" for i, name in enumerate(self.names))

    def field(self, name: str) -> "Type | None":
        """The type of a row's field, by case-folded name."""
        for own, of in zip(self.names, self.of, strict=True):
            if own is not None and own.lower() == name.lower():
                return of
        return None

    def digits(self) -> tuple[int, int]:
        """Precision and scale of the decimal that holds every value of an exact numeric type."""
        if self.kind == "decimal":
            return self.p, self.s
        return _INTEGRAL_DIGITS[self.kind], 0


UNKNOWN = Type("unknown")
BOOLEAN = Type("boolean")
INTEGER = Type("integer")
BIGINT = Type("bigint")
REAL = Type("real")
DOUBLE = Type("double")
VARCHAR = Type("varchar")
VARBINARY = Type("varbinary")
JSON = Type("json")
DATE = Type("date")
INTERVAL_DAY = Type("interval_day")
INTERVAL_YEAR = Type("interval_year")
IPADDRESS = Type("ipaddress")
UUID = Type("uuid")
FUNCTION = Type("function")


def decimal(p: int, s: int) -> Type:
    """``decimal(p,s)``."""
    return Type("decimal", p, s)


def timestamp(p: int = 3) -> Type:
    """``timestamp(p)``, without a zone."""
    return Type("timestamp", p)


def timestamptz(p: int = 3, zone: str | None = "UTC") -> Type:
    """``timestamp(p) with time zone``, shown in ``zone``."""
    return Type("timestamptz", p, zone=zone)


def array(of: Type) -> Type:
    """``array(of)``."""
    return Type("array", of=(of,))


def map_of(key: Type, value: Type) -> Type:
    """``map(key, value)``."""
    return Type("map", of=(key, value))


def row(fields: list[tuple[str | None, Type]]) -> Type:
    """``row(name type, …)``; a name may be None."""
    return Type("row", of=tuple(t for _, t in fields), names=tuple(n for n, _ in fields))


def quoted(name: str) -> str:
    """A DuckDB identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A DuckDB string literal."""
    return "'" + text.replace("'", "''") + "'"


_DUCKDB = {
    "unknown": "INTEGER",
    "boolean": "BOOLEAN",
    "tinyint": "TINYINT",
    "smallint": "SMALLINT",
    "integer": "INTEGER",
    "bigint": "BIGINT",
    "real": "FLOAT",
    "double": "DOUBLE",
    "varchar": "VARCHAR",
    "char": "VARCHAR",
    "varbinary": "BLOB",
    "json": "JSON",
    "date": "DATE",
    "time": "TIME",
    "timestamp": "TIMESTAMP",
    "timestamptz": "TIMESTAMPTZ",
    "interval_day": "INTERVAL",
    "interval_year": "INTERVAL",
    "ipaddress": "UHUGEINT",
    "uuid": "UUID",
}


def to_duckdb(t: Type) -> str:
    """How a type is held in DuckDB."""
    match t.kind:
        case "decimal":
            return f"DECIMAL({t.p},{t.s})"
        case "array":
            return to_duckdb(t.of[0]) + "[]"
        case "map":
            return f"MAP({to_duckdb(t.of[0])}, {to_duckdb(t.of[1])})"
        case "row":
            fields = zip(t.field_names, t.of, strict=True)
            return "STRUCT(" + ", ".join(f"{quoted(n)} {to_duckdb(f)}" for n, f in fields) + ")"
        case kind:
            return _DUCKDB[kind]


_HIVE = {
    "varchar": "string",
    "integer": "int",
    "real": "float",
    "varbinary": "binary",
    "timestamptz": "timestamp",
}


def to_hive(t: Type) -> str:
    """The catalogue's spelling, as Glue gives it."""
    match t.kind:
        case "varchar" | "char" if t.p is not None:
            return f"{t.kind}({t.p})"
        case "decimal":
            return f"decimal({t.p},{t.s})"
        case "array":
            return f"array<{to_hive(t.of[0])}>"
        case "map":
            return f"map<{to_hive(t.of[0])},{to_hive(t.of[1])}>"
        case "row":
            fields = zip(t.field_names, t.of, strict=True)
            return "struct<" + ",".join(f"{n}:{to_hive(f)}" for n, f in fields) + ">"
        case kind:
            return _HIVE.get(kind, kind)


_TOKEN = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([A-Za-z_][\w ]*)|(\d+)|(\[\]|[(),]))')
_FROM_DUCKDB = {
    "boolean": BOOLEAN,
    "tinyint": Type("tinyint"),
    "smallint": Type("smallint"),
    "integer": INTEGER,
    "bigint": BIGINT,
    "utinyint": Type("smallint"),
    "usmallint": INTEGER,
    "uinteger": BIGINT,
    "ubigint": decimal(20, 0),
    "hugeint": decimal(38, 0),
    "float": REAL,
    "double": DOUBLE,
    "varchar": VARCHAR,
    "blob": VARBINARY,
    "date": DATE,
    "time": Type("time", 6),
    "timestamp": timestamp(6),
    "timestamp_s": timestamp(6),
    "timestamp_ms": timestamp(6),
    "timestamp_ns": timestamp(6),
    "timestamp with time zone": timestamp(6),
    "uuid": VARCHAR,
    "json": VARCHAR,
}


def from_duckdb(text: str) -> Type:
    """The engine's type of a Parquet column, from DuckDB's description of it; ValueError if there is none."""
    tokens = [m.groups() for m in _TOKEN.finditer(text)]
    found, rest = _read(tokens, 0, text)
    if rest != len(tokens):
        raise ValueError(f"not a type: {text}")
    return found


def _read(tokens: list, at: int, text: str) -> tuple[Type, int]:
    def symbol(i: int) -> str | None:
        return tokens[i][3] if i < len(tokens) else None

    if at >= len(tokens) or tokens[at][1] is None:
        raise ValueError(f"not a type: {text}")
    name = tokens[at][1].strip().lower()
    at += 1
    if name in ("struct", "map", "decimal"):
        at += 1  # the opening parenthesis
    if name == "struct":
        fields = []
        while symbol(at) != ")":
            label = tokens[at][0]
            if label is not None:
                label, at = label.replace('""', '"'), at + 1
                kind, at = _read(tokens, at, text)
            else:
                label, _, kind_name = tokens[at][1].strip().partition(" ")
                tokens[at] = (None, kind_name, None, None)
                kind, at = _read(tokens, at, text)
            fields.append((label.lower(), kind))
            at += symbol(at) == ","
        found, at = row(fields), at + 1
    elif name == "map":
        key, at = _read(tokens, at, text)
        value, at = _read(tokens, at + 1, text)
        found, at = map_of(key, value), at + 1
    elif name == "decimal":
        found, at = decimal(int(tokens[at][2]), int(tokens[at + 2][2])), at + 4
    elif name in _FROM_DUCKDB:
        found = _FROM_DUCKDB[name]
    else:
        raise ValueError(f"not a type of the lake: {name}")
    while symbol(at) == "[]":
        found, at = array(found), at + 1
    return found, at


def with_timestamps(t: Type, p: int) -> Type:
    """The same type with every timestamp inside at precision ``p``."""
    if t.kind == "timestamp":
        return timestamp(p)
    return replace(t, of=tuple(with_timestamps(f, p) for f in t.of)) if t.of else t
