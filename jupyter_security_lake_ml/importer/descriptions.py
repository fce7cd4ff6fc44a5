"""Keeps `tables.json` of a lake: what the columns of its custom sources are."""

from __future__ import annotations

import json
import os
from pathlib import Path

import duckdb

from ..local.catalogue import Catalogue
from ..local.types import to_duckdb, to_hive

_REGION = "us-east-1"


def describe_custom(lake: Path, suffixes: set[str]) -> None:
    """Writes the columns of these `ext_…` tables, as their files have them, beside what is described already."""
    if not suffixes:
        return
    path = lake / "tables.json"
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    connection = duckdb.connect(":memory:")
    try:
        catalogue = Catalogue(lake, _REGION, connection)
        for suffix in sorted(suffixes):
            table = catalogue.table(f"amazon_security_lake_table_us_east_1_{suffix}")
            if table is not None:
                known[suffix] = {
                    "source_version": table.version,
                    "format": "parquet (hive partitions)",
                    "columns": [_column(name, of) for name, of in table.columns],
                    "partition_keys": [_column(name, of) for name, of in table.partition_keys],
                }
    finally:
        connection.close()
    half = lake / f".tables.json.{os.getpid()}"
    half.write_text(json.dumps(known, indent=1) + "\n", "utf-8")
    half.replace(path)


def _column(name: str, of) -> dict[str, str]:
    return {"name": name, "hive": to_hive(of), "trino": str(of), "duckdb": to_duckdb(of)}
