"""Small demo lakes, made once."""

import json
from datetime import UTC, datetime

import duckdb
import pytest

from jupyter_security_lake_ml.demo.lake import Order, write_demo_lake

END = datetime(2025, 11, 20, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def order(tmp_path_factory):
    return Order(tmp_path_factory.mktemp("demo") / "lake", days=30, end=END, seed=7, scale=0.02)


@pytest.fixture(scope="session")
def lake(order):
    """Folder of a lake of thirty days with little everyday traffic."""
    write_demo_lake(order, lambda line: None)
    return order.folder


@pytest.fixture(scope="session")
def story(lake):
    """What was planted in it."""
    return json.loads((lake / "incidents.json").read_text(encoding="utf-8"))


@pytest.fixture
def rows(lake):
    """Runs SQL over a table of the lake: `rows(suffix, sql)` with `{table}` in the SQL."""
    connection = duckdb.connect(":memory:")

    def run(suffix, sql, values=()):
        hive = "false" if suffix.endswith("_2_0") else "true"
        files = f"{lake}/{suffix}/**/*.parquet"
        table = f"read_parquet('{files}', hive_partitioning = {hive}, hive_types_autocast = false)"
        return connection.execute(sql.format(table=table), list(values)).fetchall()

    yield run
    connection.close()
