"""CAST and TRY_CAST, which in DuckDB accept other texts and round differently."""

from dataclasses import replace

from sqlglot import exp

from ..types import (
    BIGINT,
    BOOLEAN,
    DATE,
    DOUBLE,
    INTEGER,
    IPADDRESS,
    JSON,
    REAL,
    UUID,
    VARBINARY,
    VARCHAR,
    Type,
    array,
    decimal,
    literal,
    map_of,
    quoted,
    row,
    timestamp,
    timestamptz,
    to_duckdb,
)
from .attempts import attempted
from .coercion import converted as implicitly
from .json_casts import from_json, to_json
from .literals import typed_literal
from .registry import expression
from .scope import Scope
from .text import plain
from .translator import Translator, fail_if
from .values import Value
from .zones import local, zoned

_D = exp.DataType.Type
_PLAIN = {
    _D.BOOLEAN: BOOLEAN,
    _D.TINYINT: Type("tinyint"),
    _D.SMALLINT: Type("smallint"),
    _D.INT: INTEGER,
    _D.BIGINT: BIGINT,
    _D.FLOAT: REAL,
    _D.DOUBLE: DOUBLE,
    _D.TEXT: VARCHAR,
    _D.VARBINARY: VARBINARY,
    _D.JSON: JSON,
    _D.DATE: DATE,
    _D.IPADDRESS: IPADDRESS,
    _D.UUID: UUID,
}
_INTEGER_TEXT = r"\s*[+-]?[0-9]+\s*"
_NUMBER_TEXT = r"\s*[+-]?(NaN|Infinity|([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?)[fFdD]?\s*"
_DECIMAL_TEXT = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"
_DATE_TEXT = r"\s*[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}\s*"
_TIMESTAMP_TEXT = r"\s*[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]+)?)?)?\s*"
# The zone of a text is dropped where none is asked for.
_ZONED_TEXT = _TIMESTAMP_TEXT.removesuffix(r"\s*") + r"( ?([+-][0-9]{2}:[0-9]{2}|[A-Za-z][A-Za-z_/+-]*))?\s*"
_UTC_TEXT = _TIMESTAMP_TEXT.removesuffix(r"\s*") + r"( ?(UTC|Z|GMT|\+00:00))?\s*"


def wanted_type(t: Translator, node: exp.DataType) -> Type:
    """The type that a cast names."""
    kind, inner = node.this, node.expressions
    numbers = [
        int(p.this.this)
        for p in inner
        if isinstance(p, exp.DataTypeParam) and isinstance(p.this, exp.Literal)
    ]
    if kind in (_D.VARCHAR, _D.CHAR):
        return Type(
            "varchar" if kind == _D.VARCHAR else "char",
            numbers[0] if numbers else 1 if kind == _D.CHAR else None,
        )
    if kind == _D.DECIMAL:
        p, s = [*numbers, 0][:2] if numbers else (38, 0)
        return decimal(p, s)
    if kind in (_D.TIMESTAMP, _D.TIMESTAMPTZ, _D.TIME):
        p = min(numbers[0] if numbers else 3, 6)
        return (
            timestamp(p)
            if kind == _D.TIMESTAMP
            else timestamptz(p)
            if kind == _D.TIMESTAMPTZ
            else Type("time", p)
        )
    if kind == _D.ARRAY and len(inner) == 1:
        return array(wanted_type(t, inner[0]))
    if kind == _D.MAP and len(inner) == 2:
        return map_of(wanted_type(t, inner[0]), wanted_type(t, inner[1]))
    if kind == _D.STRUCT:
        fields = []
        for part in inner:
            if isinstance(part, exp.ColumnDef):
                fields.append((plain(part.this.name).lower(), wanted_type(t, part.args["kind"])))
            else:
                fields.append((None, wanted_type(t, part)))
        return row(fields)
    if kind in _PLAIN and not inner:
        return _PLAIN[kind]
    raise t.failure("TYPE_NOT_FOUND", f"Unknown type: {node.sql('trino')}", node)


@expression(exp.Cast)
def _cast(t: Translator, node: exp.Cast, scope: Scope) -> Value:
    known = typed_literal(t, node) if not t.opaque else None
    if known is not None and (found := _of_precision(known, wanted_type(t, node.to))):
        return found
    return cast(t, t.value(node.this, scope), wanted_type(t, node.to), node, safe=False)


def _of_precision(known: Value, wanted: Type) -> Value | None:
    """A literal at the precision that a cast names, None if digits would be lost or it is of another kind."""
    if known.type.kind != wanted.kind or (known.type.p or 0) > (wanted.p or 0):
        return None
    return replace(known, type=replace(known.type, p=wanted.p))


@expression(exp.TryCast)
def _try_cast(t: Translator, node: exp.TryCast, scope: Scope) -> Value:
    wanted = wanted_type(t, node.to)
    if not wanted.of:
        return cast(t, t.value(node.this, scope), wanted, node, safe=True)
    # One element that can't be converted makes the whole value NULL.
    return attempted(t, node.this, lambda: cast(t, t.value(node.this, scope), wanted, node, safe=False))


def cast(t: Translator, value: Value, wanted: Type, node: exp.Expression, *, safe: bool) -> Value:
    """A value converted as asked; NULL for what can't be converted if ``safe``, else the statement fails."""
    if wanted.kind == "timestamptz" and value.type.kind == "timestamptz":
        wanted = timestamptz(wanted.p, value.type.zone)
    sql = _Cast(t, node, safe).sql(value, wanted)
    if sql is None:
        raise t.failure("TYPE_MISMATCH", f"Cannot cast {value.type} to {wanted}", node)
    return Value(sql, wanted)


class _Cast:
    def __init__(self, t: Translator, node: exp.Expression, safe: bool):
        self.t = t
        self.node = node
        self.safe = safe

    def sql(self, value: Value, wanted: Type) -> str | None:
        found = value.type
        if found == wanted or found.kind == "unknown":
            return implicitly(value.sql, found, wanted)
        if wanted == JSON:
            return to_json(self.t, value, self.node)
        if found == JSON:
            return from_json(self, value, wanted)
        if wanted.of:
            return self._nested(value, wanted)
        method = getattr(self, "_" + wanted.kind, None)
        return method(value, wanted) if method else None

    def guarded(self, sql: str, condition: str, wanted: Type, body: str) -> str:
        """``body`` where ``condition`` holds; elsewhere NULL or the failure of the cast."""
        if self.safe:
            return (
                f"CASE WHEN {condition} THEN TRY_{body} END"
                if body.startswith("CAST(")
                else f"CASE WHEN {condition} THEN {body} END"
            )
        message = f"'Cannot cast value to {wanted}: ' || {sql}"
        return fail_if(f"NOT ({condition})", "INVALID_CAST_ARGUMENT", message, body)

    def plain(self, sql: str, wanted: Type) -> str:
        """DuckDB's own conversion, where it agrees."""
        return f"{'TRY_' if self.safe else ''}CAST({sql} AS {to_duckdb(wanted)})"

    def _boolean(self, value: Value, wanted: Type) -> str | None:
        if value.type.textual:
            condition = f"lower({value.sql}) IN ('t', 'true', '1', 'f', 'false', '0')"
            return self.guarded(value.sql, condition, wanted, f"(lower({value.sql}) IN ('t', 'true', '1'))")
        return f"({value.sql} <> 0)" if value.type.numeric else None

    def _tinyint(self, value: Value, wanted: Type) -> str | None:
        found, sql = value.type, value.sql
        if found.textual:
            matched = f"regexp_full_match({sql}, '{_INTEGER_TEXT}')"
            return self.guarded(sql, matched, wanted, f"CAST({sql} AS {to_duckdb(wanted)})")
        if found.kind in ("double", "real"):
            return self.plain(f"round({sql})", wanted)
        return self.plain(sql, wanted) if found.numeric or found == BOOLEAN else None

    _smallint = _integer = _bigint = _tinyint

    def _double(self, value: Value, wanted: Type) -> str | None:
        if value.type.textual:
            matched = f"regexp_full_match({value.sql}, '{_NUMBER_TEXT}')"
            bare = f"regexp_replace({value.sql}, '([0-9.])[fFdD](\\s*)$', '\\1')"
            return self.guarded(value.sql, matched, wanted, f"CAST({bare} AS {to_duckdb(wanted)})")
        return self.plain(value.sql, wanted) if value.type.numeric or value.type == BOOLEAN else None

    _real = _double

    def _decimal(self, value: Value, wanted: Type) -> str | None:
        if value.type.textual:
            matched = f"regexp_full_match({value.sql}, '{_DECIMAL_TEXT}')"
            return self.guarded(value.sql, matched, wanted, f"CAST({value.sql} AS {to_duckdb(wanted)})")
        return self.plain(value.sql, wanted) if value.type.numeric or value.type == BOOLEAN else None

    def _varchar(self, value: Value, wanted: Type) -> str | None:
        text = shown(self.t, value, self.node)
        if text is None or wanted.p is None:
            return text
        if value.type.textual:
            return (
                text if value.type.p is not None and value.type.p <= wanted.p else f"left({text}, {wanted.p})"
            )
        condition = f"length({text}) <= {wanted.p}"
        if self.safe:
            return f"CASE WHEN {condition} THEN {text} END"
        message = f"{literal('Value cannot be represented as ' + str(wanted) + ': ')} || {text}"
        return fail_if(f"NOT ({condition})", "INVALID_CAST_ARGUMENT", message, text)

    def _char(self, value: Value, wanted: Type) -> str | None:
        return f"rpad({value.sql}, {wanted.p}, ' ')" if value.type.textual else None

    def _date(self, value: Value, wanted: Type) -> str | None:
        if value.type.textual:
            matched = f"regexp_full_match({value.sql}, '{_DATE_TEXT}')"
            return self.guarded(value.sql, matched, wanted, f"CAST(trim({value.sql}) AS DATE)")
        if value.type.kind in ("timestamp", "timestamptz"):
            return f"CAST({local(self.t, value, self.node)} AS DATE)"
        return None

    def _timestamp(self, value: Value, wanted: Type) -> str | None:
        if value.type.textual:
            matched = f"regexp_full_match({value.sql}, '{_ZONED_TEXT}')"
            body = f"CAST(trim(regexp_extract({value.sql}, '{_TIMESTAMP_TEXT}')) AS TIMESTAMP)"
            return rounded(self.guarded(value.sql, matched, wanted, body), 6, wanted.p)
        if value.type == DATE:
            return f"CAST({value.sql} AS TIMESTAMP)"
        if value.type.kind in ("timestamp", "timestamptz"):
            return rounded(local(self.t, value, self.node), value.type.p, wanted.p)
        return None

    def _timestamptz(self, value: Value, wanted: Type) -> str | None:
        if value.type.textual:
            matched = f"regexp_full_match({value.sql}, '{_UTC_TEXT}')"
            body = f"CAST({_without_utc(value.sql)} AS TIMESTAMP)"
            local_text = rounded(self.guarded(value.sql, matched, wanted, body), 6, wanted.p)
            return f"timezone('UTC', {local_text})"
        if not value.type.temporal:
            return None
        found = zoned(self.t, value, self.node)
        if found.type.p <= wanted.p:
            return found.sql
        utc = f"timezone('UTC', {found.sql})"
        return f"timezone('UTC', {rounded(utc, found.type.p, wanted.p)})"

    def _time(self, value: Value, wanted: Type) -> str | None:
        if value.type.kind in ("timestamp", "timestamptz"):
            return f"CAST({local(self.t, value, self.node)} AS TIME)"
        return self.plain(value.sql, wanted) if value.type.textual or value.type.kind == "time" else None

    def _varbinary(self, value: Value, wanted: Type) -> str | None:
        return f"encode({value.sql})" if value.type.textual else None

    def _ipaddress(self, value: Value, wanted: Type) -> str | None:
        if not value.type.textual:
            return None
        sql = f"athena_ip({value.sql})"
        if self.safe:
            return sql
        message = f"'Cannot cast value to IPADDRESS: ' || {value.sql}"
        return fail_if(f"{value.sql} IS NOT NULL AND {sql} IS NULL", "INVALID_CAST_ARGUMENT", message, sql)

    def _uuid(self, value: Value, wanted: Type) -> str | None:
        return self.plain(value.sql, wanted) if value.type.textual else None

    def _nested(self, value: Value, wanted: Type) -> str | None:
        found = value.type
        if found.kind != wanted.kind or len(found.of) != len(wanted.of):
            return None
        if found.kind == "array":
            name = self.t.name("e")
            inner = self.sql(Value(name, found.of[0]), wanted.of[0])
            return inner and f"list_transform({value.sql}, lambda {name}: {inner})"
        if found.kind == "map":
            name = self.t.name("e")
            key = self.sql(Value(f"{name}.key", found.of[0]), wanted.of[0])
            held = self.sql(Value(f"{name}.value", found.of[1]), wanted.of[1])
            pair = f"struct_pack(key := {key}, value := {held})"
            mapped = f"map_from_entries(list_transform(map_entries({value.sql}), lambda {name}: {pair}))"
            return f"CASE WHEN {value.sql} IS NOT NULL THEN {mapped} END" if key and held else None
        parts = []
        for own, name, f, w in zip(found.field_names, wanted.field_names, found.of, wanted.of, strict=True):
            inner = self.sql(Value(f"struct_extract({value.sql}, {literal(own)})", f), w)
            if inner is None:
                return None
            parts.append(f"{quoted(name)} := {inner}")
        return f"CASE WHEN {value.sql} IS NOT NULL THEN struct_pack({', '.join(parts)}) END"


def _without_utc(sql: str) -> str:
    return f"regexp_replace(trim({sql}), ' ?(UTC|Z|GMT|\\+00:00)$', '')"


def rounded(sql: str, found: int, wanted: int) -> str:
    """A DuckDB TIMESTAMP at a lower precision, rounded half up as the engine does."""
    if found <= wanted:
        return sql
    unit = 10 ** (6 - wanted)
    return f"make_timestamp((epoch_us({sql}) + {unit // 2}) - (((epoch_us({sql}) + {unit // 2}) % {unit}) + {unit}) % {unit})"


def fraction_format(p: int) -> tuple[str, int]:
    """A strftime format with microseconds, and how many characters of its result ``timestamp(p)`` shows."""
    return "%Y-%m-%d %H:%M:%S.%f", 20 + p if p else 19


def shown(t: Translator, value: Value, node: exp.Expression) -> str | None:
    """DuckDB text of a value as varchar, None if the type has no cast to varchar."""
    found, sql = value.type, value.sql
    match found.kind:
        case "varchar" | "char" | "unknown":
            return sql
        case "boolean" | "date" | "uuid" | "decimal":
            return f"CAST({sql} AS VARCHAR)"
        case "timestamp":
            pattern, length = fraction_format(found.p)
            return f"left(strftime({sql}, '{pattern}'), {length})"
        case "timestamptz":
            pattern, length = fraction_format(found.p)
            return f"(left(strftime({local(t, value, node)}, '{pattern}'), {length}) || {literal(' ' + found.zone)})"
        case "time":
            return f"left(strftime(CAST(DATE '1970-01-01' + {sql} AS TIMESTAMP), '%H:%M:%S.%f'), {9 + found.p if found.p else 8})"
        case "ipaddress":
            return f"athena_ip_text({sql})"
        case "double" | "real":
            return f"athena_double_text(CAST({sql} AS {to_duckdb(found)}))"
        case _ if found.integral:
            return f"CAST({sql} AS VARCHAR)"
    return None
