"""Errors of the local engine: refusals of a request, and failures of a statement."""

from dataclasses import dataclass


class AthenaError(Exception):
    """A request that Athena would refuse, in the words of its JSON 1.1 protocol.

    ``type`` is the exception's shape name (``InvalidRequestException``, ``MetadataException``, …), ``status`` the
    HTTP status, ``code`` the optional ``AthenaErrorCode``.
    """

    def __init__(self, type: str, message: str, status: int = 400, code: str | None = None):
        super().__init__(f"{type}: {message}")
        self.type = type
        self.message = message
        self.status = status
        self.code = code

    def body(self) -> dict:
        """The error as the JSON document that Athena answers."""
        answer = {"__type": self.type, "Message": self.message}
        if self.code is not None:
            answer["AthenaErrorCode"] = self.code
        return answer


def invalid_request(message: str, code: str | None = None) -> AthenaError:
    """The refusal that Athena gives for a request it can't make sense of."""
    return AthenaError("InvalidRequestException", message, code=code)


def metadata_error(message: str) -> AthenaError:
    """The refusal that the catalogue operations give for what doesn't exist or isn't granted."""
    return AthenaError("MetadataException", message)


@dataclass(frozen=True)
class FailureKind:
    """How Athena classes a failed statement: category 1 system, 2 user, 3 other; type as in its error reference."""

    category: int
    error_type: int
    retryable: bool = False


USER = FailureKind(2, 1001)
_KINDS = {
    "SYNTAX_ERROR": FailureKind(2, 1006),
    "TABLE_NOT_FOUND": FailureKind(2, 1110),
    "SCHEMA_NOT_FOUND": FailureKind(2, 1110),
    "INVALID_FUNCTION_ARGUMENT": FailureKind(2, 1100),
    "INVALID_PARAMETER_USAGE": FailureKind(2, 1100),
    "EXCEEDED_LOCAL_MEMORY_LIMIT": FailureKind(2, 5),
    "HIVE_BAD_DATA": FailureKind(2, 1302),
    "GENERIC_INTERNAL_ERROR": FailureKind(1, 100, retryable=True),
}


class StatementError(Exception):
    """Why a statement FAILED: an engine error code, a message, and where in the text (1-based) if known."""

    def __init__(self, code: str, message: str, line: int | None = None, column: int | None = None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
        self.column = column

    @property
    def reason(self) -> str:
        """The ``StateChangeReason``: ``CODE: line 1:8: message``, without the place when it isn't known."""
        place = f"line {self.line}:{self.column}: " if self.line else ""
        return f"{self.code}: {place}{self.message}"

    def athena_error(self) -> dict:
        """The ``AthenaError`` structure of a failed execution."""
        kind = _KINDS.get(self.code, USER)
        return {
            "ErrorCategory": kind.category,
            "ErrorType": kind.error_type,
            "Retryable": kind.retryable,
            "ErrorMessage": self.reason,
        }
