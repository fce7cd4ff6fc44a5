"""Athena's protocol over a local folder of Parquet."""

from .engine import LocalAthena
from .errors import AthenaError

__all__ = ["AthenaError", "LocalAthena"]
