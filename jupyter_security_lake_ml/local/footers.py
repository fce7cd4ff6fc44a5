"""What Parquet footers say: the columns of each file, its rows, the bytes of each column, and the bounds of time."""

import hashlib
from dataclasses import dataclass, field

import duckdb

from .failures import without_folders
from .listing import LakeFile
from .types import Type, from_duckdb, literal

_BATCH = 256


@dataclass(frozen=True)
class Layout:
    """The columns of all files that were written with one and the same schema.

    ``columns`` maps the case-folded name to the name in the file, its type, and DuckDB's spelling of that type.
    """

    columns: dict[str, tuple[str, Type, str]]


@dataclass(frozen=True)
class Footer:
    """One readable file. ``bounds`` holds inclusive ``(low, high)`` of ``time`` in milliseconds and of ``time_dt`` in
    microseconds since the epoch, where every row group states them; ``sizes`` is compressed bytes by column path.
    """

    file: LakeFile
    layout: Layout
    rows: int
    sizes: dict[tuple[str, ...], int] = field(repr=False)
    bounds: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Unreadable:
    """A file that isn't Parquet, or can't be read."""

    file: LakeFile
    why: str


class Footers:
    """Reads footers through one DuckDB connection, and remembers them by path, size and modification time."""

    def __init__(self, connection: duckdb.DuckDBPyConnection):
        self._connection = connection
        self._known: dict[str, Footer | Unreadable] = {}
        self._layouts: dict[str, Layout] = {}

    def of(self, files: list[LakeFile]) -> list[Footer | Unreadable]:
        """The footers of ``files``, in their order."""
        new = [f for f in files if f.path not in self._known or self._known[f.path].file != f]
        for start in range(0, len(new), _BATCH):
            for footer in self._read(new[start : start + _BATCH]):
                self._known[footer.file.path] = footer
        paths = {f.path for f in files}
        self._known = {path: known for path, known in self._known.items() if path in paths}
        return [self._known[f.path] for f in files]

    def _read(self, files: list[LakeFile]) -> list[Footer | Unreadable]:
        try:
            return self._read_all(files)
        except (duckdb.Error, ValueError) as error:
            if len(files) == 1:
                return [Unreadable(files[0], without_folders(str(error).splitlines()[0]))]
            return [footer for file in files for footer in self._read([file])]

    def _read_all(self, files: list[LakeFile]) -> list[Footer]:
        paths = "[" + ", ".join(literal(f.path) for f in files) + "]"
        signatures: dict[str, hashlib._Hash] = {f.path: hashlib.sha256() for f in files}
        nodes = self._connection.execute(
            "SELECT file_name, concat_ws('|', name, type, type_length, repetition_type, num_children, "  # noqa: S608
            f"converted_type, scale, precision, logical_type) FROM parquet_schema({paths})"
        ).fetchall()
        for path, node in nodes:
            signatures[path].update(node.encode() + b"\n")
        rows = dict(
            self._connection.execute(
                f"SELECT file_name, num_rows FROM parquet_file_metadata({paths})"  # noqa: S608
            ).fetchall()
        )
        sizes: dict[str, dict] = {f.path: {} for f in files}
        bounds: dict[str, dict] = {f.path: {} for f in files}
        chunks = self._connection.execute(
            f"""
            SELECT file_name, path_in_schema, sum(total_compressed_size)::BIGINT,
                CASE WHEN count(*) = count(low) THEN min(low) END,
                CASE WHEN count(*) = count(high) THEN max(high) END
            FROM (
                SELECT file_name, path_in_schema, total_compressed_size,
                    {_instant("stats_min_value")} AS low, {_instant("stats_max_value")} AS high
                FROM parquet_metadata({paths}) WHERE row_group_num_rows > 0
            ) GROUP BY ALL
            """  # noqa: S608
        ).fetchall()
        for path, column, size, low, high in chunks:
            sizes[path][tuple(column.lower().split(", "))] = size
            if low is not None and high is not None:
                bounds[path][column.lower()] = (low, high)
        return [
            Footer(
                f,
                self._layout(signatures[f.path].hexdigest(), f.path),
                rows[f.path],
                sizes[f.path],
                bounds[f.path],
            )
            for f in files
        ]

    def _layout(self, signature: str, path: str) -> Layout:
        if signature not in self._layouts:
            described = self._connection.execute(
                f"DESCRIBE SELECT * FROM read_parquet([{literal(path)}], hive_partitioning=false)"  # noqa: S608
            ).fetchall()
            columns: dict[str, tuple[str, Type, str]] = {}
            for name, text, *_ in described:
                columns.setdefault(name.lower(), (name, from_duckdb(text), text))
            self._layouts[signature] = Layout(columns)
        return self._layouts[signature]


def _instant(column: str) -> str:
    return (
        f"CASE lower(path_in_schema) WHEN 'time' THEN try_cast({column} AS BIGINT) "
        f"WHEN 'time_dt' THEN epoch_us(try_cast({column} AS TIMESTAMP)) END"
    )
