"""Incidents planted in CloudTrail management events: credentials, policies, secrets and the logs themselves."""

from __future__ import annotations

from .cloudtrail import call, identity
from .cloudtrail_incidents import HOUR, V2, role_caller
from .cloudtrail_traffic import READS
from .incident import Incident
from .source import Plan
from .span import Span
from .streams import Stream
from .world import APAC, DEV_EU, PEOPLE, PLACES, PROD_EU, PROD_US, RETAIL, role_arn


def plant(plan: Plan, span: Span) -> None:
    """Adds the incidents of questions CT6, CT7, CT9, CT10 and CT15."""
    _credentials(plan, span)
    _tampering(plan, span)
    _secrets(plan, span)


def _credentials(plan: Plan, span: Span) -> None:
    at = span.ago(16, 15)
    who = role_caller(RETAIL, "github-deploy")
    plan.plant(
        Incident(
            "ct6-policy-storm",
            "CT6",
            V2,
            {"role": role_arn(RETAIL.account, "github-deploy"), "operation": "AttachRolePolicy"},
            at,
            at + HOUR,
            "outlier",
            "The deploy role attaches administrator policies to dozens of roles within an hour.",
        ),
        Stream(
            call(
                who,
                RETAIL.region,
                "iam",
                "AttachRolePolicy",
                request={"roleName": "app-#", "policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
            ),
            period=40,
            jitter=0.5,
        ),
    )
    at = span.ago(6, 13)
    helpdesk = role_caller(PROD_US, "HelpDesk")
    for person in PEOPLE[:5]:
        profile = call(
            helpdesk,
            PROD_US.region,
            "iam",
            "CreateLoginProfile",
            request={"userName": person},
            target_name=person,
        )
        plan.streams.append(Stream(profile, period=12 * 24 * 3600, jitter=1.0, pinned=True))
    target = {"target_name": "break-glass", "target_arn": f"arn:aws:iam::{PROD_US.account}:user/break-glass"}
    plan.plant(
        Incident(
            "ct7-key-for-other",
            "CT7",
            V2,
            {"role": role_arn(PROD_US.account, "HelpDesk"), "target_user": "break-glass"},
            at,
            at + 26 * HOUR,
            "first-seen",
            "The help desk's role creates access keys for the emergency user, which it never did.",
        ),
        Stream(
            call(
                helpdesk,
                PROD_US.region,
                "iam",
                "CreateAccessKey",
                request={"userName": "break-glass"},
                **target,
            ),
            period=20_000,
        ),
    )
    at = span.ago(14, 1)
    key = identity(APAC.account, user="svc-sync") | {"ua": "Boto3/1.28.1 md/Botocore#1.31.1"}
    streams = [
        Stream(
            call(
                key
                | {
                    "ip_prefix": f"198.18.{third}.",
                    "ip_count": 40,
                },
                APAC.region,
                name,
                operation,
            ),
            period=60,
            jitter=0.9,
        )
        for third, (name, operation) in enumerate(READS[:3])
    ]
    everyday = key | {"ip_prefix": f"{APAC.network}.9.40", "ip_count": 0}
    plan.streams.append(
        Stream(call(everyday, APAC.region, "sts", "GetCallerIdentity"), 3, "flat@us", pinned=True)
    )
    plan.plant(
        Incident(
            "ct15-key-everywhere",
            "CT15",
            V2,
            {"access_key": key["access_key"]},
            at,
            at + HOUR,
            "outlier",
            "One access key is used from more than a hundred addresses within an hour.",
            "ip",
        ),
        *streams,
    )


def _tampering(plan: Plan, span: Span) -> None:
    for place in PLACES:
        steward = role_caller(place, "landing-zone")
        for operation in ("UpdateTrail", "PutEventSelectors"):
            # Rare and steady, so that an account has a history of touching its trails.
            upkeep = call(steward, place.region, "cloudtrail", operation, request={"name": "org-trail"})
            plan.streams.append(Stream(upkeep, period=6 * 24 * 3600, jitter=1.0, pinned=True))
    at = span.ago(5, 3)
    admin = role_caller(DEV_EU, "identity-sync-dev")
    plan.plant(
        Incident(
            "ct9-logs-stopped",
            "CT9",
            V2,
            {"account": DEV_EU.account, "operation": "StopLogging"},
            at,
            at + HOUR,
            "first-seen",
            "Someone stops the trail and deletes flow logs in the development account.",
        ),
        Stream(
            call(admin, DEV_EU.region, "cloudtrail", "StopLogging", request={"name": "org-trail"}),
            period=1100,
        ),
        Stream(
            call(admin, DEV_EU.region, "ec2", "DeleteFlowLogs", request={"flowLogId": "fl-0#"}), period=1700
        ),
    )


def _secrets(plan: Plan, span: Span) -> None:
    at, name = span.ago(18, 8), "fraud-scoring-prod"
    reader = role_caller(PROD_EU, name)
    read = call(
        reader, PROD_EU.region, "secretsmanager", "GetSecretValue", request={"secretId": "prod/#"}, pool=80
    )
    key = {"role": role_arn(PROD_EU.account, name)}
    plan.plant(
        Incident(
            "ct10-secrets-level",
            "CT10",
            V2,
            key,
            at,
            span.end,
            "change",
            "From one hour to the next a role reads many times more secrets, and goes on.",
        ),
        Stream(read, 7, "service@eu"),
    )
    plan.streams.append(Stream(read | {"pool": 3}, 1.2, "service@eu", pinned=True))
    at, name = span.ago(27, 20), "mail-sender-retail"
    dump = call(
        role_caller(RETAIL, name),
        RETAIL.region,
        "secretsmanager",
        "GetSecretValue",
        request={"secretId": "retail/#"},
        pool=250,
    )
    plan.plant(
        Incident(
            "ct10-secrets-dump",
            "CT10",
            V2,
            {"role": role_arn(RETAIL.account, name)},
            at,
            at + HOUR,
            "outlier",
            "A role reads two hundred different secrets within an hour.",
        ),
        Stream(dump, period=15, jitter=0.4),
    )
