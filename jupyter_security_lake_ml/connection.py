"""Does Athena answer us? Chooses the back end by it, and says who we are and what is wrong."""

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .answers import Answer
from .errors import RequestError
from .selection import MAKE_LAKE, Choice, LocalDoor

if TYPE_CHECKING:
    from .remote import RemoteAthena

PROBE_SECONDS = 15.0


async def choose_athena(remote: "RemoteAthena", workgroups: tuple[str, ...]) -> Choice:
    """Athena, ready when credentials and the first workgroup answer; the reason holds the exact error."""
    try:
        await remote.open(seconds=PROBE_SECONDS)
        answer, identity = await asyncio.gather(
            remote.call("GetWorkGroup", {"WorkGroup": workgroups[0]}, seconds=PROBE_SECONDS),
            remote.identity(),
        )
    except RequestError as error:
        return Choice("athena", remote, False, error.message)
    who = identity.get("arn") or f"credentials from {identity.get('source') or 'an unknown source'}"
    if answer.ok:
        found = answer.document().get("WorkGroup") or {}
        if found.get("State", "ENABLED") == "ENABLED":
            reason = f"Queries run on Athena in {remote.place}, workgroup {workgroups[0]}, as {who}."
            cutoff = (found.get("Configuration") or {}).get("BytesScannedCutoffPerQuery")
            return Choice(
                "athena", remote, True, reason, identity, cutoff if isinstance(cutoff, int) else None
            )
        return Choice("athena", remote, False, f"Workgroup {workgroups[0]} is disabled.", identity)
    reason = await _why_no_workgroup(remote, workgroups[0], answer)
    return Choice("athena", remote, False, f"{reason} (asked as {who})", identity)


async def choose_automatically(
    remote: "RemoteAthena", local: LocalDoor, workgroups: tuple[str, ...]
) -> Choice:
    """Athena when it answers, else the local lake; the reason says why it isn't Athena."""
    athena = await choose_athena(remote, workgroups)
    if athena.ready:
        return athena
    if not local.configured:
        return replace(
            athena, reason=f"{athena.reason.rstrip('.')}. No lake folder is set either; {MAKE_LAKE}."
        )
    why = f"Athena isn't used: {athena.reason.rstrip('.')}. "
    return await local.choose(why)


async def _why_no_workgroup(remote: "RemoteAthena", workgroup: str, answer: Answer) -> str:
    document = answer.document()
    message = str(document.get("Message") or document.get("message") or f"HTTP {answer.status}")
    if not re.search(r"not found|does not exist", message, re.IGNORECASE):
        return f"{document.get('__type', 'Athena')}: {message}"
    names = await _workgroups(remote)
    usable = f"you may use: {', '.join(names)}" if names else "and none can be listed"
    return f"workgroup {workgroup} not found; {usable}. Set SECURITY_LAKE_ML_WORKGROUP"


async def _workgroups(remote: "RemoteAthena") -> list[str]:
    try:
        answer = await remote.call("ListWorkGroups", {"MaxResults": 50}, seconds=PROBE_SECONDS)
    except RequestError:
        return []
    listed = answer.document().get("WorkGroups") or []
    return [str(one.get("Name")) for one in listed if one.get("State") != "DISABLED"][:20]
