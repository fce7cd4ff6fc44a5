"""The demo lake: months of made-up Security Lake events with planted incidents, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

MINIMUM_DAYS = 10


def make(
    folder: Path, days: int, end: str | None, seed: int, scale: float, say: Callable[[str], None]
) -> int:
    """Makes a demo lake unless the folder holds it already; returns an exit status (0, or 1 if it was refused).

    `end` is a day or a day and time (None is now), `scale` the volume of everyday traffic. Raises ValueError for
    options that make no lake, OSError when it can't be written, ModuleNotFoundError without DuckDB.
    """
    from .lake import NotADemoLakeError, Order, write_demo_lake
    from .span import parse_end

    if not MINIMUM_DAYS <= days <= 730:
        raise ValueError(f"--days must be from {MINIMUM_DAYS} to 730")
    if not 0 < scale <= 100:
        raise ValueError("--scale must be above 0 and at most 100")
    try:
        moment = None if end is None else parse_end(end)
    except ValueError:
        raise ValueError("--end must be a day such as 2025-03-31, or a day and time in ISO 8601") from None
    order = Order(folder.expanduser().absolute(), days, moment, seed, scale)
    began = datetime.now(UTC)
    try:
        written = write_demo_lake(order, say)
    except NotADemoLakeError as error:
        say(f"security-lake-ml: {error}")
        return 1
    seconds = (datetime.now(UTC) - began).total_seconds()
    say(
        f"demo lake: written to {folder} in {seconds:.0f} s"
        if written
        else f"demo lake: {folder} is up to date"
    )
    return 0
