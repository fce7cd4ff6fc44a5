"""Incidents planted in CloudTrail management events: compute, sharing, enumeration, MFA, failing services, trends."""

from __future__ import annotations

from .cloudtrail import call, identity
from .cloudtrail_incidents import HOUR, OUTSIDE, V1, V2, role_caller, sweep_streams
from .incident import Incident, Note
from .source import Plan
from .span import Span
from .streams import Stream
from .world import (
    APAC,
    ATTACKER_ACCOUNT,
    DATA,
    DEV_EU,
    DEV_US,
    PROD_EU,
    PROD_US,
    SECURITY,
    role_arn,
    session_arn,
)


def plant(plan: Plan, span: Span) -> None:
    """Adds the incidents of questions CT12 to CT17, two trends, and the look-alikes."""
    at, name = span.ago(10, 23), "notebook-host-apac"
    mining = call(
        role_caller(APAC, name),
        APAC.region,
        "ec2",
        "RunInstances",
        request={"instanceType": "p4d.24xlarge", "minCount": 8},
    )
    plan.plant(
        Incident(
            "ct12-mining-fleet",
            "CT12",
            V2,
            {"role": role_arn(APAC.account, name), "region": APAC.region},
            at,
            at + 3 * HOUR,
            "outlier",
            "A notebook role starts large accelerated instances through the night.",
        ),
        Stream(mining, period=150, jitter=0.5),
    )
    at = span.ago(6, 19)
    shared = {
        "snapshotId": "snap-0#",
        "createVolumePermission": {"add": {"items": [{"userId": ATTACKER_ACCOUNT}]}},
    }
    plan.plant(
        Incident(
            "ct13-snapshot-shared",
            "CT13",
            V2,
            {"role": role_arn(DATA.account, "backup-runner-data")},
            at,
            at + 2 * HOUR,
            "first-seen",
            "Snapshots of the data account are shared with an outside account.",
        ),
        Stream(
            call(
                role_caller(DATA, "backup-runner-data"),
                DATA.region,
                "ec2",
                "ModifySnapshotAttribute",
                request=shared,
                pool=30,
            ),
            period=600,
            jitter=0.3,
        ),
    )
    for suffix, days, place, name in (
        (V2, 13, SECURITY, "log-shipper-security"),
        (V1, 62, PROD_EU, "audit-archiver-prod"),
    ):
        at = span.ago(days, 5)
        who = role_caller(place, name) | {"principal": session_arn(place.account, name, "botocore-session")}
        plan.plant(
            Incident(
                f"ct14-enumeration-{suffix[-3]}",
                "CT14",
                suffix,
                {"principal": who["principal"]},
                at,
                at + HOUR,
                "outlier",
                "A session calls seventy-five different read operations within an hour.",
                "operation",
            ),
            *sweep_streams(who, place.region, 1500),
        )
    at = span.ago(4, 7)
    who = identity(DATA.account, user="zoe.martin") | OUTSIDE
    plan.plant(
        Incident(
            "ct16-mfa-removed",
            "CT16",
            V2,
            {"principal": who["principal"]},
            at,
            at + HOUR,
            "first-seen",
            "A user's second factor is deactivated and deleted from an unknown address.",
        ),
        Stream(
            call(who, "us-east-1", "iam", "DeactivateMFADevice", request={"userName": "zoe.martin"}),
            period=1300,
        ),
        Stream(
            call(who, "us-east-1", "iam", "DeleteVirtualMFADevice", request={"serialNumber": "mfa/zoe"}),
            period=2500,
        ),
    )
    at = span.ago(20, 10)
    throttled = {"err": "ThrottlingException", "errmsg": "Rate exceeded", "readonly": "true"}
    plan.plant(
        Incident(
            "ct17-service-failing",
            "CT17",
            V2,
            {"service": "dynamodb.amazonaws.com"},
            at,
            at + 60 * HOUR,
            "change",
            "For two and a half days most calls of one service fail.",
        ),
        Stream(
            call(
                role_caller(PROD_US, "session-cache-prod"),
                PROD_US.region,
                "dynamodb",
                "DescribeTable",
                **throttled,
            ),
            30,
            "service@us",
        ),
    )
    _trends(plan, span)


def _trends(plan: Plan, span: Span) -> None:
    growing = call(
        role_caller(PROD_US, "data-loader-prod"),
        PROD_US.region,
        "kms",
        "Decrypt",
        request={"encryptionAlgorithm": "SYMMETRIC_DEFAULT"},
        readonly="true",
        activity_id=99,
        activity="Other",
    )
    plan.plant(
        Incident(
            "ct11-decrypt-growth",
            "CT11",
            V2,
            {"role": role_arn(PROD_US.account, "data-loader-prod")},
            span.cutover,
            span.end,
            "trend",
            "A role decrypts five times as much at the end as at the start.",
        ),
        Stream(growing, 1.5, "service@us", ramp=4.0),
    )
    fading = call(
        role_caller(DEV_EU, "log-shipper-dev"),
        DEV_EU.region,
        "logs",
        "CreateLogStream",
        request={"logGroupName": "/app/#"},
    )
    plan.plant(
        Incident(
            "ct3-log-streams-fade",
            "CT3",
            V2,
            {"role": role_arn(DEV_EU.account, "log-shipper-dev")},
            span.cutover,
            span.end,
            "trend",
            "A shipper of logs creates fewer and fewer streams until almost none.",
        ),
        Stream(fading, 5, "service@eu", ramp=-0.95),
    )
    backup = call(
        role_caller(DATA, "backup-runner-data"),
        DATA.region,
        "ec2",
        "CreateSnapshot",
        request={"volumeId": "vol-0#"},
    )
    plan.streams.append(Stream(backup, 6, "night@us", pinned=True))
    scanner = role_caller(SECURITY, "posture-scanner") | {"sessions": 1}
    plan.streams += [
        Stream(stream.attributes, 0.35, "weekly@us", pinned=True)
        for stream in sweep_streams(scanner, SECURITY.region, 1)
    ]
    plan.lookalikes += [
        Note(
            "nightly-snapshots",
            V2,
            {"role": role_arn(DATA.account, "backup-runner-data"), "operation": "CreateSnapshot"},
            span.cutover,
            span.end,
            "A backup job that makes its snapshots in two hours of every night.",
        ),
        Note(
            "weekly-posture-scan",
            V2,
            {"role": role_arn(SECURITY.account, "posture-scanner")},
            span.cutover,
            span.end,
            "A posture scanner that calls every read operation each Sunday.",
        ),
        Note(
            "deploy-windows",
            V2,
            {"role": role_arn(DEV_US.account, "github-deploy")},
            span.cutover,
            span.end,
            "Deploys on Tuesday and Thursday afternoons, office time.",
        ),
    ]
