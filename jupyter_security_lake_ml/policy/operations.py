"""Which operations may be called and with which members; where a query goes is the server's to say."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from ..errors import Refusal, RequestError

Body = dict[str, Any]

POLLING = frozenset({"GetQueryExecution", "BatchGetQueryExecution", "GetQueryRuntimeStatistics"})
"""Operations that a page repeats by itself, so they don't count as somebody's activity."""

OF_ONE_QUERY = frozenset(
    {"GetQueryExecution", "GetQueryResults", "GetQueryRuntimeStatistics", "StopQueryExecution"}
)

_QUERY_ID = re.compile(r"[A-Za-z0-9-]{1,128}")
ACCEPTED: dict[str, frozenset[str]] = {
    "StartQueryExecution": frozenset(
        {
            "QueryString",
            "ClientRequestToken",
            "QueryExecutionContext",
            "WorkGroup",
            "ResultConfiguration",
            "ResultReuseConfiguration",
        }
    ),
    "GetQueryExecution": frozenset({"QueryExecutionId"}),
    "BatchGetQueryExecution": frozenset({"QueryExecutionIds"}),
    "StopQueryExecution": frozenset({"QueryExecutionId"}),
    "GetQueryResults": frozenset({"QueryExecutionId", "NextToken", "MaxResults", "QueryResultType"}),
    "GetQueryRuntimeStatistics": frozenset({"QueryExecutionId"}),
    "ListQueryExecutions": frozenset({"NextToken", "MaxResults", "WorkGroup"}),
    "ListWorkGroups": frozenset({"NextToken", "MaxResults"}),
    "GetWorkGroup": frozenset({"WorkGroup"}),
    "ListDataCatalogs": frozenset({"NextToken", "MaxResults", "WorkGroup"}),
    "ListDatabases": frozenset({"CatalogName", "NextToken", "MaxResults", "WorkGroup"}),
    "GetDatabase": frozenset({"CatalogName", "DatabaseName", "WorkGroup"}),
    "ListTableMetadata": frozenset(
        {"CatalogName", "DatabaseName", "Expression", "NextToken", "MaxResults", "WorkGroup"}
    ),
    "GetTableMetadata": frozenset({"CatalogName", "DatabaseName", "TableName", "WorkGroup"}),
}
_OF_CATALOG = frozenset({"ListDatabases", "GetDatabase", "ListTableMetadata", "GetTableMetadata"})


@dataclass(frozen=True)
class Rules:
    """What the server's configuration allows. ``databases`` empty means every database of the catalogue."""

    workgroups: tuple[str, ...] = ("primary",)
    catalog: str = "AwsDataCatalog"
    databases: tuple[str, ...] = ()
    result_configuration: Body = field(default_factory=dict)
    reuse_minutes: int = 0
    max_statement_bytes: int = 262_144

    @property
    def allowed_databases(self) -> frozenset[str]:
        """The databases in lower case, as Athena compares them."""
        return frozenset(name.lower() for name in self.databases)


def admit(operation: str, body: Body, rules: Rules, owner: str) -> Body:
    """The body to send in place of what the browser sent; raises ``Refusal``. Statements are judged apart.

    Members that decide where a query runs or where its results go are dropped and set from the configuration;
    a workgroup, catalogue or database of the browser's is kept when it is allowed, and refused when it isn't.
    """
    accepted = ACCEPTED.get(operation)
    if accepted is None:
        raise Refusal("operation", f"Operation {operation} is not allowed through this server")
    unknown = sorted(set(body) - accepted)
    if unknown:
        raise Refusal("member", f"{operation} is not accepted with {', '.join(unknown)[:200]}")
    admitted = {name: value for name, value in body.items() if value is not None}
    if "WorkGroup" in admitted or operation in ("StartQueryExecution", "GetWorkGroup"):
        admitted["WorkGroup"] = _workgroup(admitted.get("WorkGroup"), rules)
    if operation in _OF_CATALOG:
        admitted["CatalogName"] = _catalog(admitted.get("CatalogName"), rules)
        if "DatabaseName" in accepted:
            admitted["DatabaseName"] = _database(_text(admitted, "DatabaseName"), rules)
    if operation in OF_ONE_QUERY:
        query_id(admitted.get("QueryExecutionId"))
    if admitted.get("QueryResultType", "DATA_ROWS") != "DATA_ROWS":
        raise Refusal("member", "Only QueryResultType DATA_ROWS is accepted")
    return _start(admitted, rules, owner) if operation == "StartQueryExecution" else admitted


def query_id(value: Any) -> str:
    """A query id of the right form; raises ``RequestError`` otherwise."""
    if not isinstance(value, str) or not _QUERY_ID.fullmatch(value):
        raise RequestError("InvalidRequestException", "QueryExecutionId is not valid", code="INVALID_INPUT")
    return value


def _start(body: Body, rules: Rules, owner: str) -> Body:
    sql = _text(body, "QueryString")
    if not sql.strip():
        raise Refusal("empty", "The statement is empty")
    if len(sql.encode("utf-8", "surrogatepass")) > rules.max_statement_bytes:
        raise Refusal("too-large", f"The statement is larger than {rules.max_statement_bytes} bytes")
    if "\0" in sql or any("\ud800" <= character <= "\udfff" for character in sql):
        raise Refusal("lexical", "The statement holds characters that can't be sent")
    context = body.get("QueryExecutionContext") or {}
    if not isinstance(context, dict) or set(context) - {"Database", "Catalog"}:
        raise Refusal("member", "QueryExecutionContext takes Database and Catalog")
    admitted_context = {"Catalog": _catalog(context.get("Catalog"), rules)}
    database = context.get("Database") or (rules.databases[0] if rules.databases else None)
    if database is not None:
        admitted_context["Database"] = _database(database, rules)
    start: Body = {
        "QueryString": sql,
        "ClientRequestToken": _token(body.get("ClientRequestToken"), owner),
        "QueryExecutionContext": admitted_context,
        "WorkGroup": body["WorkGroup"],
    }
    if rules.result_configuration:
        start["ResultConfiguration"] = rules.result_configuration
    if rules.reuse_minutes:
        reuse = {"Enabled": True, "MaxAgeInMinutes": rules.reuse_minutes}
        start["ResultReuseConfiguration"] = {"ResultReuseByAgeConfiguration": reuse}
    return start


def _token(value: Any, owner: str) -> str:
    """An idempotency token of this owner's: the same token of two people must not give the same query."""
    if value is None:
        return uuid.uuid4().hex
    if not isinstance(value, str) or not 32 <= len(value) <= 128:
        raise Refusal("member", "ClientRequestToken takes 32 to 128 characters")
    return sha256(f"{owner}\n{value}".encode("utf-8", "surrogatepass")).hexdigest()


def _workgroup(value: Any, rules: Rules) -> str:
    if value is None:
        return rules.workgroups[0]
    return _one_of(value, rules.workgroups, "workgroup", "Workgroup", str)


def _catalog(value: Any, rules: Rules) -> str:
    if value is None:
        return rules.catalog
    return _one_of(value, (rules.catalog,), "catalog", "Catalogue", str.lower)


def _database(value: Any, rules: Rules) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 255:
        raise Refusal("member", "A database's name takes 1 to 255 characters")
    return _one_of(value, rules.databases, "database", "Database", str.lower) if rules.databases else value


def _one_of(value: Any, allowed: tuple[str, ...], rule: str, what: str, fold: Callable[[str], str]) -> str:
    if isinstance(value, str):
        for name in allowed:
            if fold(name) == fold(value):
                return name
    raise Refusal(rule, f"{what} {str(value)[:80]} is not allowed here; allowed: {', '.join(allowed)}")


def _text(body: Body, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise RequestError("InvalidRequestException", f"{name} is required", code="INVALID_INPUT")
    return value
