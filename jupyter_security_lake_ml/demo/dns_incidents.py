"""Incidents, traps and look-alikes planted in Route 53 resolver query logs."""

from __future__ import annotations

from random import Random

from .dns import ATTRIBUTES, V1, V2, everyday, lookup, missing
from .flow import host
from .incident import Incident, Note
from .source import Gap, Plan, Source
from .span import Span
from .streams import Stream
from .world import APAC, DATA, DEV_EU, DEV_US, HOSTILE_HTML, HOSTILE_SQL, PROD_EU, PROD_US, RETAIL, SECURITY

DNS1, DNS2 = "route53_1_0", "route53_2_0"
_HOUR = 3_600_000
_DAY = 24 * _HOUR
_FLAT = "flat@us"


def _plan(span: Span, seed: int) -> Plan:
    plan = Plan(everyday(Random(f"dns {seed}")))
    _new_domains(plan, span)
    _channels(plan, span)
    _firewall_and_silence(plan, span)
    _traps(plan, span)
    return plan


def _new_domains(plan: Plan, span: Span) -> None:
    at = span.ago(6, 11)
    plan.plant(
        Incident(
            "d1-new-domain",
            "D1",
            DNS2,
            {"domain": "telemetry-sync.example"},
            at,
            span.end,
            "first-seen",
            "Four production instances start to look up a domain that nobody ever looked up, more every day.",
        ),
        *(
            Stream(lookup(host(PROD_US, n), "api.telemetry-sync.example"), 0.6, _FLAT, ramp=4.0)
            for n in (2, 6, 10, 21)
        ),
    )
    for suffix, days, place, number in ((DNS2, 10, RETAIL, 13), (DNS1, 68, DEV_US, 6)):
        at, own = span.ago(days, 4), host(place, number)
        plan.plant(
            Incident(
                f"d2-made-up-names-{suffix[-3]}",
                "D2",
                suffix,
                {"instance": own["instance"]},
                at,
                at + 2 * _HOUR,
                "outlier",
                "An instance looks up a thousand made-up names that don't exist.",
                also=({"vpc": own["vpc"]},),
            ),
            Stream(missing(own, "#.example", label=14), 500, _FLAT),
        )


def _channels(plan: Plan, span: Span) -> None:
    at, own = span.ago(13, 22), host(DATA, 16)
    plan.plant(
        Incident(
            "d3-tunnel",
            "D3",
            DNS2,
            {"instance": own["instance"], "domain": "dnsbridge.example"},
            at,
            at + 4 * _HOUR,
            "outlier",
            "Data leaves an instance in thousands of long, ever different names.",
            "hostname",
        ),
        Stream(lookup(own, "#.t.dnsbridge.example", label=52, answers=1), 420, _FLAT),
    )
    at, own = span.ago(16, 6), host(APAC, 9)
    plan.plant(
        Incident(
            "d4-text-records",
            "D4",
            DNS2,
            {"instance": own["instance"]},
            at,
            at + 3 * _HOUR,
            "outlier",
            "An instance fetches hundreds of TXT records, of which it had few.",
        ),
        Stream(lookup(own, "#.cmd.poll-relay.example", label=8, pool=40, qtype="TXT"), 110, _FLAT),
    )
    at, own = span.ago(9, 8), host(PROD_EU, 18)
    plan.plant(
        Incident(
            "d5-dns-beacon",
            "D5",
            DNS2,
            {"instance": own["instance"], "hostname": "c2.status-check.example"},
            at,
            span.end,
            "periodicity",
            "An instance looks up the same name every ten minutes, day and night.",
        ),
        Stream(lookup(own, "c2.status-check.example"), period=600, jitter=0.05),
    )
    clocks = [host(DEV_EU, n) for n in range(10)]
    plan.streams += [
        Stream(lookup(own, "time.vendor.example"), period=7200, jitter=0.02, pinned=True) for own in clocks
    ]
    lists = host(SECURITY, 4)
    plan.streams.append(
        Stream(
            lookup(lists, "#.list.reputation.example", label=8, answers=1),
            40,
            "night@us",
            spread=0.03,
            pinned=True,
        )
    )
    plan.lookalikes += [
        Note(
            "clock-lookups",
            DNS2,
            {"hostname": "time.vendor.example"},
            span.cutover,
            span.end,
            "Clocks that ask for their server every two hours, on ten instances, for months.",
        ),
        Note(
            "reputation-lists",
            DNS2,
            {"instance": lists["instance"], "domain": "reputation.example"},
            span.cutover,
            span.end,
            "Nightly reputation checks with a different name each, as a tunnel has, for months.",
        ),
    ]


def _firewall_and_silence(plan: Plan, span: Span) -> None:
    blocked = {"verdict": "Blocked", "rule": "rslvr-frg-0123456789abcdef0", "answers": 0}
    for place in (PROD_US, RETAIL, APAC):
        plan.streams.append(
            Stream(lookup(host(place, 0), "ads.tracker.example", **blocked), 0.15, f"web@{place.zone}")
        )
    at, own = span.ago(20, 15), host(APAC, 3)
    plan.plant(
        Incident(
            "d6-blocked-burst",
            "D6",
            DNS2,
            {"instance": own["instance"]},
            at,
            at + 2 * _HOUR,
            "outlier",
            "The DNS firewall blocks hundreds of lookups of one instance.",
        ),
        Stream(lookup(own, "#.malware-list.example", label=6, pool=20, **blocked), 130, _FLAT),
    )
    silent = span.ago(3, 9)
    for stream in plan.streams:
        if stream.attributes["vpc"] == DATA.vpc and (stream.stop is None or stream.stop > silent):
            stream.stop = silent
    plan.incidents.append(
        Incident(
            "d7-resolver-log-silent",
            "D7",
            DNS2,
            {"vpc": DATA.vpc},
            silent,
            span.end,
            "silence",
            "The resolver log of the data VPC ends, while all others go on.",
        )
    )


def _traps(plan: Plan, span: Span) -> None:
    for name in (HOSTILE_SQL, HOSTILE_HTML, "xn--bcher-kva.example", "\u202emoc.elpmaxe"):
        plan.streams.append(Stream(lookup(host(DEV_US, 1), name), period=10_800, jitter=1.0, pinned=True))
        plan.traps.append(
            Note(
                f"hostile-name-{len(plan.traps)}",
                DNS2,
                {"hostname": name.lower()},
                span.cutover,
                span.end,
                "A name made to break SQL, HTML or the display; looked up steadily.",
            )
        )
    plan.streams.append(
        Stream(lookup(host(DEV_US, 1) | {"instance": None}, "api.vendor-01.example"), 1.0, _FLAT, pinned=True)
    )
    outage = span.ago(30, 0)
    plan.gaps.append(Gap(outage, outage + _DAY))
    plan.traps.append(
        Note(
            "resolver-logs-lost",
            DNS2,
            {},
            outage,
            outage + _DAY,
            "No resolver log arrived on this day, from any account: a silent source, not a day without lookups.",
        )
    )


RESOLVER = Source("Route 53 resolver", "route53", ATTRIBUTES, _plan, V1, V2)
