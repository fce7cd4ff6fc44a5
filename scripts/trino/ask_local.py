"""Asks the local engine: `ask_local.py LAKE IN.jsonl OUT.jsonl`; the rows come as Athena's texts."""

from __future__ import annotations

import sys
import time

from statements import Answer, answer_all, read, write

from jupyter_security_lake_ml.local import AthenaError, LocalAthena


def main(lake: str, source: str, target: str) -> None:
    """Answers the statements of a file from a lake."""
    engine = LocalAthena(lake)

    def ask(sql: str) -> Answer:
        try:
            id = engine.answer("StartQueryExecution", {"QueryString": sql})["QueryExecutionId"]
            state = wait(engine, id)
            if state["State"] != "SUCCEEDED":
                return {"error": state.get("StateChangeReason", state["State"])}
            return rows_of(engine, id)
        except AthenaError as error:
            return {"error": str(error)}

    try:
        write(target, answer_all(read(source), ask, at_once=2))
    finally:
        engine.close()


def wait(engine: LocalAthena, id: str) -> dict:
    """The final status of an execution."""
    while True:
        status = engine.answer("GetQueryExecution", {"QueryExecutionId": id})["QueryExecution"]["Status"]
        if status["State"] not in ("QUEUED", "RUNNING"):
            return status
        time.sleep(0.005)


def rows_of(engine: LocalAthena, id: str) -> Answer:
    """All pages of a result, without the header row."""
    rows: list[list[str | None]] = []
    columns: list[dict] = []
    token: str | None = None
    while True:
        request = {"QueryExecutionId": id, **({"NextToken": token} if token else {})}
        page = engine.answer("GetQueryResults", request)
        listed = [[datum.get("VarCharValue") for datum in row["Data"]] for row in page["ResultSet"]["Rows"]]
        if not columns:
            described = page["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
            columns = [{"name": column["Name"], "type": column["Type"]} for column in described]
            listed = listed[1:]
        rows += listed
        token = page.get("NextToken")
        if not token:
            return {"columns": columns, "rows": rows}


if __name__ == "__main__":
    main(*sys.argv[1:])
