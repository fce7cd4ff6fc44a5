"""Query executions: their states, their threads, and stopping them."""

import contextlib
import hashlib
import json
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import duckdb

from .errors import AthenaError, StatementError, invalid_request
from .failures import from_duckdb
from .results import Rows, text
from .statements import Prepared
from .types import Type
from .utilities import Answer, kind_of

ENGINE_VERSION = "Athena engine version 3"
ACTIVE_QUOTA = 200
_KEPT = 1000
_FETCHED = 1000
_INSISTING = 0.02


@dataclass(frozen=True)
class Request:
    """What was asked for with StartQueryExecution."""

    query: str
    parameters: tuple[str, ...]
    catalog: str | None
    database: str | None
    workgroup: str
    rest: str

    def digest(self) -> str:
        """Equal for requests that a client token may be used for again."""
        parts = [self.query, self.parameters, self.catalog, self.database, self.workgroup, self.rest]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@dataclass
class Execution:
    """One execution. Times are seconds since the epoch; ``marks`` are seconds on the monotonic clock."""

    id: str
    request: Request
    submitted: float = field(default_factory=time.time)
    state: str = "QUEUED"
    reason: str | None = None
    error: dict | None = None
    completed: float | None = None
    columns: list[tuple[str, Type]] = field(default_factory=list)
    rows: Rows | None = None
    scanned_bytes: int = 0
    input_rows: int = 0
    marks: dict[str, float] = field(default_factory=lambda: {"submitted": time.monotonic()})
    stop: threading.Event = field(default_factory=threading.Event)
    connection: duckdb.DuckDBPyConnection | None = None

    @property
    def done(self) -> bool:
        """Whether the state is final."""
        return self.state in ("SUCCEEDED", "FAILED", "CANCELLED")

    def milliseconds(self, start: str, end: str) -> int:
        """Milliseconds between two marks; to now if the second isn't there yet, 0 if the first isn't."""
        if start not in self.marks:
            return 0
        return max(0, round((self.marks.get(end, time.monotonic()) - self.marks[start]) * 1000))


class Executions:
    """Runs statements on a bounded number of threads. ``prepare`` turns a request into what to run."""

    def __init__(
        self,
        prepare: Callable[[Request], Prepared | Answer],
        connection: Callable[[], duckdb.DuckDBPyConnection],
        folder: str,
        threads: int,
        timeout_seconds: float,
    ):
        self._prepare = prepare
        self._connection = connection
        self._folder = folder
        self._timeout = timeout_seconds
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="local-athena")
        self._lock = threading.Lock()
        self._all: dict[str, Execution] = {}
        self._tokens: dict[str, tuple[str, str]] = {}

    def start(self, request: Request, token: str | None) -> Execution:
        """A new execution, or the earlier one of the same client token."""
        with self._lock:
            if token is not None and token in self._tokens:
                digest, known = self._tokens[token]
                if digest != request.digest():
                    message = "Idempotent parameters do not match: the ClientRequestToken was used for another request"
                    raise invalid_request(message, "INVALID_INPUT")
                if known in self._all:
                    return self._all[known]
            if sum(not e.done for e in self._all.values()) >= ACTIVE_QUOTA:
                raise AthenaError(
                    "TooManyRequestsException",
                    "You have exceeded the limit for the number of queries you can run concurrently.",
                )
            execution = Execution(str(uuid.uuid4()), request)
            self._all[execution.id] = execution
            if token is not None:
                self._tokens[token] = (request.digest(), execution.id)
            self._forget()
        self._pool.submit(self._run, execution)
        return execution

    def get(self, id: str) -> Execution:
        """An execution by id; InvalidRequestException if there is none."""
        found = self._all.get(id)
        if found is None:
            raise invalid_request(f"QueryExecution {id} was not found", "INVALID_INPUT")
        return found

    def find(self, id: str) -> Execution | None:
        """An execution by id, or None."""
        return self._all.get(id)

    def newest_first(self) -> list[Execution]:
        """All that are kept."""
        with self._lock:
            return list(reversed(self._all.values()))

    def cancel(self, execution: Execution) -> None:
        """Stop an execution; nothing happens to one that has ended."""
        with self._lock:
            if execution.done:
                return
            execution.stop.set()
            if execution.state == "QUEUED":
                self._end(execution, "CANCELLED", "Query cancelled by user")
                return
        self._interrupt(execution)

    def close(self) -> None:
        """Stop everything and wait for the threads."""
        for execution in self.newest_first():
            self.cancel(execution)
        self._pool.shutdown(wait=True, cancel_futures=True)
        for execution in self._all.values():
            if execution.rows is not None:
                execution.rows.close()

    def _forget(self) -> None:
        finished = [e for e in self._all.values() if e.done]
        for execution in finished[: max(0, len(self._all) - _KEPT)]:
            del self._all[execution.id]
            if execution.rows is not None:
                execution.rows.close()
        self._tokens = {token: held for token, held in self._tokens.items() if held[1] in self._all}

    def _run(self, execution: Execution) -> None:
        with self._lock:
            if execution.done:
                return
            execution.state = "RUNNING"
            execution.marks["started"] = time.monotonic()
        late = threading.Event()
        timer = threading.Timer(self._timeout, self._time_out, (execution, late))
        timer.daemon = True
        timer.start()
        try:
            rows = self._rows(execution)
            with self._lock:
                execution.rows = rows
                self._end(execution, "SUCCEEDED")
        except StatementError as error:
            self._fail(execution, error, late)
        except duckdb.InterruptException as error:
            self._fail(execution, from_duckdb(error), late)
        except duckdb.Error as error:
            self._fail(execution, from_duckdb(error), late)
        except Exception as error:
            self._fail(
                execution, StatementError("GENERIC_INTERNAL_ERROR", f"{type(error).__name__}: {error}"), late
            )
        finally:
            timer.cancel()
            with contextlib.suppress(duckdb.Error):
                if execution.connection is not None:
                    execution.connection.close()
            execution.connection = None

    def _time_out(self, execution: Execution, late: threading.Event) -> None:
        late.set()
        execution.stop.set()
        self._interrupt(execution)

    def _interrupt(self, execution: Execution) -> None:
        """Interrupt until it has ended: DuckDB forgets an interrupt that comes before the statement runs."""

        def insist() -> None:
            while not execution.done:
                connection = execution.connection
                if connection is not None:
                    with contextlib.suppress(duckdb.Error):
                        connection.interrupt()
                time.sleep(_INSISTING)

        threading.Thread(target=insist, name="local-athena-stop", daemon=True).start()

    def _rows(self, execution: Execution) -> Rows:
        prepared = self._prepare(execution.request)
        execution.columns = prepared.columns
        execution.marks["planned"] = time.monotonic()
        rows = Rows(self._folder)
        if isinstance(prepared, Answer):
            rows.extend(prepared.rows)
            return rows
        execution.scanned_bytes = sum(scan.scanned_bytes() for scan in prepared.scans)
        execution.input_rows = sum(scan.scanned_rows() for scan in prepared.scans)
        with self._lock:
            self._check(execution)
            execution.connection = self._connection()
        cursor = execution.connection.execute(prepared.sql)
        kinds = [kind for _, kind in prepared.columns]
        while fetched := cursor.fetchmany(_FETCHED):
            self._check(execution)
            rows.extend(
                [text(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in fetched
            )
        rows.flush()
        self._check(execution)
        return rows

    def _check(self, execution: Execution) -> None:
        if execution.stop.is_set():
            raise StatementError("USER_CANCELLED", "Query cancelled by user")

    def _fail(self, execution: Execution, error: StatementError, late: threading.Event) -> None:
        with self._lock:
            if late.is_set():
                error = StatementError("EXCEEDED_TIME_LIMIT", "Query exceeded maximum time limit")
            elif execution.stop.is_set():
                self._end(execution, "CANCELLED", "Query cancelled by user")
                return
            execution.error = error.athena_error()
            self._end(execution, "FAILED", error.reason)

    def _end(self, execution: Execution, state: str, reason: str | None = None) -> None:
        execution.state = state
        execution.reason = reason
        execution.completed = time.time()
        execution.marks["ended"] = time.monotonic()


def described(execution: Execution) -> dict:
    """Athena's ``QueryExecution``."""
    request = execution.request
    statement, substatement = kind_of(request.query)
    status: dict = {"State": execution.state, "SubmissionDateTime": execution.submitted}
    if execution.reason is not None:
        status["StateChangeReason"] = execution.reason
    if execution.completed is not None:
        status["CompletionDateTime"] = execution.completed
    if execution.error is not None:
        status["AthenaError"] = execution.error
    context = {"Database": request.database, "Catalog": request.catalog}
    found = {
        "QueryExecutionId": execution.id,
        "Query": request.query,
        "StatementType": statement,
        "ManagedQueryResultsConfiguration": {"Enabled": True},
        "ResultConfiguration": {},
        "ResultReuseConfiguration": {"ResultReuseByAgeConfiguration": {"Enabled": False}},
        "QueryExecutionContext": {key: held for key, held in context.items() if held is not None},
        "Status": status,
        "Statistics": statistics(execution),
        "WorkGroup": request.workgroup,
        "EngineVersion": {"SelectedEngineVersion": "AUTO", "EffectiveEngineVersion": ENGINE_VERSION},
    }
    if substatement is not None:
        found["SubstatementType"] = substatement
    if request.parameters:
        found["ExecutionParameters"] = list(request.parameters)
    return found


def statistics(execution: Execution) -> dict:
    """Athena's ``Statistics``: milliseconds, and compressed bytes of the columns read."""
    return {
        "EngineExecutionTimeInMillis": execution.milliseconds("started", "ended"),
        "DataScannedInBytes": execution.scanned_bytes,
        "TotalExecutionTimeInMillis": execution.milliseconds("submitted", "ended"),
        "QueryQueueTimeInMillis": execution.milliseconds("submitted", "started"),
        "ServicePreProcessingTimeInMillis": 0,
        "QueryPlanningTimeInMillis": execution.milliseconds("started", "planned")
        if "planned" in execution.marks
        else 0,
        "ServiceProcessingTimeInMillis": 0,
        "ResultReuseInformation": {"ReusedPreviousResult": False},
    }
