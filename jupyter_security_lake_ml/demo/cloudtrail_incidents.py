"""Incidents planted in CloudTrail management events: sign-ins, denials and first uses."""

from __future__ import annotations

from .cloudtrail import call, identity
from .cloudtrail_traffic import READS
from .incident import Incident
from .source import Plan
from .span import Span
from .streams import Stream
from .world import (
    ATTACKER_ACCOUNT,
    DATA,
    DEV_US,
    PEOPLE,
    PROD_EU,
    PROD_US,
    RETAIL,
    SECURITY,
    Place,
    role_arn,
)

V1, V2 = "cloud_trail_mgmt_1_0", "cloud_trail_mgmt_2_0"
HOUR = 3_600_000
FLAT = "flat@us"
_DENIED = {"err": "AccessDenied", "errmsg": "User is not authorized to perform this action"}
OUTSIDE = {"ip_prefix": "198.51.100.23", "ip_count": 0, "ua": "python-requests/2.31.0"}

_SWEEP = [
    f"{verb}{noun}"
    for verb in ("List", "Describe", "Get")
    for noun in [
        "Users",
        "Roles",
        "Policies",
        "Groups",
        "Buckets",
        "Functions",
        "Clusters",
        "Tables",
        "Queues",
        "Topics",
        "Secrets",
        "Keys",
        "Trails",
        "Detectors",
        "Snapshots",
        "Images",
        "Volumes",
        "Subnets",
        "Repositories",
        "Certificates",
        "Distributions",
        "Streams",
        "Domains",
        "Pipelines",
        "Projects",
    ]
]


def role_caller(place: Place, name: str, **more: object) -> dict:
    """Caller attributes of a role's session inside a place's network."""
    inside = {"ip_prefix": f"{place.network}.8.", "ip_first": 20, "ip_count": 4, "ua": "aws-cli/2.15.30"}
    return identity(place.account, role=name) | inside | more


def plant(plan: Plan, span: Span) -> None:
    """Adds the incidents of questions CT1 to CT5 and CT8."""
    _sign_ins(plan, span)
    _denials(plan, span)
    _first_uses(plan, span)


def _sign_ins(plan: Plan, span: Span) -> None:
    failure = {
        "errmsg": "Failed authentication",
        "login_mfa": False,
        "access_key": None,
        "login_url": "https://console.aws.amazon.com/console/home",
    }
    user = identity(PROD_US.account, user="maria.lopez") | OUTSIDE | failure
    at = span.ago(9, 2)
    plan.plant(
        Incident(
            "ct1-login-guessing",
            "CT1",
            V2,
            {"principal_name": "maria.lopez"},
            at,
            at + 2 * HOUR,
            "outlier",
            "Someone guesses the console password of maria.lopez from one address for two hours at night.",
        ),
        Stream(
            call(user, "us-east-1", "signin", "ConsoleLogin", response={"ConsoleLogin": "Failure"}), 90, FLAT
        ),
    )
    at = span.ago(21, 11)
    sprayed = [
        Stream(
            call(
                identity(RETAIL.account, user=name) | failure | OUTSIDE | {"ip_prefix": "192.0.2.66"},
                "us-east-1",
                "signin",
                "ConsoleLogin",
                response={"ConsoleLogin": "Failure"},
            ),
            period=900,
            jitter=0.5,
        )
        for name in PEOPLE
    ]
    plan.plant(
        Incident(
            "ct1-login-spray",
            "CT1",
            V2,
            {"ip": "192.0.2.66"},
            at,
            at + HOUR,
            "outlier",
            "One address tries the same few passwords on thirty users.",
            "principal_name",
        ),
        *sprayed,
    )
    at = span.ago(33, 4)
    root = identity(DATA.account) | {
        "ip_prefix": "192.0.2.140",
        "ip_count": 0,
        "ua": "Mozilla/5.0 (X11; Linux x86_64)",
    }
    plan.plant(
        Incident(
            "ct5-root-used",
            "CT5",
            V2,
            {"account": DATA.account},
            at,
            at + 2 * HOUR,
            "outlier",
            "The root user of the data account, never used otherwise, signs in and changes settings.",
        ),
        Stream(
            call(root, "us-east-1", "signin", "ConsoleLogin", response={"ConsoleLogin": "Success"}),
            period=3000,
        ),
        Stream(call(root, "us-east-1", "iam", "GetAccountSummary"), period=700),
        Stream(call(root, "us-east-1", "iam", "UpdateAccountPasswordPolicy"), period=3500),
    )


def _denials(plan: Plan, span: Span) -> None:
    for suffix, days, name, place in (
        (V2, 12, "report-builder-prod", PROD_EU),
        (V1, 70, "ticket-bridge-dev", DEV_US),
    ):
        at = span.ago(days, 22)
        who = role_caller(place, name)
        streams = [
            Stream(call(who, place.region, *read, **_DENIED), period=60 + 7 * index, jitter=0.6)
            for index, read in enumerate(READS)
        ]
        plan.plant(
            Incident(
                f"ct2-denied-burst-{suffix[-3]}",
                "CT2",
                suffix,
                {"role": role_arn(place.account, name)},
                at,
                at + HOUR,
                "outlier",
                "A role is refused hundreds of times within an hour, over twenty different operations.",
            ),
            *streams,
        )


def _first_uses(plan: Plan, span: Span) -> None:
    at, name = span.ago(4, 9), "image-resizer-prod"
    plan.plant(
        Incident(
            "ct3-new-operation",
            "CT3",
            V2,
            {"role": role_arn(PROD_US.account, name), "operation": "GetPasswordData"},
            at,
            span.end,
            "first-seen",
            "A role that resizes images asks for Windows administrator passwords, as it never did before.",
        ),
        Stream(
            call(
                role_caller(PROD_US, name),
                PROD_US.region,
                "ec2",
                "GetPasswordData",
                request={"instanceId": "i-0#"},
            ),
            0.15,
            FLAT,
        ),
    )
    at = span.ago(5, 6)
    who = role_caller(DEV_US, "ci-runner-dev")
    plan.plant(
        Incident(
            "ct4-new-region",
            "CT4",
            V2,
            {"account": DEV_US.account, "region": "sa-east-1"},
            at,
            span.end,
            "first-seen",
            "The development account becomes active in São Paulo, a region that nobody uses.",
        ),
        *(
            Stream(call(who, "sa-east-1", "ec2", operation), 0.8, FLAT)
            for operation in ("DescribeInstances", "DescribeImages", "CreateSecurityGroup", "CreateKeyPair")
        ),
    )
    at = span.ago(3, 17)
    arn = role_arn(SECURITY.account, "OrgAudit")
    outside = {
        "account": SECURITY.account,
        "caller": ATTACKER_ACCOUNT,
        "sessions": 1,
        "utype": "AWSAccount",
        "resource": arn,
        "resource_type": "AWS::IAM::Role",
        "resource_owner": SECURITY.account,
    }
    plan.plant(
        Incident(
            "ct8-role-from-outside",
            "CT8",
            V2,
            {"request:roleArn": arn, "caller_account": ATTACKER_ACCOUNT},
            at,
            span.end,
            "first-seen",
            "The audit role of the security account is assumed from an account outside the organisation.",
        ),
        Stream(
            call(
                outside | OUTSIDE,
                SECURITY.region,
                "sts",
                "AssumeRole",
                request={"roleArn": arn, "roleSessionName": "audit-#"},
            ),
            0.4,
            FLAT,
        ),
    )


def sweep_streams(who: dict, region: str, period: float) -> list[Stream]:
    """Calls of seventy-five different read operations, as enumeration tools make them."""
    return [Stream(call(who, region, "iam", operation), period=period, jitter=0.8) for operation in _SWEEP]
