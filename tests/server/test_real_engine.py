"""The routes over the real local engine and a lake of one small table: the way of one query, whole."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pytest.importorskip("duckdb", reason="the local engine needs DuckDB")
DATABASE = "amazon_security_lake_glue_db_us_east_1"
TABLE = "amazon_security_lake_table_us_east_1_cloud_trail_mgmt_2_0"


@pytest.fixture
def small_lake(tmp_path, monkeypatch):
    folder = tmp_path / "lake" / "cloud_trail_mgmt_2_0"
    folder.mkdir(parents=True)
    now = datetime.now(UTC).replace(tzinfo=None)
    moments = [now - timedelta(hours=hour) for hour in range(3)]
    columns = {
        "time": pa.array([int(moment.timestamp() * 1000) for moment in moments], pa.int64()),
        "time_dt": pa.array(moments, pa.timestamp("us")),
        "status": ["Success", None, ""],
    }
    pq.write_table(pa.table(columns), folder / "a.parquet")
    monkeypatch.setenv("SECURITY_LAKE_ML_BACKEND", "local")
    monkeypatch.setenv("SECURITY_LAKE_ML_LAKE_DIR", str(tmp_path / "lake"))


async def ended(athena, query):
    for _ in range(400):
        execution = (await athena("GetQueryExecution", query))[1]["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return execution
        await asyncio.sleep(0.05)
    raise AssertionError("the query didn't end")


async def test_a_query_runs_from_start_to_rows(small_lake, athena):
    sql = f'SELECT status, count(*) AS n FROM "{DATABASE}"."{TABLE}" GROUP BY 1 ORDER BY 1'
    query = (await athena("StartQueryExecution", {"QueryString": sql}))[1]
    assert (await ended(athena, query))["Status"]["State"] == "SUCCEEDED"
    rows = (await athena("GetQueryResults", query))[1]["ResultSet"]["Rows"]
    assert [row["Data"] for row in rows] == [
        [{"VarCharValue": "status"}, {"VarCharValue": "n"}],
        [{"VarCharValue": ""}, {"VarCharValue": "1"}],
        [{"VarCharValue": "Success"}, {"VarCharValue": "1"}],
        [{}, {"VarCharValue": "1"}],
    ]


async def test_a_statement_that_fails_says_why(small_lake, athena):
    sql = f'SELECT nope FROM "{DATABASE}"."{TABLE}"'
    query = (await athena("StartQueryExecution", {"QueryString": sql}))[1]
    status = (await ended(athena, query))["Status"]
    assert status["State"] == "FAILED"
    assert status["StateChangeReason"].startswith("COLUMN_NOT_FOUND: line 1:8: ")


async def test_the_check_reads_one_row(small_lake, jp_fetch):
    response = await jp_fetch(
        "security-lake-ml",
        "check",
        method="POST",
        body="{}",
        headers={"Content-Type": "application/json"},
        request_timeout=60,
    )
    report = json.loads(response.body)
    assert [(step["id"], step["state"]) for step in report["steps"]] == [
        ("database", "ok"),
        ("table", "ok"),
        ("row", "ok"),
    ]
    assert report["steps"][-1]["detail"].startswith("One row came back")
