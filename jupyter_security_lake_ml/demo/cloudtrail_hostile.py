"""CloudTrail values that attackers write: quotes, markup, four kilobytes, direction overrides, nothing at all."""

from __future__ import annotations

from .cloudtrail import call, identity
from .incident import Note
from .source import Plan
from .span import Span
from .streams import Stream
from .world import DEV_US, HOSTILE_BIDI, HOSTILE_HTML, HOSTILE_LONG, HOSTILE_SQL

_TABLE = "cloud_trail_mgmt_2_0"


def plant(plan: Plan, span: Span) -> None:
    """Steady low traffic under hostile user names and user agents, which no detector should flag."""
    place = DEV_US
    for user, agent in (
        (HOSTILE_SQL, "aws-cli/2.15.30"),
        (HOSTILE_HTML, HOSTILE_HTML),
        (HOSTILE_BIDI, HOSTILE_BIDI),
        ("probe", HOSTILE_LONG),
        ("", ""),
        ("quiet", None),
    ):
        who = identity(place.account, user=user) | {
            "ua": agent,
            "ip_prefix": f"{place.network}.99.7",
            "ip_count": 0,
        }
        plan.streams.append(
            Stream(call(who, place.region, "sts", "GetCallerIdentity"), period=7200, jitter=1.0, pinned=True)
        )
        role = identity(place.account, role=user or "''") | {"ua": agent, "sessions": 1, "ip_prefix": None}
        plan.streams.append(
            Stream(call(role, place.region, "ec2", "DescribeInstances"), period=9000, jitter=1.0, pinned=True)
        )
        # An empty role is a key of its own, different from the NULL of callers without one.
        if user == "":
            plan.streams[-1].attributes = plan.streams[-1].attributes | {"role": ""}
    keys = {"sql": HOSTILE_SQL, "html": HOSTILE_HTML, "bidi": HOSTILE_BIDI, "empty": "", "null": None}
    plan.traps += [
        Note(
            f"hostile-{name}",
            _TABLE,
            {"principal_name": value},
            span.cutover,
            span.end,
            "A key value made to break SQL, HTML or the display; its traffic is steady.",
        )
        for name, value in keys.items()
    ]
    plan.traps.append(
        Note(
            "hostile-long",
            _TABLE,
            {"user_agent": HOSTILE_LONG},
            span.cutover,
            span.end,
            "A user agent of more than four kilobytes; its traffic is steady.",
        )
    )
