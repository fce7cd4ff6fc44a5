"""Which Parquet files a table's folder holds, without walking the tree again when nothing changed."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

# A folder changed this recently may change again within the same clock tick of the file system.
_SETTLED_SECONDS = 2.0


@dataclass(frozen=True)
class LakeFile:
    """One Parquet file: absolute path, size in bytes, and the partition values that its path spells."""

    path: str
    size: int
    mtime_ns: int
    partition: tuple[tuple[str, str | None], ...]
    # The keys as the folders spell them: DuckDB wants them alike in the files of one read.
    written_keys: tuple[str, ...] = ()

    def value(self, key: str) -> str | None:
        """The path's value of a partition key, None where it has none."""
        return dict(self.partition).get(key)


@dataclass
class _Folder:
    mtime_ns: int
    settled: bool
    folders: list[str]
    files: list[LakeFile]


class Listing:
    """The files under one folder. ``refresh`` looks at the folders' modification times and reads again only those
    that changed; hidden names (``_``, ``.``) are skipped as the engine does.
    """

    def __init__(self, root: Path):
        self._root = str(root)
        self._folders: dict[str, _Folder] = {}

    def refresh(self) -> list[LakeFile]:
        """All files, sorted by path; empty if the folder is gone."""
        found: list[LakeFile] = []
        seen: dict[str, _Folder] = {}
        waiting = [(self._root, (), ())]
        while waiting:
            path, partition, written = waiting.pop()
            try:
                folder = self._folder(path, partition, written)
            except OSError:
                continue
            seen[path] = folder
            found += folder.files
            for name in folder.folders:
                key, equals, _ = name.partition("=")
                spelled = (*written, key) if equals else written
                waiting.append((os.path.join(path, name), _with_key(partition, name), spelled))
        self._folders = seen
        return sorted(found, key=lambda file: file.path)

    def _folder(self, path: str, partition: tuple, written: tuple) -> _Folder:
        mtime_ns = os.stat(path).st_mtime_ns
        known = self._folders.get(path)
        if known is not None and known.settled and known.mtime_ns == mtime_ns:
            return known
        folders, files = [], []
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.name.startswith(("_", ".")):
                    continue
                if entry.is_dir():
                    folders.append(entry.name)
                elif entry.name.lower().endswith(".parquet"):
                    stat = entry.stat()
                    files.append(LakeFile(entry.path, stat.st_size, stat.st_mtime_ns, partition, written))
        settled = time.time() - mtime_ns / 1e9 > _SETTLED_SECONDS
        return _Folder(mtime_ns, settled, folders, files)


def _with_key(partition: tuple, folder: str) -> tuple:
    key, equals, value = folder.partition("=")
    if not equals:
        return partition
    held = None if value == "__HIVE_DEFAULT_PARTITION__" else unquote(value)
    return (*partition, (key.lower(), held))
