"""Real and odd folders: files of AWS, files that differ, files that come, go, or aren't Parquet."""

import json
import shutil
import time
from pathlib import Path

import duckdb
import pytest

from jupyter_security_lake_ml.local import AthenaError, LocalAthena

SAMPLES = Path(__file__).parents[2].parent / "shared" / "parquet"
DATABASE = "amazon_security_lake_glue_db_us_east_1"
TABLE = "amazon_security_lake_table_us_east_1_"

samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files in ../shared/parquet are absent")


@pytest.fixture
def lake(tmp_path):
    return tmp_path / "lake"


@pytest.fixture
def run(lake):
    """Starts an engine on ``lake`` at the first statement; gives rows, or the reason of a failure."""
    engines = []

    def run(sql, statistics=False):
        if not engines:
            engines.append(LocalAthena(lake))
        engine = engines[0]
        body = {"QueryString": sql, "QueryExecutionContext": {"Database": DATABASE}}
        id = engine.answer("StartQueryExecution", body)["QueryExecutionId"]
        while True:
            execution = engine.answer("GetQueryExecution", {"QueryExecutionId": id})["QueryExecution"]
            if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
                break
            time.sleep(0.005)
        if execution["Status"]["State"] == "FAILED":
            return execution["Status"]["StateChangeReason"]
        if statistics:
            return execution["Statistics"]
        result = engine.answer("GetQueryResults", {"QueryExecutionId": id})["ResultSet"]["Rows"]
        return [[datum.get("VarCharValue") for datum in row["Data"]] for row in result[1:]]

    yield run
    for engine in engines:
        engine.close()


def copy(pattern, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES.glob(pattern):
        shutil.copy(sample, folder)


def write(path, sql):
    path.parent.mkdir(parents=True, exist_ok=True)
    duckdb.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")


def day(table, eventday, key="eventday"):
    return Path(table, "region=us-east-1", "accountid=111122223333", f"{key}={eventday}")


@samples
def test_security_hub_files_of_aws(lake, run):
    copy("*SH_FINDINGS__example[01]*", lake / day("sh_findings_1_0", "20240101"))
    copy("*SH_FINDINGS__example[23]*", lake / day("sh_findings_1_0", "20240102", key="eventDay"))
    by_day = run(f"SELECT eventday, count(*) FROM {TABLE}sh_findings_1_0 GROUP BY 1 ORDER BY 1")
    assert by_day == [["20240101", "2"], ["20240102", "2"]]
    product = run(
        f"SELECT DISTINCT metadata.product.name, metadata.product.feature.name FROM {TABLE}sh_findings_1_0"
    )
    assert product[0][0] == "Security Hub"
    types = run(f"SELECT count(*) FROM {TABLE}sh_findings_1_0 CROSS JOIN UNNEST(finding.types) AS t(kind)")
    assert int(types[0][0]) >= 4


@samples
def test_cloudtrail_files_of_three_schemas_are_one_table(lake, run):
    copy("*CLOUD_TRAIL*", lake / day("cloud_trail_mgmt_1_0", "20240101"))
    rows = run(
        f"SELECT class_uid, count(*), count(mfa), count(user.name) FROM {TABLE}cloud_trail_mgmt_1_0 GROUP BY 1 ORDER BY 1"
    )
    assert rows == [["3001", "7", "0", "7"], ["3002", "7", "3", "3"], ["3005", "7", "0", "0"]]


@samples
def test_groups_of_eks_have_the_type_that_the_file_has(lake, run):
    copy("*EKS*", lake / "eks_audit_2_0" / "any")
    groups = run(f"SELECT actor.user.groups FROM {TABLE}eks_audit_2_0 LIMIT 1")
    assert groups[0][0].startswith("[system:")


@samples
def test_every_sample_reads_whole(lake, run):
    for source, table in {
        "SH_FINDINGS": "sh_findings_1_0",
        "CLOUD_TRAIL": "cloud_trail_mgmt_1_0",
        "ROUTE53": "route53_1_0",
        "VPC_FLOW": "vpc_flow_1_0",
        "EKS": "eks_audit_2_0",
    }.items():
        copy(f"*__{source}__*", lake / table)
        expected = len(list(SAMPLES.glob(f"*__{source}__*")))
        rows = run(f"SELECT * FROM {TABLE}{table}")
        assert len(rows) >= expected
        assert all(len(row) > 20 for row in rows)


def test_rows_without_a_partition_in_their_path_have_null_keys(lake, run):
    write(lake / "route53_1_0" / "loose.parquet", "SELECT 1::BIGINT AS time")
    assert run(f"SELECT region, accountid, eventday FROM {TABLE}route53_1_0") == [[None, None, None]]


def test_a_partition_value_is_text_even_if_it_looks_like_a_number(lake, run):
    folder = Path("route53_1_0", "region=us-east-1", "accountid=000000000042", "eventday=20240101")
    write(lake / folder / "a.parquet", "SELECT 1::BIGINT AS time")
    assert run(f"SELECT accountid FROM {TABLE}route53_1_0 WHERE accountid = '000000000042'") == [
        ["000000000042"]
    ]


def test_known_table_without_files_is_empty(lake, run):
    (lake / "waf_2_0").mkdir(parents=True)
    assert run(f"SELECT count(*), max(time_dt) FROM {TABLE}waf_2_0") == [["0", None]]


def test_table_without_a_folder_does_not_exist(lake, run):
    lake.mkdir()
    assert run(f"SELECT 1 FROM {TABLE}waf_2_0") == (
        f"TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.{DATABASE}.{TABLE}waf_2_0' does not exist"
    )


def test_files_that_come_and_go_while_running(lake, run):
    write(lake / day("vpc_flow_1_0", "20240101") / "a.parquet", "SELECT 1::BIGINT AS time")
    assert run(f"SELECT count(*) FROM {TABLE}vpc_flow_1_0") == [["1"]]
    write(lake / day("vpc_flow_1_0", "20240102") / "b.parquet", "SELECT 2::BIGINT AS time")
    assert run(f"SELECT count(*) FROM {TABLE}vpc_flow_1_0") == [["2"]]
    (lake / day("vpc_flow_1_0", "20240101") / "a.parquet").unlink()
    assert run(f"SELECT max(eventday), count(*) FROM {TABLE}vpc_flow_1_0") == [["20240102", "1"]]


def test_corrupt_file_fails_clearly_and_only_where_it_is_read(lake, run):
    write(lake / day("vpc_flow_1_0", "20240101") / "good.parquet", "SELECT 1::BIGINT AS time")
    bad = lake / day("vpc_flow_1_0", "20240102") / "bad.parquet"
    bad.parent.mkdir(parents=True)
    bad.write_bytes(b"not parquet at all")
    reason = run(f"SELECT count(*) FROM {TABLE}vpc_flow_1_0")
    assert reason.startswith("HIVE_BAD_DATA: Not valid Parquet file: bad.parquet")
    assert str(lake) not in reason
    assert run(f"SELECT count(*) FROM {TABLE}vpc_flow_1_0 WHERE eventday = '20240101'") == [["1"]]


def test_columns_match_by_name_whatever_their_case_and_order(lake, run):
    write(lake / "ext_app" / "a.parquet", "SELECT 1 AS Level, {'Name': 'x', 'Size': 7} AS Thing")
    write(
        lake / "ext_app" / "b.parquet", "SELECT {'name': 'y', 'colour': 'red'} AS thing, 2::BIGINT AS level"
    )
    rows = run(f"SELECT level, thing.name, thing.size, thing.colour FROM {TABLE}ext_app ORDER BY level")
    assert rows == [["1", "x", "7", None], ["2", "y", None, "red"]]


def test_rows_inside_lists_and_maps_are_matched_by_name_too(lake, run):
    write(lake / "ext_app" / "a.parquet", "SELECT [{'k': 'x', 'n': 1}] AS tags, MAP {'m': {'a': 1}} AS held")
    write(
        lake / "ext_app" / "b.parquet", "SELECT [{'n': 2, 'more': true}] AS tags, MAP {'m': {'b': 2}} AS held"
    )
    rows = run(f"SELECT tags, held FROM {TABLE}ext_app ORDER BY tags[1].n")
    assert rows == [
        ["[{k=x, n=1, more=null}]", "{m={a=1, b=null}}"],
        ["[{k=null, n=2, more=true}]", "{m={a=null, b=2}}"],
    ]


def test_incompatible_column_fails_where_it_is_read_only(lake, run):
    write(lake / "ext_app" / "a.parquet", "SELECT 1 AS id, {'a': 1} AS odd")
    write(lake / "ext_app" / "b.parquet", "SELECT 2 AS id, 'text' AS odd")
    assert run(f"SELECT sum(id) FROM {TABLE}ext_app") == [["3"]]
    assert run(f"SELECT odd FROM {TABLE}ext_app").startswith("HIVE_BAD_DATA: Field odd's type")


def test_custom_source_has_the_columns_that_the_lake_describes(lake, run):
    write(lake / day("ext_sensor", "20240101") / "a.parquet", "SELECT 5::BIGINT AS time")
    document = {
        "ext_sensor": {
            "columns": [
                {"name": "time", "hive": "bigint", "trino": "bigint"},
                {"name": "device", "hive": "struct<name:string,tags:array<string>>"},
            ],
            "partition_keys": [{"name": n, "hive": "string"} for n in ("region", "accountid", "eventday")],
        }
    }
    (lake / "tables.json").write_text(json.dumps(document))
    rows = run(f"SELECT time, device.name, device.tags, eventday FROM {TABLE}ext_sensor")
    assert rows == [["5", None, None, "20240101"]]


def test_a_broken_description_leaves_the_other_tables(lake, run):
    write(lake / day("vpc_flow_1_0", "20240101") / "a.parquet", "SELECT 1::BIGINT AS time")
    (lake / "tables.json").write_text("{nonsense")
    assert run(f"SELECT count(*) FROM {TABLE}vpc_flow_1_0") == [["1"]]


@pytest.mark.parametrize(
    "predicate",
    [
        "eventday = '20240102'",
        "eventday BETWEEN '20240102' AND '20240102'",
        "eventday IN ('20240102')",
        "'20240102' = eventday",
        "eventday > '20240101' AND eventday < '20240103'",
        "time >= 1704153600000 AND time < 1704240000000",
    ],
)
def test_files_outside_the_predicate_are_not_scanned(lake, run, predicate):
    for number, eventday in enumerate(("20240101", "20240102", "20240103")):
        start = 1704067200000 + number * 86_400_000
        write(
            lake / day("vpc_flow_1_0", eventday) / "a.parquet",
            f"SELECT {start} + i AS time FROM range(1000) t(i)",
        )
    whole = run(f"SELECT max(time) FROM {TABLE}vpc_flow_1_0", statistics=True)["DataScannedInBytes"]
    part = run(f"SELECT max(time) FROM {TABLE}vpc_flow_1_0 WHERE {predicate}", statistics=True)[
        "DataScannedInBytes"
    ]
    assert 0 < part < whole / 2
    assert run(f"SELECT DISTINCT eventday FROM {TABLE}vpc_flow_1_0 WHERE {predicate}") == [["20240102"]]


def test_an_alternative_is_no_reason_to_leave_a_file_out(lake, run):
    for eventday in ("20240101", "20240102"):
        write(lake / day("vpc_flow_1_0", eventday) / "a.parquet", f"SELECT {eventday}::BIGINT AS time")
    found = run(
        f"SELECT eventday FROM {TABLE}vpc_flow_1_0 WHERE eventday = '20240101' OR time = 20240102 ORDER BY 1"
    )
    assert found == [["20240101"], ["20240102"]]


def test_time_bounds_leave_version_2_files_out(lake, run):
    for month in (1, 2, 3):
        write(
            lake / "vpc_flow_2_0" / f"{month}.parquet",
            f"SELECT TIMESTAMP '2024-0{month}-10 00:00:00' + i * INTERVAL 1 SECOND AS time_dt FROM range(1000) t(i)",
        )
    bound = "time_dt >= TIMESTAMP '2024-02-01 00:00:00' AND time_dt < TIMESTAMP '2024-03-01 00:00:00'"
    whole = run(f"SELECT count(time_dt) FROM {TABLE}vpc_flow_2_0", statistics=True)["DataScannedInBytes"]
    part = run(f"SELECT count(time_dt) FROM {TABLE}vpc_flow_2_0 WHERE {bound}", statistics=True)[
        "DataScannedInBytes"
    ]
    assert 0 < part < whole / 2
    assert run(f"SELECT count(*), min(time_dt) FROM {TABLE}vpc_flow_2_0 WHERE {bound}") == [
        ["1000", "2024-02-10 00:00:00.000000"]
    ]


def test_reading_one_field_scans_less_than_reading_its_row(lake, run):
    write(
        lake / "vpc_flow_2_0" / "a.parquet",
        "SELECT {'ip': md5(i::VARCHAR), 'instance_uid': 'i-1'} AS src_endpoint FROM range(5000) t(i)",
    )
    field = run(f"SELECT count(src_endpoint.instance_uid) FROM {TABLE}vpc_flow_2_0", statistics=True)
    whole = run(f"SELECT count(src_endpoint) FROM {TABLE}vpc_flow_2_0", statistics=True)
    assert field["DataScannedInBytes"] < whole["DataScannedInBytes"] / 10


def test_a_folder_beside_the_lake_with_a_longer_name_is_closed(tmp_path, run, lake):
    lake.mkdir()
    write(tmp_path / "lake2" / "x.parquet", "SELECT 1 AS x")
    engine = LocalAthena(lake)
    try:
        with pytest.raises(duckdb.Error, match=r"file system operations are disabled|Permission"):
            engine._database.cursor().execute(f"SELECT * FROM read_parquet('{tmp_path}/lake2/x.parquet')")
    finally:
        engine.close()


def test_missing_lake_folder_is_named(tmp_path):
    engine = LocalAthena(tmp_path / "nowhere")
    try:
        with pytest.raises(AthenaError, match="There is no lake folder") as refused:
            engine.answer("ListTableMetadata", {"CatalogName": "AwsDataCatalog", "DatabaseName": DATABASE})
        assert refused.value.type == "MetadataException"
        assert not engine.demo
    finally:
        engine.close()


def test_a_condition_on_the_enclosing_query_leaves_out_none_of_its_files(lake, run):
    for eventday in ("20240101", "20240102"):
        write(lake / day("vpc_flow_1_0", eventday) / "a.parquet", "SELECT 1::BIGINT AS time")
    found = run(
        f"SELECT a.eventday, (SELECT count(*) FROM (VALUES 1) u(x) JOIN (VALUES 1) v(y) ON a.eventday = '20240101') "
        f"FROM {TABLE}vpc_flow_1_0 a ORDER BY 1"
    )
    assert found == [["20240101", "1"], ["20240102", "0"]]
