"""The local engine on ten million VPC Flow rows: python bench/engine.py [--rows N] [--json OUT]."""

import argparse
import json
import tempfile
import time
from pathlib import Path

import duckdb

from jupyter_security_lake_ml.local import LocalAthena

TABLE = '"amazon_security_lake_glue_db_us_east_1"."amazon_security_lake_table_us_east_1_vpc_flow_2_0"'
FIRST = 1_767_225_600_000
"""2026-01-01 in epoch milliseconds."""
WEEK = 7 * 86_400_000


def write_lake(lake: Path, rows: int) -> None:
    """One statement a day of the week, so that a day is a file."""
    for day in range(7):
        folder = lake / "vpc_flow_2_0" / f"eventday=2026010{day + 1}"
        folder.mkdir(parents=True)
        start, share = FIRST + day * WEEK // 7, rows // 7
        duckdb.execute(
            f"""COPY (
                SELECT {start} + i * 86400000 // {share} AS time,
                       make_timestamp(({start} + i * 86400000 // {share}) * 1000) AS time_dt,
                       {{'instance_uid': 'i-' || (hash(i) % 500), 'ip': '10.0.0.1', 'port': i % 65536}} AS src_endpoint,
                       {{'bytes': i % 1500, 'packets': 1}} AS traffic
                FROM range({share}) t(i)
            ) TO '{folder}/part.parquet' (FORMAT parquet)"""
        )


def seconds(engine: LocalAthena, sql: str) -> float:
    """How long a statement takes from start to its first page."""
    began = time.perf_counter()
    started = engine.answer("StartQueryExecution", {"QueryString": sql})["QueryExecutionId"]
    state = "QUEUED"
    while state in ("QUEUED", "RUNNING"):
        time.sleep(0.005)
        execution = engine.answer("GetQueryExecution", {"QueryExecutionId": started})["QueryExecution"]
        state = execution["Status"]["State"]
    if state != "SUCCEEDED":
        raise RuntimeError(execution["Status"].get("StateChangeReason", state))
    engine.answer("GetQueryResults", {"QueryExecutionId": started})
    return time.perf_counter() - began


def main() -> None:
    """Print the best of three, and the first look at the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    series = (
        f"SELECT src_endpoint.instance_uid AS k, time / 3600000 AS bucket, count(*) AS n FROM {TABLE} "
        f"WHERE time_dt >= TIMESTAMP '2026-01-01 00:00:00' AND time_dt < TIMESTAMP '2026-01-08 00:00:00' GROUP BY 1, 2"
    )
    with tempfile.TemporaryDirectory() as folder:
        write_lake(Path(folder), options.rows)
        engine = LocalAthena(Path(folder))
        try:
            times = [seconds(engine, series) for _ in range(4)]
        finally:
            engine.close()
    figures = {"rows": options.rows, "first_s": round(times[0], 3), "best_s": round(min(times[1:]), 3)}
    print(json.dumps(figures))
    if options.json:
        options.json.write_text(json.dumps(figures))


if __name__ == "__main__":
    main()
