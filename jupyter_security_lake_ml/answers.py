"""What a back end answers: bytes as Athena sends them, with the status and the request id."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any, Protocol

from .errors import RequestError


@dataclass(frozen=True)
class Answer:
    """An answer in Athena's JSON 1.1 protocol; ``body`` is passed on without reading it.

    ``asked_as`` is the ARN of whose credentials signed the question, where that is known; else empty.
    """

    body: bytes
    status: int = 200
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    asked_as: str = ""

    @property
    def ok(self) -> bool:
        """Whether the operation was carried out."""
        return self.status == 200

    def document(self) -> dict[str, Any]:
        """The body as JSON; empty when it isn't an object."""
        try:
            document = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return document if isinstance(document, dict) else {}

    @staticmethod
    def of(document: dict[str, Any], status: int = 200) -> "Answer":
        """An answer of our own making."""
        return Answer(json.dumps(document).encode(), status)

    @staticmethod
    def error(error: RequestError) -> "Answer":
        """The error document that Athena would send."""
        return Answer.of(error.body(), error.status)


class Backend(Protocol):
    """Whoever answers Athena's operations. ``origin`` tells apart whose query ids are whose."""

    kind: str
    demo: bool
    origin: str
    region: str

    async def call(self, operation: str, body: dict[str, Any]) -> Answer:
        """Carry out one operation with a body the policy made; raises ``RequestError``."""
        ...

    def close(self) -> None:
        """Free what it holds."""
        ...
