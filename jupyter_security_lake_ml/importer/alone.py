"""One import into a lake at a time: two would see each other's half-written pieces."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

_NAME = ".importing.lock"


@contextmanager
def alone(lake: Path) -> Iterator[None]:
    """Holds `lake` for this process; the system lets go of it when the process ends in whatever way.

    Raises ValueError if another import holds it.
    """
    path = lake / _NAME
    with path.open("a+b") as file:
        if not _taken(file) or not _is_still(path, file):
            raise ValueError(f"another import into {lake} is under way")
        try:
            yield
        finally:
            # Windows doesn't remove a file that is open; an empty one that nobody holds does no harm.
            if fcntl is not None:
                path.unlink(missing_ok=True)


def _taken(file: IO[bytes]) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _is_still(path: Path, file: IO[bytes]) -> bool:
    """Whether the file that is held is the one that others will find: its holder may just have removed it."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
