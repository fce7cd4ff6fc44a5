"""The documented schemas of the Security Lake tables, keyed by table suffix such as `vpc_flow_2_0`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def documented_tables() -> dict[str, dict]:
    """All native tables in both versions: `{suffix: {source_version, columns, partition_keys}}`.

    A column or partition key is `{name, hive, duckdb}`: its name and its type in two spellings. Treat the answer as
    read-only, since it is shared.
    """
    text = files(__package__).joinpath("local/schemas/tables.json").read_text(encoding="utf-8")
    return json.loads(text)
