"""What a log source of the demo lake is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .incident import Incident, Note
from .span import Span
from .streams import Stream


@dataclass(frozen=True)
class Gap:
    """A time whose events never arrived, or haven't yet; of one account or of all."""

    start: int
    stop: int
    account: str | None = None


@dataclass
class Plan:
    """Streams of a source and what is planted in them."""

    streams: list[Stream] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    traps: list[Note] = field(default_factory=list)
    lookalikes: list[Note] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def plant(self, incident: Incident, *streams: Stream) -> None:
        """Adds an incident with the streams that are it; they keep their volume at every scale."""
        self.incidents.append(incident)
        for stream in streams:
            stream.incident = incident.id
            stream.pinned = True
            stream.start = incident.start if stream.start is None else stream.start
            stream.stop = incident.stop if stream.stop is None else stream.stop
        self.streams += streams


@dataclass(frozen=True)
class Source:
    """A log source: how its streams are made and how its rows look in each version."""

    title: str
    name: str
    """Start of the table suffixes, such as `vpc_flow`; a custom source's whole suffix."""

    attributes: Mapping[str, str]
    """Columns of its streams and their DuckDB types."""

    plan: Callable[[Span, int], Plan]
    """From the span and the seed."""

    v1: Mapping[str, str] | None
    v2: Mapping[str, str] | None
    """SQL of the columns by dotted path, see `columns.select_list`; None when the source has no such version."""

    reshape: str | None = None
    """SQL that makes table `events` anew, for sources whose rows aren't single events; has `$start` and `$end`."""

    reshaped_with: Callable[[Span], Mapping[str, int]] = lambda span: {}
    """Further parameters of `reshape`."""

    columns: list[dict] | None = None
    """Columns of a custom source, which is written in version 1's layout."""

    @property
    def versions(self) -> tuple[str, ...]:
        """Table suffixes, oldest first."""
        if self.columns is not None:
            return (self.name,)
        suffixes = ((self.v1, f"{self.name}_1_0"), (self.v2, f"{self.name}_2_0"))
        return tuple(suffix for rows, suffix in suffixes if rows is not None)

    def table_at(self, span: Span, at: int) -> str:
        """Suffix of the table that has the events of an instant."""
        suffixes = self.versions
        return suffixes[0] if len(suffixes) == 1 or at < span.cutover else suffixes[1]

    @property
    def table_description(self) -> dict:
        """A custom source's entry of the lake's `tables.json`."""
        keys = [{"name": name, **_TEXT} for name in ("region", "accountid", "eventday")]
        described = {"source_version": 1, "format": "parquet (hive partitions)"}
        return described | {"columns": self.columns, "partition_keys": keys}


_TEXT = {"hive": "string", "trino": "varchar", "duckdb": "VARCHAR"}
