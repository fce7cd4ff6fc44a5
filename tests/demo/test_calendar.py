"""Spans of days, and the rhythm of hours in the offices' own time."""

from datetime import UTC, datetime

import pytest

from jupyter_security_lake_ml.demo.rhythm import HOUR_MS, SHAPES, ZONES, clock_changes, local_time, weights
from jupyter_security_lake_ml.demo.span import DAY_MS, iso, parse_end, span_of


def at(*moment):
    return round(datetime(*moment, tzinfo=UTC).timestamp() * 1000)


def test_a_span_ends_with_its_last_whole_hour():
    span = span_of(90, datetime(2025, 3, 31, 18, 47, tzinfo=UTC))
    assert (iso(span.start), iso(span.end)) == ("2025-01-01T00:00:00Z", "2025-03-31T18:00:00Z")
    assert span.days == 90


def test_a_span_that_ends_at_midnight_has_whole_days_only():
    span = span_of(2, datetime(2025, 3, 31, 0, 30, tzinfo=UTC))
    assert (iso(span.start), iso(span.end)) == ("2025-03-29T00:00:00Z", "2025-03-31T00:00:00Z")


def test_an_end_given_as_a_day_is_a_partial_day():
    assert parse_end("2025-03-31") == datetime(2025, 3, 31, 15, tzinfo=UTC)
    assert parse_end("2025-03-31T18:00") == datetime(2025, 3, 31, 18, tzinfo=UTC)
    assert parse_end("2025-03-31T18:00+02:00") == datetime(2025, 3, 31, 16, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2025-13-01", "31.03.2025", "2025-3-1"])
def test_an_end_that_is_no_day_is_refused(text):
    with pytest.raises(ValueError):
        parse_end(text)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("zone", ZONES)
def test_the_mean_weight_of_a_week_is_one(shape, zone):
    # A week without a change of clocks, from Monday.
    week = weights(f"{shape}@{zone}", at(2025, 6, 2), 168)
    assert sum(week) / 168 == pytest.approx(1)


def test_office_hours_are_busy_on_weekdays_in_their_own_zone():
    monday = weights("office@au", at(2025, 6, 2), 24)
    # 10:00 in Sydney is midnight UTC in June.
    assert monday[0] > 5 * monday[14]
    assert sum(weights("office@us", at(2025, 6, 7, 12), 24)) < 0.2 * sum(
        weights("office@us", at(2025, 6, 3, 12), 24)
    )


def test_the_rhythm_follows_the_clock_change():
    before, after = (weights("night@eu", at(2025, 10, day), 24) for day in (24, 28))
    assert [hour for hour, weight in enumerate(before) if weight] == [0, 1]
    assert [hour for hour, weight in enumerate(after) if weight] == [1, 2]


def test_clock_changes_are_those_of_the_zones():
    found = clock_changes(at(2025, 9, 1), at(2025, 12, 1))
    assert found == [("us", at(2025, 11, 2, 6)), ("eu", at(2025, 10, 26, 1)), ("au", at(2025, 10, 4, 16))]


def test_days_ago_are_scaled_for_short_spans_and_stay_inside():
    long, short = (
        span_of(90, datetime(2025, 3, 31, 18, tzinfo=UTC)),
        span_of(10, datetime(2025, 3, 31, 18, tzinfo=UTC)),
    )
    assert long.ago(9, 2) == at(2025, 3, 22, 2)
    assert short.ago(45) == at(2025, 3, 26)
    for days in range(91):
        assert short.start <= short.ago(days) < short.end - 18 * HOUR_MS
    assert (long.cutover - long.start) % DAY_MS == 0


def test_without_a_zone_database_the_standard_time_is_used(monkeypatch):
    from jupyter_security_lake_ml.demo import rhythm

    def missing(name):
        raise rhythm.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(rhythm, "ZoneInfo", missing)
    assert local_time("eu", at(2025, 7, 1, 12)).hour == 13
