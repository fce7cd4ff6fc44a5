"""Imports a folder of Security Lake files into a lake, and tells what became of each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from .alone import alone
from .arrange import Arranger, Placed
from .descriptions import describe_custom
from .placement import BadPathError, claims_of
from .recognition import UnplacedError

Say = Callable[[str], None]
"""Takes one line of the report."""

_WORK = ".importing-"
_DEMO_MARKER = "incidents.json"


def import_files(source: Path, lake: Path, say: Say) -> bool:
    """Places all files under `source` (a folder or one file) into `lake`; returns whether any has its place there.

    Raises ValueError if there is no source, source and lake are one, the lake is a demo lake, or another import into
    it is under way; OSError if the lake can't be written. What was placed before an error stays and is recognised
    the next time.
    """
    source, lake = source.absolute(), lake.absolute()
    if not source.exists():
        raise ValueError(f"there is no folder or file {source}")
    if lake.exists() and not lake.is_dir():
        raise ValueError(f"{lake} isn't a folder")
    if source.resolve() == lake.resolve():
        raise ValueError("SOURCE and LAKE_DIR are the same folder")
    if (lake / _DEMO_MARKER).exists():
        raise ValueError(f"{lake} is a demo lake: real events among made-up ones couldn't be told apart")
    lake.mkdir(parents=True, exist_ok=True)
    with alone(lake):
        work = lake / f"{_WORK}{os.getpid()}"
        work.mkdir()
        arranger = None
        try:
            arranger = Arranger(lake, work)
            return _import_all(arranger, source, lake, say)
        finally:
            if arranger is not None:
                arranger.close()
            shutil.rmtree(work, ignore_errors=True)


def _import_all(arranger: Arranger, source: Path, lake: Path, say: Say) -> bool:
    placed = known = unplaced = rows = 0
    custom: set[str] = set()
    try:
        for path in _files(source, lake):
            name = printable(path.relative_to(source).as_posix() if source.is_dir() else path.name)
            try:
                done = arranger.place(path, claims_of(path.parts[:-1]))
            except (UnplacedError, BadPathError) as why:
                unplaced += 1
                say(f"not placed  {name}: {printable(str(why))}")
                continue
            if done.suffix.startswith("ext_"):
                custom.add(done.suffix)
            left = f"{done.timeless} without a time left out" if done.timeless else ""
            if done.known:
                known += 1
                say(f"there       {name} -> {_where(done)}{left and f' ({left})'}")
                continue
            placed += 1
            rows += done.rows - done.timeless
            say(f"placed      {name} -> {_where(done)} ({done.rows} rows{left and f'; {left}'})")
    finally:
        describe_custom(lake, custom)
    say(f"{placed} files with {rows} rows placed, {known} there already, {unplaced} not placed, in {lake}")
    return placed + known > 0


def _where(done: Placed) -> str:
    first = done.targets[0].rpartition("/")[0]
    more = len(done.targets) - 1
    return f"{first} and {more} more" if more else first


def _files(source: Path, lake: Path) -> Iterator[Path]:
    if source.is_file():
        yield source
        return
    inside = lake.resolve()
    for folder, folders, files in os.walk(source):
        folders[:] = sorted(
            f for f in folders if Path(folder, f).resolve() != inside and not f.startswith(".")
        )
        for file in sorted(files):
            path = Path(folder, file)
            # Hidden files, and the marks that Spark and the AWS CLI leave, aren't for anybody to read.
            if not file.startswith((".", "_")) and path.is_file():
                yield path


def printable(text: str) -> str:
    """Text of one line without control characters, since names of files are anybody's."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
