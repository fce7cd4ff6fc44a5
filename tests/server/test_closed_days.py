"""Closed days through the route: what is kept, for whom, and what isn't believed."""

import json
import time
import tracemalloc
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tornado.httpclient import HTTPClientError
from traitlets.config import Config

from jupyter_security_lake_ml.cache import CacheDesk, DayStore, split
from jupyter_security_lake_ml.cache.split import Days, NotSeries
from jupyter_security_lake_ml.cache.template import DAY_MS, fill
from jupyter_security_lake_ml.policy import Rules
from jupyter_security_lake_ml.selection import Choice

HOUR = 3_600_000
TODAY = int(time.time() * 1000) // DAY_MS
FIRST = TODAY - 10
TEMPLATE = "SELECT * FROM t WHERE ms >= {{start ms}} AND ms < {{end ms}} AND d > '{{start day}}'"
COLUMNS = ["slice", "k1", "total", "active", "cells", "all_series", "all_total"]


@pytest.fixture
def jp_server_config(jp_server_config):
    return Config({**jp_server_config, "SecurityLakeApp": {"cache": "on"}})


@pytest.fixture
def cache(lake, engines, jp_fetch):
    """Sends one action; answers (status, document)."""

    async def act(**body):
        headers = {"Content-Type": "application/json"}
        try:
            response = await jp_fetch(
                "security-lake-ml", "cache", method="POST", body=json.dumps(body), headers=headers
            )
        except HTTPClientError as error:
            response = error.response
        return response.code, json.loads(response.body)

    return act


def cells(day, *values):
    return {str(day * 24 + hour): value for hour, value in enumerate(values) if value}


def series_row(key, by_bucket, series=2):
    total = sum(by_bucket.values())
    first = "all" if key == "all" else "top"
    shown = None if key == "all" else key
    return [first, shown, str(total), str(len(by_bucket)), json.dumps(by_bucket), str(series), "99"]


def page(rows, columns=COLUMNS):
    data = [columns, *rows]
    return {
        "ResultSet": {
            "ResultSetMetadata": {"ColumnInfo": [{"Name": name, "Type": "varchar"} for name in columns]},
            "Rows": [
                {"Data": [{} if value is None else {"VarCharValue": value} for value in row]} for row in data
            ],
        }
    }


@pytest.fixture
def ran(athena, engines):
    """Runs a statement whose rows the test gives; answers what ``keep`` is told of it."""

    async def run(rows, first=FIRST, days=3, submitted=None, template=TEMPLATE, query=None):
        start, end = first * DAY_MS, (first + days) * DAY_MS
        sql = fill(template, start, end)
        started = (await athena("StartQueryExecution", {"QueryString": "SELECT 1"}))[1]
        status = {"State": "SUCCEEDED", "SubmissionDateTime": submitted or time.time()}
        execution = {**started, "Query": query or sql, "Status": status, "WorkGroup": "primary"}
        engines[0].answers["GetQueryExecution"] = {"QueryExecution": execution}
        engines[0].answers["GetQueryResults"] = page(rows)
        return {
            "action": "keep",
            "template": template,
            "from": start,
            "to": end,
            "bucketMs": HOUR,
            "queryId": started["QueryExecutionId"],
            "days": list(range(first, first + days)),
            "empty": True,
        }

    return run


ROWS = [
    series_row("all", {**cells(FIRST, 3, 1), **cells(FIRST + 2, 5)}),
    series_row("a", {**cells(FIRST, 2, 1), **cells(FIRST + 2, 5)}),
    series_row(None, cells(FIRST, 1)),
]


async def test_looking_for_days_reads_none_of_them(cache, ran, monkeypatch):
    rows = [series_row(f"key {i}", cells(FIRST, i + 1), series=200) for i in range(200)]
    assert (await cache(**await ran(rows, days=1)))[1] == {"kept": [FIRST], "over": False}
    read = []
    monkeypatch.setattr(DayStore, "get", lambda _, key: read.append(key))
    looked = (await cache(action="look", template=TEMPLATE, days=[FIRST]))[1]
    assert (looked, read) == ({"kept": [FIRST], "over": []}, [])


async def test_days_of_a_query_are_kept_apart_and_read_again(cache, ran):
    code, kept = await cache(**await ran(ROWS))
    assert (code, kept) == (200, {"kept": [FIRST, FIRST + 1, FIRST + 2], "over": False})
    days = [FIRST - 1, FIRST, FIRST + 1, FIRST + 2, FIRST + 3]
    assert (await cache(action="look", template=TEMPLATE, days=days))[1] == {"kept": days[1:4], "over": []}
    rows = (await cache(action="read", template=TEMPLATE, day=FIRST))[1]["rows"]
    assert [row[:2] for row in rows] == [["all", None], ["top", "a"], ["top", None]]
    assert [json.loads(row[2]) for row in rows] == [
        cells(FIRST, 3, 1),
        cells(FIRST, 2, 1),
        cells(FIRST, 1),
    ]
    assert (await cache(action="read", template=TEMPLATE, day=FIRST + 1))[1] == {"rows": []}
    assert (await cache(action="read", template=TEMPLATE, day=FIRST + 3))[1] == {"rows": None}


@pytest.mark.parametrize(
    "other",
    [
        {"owner": "somebody-else"},
        {"identity": "arn:aws:sts::111122223333:assumed-role/auditor"},
        {"origin": "athena:eu-west-1"},
        {"workgroup": "analysts"},
        {"catalog": "OtherCatalog"},
    ],
    ids=lambda other: next(iter(other)),
)
async def test_another_person_role_or_place_has_none_of_the_days(
    cache, ran, jp_serverapp, monkeypatch, other
):
    """Lake Formation may show each role other rows."""
    await cache(**await ran(ROWS))
    desk = jp_serverapp.web_app.settings["security_lake_ml"].cache
    own = desk._place
    monkeypatch.setattr(desk, "_place", lambda choice, owner: replace(own(choice, owner), **other))
    assert (await cache(action="look", template=TEMPLATE, days=[FIRST]))[1] == {"kept": [], "over": []}
    assert (await cache(action="read", template=TEMPLATE, day=FIRST))[1] == {"rows": None}
    monkeypatch.setattr(desk, "_place", own)
    assert (await cache(action="look", template=TEMPLATE, days=[FIRST]))[1]["kept"] == [FIRST]


def test_a_role_is_the_same_under_each_session_that_botocore_names():
    """Two sessions of a role share days; two roles, and two people's named sessions, don't."""
    rules = Rules()
    desk = CacheDesk("on", None, SimpleNamespace(rules=rules))
    arn = "arn:aws:sts::111122223333:assumed-role/"
    sessions = ["a/botocore-session-1", "a/botocore-session-22", "b/botocore-session-1", "a/ada", "a/bob"]
    places = [
        desk._place(Choice("athena", None, True, "", {"arn": arn + session}), "ada") for session in sessions
    ]
    assert places[0] == places[1]
    assert len(set(places)) == 4


async def test_another_statement_has_no_days(cache, ran):
    await cache(**await ran(ROWS))
    other = TEMPLATE.replace("FROM t", "FROM u")
    assert (await cache(action="look", template=other, days=[FIRST]))[1]["kept"] == []


@pytest.mark.parametrize(
    "lie",
    [
        {"template": TEMPLATE.replace("FROM t", "FROM u")},
        {"from": (FIRST - 1) * DAY_MS},
        {"to": (FIRST + 4) * DAY_MS},
        {"bucketMs": DAY_MS},
        {"bucketMs": 5},
        {"queryId": "6a1f1b1e-0000-4000-8000-000000000000"},
        {"queryId": "../../etc"},
        {"days": "all"},
        {"days": [True]},
        {"template": ""},
        {"template": "x" * 300_001},
        {"from": "0"},
    ],
)
async def test_what_the_query_was_is_not_the_browsers_to_say(cache, ran, lie):
    code, answer = await cache(**{**await ran(ROWS), **lie})
    assert code == 400
    assert answer["message"]
    assert (await cache(action="look", template=TEMPLATE, days=[FIRST]))[1]["kept"] == []


async def test_rows_of_the_browsers_own_cannot_be_kept(cache, ran):
    body = {**await ran(ROWS), "rows": [["top", "forged", "{}"]]}
    await cache(**body)
    rows = (await cache(action="read", template=TEMPLATE, day=FIRST))[1]["rows"]
    assert [row[1] for row in rows] == [None, "a", None]


async def test_a_day_is_closed_a_day_after_its_end(cache, ran):
    now = time.time()
    first = TODAY - 3
    rows = [series_row("all", cells(first, 1), series=0)]
    open_days = [day for day in range(first, first + 4) if (day + 1) * DAY_MS + 24 * HOUR > now * 1000]
    _, kept = await cache(**await ran(rows, first, 4))
    assert kept["kept"] == [day for day in range(first, first + 4) if day not in open_days]
    assert TODAY - 1 in open_days


async def test_a_day_that_was_open_when_it_was_asked_for_is_not_kept_later(cache, ran):
    asked = (FIRST + 1) * DAY_MS / 1000 + 60
    _, kept = await cache(**await ran(ROWS, submitted=asked))
    assert kept["kept"] == []


async def test_days_of_a_result_that_athena_had_already_are_not_kept(cache, ran, engines):
    """It may be as old as a week, and was made when the newest of these days was still going on."""
    asked = await ran(ROWS)
    execution = engines[0].answers["GetQueryExecution"]["QueryExecution"]
    execution["Statistics"] = {"ResultReuseInformation": {"ReusedPreviousResult": True}}
    assert (await cache(**asked))[1] == {"kept": [], "over": False}
    execution["Statistics"] = {"ResultReuseInformation": {"ReusedPreviousResult": False}}
    assert (await cache(**asked))[1]["kept"] == [FIRST, FIRST + 1, FIRST + 2]


async def test_a_day_without_rows_is_kept_only_where_silence_is_known_to_be_true(cache, ran):
    _, kept = await cache(**{**await ran(ROWS), "empty": False})
    assert kept["kept"] == [FIRST, FIRST + 2]


async def test_only_the_days_that_are_named_are_kept(cache, ran):
    _, kept = await cache(**{**await ran(ROWS), "days": [FIRST + 2, FIRST + 9]})
    assert kept["kept"] == [FIRST + 2]


async def test_more_series_than_are_kept_are_remembered_as_too_many(cache, ran, monkeypatch):
    monkeypatch.setattr(split, "MOST_KEYS", 1)
    _, kept = await cache(**await ran(ROWS))
    assert kept == {"kept": [], "over": True}
    days = [FIRST, FIRST + 1, FIRST + 5]
    looked = (await cache(action="look", template=TEMPLATE, days=days))[1]
    assert looked == {"kept": [], "over": days[:2]}
    assert (await cache(action="read", template=TEMPLATE, day=FIRST))[1] == {"rows": None}


async def test_a_result_with_a_limit_is_not_kept(cache, ran):
    _, kept = await cache(**await ran([series_row("a", cells(FIRST, 1), series=2)]))
    assert kept == {"kept": [], "over": True}


async def test_a_result_that_is_no_series_is_refused(cache, ran, engines):
    body = await ran(ROWS)
    engines[0].answers["GetQueryResults"] = page([["x"]], ["n"])
    assert (await cache(**body))[0] == 400
    engines[0].answers["GetQueryResults"] = page([["top", "a", "1", "1", '{"1":', "1", "1"]])
    assert (await cache(**body))[0] == 400


async def test_pages_that_never_end_are_not_read_for_ever(cache, ran, engines):
    body = await ran(ROWS)
    answer = page(ROWS)
    del answer["ResultSet"]["Rows"][0]
    engines[0].answers["GetQueryResults"] = {**answer, "NextToken": "again"}
    status, answer = await cache(**body)
    assert (status, "twice" in answer["message"]) == (500, True)
    assert (await cache(action="look", template=TEMPLATE, days=body["days"]))[1]["kept"] == []


async def test_a_disk_that_takes_no_day_is_said_so_and_nothing_is_half_kept(cache, ran, jp_serverapp):
    body = await ran(ROWS)
    folder = jp_serverapp.web_app.settings["security_lake_ml"].cache._days.folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")
    status, answer = await cache(**body)
    assert (status, str(folder) in answer["message"]) == (500, True)
    assert (await cache(action="look", template=TEMPLATE, days=body["days"]))[1]["kept"] == []


async def test_a_query_that_failed_is_refused(cache, ran, engines):
    body = await ran(ROWS)
    engines[0].answers["GetQueryExecution"]["QueryExecution"]["Status"]["State"] = "FAILED"
    assert (await cache(**body))[0] == 400


async def test_clearing_drops_everything_and_says_what_is_left(cache, ran, jp_fetch):
    await cache(**await ran(ROWS))
    usage = json.loads((await jp_fetch("security-lake-ml", "cache")).body)
    assert usage["days"] == 3
    assert 0 < usage["bytes"] < usage["maxBytes"] == 500_000_000
    assert (await cache(action="clear"))[1] == {"days": 0, "bytes": 0, "maxBytes": 500_000_000}
    assert (await cache(action="look", template=TEMPLATE, days=[FIRST]))[1]["kept"] == []


async def test_a_clearing_while_days_are_being_kept_leaves_none_of_them(cache, ran, engines, monkeypatch):
    what = await ran(ROWS)
    call = engines[0].call
    cleared = []

    async def slow(operation, body):
        if operation == "GetQueryResults":
            cleared.append(await cache(action="clear"))
        return await call(operation, body)

    monkeypatch.setattr(engines[0], "call", slow)
    assert await cache(**what) == (200, {"kept": [], "over": False})
    assert cleared[0][1]["days"] == 0
    assert (await cache(action="look", template=TEMPLATE, days=what["days"]))[1] == {"kept": [], "over": []}
    monkeypatch.setattr(engines[0], "call", call)
    assert (await cache(**what))[1]["kept"] == what["days"]


async def test_a_clearing_by_another_server_of_the_same_home_counts_too(
    cache, ran, jp_serverapp, monkeypatch
):
    what = await ran(ROWS)
    put = DayStore.put

    def put_and_cleared(store, key, payload):
        put(store, key, payload)
        DayStore(store.folder, 1).clear()

    monkeypatch.setattr(DayStore, "put", put_and_cleared)
    assert (await cache(**what))[1] == {"kept": [], "over": False}
    monkeypatch.undo()
    assert (await cache(action="look", template=TEMPLATE, days=what["days"]))[1] == {"kept": [], "over": []}


async def test_the_rows_come_from_the_back_end_not_from_memory(cache, ran, engines):
    await cache(**await ran(ROWS))
    asked = [operation for operation, _ in engines[0].calls]
    assert asked == ["StartQueryExecution", "GetQueryExecution", "GetQueryResults"]


async def test_the_config_says_that_days_are_kept(lake, engines, jp_fetch):
    config = json.loads((await jp_fetch("security-lake-ml", "config")).body)
    assert config["cache"] == {"on": True, "marginHours": 24, "reason": ""}


class TestOff:
    @pytest.fixture
    def jp_server_config(self, jp_server_config):
        return Config({**jp_server_config, "SecurityLakeApp": {"cache": "auto"}})

    async def test_where_queries_are_free_no_days_are_kept(self, cache, jp_fetch):
        code, answer = await cache(action="look", template=TEMPLATE, days=[FIRST])
        assert (code, answer["message"]) == (409, "Queries are free here, so no days are kept.")
        config = json.loads((await jp_fetch("security-lake-ml", "config")).body)
        assert config["cache"]["on"] is False
        assert (await cache(action="clear"))[0] == 200


def test_a_template_is_filled_as_the_browser_fills_it():
    text = "{{start ms}} {{end ms}} {{start time}} {{end time}} {{start day}} {{end day}}"
    assert fill(text, 1_767_225_600_000, 1_767_484_799_999) == (
        "1767225600000 1767484799999 2026-01-01 00:00:00.000 2026-01-03 23:59:59.999 20251231 20260104"
    )


BUCKETS = st.dictionaries(st.integers(FIRST * 24, FIRST * 24 + 71), st.integers(1, 10**15), min_size=1)


@given(st.dictionaries(st.text(st.characters(), max_size=5), BUCKETS, max_size=8))
@example({"half of a pair \ud83d": {FIRST * 24: 1}})
def test_taking_days_apart_loses_and_invents_nothing(series):
    days = Days(COLUMNS, FIRST * DAY_MS, (FIRST + 3) * DAY_MS, HOUR, range(FIRST, FIRST + 3))
    for key, values in series.items():
        by_bucket = {str(bucket): value for bucket, value in values.items()}
        days.add(["top", key, "1", "1", json.dumps(by_bucket), str(len(series)), "1"])
    found: dict[str, dict[int, int]] = {}
    for day in days.days(empty=True):
        for _, key, text in json.loads(days.entry(day))["rows"]:
            part = {int(bucket): value for bucket, value in json.loads(text).items()}
            assert all(bucket // 24 == day for bucket in part)
            found.setdefault(key, {}).update(part)
    assert found == series


def test_days_of_many_series_take_little_memory():
    """100,000 series on each of 90 days took 2 GB of the server's, which is all that some machines have."""
    span, count = 4, 4_000
    days = Days(COLUMNS, FIRST * DAY_MS, (FIRST + span) * DAY_MS, DAY_MS, range(FIRST, FIRST + span))
    text = json.dumps({FIRST + day: day + 3 for day in range(span)})
    tracemalloc.start()
    for number in range(count):
        days.add(["top", f"192.0.2.{number}", "9", "4", text, str(count), "9"])
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held / (count * span) < 50, "bytes for each series and day"
    assert days.is_complete
    rows = json.loads(days.entry(FIRST + 3))["rows"]
    assert len(rows) == count
    assert rows[-1] == ["top", f"192.0.2.{count - 1}", f'{{"{FIRST + 3}":6}}']


def test_a_ratio_keeps_the_rows_behind_each_share():
    days = Days([*COLUMNS, "weights"], FIRST * DAY_MS, (FIRST + 1) * DAY_MS, HOUR, [FIRST])
    bucket = str(FIRST * 24)
    days.add(["top", "a", "4", "1", json.dumps({bucket: 0.25}), "1", "4", json.dumps({bucket: 4})])
    rows = json.loads(days.entry(FIRST))["rows"]
    assert rows == [
        ["top", "a", json.dumps({bucket: 0.25}).replace(" ", ""), json.dumps({bucket: 4}).replace(" ", "")]
    ]


def test_a_bucket_outside_of_the_range_is_refused():
    days = Days(COLUMNS, FIRST * DAY_MS, (FIRST + 1) * DAY_MS, HOUR, [FIRST])
    with pytest.raises(NotSeries):
        days.add(series_row("a", cells(FIRST + 1, 1)))
