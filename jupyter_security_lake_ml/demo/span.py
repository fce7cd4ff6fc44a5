"""The time that a demo lake covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

DAY_MS = 86_400_000
_PARTIAL_DAY_ENDS = time(15, 0)


@dataclass(frozen=True)
class Span:
    """From midnight UTC of the first day to the last whole hour; milliseconds since 1970, half-open."""

    start: int
    end: int

    @property
    def days(self) -> int:
        """Calendar days touched, the partial last one included."""
        return -(-(self.end - self.start) // DAY_MS)

    @property
    def hours(self) -> int:
        """Whole hours."""
        return (self.end - self.start) // 3_600_000

    @property
    def cutover(self) -> int:
        """Midnight at which the sources changed from version 1 to 2: after two fifths of the days."""
        return self.start + self.days * 2 // 5 * DAY_MS

    def ago(self, days: float, hour: float = 0.0) -> int:
        """Instant on the day that lies `days` before the last one, of 90; scaled for other lengths.

        The day is never the last one, which is partial, nor one before the start.
        """
        scaled = round(days * min(1.0, self.days / 90))
        day = min(max(scaled, 1), self.days - 1)
        return self.start + (self.days - 1 - day) * DAY_MS + round(hour * 3_600_000)


def span_of(days: int, end: datetime) -> Span:
    """The span of `days` calendar days in UTC whose last hour ends at `end`, floored to the hour."""
    floored = end.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    last = (floored - timedelta(microseconds=1)).date()
    first = datetime.combine(last - timedelta(days=days - 1), time(), UTC)
    return Span(_milliseconds(first), _milliseconds(floored))


def parse_end(text: str) -> datetime:
    """An end given by a person: a day, which then ends at 15:00 so that it is partial, or a day and time in UTC.

    Raises ValueError for anything else.
    """
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), _PARTIAL_DAY_ENDS, UTC)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def iso(milliseconds: int) -> str:
    """Epoch milliseconds as ISO 8601 in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat().replace("+00:00", "Z")


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
