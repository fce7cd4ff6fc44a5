"""The one way to a back end: policy first, then the ledger, then the call, then the audit."""

import re
import time
from typing import Any

from .answers import Answer, Backend
from .audit import Audit
from .errors import Refusal, RequestError, unknown_query
from .ledger import Ledger, LedgerEntry
from .policy import Judge, Rules, Verdict, admit
from .policy.operations import OF_ONE_QUERY, query_id
from .policy.statements import Scope, statement_hash

TERMINAL = frozenset({"SUCCEEDED", "FAILED", "CANCELLED"})

Body = dict[str, Any]


class Gate:
    """Lets through what the rules allow, remembers which queries were started, and says so to the audit."""

    def __init__(self, rules: Rules, ledger: Ledger, judge: Judge, audit: Audit):
        self.rules = rules
        self._ledger = ledger
        self._judge = judge
        self._audit = audit
        self._finished: set[str] = set()

    async def call(self, backend: Backend, owner: str, operation: str, body: Body) -> Answer:
        """Answer one operation for ``owner``; raises ``RequestError``, of which ``Refusal``."""
        try:
            admitted = admit(operation, body, self.rules, owner)
            if operation == "StartQueryExecution":
                return await self._start(backend, owner, admitted)
        except Refusal as refusal:
            sql = body.get("QueryString")
            digest = statement_hash(sql) if isinstance(sql, str) else None
            self._audit.refused(owner, operation, refusal.rule, digest)
            raise
        if operation == "ListQueryExecutions":
            return await self._list(backend, owner, admitted)
        if operation == "BatchGetQueryExecution":
            return await self._batch(backend, owner, admitted)
        if operation in OF_ONE_QUERY:
            return await self._one(backend, owner, operation, admitted)
        answer = await backend.call(operation, admitted)
        return self._only_allowed(operation, answer)

    async def _start(self, backend: Backend, owner: str, body: Body) -> Answer:
        context = body["QueryExecutionContext"]
        databases = self.rules.allowed_databases
        scope = Scope(self.rules.catalog, databases, context.get("Database", "default"))
        verdict = await self._judge.judge(body["QueryString"], scope)
        # A query whose id can't be kept is one that nobody could read or stop after a restart.
        await self._ledger.ready()
        answer = await backend.call("StartQueryExecution", body)
        started = answer.document().get("QueryExecutionId")
        if not answer.ok or not isinstance(started, str):
            return answer
        # A start that is sent again after a lost answer gives the same query, which was told of.
        entry = _entry(backend, owner, started, body, verdict, answer.asked_as)
        if await self._ledger.record(entry):
            self._audit.started(owner, started, verdict)
        return answer

    async def _one(self, backend: Backend, owner: str, operation: str, body: Body) -> Answer:
        entry = await self.entry(backend, owner, body["QueryExecutionId"])
        answer = await backend.call(operation, body)
        if answer.ok and operation == "StopQueryExecution":
            self._audit.stopped(owner, entry)
        elif answer.ok and operation == "GetQueryExecution":
            self._notice_end(owner, entry, answer.document().get("QueryExecution"))
        return answer

    async def entry(self, backend: Backend, owner: str, wanted: Any) -> LedgerEntry:
        """What the ledger holds of a query of this owner's; raises ``RequestError`` for any other."""
        entry = await self._ledger.find(query_id(wanted))
        if entry is None or entry.owner != owner or entry.origin != backend.origin:
            raise unknown_query(str(wanted))
        return entry

    async def _batch(self, backend: Backend, owner: str, body: Body) -> Answer:
        wanted = body.get("QueryExecutionIds")
        if not isinstance(wanted, list) or not 1 <= len(wanted) <= 50:
            raise RequestError(
                "InvalidRequestException", "QueryExecutionIds takes 1 to 50 ids", code="INVALID_INPUT"
            )
        ours: dict[str, LedgerEntry] = {}
        refused = []
        for one in wanted:
            try:
                ours[one] = await self.entry(backend, owner, one)
            except RequestError as error:
                refused.append(
                    {
                        "QueryExecutionId": str(one),
                        "ErrorCode": "INVALID_INPUT",
                        "ErrorMessage": error.message,
                    }
                )
        if not ours:
            return Answer.of({"QueryExecutions": [], "UnprocessedQueryExecutionIds": refused})
        answer = await backend.call("BatchGetQueryExecution", {"QueryExecutionIds": list(ours)})
        if not answer.ok:
            return answer
        document = answer.document()
        for execution in document.get("QueryExecutions") or []:
            entry = ours.get(execution.get("QueryExecutionId"))
            if entry is not None:
                self._notice_end(owner, entry, execution)
        if not refused:
            return answer
        document["UnprocessedQueryExecutionIds"] = [
            *(document.get("UnprocessedQueryExecutionIds") or []),
            *refused,
        ]
        return Answer.of(document)

    async def _list(self, backend: Backend, owner: str, body: Body) -> Answer:
        """From the ledger: a workgroup's own list names the queries of everybody in it."""
        count, token = body.get("MaxResults") or 50, body.get("NextToken") or "0"
        if not isinstance(count, int) or not 1 <= count <= 50 or not re.fullmatch(r"[0-9]{1,12}", str(token)):
            raise RequestError(
                "InvalidRequestException", "MaxResults or NextToken is not valid", code="INVALID_INPUT"
            )
        workgroup = body.get("WorkGroup") or self.rules.workgroups[0]
        offset = int(token)
        ids = await self._ledger.recent(backend.origin, owner, workgroup, offset, count + 1)
        document: Body = {"QueryExecutionIds": ids[:count]}
        if len(ids) > count:
            document["NextToken"] = str(offset + count)
        return Answer.of(document)

    def _only_allowed(self, operation: str, answer: Answer) -> Answer:
        """Lists without the workgroups, catalogues and databases that the configuration doesn't allow."""
        member, name, allowed = {
            "ListWorkGroups": ("WorkGroups", "Name", frozenset(self.rules.workgroups)),
            "ListDataCatalogs": ("DataCatalogsSummary", "CatalogName", frozenset({self.rules.catalog})),
            "ListDatabases": ("DatabaseList", "Name", self.rules.allowed_databases),
        }.get(operation, ("", "", frozenset()))
        if not member or not allowed or not answer.ok:
            return answer
        document = answer.document()
        fold = {str(one).lower() for one in allowed}
        document[member] = [one for one in document.get(member) or [] if str(one.get(name)).lower() in fold]
        return Answer.of(document)

    def _notice_end(self, owner: str, entry: LedgerEntry, execution: Any) -> None:
        if not isinstance(execution, dict) or entry.query_id in self._finished:
            return
        state = (execution.get("Status") or {}).get("State")
        if state in TERMINAL:
            if len(self._finished) > 50_000:
                self._finished.clear()
            self._finished.add(entry.query_id)
            scanned = (execution.get("Statistics") or {}).get("DataScannedInBytes")
            self._audit.finished(owner, entry, state, scanned)


def _entry(backend: Backend, owner: str, started: str, body: Body, verdict: Verdict, arn: str) -> LedgerEntry:
    tables = tuple(".".join(table) for table in verdict.tables)
    return LedgerEntry(
        started, backend.origin, owner, body["WorkGroup"], verdict.sha256, tables, time.time(), arn
    )
