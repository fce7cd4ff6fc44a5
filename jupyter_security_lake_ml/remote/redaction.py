"""Keeps credentials and signatures out of logs, whoever turns on debug logging.

botocore writes canonical requests (with the session token), signatures and answers of credential services at
debug level. The loggers that can do so get a filter that blanks what looks like a secret and what is known to
be one.
"""

import logging
import re
from collections.abc import Iterable

LOGGERS = (
    "botocore.auth",
    "botocore.awsrequest",
    "botocore.credentials",
    "botocore.endpoint",
    "botocore.hooks",
    "botocore.httpsession",
    "botocore.parsers",
    "botocore.retryhandler",
    "botocore.tokens",
    "botocore.utils",
    "urllib3.connectionpool",
)

_BLANK = "***"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(x-amz-security-token['\"]?\s*[:=]\s*b?['\"]?)[^\s'\",;<]+",
        r"(authorization['\"]?\s*[:=]\s*b?['\"]?)(?:AWS4-HMAC-SHA256\s+)?[^'\"\r\n]+",
        r"((?:SecretAccessKey|SessionToken|secret_key|accessToken|refreshToken|clientSecret|\bToken"
        # What credentials are asked for with: of a pod or a federated user, of a partner's role, of SSO.
        r"|WebIdentityToken|SAMLAssertion|ExternalId|TokenCode|sso_bearer_token)"
        r"['\"]?\s*[:=>]\s*b?['\"]?)[^\s'\",;<]+",
        r"(Signature(?:['\"]?\s*[:=]\s*|:\n))[0-9a-f]{64}",
        r"(/v2/credentials/)[^\s\"']+",
    )
)


class RedactSecrets(logging.Filter):
    """Blanks secrets in a record's message; ``known`` are exact values that must never be written."""

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[str, ...] = ()

    def know(self, secrets: Iterable[str | None]) -> None:
        """Blank these values too, wherever they appear; the last few are kept, as credentials are renewed."""
        fresh = [secret for secret in secrets if secret and secret not in self._known]
        self._known = (*self._known, *fresh)[-12:]

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record; rewrites the message when there is something to blank."""
        message = record.getMessage()
        redacted = self.redact(message)
        if redacted != message:
            record.msg, record.args = redacted, None
        if record.exc_info and record.exc_info[1] is not None:
            text = str(record.exc_info[1])
            if self.redact(text) != text:
                record.exc_info, record.exc_text = None, None
        return True

    def redact(self, text: str) -> str:
        """The text with secrets blanked."""
        for secret in self._known:
            text = text.replace(secret, _BLANK)
        for pattern in _PATTERNS:
            text = pattern.sub(lambda match: match[1] + _BLANK, text)
        return text


SECRETS = RedactSecrets()


def guard_logs() -> None:
    """Put the filter on every logger that could write a secret; repeating it changes nothing."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if SECRETS not in logger.filters:
            logger.addFilter(SECRETS)
