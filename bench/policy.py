"""Time that the policy takes for a statement: python bench/policy.py [--json OUT]

Each figure for both builds of sqlglot: the compiled one, as far as it is installed, and the pure one, a copy
without the compiled modules. Processor time, best of several: the machine may do other things too.
"""

import argparse
import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sqlglot

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from jupyter_security_lake_ml.policy.judge import judge_quietly  # noqa: E402 (the checkout's own)
from jupyter_security_lake_ml.policy.statements import Scope, Verdict  # noqa: E402

SCOPE = Scope("AwsDataCatalog", frozenset({"lake"}), "lake")
TARGETS_MS = {"compiled": {10: 10, 256: 250}, "pure": {10: 25, 256: 800}}


def union(size: int) -> str:
    """Code all through: a union of aggregations, as dense as a statement gets."""
    part = (
        "SELECT cast(src_endpoint.ip AS varchar) AS ip, count(*) AS n, map_agg(time / 86400000,"
        " coalesce(traffic.bytes, 0)) FILTER (WHERE status = 'Failure' AND api.operation IN ('a', 'b''c')) AS m"
        " FROM lake.t WHERE time_dt >= TIMESTAMP '2024-01-01 00:00:00' AND time_dt < TIMESTAMP"
        " '2024-02-01 00:00:00' AND accountid = '{:012d}' GROUP BY 1 HAVING count(*) > 3\n"
    )
    count = size // (len(part.format(0)) + len("UNION ALL\n"))
    return "UNION ALL\n".join(part.format(number) for number in range(count))


def values(size: int) -> str:
    """A filter with many values: how the questions' statements become long."""
    keys = ", ".join(f"'key-{number:09d}'" for number in range((size - 50) // 17))
    return f"SELECT count(*) FROM lake.t WHERE k IN ({keys})"


def milliseconds(sql: str, times: int) -> float:
    """Processor time of one judgement as the worker process makes it, best of several."""
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        verdict = judge_quietly(sql, SCOPE)
        best = min(best, time.process_time() - begun)
        if not isinstance(verdict, Verdict):
            raise SystemExit(f"refused: {verdict}")
        gc.collect()
    return best * 1000


def figures() -> dict[str, float]:
    """All statements on the build that this process has."""
    milliseconds(union(1000), 3)
    return {
        f"{make.__name__} {size} kB": round(milliseconds(make(size * 1000), 15 if size < 100 else 5), 1)
        for make in (union, values)
        for size in (10, 256)
    }


def main() -> None:
    """Run and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--this-build", action="store_true", help="only what this process has, as JSON")
    options = arguments.parse_args()
    if options.this_build:
        print(json.dumps(figures()))
        return
    package = Path(sqlglot.__file__).parent
    builds = {"pure": True, **({"compiled": False} if any(package.glob("*.so")) else {})}
    measured = {}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(
            package, Path(folder) / "sqlglot", ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__")
        )
        for build, is_pure in builds.items():
            environment = {**os.environ, **({"PYTHONPATH": folder} if is_pure else {})}
            command = [sys.executable, __file__, "--this-build"]
            answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            measured[build] = json.loads(answer.stdout)
    print(f"sqlglot {sqlglot.__version__}")
    for build, found in measured.items():
        for name, value in found.items():
            target = TARGETS_MS[build][int(name.split()[1])]
            print(f"{build:9} {name:14} {value:7} ms   (target {target})")
    if options.json:
        options.json.write_text(json.dumps(measured, indent=2))


if __name__ == "__main__":
    main()
