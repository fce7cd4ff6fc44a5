"""Statements with the answers that a Trino server (version 476) gave: types, values, or the code of the failure."""

import json
import re
from pathlib import Path

import pytest

from jupyter_security_lake_ml.local.errors import StatementError
from jupyter_security_lake_ml.local.executions import Request
from jupyter_security_lake_ml.local.failures import from_duckdb
from jupyter_security_lake_ml.local.results import text

ANSWERS = json.loads(Path(__file__).with_name("trino_answers.json").read_text("utf-8"))


def _without_length(kind: str) -> str:
    """Trino keeps the lengths of literals, which no column has."""
    return re.sub(r"(var)?char\(\d+\)", "varchar", kind.replace(" ", "").lower())


def _answer(engine, sql):
    import duckdb

    try:
        prepared = engine._prepare(
            Request(sql, (), None, "amazon_security_lake_glue_db_us_east_1", "primary", "")
        )
        if not hasattr(prepared, "sql"):
            return prepared.columns, prepared.rows
        rows = engine._database.cursor().execute(prepared.sql).fetchall()
    except duckdb.Error as error:
        raise from_duckdb(error) from None
    kinds = [kind for _, kind in prepared.columns]
    return prepared.columns, [[text(v, k) for v, k in zip(row, kinds, strict=True)] for row in rows]


@pytest.mark.parametrize("recorded", ANSWERS, ids=[f"{i}-{a['sql'][7:60]}" for i, a in enumerate(ANSWERS)])
def test_answers_as_trino(engine, recorded):
    if "error" in recorded:
        with pytest.raises(StatementError) as failed:
            _answer(engine, recorded["sql"])
        assert failed.value.code == recorded["error"]
        if "at" in recorded:
            assert failed.value.reason.split(": ")[1] == recorded["at"]
        return
    columns, rows = _answer(engine, recorded["sql"])
    assert rows == recorded["rows"]
    assert [_without_length(str(kind)) for _, kind in columns] == [
        _without_length(k) for k in recorded["types"]
    ]


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("(SELECT 2 UNION SELECT 1) ORDER BY 1 LIMIT 1", [["1"]]),
        ("(SELECT 1 AS x UNION ALL SELECT 2) ORDER BY x DESC", [["2"], ["1"]]),
        ("((VALUES 3, 1)) ORDER BY 1", [["1"], ["3"]]),
    ],
)
def test_parentheses_take_order_and_limit(engine, sql, rows):
    assert _answer(engine, sql)[1] == rows
