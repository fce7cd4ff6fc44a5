"""The lake's tables have the documented columns, the layout of a local lake and rows as the services write them."""

import json
from pathlib import Path

import duckdb
import pytest

from jupyter_security_lake_ml.demo.sensor import COLUMNS
from jupyter_security_lake_ml.schemas import documented_tables

V1 = [
    "cloud_trail_mgmt_1_0",
    "lambda_execution_1_0",
    "route53_1_0",
    "s3_data_1_0",
    "sh_findings_1_0",
    "vpc_flow_1_0",
]
V2 = [
    "cloud_trail_mgmt_2_0",
    "eks_audit_2_0",
    "lambda_execution_2_0",
    "route53_2_0",
    "s3_data_2_0",
    "sh_findings_2_0",
    "vpc_flow_2_0",
    "waf_2_0",
]
SENSOR = "ext_endpoint_sensor"


def types_of(columns):
    """DuckDB's own spelling of the types, so that quotes and spaces don't matter."""
    with duckdb.connect(":memory:") as connection:
        listed = ", ".join(f'"{column["name"]}" {column["duckdb"]}' for column in columns)
        connection.execute(f"CREATE TABLE described ({listed})")
        return [row[:2] for row in connection.execute("DESCRIBE described").fetchall()]


@pytest.mark.parametrize("suffix", [*V1, *V2, SENSOR])
def test_files_have_exactly_the_described_columns(lake, suffix):
    columns = COLUMNS if suffix == SENSOR else documented_tables()[suffix]["columns"]
    file = next((lake / suffix).rglob("*.parquet"))
    with duckdb.connect(":memory:") as connection:
        sql = "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false)"
        found = [row[:2] for row in connection.execute(sql, [str(file)]).fetchall()]
    assert found == types_of(columns)


def test_all_eight_sources_six_in_both_versions_and_a_custom_one(lake, story):
    assert sorted(path.name for path in lake.iterdir() if path.is_dir()) == sorted([*V1, *V2, SENSOR])
    assert set(story["tables"]) == {*V1, *V2, SENSOR}


@pytest.mark.parametrize("suffix", [*V1, *V2, SENSOR])
def test_row_counts_are_as_told(rows, story, suffix):
    assert rows(suffix, "SELECT count(*) FROM {table}") == [(story["tables"][suffix],)]


@pytest.mark.parametrize("suffix", [*V1, SENSOR])
def test_version_1_partitions_hold_what_their_names_say(rows, suffix):
    wrong = "strftime(make_timestamp(time * 1000), '%Y%m%d') <> eventday"
    if suffix != SENSOR:
        wrong += " OR region <> cloud.region"
    assert rows(suffix, f"SELECT count(*) FROM {{table}} WHERE {wrong}") == [(0,)]


@pytest.mark.parametrize("suffix", V2)
def test_version_2_gives_each_time_twice(rows, suffix):
    assert rows(suffix, "SELECT count(*) FROM {table} WHERE epoch_ms(time_dt) IS DISTINCT FROM time") == [
        (0,)
    ]


@pytest.mark.parametrize("suffix", V2)
def test_a_day_s_file_holds_that_day_and_what_came_late_from_the_day_before(lake, suffix):
    with duckdb.connect(":memory:") as connection:
        sql = (
            "SELECT date_diff('minute', min(time_dt), strptime(?, '%Y%m%d')), "
            "date_diff('minute', max(time_dt), strptime(?, '%Y%m%d')) FROM read_parquet(?)"
        )
        for file in sorted((lake / suffix).glob("*.parquet")):
            early, late = connection.execute(sql, [file.stem, file.stem, str(file)]).fetchone()
            assert early <= 120
            assert late > -24 * 60


def test_one_version_ends_where_the_other_begins(rows, story):
    cut = "epoch_ms(?::TIMESTAMP)"
    moment = story["cutover"].removesuffix("Z")
    for old in V1:
        new = old.replace("_1_0", "_2_0")
        [(late,)] = rows(old, f"SELECT count(*) FROM {{table}} WHERE time >= {cut}", [moment])
        [(early,)] = rows(new, f"SELECT count(*) FROM {{table}} WHERE time < {cut}", [moment])
        assert (late, early) == (0, 0), old


def test_the_custom_source_is_described_in_the_lake(lake):
    described = json.loads(Path(lake, "tables.json").read_text(encoding="utf-8"))
    assert described[SENSOR]["columns"] == COLUMNS
    assert [key["name"] for key in described[SENSOR]["partition_keys"]] == ["region", "accountid", "eventday"]


@pytest.mark.parametrize(
    ("suffix", "version", "classes"),
    [
        ("cloud_trail_mgmt_1_0", "1.0.0-rc.2", {3001, 3002, 3005}),
        ("cloud_trail_mgmt_2_0", "1.1.0", {3001, 3002, 6003}),
        ("vpc_flow_2_0", "1.1.0", {4001}),
        ("route53_1_0", "1.0.0-rc.2", {4003}),
        ("sh_findings_1_0", "1.0.0-rc.2", {2001}),
        ("sh_findings_2_0", "1.1.0", {2002, 2003, 2004}),
        ("eks_audit_2_0", "1.1.0", {6003}),
        ("waf_2_0", "1.1.0", {4002}),
    ],
)
def test_rows_tell_their_schema_version_and_classes(rows, suffix, version, classes):
    found = rows(suffix, "SELECT DISTINCT metadata.version, class_uid FROM {table}")
    assert {row[0] for row in found} == {version}
    assert {row[1] for row in found} == classes
    odd = "type_uid <> class_uid * 100 + activity_id"
    assert rows(suffix, f"SELECT count(*) FROM {{table}} WHERE {odd}") == [(0,)]


def test_the_meaning_of_uid_flips_between_the_versions(rows):
    arn = "LIKE 'arn:aws:%'"
    for suffix, field in (("cloud_trail_mgmt_1_0", "uuid"), ("cloud_trail_mgmt_2_0", "uid")):
        sql = (
            f"SELECT count(*) FILTER (actor.user.{field} NOT {arn}), count(actor.user.{field}) FROM {{table}}"
        )
        [(other, given)] = rows(suffix, sql)
        assert other == 0
        assert given > 0


def test_placeholders_are_as_the_services_write_them(rows):
    [(nodata, addressed)] = rows(
        "vpc_flow_2_0",
        "SELECT count(*), count(*) FILTER (src_endpoint.ip <> '-' OR traffic.bytes IS NOT NULL) "
        "FROM {table} WHERE status_code = 'NODATA'",
    )
    assert nodata > 0
    assert addressed == 0
    assert rows("route53_2_0", "SELECT count(*) FROM {table} WHERE query.hostname NOT LIKE '%.'") == [(0,)]
    [(nothing, empty)] = rows(
        "route53_2_0", "SELECT count(*) FILTER (answers IS NULL), count(*) FILTER (answers = []) FROM {table}"
    )
    assert nothing > 0
    assert empty > 0


def test_request_parameters_are_json_in_version_2_and_keys_in_version_1(rows):
    [(valid, given)] = rows(
        "s3_data_2_0",
        "SELECT count(*) FILTER (json_valid(api.request.data)), count(api.request.data) FROM {table}",
    )
    assert valid == given > 0
    [(named,)] = rows(
        "s3_data_1_0",
        "SELECT count(*) FROM {table} WHERE unmapped['requestParameters.bucketName'] LIKE 'acme-%'",
    )
    assert named > 0
