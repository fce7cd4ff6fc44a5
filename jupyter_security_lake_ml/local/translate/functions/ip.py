"""IP addresses, held as the number of the IPv6 (or IPv4-mapped) address, so that networks are ranges of numbers."""

import ipaddress

from ...types import BOOLEAN, IPADDRESS
from ..calls import Call
from ..comparison import within
from ..registry import scalar
from ..values import Value
from .arrays import membership


@scalar("contains")
def _contains(call: Call) -> Value:
    call.count(2)
    first, second = call.value(0), call.value(1)
    if first.type.kind == "array":
        return membership(call)
    if second.type != IPADDRESS or not first.type.textual:
        raise call.mismatch()
    if isinstance(first.constant, str):
        low, high = _network(call, first.constant)
        return Value(within(second.sql, low, high), BOOLEAN, network=(second.sql, low, high))
    raise call.t.failure(
        "NOT_SUPPORTED", "the local engine needs the network of contains as a literal", call.node
    )


def _network(call: Call, text: str) -> tuple[int, int]:
    """First and last address of a network in CIDR form."""
    try:
        network = ipaddress.ip_network(text)
    except ValueError:
        raise call.t.failure("INVALID_FUNCTION_ARGUMENT", "Invalid CIDR", call.node) from None
    offset = 0xFFFF << 32 if network.version == 4 else 0
    if "/" not in text:
        raise call.t.failure("INVALID_FUNCTION_ARGUMENT", "Invalid CIDR", call.node)
    return offset + int(network.network_address), offset + int(network.broadcast_address)
