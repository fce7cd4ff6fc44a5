"""SELECT, set operations, VALUES and WITH."""

from dataclasses import replace

from sqlglot import exp

from ..types import UNKNOWN, Type
from .calls import direction, window_definitions
from .clauses import limits, only, own_name, position_of, typed
from .coercion import common, converted
from .grouping import Grouping, grouping_of
from .registry import expression
from .relations import CTES, From, Query, Relation, argument, imply, qualified_only
from .scope import Field, Scope
from .text import plain
from .translator import Translator
from .values import Value

_SELECT_CLAUSES = frozenset(
    [
        "expressions",
        "from",
        "from_",
        "joins",
        "where",
        "group",
        "having",
        "order",
        "limit",
        "offset",
        "distinct",
        "with",
        "with_",
        "windows",
    ]
)
_SET_CLAUSES = frozenset(["this", "expression", "distinct", "order", "limit", "offset", "with", "with_"])


def query_of(t: Translator, node: exp.Expression, outer: Scope | None, ctes: CTES) -> Query:
    """Any query: SELECT, set operation, VALUES, or one in parentheses."""
    t.ctes = ctes
    try:
        match node:
            case exp.Select():
                return _Select(t, node, outer, ctes).build()
            case exp.SetOperation():
                return _set_operation(t, node, outer, ctes)
            case exp.Values():
                return _values(t, node, outer)
            case exp.Subquery():
                return _parenthesised(t, node, outer, ctes)
            case _:
                raise t.failure(
                    "NOT_SUPPORTED", f"{type(node).__name__} is not supported by the local engine", node
                )
    finally:
        t.ctes = ctes


def subquery(t: Translator, node: exp.Expression, scope: Scope) -> Query:
    """A query inside an expression, which may refer to the columns around it."""
    return query_of(t, node, scope, t.ctes)


@expression(exp.Subquery)
def _scalar_subquery(t: Translator, node: exp.Subquery, scope: Scope) -> Value:
    made = subquery(t, node.this, scope)
    if len(made.columns) != 1:
        raise t.failure("TYPE_MISMATCH", "Multiple columns returned by subquery are not yet supported", node)
    return Value(f"({made.sql})", made.columns[0][1])


@expression(exp.Exists)
def _exists(t: Translator, node: exp.Exists, scope: Scope) -> Value:
    from ..types import BOOLEAN

    return Value(f"(EXISTS ({subquery(t, node.this, scope).sql}))", BOOLEAN)


def _with(t: Translator, node: exp.Expression, outer: Scope | None, ctes: CTES) -> tuple[str, CTES]:
    clause = argument(node, "with")
    if clause is None:
        return "", ctes
    if clause.args.get("recursive"):
        raise t.failure("NOT_SUPPORTED", "WITH RECURSIVE is not supported by the local engine", node)
    parts, inner = [], dict(ctes)
    for cte in clause.expressions:
        made = query_of(t, cte.this, outer, inner)
        names = [plain(c.name) for c in cte.args["alias"].args.get("columns") or []]
        columns = made.columns
        if names:
            if len(names) != len(columns):
                message = (
                    f"Column alias list has {len(names)} entries but subquery has {len(columns)} columns"
                )
                raise t.failure("MISMATCHED_COLUMN_ALIASES", message, cte)
            columns = [(name, of) for name, (_, of) in zip(names, columns, strict=True)]
        own = t.name("q")
        parts.append(f"{own} AS ({made.sql})")
        inner[plain(cte.args["alias"].this.name).lower()] = (own, columns)
    return f"WITH {', '.join(parts)} ", inner


class _Select:
    def __init__(self, t: Translator, node: exp.Select, outer: Scope | None, ctes: CTES):
        self.t = t
        self.node = node
        self.outer = outer
        self.ctes = ctes

    def build(self) -> Query:
        t, node = self.t, self.node
        only(t, node, _SELECT_CLAUSES)
        with_text, self.ctes = _with(t, node, self.outer, self.ctes)
        t.ctes = self.ctes
        relation = self._from()
        plain_scope = Scope(relation.fields, self.outer)
        scope = replace(plain_scope, aggregates_allowed=True)
        where = self._where(plain_scope)
        items = self._items(relation, scope)
        group = grouping_of(t, node, plain_scope, items, [v for _, v, _ in items])
        having = self._having(scope)
        windows = window_definitions(t, node.args.get("windows") or [], scope)
        order, order_nodes = self._order(scope, items)
        self._check_grouped(group, scope, items, order_nodes)
        columns = ", ".join(f"{typed(v)} AS c{i}" for i, (_, v, _) in enumerate(items))
        distinct = self._distinct()
        source = f" FROM {relation.sql}" if relation.sql else ""
        sql = f"{with_text}SELECT {distinct}{columns}{source}{where}{group.sql}{having}{windows}{order}{limits(t, node)}"
        return Query(sql, [(name, v.type) for name, v, _ in items])

    def _from(self) -> Relation:
        clause = argument(self.node, "from")
        if clause is None:
            return Relation("", [])
        return From(self.t, self.ctes, self.outer).build(clause.this, self.node.args.get("joins") or [])

    def _where(self, scope: Scope) -> str:
        clause = self.node.args.get("where")
        if clause is None:
            return ""
        condition = self.t.boolean(clause.this, scope, "WHERE clause")
        imply(condition, scope.fields)
        return f" WHERE {condition.sql}"

    def _distinct(self) -> str:
        clause = self.node.args.get("distinct")
        if clause is None:
            return ""
        if clause.args.get("on"):
            raise self.t.failure(
                "NOT_SUPPORTED", "DISTINCT ON is not supported by the local engine", self.node
            )
        return "DISTINCT "

    def _items(
        self, relation: Relation, scope: Scope
    ) -> list[tuple[str | None, Value, exp.Expression | None]]:
        items: list[tuple[str | None, Value, exp.Expression | None]] = []
        if not self.node.expressions:
            raise self.t.failure("SYNTAX_ERROR", "mismatched input. Expecting: '*', <expression>", self.node)
        for node in self.node.expressions:
            if isinstance(node, exp.Star) or (
                isinstance(node, exp.Column) and isinstance(node.this, exp.Star)
            ):
                items += self._star(node, relation)
                continue
            inner = node.this if isinstance(node, exp.Alias) else node
            value = self.t.value(inner, scope)
            items.append(
                (plain(node.alias) if isinstance(node, exp.Alias) else own_name(inner), value, inner)
            )
        return items

    def _star(self, node: exp.Expression, relation: Relation) -> list[tuple[str | None, Value, None]]:
        if any(
            held for clause, held in node.args.items() if clause not in ("this", "table", "db", "catalog")
        ):
            raise self.t.failure("SYNTAX_ERROR", "mismatched input after '*'", node)
        if isinstance(node, exp.Column):
            prefix = tuple(plain(part.name).lower() for part in node.parts[:-1])
            fields = [f for f in relation.fields if f.qualifier[-len(prefix) :] == prefix]
            if not fields:
                raise self.t.failure(
                    "TABLE_NOT_FOUND", f"Unable to resolve reference {'.'.join(prefix)}", node
                )
        else:
            fields = relation.star
        if not fields:
            raise self.t.failure(
                "COLUMN_NOT_FOUND", "SELECT * not allowed in queries without FROM clause", self.node
            )
        for f in fields:
            if f.scan is not None:
                f.scan.used.add(f.path)
        return [(f.name, f.value(), None) for f in fields]

    def _having(self, scope: Scope) -> str:
        clause = self.node.args.get("having")
        return (
            f" HAVING {self.t.boolean(clause.this, scope, 'HAVING clause').sql}" if clause is not None else ""
        )

    def _order(self, scope: Scope, items: list) -> tuple[str, list[exp.Expression]]:
        clause = self.node.args.get("order")
        if clause is None:
            return "", []
        by_name = [Field(name, v.type, v.sql) for name, v, _ in items if name]
        distinct = self.node.args.get("distinct") is not None
        parts, nodes = [], []
        for item in clause.expressions:
            position = position_of(self.t, item, items, scope, by_name)
            if position is None:
                if distinct:
                    message = "For SELECT DISTINCT, ORDER BY expressions must appear in select list"
                    raise self.t.failure("EXPRESSION_NOT_IN_DISTINCT", message, item)
                taken = {f.name.lower() for f in by_name}
                hidden = [
                    qualified_only(f) if f.name and f.name.lower() in taken else f for f in scope.fields
                ]
                inner = Scope(by_name + hidden, scope.parent, aggregates_allowed=True)
                value = self.t.value(item.this, inner)
                scope.aggregated = scope.aggregated or inner.aggregated
                nodes.append(item.this)
                parts.append(value.sql + direction(item))
            else:
                parts.append(f"{position + 1}{direction(item)}")
        return " ORDER BY " + ", ".join(parts), nodes

    def _check_grouped(
        self, group: Grouping, scope: Scope, items: list, order_nodes: list[exp.Expression]
    ) -> None:
        if not (group.sql or scope.aggregated or self.node.args.get("having")):
            return
        having = self.node.args.get("having")
        nodes = [node for _, _, node in items if node is not None] + ([having.this] if having else [])
        names = {(name or "").lower() for name, _, _ in items}
        for node in nodes:
            group.check(node, scope, frozenset())
        for node in order_nodes:
            group.check(node, scope, frozenset(names))
        for name, value, node in items:
            if node is None and value.sql not in group.texts:
                raise self.t.failure(
                    "EXPRESSION_NOT_AGGREGATE",
                    f"'{name}' must be an aggregate expression or appear in GROUP BY clause",
                    self.node,
                )


def _values(t: Translator, node: exp.Values, outer: Scope | None) -> Query:
    scope = Scope([], outer)
    rows = []
    for entry in node.expressions:
        parts = entry.expressions if isinstance(entry, exp.Tuple) else [entry]
        rows.append([t.value(part, scope) for part in parts])
    width = len(rows[0])
    kinds: list[Type] = [UNKNOWN] * width
    for held in rows:
        if len(held) != width:
            message = f"Values rows have mismatched sizes: {width} vs {len(held)}"
            raise t.failure("TYPE_MISMATCH", message, node)
        for i, value in enumerate(held):
            shared = common(kinds[i], value.type)
            if shared is None:
                raise t.failure(
                    "TYPE_MISMATCH", f"Values rows have mismatched types: {kinds[i]} vs {value.type}", node
                )
            kinds[i] = shared
    texts = (
        "(" + ", ".join(converted(v.sql, v.type, k) for v, k in zip(held, kinds, strict=True)) + ")"
        for held in rows
    )
    names = ", ".join(f"c{i}" for i in range(width))
    return Query(
        f"SELECT * FROM (VALUES {', '.join(texts)}) AS {t.name('v')}({names})", [(None, k) for k in kinds]
    )


def _set_operation(t: Translator, node: exp.SetOperation, outer: Scope | None, ctes: CTES) -> Query:
    only(t, node, _SET_CLAUSES)
    with_text, ctes = _with(t, node, outer, ctes)
    left = query_of(t, node.this, outer, ctes)
    right = query_of(t, node.expression, outer, ctes)
    word = {exp.Union: "UNION", exp.Intersect: "INTERSECT", exp.Except: "EXCEPT"}[type(node)]
    if len(left.columns) != len(right.columns):
        message = f"{word} query has different number of fields: {len(left.columns)}, {len(right.columns)}"
        raise t.failure("TYPE_MISMATCH", message, node)
    kinds = []
    for i, ((_, a), (_, b)) in enumerate(zip(left.columns, right.columns, strict=True)):
        shared = common(a, b)
        if shared is None:
            message = f"column {i + 1} in {word} query has incompatible types: {a}, {b}"
            raise t.failure("TYPE_MISMATCH", message, node)
        kinds.append(shared)
    columns = [(name, kind) for (name, _), kind in zip(left.columns, kinds, strict=True)]
    sides = (_converted(t, side, kinds) for side in (left, right))
    sql = f" {word}{'' if node.args.get('distinct', True) else ' ALL'} ".join(sides)
    own = t.name("s")
    items = [(name, Value(f"{own}.c{i}", kind), None) for i, (name, kind) in enumerate(columns)]
    order = _order_by_output(t, node, items)
    names = ", ".join(f"{own}.c{i} AS c{i}" for i in range(len(columns)))
    return Query(f"{with_text}SELECT {names} FROM ({sql}) AS {own}{order}{limits(t, node)}", columns)


def _converted(t: Translator, made: Query, kinds: list[Type]) -> str:
    own = t.name("s")
    columns = (
        f"{converted(f'{own}.c{i}', of, kind)} AS c{i}"
        for i, ((_, of), kind) in enumerate(zip(made.columns, kinds, strict=True))
    )
    return f"SELECT {', '.join(columns)} FROM ({made.sql}) AS {own}"


def _order_by_output(t: Translator, node: exp.Expression, items: list) -> str:
    clause = node.args.get("order")
    if clause is None:
        return ""
    scope = Scope([Field(name, v.type, v.sql) for name, v, _ in items])
    parts = []
    for item in clause.expressions:
        position = position_of(t, item, items, scope, [])
        text = str(position + 1) if position is not None else t.value(item.this, scope).sql
        parts.append(text + direction(item))
    return " ORDER BY " + ", ".join(parts)


def _parenthesised(t: Translator, node: exp.Subquery, outer: Scope | None, ctes: CTES) -> Query:
    with_text, ctes = _with(t, node, outer, ctes)
    made = query_of(t, node.this, outer, ctes)
    own = t.name("s")
    items = [(name, Value(f"{own}.c{i}", of), None) for i, (name, of) in enumerate(made.columns)]
    order, tail = _order_by_output(t, node, items), limits(t, node)
    if not (with_text or order or tail):
        return made
    names = ", ".join(f"{own}.c{i} AS c{i}" for i in range(len(made.columns)))
    return Query(f"{with_text}SELECT {names} FROM ({made.sql}) AS {own}{order}{tail}", made.columns)
