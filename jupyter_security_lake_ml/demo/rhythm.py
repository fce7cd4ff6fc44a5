"""How busy an hour is: weights of mean 1 for office hours, web traffic, nightly jobs and deploy windows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HOUR_MS = 3_600_000

ZONES = {"us": ("America/New_York", -5), "eu": ("Europe/Berlin", 1), "au": ("Australia/Sydney", 10)}
"""Offices: their time zone, and its standard offset in hours for systems without a zone database."""

_OFFICE = [0.04] * 6 + [
    0.15,
    0.6,
    1.4,
    2.2,
    2.4,
    2.3,
    1.6,
    2.0,
    2.4,
    2.3,
    2.0,
    1.2,
    0.5,
    0.3,
    0.25,
    0.2,
    0.1,
    0.06,
]
_WEB = [0.5, 0.35, 0.28, 0.25, 0.27, 0.35, 0.55, 0.8, 1.0, 1.1, 1.15, 1.2]
_WEB += [1.25, 1.2, 1.15, 1.15, 1.2, 1.35, 1.55, 1.75, 1.8, 1.6, 1.2, 0.8]


def _office(day: int, hour: int) -> float:
    return _OFFICE[hour] * (1.0 if day < 5 else 0.08)


def _web(day: int, hour: int) -> float:
    return _WEB[hour] * (1.0 if day < 5 else 0.82)


def _service(day: int, hour: int) -> float:
    return 1.0 + 0.35 * (_web(day, hour) - 1.0)


def _night(day: int, hour: int) -> float:
    return 1.0 if 2 <= hour < 4 else 0.0


def _deploy(day: int, hour: int) -> float:
    return 1.0 if day in (1, 3) and 14 <= hour < 16 else 0.0


def _weekly(day: int, hour: int) -> float:
    return 1.0 if day == 6 and 3 <= hour < 6 else 0.0


_SHAPES: dict[str, Callable[[int, int], float]] = {
    "flat": lambda day, hour: 1.0,
    "office": _office,
    "web": _web,
    "service": _service,
    "night": _night,
    "deploy": _deploy,
    "weekly": _weekly,
}

SHAPES = tuple(_SHAPES)


def weights(rhythm: str, start_ms: int, hours: int) -> list[float]:
    """Weight of each hour from `start_ms` on; `rhythm` is `shape@zone`, such as `office@eu`.

    The zone's own clock counts, so daylight saving moves the rhythm in UTC. The mean over a week is 1.
    """
    shape, _, zone = rhythm.partition("@")
    weight = _SHAPES[shape]
    mean = sum(weight(day, hour) for day in range(7) for hour in range(24)) / 168
    table = [[weight(day, hour) / mean for hour in range(24)] for day in range(7)]
    local = (local_time(zone or "us", start_ms + index * HOUR_MS) for index in range(hours))
    return [table[moment.weekday()][moment.hour] for moment in local]


def local_time(zone: str, at_ms: int) -> datetime:
    """Wall clock of an office at an instant given in epoch milliseconds."""
    name, standard = ZONES[zone]
    try:
        return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(name))
    except ZoneInfoNotFoundError:
        return datetime.fromtimestamp(at_ms / 1000 + standard * 3600, UTC)


def clock_changes(start_ms: int, end_ms: int) -> list[tuple[str, int]]:
    """The hours in which an office's clock was changed, as (zone, epoch milliseconds)."""
    found = []
    for zone in ZONES:
        offsets = [local_time(zone, at).utcoffset() for at in range(start_ms, end_ms, HOUR_MS)]
        found += [
            (zone, start_ms + i * HOUR_MS) for i in range(1, len(offsets)) if offsets[i] != offsets[i - 1]
        ]
    return found
