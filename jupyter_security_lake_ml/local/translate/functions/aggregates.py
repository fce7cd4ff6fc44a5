"""Aggregate functions, with the engine's result types."""

from sqlglot import exp

from ...types import BIGINT, BOOLEAN, DOUBLE, INTEGER, REAL, VARCHAR, array, decimal, map_of, to_duckdb
from ..calls import AggregateCall, order_text
from ..coercion import converted
from ..registry import aggregate, expression, scalar
from ..scope import Scope
from ..translator import Translator
from ..values import Value


@aggregate("count")
def _count(call: AggregateCall) -> Value:
    if len(call) == 0 or (len(call) == 1 and isinstance(call.arguments[0], exp.Star)):
        return Value(call.emit("count", "*"), BIGINT)
    call.count(1)
    return Value(call.emit("count", call.value(0).sql, order=""), BIGINT)


@aggregate("count_if")
def _count_if(call: AggregateCall) -> Value:
    call.count(1)
    return Value(call.emit("count", f"CASE WHEN {call.sql(0, BOOLEAN)} THEN 1 END", order=""), BIGINT)


@aggregate("sum")
def _sum(call: AggregateCall) -> Value:
    call.count(1)
    value = call.value(0)
    kind = value.type
    if kind.integral:
        return Value(f"CAST({call.emit('sum', value.sql, order='')} AS BIGINT)", BIGINT)
    if kind.kind == "decimal":
        wide = decimal(38, kind.s)
        return Value(f"CAST({call.emit('sum', value.sql, order='')} AS {to_duckdb(wide)})", wide)
    if kind in (REAL, DOUBLE):
        return Value(f"CAST({call.emit('sum', value.sql, order='')} AS {to_duckdb(kind)})", kind)
    if kind.kind == "interval_day":
        total = call.emit("sum", f"epoch_us({value.sql})", order="")
        return Value(f"to_microseconds(CAST({total} AS BIGINT))", kind)
    raise call.mismatch()


@aggregate("avg")
def _avg(call: AggregateCall) -> Value:
    call.count(1)
    value = call.value(0)
    kind = value.type
    if kind.kind == "decimal":
        from ..arithmetic import computed

        total = Value(
            f"CAST({call.emit('sum', value.sql, order='')} AS DECIMAL(38,{kind.s}))", decimal(38, kind.s)
        )
        number = Value(f"CAST({call.emit('count', value.sql, order='')} AS BIGINT)", BIGINT)
        return Value(
            f"CASE WHEN {number.sql} > 0 THEN CAST({computed(call.t, '/', total, number, call.node).sql} AS {to_duckdb(kind)}) END",
            kind,
        )
    if kind == REAL:
        return Value(f"CAST({call.emit('avg', value.sql, order='')} AS FLOAT)", REAL)
    return Value(call.emit("avg", call.sql(0, DOUBLE) if not kind.integral else value.sql, order=""), DOUBLE)


@aggregate("min", "max")
def _extreme(call: AggregateCall) -> Value:
    call.count(1, 2)
    value = call.value(0)
    if value.type.kind in ("map", "json", "function"):
        raise call.mismatch()
    if len(call) == 2:
        return Value(call.emit(call.name, value.sql, call.sql(1, BIGINT), order=""), array(value.type))
    return Value(call.emit(call.name, value.sql, order=""), value.type)


@aggregate("max_by", "min_by")
def _extreme_by(call: AggregateCall) -> Value:
    call.count(2, 3)
    value, by = call.value(0), call.value(1)
    name = "arg_max" if call.name == "max_by" else "arg_min"
    if len(call) == 3:
        # Held in a row, since DuckDB would leave out NULL values.
        held = call.emit(name, f"struct_pack(v := {value.sql})", by.sql, call.sql(2, BIGINT), order="")
        return Value(f"list_transform({held}, lambda e: struct_extract(e, 'v'))", array(value.type))
    return Value(call.emit(f"{name}_null", value.sql, by.sql, order=""), value.type)


@aggregate("arbitrary", "any_value")
def _arbitrary(call: AggregateCall) -> Value:
    call.count(1)
    value = call.value(0)
    return Value(call.emit("any_value", value.sql, order=""), value.type)


@aggregate("bool_and", "every", "bool_or")
def _all(call: AggregateCall) -> Value:
    call.count(1)
    return Value(
        call.emit("bool_or" if call.name == "bool_or" else "bool_and", call.sql(0, BOOLEAN), order=""),
        BOOLEAN,
    )


@aggregate("array_agg")
def _array_agg(call: AggregateCall) -> Value:
    call.count(1)
    value = call.value(0)
    return Value(call.emit("list", value.sql), array(value.type))


@aggregate("map_agg")
def _map_agg(call: AggregateCall) -> Value:
    call.count(2)
    key, held = call.value(0), call.value(1)
    kind = map_of(key.type, held.type)
    keyed = f"{key.sql} IS NOT NULL"
    pair = f"struct_pack(key := {key.sql}, value := {held.sql})"
    pairs = call.emit("list", pair, also=keyed)
    # Of a key that occurs more than once the first value is kept, as the engine does.
    first = (
        f"list_filter({pairs}, lambda e, i: "
        f"list_position(list_transform({pairs}, lambda f: struct_extract(f, 'key')), struct_extract(e, 'key')) = i)"
    )
    repeated = f"{call.emit('count', key.sql, order='')} > {_distinct_count(call, key.sql)}"
    if call.over:
        return Value(f"map_from_entries({first})", kind)
    return Value(f"map_from_entries(CASE WHEN {repeated} THEN {first} ELSE {pairs} END)", kind)


def _distinct_count(call: AggregateCall, sql: str) -> str:
    filtered = f" FILTER (WHERE {call.filter})" if call.filter else ""
    return f"count(DISTINCT {sql}){filtered}{call.over}"


@aggregate("multimap_agg")
def _multimap_agg(call: AggregateCall) -> Value:
    call.count(2)
    key, held = call.value(0), call.value(1)
    pairs = call.emit(
        "list", f"struct_pack(key := {key.sql}, value := {held.sql})", also=f"{key.sql} IS NOT NULL"
    )
    keys = f"list_distinct(list_transform({pairs}, lambda e: struct_extract(e, 'key')))"
    own = (
        f"list_transform(list_filter({pairs}, lambda e: struct_extract(e, 'key') = k), "
        "lambda e: struct_extract(e, 'value'))"
    )
    entries = f"list_transform({keys}, lambda k: struct_pack(key := k, value := {own}))"
    return Value(f"map_from_entries({entries})", map_of(key.type, array(held.type)))


@aggregate("histogram")
def _histogram(call: AggregateCall) -> Value:
    call.count(1)
    value = call.value(0)
    kind = map_of(value.type, BIGINT)
    return Value(f"CAST({call.emit('histogram', value.sql, order='')} AS {to_duckdb(kind)})", kind)


@aggregate("approx_distinct")
def _approx_distinct(call: AggregateCall) -> Value:
    """Counted exactly: the engine promises an error bound, and none is within it."""
    call.count(1, 2)
    call.distinct = True
    return Value(call.emit("count", call.value(0).sql, order=""), BIGINT)


@aggregate("approx_percentile")
def _approx_percentile(call: AggregateCall) -> Value:
    """The exact percentile, which is within the error that the engine promises: the value at rank
    ``floor(share * n)`` from 0, as its digest takes it.
    """
    call.count(2)
    value, share = call.value(0), call.value(1)
    if not value.type.numeric:
        raise call.mismatch()
    number = value.sql if value.type.integral else call.sql(0, DOUBLE)
    # DuckDB takes the rank ceil(share * n) - 1: the same but where share * n is whole.
    above = "least(CAST({} AS DOUBLE) + 1e-12, 1)"
    if share.type.kind == "array":
        wanted = f"list_transform({share.sql}, lambda p: {above.format('p')})"
    else:
        wanted = above.format(call.sql(1, DOUBLE))
    kind = BIGINT if value.type.integral else DOUBLE if value.type == DOUBLE else REAL
    emitted = call.emit("quantile_disc", number, wanted, order="")
    whole = array(kind) if share.type.kind == "array" else kind
    return Value(f"CAST({emitted} AS {to_duckdb(whole)})", whole)


_STATISTICS = {
    "stddev": "stddev_samp",
    "stddev_samp": "stddev_samp",
    "stddev_pop": "stddev_pop",
    "variance": "var_samp",
    "var_samp": "var_samp",
    "var_pop": "var_pop",
    "geometric_mean": "geometric_mean",
}


@aggregate(*_STATISTICS)
def _statistic(call: AggregateCall) -> Value:
    call.count(1)
    return Value(call.emit(_STATISTICS[call.name], call.sql(0, DOUBLE), order=""), DOUBLE)


@aggregate("corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept")
def _of_two(call: AggregateCall) -> Value:
    call.count(2)
    return Value(call.emit(call.name, call.sql(0, DOUBLE), call.sql(1, DOUBLE), order=""), DOUBLE)


@aggregate("bitwise_and_agg", "bitwise_or_agg", "bitwise_xor_agg")
def _bits(call: AggregateCall) -> Value:
    call.count(1)
    name = {"bitwise_and_agg": "bit_and", "bitwise_or_agg": "bit_or", "bitwise_xor_agg": "bit_xor"}[call.name]
    return Value(call.emit(name, call.sql(0, BIGINT), order=""), BIGINT)


@scalar("grouping")
def _grouping(call: AggregateCall) -> Value:
    return Value(f"CAST(grouping({', '.join(v.sql for v in call.values())}) AS INTEGER)", INTEGER)


@expression(exp.GroupConcat)
def _listagg(t: Translator, node: exp.GroupConcat, scope: Scope) -> Value:
    if not scope.aggregates_allowed:
        raise t.failure("EXPRESSION_NOT_SCALAR", "WHERE clause cannot contain aggregations", node)
    scope.aggregated = True
    inner, order, distinct = node.this, "", False
    if isinstance(inner, exp.Order):
        order, inner = order_text(t, inner, scope), inner.this
    if isinstance(inner, exp.Distinct):
        distinct, inner = True, inner.expressions[0]
    if node.args.get("on_overflow") or isinstance(inner, exp.OverflowTruncateBehavior):
        raise t.failure("NOT_SUPPORTED", "ON OVERFLOW is not supported by the local engine", node)
    value = t.value(inner, scope)
    if not value.type.textual:
        raise t.failure(
            "FUNCTION_NOT_FOUND", f"Unexpected parameters ({value.type}) for function listagg", node
        )
    separator = node.args.get("separator")
    by = t.value(separator, scope).sql if separator is not None else "''"
    text = converted(value.sql, value.type, VARCHAR)
    return Value(f"string_agg({'DISTINCT ' if distinct else ''}{text}, {by}{order})", VARCHAR)
