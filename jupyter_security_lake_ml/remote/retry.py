"""Which failures are worth another try, and how long to wait before it."""

import json
import random
from dataclasses import dataclass

from .session import Reply

ATTEMPTS = 4
FIRST_SECONDS = 0.2
LONGEST_SECONDS = 5.0

_AGAIN = frozenset(
    {
        "InternalServerException",
        "InternalServerError",
        "InternalFailure",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestTimeout",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "TooManyRequestsException",
    }
)
_EXPIRED = frozenset(
    {
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidClientTokenId",
        "RequestExpired",
        "UnrecognizedClientException",
    }
)
_STATUS_AGAIN = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a reply: worth ``again``, or the credentials have ``expired``, or neither."""

    again: bool
    expired: bool


def error_type(reply: Reply) -> str:
    """The exception's shape name; empty when the body names none."""
    try:
        document = json.loads(reply.body or b"{}")
        named = str(document.get("__type") or document.get("code") or "")
    except (ValueError, AttributeError):
        named = ""
    named = named or reply.headers.get("x-amzn-errortype", "")
    return named.partition(":")[0].rpartition("#")[2]


def trouble_of(reply: Reply) -> Trouble | None:
    """None for an answer that is good or that no second try would change.

    ``TooManyRequestsException`` (the account's query quota) comes with status 400 and isn't retried by
    botocore's legacy mode; it is here.
    """
    if reply.from_athena and reply.status == 200:
        return None
    if reply.from_athena:
        kind = error_type(reply)
        if kind in _EXPIRED:
            return Trouble(again=False, expired=True)
        return Trouble(again=kind in _AGAIN or reply.status in _STATUS_AGAIN, expired=False)
    return Trouble(again=reply.status in _STATUS_AGAIN, expired=False)


def wait_seconds(attempt: int) -> float:
    """Seconds before try number ``attempt`` + 2: exponential with full jitter.

    AWS Architecture Blog, "Exponential Backoff And Jitter".
    """
    return random.uniform(0, min(LONGEST_SECONDS, FIRST_SECONDS * 2**attempt))  # noqa: S311 (not a secret)
