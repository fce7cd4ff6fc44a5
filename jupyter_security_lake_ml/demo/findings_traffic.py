"""Everyday Security Hub findings: failed controls, detections, vulnerabilities and a partner's product."""

from __future__ import annotations

from random import Random

from .streams import Stream
from .world import PLACES, Place, falling

_FSBP = "aws-foundational-security-best-practices/v/1.0.0"
_FSBP_TYPE = "Software and Configuration Checks/Industry and Regulatory Standards/AWS-Foundational-Security-Best-Practices"

CONTROLS = {
    "S3.8": ("S3 general purpose buckets should block public access", "AwsS3Bucket", "arn:aws:s3:::{name}-#"),
    "EC2.19": (
        "Security groups should not allow unrestricted access to ports with high risk",
        "AwsEc2SecurityGroup",
        "arn:aws:ec2:{region}:{account}:security-group/sg-0#",
    ),
    "EC2.8": (
        "EC2 instances should use Instance Metadata Service Version 2",
        "AwsEc2Instance",
        "arn:aws:ec2:{region}:{account}:instance/i-0#",
    ),
    "IAM.3": (
        "IAM users' access keys should be rotated every 90 days or less",
        "AwsIamUser",
        "arn:aws:iam::{account}:user/u-#",
    ),
    "IAM.5": (
        "MFA should be enabled for all IAM users that have a console password",
        "AwsIamUser",
        "arn:aws:iam::{account}:user/u-#",
    ),
    "RDS.3": (
        "RDS DB instances should have encryption at-rest enabled",
        "AwsRdsDbInstance",
        "arn:aws:rds:{region}:{account}:db:db-#",
    ),
    "KMS.3": (
        "AWS KMS keys should not be deleted unintentionally",
        "AwsKmsKey",
        "arn:aws:kms:{region}:{account}:key/k-#",
    ),
    "Lambda.2": (
        "Lambda functions should use supported runtimes",
        "AwsLambdaFunction",
        "arn:aws:lambda:{region}:{account}:function:f-#",
    ),
    "CloudTrail.1": (
        "CloudTrail should be enabled and configured with at least one multi-Region trail",
        "AwsAccount",
        "AWS::::Account:{account}",
    ),
    "Config.1": (
        "AWS Config should be enabled and use the service-linked role",
        "AwsAccount",
        "AWS::::Account:{account}",
    ),
    "ECS.5": (
        "ECS containers should be limited to read-only access to root filesystems",
        "AwsEcsTaskDefinition",
        "arn:aws:ecs:{region}:{account}:task-definition/t-#",
    ),
    "ELB.1": (
        "Application Load Balancer should redirect all HTTP requests to HTTPS",
        "AwsElbv2LoadBalancer",
        "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/l-#",
    ),
}

DETECTIONS = {
    "TTPs/Discovery/Recon:EC2-PortProbeUnprotectedPort": ("AwsEc2Instance", 2),
    "TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce": ("AwsEc2Instance", 2),
    "TTPs/Discovery/Discovery:S3-AnomalousBehavior": ("AwsS3Bucket", 2),
    "TTPs/Initial Access/InitialAccess:IAMUser-AnomalousBehavior": ("AwsIamAccessKey", 3),
    "TTPs/Defense Evasion/Stealth:IAMUser-CloudTrailLoggingDisabled": ("AwsIamAccessKey", 2),
    "Software and Configuration Checks/Policy:S3-BucketBlockPublicAccessDisabled": ("AwsS3Bucket", 2),
    "TTPs/Persistence/Persistence:IAMUser-AnomalousBehavior": ("AwsIamAccessKey", 3),
    "Effects/Data Exposure/Discovery:S3-MaliciousIPCaller.Custom": ("AwsS3Bucket", 4),
}

_RESOURCES = {
    "AwsEc2Instance": "arn:aws:ec2:{region}:{account}:instance/i-0#",
    "AwsS3Bucket": "arn:aws:s3:::{name}-#",
    "AwsS3Object": "arn:aws:s3:::{name}-exports/part-#",
    "AwsIamAccessKey": "AWS::IAM::AccessKey:ASIA#",
    "AwsIamRole": "arn:aws:iam::{account}:role/app-#",
}


def control(place: Place, name: str, **more: object) -> dict[str, object]:
    """Attributes of failed checks of a control."""
    title, kind, uid = CONTROLS[name]
    return {
        "account": place.account,
        "region": place.region,
        "class_uid": 2003,
        "product": "Security Hub",
        "vendor": "AWS",
        "generator": f"{_FSBP}/{name}",
        "types": [_FSBP_TYPE],
        "title": title,
        "control": name,
        "standard": f"standards/{_FSBP}",
        "description": f"This control checks: {title}.",
        "severity_id": 3,
        "resource_type": kind,
        "resource": uid.format(name=place.name, region=place.region, account=place.account),
        "pool": 60,
        "life": 40.0,
        "every": 60.0,
    } | more


def detection(
    place: Place, kind: str, resource_type: str, severity: int, **more: object
) -> dict[str, object]:
    """Attributes of GuardDuty findings of a type."""
    short = kind.rsplit("/", 1)[-1]
    return {
        "account": place.account,
        "region": place.region,
        "class_uid": 2004,
        "product": "GuardDuty",
        "vendor": "Amazon",
        "generator": f"arn:aws:guardduty:{place.region}:{place.account}:detector/1ac1bfceda6679698215d5d0aaaaaaaa",
        "types": [kind],
        "title": f"{short} on a resource of {place.name}.",
        "severity_id": severity,
        "description": f"Activity of the kind {short} was observed.",
        "resource_type": resource_type,
        "resource": _RESOURCES[resource_type].format(
            name=place.name, region=place.region, account=place.account
        ),
        "pool": 90,
        "remote_ip": "198.51.100.44",
        "country": "Netherlands",
        "operation": "ListBuckets",
        "life": 2.0,
        "every": 14.0,
    } | more


def vulnerability(place: Place, cve: str, package: str, score: float, **more: object) -> dict[str, object]:
    """Attributes of Inspector findings of a vulnerability in container images."""
    severity = 5 if score >= 9 else 4 if score >= 7 else 3 if score >= 4 else 2
    repository = f"arn:aws:ecr:{place.region}:{place.account}:repository/{place.name}/app-#"
    return {
        "account": place.account,
        "region": place.region,
        "class_uid": 2002,
        "product": "Inspector",
        "vendor": "Amazon",
        "generator": "AWSInspector",
        "types": ["Software and Configuration Checks/Vulnerabilities/CVE"],
        "title": f"{cve} - {package}",
        "description": f"A flaw in {package}.",
        "severity_id": severity,
        "resource_type": "AwsEcrContainerImage",
        "resource": repository,
        "pool": 40,
        "cve": cve,
        "package": package,
        "score": score,
        "exploit": False,
        "life": 25.0,
        "every": 120.0,
    } | more


def everyday(random: Random) -> list[Stream]:
    """Findings of all products in all places; those of controls also from before the lake's start."""
    streams = []
    for place in PLACES:
        for index, name in enumerate(CONTROLS):
            level = random.choice((0.006, 0.012, 0.02)) * (0.6 + falling(index, 0.5))
            failing = control(place, name, severity_id=random.choice((2, 3, 3, 4)))
            older = failing | {"backdate": 120.0, "life": 60.0}
            streams += [Stream(failing, level, f"office@{place.zone}"), Stream(older, level * 30, "flat@us")]
        for index, (kind, (resource, severity)) in enumerate(DETECTIONS.items()):
            if (index + len(place.region)) % 5 != 4:
                streams.append(
                    Stream(
                        detection(place, kind, resource, severity),
                        0.09 * falling(index, 0.9),
                        "flat@us",
                        spread=0.3,
                    )
                )
        for number in range(10):
            flaw = vulnerability(
                place,
                f"CVE-2024-{20000 + 317 * number}",
                random.choice(("openssl", "zlib", "glibc", "curl")),
                random.choice((4.3, 5.9, 6.5, 7.5, 8.8)),
            )
            streams.append(Stream(flaw, 0.006 * falling(number, 0.5), f"office@{place.zone}"))
        macie = detection(
            place,
            "Sensitive Data Identifications/PII/SensitiveData:S3Object-Personal",
            "AwsS3Object",
            3,
            product="Macie",
            generator="aws/macie",
        )
        analyzer = detection(
            place,
            "Effects/Data Exposure/External Access Granted",
            "AwsIamRole",
            2,
            product="IAM Access Analyzer",
            generator=f"arn:aws:access-analyzer:{place.region}:{place.account}:analyzer/org",
        )
        partner = {"product": "Endpoint Guard", "vendor": "Example Corp", "generator": "endpoint-guard"}
        untyped = detection(place, "Unusual Behaviors/Process", "AwsEc2Instance", 2, types=None, **partner)
        streams += [
            Stream(macie, 0.03, "night@us", spread=0.3),
            Stream(analyzer, 0.02, f"office@{place.zone}"),
            Stream(untyped, 0.01, "flat@us"),
            Stream(untyped | {"types": []}, 0.008, "flat@us"),
            Stream(
                detection(place, "Unusual Behaviors/Process", "AwsEc2Instance", 3, **partner),
                0.02,
                f"web@{place.zone}",
            ),
        ]
    return streams
