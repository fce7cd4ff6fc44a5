"""Traps that the calendar and the delivery of logs set, in all tables."""

from __future__ import annotations

from .incident import Note
from .rhythm import clock_changes
from .span import DAY_MS, Span

EVERYWHERE = "*"


def calendar_traps(span: Span) -> list[Note]:
    """The partial last day and hour, the change of versions, and days on which an office's clock was changed."""
    last_day = span.start + (span.days - 1) * DAY_MS
    notes = [
        Note(
            "version-change",
            EVERYWHERE,
            {},
            span.cutover,
            span.cutover,
            "Six sources changed from version 1 to 2: one table ends and another begins, nothing else changed.",
        ),
        Note(
            "late-events",
            EVERYWHERE,
            {},
            span.end - 3_600_000,
            span.end,
            "Events of the last minutes are partly missing since their delivery takes minutes.",
        ),
    ]
    if span.end < last_day + DAY_MS:
        notes.append(
            Note(
                "partial-last-day",
                EVERYWHERE,
                {},
                last_day,
                span.end,
                "The last day isn't over, so its counts are small.",
            )
        )
    notes += [
        Note(
            f"clock-change-{zone}",
            EVERYWHERE,
            {},
            at,
            at + DAY_MS,
            "An office's clock was changed, so its rhythm moved by an hour in UTC.",
        )
        for zone, at in clock_changes(span.start, span.end)
    ]
    return notes
