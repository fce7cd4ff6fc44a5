"""What a request may look like: members, lengths and ranges of Athena's service model."""

import re
from dataclasses import dataclass

from .errors import AthenaError, invalid_request

MAX_QUERY_BYTES = 262_144


@dataclass(frozen=True)
class Member:
    """One member of a request. ``low`` and ``high`` bound a text's length, a number, or a list's length."""

    kind: type
    required: bool = False
    low: int = 0
    high: int | None = None
    pattern: str | None = None


def _text(
    low: int = 0, high: int | None = None, required: bool = False, pattern: str | None = None
) -> Member:
    return Member(str, required, low, high, pattern)


_ID = _text(1, 128, required=True)
_TOKEN = _text(1, 1024)
_WORKGROUP = _text(1, 128, pattern=r"[a-zA-Z0-9._-]+")
_CATALOG = _text(1, 256, required=True)
_NAME = _text(1, 128, required=True)
_PAGE = Member(int, low=1, high=50)

SHAPES: dict[str, dict[str, Member]] = {
    "StartQueryExecution": {
        "QueryString": _text(1, None, required=True),
        "ClientRequestToken": _text(32, 128),
        "QueryExecutionContext": Member(dict),
        "ResultConfiguration": Member(dict),
        "WorkGroup": _WORKGROUP,
        "ExecutionParameters": Member(list, low=1),
        "ResultReuseConfiguration": Member(dict),
        "EngineConfiguration": Member(dict),
    },
    "GetQueryExecution": {"QueryExecutionId": _ID},
    "BatchGetQueryExecution": {"QueryExecutionIds": Member(list, True, 1, 50)},
    "GetQueryResults": {
        "QueryExecutionId": _ID,
        "NextToken": _TOKEN,
        "MaxResults": Member(int, low=1, high=1000),
        "QueryResultType": _text(pattern="DATA_ROWS|DATA_MANIFEST"),
    },
    "StopQueryExecution": {"QueryExecutionId": _ID},
    "ListQueryExecutions": {"NextToken": _TOKEN, "MaxResults": _PAGE, "WorkGroup": _WORKGROUP},
    "GetQueryRuntimeStatistics": {"QueryExecutionId": _ID},
    "ListWorkGroups": {"NextToken": _TOKEN, "MaxResults": _PAGE},
    "GetWorkGroup": {"WorkGroup": _text(1, 128, required=True, pattern=r"[a-zA-Z0-9._-]+")},
    "ListDataCatalogs": {
        "NextToken": _TOKEN,
        "MaxResults": Member(int, low=2, high=50),
        "WorkGroup": _WORKGROUP,
    },
    "GetDataCatalog": {"Name": _CATALOG, "WorkGroup": _WORKGROUP},
    "ListDatabases": {
        "CatalogName": _CATALOG,
        "NextToken": _TOKEN,
        "MaxResults": _PAGE,
        "WorkGroup": _WORKGROUP,
    },
    "GetDatabase": {"CatalogName": _CATALOG, "DatabaseName": _NAME, "WorkGroup": _WORKGROUP},
    "ListTableMetadata": {
        "CatalogName": _CATALOG,
        "DatabaseName": _NAME,
        "Expression": _text(0, 256),
        "NextToken": _TOKEN,
        "MaxResults": _PAGE,
        "WorkGroup": _WORKGROUP,
    },
    "GetTableMetadata": {
        "CatalogName": _CATALOG,
        "DatabaseName": _NAME,
        "TableName": _NAME,
        "WorkGroup": _WORKGROUP,
    },
    "ListEngineVersions": {"NextToken": _TOKEN, "MaxResults": Member(int, low=1, high=10)},
}


def check(operation: str, body: object) -> dict:
    """The request if it fits its shape; members that the model doesn't have are ignored, as the service does."""
    shape = SHAPES.get(operation)
    if shape is None:
        raise AthenaError("UnknownOperationException", f"{operation} is not supported by the local engine")
    if not isinstance(body, dict):
        raise AthenaError("SerializationException", "The request must be a JSON object")
    errors = [error for name, member in shape.items() if (error := _error(name, member, body.get(name)))]
    if errors:
        plural = "s" if len(errors) > 1 else ""
        raise invalid_request(
            f"{len(errors)} validation error{plural} detected: {'; '.join(errors)}", "INVALID_INPUT"
        )
    query = body.get("QueryString")
    if query is not None and len(query.encode("utf-8", "surrogatepass")) > MAX_QUERY_BYTES:
        raise invalid_request(f"Query string exceeds the limit of {MAX_QUERY_BYTES} bytes", "INVALID_INPUT")
    return body


def _error(name: str, member: Member, held: object) -> str | None:
    where = f"at '{name[0].lower()}{name[1:]}' failed to satisfy constraint"
    if held is None:
        return f"Value null {where}: Member must not be null" if member.required else None
    if not isinstance(held, member.kind) or isinstance(held, bool):
        raise AthenaError("SerializationException", f"{name} has the wrong type")
    size = held if member.kind is int else len(held)
    what = "value" if member.kind is int else "length"
    if size < member.low:
        return f"Value {where}: Member must have {what} greater than or equal to {member.low}"
    if member.high is not None and size > member.high:
        return f"Value {where}: Member must have {what} less than or equal to {member.high}"
    if member.pattern is not None and not re.fullmatch(member.pattern, held):
        return f"Value {where}: Member must satisfy regular expression pattern: {member.pattern}"
    return None
