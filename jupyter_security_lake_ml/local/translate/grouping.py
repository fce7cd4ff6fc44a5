"""GROUP BY: its text, and which expressions it makes available."""

from dataclasses import dataclass, field

from sqlglot import exp

from ..types import to_duckdb
from .comparison import operands
from .paths import dotted
from .registry import AGGREGATES
from .scope import Scope
from .text import plain
from .translator import Translator
from .values import NOT_CONSTANT, Value


@dataclass
class Grouping:
    """`` GROUP BY …`` (empty without one), and the nodes and DuckDB texts that are grouped by."""

    t: Translator
    sql: str = ""
    nodes: list[exp.Expression] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    def check(self, node: exp.Expression, scope: Scope, visible: frozenset[str]) -> None:
        """EXPRESSION_NOT_AGGREGATE for a column that is neither grouped by nor inside an aggregate."""
        if any(node == grouped for grouped in self.nodes):
            return
        match node:
            case exp.Filter() | exp.GroupConcat():
                return
            case exp.Anonymous() if isinstance(node.this, str) and plain(node.this).lower() in AGGREGATES | {
                "grouping": 0
            }:
                return
            case exp.Subquery() | exp.Exists() | exp.Query():
                return
            case exp.Window():
                for part in [*node.this.expressions, *(node.args.get("partition_by") or [])]:
                    if isinstance(part, exp.Expression) and not isinstance(part, exp.Star):
                        self.check(part, scope, visible)
                return
            case exp.Column() | exp.Dot() | exp.Identifier():
                start, names = dotted(node)
                if start is None:
                    self._check_name(node, names, scope, visible)
                    return
            case exp.Lambda():
                bound = frozenset(plain(p.name).lower() for p in node.expressions)
                self.check(node.this, scope, visible | bound)
                return
        children = operands(node) if isinstance(node, exp.Connector) else node.iter_expressions()
        for child in children:
            if not isinstance(child, exp.DataType):
                self.check(child, scope, visible)

    def _check_name(
        self, node: exp.Expression, names: tuple[str, ...], scope: Scope, visible: frozenset[str]
    ) -> None:
        if names[0].lower() in visible:
            return
        local = Scope(scope.fields)
        for length in range(len(names), 0, -1):
            try:
                value = local.resolve(names[:length], None)
            except Exception:  # noqa: S112 - a prefix that isn't a column: try a shorter one
                continue
            if value.sql in self.texts:
                return
        try:
            local.resolve(names, None)
        except Exception:
            return
        message = f"'{'.'.join(names)}' must be an aggregate expression or appear in GROUP BY clause"
        raise self.t.failure("EXPRESSION_NOT_AGGREGATE", message, node)


def grouping_of(
    t: Translator, select: exp.Select, scope: Scope, items: list, values: list[Value]
) -> Grouping:
    """The grouping of a SELECT; numbers stand for its columns."""
    found = Grouping(t)
    clause = select.args.get("group")
    if clause is None:
        return found
    if clause.args.get("all") or clause.args.get("totals"):
        raise t.failure("NOT_SUPPORTED", "GROUP BY ALL is not supported by the local engine", clause)

    def term(node: exp.Expression) -> str:
        if isinstance(node, exp.Literal) and not node.is_string and node.this.isdigit():
            number = int(node.this)
            if not 1 <= number <= len(items):
                raise t.failure(
                    "INVALID_COLUMN_REFERENCE", f"GROUP BY position {number} is not in select list", node
                )
            value, inner = values[number - 1], items[number - 1][2]
            if inner is not None:
                _refuse_aggregates(t, inner, node)
                found.nodes.append(inner)
        else:
            value = t.value(node, scope)
            found.nodes.append(node)
        found.texts.add(value.sql)
        if value.constant is not NOT_CONSTANT or value.sql == "NULL":
            return (
                f"CAST({value.sql} AS {to_duckdb(value.type)})"  # DuckDB would take a number for a position
            )
        return value.sql

    def element(node: exp.Expression) -> str:
        match node:
            case exp.GroupingSets():
                return f"GROUPING SETS ({', '.join(element(e) for e in node.expressions)})"
            case exp.Rollup():
                return f"ROLLUP ({', '.join(element(e) for e in node.expressions)})"
            case exp.Cube():
                return f"CUBE ({', '.join(element(e) for e in node.expressions)})"
            case exp.Tuple():
                return f"({', '.join(term(e) for e in node.expressions)})"
            case exp.Paren():
                return f"({term(node.this)})"
            case _:
                return term(node)

    parts = [element(node) for node in clause.expressions]
    for kind in ("grouping_sets", "rollup", "cube"):
        parts += [element(node) for node in clause.args.get(kind) or [] if isinstance(node, exp.Expression)]
    found.sql = " GROUP BY " + ", ".join(parts)
    return found


def _refuse_aggregates(t: Translator, node: exp.Expression, at: exp.Expression) -> None:
    for inner in node.find_all(exp.Anonymous):
        if isinstance(inner.this, str) and plain(inner.this).lower() in AGGREGATES:
            message = "GROUP BY clause cannot contain aggregations, window functions or grouping operations"
            raise t.failure("EXPRESSION_NOT_SCALAR", message, at)
