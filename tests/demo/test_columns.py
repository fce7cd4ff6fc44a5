"""Select lists have a table's own columns and types, and refuse what the table doesn't have."""

import duckdb
import pytest

from jupyter_security_lake_ml.demo.columns import describe, select_list
from jupyter_security_lake_ml.schemas import documented_tables


def test_what_is_not_given_is_null_of_the_right_type():
    sql = select_list("vpc_flow_2_0", {"traffic.bytes": "7", "time": "1"})
    with duckdb.connect(":memory:") as connection:
        row = dict(
            zip(
                (c["name"] for c in documented_tables()["vpc_flow_2_0"]["columns"]),
                connection.execute(f"SELECT {sql}").fetchone(),
                strict=True,
            )
        )
    assert row["traffic"] == {"packets": None, "bytes": 7}
    assert row["metadata"] is None
    assert row["time"] == 1


@pytest.mark.parametrize("path", ["traffic.byte", "traffic.bytes.sum", "nothing"])
def test_an_unknown_path_is_an_error(path):
    with pytest.raises(KeyError):
        select_list("vpc_flow_2_0", {path: "1"})


@pytest.mark.parametrize("suffix", sorted(documented_tables()))
def test_descriptions_agree_with_the_documented_spellings(suffix):
    for column in documented_tables()[suffix]["columns"]:
        made = describe(column["name"], column["hive"])
        assert made["duckdb"] == column["duckdb"]


def test_the_engine_s_spelling_of_a_type():
    hive = "struct<a:array<map<string,int>>,at:timestamp,score:decimal(3,1),n:bigint>"
    assert describe("x", hive)["trino"] == (
        "row(a array(map(varchar, integer)), at timestamp(6), score decimal(3,1), n bigint)"
    )
