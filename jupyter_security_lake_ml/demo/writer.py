"""Writes rows as the folder layout of a local lake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import duckdb

from .span import DAY_MS, iso

ROWS_AT_ONCE = 60_000
"""Rows held as wide structs while a part of a table is written; a row takes about 2 kB of memory."""

_OPTIONS = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 30000"

Progress = Callable[[int], None]
"""Told the first millisecond that isn't written yet."""


def write_partitioned(
    connection: duckdb.DuckDBPyConnection,
    select: str,
    folder: Path,
    bounds: tuple[int, int],
    rows: int,
    progress: Progress,
) -> None:
    """Version 1: `folder/region=R/accountid=A/eventday=D/part-0.parquet`.

    `select` yields rows with the partition keys as last columns, has `$from` and `$to` for the time, and is run
    for as many days at once as memory allows.
    """
    for begin, end in _pieces(bounds, rows):
        connection.execute(
            f"COPY ({select}) TO '{_quoted(folder)}' ({_OPTIONS}, PARTITION_BY (region, accountid, eventday), "
            "OVERWRITE_OR_IGNORE, FILENAME_PATTERN 'part-{i}')",
            {"from": begin, "to": end},
        )
        progress(end)


def write_daily(
    connection: duckdb.DuckDBPyConnection,
    select: str,
    folder: Path,
    bounds: tuple[int, int],
    rows: int,
    progress: Progress,
) -> None:
    """Version 2: `folder/YYYYMMDD.parquet`, one file for what arrived on a day.

    `select` yields rows with column `_day` last and has `$from` and `$to` for the time.
    """
    parts = folder / "parts"
    for begin, end in _pieces(bounds, rows):
        connection.execute(
            f"COPY ({select}) TO '{_quoted(parts)}' ({_OPTIONS}, PARTITION_BY (_day), OVERWRITE_OR_IGNORE, "
            "FILENAME_PATTERN 'part-{i}')",
            {"from": begin, "to": end},
        )
        progress(end)
    # A folder named `_day=…` would be taken for a Hive partition key of the table.
    for file in sorted(parts.glob("_day=*/*.parquet")):
        day = file.parent.name.removeprefix("_day=")
        number = file.stem.removeprefix("part-")
        file.rename(folder / (f"{day}.parquet" if number == "0" else f"{day}-{number}.parquet"))
    rmtree(parts, ignore_errors=True)


def day_name(milliseconds: int) -> str:
    """Day of an instant as partitions have it, `YYYYMMDD`."""
    return iso(milliseconds)[:10].replace("-", "")


def _pieces(bounds: tuple[int, int], rows: int) -> list[tuple[int, int]]:
    begin, end = bounds
    days = max(1, -(-(end - begin) // DAY_MS))
    step = max(1, int(days * ROWS_AT_ONCE / max(rows, 1))) * DAY_MS
    return [(at, min(at + step, end)) for at in range(begin, end, step)]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
