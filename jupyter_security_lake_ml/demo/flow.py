"""Rows of VPC Flow logs in both versions, and the streams of everyday traffic."""

from __future__ import annotations

from random import Random

from .streams import Stream
from .world import ON_PREMISES, PLACES, Place, falling

ATTRIBUTES = {
    "account": "VARCHAR",
    "region": "VARCHAR",
    "zone": "VARCHAR",
    "vpc": "VARCHAR",
    "subnet": "VARCHAR",
    "instance": "VARCHAR",
    "interface": "VARCHAR",
    "own_ip": "VARCHAR",
    "own_port": "INTEGER",
    "peer_prefix": "VARCHAR",
    "peer_count": "INTEGER",
    "peer_port": "INTEGER",
    "ports": "INTEGER",
    "peer_service": "VARCHAR",
    "outbound": "BOOLEAN",
    "boundary": "INTEGER",
    "refused": "BOOLEAN",
    "protocol": "INTEGER",
    "mean_bytes": "DOUBLE",
    "bytes_spread": "DOUBLE",
    "status": "VARCHAR",
}

INTERNET, GATEWAY_VPN, SAME_VPC, GATEWAY_ENDPOINT = 11, 6, 4, 10

_OWN = {
    "interface_uid": "s.interface",
    "vpc_uid": "s.vpc",
    "instance_uid": "s.instance",
    "subnet_uid": "s.subnet",
}
_PEER_IP = """CASE WHEN s.status <> 'OK' THEN '-' WHEN s.peer_count = 0 THEN s.peer_prefix
  ELSE s.peer_prefix || (1 + pick(e.r, 20, s.peer_count))::VARCHAR END"""
_EPHEMERAL = "32768 + pick(e.r, 21, 28232)"
_OWN_PORT = f"coalesce(s.own_port + CASE WHEN s.ports > 1 AND NOT s.outbound THEN pick(e.r, 22, s.ports) ELSE 0 END, {_EPHEMERAL})"
_PEER_PORT = f"coalesce(s.peer_port + CASE WHEN s.ports > 1 AND s.outbound THEN pick(e.r, 22, s.ports) ELSE 0 END, {_EPHEMERAL})"
_OK = "s.status = 'OK'"
_VERDICT = "CASE WHEN s.refused THEN 'Refuse' ELSE 'Traffic' END"
_BYTES = f"CASE WHEN {_OK} THEN greatest(40, floor(s.mean_bytes * exp(s.bytes_spread * normal(e.r, 23))))::BIGINT END"
_LASTS = "5000 + pick(e.r, 24, 54000)"


def _endpoint(side: str, own_when: str) -> dict[str, str]:
    columns = {
        f"{side}.port": f"CASE WHEN {_OK} THEN CASE WHEN {own_when} THEN {_OWN_PORT} ELSE {_PEER_PORT} END END",
        f"{side}.svc_name": f"CASE WHEN {own_when} THEN '-' ELSE coalesce(s.peer_service, '-') END",
        f"{side}.ip": f"CASE WHEN {own_when} AND {_OK} THEN s.own_ip ELSE {_PEER_IP} END",
    }
    return columns | {
        f"{side}.{name}": f"CASE WHEN {own_when} THEN {value} END" for name, value in _OWN.items()
    }


_COMMON = {
    "metadata.product.version": "'5'",
    "metadata.product.name": "'Amazon VPC'",
    "metadata.product.feature.name": "'Flowlogs'",
    "metadata.product.vendor_name": "'AWS'",
    "cloud.region": "s.region",
    "cloud.zone": "s.zone",
    "cloud.provider": "'AWS'",
    **_endpoint("src_endpoint", "s.outbound"),
    **_endpoint("dst_endpoint", "NOT s.outbound"),
    "connection_info.protocol_num": f"CASE WHEN {_OK} THEN s.protocol END",
    "connection_info.tcp_flags": f"CASE WHEN {_OK} THEN CASE WHEN s.refused THEN 2 ELSE 19 END END",
    "connection_info.protocol_ver": "'IPv4'",
    "connection_info.boundary_id": "CASE WHEN s.outbound THEN s.boundary ELSE 99 END",
    "connection_info.boundary": "'-'",
    "connection_info.direction_id": "CASE WHEN s.outbound THEN 2 ELSE 1 END",
    "connection_info.direction": "CASE WHEN s.outbound THEN 'Outbound' ELSE 'Inbound' END",
    "traffic.packets": f"CASE WHEN {_OK} THEN 1 + {_BYTES} // 900 END",
    "traffic.bytes": _BYTES,
    "time": "e.t",
    "status_code": "s.status",
    "severity_id": "1",
    "severity": "'Informational'",
    "class_name": "'Network Activity'",
    "class_uid": "4001",
    "category_name": "'Network Activity'",
    "category_uid": "4",
    "activity_name": _VERDICT,
    "activity_id": "CASE WHEN s.refused THEN 5 ELSE 6 END",
    "disposition": "CASE WHEN s.refused THEN 'Blocked' ELSE 'Allowed' END",
    "type_uid": "CASE WHEN s.refused THEN 400105 ELSE 400106 END",
    "type_name": f"'Network Activity: ' || {_VERDICT}",
    "unmapped": "MAP {'sublocation_id': '-', 'sublocation_type': '-'}",
}

V1 = _COMMON | {
    "metadata.profiles": "['cloud', 'security_control']",
    "metadata.version": "'1.0.0-rc.2'",
    "cloud.account_uid": "s.account",
    "start_time": "e.t",
    "end_time": f"e.t + {_LASTS}",
    "disposition_id": "CASE WHEN s.refused THEN 2 ELSE 1 END",
}

V2 = _COMMON | {
    "metadata.profiles": "['cloud', 'security_control', 'datetime']",
    "metadata.version": "'1.1.0'",
    "cloud.account.uid": "s.account",
    "time_dt": "make_timestamp(e.t * 1000)",
    "start_time_dt": "make_timestamp(e.t * 1000)",
    "end_time_dt": f"make_timestamp((e.t + {_LASTS}) * 1000)",
    "action": "CASE WHEN s.refused THEN 'Denied' ELSE 'Allowed' END",
    "action_id": "CASE WHEN s.refused THEN 2 ELSE 1 END",
    "accountid": "s.account",
    "region": "s.region",
    "asl_version": "'2.0'",
    "observables": f"""CASE WHEN {_OK} THEN [
      {{'name': 'dst_endpoint.ip', 'value': CASE WHEN s.outbound THEN {_PEER_IP} ELSE s.own_ip END,
        'type': 'IP Address', 'type_id': 2}},
      {{'name': 'src_endpoint.ip', 'value': CASE WHEN s.outbound THEN s.own_ip ELSE {_PEER_IP} END,
        'type': 'IP Address', 'type_id': 2}}] END""",
}

INSTANCES_A_PLACE = 24


def host(place: Place, number: int) -> dict[str, object]:
    """Attributes of the `number`-th instance of a place, with one network interface."""
    net, name = place.network.replace(".", ""), f"{number:02x}"
    return {
        "account": place.account,
        "region": place.region,
        "zone": f"{place.region[:2]}{place.region[3]}{place.region[-1]}-az{1 + number % 3}",
        "vpc": place.vpc,
        "subnet": f"subnet-0{net}c0ffee0000{number % 6:02x}",
        "instance": f"i-0{net}{name}7b3e9d51a4",
        "interface": f"eni-0{net}{name}5fe61c08d2",
        "own_ip": f"{place.network}.{number % 6}.{10 + number}",
        "protocol": 6,
        "status": "OK",
        "refused": False,
        "ports": 1,
        "peer_count": 0,
        "mean_bytes": 4000.0,
        "bytes_spread": 1.3,
    }


def outward(own: dict, peer: str, port: int, count: int = 0, **more: object) -> dict[str, object]:
    """Attributes of flows from an instance to the internet; `count` addresses that start with `peer`, or just that."""
    return (
        own
        | {
            "outbound": True,
            "boundary": INTERNET,
            "peer_prefix": peer,
            "peer_port": port,
            "peer_count": count,
        }
        | more
    )


def inward(own: dict, peer: str, port: int, count: int = 0, **more: object) -> dict[str, object]:
    """Attributes of flows from a peer to a port of an instance."""
    return own | {"outbound": False, "peer_prefix": peer, "own_port": port, "peer_count": count} | more


def everyday(random: Random) -> list[Stream]:
    """What instances do: web services, stores, AWS services, the data centre, and the internet's constant scanning."""
    streams, rank = [], 0
    hosts = [(place, number) for place in PLACES for number in range(INSTANCES_A_PLACE)]
    random.shuffle(hosts)
    for place, number in hosts:
        own, level = host(place, number), 5.0 * falling(rank, 0.7)
        rank += 1
        rhythm = random.choice((f"web@{place.zone}", f"service@{place.zone}"))
        vendor = f"198.18.{random.randint(0, 60)}."
        peer = host(place, (number + random.randint(1, 9)) % INSTANCES_A_PLACE)["own_ip"]
        store = random.choice((5432, 6379, 9092, 3306))
        streams += [
            Stream(outward(own, vendor, 443, random.randint(1, 6)), level * 0.5, rhythm),
            Stream(
                outward(own, "52.94.0.", 443, 90, peer_service="S3", boundary=GATEWAY_ENDPOINT), level, rhythm
            ),
            Stream(outward(own, "52.119.0.", 443, 60, peer_service="DYNAMODB"), level * 0.6, rhythm),
            Stream(outward(own, peer, store, boundary=SAME_VPC, mean_bytes=9000.0), level * 0.8, rhythm),
            Stream(inward(own, f"{place.network}.250.", 8443, 4, mean_bytes=7000.0), level * 0.9, rhythm),
        ]
        if number % 5 == 0:
            streams.append(
                Stream(
                    inward(own, "198.19.7.", 22, 200, refused=True, mean_bytes=40.0, bytes_spread=0.1),
                    0.35,
                    "flat@us",
                )
            )
        if number % 4 == 0:
            mail = outward(own, "198.18.61.", 25, 30, refused=True, mean_bytes=60.0, bytes_spread=0.2)
            streams.append(Stream(mail, 0.08, rhythm))
        if number % 6 == 0:
            data_centre = outward(own, f"{ON_PREMISES}4.", 1521, 6, boundary=GATEWAY_VPN, mean_bytes=20_000.0)
            streams.append(Stream(data_centre, level * 0.3 + 0.1, f"office@{place.zone}"))
    return streams
