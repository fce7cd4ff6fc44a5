"""FROM: tables, subqueries, VALUES, UNNEST and joins."""

from dataclasses import dataclass, field, replace

from sqlglot import exp

from ..types import BIGINT, Type, literal, quoted
from .coercion import common, converted
from .scope import Field, Scope
from .text import plain
from .translator import Translator
from .values import Value


@dataclass(frozen=True)
class Query:
    """A query for DuckDB whose columns are named ``c0``, ``c1``, …; ``columns`` are the names and types meant."""

    sql: str
    columns: list[tuple[str | None, Type]]


@dataclass(frozen=True)
class Relation:
    """Something to select from: DuckDB text with its alias, and its columns."""

    sql: str
    fields: list[Field]
    # A join's columns named in USING are shown once; this is what ``*`` shows.
    shown: list[Field] = field(default_factory=list)

    @property
    def star(self) -> list[Field]:
        """The columns of ``*``."""
        return self.shown or self.fields


CTES = dict[str, tuple[str, list[tuple[str | None, Type]]]]


def argument(node: exp.Expression, name: str) -> object:
    """A clause under either of the names that sqlglot's versions give it (``from`` or ``from_``)."""
    return node.args.get(name) or node.args.get(name + "_")


def alias_of(node: exp.Expression) -> tuple[str | None, list[str] | None]:
    """A relation's alias and its column aliases."""
    alias = node.args.get("alias")
    if alias is None or alias.this is None:
        return None, None
    columns = [plain(c.name) for c in alias.args.get("columns") or []]
    return plain(alias.this.name), columns or None


def imply(condition: Value, fields: list[Field]) -> None:
    """Let the reads of these columns' tables leave out the files in which a condition can't hold.

    What a condition says of an enclosing query's table is passed over: it doesn't hold for all rows of that.
    """
    for predicate in condition.predicates:
        if any(f.scan is predicate.scan for f in fields):
            predicate.scan.predicates.append(predicate)


class From:
    """Builds one FROM clause. ``ctes`` are the named queries in sight, ``outer`` the enclosing query's scope."""

    def __init__(self, t: Translator, ctes: CTES, outer: Scope | None):
        self.t = t
        self.ctes = ctes
        self.outer = outer

    def build(self, start: exp.Expression, joins: list[exp.Join]) -> Relation:
        """The relation of ``FROM start joins``."""
        found = self.relation(start)
        for join in joins:
            found = self.joined(found, join)
        return found

    def relation(self, node: exp.Expression, left: list[Field] | None = None) -> Relation:
        """One relation with its own joins; ``left`` are the columns that UNNEST may refer to."""
        match node:
            case exp.Table():
                found = self.table(node)
            case exp.Unnest():
                found = self.unnest(node, left or [])
            case exp.Values():
                found = self.nested(node, node)
            case exp.Subquery():
                inner = node.this
                if isinstance(inner, exp.Table | exp.Subquery) and not isinstance(inner, exp.Query):
                    found = self.relation(inner)
                    if node.args.get("alias"):
                        found = self.renamed(found, node)
                else:
                    found = self.nested(inner, node)
            case _:
                raise self.t.failure(
                    "NOT_SUPPORTED",
                    f"{type(node).__name__} in FROM is not supported by the local engine",
                    node,
                )
        for join in node.args.get("joins") or []:
            found = self.joined(found, join)
        return found

    def table(self, node: exp.Table) -> Relation:
        """A table of the FROM clause: a common table expression or one of the lake."""
        for clause in (
            "sample",
            "version",
            "pivots",
            "hints",
            "when",
            "only",
            "partition",
            "changes",
            "rows_from",
        ):
            if node.args.get(clause):
                raise self.t.failure("NOT_SUPPORTED", f"{clause} is not supported by the local engine", node)
        if not isinstance(node.this, exp.Identifier):
            raise self.t.failure(
                "NOT_SUPPORTED", "table functions are not supported by the local engine", node
            )
        name = plain(node.this.name).lower()
        if node.args.get("db") is None and name in self.ctes:
            sql, columns = self.ctes[name]
            return self.aliased(sql, columns, node, name)
        return self.lake_table(node, name)

    def lake_table(self, node: exp.Table, name: str) -> Relation:
        """A table of the lake, with the scan that the catalogue prunes later."""
        session = self.t.session
        catalog = plain(node.args["catalog"].name) if node.args.get("catalog") else session.catalog
        database = plain(node.args["db"].name) if node.args.get("db") else session.database
        if database is None:
            raise self.t.failure(
                "MISSING_SCHEMA_NAME", "Schema must be specified when session schema is not set", node
            )
        catalog, database = catalog.lower(), database.lower()
        if catalog != session.catalog.lower():
            raise self.t.failure("CATALOG_NOT_FOUND", f"Catalog '{catalog}' not found", node)
        if database != session.lake_database:
            raise self.t.failure("SCHEMA_NOT_FOUND", f"Schema '{database}' does not exist", node)
        table = session.table(name)
        if table is None:
            raise self.t.failure(
                "TABLE_NOT_FOUND", f"Table '{catalog}.{database}.{name}' does not exist", node
            )
        scan = self.t.scan(table)
        alias, columns = alias_of(node)
        own = self.t.name("r")
        qualifier = (alias.lower(),) if alias else (catalog, database, name)
        names = self.column_names(columns, [n for n, _ in table.all_columns], node)
        fields = [
            Field(shown, of, f"{own}.{quoted(held)}", qualifier, scan, (held,))
            for shown, (held, of) in zip(names, table.all_columns, strict=True)
        ]
        return Relation(f"({scan.marker}) AS {own}", fields)

    def nested(self, query: exp.Expression, node: exp.Expression) -> Relation:
        """A subquery in FROM."""
        from .query import query_of

        made = query_of(self.t, query, self.outer, self.ctes)
        return self.aliased(f"({made.sql})", made.columns, node, None)

    def aliased(self, sql: str, columns: list, node: exp.Expression, name: str | None) -> Relation:
        """A relation under the name (and column names) that the statement gives it."""
        alias, names = alias_of(node)
        own = self.t.name("r")
        shown = self.column_names(names, [n for n, _ in columns], node)
        qualifier = (alias.lower(),) if alias else (name,) if name else ()
        fields = [
            Field(s, of, f"{own}.c{i}", qualifier)
            for i, (s, (_, of)) in enumerate(zip(shown, columns, strict=True))
        ]
        return Relation(f"{sql} AS {own}", fields)

    def renamed(self, found: Relation, node: exp.Expression) -> Relation:
        """A parenthesised relation, its columns renamed where the statement says so."""
        alias, names = alias_of(node)
        shown = self.column_names(names, [f.name for f in found.star], node)
        fields = [
            replace(f, name=n, qualifier=(alias.lower(),)) for f, n in zip(found.star, shown, strict=True)
        ]
        return Relation(f"({found.sql})", fields)

    def column_names(
        self, aliases: list[str] | None, own: list[str | None], node: exp.Expression
    ) -> list[str | None]:
        """Column names after an alias list, whose length has to fit."""
        if aliases is None:
            return own
        if len(aliases) != len(own):
            message = f"Column alias list has {len(aliases)} entries but relation has {len(own)} columns"
            raise self.t.failure("MISMATCHED_COLUMN_ALIASES", message, node)
        return aliases

    def unnest(self, node: exp.Unnest, left: list[Field]) -> Relation:
        """UNNEST of arrays and maps, which may read columns of what stands left of it."""
        scope = Scope(left, self.outer)
        alias, names = alias_of(node)
        ordinality = node.args.get("offset")
        if isinstance(
            ordinality, exp.Expression
        ):  # the last alias, which sqlglot takes for the ordinality's name
            names = [*(names or []), plain(ordinality.name)]
        values = [self.t.value(e, scope) for e in node.expressions]
        count = len(names) - bool(ordinality) if names else None
        spread = count is None or count != len(values) or self._width(values) == count
        selected: list[tuple[str, Type, str | None]] = []
        lengths = []
        for value in values:
            selected += self._unnested(value, node, spread)
            lengths.append(f"cardinality({value.sql})" if value.type.kind == "map" else f"len({value.sql})")
        if ordinality:
            longest = f"greatest({', '.join(f'coalesce({n}, 0)' for n in lengths)}, 0)"
            selected.append((f"unnest(range(1, {longest} + 1))", BIGINT, "ordinality"))
        shown = self.column_names(names, [n for _, _, n in selected], node)
        own = self.t.name("r")
        inner = ", ".join(f"{sql} AS u{i}" for i, (sql, _, _) in enumerate(selected))
        qualifier = (alias.lower(),) if alias else ()
        fields = []
        for i, ((_, of, part), name) in enumerate(zip(selected, shown, strict=True)):
            fields.append(Field(name or part, of, f"{own}.u{i}", qualifier))
        return Relation(f"LATERAL (SELECT {inner}) AS {own}", fields)

    def _width(self, values: list) -> int:
        """How many columns the arrays make when rows are spread over columns."""
        return sum(
            2
            if v.type.kind == "map"
            else len(v.type.of[0].of)
            if v.type.of and v.type.of[0].kind == "row"
            else 1
            for v in values
        )

    def _unnested(
        self, value: object, node: exp.Expression, spread: bool
    ) -> list[tuple[str, Type, str | None]]:
        kind = value.type
        if kind.kind == "map":
            return [
                (f"unnest(map_keys({value.sql}))", kind.of[0], None),
                (f"unnest(map_values({value.sql}))", kind.of[1], None),
            ]
        if kind.kind != "array":
            raise self.t.failure("INVALID_FUNCTION_ARGUMENT", f"Cannot unnest type: {kind}", node)
        of = kind.of[0]
        if of.kind != "row" or not spread:
            return [(f"unnest({value.sql})", of, None)]
        return [
            (f"struct_extract(unnest({value.sql}), {literal(name)})", inner, shown)
            for name, shown, inner in zip(of.field_names, of.names, of.of, strict=True)
        ]

    def joined(self, left: Relation, join: exp.Join) -> Relation:
        """Two relations joined; NATURAL and other kinds that Trino knows are refused by name."""
        method, side, kind = (str(join.args.get(part) or "").upper() for part in ("method", "side", "kind"))
        if method or kind not in ("", "CROSS", "INNER", "OUTER") or side not in ("", "LEFT", "RIGHT", "FULL"):
            raise self.t.failure(
                "NOT_SUPPORTED", f"{method or kind} JOIN is not supported by the local engine", join
            )
        right = self.relation(join.this, left.fields)
        fields = left.fields + right.fields
        using = join.args.get("using")
        if using:
            return self.joined_using(left, right, side, [plain(u.name) for u in using], join)
        on = join.args.get("on")
        shown = left.star + right.star
        if on is None:
            if side or kind == "INNER":
                raise self.t.failure("SYNTAX_ERROR", "mismatched input. Expecting: 'ON', 'USING'", join)
            return Relation(f"{left.sql} CROSS JOIN {right.sql}", fields, shown)
        condition = self.t.boolean(on, Scope(fields, self.outer), "JOIN ON clause")
        if not side:
            imply(condition, fields)
        return Relation(f"{left.sql} {side or 'INNER'} JOIN {right.sql} ON ({condition.sql})", fields, shown)

    def joined_using(
        self, left: Relation, right: Relation, side: str, names: list[str], join: exp.Join
    ) -> Relation:
        """A join by USING: the named columns appear once, first."""
        conditions, merged = [], []
        for name in names:
            a = Scope(left.star).resolve((name,), None)
            b = Scope(right.star).resolve((name,), None)
            shared = common(a.type, b.type)
            if shared is None:
                raise self.t.failure(
                    "TYPE_MISMATCH", f"Column types {a.type} and {b.type} don't match in USING", join
                )
            for used in (a, b):
                if used.scan is not None:
                    used.scan.used.add(used.path)
            x, y = converted(a.sql, a.type, shared), converted(b.sql, b.type, shared)
            conditions.append(f"{x} = {y}")
            merged.append(Field(name.lower(), shared, f"coalesce({x}, {y})"))
        folded = [name.lower() for name in names]
        rest = [f for f in left.star + right.star if f.name is None or f.name.lower() not in folded]
        hidden = [
            f for f in left.fields + right.fields if f.name and f.name.lower() in folded and f.qualifier
        ]
        sql = f"{left.sql} {side or 'INNER'} JOIN {right.sql} ON ({' AND '.join(conditions)})"
        return Relation(sql, merged + rest + [qualified_only(f) for f in hidden], merged + rest)


class _QualifiedField(Field):
    """A column that USING merged: still reachable by its relation's name."""

    def named(self, parts: tuple[str, ...]) -> bool:
        return len(parts) > 1 and super().named(parts)


def qualified_only(f: Field) -> Field:
    """The same column, which its bare name doesn't reach."""
    return _QualifiedField(f.name, f.type, f.sql, f.qualifier, f.scan, f.path)
