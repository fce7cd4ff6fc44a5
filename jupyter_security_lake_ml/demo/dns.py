"""Rows of Route 53 resolver query logs in both versions, and the streams of everyday lookups."""

from __future__ import annotations

from random import Random

from .flow import INSTANCES_A_PLACE, host
from .streams import Stream
from .world import PLACES, SERVICES, Place, falling

ATTRIBUTES = {
    "account": "VARCHAR",
    "region": "VARCHAR",
    "vpc": "VARCHAR",
    "instance": "VARCHAR",
    "own_ip": "VARCHAR",
    "hostname": "VARCHAR",
    "label": "INTEGER",
    "pool": "INTEGER",
    "qtype": "VARCHAR",
    "rcode": "VARCHAR",
    "rcode_id": "INTEGER",
    "answer": "VARCHAR",
    "answers": "INTEGER",
    "verdict": "VARCHAR",
    "rule": "VARCHAR",
}

# `#` in a host name is a label of so many hexadecimal digits, one of `pool` if that isn't 0.
_LABEL = """left(CASE WHEN s.pool > 0 THEN digest(s.sid, pick(e.r, 30, s.pool), 3)
  ELSE digest(e.r, e.t, 3) END || digest(e.r, e.t, 4), s.label)"""
_HOSTNAME = f"CASE WHEN s.label > 0 THEN replace(s.hostname, '#', {_LABEL}) ELSE s.hostname END"
_RDATA = """CASE WHEN s.qtype = 'TXT' THEN digest(e.r, e.t, 5) WHEN s.qtype = 'AAAA' THEN '2001:db8::' ||
  to_hex(pick(e.r, 31 + n, 60000)) ELSE s.answer || (1 + pick(e.r, 31 + n, 250))::VARCHAR END"""
# Some refused lookups have no list of answers, others an empty one.
_ANSWERS = f"""CASE WHEN s.answers > 0 THEN list_transform(range(s.answers),
    lambda n: {{'type': s.qtype, 'rdata': {_RDATA}, 'class': 'IN'}})
  WHEN uniform(e.r, 33) < 0.5 THEN [] END"""

_COMMON = {
    "metadata.product.version": "'1.100000'",
    "metadata.product.name": "'Route 53'",
    "metadata.product.feature.name": "'Resolver Query Logs'",
    "metadata.product.vendor_name": "'AWS'",
    "cloud.region": "s.region",
    "cloud.provider": "'AWS'",
    "src_endpoint.vpc_uid": "s.vpc",
    "src_endpoint.ip": "s.own_ip",
    "src_endpoint.port": "32768 + pick(e.r, 34, 28232)",
    "src_endpoint.instance_uid": "s.instance",
    "time": "e.t",
    "query.hostname": _HOSTNAME,
    "query.type": "s.qtype",
    "query.class": "'IN'",
    "answers": _ANSWERS,
    "connection_info.protocol_name": "'UDP'",
    "connection_info.direction": "'Unknown'",
    "connection_info.direction_id": "0",
    "severity_id": "1",
    "severity": "'Informational'",
    "class_name": "'DNS Activity'",
    "class_uid": "4003",
    "category_name": "'Network Activity'",
    "category_uid": "4",
    "rcode_id": "s.rcode_id",
    "rcode": "s.rcode",
}

V1 = _COMMON | {
    "metadata.profiles": "['cloud', 'security_control']",
    "metadata.version": "'1.0.0-rc.2'",
    "cloud.account_uid": "s.account",
    "activity_id": "2",
    "activity_name": "'Response'",
    "type_name": "'DNS Activity: Response'",
    "type_uid": "400302",
    "disposition": "CASE s.verdict WHEN 'Blocked' THEN 'Blocked' ELSE 'No Action' END",
    "disposition_id": "CASE s.verdict WHEN 'Blocked' THEN 2 ELSE 16 END",
    "unmapped": "CASE WHEN s.rule IS NULL THEN MAP {} ELSE MAP {'firewall_rule_group_id': s.rule, "
    "'firewall_domain_list_id': 'rslvr-fdl-0a1b2c3d4e5f60718'} END",
}

V2 = _COMMON | {
    "metadata.profiles": "['cloud', 'security_control', 'datetime']",
    "metadata.version": "'1.1.0'",
    "cloud.account.uid": "s.account",
    "time_dt": "make_timestamp(e.t * 1000)",
    "activity_id": "6",
    "activity_name": "'Traffic'",
    "type_name": "'DNS Activity: Traffic'",
    "type_uid": "400306",
    "firewall_rule.uid": "s.rule",
    "action": "CASE s.verdict WHEN 'Blocked' THEN 'Denied' ELSE 'Allowed' END",
    "action_id": "CASE s.verdict WHEN 'Blocked' THEN 2 ELSE 1 END",
    "disposition": "coalesce(s.verdict, 'No Action')",
    "unmapped": "CASE WHEN s.rule IS NOT NULL THEN MAP {'firewall_domain_list_id': 'rslvr-fdl-0a1b2c3d4e5f60718'} END",
    "accountid": "s.account",
    "region": "s.region",
    "asl_version": "'2.0'",
    "observables": f"""[{{'name': 'src_endpoint.ip', 'value': s.own_ip, 'type': 'IP Address', 'type_id': 2}},
      {{'name': 'query.hostname', 'value': {_HOSTNAME}, 'type': 'Hostname', 'type_id': 1}}]""",
}

_KEPT = ("account", "region", "vpc", "instance", "own_ip")


def lookup(own: dict, hostname: str, **more: object) -> dict[str, object]:
    """Attributes of lookups of a name, without its last dot, by an instance."""
    answered = {"qtype": "A", "rcode": "NoError", "rcode_id": 0, "answer": "198.18.5.", "answers": 1}
    return (
        {name: own[name] for name in _KEPT}
        | {"hostname": f"{hostname}.", "label": 0, "pool": 0}
        | answered
        | more
    )


def missing(own: dict, hostname: str, **more: object) -> dict[str, object]:
    """Attributes of lookups of a name that doesn't exist."""
    return lookup(own, hostname, rcode="NXDomain", rcode_id=3, answers=0, **more)


def _names(place: Place) -> list[str]:
    inside = [f"{service}.{place.name}.internal" for service in SERVICES[:8]]
    aws = [
        f"{name}.{place.region}.amazonaws.com"
        for name in ("sts", "s3", "dynamodb", "sqs", "logs", "kms", "ec2messages")
    ]
    vendors = [f"api.vendor-{number:02d}.example" for number in range(26)] + [
        f"cdn{number}.media.example" for number in range(5)
    ]
    return inside + aws + vendors + ["github.com", "login.partner.example", "time.vendor.example"]


def everyday(random: Random) -> list[Stream]:
    """Lookups of services, AWS and vendors by all instances, with typing errors and reverse lookups."""
    streams, rank = [], 0
    hosts = [(place, number) for place in PLACES for number in range(INSTANCES_A_PLACE)]
    random.shuffle(hosts)
    for place, number in hosts:
        own, level = host(place, number), 2.2 * falling(rank, 0.6)
        rank += 1
        rhythm = random.choice((f"web@{place.zone}", f"service@{place.zone}"))
        for index, name in enumerate(random.sample(_names(place), k=8)):
            qtype = "AAAA" if index == 3 else "A"
            inside = "internal" in name
            lookups = lookup(
                own,
                name,
                qtype=qtype,
                answer=f"{place.network}.2." if inside else "198.18.5.",
                answers=1 + index % 3,
            )
            streams.append(Stream(lookups, level * falling(index, 0.8), rhythm))
        streams.append(Stream(missing(own, f"wpad.{place.name}.internal"), level * 0.03 + 0.01, rhythm))
        if number % 3 == 0:
            reverse = lookup(own, "#.2.10.in-addr.arpa", label=2, pool=30, qtype="PTR", answer="ip-10-2-0-")
            text = lookup(own, "_dmarc.partner.example", qtype="TXT")
            streams += [Stream(reverse, level * 0.1, rhythm), Stream(text, 0.04, rhythm)]
    return streams
