"""Which queries this server started, and for whom: on disk, so that a restart loses none."""

import asyncio
import os
import sqlite3
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

KEPT_DAYS = 45
"""Athena keeps its own history as long; an older id can't be asked for anyway."""

_REMEMBERED = 10_000


@dataclass(frozen=True)
class LedgerEntry:
    """One started query. ``origin`` says which back end knows the id, ``owner`` who may read and stop it."""

    query_id: str
    origin: str
    owner: str
    workgroup: str
    sha256: str
    tables: tuple[str, ...]
    started: float


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner can enter (0700), also when it was there with other rights."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "posix":
        path.chmod(0o700)
    return path


class Ledger:
    """Query ids with their owners, in an SQLite file (0600); safe for several servers on one home folder.

    Reading an id that was seen before touches no disk; everything else runs in a thread.
    """

    def __init__(self, folder: Path):
        self._path = folder / "queries.sqlite3"
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._known: OrderedDict[str, LedgerEntry] = OrderedDict()

    async def record(self, entry: LedgerEntry) -> None:
        """Keep an entry; when the id is already there (same idempotency token) the first one stays."""
        await asyncio.to_thread(self._record, entry)

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
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            private_folder(self._path.parent)
            self._path.touch(mode=0o600)
            if os.name == "posix":
                self._path.chmod(0o600)
            connection = sqlite3.connect(
                self._path, timeout=10, check_same_thread=False, isolation_level=None
            )
            connection.execute(
                "CREATE TABLE IF NOT EXISTS queries (query_id TEXT PRIMARY KEY, origin TEXT, owner TEXT,"
                " workgroup TEXT, sha256 TEXT, tables TEXT, started REAL)"
            )
            oldest = time.time() - KEPT_DAYS * 86_400
            connection.execute("DELETE FROM queries WHERE started < ?", (oldest,))
            self._connection = connection
        return self._connection

    def _record(self, entry: LedgerEntry) -> None:
        with self._lock:
            row = (
                entry.query_id,
                entry.origin,
                entry.owner,
                entry.workgroup,
                entry.sha256,
                " ".join(entry.tables),
                entry.started,
            )
            self._open().execute("INSERT OR IGNORE INTO queries VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            self._remember(entry)

    def _find(self, query_id: str) -> LedgerEntry | None:
        with self._lock:
            found = self._open().execute("SELECT * FROM queries WHERE query_id = ?", (query_id,)).fetchone()
            if found is None:
                return None
            entry = LedgerEntry(*found[:5], tables=tuple(found[5].split()), started=found[6])
            self._remember(entry)
            return entry

    def _recent(self, origin: str, owner: str, workgroup: str, offset: int, count: int) -> list[str]:
        with self._lock:
            rows = self._open().execute(
                "SELECT query_id FROM queries WHERE origin = ? AND owner = ? AND workgroup = ?"
                " ORDER BY started DESC, query_id LIMIT ? OFFSET ?",
                (origin, owner, workgroup, count, offset),
            )
            return [row[0] for row in rows]

    def _remember(self, entry: LedgerEntry) -> None:
        self._known[entry.query_id] = entry
        self._known.move_to_end(entry.query_id)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
