"""Function calls: finding the function by name, and what its translation needs to know of the call."""

from dataclasses import dataclass, replace

from sqlglot import exp

from ..errors import StatementError
from ..types import VARCHAR, Type
from .coercion import converted, converts
from .registry import AGGREGATES, SCALARS, WINDOWS, expression
from .scope import Scope
from .text import plain
from .translator import Translator
from .values import Value

_FRAME_KINDS = ("ROWS", "RANGE", "GROUPS")


@dataclass
class Call:
    """One call. ``arguments`` are nodes of the tree; they are typed when asked for."""

    t: Translator
    name: str
    arguments: list[exp.Expression]
    scope: Scope
    node: exp.Expression

    def __len__(self) -> int:
        return len(self.arguments)

    def value(self, i: int) -> Value:
        """An argument as it is."""
        return self.t.value(self.arguments[i], self.scope)

    def values(self) -> list[Value]:
        """All arguments."""
        return [self.value(i) for i in range(len(self.arguments))]

    def sql(self, i: int, wanted: Type) -> str:
        """An argument as another type; FUNCTION_NOT_FOUND if it doesn't convert."""
        found = self.value(i)
        if not converts(found.type, wanted):
            raise self.mismatch()
        return converted(found.sql, found.type, wanted)

    def text(self, i: int) -> str:
        """A varchar argument."""
        found = self.value(i)
        if not found.type.textual and found.type.kind != "unknown":
            raise self.mismatch()
        return converted(found.sql, found.type, VARCHAR)

    def constant(self, i: int, what: str) -> str:
        """An argument that has to be a string literal."""
        found = self.value(i)
        if not isinstance(found.constant, str):
            raise self.t.failure(
                "NOT_SUPPORTED", f"the local engine needs {what} of {self.name} as a literal", self.node
            )
        return found.constant

    def count(self, *allowed: int) -> None:
        """FUNCTION_NOT_FOUND unless the number of arguments is one of these."""
        if len(self.arguments) not in allowed:
            raise self.mismatch()

    def mismatch(self) -> StatementError:
        """The failure for arguments that the function doesn't take."""
        kinds = ", ".join(str(v.type) for v in self._typed())
        return self.t.failure(
            "FUNCTION_NOT_FOUND", f"Unexpected parameters ({kinds}) for function {self.name}", self.node
        )

    def _typed(self) -> list[Value]:
        return [self.value(i) for i, a in enumerate(self.arguments) if not isinstance(a, exp.Lambda)]

    def lambda_(self, i: int, parameters: list[Value]) -> Value:
        """The body of a lambda argument with these values for its parameters."""
        node = self.arguments[i]
        if not isinstance(node, exp.Lambda) or len(node.expressions) != len(parameters):
            raise self.t.failure(
                "FUNCTION_NOT_FOUND", f"Unexpected parameters for function {self.name}", self.node
            )
        names = [plain(p.name).lower() for p in node.expressions]
        return self.t.value(node.this, self.scope.with_variables(dict(zip(names, parameters, strict=True))))


@dataclass
class AggregateCall(Call):
    """A call of an aggregate or window function, with DISTINCT, ORDER BY, FILTER and OVER."""

    distinct: bool = False
    order: str = ""
    filter: str = ""
    over: str = ""
    ignore_nulls: bool = False

    def emit(self, function: str, *arguments: str, order: str | None = None, also: str = "") -> str:
        """DuckDB text of an aggregate with what the call says around its arguments; ``also`` narrows the filter."""
        inner = ("DISTINCT " if self.distinct else "") + ", ".join(arguments)
        inner += self.order if order is None else order
        if self.ignore_nulls:
            inner += " IGNORE NULLS"
        conditions = " AND ".join(c for c in (self.filter, also) if c)
        filtered = f" FILTER (WHERE {conditions})" if conditions else ""
        return f"{function}({inner}){filtered}{self.over}"


@expression(exp.Anonymous)
def _call(t: Translator, node: exp.Anonymous, scope: Scope) -> Value:
    return call(t, node, scope)


@expression(exp.Filter)
def _filtered(t: Translator, node: exp.Filter, scope: Scope) -> Value:
    return call(t, node.this, scope, condition=node.expression.this)


@expression(exp.Window)
def _windowed(t: Translator, node: exp.Window, scope: Scope) -> Value:
    inner, condition, ignore = node.this, None, False
    while not isinstance(inner, exp.Anonymous):
        if isinstance(inner, exp.Filter):
            condition, inner = inner.expression.this, inner.this
        elif isinstance(inner, exp.IgnoreNulls | exp.RespectNulls):
            ignore, inner = isinstance(inner, exp.IgnoreNulls), inner.this
        else:
            raise t.failure(
                "NOT_SUPPORTED", "this window function is not supported by the local engine", node
            )
    return call(t, inner, scope, condition=condition, over=window_text(t, node, scope), ignore_nulls=ignore)


def call(
    t: Translator,
    node: exp.Anonymous,
    scope: Scope,
    condition: exp.Expression | None = None,
    over: str = "",
    ignore_nulls: bool = False,
) -> Value:
    """A call by name; FUNCTION_NOT_FOUND if the name isn't one that can be translated."""
    if not isinstance(node.this, str):
        raise t.failure("NOT_SUPPORTED", "quoted function names are not supported by the local engine", node)
    name = plain(node.this).lower()
    if name in AGGREGATES or (over and name in WINDOWS):
        return _aggregate(t, name, node, scope, condition, over, ignore_nulls)
    if name in WINDOWS:
        raise t.failure("MISSING_OVER", f"Window function {name} requires an OVER clause", node)
    if name not in SCALARS:
        raise t.failure("FUNCTION_NOT_FOUND", f"Function '{name}' not registered", node)
    if condition is not None or over:
        what = "FILTER" if condition is not None else "OVER"
        raise t.failure(
            "FUNCTION_NOT_AGGREGATE", f"{what} is only valid for aggregation functions: {name}", node
        )
    if any(isinstance(a, exp.Distinct | exp.Order | exp.Star) for a in node.expressions):
        raise t.failure("FUNCTION_NOT_AGGREGATE", f"{name} is not an aggregation function", node)
    return SCALARS[name](Call(t, name, node.expressions, scope, node))


def _aggregate(
    t: Translator,
    name: str,
    node: exp.Anonymous,
    scope: Scope,
    condition: exp.Expression | None,
    over: str,
    ignore_nulls: bool,
) -> Value:
    if scope.inside_aggregate and not over:
        raise t.failure("NESTED_AGGREGATION", f"Cannot nest aggregations inside aggregation '{name}'", node)
    if not scope.aggregates_allowed:
        message = "WHERE, GROUP BY, JOIN and lambda expressions cannot contain aggregations, window functions or grouping operations"
        raise t.failure("EXPRESSION_NOT_SCALAR", message, node)
    inner = scope if over else replace(scope, inside_aggregate=True)
    if not over:
        scope.aggregated = True
    arguments, distinct, order = [], False, ""
    for argument in node.expressions:
        if isinstance(argument, exp.Order):
            order = order_text(t, argument, inner)
            argument = argument.this
        if isinstance(argument, exp.Distinct):
            distinct = True
            arguments += argument.expressions
        else:
            arguments.append(argument)
    filtered = t.boolean(condition, inner, "FILTER").sql if condition is not None else ""
    made = AggregateCall(t, name, arguments, inner, node, distinct, order, filtered, over, ignore_nulls)
    return (AGGREGATES.get(name) or WINDOWS[name])(made)


def order_text(t: Translator, node: exp.Order, scope: Scope) -> str:
    """`` ORDER BY …`` with NULLs last unless asked otherwise, for ascending and descending alike."""
    return " ORDER BY " + ", ".join(_ordered(t, item, scope) for item in node.expressions)


def _ordered(t: Translator, item: exp.Ordered, scope: Scope) -> str:
    return t.value(item.this, scope).sql + direction(item)


def direction(item: exp.Ordered) -> str:
    """`` ASC|DESC NULLS FIRST|LAST``."""
    way = "DESC" if item.args.get("desc") else "ASC"
    return f" {way} NULLS {'FIRST' if item.args.get('nulls_first') else 'LAST'}"


def window_text(t: Translator, node: exp.Window, scope: Scope) -> str:
    """`` OVER (…)``."""
    named = node.args.get("alias")
    if named is not None:
        return f" OVER {_window_name(named)}"
    return f" OVER ({window_body(t, node, scope)})"


def _window_name(node: exp.Expression) -> str:
    return '"w_' + plain(node.name).lower().replace('"', '""') + '"'


def window_definitions(t: Translator, nodes: list[exp.Window], scope: Scope) -> str:
    """`` WINDOW name AS (…), …``, empty if there are none."""
    parts = [f"{_window_name(node.this)} AS ({window_body(t, node, scope)})" for node in nodes]
    return " WINDOW " + ", ".join(parts) if parts else ""


def window_body(t: Translator, node: exp.Window, scope: Scope) -> str:
    """Partition, order and frame."""
    text = []
    if node.args.get("partition_by"):
        text.append("PARTITION BY " + ", ".join(t.value(p, scope).sql for p in node.args["partition_by"]))
    if node.args.get("order"):
        text.append(order_text(t, node.args["order"], scope).strip())
    spec = node.args.get("spec")
    if spec is not None:
        text.append(_frame(t, spec, scope))
    return " ".join(text)


def _frame(t: Translator, spec: exp.WindowSpec, scope: Scope) -> str:
    kind = str(spec.args["kind"]).upper()
    if kind not in _FRAME_KINDS or spec.args.get("exclude"):
        raise t.failure("NOT_SUPPORTED", "this window frame is not supported by the local engine", spec)
    start = _bound(t, spec.args["start"], spec.args.get("start_side"), scope)
    if spec.args.get("end") is None:
        return f"{kind} {start}"
    return f"{kind} BETWEEN {start} AND {_bound(t, spec.args['end'], spec.args.get('end_side'), scope)}"


def _bound(t: Translator, at: object, side: str | None, scope: Scope) -> str:
    way = {"PRECEDING": " PRECEDING", "FOLLOWING": " FOLLOWING"}.get((side or "").upper(), "")
    if isinstance(at, exp.Expression):
        return t.value(at, scope).sql + way
    return {"UNBOUNDED": "UNBOUNDED", "CURRENT ROW": "CURRENT ROW"}[str(at).upper()] + way
