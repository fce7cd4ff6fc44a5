"""The documented schemas of the Security Lake tables, keyed by table suffix such as `vpc_flow_2_0`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

# Version 1 of these two sources has no published file; it is CloudTrail's class 3005 with the same columns.
_SAME_COLUMNS = {"s3_data_1_0": "cloud_trail_mgmt_1_0", "lambda_execution_1_0": "cloud_trail_mgmt_1_0"}


@cache
def documented_tables() -> dict[str, dict]:
    """All native tables: `{suffix: {source_version, format, columns, partition_keys}}`.

    A column or partition key is `{name, hive, trino, duckdb}`: its name and its type in three spellings.
    Treat the answer as read-only, since it is shared.
    """
    text = files(__name__).joinpath("tables.json").read_text(encoding="utf-8")
    tables = json.loads(text)
    return tables | {suffix: tables[twin] for suffix, twin in _SAME_COLUMNS.items()}
