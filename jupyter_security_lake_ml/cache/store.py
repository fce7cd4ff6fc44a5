"""Entries as files in a private folder, the least recently used dropped when there are too many bytes."""

import contextlib
import hashlib
import os
import tempfile
import uuid
import zlib
from collections.abc import Iterator
from pathlib import Path

from ..ledger import private_folder

_MAGIC = b"SLD1"
_DIGEST = 32
_SUFFIX = ".day"
_GENERATION = "generation"


class DayStore:
    """Bytes by key; safe for several servers on one home folder. All methods block.

    A file is written beside and moved into place, so nobody reads half of one; one that is damaged all the same
    is no entry, and is removed. Each folder has its own limit of ``max_bytes``.
    """

    def __init__(self, folder: Path, max_bytes: int):
        self.folder = folder
        self.max_bytes = max_bytes

    def get(self, key: str) -> bytes | None:
        """An entry, which counts as used now; None when there is none."""
        path = self._path(key)
        try:
            held = path.read_bytes()
        except OSError:
            return None
        payload = _unpacked(held)
        if payload is None:
            path.unlink(missing_ok=True)
            return None
        # Another server may have dropped it meanwhile; what was read is as good.
        with contextlib.suppress(OSError):
            os.utime(path)
        return payload

    def has(self, key: str) -> bool:
        """Whether there is a file; it may still turn out to be damaged."""
        return self.length(key) is not None

    def length(self, key: str) -> int | None:
        """Bytes of an entry on the disk; None when there is none."""
        try:
            return self._path(key).stat().st_size
        except OSError:
            return None

    def put(self, key: str, payload: bytes) -> None:
        """Write or replace an entry. Call ``sweep`` after the last of several."""
        packed = zlib.compress(payload, 6)
        self._write(self._path(key), _MAGIC + hashlib.sha256(packed).digest() + packed)

    def drop(self, key: str) -> None:
        """Remove an entry, if there is one."""
        self._path(key).unlink(missing_ok=True)

    def generation(self) -> str:
        """What each ``clear`` changes: entries that somebody began to make under another one aren't to stay."""
        try:
            return (self.folder / _GENERATION).read_text(encoding="ascii")
        except (OSError, ValueError):
            return ""

    def sweep(self) -> None:
        """Drop what was used longest ago until the rest fits."""
        found = sorted(self._files(), key=lambda file: file[1], reverse=True)
        size = 0
        for path, _, length in found:
            size += length
            if size > self.max_bytes:
                path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Drop everything, leftovers of a crash included, and what any server is about to put."""
        # First, so that whoever has put an entry after these are listed sees it.
        self._write(self.folder / _GENERATION, uuid.uuid4().hex.encode())
        for path, _, _ in self._files():
            path.unlink(missing_ok=True)

    def usage(self) -> tuple[int, int]:
        """How many entries there are, and their bytes on the disk."""
        lengths = [length for path, _, length in self._files() if path.suffix == _SUFFIX]
        return len(lengths), sum(lengths)

    def _write(self, path: Path, held: bytes) -> None:
        private_folder(self.folder.parent)
        private_folder(self.folder)
        # mkstemp makes files that only their owner can read (0600).
        handle, name = tempfile.mkstemp(dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(held)
            # Another server may have cleared the folder meanwhile: then there is nothing to keep.
            with contextlib.suppress(FileNotFoundError):
                os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_SUFFIX}"

    def _files(self) -> Iterator[tuple[Path, int, int]]:
        """Each file but the generation's with the time of its last use and its length; also temporary ones."""
        try:
            entries = list(os.scandir(self.folder))
        except OSError:
            return
        for entry in entries:
            if entry.name == _GENERATION:
                continue
            try:
                held = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            yield Path(entry.path), held.st_mtime_ns, held.st_size


def _unpacked(held: bytes) -> bytes | None:
    start = len(_MAGIC) + _DIGEST
    digest, packed = held[len(_MAGIC) : start], held[start:]
    if not held.startswith(_MAGIC) or hashlib.sha256(packed).digest() != digest:
        return None
    return zlib.decompress(packed)
