"""Reading one table: which files can hold wanted rows, and the DuckDB text that reads them as one schema."""

import operator
from dataclasses import dataclass, field

from ..catalogue import Table
from ..errors import StatementError
from ..footers import Footer, Unreadable
from ..merging import readable
from ..types import Type, literal, quoted, to_duckdb
from .values import Predicate

_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
_WRITTEN_OTHERWISE = (
    "TIMESTAMP WITH TIME ZONE",
    "TIMESTAMP_",
    "UUID",
    "JSON",
    "UTINY",
    "USMALL",
    "UINT",
    "UBIG",
    "HUGE",
)


@dataclass(eq=False)
class Scan:
    """One mention of a table in a statement. ``marker`` stands for its text until the statement's predicates are
    known; ``used`` holds the column paths that the statement reads.
    """

    table: Table
    marker: str
    predicates: list[Predicate] = field(default_factory=list)
    used: set[tuple[str, ...]] = field(default_factory=set)

    def files(self) -> list[Footer | Unreadable]:
        """The files that may hold rows."""
        return [f for f in self.table.footers if all(_may_match(f, p) for p in self.predicates)]

    def scanned_bytes(self) -> int:
        """Compressed bytes of the columns read, in the files that aren't left out."""
        return sum(
            size
            for footer in self.files()
            if isinstance(footer, Footer)
            for column, size in footer.sizes.items()
            if any(column[: len(path)] == path for path in self.used)
        )

    def scanned_rows(self) -> int:
        """Rows of the files that aren't left out."""
        return sum(footer.rows for footer in self.files() if isinstance(footer, Footer))

    def sql(self) -> str:
        """The query that yields the table's columns; raises HIVE_BAD_DATA if a needed file isn't Parquet."""
        groups: dict[tuple, list[Footer]] = {}
        for footer in self.files():
            if isinstance(footer, Unreadable):
                name = footer.file.path.rsplit("/", 1)[-1]
                raise StatementError("HIVE_BAD_DATA", f"Not valid Parquet file: {name} ({footer.why})")
            groups.setdefault((id(footer.layout), footer.file.written_keys), []).append(footer)
        if not self.table.all_columns:
            return "SELECT NULL AS nothing WHERE false"
        if not groups:
            empty = (
                f"CAST(NULL AS {to_duckdb(of)}) AS {quoted(name)}" for name, of in self.table.all_columns
            )
            return f"SELECT {', '.join(empty)} WHERE false"
        return " UNION ALL ".join(self._group(footers) for footers in groups.values())

    def _group(self, footers: list[Footer]) -> str:
        columns = footers[0].layout.columns
        path_keys = {key for key, _ in footers[0].file.partition}
        partition_keys = {name for name, _ in self.table.partition_keys}
        selected, hive = [], False
        for name, of in self.table.all_columns:
            if name in path_keys and (name in partition_keys or name not in columns):
                hive = True
                selected.append(f"CAST({quoted(name)} AS {to_duckdb(of)}) AS {quoted(name)}")
            elif name in columns:
                own, found, text = columns[name]
                selected.append(f"{self._read(quoted(own), name, found, text, of)} AS {quoted(name)}")
            else:
                selected.append(f"CAST(NULL AS {to_duckdb(of)}) AS {quoted(name)}")
        paths = ", ".join(literal(footer.file.path) for footer in footers)
        options = "hive_partitioning=true, hive_types_autocast=false" if hive else "hive_partitioning=false"
        return f"SELECT {', '.join(selected)} FROM read_parquet([{paths}], {options})"

    def _read(self, sql: str, name: str, found: Type, text: str, wanted: Type) -> str:
        if any(spelling in text for spelling in _WRITTEN_OTHERWISE):
            sql = f"CAST({sql} AS {to_duckdb(found)})"
        if to_duckdb(found) == to_duckdb(wanted):
            return sql
        if not readable(found, wanted):
            why = f"HIVE_BAD_DATA: Field {name}'s type {found} in a Parquet file is incompatible with type {wanted} of the table"
            return f"CASE WHEN {sql} IS NOT NULL AND athena_fail({literal(why)}) THEN CAST(NULL AS {to_duckdb(wanted)}) END"
        return _reshaped(sql, found, wanted, 0)


def _reshaped(sql: str, found: Type, wanted: Type, depth: int) -> str:
    """A value of a file's type as the table's: rows by field name, absent fields NULL."""
    if to_duckdb(found) == to_duckdb(wanted):
        return sql
    match wanted.kind:
        case "row":
            parts = []
            for name, of in zip(wanted.field_names, wanted.of, strict=True):
                own = found.field(name)
                inner = f"struct_extract({sql}, {literal(name)})"
                null = f"CAST(NULL AS {to_duckdb(of)})"
                parts.append(f"{quoted(name)} := {null if own is None else _reshaped(inner, own, of, depth)}")
            return f"CASE WHEN {sql} IS NOT NULL THEN struct_pack({', '.join(parts)}) END"
        case "array":
            element = f"e{depth}"
            body = _reshaped(element, found.of[0], wanted.of[0], depth + 1)
            return f"list_transform({sql}, lambda {element}: {body})"
        case "map":
            entry = f"e{depth}"
            key = _reshaped(f"{entry}.key", found.of[0], wanted.of[0], depth + 1)
            held = _reshaped(f"{entry}.value", found.of[1], wanted.of[1], depth + 1)
            pairs = f"list_transform(map_entries({sql}), lambda {entry}: struct_pack(key := {key}, value := {held}))"
            return f"map_from_entries({pairs})"
        case _:
            return f"CAST({sql} AS {to_duckdb(wanted)})"


def _may_match(footer: Footer | Unreadable, predicate: Predicate) -> bool:
    """False only if no row of the file can satisfy the predicate."""
    if predicate.column in dict(footer.file.partition):
        held = footer.file.value(predicate.column)
        if isinstance(predicate.wanted, str | tuple) and held is not None:
            return (
                held in predicate.wanted
                if predicate.op == "in"
                else _COMPARE[predicate.op](held, predicate.wanted)
            )
        return held is not None
    bounds = footer.bounds.get(predicate.column) if isinstance(footer, Footer) else None
    if bounds is None:
        return True
    low, high = bounds
    match predicate.op:
        case "=":
            return low <= predicate.wanted <= high
        case "in":
            return any(low <= wanted <= high for wanted in predicate.wanted)
        case "<" | "<=":
            return _COMPARE[predicate.op](low, predicate.wanted)
        case _:
            return _COMPARE[predicate.op](high, predicate.wanted)
