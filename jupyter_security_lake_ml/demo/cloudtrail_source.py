"""CloudTrail management events as a source of the demo lake."""

from __future__ import annotations

from random import Random

from . import cloudtrail_compute, cloudtrail_credentials, cloudtrail_hostile, cloudtrail_incidents
from .cloudtrail import ATTRIBUTES
from .cloudtrail_rows import V1, V2
from .cloudtrail_traffic import people_streams, pipeline_streams, service_streams
from .incident import Note
from .rhythm import HOUR_MS
from .source import Gap, Plan, Source
from .span import Span
from .world import APAC


def _plan(span: Span, seed: int) -> Plan:
    random = Random(f"cloudtrail {seed}")
    plan = Plan([*service_streams(random), *people_streams(random), *pipeline_streams(random)])
    for part in (cloudtrail_incidents, cloudtrail_credentials, cloudtrail_compute, cloudtrail_hostile):
        part.plant(plan, span)
    late = span.end - 3 * HOUR_MS
    plan.gaps.append(Gap(late, span.end, APAC.account))
    plan.traps.append(
        Note(
            "late-files",
            "cloud_trail_mgmt_2_0",
            {"account": APAC.account},
            late,
            span.end,
            "The last three hours of one account haven't been delivered yet: not a silent account.",
        )
    )
    return plan


MANAGEMENT = Source("CloudTrail management", "cloud_trail_mgmt", ATTRIBUTES, _plan, V1, V2)
