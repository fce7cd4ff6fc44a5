"""What `incidents.json` tells is in the tables, and stands out there."""

import json
from datetime import datetime
from itertools import pairwise

import duckdb
import pytest

from jupyter_security_lake_ml.demo.catalogue import SOURCES
from jupyter_security_lake_ml.demo.incident import DETECTORS
from jupyter_security_lake_ml.demo.span import span_of
from jupyter_security_lake_ml.demo.world import HOSTILE_HTML, HOSTILE_LONG, HOSTILE_SQL

from .conftest import END

CORE = [
    "CT1",
    "CT2",
    "CT3",
    "CT4",
    "CT5",
    "CT6",
    "CT7",
    "CT8",
    "CT9",
    "CT10",
    "CT12",
    "CT13",
    "CT14",
    "CT15",
    "S1",
    "S2",
    "S3",
    "S4",
    "S5",
    "L1",
    "V1",
    "V2",
    "V3",
    "V4",
    "V5",
    "V6",
    "V9",
    "V13",
    "D1",
    "D2",
    "D3",
    "D5",
    "H1",
    "H2",
    "H3",
    "H4",
    "K1",
    "K2",
    "K3",
    "W1",
]


def milliseconds(text):
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def test_every_core_question_has_an_incident(story):
    assert len(story["incidents"]) >= 30
    assert set(CORE) <= {incident["question"] for incident in story["incidents"]}


def test_an_incident_tells_when_where_and_what(story):
    ids = [incident["id"] for incident in story["incidents"]]
    assert len(set(ids)) == len(ids)
    for incident in story["incidents"]:
        start, stop = milliseconds(incident["from"]), milliseconds(incident["to"])
        assert milliseconds(story["start"]) <= start < stop <= milliseconds(story["end"]), incident["id"]
        assert incident["detector"] in DETECTORS
        assert incident["key"]
        assert incident["table"] in story["tables"]
        assert incident["what"].endswith(".")


def test_only_silence_has_no_events(story):
    for incident in story["incidents"]:
        assert (incident["events"] == 0) == (incident["detector"] == "silence"), incident["id"]


def test_incidents_keep_their_events_when_everyday_traffic_shrinks(story):
    span = span_of(30, END)
    planned = {incident.id for source in SOURCES for incident in source.plan(span, 7).incidents}
    assert planned == {incident["id"] for incident in story["incidents"]}
    assert min(i["events"] for i in story["incidents"] if i["detector"] == "outlier") >= 10


@pytest.mark.parametrize(
    ("incident", "measure", "where"),
    [
        (
            "ct1-login-guessing",
            "count(*)",
            "api.operation = 'ConsoleLogin' AND actor.user.name = 'maria.lopez'",
        ),
        ("ct2-denied-burst-1", "count(*)", "api.response.error = 'AccessDenied'"),
        ("ct14-enumeration-2", "count(DISTINCT api.operation)", "actor.user.uid LIKE '%/botocore-session'"),
        ("s3-mass-delete", "count(*)", "api.operation = 'DeleteObject'"),
        ("l1-invocation-storm-2", "count(*)", "api.operation = 'Invoke'"),
        ("v3-exfiltration-2", "sum(traffic.bytes)", "dst_endpoint.ip = '203.0.113.200'"),
        ("v6-internal-scan", "count(DISTINCT dst_endpoint.port)", "activity_name = 'Refuse'"),
        ("d2-made-up-names-1", "count(*)", "rcode_id = 3"),
        ("d3-tunnel", "count(DISTINCT query.hostname)", "query.hostname LIKE '%.dnsbridge.example.'"),
        (
            "k2-secrets-read",
            "count(*)",
            "resources[1].type = 'secrets' AND resources[1].namespace = 'payments'",
        ),
        ("w1-injection-wave", "count(*)", "action = 'Denied'"),
        ("x1-shells", "count(*)", "process.name = 'ncat'"),
    ],
)
def test_the_busiest_hour_is_in_the_incident(rows, story, incident, measure, where):
    told = next(entry for entry in story["incidents"] if entry["id"] == incident)
    sql = f"SELECT time // 3600000, {measure} AS n FROM {{table}} WHERE {where} GROUP BY 1 ORDER BY n DESC LIMIT 1"
    [(hour, n)] = rows(told["table"], sql)
    assert milliseconds(told["from"]) <= hour * 3_600_000 < milliseconds(told["to"])
    assert n >= 20


@pytest.mark.parametrize(
    ("incident", "where"),
    [
        ("ct4-new-region", "region = 'sa-east-1'"),
        ("ct8-role-from-outside", "actor.user.account.uid = '999988887777' AND api.operation = 'AssumeRole'"),
        ("s2-foreign-account", "actor.user.account.uid = '999988887777'"),
        ("d1-new-domain", "query.hostname = 'api.telemetry-sync.example.'"),
        ("k3-exec-into-pods", "resources[1].type = 'podsexec' AND resources[1].namespace = 'kube-system'"),
    ],
)
def test_first_seen_means_never_before(rows, story, incident, where):
    told = next(entry for entry in story["incidents"] if entry["id"] == incident)
    [(first, n)] = rows(told["table"], f"SELECT min(time), count(*) FROM {{table}} WHERE {where}")
    assert first >= milliseconds(told["from"])
    assert n == told["events"]


def test_beacons_keep_their_beat(rows, story):
    told = next(entry for entry in story["incidents"] if entry["id"] == "v5-beacon")
    sql = "SELECT time FROM {table} WHERE src_endpoint.instance_uid = ? AND dst_endpoint.ip = ? ORDER BY 1"
    found = rows(told["table"], sql, [told["key"]["instance"], told["key"]["dst_ip"]])
    gaps = [later - earlier for (earlier,), (later,) in pairwise(found)]
    assert len(gaps) > 100
    assert all(abs(gap - 300_000) <= 20_000 for gap in gaps)


@pytest.mark.parametrize("incident", ["v13-flow-log-silent", "d7-resolver-log-silent"])
def test_a_silenced_vpc_has_rows_until_then_and_none_after(rows, story, incident):
    told = next(entry for entry in story["incidents"] if entry["id"] == incident)
    own = (
        "coalesce(src_endpoint.vpc_uid, dst_endpoint.vpc_uid)"
        if "flow" in incident
        else "src_endpoint.vpc_uid"
    )
    sql = f"SELECT count(*) FILTER (time < ?), count(*) FILTER (time >= ?) FROM {{table}} WHERE {own} = ?"
    at = milliseconds(told["from"])
    [(before, after)] = rows(told["table"], sql, [at, at, told["key"]["vpc"]])
    assert before > 0
    assert after == 0


def test_a_lost_day_has_no_row_of_any_account(rows, story):
    lost = next(trap for trap in story["traps"] if trap["id"] == "resolver-logs-lost")
    bounds = [milliseconds(lost["from"]), milliseconds(lost["to"])]
    assert rows(lost["table"], "SELECT count(*) FROM {table} WHERE time >= ? AND time < ?", bounds) == [(0,)]


def test_findings_written_anew_are_updates_and_not_new(rows, story):
    again = next(trap for trap in story["traps"] if trap["id"] == "findings-emitted-again")
    bounds = [milliseconds(again["from"]), milliseconds(again["to"])]
    sql = "SELECT count(*), count(*) FILTER (activity_name = 'Update') FROM {table} WHERE time >= ? AND time < ?"
    [(all_rows, updates)] = rows(again["table"], sql, bounds)
    assert updates >= 0.7 * all_rows > 0


def test_an_update_is_never_before_its_creation(rows):
    assert rows("sh_findings_1_0", "SELECT count(*) FROM {table} WHERE finding.created_time > time") == [(0,)]
    sql = "SELECT count(*) FROM {table} WHERE finding_info.created_time_dt > time_dt"
    assert rows("sh_findings_2_0", sql) == [(0,)]


def test_hostile_values_are_there_and_null_is_not_the_empty_text(rows):
    names = {row[0] for row in rows("cloud_trail_mgmt_2_0", "SELECT DISTINCT actor.user.name FROM {table}")}
    agents = {
        row[0] for row in rows("cloud_trail_mgmt_2_0", "SELECT DISTINCT http_request.user_agent FROM {table}")
    }
    assert {HOSTILE_SQL, HOSTILE_HTML, "", None} <= names
    assert {HOSTILE_LONG, "", None} <= agents
    assert len(HOSTILE_LONG) > 4000
    assert any("\u202e" in name for name in names if name)


def test_the_last_day_is_partial_and_told_as_a_trap(story):
    partial = next(trap for trap in story["traps"] if trap["id"] == "partial-last-day")
    assert (partial["from"], partial["to"]) == ("2025-11-20T00:00:00Z", "2025-11-20T15:00:00Z")
    assert partial["table"] == "*"


def test_clock_changes_are_told_as_traps(story):
    changed = {trap["id"]: trap["from"] for trap in story["traps"] if trap["id"].startswith("clock-change")}
    assert changed == {
        "clock-change-us": "2025-11-02T06:00:00Z",
        "clock-change-eu": "2025-10-26T01:00:00Z",
    }


def test_a_short_lake_holds_every_incident(tmp_path):
    span = span_of(10, END)
    for source in SOURCES:
        for incident in source.plan(span, 1).incidents:
            assert span.start <= incident.start < span.end, incident.id
            assert source.table_at(span, incident.start) == incident.table, incident.id


def test_the_story_is_json_that_names_its_generator(lake):
    story = json.loads((lake / "incidents.json").read_bytes())
    assert story["generator"] == "security-lake-ml demo-lake"
    assert (story["seed"], story["days"], story["scale"]) == (7, 30, 0.02)
    assert story["end"] == "2025-11-20T15:00:00Z"


def test_duckdb_reads_a_table_as_one(lake):
    with duckdb.connect(":memory:") as connection:
        sql = "SELECT count(DISTINCT accountid), count(DISTINCT region) FROM read_parquet(?, hive_partitioning = false)"
        [(accounts, regions)] = connection.execute(sql, [f"{lake}/cloud_trail_mgmt_2_0/*.parquet"]).fetchall()
    assert accounts >= 5
    assert regions >= 3
