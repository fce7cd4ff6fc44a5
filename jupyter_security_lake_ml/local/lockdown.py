"""The DuckDB instance that statements run in: it reads the lake's folder and nothing else."""

import os
import tempfile
from pathlib import Path

import duckdb

from .types import literal

_MIB = 1024 * 1024


def memory_limit_bytes() -> int:
    """A third of the machine's memory, between 512 MiB and 4 GiB."""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        total = 6 * 1024 * _MIB
    return min(4096 * _MIB, max(512 * _MIB, total // 3))


def open_database(
    lake_dir: Path, spill: tempfile.TemporaryDirectory, macros: str
) -> duckdb.DuckDBPyConnection:
    """An in-memory database with ``macros`` defined, then closed to files outside the lake, to the network,
    to extensions and to any change of these settings.
    """
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "allow_unsigned_extensions": "false",
            "python_enable_replacements": "false",
            "memory_limit": f"{memory_limit_bytes() // _MIB}MiB",
            "temp_directory": spill.name,
            "max_temp_directory_size": "8GiB",
        },
    )
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = true")
    # Where a file's statistics say that `contains(a.b, 'x')` holds for all values, DuckDB 2.0 should filter
    # by `a.b IS NOT NULL`, but filters by `a IS NOT NULL`: rows without `b` would be matches.
    connection.execute("SET disabled_optimizers = 'statistics_propagation'")
    connection.execute(macros)
    # A directory is allowed by its spelling, so it ends in a separator: else /lake would also open /lake2.
    connection.execute(f"SET allowed_directories = [{literal(str(lake_dir).rstrip(os.sep) + os.sep)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
