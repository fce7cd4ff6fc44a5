"""``?`` takes the text of a literal, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st


def test_literals_take_the_places_in_order(ask):
    sql = "SELECT x FROM (VALUES 'a', 'o''b') t(x) WHERE x = ? AND 1 < ? AND TIMESTAMP '2024-01-01 00:00:00' > ?"
    given_ = ["'o''b'", "2", "TIMESTAMP '2023-01-01 00:00:00'"]
    execution, rows = ask(sql, ExecutionParameters=given_)
    assert rows == [["o'b"]]
    assert execution["ExecutionParameters"] == given_


@pytest.mark.parametrize(
    "hostile", ["1 OR 1=1", "(SELECT 'a')", "x", "'a' FROM t", "1; SELECT 2", "getenv('HOME')", "'a"]
)
def test_anything_but_a_literal_is_refused(ask, hostile):
    execution, _ = ask("SELECT x FROM (VALUES 'a') t(x) WHERE x = ?", ExecutionParameters=[hostile])
    assert execution["Status"]["State"] == "FAILED"
    assert execution["Status"]["StateChangeReason"].split(":")[0] in (
        "INVALID_PARAMETER_USAGE",
        "SYNTAX_ERROR",
    )


def test_order_is_that_of_the_text(ask):
    sql = "SELECT x FROM (SELECT y AS x FROM (VALUES 1, 2, 3, 4) t(y) WHERE y > ?) WHERE x < ? ORDER BY 1 LIMIT ?"
    assert ask(sql, ExecutionParameters=["1", "4", "1"])[1] == [["2"]]
    assert ask(sql, ExecutionParameters=["2", "9", "5"])[1] == [["3"], ["4"]]


@pytest.mark.parametrize("sql", ["SELECT 1 ?", "SELECT x.? FROM (VALUES 1) t(x)", "SELECT 1 FROM ?"])
def test_a_place_for_a_name_is_none_for_a_parameter(ask, sql):
    execution, _ = ask(sql, ExecutionParameters=["1"])
    assert execution["Status"]["StateChangeReason"].startswith("SYNTAX_ERROR")


def test_number_of_parameters_must_fit(ask):
    execution, _ = ask("SELECT 1 WHERE 1 = ? AND 2 = ?", ExecutionParameters=["1"])
    assert execution["Status"]["StateChangeReason"].endswith(
        "Incorrect number of parameters: expected 2 but found 1"
    )


@given(text=st.text(min_size=1, max_size=20).filter(lambda s: "\x00" not in s))
def test_a_quoted_text_is_that_text(ask, text):
    quoted = "'" + text.replace("'", "''") + "'"
    execution, rows = ask(
        "SELECT count(*) FROM (VALUES 'never') t(x) WHERE x <> ?", ExecutionParameters=[quoted]
    )
    assert execution["Status"]["State"] == "SUCCEEDED", execution["Status"]
    assert rows == [["0" if text == "never" else "1"]]
