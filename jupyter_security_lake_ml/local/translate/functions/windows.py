"""Functions that need OVER."""

from ...types import BIGINT, DOUBLE
from ..calls import AggregateCall
from ..coercion import converted
from ..registry import window
from ..values import Value


@window("row_number", "rank", "dense_rank")
def _rank(call: AggregateCall) -> Value:
    call.count(0)
    return Value(call.emit(call.name), BIGINT)


@window("percent_rank", "cume_dist")
def _share(call: AggregateCall) -> Value:
    call.count(0)
    return Value(call.emit(call.name), DOUBLE)


@window("ntile")
def _ntile(call: AggregateCall) -> Value:
    call.count(1)
    return Value(call.emit("ntile", call.sql(0, BIGINT)), BIGINT)


@window("lag", "lead")
def _shifted(call: AggregateCall) -> Value:
    call.count(1, 2, 3)
    value = call.value(0)
    arguments = [value.sql]
    if len(call) > 1:
        arguments.append(f"CAST({call.sql(1, BIGINT)} AS INTEGER)")
    if len(call) > 2:
        other = call.value(2)
        arguments.append(converted(other.sql, other.type, value.type))
    return Value(call.emit(call.name, *arguments), value.type)


@window("first_value", "last_value")
def _end(call: AggregateCall) -> Value:
    call.count(1)
    value = call.value(0)
    return Value(call.emit(call.name, value.sql), value.type)


@window("nth_value")
def _nth(call: AggregateCall) -> Value:
    call.count(2)
    value = call.value(0)
    return Value(call.emit("nth_value", value.sql, call.sql(1, BIGINT)), value.type)
