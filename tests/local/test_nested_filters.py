"""Filters on nested fields, where DuckDB's optimizer once matched rows that have no such field."""

import tempfile

import duckdb
import pytest

from jupyter_security_lake_ml.local.lockdown import open_database


@pytest.fixture
def parquet(tmp_path):
    """A file of a thousand calls, each tenth denied, with one text for all denials."""
    path = tmp_path / "calls.parquet"
    denied = "CASE WHEN i % 10 = 0 THEN 'AccessDenied' END"
    duckdb.execute(
        f"COPY (SELECT {{'response': {{'error': {denied}}}, 'operation': i}} AS api FROM range(1000) t(i)) "
        f"TO '{path}' (FORMAT parquet)"
    )
    return path


@pytest.mark.parametrize("shown", ["count(*)", "count(api)", "sum(CASE WHEN api IS NOT NULL THEN 1 END)"])
@pytest.mark.parametrize("test", ["LIKE '%AccessDenied%'", "LIKE 'Access%'", "= 'AccessDenied'"])
def test_row_without_the_nested_field_does_not_match(parquet, shown, test):
    with tempfile.TemporaryDirectory() as spill:
        holder = tempfile.TemporaryDirectory(dir=spill)
        database = open_database(parquet.parent, holder, "SELECT 1")
        query = f"SELECT {shown} FROM read_parquet('{parquet}') WHERE api.response.error {test}"
        assert database.execute(query).fetchone() == (100,)
