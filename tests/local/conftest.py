import threading
import time
from pathlib import Path

import duckdb
import pytest

from jupyter_security_lake_ml.local import LocalAthena

DATABASE = "amazon_security_lake_glue_db_us_east_1"
FLOW = f'"{DATABASE}"."amazon_security_lake_table_us_east_1_vpc_flow_2_0"'
DNS_V1 = f'"{DATABASE}"."amazon_security_lake_table_us_east_1_route53_1_0"'
ROWS = 2_500


def _write_flow(folder: Path) -> None:
    folder.mkdir(parents=True)
    duckdb.execute(
        f"""COPY (
            SELECT 1767225600000 + i * 60000 AS time,
                   make_timestamp((1767225600000 + i * 60000) * 1000) AS time_dt,
                   {{'ip': '10.0.0.' || (i % 7), 'port': i % 3}} AS src_endpoint,
                   CASE WHEN i % 5 = 0 THEN NULL WHEN i % 5 = 1 THEN '' ELSE 'k' END AS activity_name,
                   MAP {{'a': i::VARCHAR}} AS unmapped,
                   '111122223333' AS accountid, 'us-east-1' AS region
            FROM range({ROWS}) t(i)
        ) TO '{folder}/part.parquet' (FORMAT parquet)"""
    )


def _write_dns(folder: Path, day: str, extra: str) -> None:
    folder = folder / "region=us-east-1" / "accountid=111122223333" / f"eventday={day}"
    folder.mkdir(parents=True)
    duckdb.execute(
        f"""COPY (
            SELECT epoch_ms(strptime('{day}', '%Y%m%d')) + i * 1000 AS time, {{'hostname': 'a.example.'}} AS query {extra}
            FROM range(10) t(i)
        ) TO '{folder}/part.parquet' (FORMAT parquet)"""
    )


@pytest.fixture(scope="session")
def small_lake(tmp_path_factory):
    """A version 2 table of 2,500 rows a minute apart from 2026-01-01, and a version 1 table of two days."""
    lake = tmp_path_factory.mktemp("lake")
    _write_flow(lake / "vpc_flow_2_0" / "eventday=20260101")
    _write_dns(lake / "route53_1_0", "20260101", ", 'NoError' AS rcode")
    _write_dns(lake / "route53_1_0", "20260102", "")
    return lake


@pytest.fixture(scope="session")
def engine(small_lake):
    engine = LocalAthena(small_lake)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def ask(engine):
    """Runs a statement to its end: the execution, and all data rows as lists of text or None."""

    def ask(sql: str, **more):
        started = engine.answer("StartQueryExecution", {"QueryString": sql, **more})["QueryExecutionId"]
        for _ in range(600):
            execution = engine.answer("GetQueryExecution", {"QueryExecutionId": started})["QueryExecution"]
            if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
                break
            time.sleep(0.02)
        rows, token = [], None
        while execution["Status"]["State"] == "SUCCEEDED":
            body = {"QueryExecutionId": started} | ({"NextToken": token} if token else {})
            page = engine.answer("GetQueryResults", body)
            rows += [[d.get("VarCharValue") for d in row["Data"]] for row in page["ResultSet"]["Rows"]]
            token = page.get("NextToken")
            if not token:
                break
        return execution, rows[1:]

    return ask


@pytest.fixture(scope="session")
def endpoint(small_lake):
    """Address of the engine as a server of its own, on a free port."""
    import asyncio

    from jupyter_security_lake_ml.local.server import Server

    ready = threading.Event()
    running = {}

    def serve():
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)

        async def begin():
            running["server"] = Server(LocalAthena(small_lake), 0)

        loop.run_until_complete(begin())
        running["loop"] = loop
        ready.set()
        loop.run_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(20)
    yield f"http://127.0.0.1:{running['server'].port}"
    asyncio.run_coroutine_threadsafe(running["server"].stop(), running["loop"]).result(20)
    running["loop"].call_soon_threadsafe(running["loop"].stop)
    thread.join(10)
