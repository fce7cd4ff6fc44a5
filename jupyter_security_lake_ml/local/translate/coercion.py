"""Implicit conversions: which types fit together, and the DuckDB text that converts one to another."""

from ..types import (
    BIGINT,
    DOUBLE,
    INTEGRAL,
    REAL,
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


def common(a: Type, b: Type) -> Type | None:
    """The type that both convert to implicitly, or None."""
    if a == b:
        return a
    if a.kind == "unknown":
        return b
    if b.kind == "unknown":
        return a
    if a.kind == b.kind:
        return _same_kind(a, b)
    if a.numeric and b.numeric:
        return _number(a, b)
    if a.textual and b.textual:
        return Type("varchar", None if a.p is None or b.p is None else max(a.p, b.p))
    if a.temporal and b.temporal:
        p = max(a.p or 0, b.p or 0)
        zoned = a if a.kind == "timestamptz" else b if b.kind == "timestamptz" else None
        return timestamptz(p, zoned.zone) if zoned else timestamp(p)
    return None


def _same_kind(a: Type, b: Type) -> Type | None:
    match a.kind:
        case "varchar" | "char":
            return Type(a.kind, None if a.p is None or b.p is None else max(a.p, b.p))
        case "decimal":
            scale = max(a.s, b.s)
            return decimal(min(38, max(a.p - a.s, b.p - b.s) + scale), scale)
        case "timestamp" | "time":
            return Type(a.kind, max(a.p, b.p))
        case "timestamptz":
            return timestamptz(max(a.p, b.p), a.zone if a.zone == b.zone else None)
        case "array" | "map":
            inner = [common(x, y) for x, y in zip(a.of, b.of, strict=True)]
            if None in inner:
                return None
            return array(*inner) if a.kind == "array" else map_of(*inner)
        case "row":
            if len(a.of) != len(b.of):
                return None
            inner = [common(x, y) for x, y in zip(a.of, b.of, strict=True)]
            if None in inner:
                return None
            names = [x if x == y else None for x, y in zip(a.names, b.names, strict=True)]
            return row(list(zip(names, inner, strict=True)))
        case _:
            return a


def _number(a: Type, b: Type) -> Type:
    kinds = {a.kind, b.kind}
    if "double" in kinds:
        return DOUBLE
    if "real" in kinds:
        return REAL
    if "decimal" in kinds:
        (ap, as_), (bp, bs) = a.digits(), b.digits()
        scale = max(as_, bs)
        return decimal(min(38, max(ap - as_, bp - bs) + scale), scale)
    return Type(INTEGRAL[max(INTEGRAL.index(a.kind), INTEGRAL.index(b.kind))])


def converts(found: Type, wanted: Type) -> bool:
    """Whether a value converts implicitly."""
    if wanted.kind == "varchar" and found.textual:
        return True
    shared = common(found, wanted)
    return shared is not None and (
        shared == wanted or _zones_apart(shared, wanted) or _names_apart(shared, wanted)
    )


def _zones_apart(a: Type, b: Type) -> bool:
    return a.kind == b.kind == "timestamptz" and a.p == b.p


def _names_apart(a: Type, b: Type) -> bool:
    return a.kind == b.kind and a.kind in ("row", "array", "map") and to_duckdb_shape(a) == to_duckdb_shape(b)


def to_duckdb_shape(t: Type) -> str:
    """DuckDB's spelling without field names."""
    if t.kind == "row":
        return "ROW(" + ",".join(to_duckdb_shape(f) for f in t.of) + ")"
    if t.of:
        return t.kind + "(" + ",".join(to_duckdb_shape(f) for f in t.of) + ")"
    return to_duckdb(t)


def converted(sql: str, found: Type, wanted: Type) -> str:
    """DuckDB text of ``sql`` as a value of ``wanted``; the caller has checked ``converts``."""
    if found == wanted or to_duckdb(found) == to_duckdb(wanted):
        return sql
    if found.kind == "unknown":
        return f"CAST({sql} AS {to_duckdb(wanted)})"
    if found.kind == "row" and wanted.kind == "row":
        parts = (
            f"{quoted(name)} := {converted(f'struct_extract({sql}, {literal(own)})', f, w)}"
            for name, own, f, w in zip(
                wanted.field_names, found.field_names, found.of, wanted.of, strict=True
            )
        )
        return f"CASE WHEN {sql} IS NOT NULL THEN struct_pack({', '.join(parts)}) END"
    if found.kind == "array" and wanted.kind == "array" and _holds_row(found):
        return f"list_transform({sql}, lambda e: {converted('e', found.of[0], wanted.of[0])})"
    return f"CAST({sql} AS {to_duckdb(wanted)})"


def _holds_row(t: Type) -> bool:
    return t.kind == "row" or any(_holds_row(f) for f in t.of)


def widest_integer(t: Type) -> Type:
    """``bigint`` for the integer types, the type itself otherwise."""
    return BIGINT if t.integral else t
