"""The connection check: step by step from credentials to one row, each failure with its remedy."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlglot import exp

from .answers import Answer, Backend
from .errors import RequestError
from .failures import explain
from .gate import TERMINAL, Gate
from .selection import Choice

Row = bool | Literal["free"]
"""Whether to read one row, which Athena bills; ``free``: only where nobody bills it."""

TITLES = {
    "configuration": "Configuration",
    "lake": "Lake folder",
    "credentials": "Credentials",
    "identity": "Identity",
    "workgroup": "Workgroup",
    "output": "Place for results",
    "database": "Database",
    "table": "Table",
    "row": "One row",
}
ROW_SECONDS = 45.0

_LAKE_DATABASE = re.compile(r"security_?lake", re.IGNORECASE)
_IDLE_NAME = re.compile(r"default|information_schema", re.IGNORECASE)

Step = dict[str, Any]


class StepFailed(Exception):
    """A step didn't hold; the following ones aren't tried."""

    def __init__(self, type: str, message: str):
        super().__init__(message)
        self.type = type
        self.message = message


class ConnectionCheck:
    """Runs the steps for one owner through the gate: same policy, ledger and audit as any other call."""

    def __init__(self, gate: Gate, choice: Choice, owner: str):
        self._gate = gate
        self._choice = choice
        self._owner = owner
        self._workgroup: dict[str, Any] = {}
        self._database = ""
        self._table: dict[str, Any] = {}

    async def walk(self, row: Row = True) -> AsyncIterator[list[Step]]:
        """All steps, anew after each change: ``waiting``, ``running``, then how it ended (``ok``, ``failed``,
        ``warning`` or ``skipped``) with what to tell a person. Nothing follows a failure.
        """
        backend = self._choice.backend
        if backend is None:
            step = "lake" if self._choice.kind == "local" else "configuration"
            yield [_failed(step, "BackEndNotReadyException", self._choice.reason)]
            return
        works = [self._database_step, self._table_step]
        if self._choice.kind == "athena":
            works = [self._credentials, self._identity, self._workgroup_step, self._output, *works]
        if row is True or (row == "free" and self._choice.kind == "local"):
            works.append(self._row)
        steps = [_step(_id(work), "waiting", "") for work in works]
        for at, work in enumerate(works):
            steps[at] = {**steps[at], "state": "running"}
            yield list(steps)
            try:
                steps[at] = await work(backend)
            except (StepFailed, RequestError) as error:
                steps[at] = _failed(_id(work), error.type, error.message)
                steps[at + 1 :] = [_step(_id(rest), "skipped", "Not tried.") for rest in works[at + 1 :]]
                break
        yield steps

    async def _call(self, backend: Backend, operation: str, body: dict[str, Any]) -> dict[str, Any]:
        answer: Answer = await self._gate.call(backend, self._owner, operation, body)
        document = answer.document()
        if not answer.ok:
            message = document.get("Message") or document.get("message") or f"HTTP {answer.status}"
            raise StepFailed(str(document.get("__type", "Error")).rpartition("#")[2], str(message))
        return document

    async def _credentials(self, backend: Backend) -> Step:
        await backend.open()  # type: ignore[attr-defined]
        source = self._choice.identity.get("source") or "botocore"
        return _step("credentials", "ok", f"Found by {source}; region {backend.region}.")

    async def _identity(self, backend: Backend) -> Step:
        identity = self._choice.identity or await backend.identity()  # type: ignore[attr-defined]
        if identity.get("arn"):
            return _step("identity", "ok", f"Account {identity['account']}, {identity['arn']}")
        error = identity.get("error", "STS didn't answer")
        return {
            **_step("identity", "warning", "AWS STS doesn't say who we are; queries don't need it."),
            "technical": error,
        }

    async def _workgroup_step(self, backend: Backend) -> Step:
        name = self._gate.rules.workgroups[0]
        self._workgroup = (await self._call(backend, "GetWorkGroup", {"WorkGroup": name})).get(
            "WorkGroup"
        ) or {}
        if self._workgroup.get("State", "ENABLED") != "ENABLED":
            raise StepFailed("InvalidRequestException", f"WorkGroup {name} is disabled")
        cutoff = (self._workgroup.get("Configuration") or {}).get("BytesScannedCutoffPerQuery")
        limit = (
            f"a query stops at {cutoff:,} bytes scanned" if cutoff else "it sets no limit of bytes per query"
        )
        return _step("workgroup", "ok", f"{name} answers; {limit}.")

    async def _output(self, backend: Backend) -> Step:
        settings = self._workgroup.get("Configuration") or {}
        if (settings.get("ManagedQueryResultsConfiguration") or {}).get("Enabled"):
            return _step("output", "ok", "Managed query results: Athena keeps them for 24 hours.")
        theirs = (settings.get("ResultConfiguration") or {}).get("OutputLocation")
        ours = self._gate.rules.result_configuration.get("OutputLocation")
        if settings.get("EnforceWorkGroupConfiguration") and theirs:
            note = " (the workgroup enforces it; ours is ignored)" if ours and ours != theirs else ""
            return _step("output", "ok", f"{theirs}{note}")
        if ours or theirs:
            return _step("output", "ok", str(ours or theirs))
        raise StepFailed(
            "InvalidRequestException", "No output location provided by workgroup or configuration"
        )

    async def _database_step(self, backend: Backend) -> Step:
        wanted = self._gate.rules.databases
        if wanted:
            self._database = wanted[0]
            await self._call(backend, "GetDatabase", {"DatabaseName": wanted[0]})
            return _step("database", "ok", f"{wanted[0]} can be seen.")
        listed = await self._call(backend, "ListDatabases", {"MaxResults": 50})
        names = [str(one.get("Name")) for one in listed.get("DatabaseList") or []]
        useful = [name for name in names if not _IDLE_NAME.fullmatch(name)]
        lakes = [name for name in useful if _LAKE_DATABASE.search(name)]
        if not useful:
            raise StepFailed("MetadataException", "Database not found: no database can be listed")
        self._database = (lakes or useful)[0]
        if not lakes:
            note = f"No database looks like a Security Lake; {self._database} is tried."
            return _step("database", "warning", note)
        return _step("database", "ok", f"{self._database} can be seen.")

    async def _table_step(self, backend: Backend) -> Step:
        body = {"DatabaseName": self._database, "MaxResults": 50}
        listed = (await self._call(backend, "ListTableMetadata", body)).get("TableMetadataList") or []
        if not listed:
            raise StepFailed("MetadataException", f"Table not found: {self._database} shows no table")
        # Version 2 first: version 1 stays behind, without new events, where a lake was migrated.
        preference = {"time_dt": 0, "eventday": 1, None: 2}
        self._table = min(listed, key=lambda table: preference[_time_column(table)])
        name = self._table.get("Name")
        return _step("table", "ok", f"{len(listed)} tables can be seen; {name} is tried.")

    async def _row(self, backend: Backend) -> Step:
        column = _time_column(self._table)
        if column is None:
            return _step("row", "skipped", "No table has a column of time to bound a query with.")
        sql = one_row(self._gate.rules.catalog, self._database, str(self._table["Name"]), column)
        started = await self._call(backend, "StartQueryExecution", {"QueryString": sql})
        execution = await self._ended(backend, {"QueryExecutionId": started["QueryExecutionId"]})
        status = execution.get("Status") or {}
        if status.get("State") != "SUCCEEDED":
            raise StepFailed(
                str(status.get("State")), str(status.get("StateChangeReason") or "no reason given")
            )
        rows = (await self._call(backend, "GetQueryResults", started)).get("ResultSet", {}).get("Rows") or []
        scanned = (execution.get("Statistics") or {}).get("DataScannedInBytes") or 0
        what = "One row came back" if len(rows) > 1 else "The query ran and found no event of the last day"
        return _step("row", "ok", f"{what}; {scanned:,} bytes scanned.")

    async def _ended(self, backend: Backend, query: dict[str, Any]) -> dict[str, Any]:
        """The execution when it has ended; stopped when it takes too long, so that nothing goes on unseen."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + ROW_SECONDS
        pause = 0.2
        while True:
            execution = (await self._call(backend, "GetQueryExecution", query)).get("QueryExecution") or {}
            if (execution.get("Status") or {}).get("State") in TERMINAL:
                return execution
            if loop.time() > deadline:
                await self._call(backend, "StopQueryExecution", query)
                raise StepFailed("Timeout", f"The query took longer than {ROW_SECONDS:.0f} s and was stopped")
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 3.0)


def one_row(catalog: str, database: str, table: str, column: str, now: datetime | None = None) -> str:
    """A statement that reads one row of the last day; ``column`` is ``time_dt`` or ``eventday``."""
    end = now or datetime.now(UTC)
    start = end - timedelta(days=1)
    source = exp.table_(table, db=database, catalog=catalog, quoted=True)
    place = exp.column(column, quoted=True)
    if column == "eventday":
        bounds = place.between(start.strftime("%Y%m%d"), end.strftime("%Y%m%d"))
        query = exp.select(place).from_(source).where(bounds)
    else:
        low, high = (
            exp.cast(exp.Literal.string(moment.strftime("%Y-%m-%d %H:%M:%S")), "timestamp")
            for moment in (start, end)
        )
        query = exp.select(place).from_(source).where(place.copy() >= low, place.copy() < high)
    return query.limit(1).sql(dialect="trino")


def _time_column(table: dict[str, Any]) -> str | None:
    names = {str(one.get("Name")) for part in ("PartitionKeys", "Columns") for one in table.get(part) or []}
    return next((name for name in ("eventday", "time_dt") if name in names), None)


def _step(id: str, state: str, detail: str) -> Step:
    return {"id": id, "title": TITLES[id], "state": state, "detail": detail}


def _failed(id: str, type: str, message: str) -> Step:
    known = explain(type, message)
    return {
        **_step(id, "failed", known.sentence),
        "failure": known.id,
        "turn": known.turn,
        "remedy": known.remedy,
        "permission": known.permission,
        "technical": known.technical,
    }


def _id(step: Any) -> str:
    return str(step.__name__).strip("_").removesuffix("_step")
