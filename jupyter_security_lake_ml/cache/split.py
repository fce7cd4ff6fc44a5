"""Rows of the series statement, taken apart by day."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from .template import DAY_MS

MOST_KEYS = 100_000
"""Series of one statement that are kept; the same as ``KEPT_LIMIT`` in src/sql/series-rows.ts."""

MOST_BYTES = 200_000_000
"""Text of one statement's cells that is taken apart."""

_CHUNK = 65_536
"""Bytes of a day's rows that are held as they are."""

# In ASCII: half of a surrogate pair, which a log may hold, is no UTF-8.
_json = json.JSONEncoder(separators=(",", ":")).encode

Row = list[str | None]


class NotSeries(ValueError):
    """Rows that the series statement can't have given for this range."""


class Days:
    """Takes rows in the layout of src/sql/series-rows.ts and holds for each whole day what it needs to be kept.

    ``is_complete`` is False when there are more series than rows came for, or more text than is worth keeping:
    such days can't be ranked anew. ``is_over`` is True as soon as that is certain.
    """

    def __init__(self, columns: list[str], start: int, end: int, bucket_ms: int, days: Iterable[int]):
        self._keys = sum(1 for name in columns if name.startswith("k") and name[1:].isdecimal())
        plain = ["slice", *(f"k{i + 1}" for i in range(self._keys)), "total", "active", "cells"]
        plain += ["all_series", "all_total"]
        if columns not in (plain, [*plain, "weights"]) or self._keys == 0:
            raise NotSeries("the columns aren't those of the series statement")
        self._weighted = columns[-1] == "weights"
        self._span = (start // bucket_ms, -(-end // bucket_ms))
        self._per_day = DAY_MS // bucket_ms
        self._rows = {day: _Rows() for day in days}
        self._count = 0
        self._bytes = 0
        self._series = 0
        self.is_over = False

    @property
    def is_complete(self) -> bool:
        """Whether a row came for each series there is, once all rows have come."""
        return not self.is_over and self._count == self._series

    def add(self, row: Row) -> None:
        """Take one row; raises ``NotSeries``."""
        at = self._keys + 1
        try:
            is_all, keys, cells, series = row[0] == "all", row[1:at], row[at + 2], int(row[at + 3] or 0)
            parts = self._by_day(cells)
            weights = self._by_day(row[at + 5]) if self._weighted else {}
        except (IndexError, ValueError, AttributeError) as error:
            raise NotSeries("a row isn't one of the series statement") from error
        self._count += not is_all
        self._series = series
        self._bytes += len(cells or "")
        if series > MOST_KEYS or self._bytes > MOST_BYTES:
            self.is_over = True
            return
        head = _json(["all" if is_all else "top", *keys]).removesuffix("]")
        for day, part in parts.items():
            held = self._rows.get(day)
            if held is not None:
                tail = f",{_json(_json(weights.get(day, {})))}" if self._weighted else ""
                held.add(f"{head},{_json(_json(part))}{tail}]")

    def days(self, empty: bool) -> list[int]:
        """Which days to keep, in order; those without any row only when ``empty`` ones may be kept."""
        return sorted(day for day, rows in self._rows.items() if empty or not rows.is_empty)

    def entry(self, day: int) -> bytes:
        """What to keep of a day: ``{rows: [[slice, k1 …, cells, weights?] …]}``."""
        return b'{"rows":[%b]}' % self._rows[day].text()

    def _by_day(self, cells: str | None) -> dict[int, dict[str, Any]]:
        first, end = self._span
        days: dict[int, dict[str, Any]] = {}
        for bucket, value in json.loads(cells or "{}").items():
            if not first <= int(bucket) < end:
                raise NotSeries("a bucket lies outside of the range")
            days.setdefault(int(bucket) // self._per_day, {})[bucket] = value
        return days


class _Rows:
    """A day's rows as JSON, most of it compressed: 100,000 series on 90 days are nine million rows."""

    __slots__ = ("_last", "_packed")

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._last = bytearray()

    @property
    def is_empty(self) -> bool:
        return not self._packed and not self._last

    def add(self, row: str) -> None:
        self._last += f"{'' if self.is_empty else ','}{row}".encode("ascii")
        if len(self._last) > _CHUNK:
            self._packed.append(zlib.compress(self._last, 1))
            self._last = bytearray()

    def text(self) -> bytes:
        return b"".join([*map(zlib.decompress, self._packed), self._last])
