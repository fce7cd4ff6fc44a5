"""DuckDB's errors as the engine's."""

import re

import duckdb

from .errors import StatementError

_RAISED = re.compile(r"Could not convert string '([A-Z][A-Z_]+): (.*?)' to BOOL", re.S)
_PARQUET = re.compile(r"parquet|magic bytes|snappy|gzip|zstd|thrift|page header", re.I)


def without_folders(message: str) -> str:
    """A message with only the names of the files it mentions."""
    return re.sub(r"'?/(?:[^\s'\"]*/)?([^/\s'\"]+)'?", r"\1", message)


def from_duckdb(error: Exception) -> StatementError:
    """Why a statement failed. The statement's own checks carry their code and message in DuckDB's error."""
    text = str(error)
    first = text.splitlines()[0] if text else type(error).__name__
    raised = _RAISED.search(text)
    if raised:
        return StatementError(raised[1], raised[2])
    detail = without_folders(first.partition(": ")[2] or first)
    match error:
        case duckdb.OutOfMemoryException():
            return StatementError(
                "EXCEEDED_LOCAL_MEMORY_LIMIT", "Query exceeded the local engine's memory limit"
            )
        case duckdb.ConversionException() if "out of range" in text or "Overflow" in text:
            return StatementError("NUMERIC_VALUE_OUT_OF_RANGE", detail)
        case duckdb.ConversionException():
            return StatementError("INVALID_CAST_ARGUMENT", detail)
        case duckdb.OutOfRangeException():
            return StatementError("NUMERIC_VALUE_OUT_OF_RANGE", detail)
        case duckdb.IOException():
            return StatementError("HIVE_BAD_DATA", detail)
        case duckdb.InvalidInputException() if "More than one row returned by a subquery" in text:
            return StatementError("SUBQUERY_MULTIPLE_ROWS", "Scalar sub-query has returned multiple rows")
        case duckdb.InvalidInputException() if _PARQUET.search(text):
            return StatementError("HIVE_BAD_DATA", detail)
        case duckdb.InvalidInputException():
            return StatementError("INVALID_FUNCTION_ARGUMENT", detail)
        case duckdb.NotImplementedException() | duckdb.BinderException() | duckdb.CatalogException():
            return StatementError("NOT_SUPPORTED", f"the local engine can't run this statement: {detail}")
        case _:
            return StatementError("GENERIC_INTERNAL_ERROR", detail)
