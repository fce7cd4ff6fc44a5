"""The local engine: answers Athena's operations over a folder of Parquet."""

import asyncio
import json
import os
import re
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .catalogue import CATALOG, Catalogue, require_catalog, table_metadata
from .errors import invalid_request, metadata_error
from .executions import ENGINE_VERSION, Execution, Executions, Request, described, statistics
from .lockdown import open_database
from .protocol import check
from .results import PAGE_ROWS, column_info
from .statements import Prepared, prepare, require_single
from .translate.macros import MACROS
from .translate.translator import Session
from .types import BOOLEAN
from .utilities import Answer, answer, kind_of, validated

_GENERATOR = "incidents.json"


class LocalAthena:
    """Athena's JSON 1.1 operations over a local lake.

    ``lake_dir`` may be missing or empty: the engine then lists no tables and says so in its answers. ``region`` gives
    the names of database and tables, ``workgroups`` are all there are, the first one the default; ``threads`` is how
    many statements run at once.
    """

    def __init__(
        self,
        lake_dir: Path | str,
        region: str = "us-east-1",
        *,
        workgroups: tuple[str, ...] = ("primary",),
        threads: int | None = None,
        timeout_seconds: float = 1800,
    ):
        self.lake_dir = Path(lake_dir).expanduser().resolve()
        self.region = region
        self.workgroups = workgroups
        self._created = time.time()
        self._spill = tempfile.TemporaryDirectory(prefix="local-athena-")
        self._database = open_database(self.lake_dir, self._spill, MACROS)
        self._catalogue = Catalogue(self.lake_dir, region, self._database)
        self._executions = Executions(
            self._prepare,
            self._database.cursor,
            self._spill.name,
            threads or min(4, max(2, os.cpu_count() or 2)),
            timeout_seconds,
        )
        self._callers = ThreadPoolExecutor(4, thread_name_prefix="local-athena-call")

    @property
    def demo(self) -> bool:
        """Whether the lake is one that the demo generator made."""
        try:
            return isinstance(json.loads((self.lake_dir / _GENERATOR).read_text("utf-8")), dict | list)
        except (OSError, ValueError):
            return False

    async def call(self, operation: str, body: dict) -> dict:
        """Answer one operation (its bare name); raises ``AthenaError`` for a request that Athena would refuse."""
        return await asyncio.get_running_loop().run_in_executor(self._callers, self.answer, operation, body)

    def answer(self, operation: str, body: dict) -> dict:
        """The same, for callers that may wait."""
        request = check(operation, body)
        return _OPERATIONS[operation](self, request)

    def close(self) -> None:
        """Stop what runs and free the engine's resources. May be called more than once."""
        self._executions.close()
        self._callers.shutdown(wait=True)
        self._database.close()
        self._spill.cleanup()

    def _prepare(self, request: Request) -> Prepared | Answer:
        about = (
            answer(self._catalogue, request.query, request.database)
            if validated(request.query) is None
            else None
        )
        if about is not None:
            return about
        session = Session(
            table=self._catalogue.table,
            catalog=CATALOG.lower(),
            lake_database=self._catalogue.database,
            database=request.database,
            now=time.time_ns() // 1_000_000 * 1000,
        )
        inner = validated(request.query)
        if inner is not None:
            prepare(inner, list(request.parameters), session)
            return Answer([("Valid", BOOLEAN)], [["true"]])
        return prepare(request.query, list(request.parameters), session)

    # ------------------------------------------------------------ executions

    def _start(self, body: dict) -> dict:
        context = body.get("QueryExecutionContext") or {}
        self._require_workgroup(body.get("WorkGroup") or self.workgroups[0])
        parameters = body.get("ExecutionParameters") or []
        if not all(isinstance(p, str) and 1 <= len(p) <= 1024 for p in parameters):
            raise invalid_request(
                "ExecutionParameters must be texts of 1 to 1024 characters", "INVALID_INPUT"
            )
        require_single(body["QueryString"])
        rest = {
            key: body.get(key)
            for key in ("ResultConfiguration", "ResultReuseConfiguration", "EngineConfiguration")
        }
        request = Request(
            query=body["QueryString"],
            parameters=tuple(parameters),
            catalog=context.get("Catalog"),
            database=context.get("Database"),
            workgroup=body.get("WorkGroup") or self.workgroups[0],
            rest=json.dumps(rest, sort_keys=True),
        )
        return {"QueryExecutionId": self._executions.start(request, body.get("ClientRequestToken")).id}

    def _get(self, body: dict) -> dict:
        return {"QueryExecution": described(self._executions.get(body["QueryExecutionId"]))}

    def _batch_get(self, body: dict) -> dict:
        found, missing = [], []
        for id in body["QueryExecutionIds"]:
            execution = self._executions.find(id) if isinstance(id, str) else None
            if execution is None:
                missing.append(
                    {
                        "QueryExecutionId": str(id),
                        "ErrorCode": "INVALID_INPUT",
                        "ErrorMessage": f"QueryExecution {id} was not found",
                    }
                )
            else:
                found.append(described(execution))
        return {"QueryExecutions": found, "UnprocessedQueryExecutionIds": missing}

    def _stop(self, body: dict) -> dict:
        self._executions.cancel(self._executions.get(body["QueryExecutionId"]))
        return {}

    def _list_executions(self, body: dict) -> dict:
        workgroup = body.get("WorkGroup") or self.workgroups[0]
        self._require_workgroup(workgroup)
        ids = [e.id for e in self._executions.newest_first() if e.request.workgroup == workgroup]
        return _page(body, "QueryExecutionIds", ids)

    def _results(self, body: dict) -> dict:
        execution = self._executions.get(body["QueryExecutionId"])
        if not execution.done:
            raise invalid_request(
                f"Query has not yet finished. Current state: {execution.state}",
                "INVALID_QUERY_EXECUTION_STATE",
            )
        if execution.rows is None:
            message = f"Query did not finish successfully. Final query state: {execution.state}"
            raise invalid_request(message, "INVALID_QUERY_EXECUTION_STATE")
        if body.get("QueryResultType") == "DATA_MANIFEST":
            raise invalid_request("DATA_MANIFEST is not available for this statement", "INVALID_INPUT")
        return _result_page(execution, body)

    def _runtime_statistics(self, body: dict) -> dict:
        execution = self._executions.get(body["QueryExecutionId"])
        if not execution.done:
            raise invalid_request(
                f"Query has not yet finished. Current state: {execution.state}",
                "INVALID_QUERY_EXECUTION_STATE",
            )
        held = statistics(execution)
        rows = execution.rows
        timeline = {
            key: held[key]
            for key in (
                "QueryQueueTimeInMillis",
                "ServicePreProcessingTimeInMillis",
                "QueryPlanningTimeInMillis",
                "EngineExecutionTimeInMillis",
                "ServiceProcessingTimeInMillis",
                "TotalExecutionTimeInMillis",
            )
        }
        counts = {
            "InputRows": execution.input_rows,
            "InputBytes": execution.scanned_bytes,
            "OutputBytes": rows.bytes if rows else 0,
            "OutputRows": rows.count if rows else 0,
        }
        return {"QueryRuntimeStatistics": {"Timeline": timeline, "Rows": counts}}

    # ------------------------------------------------------------ workgroups and catalogue

    def _require_workgroup(self, name: str) -> None:
        if name not in self.workgroups:
            raise invalid_request(f"WorkGroup {name} is not found.", "INVALID_INPUT")

    def _list_workgroups(self, body: dict) -> dict:
        all_ = [
            {
                "Name": name,
                "State": "ENABLED",
                "Description": "Local engine",
                "CreationTime": self._created,
                "EngineVersion": {
                    "SelectedEngineVersion": "AUTO",
                    "EffectiveEngineVersion": ENGINE_VERSION,
                },
            }
            for name in self.workgroups
        ]
        return _page(body, "WorkGroups", all_)

    def _get_workgroup(self, body: dict) -> dict:
        self._require_workgroup(body["WorkGroup"])
        configuration = {
            "ResultConfiguration": {},
            "ManagedQueryResultsConfiguration": {"Enabled": True},
            "EnforceWorkGroupConfiguration": True,
            "PublishCloudWatchMetricsEnabled": False,
            "RequesterPaysEnabled": False,
            "EngineVersion": {"SelectedEngineVersion": "AUTO", "EffectiveEngineVersion": ENGINE_VERSION},
        }
        return {
            "WorkGroup": {
                "Name": body["WorkGroup"],
                "State": "ENABLED",
                "Configuration": configuration,
                "Description": "Local engine",
                "CreationTime": self._created,
            }
        }

    def _list_catalogs(self, body: dict) -> dict:
        return _page(
            body,
            "DataCatalogsSummary",
            [{"CatalogName": CATALOG, "Type": "GLUE", "Status": "CREATE_COMPLETE"}],
        )

    def _get_catalog(self, body: dict) -> dict:
        require_catalog(body["Name"])
        return {"DataCatalog": {"Name": CATALOG, "Type": "GLUE", "Status": "CREATE_COMPLETE"}}

    def _list_databases(self, body: dict) -> dict:
        require_catalog(body["CatalogName"])
        return _page(body, "DatabaseList", [{"Name": self._catalogue.database}])

    def _get_database(self, body: dict) -> dict:
        self._require_database(body)
        return {"Database": {"Name": self._catalogue.database}}

    def _require_database(self, body: dict) -> None:
        require_catalog(body["CatalogName"])
        if body["DatabaseName"].lower() != self._catalogue.database:
            raise metadata_error(f"Database {body['DatabaseName']} not found.")
        if not self.lake_dir.is_dir():
            raise metadata_error(
                f"There is no lake folder at {self.lake_dir}: make one, or point the local engine at another."
            )

    def _list_tables(self, body: dict) -> dict:
        self._require_database(body)
        try:
            expression = re.compile(body.get("Expression") or ".*")
        except re.error:
            raise invalid_request(
                f"Expression is not a regular expression: {body['Expression']}", "INVALID_INPUT"
            ) from None
        names = [
            name
            for name in self._catalogue.table_names()
            if expression.fullmatch(name) or expression.search(name)
        ]
        page = _page(body, "TableMetadataList", names)
        tables = (self._catalogue.table(name) for name in page["TableMetadataList"])
        page["TableMetadataList"] = [table_metadata(table) for table in tables if table is not None]
        return page

    def _get_table(self, body: dict) -> dict:
        self._require_database(body)
        table = self._catalogue.table(body["TableName"])
        if table is None:
            raise metadata_error(
                f"EntityNotFoundException: Entity Not Found: Table {body['TableName']} not found."
            )
        return {"TableMetadata": table_metadata(table)}

    def _list_engine_versions(self, body: dict) -> dict:
        version = {"SelectedEngineVersion": ENGINE_VERSION, "EffectiveEngineVersion": ENGINE_VERSION}
        return _page(body, "EngineVersions", [version])


def _page(body: dict, member: str, items: list) -> dict:
    start = _offset(body.get("NextToken"), len(items))
    stop = start + (body.get("MaxResults") or 50)
    found = {member: items[start:stop]}
    if stop < len(items):
        found["NextToken"] = f"offset-{stop}"
    return found


def _offset(token: str | None, most: int) -> int:
    if token is None:
        return 0
    found = re.fullmatch(r"offset-(\d{1,12})", token)
    if found is None or int(found[1]) > most:
        raise invalid_request("Invalid NextToken", "INVALID_INPUT")
    return int(found[1])


def _result_page(execution: Execution, body: dict) -> dict:
    """A page of rows; the first page of a query begins with the names of its columns, which count as a row."""
    names = [name for name, _ in execution.columns]
    header = kind_of(execution.request.query)[0] == "DML"
    total = execution.rows.count + header
    start = _offset(body.get("NextToken"), total)
    stop = min(start + (body.get("MaxResults") or PAGE_ROWS), total)
    listed = execution.rows.slice(max(0, start - header), max(0, stop - header))
    rows = [[*names], *listed] if header and start == 0 and stop > 0 else listed
    found = {
        "UpdateCount": 0,
        "ResultSet": {
            "Rows": [{"Data": [{} if v is None else {"VarCharValue": v} for v in row]} for row in rows],
            "ResultSetMetadata": {
                "ColumnInfo": [column_info(name, kind) for name, kind in execution.columns]
            },
        },
    }
    if stop < total:
        found["NextToken"] = f"offset-{stop}"
    return found


_OPERATIONS: dict[str, Callable[[LocalAthena, dict], dict]] = {
    "StartQueryExecution": LocalAthena._start,
    "GetQueryExecution": LocalAthena._get,
    "BatchGetQueryExecution": LocalAthena._batch_get,
    "GetQueryResults": LocalAthena._results,
    "StopQueryExecution": LocalAthena._stop,
    "ListQueryExecutions": LocalAthena._list_executions,
    "GetQueryRuntimeStatistics": LocalAthena._runtime_statistics,
    "ListWorkGroups": LocalAthena._list_workgroups,
    "GetWorkGroup": LocalAthena._get_workgroup,
    "ListDataCatalogs": LocalAthena._list_catalogs,
    "GetDataCatalog": LocalAthena._get_catalog,
    "ListDatabases": LocalAthena._list_databases,
    "GetDatabase": LocalAthena._get_database,
    "ListTableMetadata": LocalAthena._list_tables,
    "GetTableMetadata": LocalAthena._get_table,
    "ListEngineVersions": LocalAthena._list_engine_versions,
}
