"""Errors of the server in the words of Athena's JSON 1.1 protocol."""

from pathlib import Path
from typing import Any

ATHENA_CONTENT_TYPE = "application/x-amz-json-1.1"


class RequestError(Exception):
    """A request that is answered with an error document.

    ``type`` is the exception's shape name as the SDK sees it, ``status`` the HTTP status, ``code`` the
    ``AthenaErrorCode`` when there is one. ``message`` is shown to people, so it never holds a credential.
    """

    def __init__(self, type: str, message: str, status: int = 400, code: str | None = None):
        super().__init__(f"{type}: {message}")
        self.type = type
        self.message = message
        self.status = status
        self.code = code

    def body(self) -> dict[str, Any]:
        """The error as the JSON document that Athena answers."""
        answer: dict[str, Any] = {"__type": self.type, "Message": self.message}
        if self.code is not None:
            answer["AthenaErrorCode"] = self.code
        return answer


class Refusal(RequestError):
    """A request that the policy doesn't let through; ``rule`` names the part of the policy that says so."""

    def __init__(self, rule: str, message: str, status: int = 400):
        super().__init__(
            "InvalidRequestException",
            f"Refused by policy: {message}",
            status=status,
            code="REFUSED_BY_POLICY",
        )
        self.reason = message
        self.rule = rule


def unknown_query(query_id: str) -> RequestError:
    """The answer for a query id that Athena has never heard of, and for one that isn't ours to read."""
    return RequestError(
        "InvalidRequestException",
        f"QueryExecution {query_id} was not found among the queries that this server started",
        code="INVALID_INPUT",
    )


def state_unusable(path: Path, error: Exception) -> RequestError:
    """The answer when the server's private folder can't be read or written: a full disk, missing rights."""
    return RequestError(
        "StateUnusableException",
        f"The server can't use {path}: {error}",
        status=500,
        code="STATE_UNUSABLE",
    )
