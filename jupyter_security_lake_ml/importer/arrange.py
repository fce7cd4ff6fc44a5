"""Places one file into a lake: whole where all of it belongs together, else its rows split by partition."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ..local.types import from_duckdb, literal, quoted
from .columns import FileColumns
from .placement import KEYS, BadPathError, PathClaims, checked, suffix_of
from .recognition import Recognised, UnplacedError, recognise

_MAGIC = b"PAR1"
_SPLIT = "_split_"
_SOURCE = "source"


@dataclass(frozen=True)
class Placed:
    """`targets` are relative to the lake, `suffix` is the first one's table; `timeless` counts rows left out because they
    have no time.
    """

    suffix: str
    targets: tuple[str, ...]
    rows: int
    timeless: int = 0
    known: bool = False


class Arranger:
    """Places files into `lake` through `work`, an empty folder on the same file system."""

    def __init__(self, lake: Path, work: Path):
        self._lake = lake
        self._work = work
        self._held = _held(lake)
        self._connection = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "python_enable_replacements": "false",
                "temp_directory": str(work / "spill"),
            },
        )
        # One thread and no limit of open files: each partition of a split is one file, the same each time.
        self._connection.execute(
            "SET threads = 1; SET TimeZone = 'UTC'; SET partitioned_write_max_open_files = 4096"
        )

    def close(self) -> None:
        """Ends the database."""
        self._connection.close()

    def place(self, path: Path, claims: PathClaims) -> Placed:
        """Raises UnplacedError with the reason if the file doesn't fit, OSError if the lake can't be written."""
        digest = self._digest(path)
        held = self._held.get(digest, ())
        if held and _complete(held):
            timeless = self._left_out(path, held) if _is_split(held) else 0
            return Placed(held[0].split("/")[0], tuple(held), 0, timeless, known=True)
        staged = self._work / f"{digest}.parquet"
        try:
            shutil.copyfile(path, staged)
            placed = self._place(staged, digest, claims)
        except duckdb.Error as error:
            raise _told(error) from None
        finally:
            staged.unlink(missing_ok=True)
            shutil.rmtree(self._work / "split", ignore_errors=True)
        self._held[digest] = list(placed.targets)
        return placed

    def _left_out(self, path: Path, held: list[str]) -> int:
        """Rows of a file that aren't in the pieces it was split into: those without a time."""
        counts = []
        for files in ([path], [self._lake / piece for piece in held]):
            named = ", ".join(literal(str(file)) for file in files)
            asked = f"SELECT count(*) FROM read_parquet([{named}], hive_partitioning=false)"  # noqa: S608
            counts.append(self._connection.execute(asked).fetchone()[0])
        return counts[0] - counts[1]

    def _digest(self, path: Path) -> str:
        try:
            with path.open("rb") as file:
                if file.read(4) != _MAGIC:
                    empty = path.stat().st_size == 0
                    raise UnplacedError("empty file" if empty else "not Parquet")
                file.seek(0)
                return hashlib.file_digest(file, "sha256").hexdigest()[:32]
        except OSError as error:
            raise UnplacedError(f"can't be read: {error.strerror or error}") from None

    def _place(self, staged: Path, digest: str, claims: PathClaims) -> Placed:
        relation = f"read_parquet([{literal(str(staged))}], hive_partitioning=false)"
        described = self._connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()  # noqa: S608
        columns = FileColumns({name.lower(): (name, from_duckdb(text)) for name, text, *_ in described})
        # A hash needs every value, where a count is content with the null flags: a page that can't be decoded is found.
        counted = self._connection.execute(f"SELECT count(*), bit_xor(hash(COLUMNS(*))) FROM {relation}")  # noqa: S608
        rows = counted.fetchone()[0]
        if not rows:
            raise UnplacedError("has no rows")
        found = recognise(self._connection, relation, columns, claims)
        day = columns.day()
        if day is None:
            raise UnplacedError("no time: there is neither a time nor a time_dt")
        partitioned = found.version == 1 or (found.source or "").startswith("ext_")
        # Version 2 tables have region and account as columns: folders supply only what a file lacks.
        keys = [key for key in KEYS if (partitioned or (key != "eventday" and not columns.has(key)))]
        sql = {
            key: columns.key(key) if claims.value(key) is None else literal(claims.value(key)) for key in keys
        }
        groups, timeless = self._groups(relation, sql, day)
        if not groups:
            raise UnplacedError("no time: no row has one")
        if len(groups) == 1 and not timeless and found.source is not None:
            suffix = suffix_of(found.source, found.version)
            target = self._target(suffix, keys, groups[0], f"{digest}.parquet")
            self._move(staged, target)
            return Placed(suffix, (target,), rows)
        targets = self._split(relation, found, digest, sql, day)
        return Placed(targets[0].split("/")[0], targets, rows, timeless)

    def _groups(self, relation: str, sql: dict[str, str], day: str) -> tuple[list[tuple], int]:
        asked = "".join(f"{part}, " for part in sql.values())
        held = "eventday" not in sql or sql["eventday"].startswith("'")
        timed = "true" if held else f"({day}) IS NOT NULL"
        found = self._connection.execute(
            f"SELECT {asked}{timed}, count(*) FROM {relation} GROUP BY ALL"  # noqa: S608
        ).fetchall()
        timeless = sum(row[-1] for row in found if not row[-2])
        return [row[:-2] for row in found if row[-2]], timeless

    def _split(
        self, relation: str, found: Recognised, digest: str, sql: dict[str, str], day: str
    ) -> tuple[str, ...]:
        folder = self._work / "split"
        parts = {_SOURCE: found.by_row or literal(found.source), **sql}
        named = ", ".join(f"{part} AS {quoted(_SPLIT + key)}" for key, part in parts.items())
        by = ", ".join(quoted(_SPLIT + key) for key in parts)
        where = f"({sql['eventday']}) IS NOT NULL" if "eventday" in sql else "true"
        self._connection.execute(
            f"COPY (SELECT *, {named} FROM {relation} WHERE {where}) TO {literal(str(folder))} "  # noqa: S608
            f"(FORMAT parquet, COMPRESSION zstd, PARTITION_BY ({by}))"
        )
        pieces = sorted(folder.rglob("*.parquet"))
        targets = []
        for number, piece in enumerate(pieces, 1):
            source, *values = [part.partition("=")[2] for part in piece.relative_to(folder).parts[:-1]]
            suffix = suffix_of(source, found.version)
            target = self._target(suffix, list(sql), values, f"{digest}-{number}of{len(pieces)}.parquet")
            self._move(piece, target)
            targets.append(target)
        return tuple(targets)

    def _target(self, suffix: str, keys: list[str], values: tuple | list, name: str) -> str:
        try:
            folders = [f"{key}={checked(key, value)}" for key, value in zip(keys, values, strict=True)]
        except BadPathError as error:
            raise UnplacedError(str(error)) from None
        return "/".join([suffix, *folders, name])

    def _move(self, piece: Path, target: str) -> None:
        place = self._lake / target
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            # The name is made of the content: what is there is the same.
            return
        os.rename(piece, place)


def _held(lake: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(lake.rglob("*.parquet")):
        digest = path.stem.split("-")[0]
        relative = path.relative_to(lake)
        if len(digest) == 32 and not relative.parts[0].startswith("."):
            found.setdefault(digest, []).append(relative.as_posix())
    return found


def _is_split(held: list[str] | tuple[str, ...]) -> bool:
    return "of" in Path(held[0]).stem.partition("-")[2]


def _complete(held: list[str] | tuple[str, ...]) -> bool:
    total = Path(held[0]).stem.partition("of")[2]
    return not total or len(held) == int(total)


def _told(error: duckdb.Error) -> Exception:
    text = str(error).splitlines()[0]
    if "No space left" in text or "disk quota" in text.lower():
        return OSError(errno.ENOSPC, "No space left on device")
    if isinstance(error, duckdb.OutOfMemoryException):
        return OSError(errno.ENOMEM, "DuckDB ran out of memory")
    return UnplacedError("corrupt: DuckDB can't read it as Parquet")
