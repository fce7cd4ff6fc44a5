"""The pure rooms in Python's embedded V8: the same flags as Node, the same numbers."""

import json
import math
import subprocess
from pathlib import Path

import pytest
from py_mini_racer import MiniRacer

import jupyter_security_lake_ml

CORE = Path(jupyter_security_lake_ml.__file__).with_name("core.js")
WORKLOAD = Path(__file__).with_name("workload.js")

IN_NODE = """
const { readFileSync } = require('node:fs');
const [core, workload] = process.argv.slice(1).map(path => readFileSync(path, 'utf8'));
const run = (0, eval)(`${core};(${workload.trim().replace(/;$/, '')})(SecurityLakeCore)`);
process.stdout.write(run);
"""


def in_v8() -> list[dict]:
    engine = MiniRacer()
    engine.eval(CORE.read_text(encoding="utf-8"))
    call = WORKLOAD.read_text(encoding="utf-8").strip().removesuffix(";")
    return json.loads(engine.eval(f"({call})(SecurityLakeCore)"))


def in_node() -> list[dict]:
    command = ["node", "-e", IN_NODE, str(CORE), str(WORKLOAD)]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def assert_same(left: object, right: object, where: str) -> None:
    """Equal in everything but the last digits of real numbers."""
    if isinstance(left, dict):
        assert isinstance(right, dict) and left.keys() == right.keys(), where
        for key, value in left.items():
            assert_same(value, right[key], f"{where}.{key}")
    elif isinstance(left, list):
        assert isinstance(right, list) and len(left) == len(right), where
        for at, value in enumerate(left):
            assert_same(value, right[at], f"{where}[{at}]")
    elif isinstance(left, float) or isinstance(right, float):
        assert math.isclose(float(left), float(right), rel_tol=1e-9, abs_tol=1e-300), where
    else:
        assert left == right, where


def test_the_detectors_say_the_same_in_python_as_in_node():
    assert CORE.exists(), 'core.js is missing; "npm run build:lib" writes it'
    node = in_node()
    assert_same(in_v8(), node, "answers")
    flagged = [answer for answer in node if answer.get("outliers")]
    assert len(flagged) > len(node) / 3, "a workload without findings compares nothing"


def test_statements_are_compiled_in_python_too():
    engine = MiniRacer()
    engine.eval(CORE.read_text(encoding="utf-8"))
    count = engine.eval("SecurityLakeCore.QUESTIONS.length")
    assert count == pytest.approx(engine.eval("new Set(SecurityLakeCore.QUESTIONS.map(q => q.id)).size"))
    assert count >= 60
