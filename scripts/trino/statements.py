"""Lines of JSON: statements {"id", "sql"} in, answers {"id", "columns", "rows"} or {"id", "error"} out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

Answer = dict


def read(path: str) -> list[dict]:
    """The statements of a file, in its order."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").split("\n") if line.strip()]


def answer_all(statements: list[dict], ask: Callable[[str], Answer], at_once: int) -> Iterator[dict]:
    """Answers in the order of the statements, `at_once` under way at a time; a dot for every hundred."""
    with ThreadPoolExecutor(at_once) as pool:
        for number, (statement, answer) in enumerate(
            zip(statements, pool.map(lambda s: ask(s["sql"]), statements), strict=True), 1
        ):
            if number % 100 == 0:
                print(".", end="", file=sys.stderr, flush=True)
            yield {"id": statement["id"], **answer}


def write(path: str, answers: Iterator[dict]) -> None:
    """Writes answers as lines."""
    with Path(path).open("w", encoding="utf-8") as lines:
        for answer in answers:
            lines.write(json.dumps(answer) + "\n")
