"""Incidents and traps planted in Security Hub findings."""

from __future__ import annotations

from random import Random

from .findings import ATTRIBUTES, LIFECYCLE, V1, V2
from .findings_traffic import control, detection, everyday, vulnerability
from .incident import Incident, Note
from .source import Plan, Source
from .span import DAY_MS, Span
from .streams import Stream
from .world import APAC, DATA, DEV_US, HOSTILE_HTML, PROD_EU, PROD_US, RETAIL

FINDINGS1, FINDINGS2 = "sh_findings_1_0", "sh_findings_2_0"
_HOUR = 3_600_000
_FLAT = "flat@us"
_BRUTE = "TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce"
_CREDENTIALS = "TTPs/Credential Access/UnauthorizedAccess:IAMUser-InstanceCredentialExfiltration.OutsideAWS"


def _plan(span: Span, seed: int) -> Plan:
    plan = Plan(everyday(Random(f"findings {seed}")))
    for stream in plan.streams:
        if stream.attributes.get("backdate"):
            stream.stop = span.start + DAY_MS
    _detections(plan, span)
    _posture(plan, span)
    _traps(plan, span)
    return plan


def _detections(plan: Plan, span: Span) -> None:
    brute = detection(PROD_US, _BRUTE, "AwsEc2Instance", 2)
    for suffix, days in ((FINDINGS2, 17), (FINDINGS1, 64)):
        at = span.ago(days, 0)
        plan.plant(
            Incident(
                f"h1-brute-force-wave-{suffix[-3]}",
                "H1",
                suffix,
                {"product": "GuardDuty", "finding_type": _BRUTE},
                at,
                at + DAY_MS,
                "outlier",
                "In one day GuardDuty finds many times more password guessing than usual.",
                "finding_id",
            ),
            Stream(brute, 3.5, _FLAT),
        )
    personal = "Sensitive Data Identifications/PII/SensitiveData:S3Object-Personal"
    plan.plant(
        Incident(
            "h1-personal-data-growth",
            "H1",
            FINDINGS2,
            {"product": "Macie", "finding_type": personal},
            span.cutover,
            span.end,
            "trend",
            "Macie finds more personal data every week.",
            "finding_id",
        ),
        Stream(
            detection(DATA, personal, "AwsS3Object", 3, product="Macie", generator="aws/macie"),
            0.25,
            "night@us",
            ramp=5.0,
        ),
    )
    at = span.ago(12, 0)
    severe = detection(APAC, "TTPs/Command and Control/Backdoor:EC2-C&CActivity.B", "AwsEc2Instance", 5)
    plan.plant(
        Incident(
            "h2-severe-spike",
            "H2",
            FINDINGS2,
            {"account": APAC.account, "product": "GuardDuty"},
            at,
            at + DAY_MS,
            "outlier",
            "Two dozen critical findings in one account on one day.",
            "finding_id",
        ),
        Stream(severe, 1.1, _FLAT),
    )
    at = span.ago(5, 3)
    stolen = detection(DATA, _CREDENTIALS, "AwsIamAccessKey", 4, operation="GetCallerIdentity")
    plan.plant(
        Incident(
            "h4-new-type",
            "H4",
            FINDINGS2,
            {"account": DATA.account, "finding_type": _CREDENTIALS},
            at,
            span.end,
            "first-seen",
            "A type of finding that this account never had: instance credentials used outside.",
            "finding_id",
        ),
        Stream(stolen, 0.08, _FLAT, spread=0.0),
        Stream(stolen, period=86_400),
    )


def _posture(plan: Plan, span: Span) -> None:
    at = span.ago(14, 0)
    opened = control(RETAIL, "S3.8", severity_id=4, pool=400, resource="arn:aws:s3:::retail-stage-#")
    plan.plant(
        Incident(
            "h3-public-buckets",
            "H3",
            FINDINGS2,
            {"control": "S3.8", "account": RETAIL.account},
            at,
            span.end,
            "change",
            "Since a deploy ever more buckets of one account fail the public access control.",
            "resource",
        ),
        Stream(opened, 0.9, "flat@us", spread=0.05),
    )
    at = span.ago(20, 0)
    own = f"arn:aws:securityhub:us-east-1:{DEV_US.account}"
    uid = f"{own}:subscription/aws-foundational-security-best-practices/v/1.0.0/EC2.19/finding/f1a99111-0000"
    flapping = control(DEV_US, "EC2.19", every=6.0, life=4000.0, pool=1, finding_uid=uid, flaps=at)
    plan.streams.append(
        Stream(flapping, period=86_400 * 365, start=span.cutover, pinned=True, incident="h5-flapping")
    )
    plan.incidents.append(
        Incident(
            "h5-flapping",
            "H5",
            FINDINGS2,
            {"finding_id": uid},
            at,
            span.end,
            "change",
            "One finding, open for weeks, is closed and opened again several times a day.",
        )
    )
    noisy = control(APAC, "ELB.1", every=0.5, life=4000.0, pool=1)
    plan.plant(
        Incident(
            "h5-noisy-control",
            "noisy-controls",
            FINDINGS2,
            {"control": "ELB.1", "account": APAC.account},
            at,
            span.end,
            "change",
            "A control of one account is checked every half hour from one day on.",
        ),
        Stream(noisy, period=86_400 * 365),
    )
    at = span.ago(9, 0)
    exploited = vulnerability(PROD_EU, "CVE-2024-39999", "xz-utils", 9.8, exploit=True, pool=300)
    plan.plant(
        Incident(
            "h7-exploited-flaw",
            "H7",
            FINDINGS2,
            {"cve": "CVE-2024-39999", "account": PROD_EU.account},
            at,
            at + 2 * DAY_MS,
            "outlier",
            "A vulnerability with a public exploit appears in hundreds of images within two days.",
            "resource",
        ),
        Stream(exploited, 5, _FLAT),
    )


def _traps(plan: Plan, span: Span) -> None:
    again = _again(span)
    plan.traps.append(
        Note(
            "findings-emitted-again",
            FINDINGS2,
            {},
            again,
            again + 2 * _HOUR,
            "Security Hub writes all living findings anew: many updates, not one new finding.",
        )
    )
    hostile = detection(
        DEV_US,
        HOSTILE_HTML,
        "AwsEc2Instance",
        2,
        product="Endpoint Guard",
        vendor="Example Corp",
        title=HOSTILE_HTML,
    )
    plan.streams.append(Stream(hostile | {"life": 0.01}, period=43_200, jitter=1.0, pinned=True))
    plan.traps += [
        Note(
            "hostile-finding-type",
            FINDINGS2,
            {"finding_type": HOSTILE_HTML},
            span.cutover,
            span.end,
            "A finding type with markup in it; as frequent on all days.",
        ),
        Note(
            "findings-without-type",
            FINDINGS2,
            {"product": "Endpoint Guard", "finding_type": None},
            span.cutover,
            span.end,
            "Findings whose list of types is NULL or empty.",
        ),
    ]


def _again(span: Span) -> int:
    return span.ago(22, 6)


FINDINGS = Source(
    "Security Hub findings",
    "sh_findings",
    ATTRIBUTES,
    _plan,
    V1,
    V2,
    LIFECYCLE,
    lambda span: {"again": _again(span)},
)
