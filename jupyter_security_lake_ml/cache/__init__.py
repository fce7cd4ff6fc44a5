"""Closed days of series that were paid for once: a private folder, filled by the server from results it read itself."""

from .closed_days import ClosedDays, Place
from .desk import CacheDesk
from .store import DayStore

__all__ = ["CacheDesk", "ClosedDays", "DayStore", "Place"]
