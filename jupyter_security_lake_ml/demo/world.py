"""The made-up company whose lake it is: accounts, regions, offices, people, services.

Account ids, addresses and domain names are those that standards and the AWS documentation set aside for examples.
"""

from __future__ import annotations

from dataclasses import dataclass

HOSTILE_SQL = "x' OR '1'='1"
HOSTILE_HTML = "<img src=x onerror=alert(1)>"
HOSTILE_BIDI = "backup\u202egnp.exe"
HOSTILE_LONG = "Mozilla/5.0 " + "".join(f"(probe {n:04d}; ' \" \\ ) " for n in range(190))
"""More than four kilobytes with quotes in it."""

ATTACKER_ACCOUNT = "999988887777"
PARTNER_ACCOUNT = "888877776666"
ON_PREMISES = "172.20."
"""Start of the addresses of the company's own data centre."""


@dataclass(frozen=True)
class Place:
    """An account in a region, and the office whose clock its people and customers live by."""

    name: str
    account: str
    region: str
    zone: str
    network: str
    """First two numbers of the addresses of its VPC."""

    vpc: str


PLACES = (
    Place("prod", "111122223333", "us-east-1", "us", "10.10", "vpc-01010d3f8c2b1a94e"),
    Place("prod", "111122223333", "eu-central-1", "eu", "10.11", "vpc-01011d3f8c2b1a94e"),
    Place("retail", "222233334444", "eu-central-1", "eu", "10.20", "vpc-01020d3f8c2b1a94e"),
    Place("apac", "333344445555", "ap-southeast-2", "au", "10.30", "vpc-01030d3f8c2b1a94e"),
    Place("data", "444455556666", "us-east-1", "us", "10.40", "vpc-01040d3f8c2b1a94e"),
    Place("dev", "555566667777", "us-east-1", "us", "10.50", "vpc-01050d3f8c2b1a94e"),
    Place("dev", "555566667777", "eu-central-1", "eu", "10.51", "vpc-01051d3f8c2b1a94e"),
    Place("security", "666677778888", "us-east-1", "us", "10.60", "vpc-01060d3f8c2b1a94e"),
)
PROD_US, PROD_EU, RETAIL, APAC, DATA, DEV_US, DEV_EU, SECURITY = PLACES

PEOPLE = tuple(
    [
        "anaya.rao",
        "ben.koch",
        "carla.diaz",
        "dmitri.volk",
        "emma.lindt",
        "farid.aziz",
        "grace.oduya",
        "henrik.bauer",
        "ines.moreau",
        "jonas.weber",
        "kaya.yilmaz",
        "liam.obrien",
        "maria.lopez",
        "noah.fischer",
        "olga.petrova",
        "priya.nair",
        "quinn.taylor",
        "rosa.silva",
        "sam.carter",
        "tomas.novak",
        "uma.shah",
        "viktor.lang",
        "wendy.cho",
        "xenia.pappas",
        "yusuf.demir",
        "zoe.martin",
        "arlo.jensen",
        "bella.rossi",
        "chen.wei",
        "dina.haddad",
    ]
)

SERVICES = tuple(
    [
        "orders-api",
        "checkout",
        "payments-worker",
        "billing-export",
        "catalogue-search",
        "image-resizer",
        "session-cache",
        "mail-sender",
        "fraud-scoring",
        "stock-sync",
        "price-feed",
        "partner-gateway",
        "report-builder",
        "audit-archiver",
        "log-shipper",
        "metrics-agent",
        "backup-runner",
        "ci-runner",
        "cluster-autoscaler",
        "identity-sync",
        "recommendation",
        "data-loader",
        "feature-store",
        "notebook-host",
        "ticket-bridge",
        "media-encoder",
    ]
)


def role_arn(account: str, name: str) -> str:
    """ARN of a role."""
    return f"arn:aws:iam::{account}:role/{name}"


def session_arn(account: str, role: str, session: str) -> str:
    """ARN of a session of a role; the role's path isn't part of it."""
    return f"arn:aws:sts::{account}:assumed-role/{role.rsplit('/', 1)[-1]}/{session}"


def falling(rank: int, steepness: float = 1.0) -> float:
    """Volume of the `rank`-th of many (from 0), as a heavy-tailed law has it: 1, 1/2, 1/3, …"""
    return 1.0 / (rank + 1) ** steepness
