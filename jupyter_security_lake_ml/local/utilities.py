"""SHOW, DESCRIBE and EXPLAIN (TYPE VALIDATE): statements about the catalogue, which read no rows."""

import re
from dataclasses import dataclass

from .catalogue import Catalogue, Table
from .errors import StatementError
from .types import VARCHAR, Type, to_hive

_NAME = r'(?:"(?:[^"]|"")+"|`[^`]+`|\w+)'
_QUALIFIED = rf"{_NAME}(?:\s*\.\s*{_NAME}){{0,2}}"
_SHOW_TABLES = re.compile(
    rf"SHOW\s+TABLES(?:\s+(?:IN|FROM)\s+({_QUALIFIED}))?(?:\s+(?:LIKE\s+)?'([^']*)')?", re.I
)
_SHOW_DATABASES = re.compile(r"SHOW\s+(?:DATABASES|SCHEMAS)(?:\s+LIKE\s+'([^']*)')?", re.I)
_SHOW_COLUMNS = re.compile(rf"SHOW\s+COLUMNS\s+(?:IN|FROM)\s+({_QUALIFIED})", re.I)
_SHOW_PARTITIONS = re.compile(rf"SHOW\s+PARTITIONS\s+({_QUALIFIED})", re.I)
_DESCRIBE = re.compile(rf"(?:DESCRIBE|DESC)\s+(?!SELECT\b)({_QUALIFIED})", re.I)
_VALIDATE = re.compile(r"EXPLAIN\s*\(\s*TYPE\s+VALIDATE\s*\)\s*", re.I)
_UTILITY = re.compile(r"\s*(SHOW|DESCRIBE|DESC|EXPLAIN)\b", re.I)
_WORDS = {
    "SELECT": "SELECT",
    "WITH": "SELECT",
    "VALUES": "SELECT",
    "TABLE": "SELECT",
    "INSERT": "INSERT",
    "DELETE": "DELETE",
    "UPDATE": "UPDATE",
    "MERGE": "MERGE",
    "UNLOAD": "UNLOAD",
}
_COMMENT = re.compile(r"(?:\s+|--[^\n]*(?:\n|$)|/\*.*?\*/)*", re.S)


@dataclass(frozen=True)
class Answer:
    """A utility statement's result: its columns and its rows."""

    columns: list[tuple[str, Type]]
    rows: list[list[str | None]]


def bare(sql: str) -> str:
    """The statement without comments and blanks in front."""
    return sql[_COMMENT.match(sql).end() :]


def kind_of(sql: str) -> tuple[str, str | None]:
    """Athena's ``StatementType`` and ``SubstatementType``."""
    text = bare(sql).lstrip("(")
    words = re.findall(r"[A-Za-z]+", text[:200])
    first = words[0].upper() if words else ""
    if first in ("SHOW", "DESCRIBE", "DESC", "EXPLAIN"):
        second = words[1].upper() if len(words) > 1 else ""
        names = {
            "SHOW": f"SHOW_{second}",
            "DESC": "DESCRIBE_TABLE",
            "DESCRIBE": "DESCRIBE_TABLE",
            "EXPLAIN": "EXPLAIN",
        }
        return "UTILITY", names[first]
    if first in _WORDS:
        return "DML", _WORDS[first]
    return "DDL", None


def validated(sql: str) -> str | None:
    """The statement inside ``EXPLAIN (TYPE VALIDATE)``, None if it is something else."""
    found = _VALIDATE.match(bare(sql))
    return bare(sql)[found.end() :] if found else None


def answer(catalogue: Catalogue, sql: str, database: str | None) -> Answer | None:
    """The result of a statement about the catalogue; None if it isn't such a statement."""
    text = bare(sql).strip().rstrip(";").strip()
    if not _UTILITY.match(text):
        return None
    if found := _SHOW_TABLES.fullmatch(text):
        _require_database(catalogue, _parts(found[1])[-1] if found[1] else database)
        return Answer([("tab_name", VARCHAR)], [[n] for n in catalogue.table_names() if _like(found[2], n)])
    if found := _SHOW_DATABASES.fullmatch(text):
        return Answer(
            [("database_name", VARCHAR)],
            [[catalogue.database]] if _like(found[1], catalogue.database) else [],
        )
    if found := _SHOW_COLUMNS.fullmatch(text):
        table = _table(catalogue, found[1], database)
        return Answer([("field", VARCHAR)], [[name] for name, _ in table.all_columns])
    if found := _SHOW_PARTITIONS.fullmatch(text):
        return Answer([("partition", VARCHAR)], _partitions(_table(catalogue, found[1], database)))
    if found := _DESCRIBE.fullmatch(text):
        return _described(_table(catalogue, found[1], database))
    first = text.split(None, 2)[:2]
    raise StatementError(
        "NOT_SUPPORTED", f"{' '.join(first).upper()} is not supported by the local engine", 1, 1
    )


def _parts(name: str) -> list[str]:
    return [part.strip('"`').lower() for part in re.findall(_NAME, name)]


def _require_database(catalogue: Catalogue, name: str | None) -> None:
    if name is None or name.lower() != catalogue.database:
        raise StatementError("SCHEMA_NOT_FOUND", f"Schema '{name or 'default'}' does not exist", 1, 1)


def _table(catalogue: Catalogue, name: str, database: str | None) -> Table:
    parts = _parts(name)
    _require_database(catalogue, parts[-2] if len(parts) > 1 else database)
    found = catalogue.table(parts[-1])
    if found is None:
        whole = f"awsdatacatalog.{catalogue.database}.{parts[-1]}"
        raise StatementError("TABLE_NOT_FOUND", f"Table '{whole}' does not exist", 1, 1)
    return found


def _like(pattern: str | None, name: str) -> bool:
    """Athena's pattern for names: ``*`` for anything, ``|`` between alternatives."""
    if pattern is None:
        return True
    choices = ("".join(".*" if c == "*" else re.escape(c) for c in choice) for choice in pattern.split("|"))
    return any(re.fullmatch(choice, name, re.I) for choice in choices)


def _partitions(table: Table) -> list[list[str | None]]:
    if not table.partition_keys:
        raise StatementError("NOT_SUPPORTED", f"{table.name} is not a partitioned table", 1, 1)
    names = [name for name, _ in table.partition_keys]
    found = {"/".join(f"{name}={footer.file.value(name)}" for name in names) for footer in table.footers}
    return [[partition] for partition in sorted(found)]


def _described(table: Table) -> Answer:
    def line(name: str, kind: str, comment: str = "") -> list[str | None]:
        return [f"{name:<20}\t{kind:<20}\t{comment:<20}"]

    rows = [line(name, to_hive(of)) for name, of in table.all_columns]
    if table.partition_keys:
        rows += [
            ["\t \t "],
            ["# Partition Information\t \t "],
            line("# col_name", "data_type", "comment"),
            ["\t \t "],
        ]
        rows += [line(name, to_hive(of)) for name, of in table.partition_keys]
    return Answer([("col_name", VARCHAR), ("data_type", VARCHAR), ("comment", VARCHAR)], rows)
