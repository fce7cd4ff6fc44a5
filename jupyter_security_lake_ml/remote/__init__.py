"""Athena itself: credentials, signing, sending, trying again. Nothing here decides what may be asked."""

from .client import RemoteAthena
from .session import AwsSession

__all__ = ["AwsSession", "RemoteAthena"]
