"""Which queries this server started, and for whom: on disk, so that a restart loses none."""

import asyncio
import contextlib
import logging
import os
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from .errors import state_unusable

KEPT_DAYS = 45
"""Athena keeps its own history as long; an older id can't be asked for anyway."""

_REMEMBERED = 10_000

_INSERT = (
    "INSERT OR IGNORE INTO queries (query_id, origin, owner, workgroup, sha256, tables, started, identity)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_SELECT = (
    "SELECT query_id, origin, owner, workgroup, sha256, tables, started, identity"
    " FROM queries WHERE query_id = ?"
)

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LedgerEntry:
    """One started query. ``origin`` says which back end knows the id, ``owner`` who may read and stop it.

    ``identity`` is the ARN that Athena was asked as; empty where it isn't known, or there is none.
    """

    query_id: str
    origin: str
    owner: str
    workgroup: str
    sha256: str
    tables: tuple[str, ...]
    started: float
    identity: str = ""


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner can enter (0700), also when it was there with other rights."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "posix":
        path.chmod(0o700)
    return path


class Ledger:
    """Query ids with their owners, in an SQLite file (0600); safe for several servers on one home folder.

    Reading an id that was seen before touches no disk; everything else runs in a thread. What can't be done
    because of the disk raises the error of ``state_unusable``. A file that isn't a database any more is set aside
    under another name, and a new one begun.
    """

    def __init__(self, folder: Path):
        self._path = folder / "queries.sqlite3"
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._known: OrderedDict[str, LedgerEntry] = OrderedDict()
        self._unwritten: list[LedgerEntry] = []

    async def ready(self) -> None:
        """Raise when an entry could not be kept now; to be asked before a query is started."""
        await asyncio.to_thread(self._with_file, self._write)

    async def record(self, entry: LedgerEntry) -> bool:
        """Keep an entry; False when this server knows the id already (same idempotency token): the first one stays.

        Never fails, since the query runs by now and somebody has to be able to stop it: what can't be written is
        held until it can.
        """
        return await asyncio.to_thread(self._record, entry)

    async def find(self, query_id: str) -> LedgerEntry | None:
        """The entry of an id, or None when no server of this home folder started it."""
        known = self._known.get(query_id)
        return known if known is not None else await asyncio.to_thread(self._find, query_id)

    async def recent(self, origin: str, owner: str, workgroup: str, offset: int, count: int) -> list[str]:
        """Ids of one owner in one workgroup, newest first."""
        return await asyncio.to_thread(self._recent, origin, owner, workgroup, offset, count)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _with_file(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What ``work`` gives with the open file; a damaged file is set aside once."""
        with self._lock:
            try:
                try:
                    return work(self._open())
                except sqlite3.DatabaseError as error:
                    if type(error) is not sqlite3.DatabaseError:
                        raise
                    self._set_aside(error)
                    return work(self._open())
            except (sqlite3.Error, OSError) as error:
                self._close()
                raise state_unusable(self._path, error) from error

    def _set_aside(self, error: sqlite3.DatabaseError) -> None:
        self._close()
        aside = self._path.with_suffix(f".damaged-{time.time_ns()}")
        _log.warning("The list of queries is damaged (%s) and was set aside as %s", error, aside)
        self._path.replace(aside)
        # Its journal must not be taken for that of the new file.
        self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
        self._unwritten = list(self._known.values())

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            private_folder(self._path.parent)
            self._path.touch(mode=0o600)
            if os.name == "posix":
                self._path.chmod(0o600)
            connection = sqlite3.connect(
                self._path, timeout=10, check_same_thread=False, isolation_level=None
            )
            self._connection = connection
            connection.execute(
                "CREATE TABLE IF NOT EXISTS queries (query_id TEXT PRIMARY KEY, origin TEXT, owner TEXT,"
                " workgroup TEXT, sha256 TEXT, tables TEXT, started REAL, identity TEXT NOT NULL DEFAULT '')"
            )
            _add_identity(connection)
            oldest = time.time() - KEPT_DAYS * 86_400
            connection.execute("DELETE FROM queries WHERE started < ?", (oldest,))
        return self._connection

    def _record(self, entry: LedgerEntry) -> bool:
        with self._lock:
            if entry.query_id in self._known:
                return False
            self._remember(entry)
            self._unwritten.append(entry)
        try:
            self._with_file(self._write)
        except Exception as error:
            _log.warning("Query %s isn't written down yet: %s", entry.query_id, error)
        return True

    def _write(self, connection: sqlite3.Connection) -> None:
        """Write what is held; ids that are there stay as they are."""
        rows = [
            (
                entry.query_id,
                entry.origin,
                entry.owner,
                entry.workgroup,
                entry.sha256,
                " ".join(entry.tables),
                entry.started,
                entry.identity,
            )
            for entry in self._unwritten
        ]
        if rows:
            connection.executemany(_INSERT, rows)
            self._unwritten.clear()

    def _find(self, query_id: str) -> LedgerEntry | None:
        def find(connection: sqlite3.Connection) -> LedgerEntry | None:
            found = connection.execute(_SELECT, (query_id,)).fetchone()
            if found is None:
                return None
            entry = LedgerEntry(*found[:5], tuple(found[5].split()), *found[6:])
            self._remember(entry)
            return entry

        return self._with_file(find)

    def _recent(self, origin: str, owner: str, workgroup: str, offset: int, count: int) -> list[str]:
        def recent(connection: sqlite3.Connection) -> list[str]:
            rows = connection.execute(
                "SELECT query_id FROM queries WHERE origin = ? AND owner = ? AND workgroup = ?"
                " ORDER BY started DESC, query_id LIMIT ? OFFSET ?",
                (origin, owner, workgroup, count, offset),
            )
            return [row[0] for row in rows]

        return self._with_file(recent)

    def _remember(self, entry: LedgerEntry) -> None:
        self._known.setdefault(entry.query_id, entry)
        self._known.move_to_end(entry.query_id)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)


def _add_identity(connection: sqlite3.Connection) -> None:
    """The column, to a file that was begun without it."""
    if "identity" in {row[1] for row in connection.execute("PRAGMA table_info(queries)")}:
        return
    # Another server of the home folder may add it just now.
    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute("ALTER TABLE queries ADD COLUMN identity TEXT NOT NULL DEFAULT ''")
