"""A statement has no way out of the lake."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

FORBIDDEN = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_parquet('/tmp/x.parquet')",
    "SELECT * FROM glob('/*')",
    "SELECT getenv('HOME')",
    "SELECT * FROM '/etc/passwd'",
    'SELECT * FROM "/etc/passwd"',
    'SELECT * FROM "x.parquet"',
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM pragma_version()",
    "SELECT current_setting('home_directory')",
    "ATTACH '/tmp/x.db'",
    "COPY (SELECT 1) TO '/tmp/x.csv'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET memory_limit = '1GB'",
    "PRAGMA database_list",
    "CREATE TABLE t AS SELECT 1",
    "INSERT INTO t VALUES (1)",
    "DROP TABLE t",
    "CALL x()",
    "EXPORT DATABASE '/tmp/x'",
    "SELECT 1; SELECT 2",
    "UNLOAD (SELECT 1) TO 's3://x/'",
]


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_is_refused(engine, ask, sql):
    from jupyter_security_lake_ml.local import AthenaError

    try:
        execution, rows = ask(sql)
    except AthenaError as error:
        assert error.type == "InvalidRequestException"
        return
    assert execution["Status"]["State"] == "FAILED"
    assert rows == []


names = st.sampled_from(
    [
        "read_csv",
        "read_csv_auto",
        "read_json",
        "read_blob",
        "read_text",
        "parquet_scan",
        "glob",
        "sniff_csv",
        "getenv",
        "query",
        "query_table",
        "parquet_metadata",
        "duckdb_secrets",
        "pragma_table_info",
        "system.read_csv",
        "main.glob",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    names,
    st.booleans(),
    st.sampled_from(["{f}", "(SELECT {f})", "coalesce({f}, '')", "(SELECT x FROM {f} t(x))"]),
)
def test_no_reading_function_gets_through(ask, name, upper, shape):
    call = f"{name.upper() if upper else name}('/etc/hostname')"
    for sql in (f"SELECT {shape.format(f=call)}", f"SELECT * FROM {call}"):
        execution, rows = ask(sql)
        assert execution["Status"]["State"] == "FAILED"
        assert rows == []
