"""What is planted in a demo lake, and how it is told in `incidents.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .span import iso

DETECTORS = ("outlier", "change", "trend", "first-seen", "periodicity", "silence")


@dataclass(frozen=True)
class Incident:
    """A planted incident; `id` is also what its streams carry."""

    id: str
    question: str
    """Row of the catalogue of questions, such as `CT2`."""

    table: str
    """Suffix of the table, such as `cloud_trail_mgmt_2_0`."""

    key: Mapping[str, str | None]
    """Key values by logical field name."""

    start: int
    stop: int
    """Half-open, epoch milliseconds."""

    detector: str
    """What is expected to find it."""

    what: str
    """One sentence in plain words."""

    measure: str = "count"
    """What shows it: count, bytes, or the logical field whose distinct values are counted."""

    also: tuple[Mapping[str, str | None], ...] = ()
    """The same under the keys of further questions of its family, which group by something else."""

    def told(self, events: int) -> dict:
        """Entry of `incidents.json`; `events` is how many rows were planted."""
        return {
            "id": self.id,
            "kind": self.id.split("-", 1)[1],
            "question": self.question,
            "table": self.table,
            "key": dict(self.key),
            "also": [dict(key) for key in self.also],
            "measure": self.measure,
            "from": iso(self.start),
            "to": iso(self.stop),
            "events": events,
            "detector": self.detector,
            "what": self.what,
        }


@dataclass(frozen=True)
class Note:
    """A trap (looks like an anomaly and isn't one) or a benign look-alike of an incident."""

    id: str
    table: str
    key: Mapping[str, str | None]
    start: int
    stop: int
    what: str

    def told(self) -> dict:
        """Entry of `incidents.json`."""
        return {
            "id": self.id,
            "table": self.table,
            "key": dict(self.key),
            "from": iso(self.start),
            "to": iso(self.stop),
            "what": self.what,
        }
