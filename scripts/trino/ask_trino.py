"""Asks a Trino server: `ask_trino.py URL validate|run IN.jsonl OUT.jsonl`.

`validate` answers each statement with no rows or with the error of its analyser, `run` with its rows.
"""

from __future__ import annotations

import datetime
import sys
import threading
from urllib.parse import urlsplit

from statements import Answer, answer_all, read, write
from trino.dbapi import connect
from trino.exceptions import TrinoDataError, TrinoQueryError

DATABASE = "amazon_security_lake_glue_db_us_east_1"


def main(url: str, mode: str, source: str, target: str) -> None:
    """Answers the statements of a file by a server."""
    address = urlsplit(url)
    per_thread = threading.local()

    def ask(sql: str) -> Answer:
        if not hasattr(per_thread, "connection"):
            per_thread.connection = connect(
                host=address.hostname,
                port=address.port or 8080,
                http_scheme=address.scheme,
                user="test",
                catalog="awsdatacatalog",
                schema=DATABASE,
                timezone="UTC",
            )
        cursor = per_thread.connection.cursor()
        try:
            cursor.execute(f"EXPLAIN (TYPE VALIDATE)\n{sql}" if mode == "validate" else sql)
            rows = [[plain(value) for value in row] for row in cursor.fetchall()]
        except (TrinoQueryError, TrinoDataError) as error:
            return {"error": str(error)}
        columns = [{"name": column.name, "type": column.type_code} for column in cursor.description or []]
        return {"columns": columns, "rows": [] if mode == "validate" else rows}

    write(target, answer_all(read(source), ask, at_once=2))


def plain(value: object) -> object:
    """A value as JSON holds it; times as ISO text, decimals as text."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    return str(value)


if __name__ == "__main__":
    main(*sys.argv[1:])
