"""Every statement that the questions make passes the policy, hostile key values included."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from jupyter_security_lake_ml.policy.statements import Scope, judge_statement

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(
    shutil.which("node") is None or not (ROOT / "node_modules" / "esbuild").exists(),
    reason="the statements are made by Node: run npm ci first",
)
def test_no_statement_of_the_catalogue_is_refused(tmp_path):
    out = tmp_path / "statements.jsonl"
    subprocess.run(["node", "scripts/run.mjs", "sql", str(out)], cwd=ROOT, check=True)
    scope = Scope(
        "AwsDataCatalog", frozenset({"amazon_security_lake_glue_db_us_east_1"}), "default_is_not_read"
    )
    scope = Scope(scope.catalog, scope.databases, "amazon_security_lake_glue_db_us_east_1")
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 1000
    for line in lines:
        statement = json.loads(line)
        verdict = judge_statement(statement["sql"], scope)
        assert {table for _, table in verdict.tables} == set(statement["table"].split("+")), statement["id"]
