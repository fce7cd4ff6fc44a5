"""Comparisons and conditions."""

from sqlglot import exp

from ..types import BOOLEAN, VARCHAR, Type, literal
from .arithmetic import cannot_apply
from .coercion import common, converted
from .registry import expression
from .scope import Scope
from .translator import Translator, fail_if
from .values import Predicate, Value
from .zones import shown_in

_SIGNS = {exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
_NOT_ORDERED = ("map", "json", "function")


@expression(*_SIGNS)
def _compare(t: Translator, node: exp.Binary, scope: Scope) -> Value:
    left, right = t.value(node.this, scope), t.value(node.expression, scope)
    return compared(t, _SIGNS[type(node)], left, right, node)


def compared(t: Translator, sign: str, left: Value, right: Value, node: exp.Expression) -> Value:
    """``left sign right``, with what it says about files."""
    x, y, shared = alike(t, left, right, node)
    if shared is None or (sign not in ("=", "<>") and shared.kind in _NOT_ORDERED):
        raise cannot_apply(sign, left.type, right.type, node)
    found = _predicate(sign, left, right) or _predicate(_MIRRORED.get(sign), right, left)
    return Value(f"({x} {sign} {y})", BOOLEAN, predicates=(found,) if found else ())


def alike(t: Translator, left: Value, right: Value, node: exp.Expression) -> tuple[str, str, Type | None]:
    """Both sides as one type, and that type; None if there is none."""
    shared = common(left.type, right.type)
    if shared is None:
        return left.sql, right.sql, None
    kinds = {left.type.kind, right.type.kind}
    if kinds == {"timestamp", "timestamptz"}:
        # Comparing without zones keeps a bare column of the table, so that DuckDB can skip row groups.
        return (
            *(shown_in(t, v, "UTC", node) if v.type.kind == "timestamptz" else v.sql for v in (left, right)),
            shared,
        )
    return converted(left.sql, left.type, shared), converted(right.sql, right.type, shared), shared


def _predicate(sign: str | None, column: Value, wanted: Value) -> Predicate | None:
    if sign not in _MIRRORED or len(column.path) != 1 or not wanted.is_constant or wanted.constant is None:
        return None
    constant = _comparable(column, wanted)
    return None if constant is None else Predicate(column.scan, column.path[0], sign, constant)


def _comparable(column: Value, wanted: Value) -> object:
    """The constant in the unit of the files' bounds, None if it can't be one."""
    name, keys = column.path[0], dict(column.scan.table.partition_keys)
    if (name in keys or column.type == VARCHAR) and wanted.type.textual:
        return wanted.constant
    if name == "time" and column.type.integral and wanted.type.integral:
        return wanted.constant
    if name == "time_dt" and column.type.kind == "timestamp" and wanted.type.temporal:
        return wanted.constant
    return None


@expression(exp.Between)
def _between(t: Translator, node: exp.Between, scope: Scope) -> Value:
    value, low, high = (t.value(node.args[part], scope) for part in ("this", "low", "high"))
    above = compared(t, ">=", value, low, node)
    below = compared(t, "<=", value, high, node)
    return Value(f"({above.sql} AND {below.sql})", BOOLEAN, predicates=above.predicates + below.predicates)


@expression(exp.In)
def _in(t: Translator, node: exp.In, scope: Scope) -> Value:
    from .query import subquery

    value = t.value(node.this, scope)
    nested = node.args.get("query")
    listed = node.expressions
    if nested is None and len(listed) == 1 and isinstance(listed[0], exp.Values | exp.Query):
        nested = listed[0]
    if nested is not None:
        inner = subquery(
            t, nested.this if isinstance(nested, exp.Subquery) and not nested.alias else nested, scope
        )
        if len(inner.columns) != 1:
            raise t.failure("TYPE_MISMATCH", "Subquery must return only one column", node)
        other = Value("c0", inner.columns[0][1])
        x, y, shared = alike(t, value, other, node)
        if shared is None:
            raise t.failure(
                "TYPE_MISMATCH", f"Value type {value.type} does not match subquery type {other.type}", node
            )
        return Value(f"({x} IN (SELECT {y} FROM ({inner.sql}) AS {t.name('i')}))", BOOLEAN)
    options = [t.value(option, scope) for option in listed]
    shared: Type | None = value.type
    for option in options:
        shared = shared and common(shared, option.type)
    if shared is None:
        kinds = ", ".join(str(option.type) for option in options)
        message = f"IN value and list items must be the same type or coercible to a common type. Cannot find common type between {value.type} and {kinds}"
        raise t.failure("TYPE_MISMATCH", message, node)
    items = ", ".join(converted(option.sql, option.type, shared) for option in options)
    sql = f"({converted(value.sql, value.type, shared)} IN ({items}))"
    return Value(sql, BOOLEAN, predicates=_one_of(value, options))


def _one_of(value: Value, options: list[Value]) -> tuple[Predicate, ...]:
    if len(value.path) != 1 or not all(option.is_constant for option in options):
        return ()
    wanted = tuple(_comparable(value, option) for option in options)
    return () if None in wanted else (Predicate(value.scan, value.path[0], "in", wanted),)


@expression(exp.And)
def _and(t: Translator, node: exp.And, scope: Scope) -> Value:
    sides = _conditions(t, node, scope)
    implied = tuple(predicate for side in sides for predicate in side.predicates)
    return Value(f"({' AND '.join(side.sql for side in sides)})", BOOLEAN, predicates=implied)


@expression(exp.Or)
def _or(t: Translator, node: exp.Or, scope: Scope) -> Value:
    sides = _conditions(t, node, scope)
    networks: dict[str, list[tuple[int, int]]] = {}
    for address, low, high in (side.network for side in sides if side.network):
        networks.setdefault(address, []).append((low, high))
    written = [side.sql for side in sides if not side.network]
    written += [_in_any(t, address, ranges) for address, ranges in networks.items()]
    return Value(f"({' OR '.join(written)})", BOOLEAN)


def within(address: str, low: int, high: int) -> str:
    """DuckDB text: whether an address is in a network."""
    return f"({address} BETWEEN {low}::UHUGEINT AND {high}::UHUGEINT)"


def _in_any(t: Translator, address: str, ranges: list[tuple[int, int]]) -> str:
    """Whether an address is in one of some networks. It is written once, under a name: planning its reading from text
    takes longer than most statements, and each mention is planned.
    """
    if len(ranges) == 1:
        return within(address, *ranges[0])
    name = t.name("a")
    inside = " OR ".join(within(name, low, high) for low, high in ranges)
    return f"list_transform([{address}], lambda {name}: {inside})[1]"


def _conditions(t: Translator, node: exp.Connector, scope: Scope) -> list[Value]:
    return [t.boolean(side, scope, "Logical expression term") for side in operands(node)]


def operands(node: exp.Connector) -> list[exp.Expression]:
    """What a chain of one connector connects, in order; a long chain isn't a deep one."""
    found = []
    kind = type(node)
    while type(node) is kind:
        found.append(node.expression)
        node = node.this
    return [node, *reversed(found)]


@expression(exp.Not)
def _not(t: Translator, node: exp.Not, scope: Scope) -> Value:
    return Value(f"(NOT {t.boolean(node.this, scope, 'Value of logical NOT expression').sql})", BOOLEAN)


@expression(exp.Is)
def _is(t: Translator, node: exp.Is, scope: Scope) -> Value:
    value = t.value(node.this, scope)
    if not isinstance(node.expression, exp.Null):
        raise t.failure("SYNTAX_ERROR", "mismatched input after 'IS'. Expecting: 'NULL', 'DISTINCT'", node)
    return Value(f"({value.sql} IS NULL)", BOOLEAN)


@expression(exp.NullSafeEQ, exp.NullSafeNEQ)
def _distinct_from(t: Translator, node: exp.Binary, scope: Scope) -> Value:
    left, right = t.value(node.this, scope), t.value(node.expression, scope)
    x, y, shared = alike(t, left, right, node)
    sign = "IS NOT DISTINCT FROM" if isinstance(node, exp.NullSafeEQ) else "IS DISTINCT FROM"
    if shared is None:
        raise cannot_apply(sign, left.type, right.type, node)
    return Value(f"({x} {sign} {y})", BOOLEAN)


@expression(exp.Like)
def _like(t: Translator, node: exp.Like, scope: Scope) -> Value:
    return like(t, node, None, scope)


@expression(exp.Escape)
def _escape(t: Translator, node: exp.Escape, scope: Scope) -> Value:
    negated = bool(node.this.args.get("negate"))
    found = like(t, node.this, node.expression, scope)
    return Value(f"(NOT {found.sql})", BOOLEAN) if negated else found


def like(t: Translator, node: exp.Like, escape: exp.Expression | None, scope: Scope) -> Value:
    """``LIKE``; without ESCAPE no character is special but ``%`` and ``_``."""
    value, pattern = t.value(node.this, scope), t.value(node.expression, scope)
    for side in (value, pattern):
        if not side.type.textual and side.type.kind != "unknown":
            message = (
                f"Left and right sides of LIKE must be varchar: actual types {value.type}, {pattern.type}"
            )
            raise t.failure("TYPE_MISMATCH", message, node)
    if escape is None:
        return Value(f"({value.sql} LIKE {pattern.sql})", BOOLEAN)
    sign = t.value(escape, scope)
    if not isinstance(sign.constant, str) or len(sign.constant) != 1:
        raise t.failure("INVALID_FUNCTION_ARGUMENT", "Escape string must be a single character", node)
    body = f"({value.sql} LIKE {pattern.sql} ESCAPE {literal(sign.constant)})"
    mark = literal(sign.constant)
    # What follows the escape character has to be special, or the escape character itself.
    rest = f"replace(replace(replace({pattern.sql}, {mark} || {mark}, ''), {mark} || '%', ''), {mark} || '_', '')"
    wrong = "'Escape character must be followed by ''%'', ''_'' or the escape character itself'"
    return Value(fail_if(f"contains({rest}, {mark})", "INVALID_FUNCTION_ARGUMENT", wrong, body), BOOLEAN)
