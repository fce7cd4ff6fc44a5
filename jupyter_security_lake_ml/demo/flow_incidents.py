"""Incidents, traps and look-alikes planted in VPC Flow logs."""

from __future__ import annotations

from random import Random

from .flow import ATTRIBUTES, GATEWAY_VPN, SAME_VPC, V1, V2, everyday, host, inward, outward
from .incident import Incident, Note
from .source import Plan, Source
from .span import Span
from .streams import Stream
from .world import APAC, DATA, DEV_EU, DEV_US, ON_PREMISES, PROD_EU, PROD_US, RETAIL, SECURITY

FLOW1, FLOW2 = "vpc_flow_1_0", "vpc_flow_2_0"
_HOUR = 3_600_000
_DAY = 24 * _HOUR
_FLAT = "flat@us"


def _plan(span: Span, seed: int) -> Plan:
    plan = Plan(everyday(Random(f"flow {seed}")))
    _outward(plan, span)
    _bytes(plan, span)
    _probing(plan, span)
    _silence_and_traps(plan, span)
    return plan


def _outward(plan: Plan, span: Span) -> None:
    own = host(PROD_US, 3)
    plan.plant(
        Incident(
            "v1-external-growth",
            "V1",
            FLOW2,
            {"instance": own["instance"]},
            span.cutover,
            span.end,
            "trend",
            "An instance talks to the internet ever more, six times as often at the end.",
        ),
        Stream(outward(own, "198.18.200.", 443, 60), 1.2, "service@us", ramp=5.0),
    )
    at, own = span.ago(15, 10), host(RETAIL, 7)
    plan.plant(
        Incident(
            "v1-external-step",
            "V1",
            FLOW2,
            {"instance": own["instance"]},
            at,
            span.end,
            "change",
            "From one morning on an instance opens many more connections to external addresses.",
        ),
        Stream(outward(own, "198.18.201.", 443, 120), 12, "service@eu"),
    )
    at = span.ago(19, 12)
    streams = [
        Stream(
            outward(host(DATA, n), f"{ON_PREMISES}9.", 445, 20, boundary=GATEWAY_VPN, mean_bytes=30_000.0),
            4,
            "service@us",
        )
        for n in range(4)
    ]
    plan.plant(
        Incident(
            "v2-on-premises-step",
            "V2",
            FLOW2,
            {"vpc": DATA.vpc},
            at,
            span.end,
            "change",
            "The data VPC starts to open file shares in the company's own data centre, and goes on.",
        ),
        *streams,
    )
    at, own = span.ago(8, 14), host(DEV_EU, 11)
    plan.plant(
        Incident(
            "v5-beacon",
            "V5",
            FLOW2,
            {"instance": own["instance"], "dst_ip": "203.0.113.77", "dst_port": "443"},
            at,
            span.end,
            "periodicity",
            "An instance calls the same outside address every five minutes, within seconds.",
        ),
        Stream(
            outward(own, "203.0.113.77", 443, mean_bytes=620.0, bytes_spread=0.03), period=300, jitter=0.06
        ),
    )
    at, own = span.ago(4, 16), host(APAC, 5)
    plan.plant(
        Incident(
            "v10-new-peer",
            "V10",
            FLOW2,
            {"instance": own["instance"], "dst_network": "192.0.2"},
            at,
            span.end,
            "first-seen",
            "An instance starts to talk to a network that none of the company's ever talked to.",
        ),
        Stream(outward(own, "192.0.2.", 8443, 20), 1.5, _FLAT),
    )
    at = span.ago(5, 8)
    plan.plant(
        Incident(
            "v11-odd-port",
            "V11",
            FLOW2,
            {"vpc": SECURITY.vpc, "dst_port": "4444"},
            at,
            span.end,
            "first-seen",
            "Connections from the security VPC to port 4444 outside, a port not used before.",
        ),
        Stream(outward(host(SECURITY, 2), "203.0.113.90", 4444), 2, _FLAT),
    )


def _bytes(plan: Plan, span: Span) -> None:
    for suffix, days, place, number in ((FLOW2, 7, DATA, 9), (FLOW1, 66, PROD_EU, 4)):
        at, own = span.ago(days, 1), host(place, number)
        plan.plant(
            Incident(
                f"v3-exfiltration-{suffix[-3]}",
                "V3",
                suffix,
                {"instance": own["instance"]},
                at,
                at + 3 * _HOUR,
                "outlier",
                "Forty gigabytes leave an instance for one outside address in a night.",
                "bytes",
            ),
            Stream(outward(own, "203.0.113.200", 443, mean_bytes=2.2e8, bytes_spread=0.2), 60, _FLAT),
        )
    at, own, peer = span.ago(9, 0), host(PROD_US, 14), host(PROD_US, 20)["own_ip"]
    plan.plant(
        Incident(
            "v4-staging",
            "V4",
            FLOW2,
            {"instance": own["instance"], "dst_ip": peer},
            at,
            at + _DAY,
            "outlier",
            "An instance copies hundreds of gigabytes to a neighbour that it never talked to before.",
            "bytes",
        ),
        Stream(outward(own, peer, 445, boundary=SAME_VPC, mean_bytes=1.5e9, bytes_spread=0.3), 10, _FLAT),
    )
    backup, target = host(PROD_EU, 1), host(PROD_EU, 22)["own_ip"]
    plan.streams.append(
        Stream(
            outward(backup, target, 873, boundary=SAME_VPC, mean_bytes=6e8, bytes_spread=0.1),
            2.5,
            "night@eu",
            pinned=True,
            spread=0.03,
        )
    )
    updaters = [host(DEV_US, n) for n in range(12)]
    plan.streams += [
        Stream(
            outward(own, "198.18.70.10", 443, mean_bytes=900.0, bytes_spread=0.05),
            period=3600,
            jitter=0.02,
            pinned=True,
        )
        for own in updaters
    ]
    plan.lookalikes += [
        Note(
            "nightly-backup",
            FLOW2,
            {"instance": backup["instance"], "dst_ip": target},
            span.cutover,
            span.end,
            "A backup of several gigabytes to a neighbour, every night.",
        ),
        Note(
            "updater-beacon",
            FLOW2,
            {"dst_ip": "198.18.70.10"},
            span.cutover,
            span.end,
            "An updater asks its vendor each hour on twelve instances, for months.",
        ),
    ]


def _probing(plan: Plan, span: Span) -> None:
    at, own = span.ago(11, 13), host(PROD_US, 8)
    source = host(PROD_US, 17)["own_ip"]
    plan.plant(
        Incident(
            "v6-internal-scan",
            "V6",
            FLOW2,
            {"src_ip": source},
            at,
            at + _HOUR,
            "outlier",
            "A neighbour is refused on hundreds of ports of one instance within an hour.",
            also=({"interface": own["interface"]},),
        ),
        Stream(
            inward(own, source, 1, refused=True, ports=1024, mean_bytes=44.0, bytes_spread=0.05),
            period=6,
            jitter=0.7,
        ),
    )
    at, own = span.ago(17, 21), host(APAC, 12)
    plan.plant(
        Incident(
            "v7-refused-outbound",
            "V7",
            FLOW2,
            {"instance": own["instance"]},
            at,
            at + 2 * _HOUR,
            "outlier",
            "An instance is refused on its way out hundreds of times in two hours.",
        ),
        Stream(outward(own, "203.0.113.", 25, 100, refused=True, mean_bytes=60.0), 150, _FLAT),
    )
    at, own = span.ago(23, 3), host(DEV_US, 19)
    plan.plant(
        Incident(
            "v8-fan-out",
            "V8",
            FLOW2,
            {"instance": own["instance"]},
            at,
            at + _HOUR,
            "outlier",
            "An instance opens connections to hundreds of ports of its neighbours.",
            "dst_port",
        ),
        Stream(
            outward(own, f"{DEV_US.network}.1.", 20, 40, ports=900, boundary=SAME_VPC, mean_bytes=200.0),
            period=7,
            jitter=0.5,
        ),
    )
    at, own = span.ago(6, 2), host(RETAIL, 15)
    plan.plant(
        Incident(
            "v9-remote-desktop",
            "V9",
            FLOW2,
            {"instance": own["instance"], "dst_port": "3389"},
            at,
            span.end,
            "first-seen",
            "A remote desktop port is reached from the internet, by ever other addresses.",
        ),
        Stream(inward(own, "203.0.113.", 3389, 60, mean_bytes=30_000.0), 3, _FLAT),
    )
    scanner = "10.60.9.9"
    plan.streams += [
        Stream(
            inward(host(place, n), scanner, 1, refused=True, ports=200, mean_bytes=44.0, bytes_spread=0.05),
            1.2,
            "weekly@us",
            pinned=True,
            spread=0.05,
        )
        for place in (PROD_US, PROD_EU)
        for n in range(0, 24, 6)
    ]
    plan.lookalikes.append(
        Note(
            "weekly-port-scan",
            FLOW2,
            {"src_ip": scanner},
            span.cutover,
            span.end,
            "The company's own scanner, refused on many ports every Sunday.",
        )
    )


def _silence_and_traps(plan: Plan, span: Span) -> None:
    """The silent VPC's log ends early; the traps are rows without a flow and a day of many of them."""
    silent = span.ago(2, 7)
    for stream in plan.streams:
        if stream.attributes["vpc"] == DEV_EU.vpc and (stream.stop is None or stream.stop > silent):
            stream.stop = silent
    plan.incidents = [
        Incident(**{**vars(incident), "stop": min(incident.stop, silent)})
        if incident.key.get("instance") == host(DEV_EU, 11)["instance"]
        else incident
        for incident in plan.incidents
    ]
    plan.incidents.append(
        Incident(
            "v13-flow-log-silent",
            "V13",
            FLOW2,
            {"vpc": DEV_EU.vpc},
            silent,
            span.end,
            "silence",
            "The flow log of a VPC ends: no row from it any more, while all others go on.",
        )
    )
    at = span.ago(25, 0)
    idle = host(SECURITY, 23) | {"outbound": True, "boundary": 99, "status": "NODATA"}
    plan.streams += [
        Stream(idle, 1.0, _FLAT, pinned=True, spread=0.0),
        Stream(idle, 60, _FLAT, start=at, stop=at + _DAY, pinned=True),
        Stream(idle | {"status": "SKIPDATA"}, 0.05, _FLAT, pinned=True),
    ]
    plan.traps.append(
        Note(
            "nodata-day",
            FLOW2,
            {"interface": idle["interface"], "flow_status": "NODATA"},
            at,
            at + _DAY,
            "A day with many NODATA rows, which hold no flow: address '-', no bytes.",
        )
    )


FLOW = Source("VPC Flow", "vpc_flow", ATTRIBUTES, _plan, V1, V2)
