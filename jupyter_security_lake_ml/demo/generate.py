"""Writes the tables of all sources into an empty folder, two sources at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import duckdb

from . import randomness
from .columns import select_list
from .lake import Say
from .source import Plan, Source
from .span import Span
from .streams import expand, load
from .traps import calendar_traps
from .writer import write_daily, write_partitioned

_DAY = "strftime(make_timestamp(({t}) * 1000), '%Y%m%d')"
# One in ten events of a day's last two hours is delivered after midnight, so it is in the next day's file.
_ARRIVAL = "CASE WHEN e.t % 86400000 > 79200000 AND uniform(e.r, 8) < 0.1 THEN least(e.t + 7200000, $last) ELSE e.t END"
_FILE = f"{_DAY.format(t=_ARRIVAL)} AS _day"
_SELECT = "SELECT {columns}, {keys} FROM events e JOIN streams s USING (sid) WHERE e.t >= $from AND e.t < $to"
_DROP = """DELETE FROM events WHERE t >= ? AND t < ?
  AND (?::VARCHAR IS NULL OR sid IN (SELECT sid FROM streams WHERE account = ?))"""
_SOURCES_AT_ONCE = 2


def write_sources(
    folder: Path, span: Span, seed: int, scale: float, sources: Sequence[Source], say: Say
) -> dict:
    """Writes all tables; returns what `incidents.json` tells about them.

    One connection and thread for each source at work: files are then the same, byte for byte, in every run.
    """
    connections = [duckdb.connect(":memory:") for _ in sources]
    with ThreadPoolExecutor(_SOURCES_AT_ONCE) as pool:
        jobs = [
            pool.submit(_write_source, connection, folder, span, seed, scale, source, say)
            for connection, source in zip(connections, sources, strict=True)
        ]
        try:
            reports = [job.result() for job in jobs]
        except BaseException:
            for job, connection in zip(jobs, connections, strict=True):
                job.cancel()
                with suppress(duckdb.ConnectionException):
                    connection.interrupt()
            raise
    described = {source.name: source.table_description for source in sources if source.columns is not None}
    if described:
        (folder / "tables.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")
    everywhere = [note.told() for note in calendar_traps(span)]
    joined: dict = {"tables": {}, "incidents": [], "traps": everywhere, "lookalikes": []}
    for report in reports:
        joined["tables"] |= report["tables"]
        for kind in ("incidents", "traps", "lookalikes"):
            joined[kind] += report[kind]
    return joined


def _write_source(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    span: Span,
    seed: int,
    scale: float,
    source: Source,
    say: Say,
) -> dict:
    with connection:
        connection.execute("SET threads = 1; SET memory_limit = '2GB'")
        randomness.install(connection)
        plan = source.plan(span, seed)
        load(connection, plan.streams, source.attributes, span, scale)
        expand(connection, span, seed % 2**32)
        for gap in plan.gaps:
            connection.execute(_DROP, [gap.start, gap.stop, gap.account, gap.account])
        if source.reshape:
            connection.execute(
                source.reshape, source.reshaped_with(span) | {"start": span.start, "end": span.end}
            )
        tables = {
            suffix: _write_table(connection, folder, span, source, suffix, say) for suffix in source.versions
        }
        return {"tables": tables} | _told(connection, plan, span)


def _write_table(
    connection: duckdb.DuckDBPyConnection, folder: Path, span: Span, source: Source, suffix: str, say: Say
) -> int:
    newest = suffix == source.versions[-1]
    bounds = (
        span.start if suffix == source.versions[0] else span.cutover,
        span.end if newest else span.cutover,
    )
    counting = "SELECT count(*) FROM events WHERE t >= ? AND t < ?"
    (rows,) = connection.execute(counting, bounds).fetchone()
    version = "" if source.columns else f" v{suffix[-3]}"

    def progress(reached: int) -> None:
        days = Span(span.start, reached).days
        say(f"demo lake: {source.title}{version} … {days} of {span.days} days")

    (folder / suffix).mkdir()
    hive = source.columns is not None or suffix.endswith("_1_0")
    values = source.v1 if hive else source.v2
    columns = select_list(suffix, values, source.columns)
    keys = (
        f"s.region AS region, s.account AS accountid, {_DAY.format(t='e.t')} AS eventday" if hive else _FILE
    )
    write = write_partitioned if hive else write_daily
    select = _SELECT.format(columns=columns, keys=keys.replace("$last", str(span.end - 1)))
    write(connection, select, folder / suffix, bounds, rows, progress)
    return rows


def _told(connection: duckdb.DuckDBPyConnection, plan: Plan, span: Span) -> dict[str, list[dict]]:
    counting = (
        "SELECT incident, count(*) FROM events JOIN streams USING (sid) WHERE incident NOTNULL GROUP BY ALL"
    )
    counts = dict(connection.execute(counting).fetchall())
    return {
        "incidents": [
            replace(incident, stop=min(incident.stop, span.end)).told(counts.get(incident.id, 0))
            for incident in plan.incidents
        ],
        "traps": [note.told() for note in plan.traps],
        "lookalikes": [note.told() for note in plan.lookalikes],
    }
