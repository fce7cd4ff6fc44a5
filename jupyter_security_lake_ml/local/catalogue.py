"""The lake's tables: which there are, their columns and partition keys, and how Glue describes them."""

import json
import re
import threading
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ..schemas import documented_tables
from .errors import metadata_error
from .footers import Footer, Footers, Unreadable
from .listing import Listing
from .merging import merged
from .type_text import from_text
from .types import VARCHAR, Type, from_duckdb, to_hive, with_timestamps

CATALOG = "AwsDataCatalog"
_PARTITION_ORDER = ("region", "accountid", "eventday")
_SUFFIX = re.compile(r"[a-z0-9_]{1,128}")


@dataclass(frozen=True)
class Schema:
    """What is documented about a table. ``version`` is 1 (Hive partitions) or 2 (Iceberg)."""

    version: int
    columns: tuple[tuple[str, Type], ...]
    partition_keys: tuple[tuple[str, Type], ...]


@dataclass(frozen=True)
class Table:
    """A table as it stands: its schema and the footers of its files."""

    name: str
    suffix: str
    version: int
    columns: tuple[tuple[str, Type], ...]
    partition_keys: tuple[tuple[str, Type], ...]
    footers: tuple[Footer | Unreadable, ...]

    @property
    def all_columns(self) -> tuple[tuple[str, Type], ...]:
        """Columns as a statement sees them: partition keys last."""
        return self.columns + self.partition_keys


class _Folder:
    """The state kept for one table's folder."""

    def __init__(self, root: Path, connection: duckdb.DuckDBPyConnection):
        self.listing = Listing(root)
        self.footers = Footers(connection)
        self.lock = threading.Lock()
        self.table: Table | None = None


class Catalogue:
    """The tables of a lake folder. Safe to use from several threads."""

    def __init__(self, lake_dir: Path, region: str, connection: duckdb.DuckDBPyConnection):
        self.lake_dir = lake_dir
        self.region = region.replace("-", "_")
        self.database = f"amazon_security_lake_glue_db_{self.region}"
        self._prefix = f"amazon_security_lake_table_{self.region}_"
        self._connection = connection
        self._folders: dict[str, _Folder] = {}
        self._lock = threading.Lock()

    def table_names(self) -> list[str]:
        """Names of the tables that have a folder, sorted."""
        described = self._described()
        try:
            entries = sorted(entry.name for entry in self.lake_dir.iterdir() if entry.is_dir())
        except OSError:
            return []
        fitting = (e for e in entries if _SUFFIX.fullmatch(e) and (e in described or e.startswith("ext_")))
        return [self._prefix + suffix for suffix in fitting]

    def table(self, name: str) -> Table | None:
        """The table of that (case-folded) name with its files as they are now, or None."""
        name = name.lower()
        if name not in self.table_names():
            return None
        suffix = name.removeprefix(self._prefix)
        with self._lock:
            if suffix not in self._folders:
                self._folders[suffix] = _Folder(self.lake_dir / suffix, self._connection.cursor())
            folder = self._folders[suffix]
        with folder.lock:
            footers = tuple(folder.footers.of(folder.listing.refresh()))
            schema = self._described().get(suffix)
            if folder.table is None or folder.table.footers != footers:
                folder.table = _table(name, suffix, schema, footers)
            return folder.table

    def _described(self) -> dict[str, Schema]:
        own = _read_schemas(self.lake_dir / "tables.json")
        return native_schemas() | own


def _table(name: str, suffix: str, schema: Schema | None, footers: tuple) -> Table:
    readable = [footer for footer in footers if isinstance(footer, Footer)]
    version = schema.version if schema else 1
    keys = dict(schema.partition_keys) if schema else _path_keys(footers)
    columns = dict(schema.columns) if schema else {}
    for layout in {id(f.layout): f.layout for f in readable}.values():
        for column, (_, found, _) in layout.columns.items():
            if column not in keys:
                columns[column] = merged(columns[column], found) if column in columns else found
    precision = 6 if version == 2 else 3
    shaped = tuple((column, with_timestamps(of, precision)) for column, of in columns.items())
    return Table(name, suffix, version, shaped, tuple(keys.items()), footers)


def _path_keys(footers: tuple) -> dict[str, Type]:
    found = {key for footer in footers for key, _ in footer.file.partition}
    ordered = [key for key in _PARTITION_ORDER if key in found] + sorted(found.difference(_PARTITION_ORDER))
    return {key: VARCHAR for key in ordered}


_NATIVE: dict[str, Schema] = {}


def native_schemas() -> dict[str, Schema]:
    """The documented Security Lake tables by suffix."""
    if not _NATIVE:
        _NATIVE.update(_parse_schemas(documented_tables()))
    return _NATIVE


_OWN: dict[tuple[str, int], dict[str, Schema]] = {}


def _read_schemas(path: Path) -> dict[str, Schema]:
    """Descriptions that a lake brings along; none if the file is missing or isn't in the form of ours."""
    try:
        key = (str(path), path.stat().st_mtime_ns)
        if key not in _OWN:
            _OWN[key] = _parse_schemas(json.loads(path.read_text("utf-8")))
        return _OWN[key]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _parse_schemas(document: dict) -> dict[str, Schema]:
    def columns(listed: list[dict]) -> tuple[tuple[str, Type], ...]:
        return tuple((column["name"].lower(), _described_type(column)) for column in listed)

    return {
        suffix: Schema(
            table.get("source_version", 1),
            columns(table["columns"]),
            columns(table.get("partition_keys", [])),
        )
        for suffix, table in document.items()
    }


def _described_type(column: dict) -> Type:
    if "duckdb" in column:
        return from_duckdb(column["duckdb"])
    return from_text(column.get("hive") or column["trino"])


def require_catalog(name: str) -> None:
    """Refuse a data catalog that isn't the one there is."""
    if name.lower() != CATALOG.lower():
        raise metadata_error(f"Catalog {name} does not exist")


def table_metadata(table: Table) -> dict:
    """Athena's ``TableMetadata``: Hive type strings; v2 tables are Iceberg and have no partition keys."""
    described = {
        "Name": table.name,
        "CreateTime": min((f.file.mtime_ns / 1e9 for f in table.footers), default=0.0),
        "LastAccessTime": 0.0,
        "TableType": "EXTERNAL_TABLE",
        "Columns": [{"Name": name, "Type": to_hive(of)} for name, of in table.columns],
    }
    if table.version == 2:
        described["Parameters"] = {"EXTERNAL": "TRUE", "table_type": "ICEBERG"}
    else:
        described["PartitionKeys"] = [
            {"Name": name, "Type": to_hive(of)} for name, of in table.partition_keys
        ]
        described["Parameters"] = {"EXTERNAL": "TRUE", "classification": "parquet"}
    return described
