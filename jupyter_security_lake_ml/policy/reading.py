"""What a parsed query reads, and whether it holds anything that a query may not: one walk over its tree."""

import re
from typing import TYPE_CHECKING, NamedTuple

from sqlglot import exp

from ..errors import Refusal
from .grammar import IN_SQL, REFUSED, STRUCTURE

if TYPE_CHECKING:
    from .statements import Scope

_NAME = re.compile(r"[\w-]+")
_NOTED = (exp.CTE, exp.Table, exp.Column, exp.Dot, exp.Lateral, exp.Anonymous, exp.MatchRecognize)
_PARTS = (exp.Identifier, exp.Star)
_ROW_PATTERN = re.compile(r"[\w\s(){}|*+?,]*")
# sqlglot 28 renamed it; before, it was the keyword without the underscore.
_WITH = "with_" if "with_" in exp.Select.arg_types else "with"


class _Named(NamedTuple):
    """Names of one WITH clause by their place in it; those before ``limit`` can be seen from here."""

    places: dict[str, int]
    limit: int
    outer: "_Named | None"


def tables_read(tree: exp.Expression, scope: "Scope") -> tuple[tuple[str, str], ...]:
    """Database and name of every table that a query reads, sorted; raises ``Refusal``.

    A name is that of a WITH query only where Trino sees it: after its definition, in the query that the
    clause belongs to, inside itself only when it is recursive. Anywhere else it is a table.
    """
    nodes = list(tree.walk())
    # In the order of the tree: the outermost is what the person wrote and is told of.
    kinds = dict.fromkeys(type(node) for node in nodes)
    for kind in kinds:
        if issubclass(kind, REFUSED) or not issubclass(kind, STRUCTURE):
            raise Refusal("construct", f"{IN_SQL.get(kind, kind.__name__)} is not allowed in a query")
    noted = {kind for kind in kinds if issubclass(kind, _NOTED)}
    read: set[tuple[str, str]] = set()
    places = _Places()
    for node in nodes:
        if type(node) not in noted:
            continue
        if isinstance(node, (exp.Column, exp.Dot)):
            if not isinstance(node.args.get("expression") or node.this, _PARTS):
                # A function, or what follows its call and stands around it in the tree: IGNORE NULLS, FILTER and such.
                raise Refusal("function", "Functions with a catalogue or schema in front are not allowed")
        elif isinstance(node, exp.Table):
            table = _table(node, scope)
            if node.db or not places.has_query(node):
                read.add(table)
        elif isinstance(node, exp.CTE) and not isinstance(node.this, (exp.Query, exp.Values)):
            raise Refusal("construct", "A WITH clause may only hold queries")
        elif isinstance(node, exp.Lateral) and not isinstance(node.this, exp.Subquery):
            raise Refusal("table-function", "LATERAL may only hold a query")
        elif isinstance(node, exp.Anonymous) and node.name.upper() == "TABLE":
            raise Refusal("table-function", "Tables as arguments of a function are not allowed")
        elif isinstance(node, exp.MatchRecognize) and not _ROW_PATTERN.fullmatch(node.text("pattern")):
            # It is text to sqlglot, so what it holds isn't in the tree.
            raise Refusal("construct", "A row pattern takes names and quantifiers only")
    return tuple(sorted(read))


class _Places:
    """Which WITH queries can be seen from a place in the tree. Each node is climbed from once."""

    def __init__(self) -> None:
        self._seen: dict[int, _Named | None] = {}
        self._clauses: dict[int, tuple[dict[str, int], dict[int, int]]] = {}

    def has_query(self, table: exp.Table) -> bool:
        """Whether an unqualified name is that of a WITH query."""
        name, named = table.name.lower(), self._seen_from(table)
        while named is not None:
            if named.places.get(name, named.limit) < named.limit:
                return True
            named = named.outer
        return False

    def _seen_from(self, node: exp.Expression) -> _Named | None:
        path: list[exp.Expression] = []
        while id(node) not in self._seen and node.parent is not None:
            path.append(node)
            node = node.parent
        named = self._seen.setdefault(id(node), None)
        for child in reversed(path):
            named = self._seen[id(child)] = self._below(child, named)
        return named

    def _below(self, child: exp.Expression, named: _Named | None) -> _Named | None:
        """What can be seen from a node, given what can be seen from its parent."""
        parent = child.parent
        if isinstance(parent, exp.With):
            by_name, by_query = self._of_clause(parent)
            return _Named(by_name, by_query[id(child)] + bool(parent.args.get("recursive")), named)
        clause = parent.args.get(_WITH) if parent is not None else None
        if clause is None or clause is child:
            return named
        by_name, by_query = self._of_clause(clause)
        return _Named(by_name, len(by_query), named)

    def _of_clause(self, clause: exp.With) -> tuple[dict[str, int], dict[int, int]]:
        found = self._clauses.get(id(clause))
        if found is None:
            queries = list(enumerate(clause.expressions))
            by_name = {query.alias.lower(): at for at, query in reversed(queries)}
            found = self._clauses[id(clause)] = (by_name, {id(query): at for at, query in queries})
        return found


def _table(node: exp.Table, scope: "Scope") -> tuple[str, str]:
    if not isinstance(node.this, exp.Identifier):
        raise Refusal("table-function", "Table functions and names of more than three parts are not allowed")
    name, database, catalog = node.name, node.db, node.catalog
    if "$" in name:
        raise Refusal("metadata-table", f"Metadata tables such as {name[:80]} are not allowed")
    if not _NAME.fullmatch(name):
        raise Refusal("table", f"{name[:80]!r} can't be the name of a table")
    if catalog and catalog.lower() != scope.catalog.lower():
        raise Refusal(
            "catalog", f"Catalogue {catalog[:80]} is not allowed; the catalogue here is {scope.catalog}"
        )
    if not database:
        return (scope.database.lower(), name.lower())
    if database.lower() == "information_schema":
        if scope.databases:
            raise Refusal("database", "information_schema shows other databases, which are not allowed here")
        return ("information_schema", name.lower())
    scope.check(database)
    return (database.lower(), name.lower())
