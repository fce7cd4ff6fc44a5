"""One Jupyter event per started, finished, stopped and refused statement; no values, no credentials."""

from pathlib import Path
from typing import Any, Protocol

from .ledger import LedgerEntry
from .policy import Verdict

SCHEMA_ID = "https://events.jupyter.org/security_lake_ml/statement/v1"
SCHEMA_PATH = Path(__file__).parent / "events" / "statement.yaml"


class EventLogger(Protocol):
    """The part of ``jupyter_events.EventLogger`` that the audit uses."""

    def register_event_schema(self, schema: Any) -> None:
        """Make a schema known."""
        ...

    def emit(self, *, schema_id: str, data: dict[str, Any]) -> Any:
        """Send an event to whoever listens."""
        ...


class Audit:
    """Emits what happened to statements. With no event logger it is silent."""

    def __init__(self, events: EventLogger | None):
        self._events = events
        if events is not None:
            events.register_event_schema(SCHEMA_PATH)

    def started(self, user: str, query_id: str, verdict: Verdict) -> None:
        """A statement was accepted and has a query id."""
        tables = [".".join(table) for table in verdict.tables]
        self._emit(
            action="started", user=user, query_id=query_id, statement_sha256=verdict.sha256, tables=tables
        )

    def finished(self, user: str, entry: LedgerEntry, state: str, scanned_bytes: int | None) -> None:
        """A statement was seen to have ended."""
        self._emit(action="finished", user=user, state=state, scanned_bytes=scanned_bytes, **_of(entry))

    def stopped(self, user: str, entry: LedgerEntry) -> None:
        """Athena accepted to stop a statement."""
        self._emit(action="stopped", user=user, **_of(entry))

    def refused(self, user: str, operation: str, rule: str, sha256: str | None) -> None:
        """The policy said no."""
        name = operation if operation.isalnum() and len(operation) <= 64 else "?"
        self._emit(action="refused", user=user, operation=name, rule=rule, statement_sha256=sha256)

    def _emit(self, **data: Any) -> None:
        if self._events is not None:
            present = {name: value for name, value in data.items() if value is not None}
            self._events.emit(schema_id=SCHEMA_ID, data=present)


def _of(entry: LedgerEntry) -> dict[str, Any]:
    return {"query_id": entry.query_id, "statement_sha256": entry.sha256, "tables": list(entry.tables)}
