"""IP addresses, held as the number of the IPv6 (or IPv4-mapped) address, so that networks are ranges of numbers."""

import ipaddress

from ...types import BOOLEAN, IPADDRESS, IPPREFIX
from ..calls import Call
from ..registry import scalar
from ..translator import fail_if
from ..values import Value
from .arrays import membership


@scalar("contains")
def _contains(call: Call) -> Value:
    call.count(2)
    first, second = call.value(0), call.value(1)
    if first.type.kind == "array":
        return membership(call)
    if second.type != IPADDRESS or not (first.type.textual or first.type == IPPREFIX):
        raise call.mismatch()
    if isinstance(first.constant, str):
        low, high = _network(call, first.constant)
        inside = f"({second.sql} BETWEEN {low}::UHUGEINT AND {high}::UHUGEINT)"
        return Value(inside, BOOLEAN)
    if first.type.textual:
        raise call.t.failure(
            "NOT_SUPPORTED", "the local engine needs the network of contains as a literal", call.node
        )
    own, bits = f"{first.sql}.ip", f"{first.sql}.bits"
    width = f"CASE WHEN athena_is_ipv4({own}) THEN {bits} + 96 ELSE {bits} END"
    same = f"(athena_prefix_low({second.sql}, {width}) = athena_prefix_low({own}, {width}))"
    return Value(same, BOOLEAN)


def _network(call: Call, text: str) -> tuple[int, int]:
    """First and last address of a network in CIDR form."""
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise call.t.failure("INVALID_FUNCTION_ARGUMENT", "Invalid CIDR", call.node) from None
    offset = 0xFFFF << 32 if network.version == 4 else 0
    if "/" not in text:
        raise call.t.failure("INVALID_FUNCTION_ARGUMENT", "Invalid CIDR", call.node)
    return offset + int(network.network_address), offset + int(network.broadcast_address)


@scalar("ip_prefix")
def _ip_prefix(call: Call) -> Value:
    call.count(2)
    value = call.value(0)
    if value.type == IPADDRESS:
        address = value.sql
    else:
        from ..casts import cast

        address = cast(call.t, Value(call.text(0), value.type), IPADDRESS, call.node, safe=False).sql
    from ...types import INTEGER

    bits = call.sql(1, INTEGER)
    width = f"CASE WHEN athena_is_ipv4({address}) THEN {bits} + 96 ELSE {bits} END"
    wrong = f"{bits} < 0 OR {bits} > CASE WHEN athena_is_ipv4({address}) THEN 32 ELSE 128 END"
    masked = f"struct_pack(ip := athena_prefix_low({address}, {width}), bits := {bits})"
    body = f"CASE WHEN {address} IS NOT NULL AND {bits} IS NOT NULL THEN {masked} END"
    return Value(fail_if(wrong, "INVALID_FUNCTION_ARGUMENT", "'subnet size out of range'", body), IPPREFIX)


@scalar("ip_subnet_min", "ip_subnet_max")
def _subnet_end(call: Call) -> Value:
    call.count(1)
    value = call.value(0)
    if value.type != IPPREFIX:
        raise call.mismatch()
    own, bits = f"{value.sql}.ip", f"{value.sql}.bits"
    width = f"CASE WHEN athena_is_ipv4({own}) THEN {bits} + 96 ELSE {bits} END"
    low = f"athena_prefix_low({own}, {width})"
    if call.name == "ip_subnet_min":
        return Value(low, IPADDRESS)
    return Value(
        f"({low} + (CASE WHEN {width} = 0 THEN 340282366920938463463374607431768211455::UHUGEINT ELSE athena_unit({width}) - 1::UHUGEINT END))",
        IPADDRESS,
    )  # noqa: E501
