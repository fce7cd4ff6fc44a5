"""Functions of binary values, and digests."""

from ...types import UUID, VARBINARY, VARCHAR
from ..calls import Call
from ..registry import scalar
from ..values import Value


def _binary(call: Call) -> str:
    call.count(1)
    value = call.value(0)
    if value.type != VARBINARY:
        raise call.mismatch()
    return value.sql


@scalar("to_utf8")
def _to_utf8(call: Call) -> Value:
    call.count(1)
    return Value(f"encode({call.text(0)})", VARBINARY)


@scalar("from_utf8")
def _from_utf8(call: Call) -> Value:
    return Value(f"decode({_binary(call)})", VARCHAR)


@scalar("to_hex")
def _to_hex(call: Call) -> Value:
    return Value(f"hex({_binary(call)})", VARCHAR)


@scalar("from_hex")
def _from_hex(call: Call) -> Value:
    call.count(1)
    return Value(f"unhex({call.text(0)})", VARBINARY)


@scalar("to_base64")
def _to_base64(call: Call) -> Value:
    return Value(f"to_base64({_binary(call)})", VARCHAR)


@scalar("from_base64")
def _from_base64(call: Call) -> Value:
    call.count(1)
    return Value(f"from_base64({call.text(0)})", VARBINARY)


@scalar("md5", "sha1", "sha256")
def _digest(call: Call) -> Value:
    return Value(f"unhex({call.name}({_binary(call)}))", VARBINARY)


@scalar("uuid")
def _uuid(call: Call) -> Value:
    call.count(0)
    return Value("uuid()", UUID)
