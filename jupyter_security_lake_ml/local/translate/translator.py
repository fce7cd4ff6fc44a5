"""The state of one translation, and the entry to it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from ..catalogue import Table
from ..errors import StatementError
from ..types import Type, literal
from .coercion import converted, converts
from .registry import EXPRESSIONS
from .scan import Scan
from .scope import Scope
from .text import place
from .values import Value


@dataclass(frozen=True)
class Translated:
    """A statement for DuckDB: its text, the names and types of its columns, and the table reads inside it."""

    sql: str
    columns: list[tuple[str, Type]]
    scans: list[Scan]


@dataclass(frozen=True)
class Session:
    """What a statement may refer to. ``table`` finds a table of the lake by name; ``now`` is microseconds since the
    epoch, the same in the whole statement.
    """

    table: Callable[[str], Table | None]
    catalog: str
    lake_database: str
    database: str | None
    now: int


class Translator:
    """Translates one statement. Not to be used twice."""

    def __init__(self, session: Session):
        self.session = session
        self.scans: list[Scan] = []
        self.opaque: str | None = None
        self._marker = secrets.token_hex(16)
        self._names = 0

    def value(self, node: exp.Expression, scope: Scope) -> Value:
        """An expression, typed."""
        handler = EXPRESSIONS.get(type(node))
        if handler is None:
            raise self.failure(
                "NOT_SUPPORTED", f"{type(node).__name__} is not supported by the local engine", node
            )
        found = handler(self, node, scope)
        if found.scan is not None and found.path:
            found.scan.used.add(found.path)
        if node.args.get("negate"):
            return Value(f"(NOT {found.sql})", found.type)
        return found

    def boolean(self, node: exp.Expression, scope: Scope, where: str) -> Value:
        """A condition; TYPE_MISMATCH if it isn't one."""
        found = self.value(node, scope)
        if found.type.kind not in ("boolean", "unknown"):
            message = f"{where} must evaluate to a boolean: actual type {found.type}"
            raise self.failure("TYPE_MISMATCH", message, node)
        return found

    def coerced(self, found: Value, wanted: Type, node: exp.Expression, what: str = "Expression") -> str:
        """DuckDB text of a value as another type; TYPE_MISMATCH if there is no implicit conversion."""
        if not converts(found.type, wanted):
            message = f"{what} must evaluate to {wanted}: actual type {found.type}"
            raise self.failure("TYPE_MISMATCH", message, node)
        return converted(found.sql, found.type, wanted)

    def failure(self, code: str, message: str, node: exp.Expression | None = None) -> StatementError:
        """A failure placed at ``node``."""
        return StatementError(code, message, *((place(node) if node is not None else None) or ()))

    def name(self, prefix: str) -> str:
        """A name that nothing else in the statement has."""
        self._names += 1
        return f"{prefix}{self._names}"

    def scan(self, table: Table) -> Scan:
        """A new read of a table."""
        made = Scan(table, f"{self._marker}_{len(self.scans)}_")
        self.scans.append(made)
        return made

    def finished(self, sql: str) -> str:
        """The statement with the reads of its tables put in."""
        for scan in self.scans:
            sql = sql.replace(scan.marker, scan.sql())
        return sql


def fail_if(condition: str, code: str, message: str, otherwise: str) -> str:
    """DuckDB text that fails the statement where ``condition`` holds. ``message`` is DuckDB text of a string."""
    failing = f"athena_fail(concat({literal(code + ': ')}, {message}))"
    return f"CASE WHEN CASE WHEN {condition} THEN {failing} ELSE false END THEN NULL ELSE {otherwise} END"
