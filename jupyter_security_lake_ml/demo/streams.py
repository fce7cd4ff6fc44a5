"""Streams of alike events, and their expansion into single events by set-based statements."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import duckdb

from .rhythm import weights
from .span import Span


@dataclass
class Stream:
    """Events that share their key values; what differs from event to event is drawn when rows are made."""

    attributes: Mapping[str, object]
    """Values of the source's own columns; absent ones are NULL."""

    rate: float = 0.0
    """Expected events per hour, averaged over a week of the rhythm."""

    rhythm: str = "service@us"

    start: int | None = None
    stop: int | None = None
    """First millisecond, and the first one after the end; None is the lake's own bound."""

    ramp: float = 0.0
    """The rate goes linearly from `rate` to `(1 + ramp) * rate` over the stream's time; -1 falls to nothing."""

    spread: float = 0.1
    """Standard deviation of the logarithm of a day's level: real volumes vary more than Poisson's."""

    period: float | None = None
    """Seconds between the events of a clockwork; `rate`, `rhythm` and `ramp` then don't count."""

    jitter: float = 0.0
    """How late a clockwork's events are at most, as a part of the period."""

    pinned: bool = False
    """Not thinned by the lake's scale."""

    incident: str | None = None
    """Id of the planted incident that these events are."""


_PACE = {
    "sid": "BIGINT",
    "rate": "DOUBLE",
    "rhythm": "VARCHAR",
    "start": "BIGINT",
    "stop": "BIGINT",
    "ramp": "DOUBLE",
    "spread": "DOUBLE",
    "period": "DOUBLE",
    "jitter": "DOUBLE",
    "incident": "VARCHAR",
}


def load(
    connection: duckdb.DuckDBPyConnection,
    streams: Sequence[Stream],
    attributes: Mapping[str, str],
    span: Span,
    scale: float,
) -> None:
    """Fills tables `streams` and `rhythms`; `attributes` names the source's columns and their DuckDB types."""
    rows = [_row(number, stream, span, scale) for number, stream in enumerate(streams)]
    types = _PACE | dict(attributes)
    for row in rows:
        if unknown := row.keys() - types.keys():
            raise KeyError(f"no column for {', '.join(sorted(unknown))}")
    columns = {name: [row.get(name) for row in rows] for name in types}
    unnested = ", ".join(f'unnest(?::{kind}[]) AS "{name}"' for name, kind in types.items())
    connection.execute(f"CREATE OR REPLACE TABLE streams AS SELECT {unnested}", list(columns.values()))
    _load_rhythms(connection, sorted(set(columns["rhythm"])), span)


_BINS = 1000


def _load_rhythms(connection: duckdb.DuckDBPyConnection, rhythms: Sequence[str], span: Span) -> None:
    """Tables `rhythms` (a day's weight and profile) and `profiles` (the hour that a bin of a day's events is in)."""
    profiles: dict[tuple[float, ...], int] = {}
    connection.execute(
        "CREATE OR REPLACE TABLE rhythms (rhythm VARCHAR, day BIGINT, total DOUBLE, profile BIGINT)"
    )
    connection.execute("CREATE OR REPLACE TABLE profiles (profile BIGINT, bin BIGINT, hour BIGINT)")
    for rhythm in rhythms:
        hourly = weights(rhythm, span.start, span.days * 24)
        days = [tuple(hourly[at : at + 24]) for at in range(0, len(hourly), 24)]
        numbers = [profiles.setdefault(day, len(profiles)) for day in days]
        totals = [sum(day) for day in days]
        connection.execute(
            "INSERT INTO rhythms SELECT ?, unnest(range(?)), unnest(?::DOUBLE[]), unnest(?::BIGINT[])",
            [rhythm, span.days, totals, numbers],
        )
    for day, number in profiles.items():
        sums = list(accumulate(day))
        hours = (
            [bisect_right(sums, (bin_ + 0.5) / _BINS * sums[-1]) for bin_ in range(_BINS)] if sums[-1] else []
        )
        connection.execute(
            "INSERT INTO profiles SELECT ?, unnest(range(?)), unnest(?::BIGINT[])",
            [number, len(hours), hours],
        )


def _row(number: int, stream: Stream, span: Span, scale: float) -> dict[str, object]:
    return {
        **stream.attributes,
        "sid": number,
        "rate": stream.rate * (1.0 if stream.pinned else scale),
        "rhythm": stream.rhythm,
        "start": span.start if stream.start is None else max(stream.start, span.start),
        "stop": span.end if stream.stop is None else min(stream.stop, span.end),
        "ramp": stream.ramp,
        "spread": stream.spread,
        "period": stream.period if stream.period is None or stream.pinned else stream.period / scale,
        "jitter": stream.jitter,
        "incident": stream.incident,
    }


# A Poisson process by thinning: a day's events are drawn at the stream's highest rate and the rhythm's weights, then
# those outside of the stream's time, and those that its ramp doesn't allow, are left out.
_EVENTS = """
CREATE OR REPLACE TABLE events AS
WITH seeded AS (
  SELECT *, mix((sid * 2246822519 + $seed)::UBIGINT & 4294967295) AS hashed FROM streams
), keyed AS (
  SELECT *, mix((hashed + sid::UBIGINT) & 4294967295) AS own FROM seeded
), days AS (
  SELECT s.sid, s.start, s.stop, s.ramp, s.spread, r.day, r.profile, s.rate * greatest(1, 1 + s.ramp) * r.total AS level,
    mix((s.own + r.day::UBIGINT * 2654435769) & 4294967295) AS k
  FROM keyed s JOIN rhythms r ON r.rhythm = s.rhythm
  WHERE s.period IS NULL AND s.rate > 0 AND r.total > 0
    AND $start + (r.day + 1) * 86400000 > s.start AND $start + r.day * 86400000 < s.stop
), swung AS (
  SELECT *, level * exp(spread * normal(k, 1)) AS mean, uniform(k, 2) AS p, normal(k, 3) AS z FROM days
), numbered AS (
  SELECT *, unnest(range(poisson(mean, p, z))) AS number FROM swung
), drawn AS (
  SELECT *, mix((k + number::UBIGINT * 2246822519 + 7) & 4294967295) AS r FROM numbered
), placed AS (
  SELECT d.sid, d.r, d.start, d.stop, d.ramp,
    $start + d.day * 86400000 + p.hour * 3600000 + floor(3600000 * uniform(d.r, 4))::BIGINT AS t
  FROM drawn d JOIN profiles p ON p.profile = d.profile AND p.bin = pick(d.r, 6, $bins)
), scattered AS (
  SELECT sid, r, t FROM placed
  WHERE t >= start AND t < stop
    AND uniform(r, 7) * greatest(1, 1 + ramp) < 1 + ramp * (t - start) / greatest(stop - start, 1)
), ticks AS (
  SELECT sid, own, start, stop, period, jitter, unnest(range(ceil((stop - start) / 1000 / period)::BIGINT)) AS tick
  FROM keyed WHERE period IS NOT NULL AND stop > start
), clockwork AS (
  SELECT *, mix((own + tick::UBIGINT * 2246822519 + 11) & 4294967295) AS r FROM ticks
), timed AS (
  SELECT sid, r, start + floor(1000 * period * (tick + jitter * uniform(r, 4)))::BIGINT AS t, stop FROM clockwork
)
SELECT sid, t, r FROM (FROM scattered UNION ALL BY NAME SELECT sid, r, t FROM timed WHERE t < stop)
WHERE t >= $start AND t < $end AND $end - t > -$delay * ln(uniform(r, 5))
ORDER BY t, sid, r
"""

_DELAY_MS = 240_000


def expand(connection: duckdb.DuckDBPyConnection, span: Span, seed: int) -> int:
    """Makes table `events` (`sid`, time `t` in epoch milliseconds, random key `r`) from the loaded streams.

    Rows are ordered by time. Events of the last minutes are partly missing, as if they hadn't been delivered yet
    (a mean delay of four minutes). Returns the number of rows.
    """
    connection.execute(
        _EVENTS, {"start": span.start, "end": span.end, "seed": seed, "delay": _DELAY_MS, "bins": _BINS}
    )
    (count,) = connection.execute("SELECT count(*) FROM events").fetchone()
    return count
