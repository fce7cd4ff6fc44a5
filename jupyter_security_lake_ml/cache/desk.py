"""What the cache route answers: whether days are kept here, and one action after another."""

import json
from typing import Any

from ..errors import RequestError, state_unusable
from ..gate import Gate
from ..identity import role_of
from ..selection import Choice
from .closed_days import ClosedDays, Place


class CacheDesk:
    """Keeps closed days where the configuration says so: ``auto`` where days cost money, ``on``, or ``off``."""

    def __init__(self, mode: str, days: ClosedDays, gate: Gate):
        self._mode = mode
        self._days = days
        self._gate = gate

    def describe(self, choice: Choice) -> dict[str, Any]:
        """``{on, marginHours, reason}``, for the config; the reason says why nothing is kept."""
        reason = self._obstacle(choice)
        return {"on": reason == "", "marginHours": self._days.margin_hours, "reason": reason}

    async def usage(self, owner: str) -> dict[str, Any]:
        """How much is kept for one owner."""
        return await self._days.usage(owner)

    async def act(self, choice: Choice, owner: str, body: dict[str, Any]) -> bytes:
        """Answer one action as JSON; raises ``RequestError``."""
        try:
            return await self._act(choice, owner, body)
        except OSError as error:
            raise state_unusable(self._days.folder, error) from error

    async def _act(self, choice: Choice, owner: str, body: dict[str, Any]) -> bytes:
        action = body.get("action")
        if action == "clear":
            return json.dumps(await self._days.clear(owner)).encode()
        backend = choice.backend
        obstacle = self._obstacle(choice)
        if obstacle or backend is None:
            raise RequestError("CacheOffException", obstacle or "There is no back end", status=409)
        place = self._place(choice, owner)
        if action == "look":
            return json.dumps(await self._days.look(place, body)).encode()
        if action == "read":
            return await self._days.read(place, body)
        if action == "keep":
            return json.dumps(await self._days.keep(self._gate, backend, place, body)).encode()
        raise RequestError("InvalidRequestException", "action takes look, read, keep or clear")

    def _obstacle(self, choice: Choice) -> str:
        if self._mode == "off":
            return "The server's configuration keeps no days."
        if self._mode == "auto" and choice.kind != "athena":
            return "Queries are free here, so no days are kept."
        if choice.kind == "athena" and not choice.identity.get("arn"):
            return "AWS doesn't say who asks, so no days are kept: another role might see other rows."
        return ""

    def _place(self, choice: Choice, owner: str) -> Place:
        rules = self._gate.rules
        origin = choice.backend.origin if choice.backend else ""
        identity = role_of(str(choice.identity.get("arn", "")))
        return Place(owner, origin, identity, rules.workgroups[0], rules.catalog)
