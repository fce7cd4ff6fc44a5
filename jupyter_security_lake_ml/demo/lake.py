"""Makes a whole demo lake, or nothing: a finished lake is one that has its `incidents.json`."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import time

from .span import Span, iso, span_of

GENERATOR = "security-lake-ml demo-lake"
FORMAT = 7
"""Raised when the same parameters give another lake than before, so that kept lakes are made anew."""

MARKER = "incidents.json"

Say = Callable[[str], None]
"""Takes one line of progress."""

_LEFT_BEHIND_S = 1800


@dataclass(frozen=True)
class Order:
    """What lake is asked for; `end` None means now."""

    folder: Path
    days: int = 90
    end: datetime | None = None
    seed: int = 1
    scale: float = 1.0


class NotADemoLakeError(Exception):
    """The folder has files that no demo lake generator wrote, so it isn't replaced."""


def write_demo_lake(order: Order, say: Say) -> bool:
    """Writes the lake unless the folder holds it already; returns whether it was written.

    A lake that was made to end now is kept until the day (UTC) is over. Raises NotADemoLakeError, and OSError when
    the folder can't be written.
    """
    span = span_of(order.days, order.end or datetime.now(UTC))
    folder = order.folder
    if is_kept(order, span):
        return False
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())) and _marker(folder) is None:
        raise NotADemoLakeError(f"{folder} has other files in it; choose a new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    work = folder.with_name(f".{folder.name}.making-{os.getpid()}")
    work.mkdir()
    try:
        from .catalogue import SOURCES
        from .generate import write_sources

        written = write_sources(work, span, order.seed, order.scale, SOURCES, say)
        head = {
            "generator": GENERATOR,
            "format": FORMAT,
            "seed": order.seed,
            "days": order.days,
            "scale": order.scale,
        }
        report = (
            head | {"start": iso(span.start), "end": iso(span.end), "cutover": iso(span.cutover)} | written
        )
        (work / MARKER).write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        _replace(folder, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return True


def is_kept(order: Order, span: Span) -> bool:
    """Whether the folder holds a finished lake of this order."""
    marker = _marker(order.folder)
    if marker is None:
        return False
    wanted = {"format": FORMAT, "seed": order.seed, "days": order.days, "scale": order.scale}
    same = all(marker.get(key) == value for key, value in wanted.items())
    if order.end is not None:
        return same and marker.get("end") == iso(span.end)
    return same and marker.get("end", "")[:10] == iso(span.end)[:10]


def _marker(folder: Path) -> dict | None:
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return marker if isinstance(marker, dict) and marker.get("generator") == GENERATOR else None


def _sweep(folder: Path) -> None:
    """Removes what killed runs left behind, but not the work of one that may still be running."""
    for left in folder.parent.glob(f".{folder.name}.making-*"):
        if time() - left.stat().st_mtime > _LEFT_BEHIND_S:
            shutil.rmtree(left, ignore_errors=True)


def _replace(folder: Path, work: Path) -> None:
    old = work.with_name(work.name + "-old")
    if folder.exists():
        folder.rename(old)
    work.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
