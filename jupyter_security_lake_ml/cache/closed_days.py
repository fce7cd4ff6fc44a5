"""Which days of a statement are kept, and keeping more of them from queries that this server ran."""

import asyncio
import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..answers import Backend
from ..errors import RequestError
from ..gate import Gate
from ..identity import role_of
from .split import Days, NotSeries
from .store import DayStore
from .template import DAY_MS, fill

MOST_DAYS = 1200
_BUCKETS = (60_000, 3_600_000, DAY_MS)
_FORMAT = 1
_LATEST = 4_102_444_800_000
_OVER = b'{"over":true}'
_OVER_LENGTH = 128
"""A file of more bytes isn't the mark of a day that is too large to keep, so that looking reads no day."""


@dataclass(frozen=True)
class Place:
    """Whose results these are and where they came from; days of two places are never mixed.

    ``identity`` is the role that asks: Lake Formation may show each role other rows.
    """

    owner: str
    origin: str
    identity: str
    workgroup: str
    catalog: str


class ClosedDays:
    """Days of series statements, by place, statement and day.

    Rows get in by one way only: the server itself reads the result of a query that it started for this owner, and
    only when the text that ran is the named statement over the named range. A day is kept when it had been over
    for ``margin_hours`` when its query was submitted, since rows arrive late.
    """

    def __init__(self, folder: Path, max_bytes: int, margin_hours: int):
        self.folder = folder
        self._max_bytes = max_bytes
        self.margin_hours = margin_hours

    async def look(self, place: Place, body: dict[str, Any]) -> dict[str, Any]:
        """``{kept, over}``: which of the days are there, and which were found to be too large to keep."""
        template, days = _template(body), _days(body)
        return await asyncio.to_thread(self._look, place, template, days)

    async def read(self, place: Place, body: dict[str, Any]) -> bytes:
        """One day as JSON: ``{rows: [[slice, k1 …, cells, weights?] …]}``; ``{rows: null}`` when it isn't there."""
        template, (day,) = _template(body), _days({"days": [body.get("day")]})
        held = await asyncio.to_thread(self._store(place).get, _key(place, template, day))
        return held if held is not None and held != _OVER else b'{"rows":null}'

    async def keep(self, gate: Gate, backend: Backend, place: Place, body: dict[str, Any]) -> dict[str, Any]:
        """``{kept, over}`` after reading the result of one query anew from the back end.

        Nothing is kept of a query that was started as another role than that of now, nor of one whose result Athena
        took from an earlier one, nor when somebody clears meanwhile, on this server or on another of the same home
        folder.
        """
        generation = await asyncio.to_thread(self._store(place).generation)
        template, days, (start, end) = _template(body), _days(body), _range(body)
        bucket_ms, empty = body.get("bucketMs"), body.get("empty") is True
        if bucket_ms not in _BUCKETS:
            raise _invalid("bucketMs")
        query = {"QueryExecutionId": body.get("queryId")}
        entry = await gate.entry(backend, place.owner, query["QueryExecutionId"])
        if role_of(entry.identity) != place.identity:
            # Another role may read this result, yet its rows are those that the one which asked was shown.
            return {"kept": [], "over": False}
        execution = await self._call(gate, backend, place, "GetQueryExecution", query)
        execution = execution.get("QueryExecution") or {}
        status = execution.get("Status") or {}
        if status.get("State") != "SUCCEEDED":
            raise _invalid("queryId: a query that succeeded")
        if execution.get("Query") != fill(template, start, end):
            raise _invalid("template: the statement of the query")
        if execution.get("WorkGroup", place.workgroup) != place.workgroup:
            raise _invalid("queryId: a query of this workgroup")
        reuse = (execution.get("Statistics") or {}).get("ResultReuseInformation") or {}
        if reuse.get("ReusedPreviousResult"):
            # Its rows are those of an earlier query, when the day may not have been over.
            return {"kept": [], "over": False}
        closed = self._closed_before(status.get("SubmissionDateTime"))
        whole = [day for day in days if start <= day * DAY_MS and (day + 1) * DAY_MS <= min(end, closed)]
        split = await self._split(gate, backend, place, query, (start, end, bucket_ms), whole)
        held = split.days(empty) if split.is_complete else whole
        payload = split.entry if split.is_complete else lambda _: _OVER
        # One after the other as they are written: all of them together may be hundreds of megabytes.
        entries = ((_key(place, template, day), payload(day)) for day in held)
        if not await asyncio.to_thread(self._put, self._store(place), entries, generation):
            return {"kept": [], "over": False}
        return {"kept": held if split.is_complete else [], "over": not split.is_complete}

    async def clear(self, owner: str) -> dict[str, Any]:
        """Drop all days of one owner."""
        await asyncio.to_thread(self._store_of(owner).clear)
        return await self.usage(owner)

    async def usage(self, owner: str) -> dict[str, Any]:
        """How many days of one owner are kept, and their bytes."""
        entries, size = await asyncio.to_thread(self._store_of(owner).usage)
        return {"days": entries, "bytes": size, "maxBytes": self._max_bytes}

    def _look(self, place: Place, template: str, days: list[int]) -> dict[str, Any]:
        store = self._store(place)
        kept, over = [], []
        for day in days:
            key = _key(place, template, day)
            length = store.length(key)
            if length is not None:
                is_over = length <= _OVER_LENGTH and store.get(key) == _OVER
                (over if is_over else kept).append(day)
        return {"kept": kept, "over": over}

    async def _split(
        self,
        gate: Gate,
        backend: Backend,
        place: Place,
        query: dict[str, Any],
        span: tuple[int, int, int],
        days: list[int],
    ) -> Days:
        split: Days | None = None
        token: str | None = None
        seen: set[str] = set()
        while True:
            page = {**query, "MaxResults": 1000, **({"NextToken": token} if token else {})}
            result = await self._call(gate, backend, place, "GetQueryResults", page)
            rows = (result.get("ResultSet") or {}).get("Rows") or []
            values = [[cell.get("VarCharValue") for cell in row.get("Data") or []] for row in rows]
            try:
                if split is None:
                    info = (result["ResultSet"].get("ResultSetMetadata") or {}).get("ColumnInfo") or []
                    columns = [str(column.get("Name")) for column in info]
                    split = Days(columns, *span, days)
                    values = values[1:] if values[:1] == [columns] else values
                await asyncio.to_thread(_add, split, values)
            except (NotSeries, KeyError) as error:
                raise _invalid(f"queryId: a query of series ({error})") from error
            token = result.get("NextToken")
            if not token or split.is_over:
                return split
            if token in seen:
                raise RequestError("InternalServerException", "The same page of results came twice", 500)
            seen.add(token)

    @staticmethod
    def _put(store: DayStore, entries: Iterable[tuple[str, bytes]], generation: str) -> bool:
        """Whether they stay: not when the store was cleared since its ``generation`` was looked at."""
        keys = []
        for key, payload in entries:
            store.put(key, payload)
            keys.append(key)
        if store.generation() != generation:
            for key in keys:
                store.drop(key)
            return False
        store.sweep()
        return True

    def _closed_before(self, submitted: Any) -> float:
        now = time.time()
        moment = min(float(submitted), now) if isinstance(submitted, (int, float)) else 0.0
        return (moment - self.margin_hours * 3600) * 1000

    def _store(self, place: Place) -> DayStore:
        return self._store_of(place.owner)

    def _store_of(self, owner: str) -> DayStore:
        return DayStore(self.folder / hashlib.sha256(owner.encode()).hexdigest()[:32], self._max_bytes)

    async def _call(
        self, gate: Gate, backend: Backend, place: Place, operation: str, body: dict[str, Any]
    ) -> dict[str, Any]:
        answer = await gate.call(backend, place.owner, operation, body)
        document = await asyncio.to_thread(answer.document)
        if not answer.ok:
            message = str(document.get("Message") or document.get("message") or f"HTTP {answer.status}")
            raise RequestError(str(document.get("__type", "Error")), message, status=answer.status)
        return document


def _add(split: Days, rows: list[list[str | None]]) -> None:
    for row in rows:
        split.add(row)


def _key(place: Place, template: str, day: int) -> str:
    parts = [
        _FORMAT,
        place.owner,
        place.origin,
        place.identity,
        place.workgroup,
        place.catalog,
        template,
        day,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _template(body: dict[str, Any]) -> str:
    template = body.get("template")
    if not isinstance(template, str) or not 1 <= len(template) <= 300_000:
        raise _invalid("template")
    return template


def _days(body: dict[str, Any]) -> list[int]:
    days = body.get("days")
    if not isinstance(days, list) or len(days) > MOST_DAYS or not all(type(day) is int for day in days):
        raise _invalid("days")
    return days


def _range(body: dict[str, Any]) -> tuple[int, int]:
    start, end = body.get("from"), body.get("to")
    if type(start) is not int or type(end) is not int or not DAY_MS <= start < end <= _LATEST:
        raise _invalid("from and to")
    return start, end


def _invalid(what: str) -> RequestError:
    return RequestError("InvalidRequestException", f"Expected {what}", code="INVALID_INPUT")
