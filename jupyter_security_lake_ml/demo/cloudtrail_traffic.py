"""Everyday CloudTrail management events: service roles, people, pipelines, and what AWS services do themselves."""

from __future__ import annotations

from random import Random

from .cloudtrail import call, identity
from .streams import Stream
from .world import PARTNER_ACCOUNT, PEOPLE, PLACES, SECURITY, SERVICES, Place, falling, role_arn

_SDK = "Boto3/1.34.{} Python/3.11.8 Linux/6.1.0 Botocore/1.34.{}"
_CLI = "aws-cli/2.15.{} Python/3.11.6 Linux/5.10.{} exe/x86_64.amzn.2"
_BROWSER = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/1{}.0.0.0"
)

READS = (
    ("ec2", "DescribeInstances"),
    ("ec2", "DescribeSecurityGroups"),
    ("ec2", "DescribeNetworkInterfaces"),
    ("sts", "GetCallerIdentity"),
    ("kms", "DescribeKey"),
    ("logs", "DescribeLogGroups"),
    ("dynamodb", "DescribeTable"),
    ("s3", "GetBucketLocation"),
    ("s3", "ListBuckets"),
    ("ecs", "DescribeTasks"),
    ("elasticloadbalancing", "DescribeTargetHealth"),
    ("cloudformation", "DescribeStacks"),
    ("lambda", "ListFunctions20150331"),
    ("iam", "GetRole"),
    ("monitoring", "DescribeAlarms"),
    ("ecr", "GetAuthorizationToken"),
    ("rds", "DescribeDBInstances"),
    ("autoscaling", "DescribeAutoScalingGroups"),
    ("config", "DescribeConfigurationRecorders"),
    ("route53", "ListHostedZones"),
)
_WRITES = (
    ("logs", "CreateLogStream", {"logGroupName": "/app/#"}),
    ("ec2", "CreateTags", {"resourcesSet": {"items": [{"resourceId": "i-0#"}]}}),
    ("ec2", "CreateNetworkInterface", {"subnetId": "subnet-0#"}),
    ("ecs", "UpdateService", {"service": "svc-#"}),
    ("cloudformation", "UpdateStack", {"stackName": "stack-#"}),
    ("monitoring", "PutMetricAlarm", {"alarmName": "alarm-#"}),
)


def service_streams(random: Random) -> list[Stream]:
    """Service roles in all places; volumes fall off steeply from the busiest."""
    streams, rank = [], 0
    pairs = [(place, service) for place in PLACES for service in SERVICES]
    random.shuffle(pairs)
    for place, service in pairs:
        level = 2.6 * falling(rank, 0.75)
        rank += 1
        rhythm = random.choice((f"service@{place.zone}", f"web@{place.zone}", "flat@us"))
        who = identity(place.account, role=f"{service}-{place.name}") | _at(random, place)
        reads = random.sample(READS, k=random.randint(2, 7))
        for index, (name, operation) in enumerate(reads):
            streams.append(Stream(call(who, place.region, name, operation), level * falling(index), rhythm))
        secret = {"secretId": f"{place.name}/{service}"}
        streams += [
            Stream(
                call(who, place.region, "secretsmanager", "GetSecretValue", request=secret),
                level * 0.12,
                rhythm,
            ),
            Stream(_decrypt(who, place, service), level * 0.5, rhythm),
            Stream(_assumed_by_service(place, service), level * 0.2, rhythm),
        ]
        name, operation, request = random.choice(_WRITES)
        streams.append(Stream(call(who, place.region, name, operation, request=request), level * 0.1, rhythm))
        if random.random() < 0.35:
            denied = call(who, place.region, *random.choice(READS), **_denied(service))
            streams.append(Stream(denied, random.choice((0.004, 0.01, 0.03)), rhythm, spread=0.3))
    return streams


def people_streams(random: Random) -> list[Stream]:
    """Console sign-ins, and what people do by hand in their office hours."""
    streams = []
    for person in PEOPLE:
        home = random.choice(PLACES)
        office = {
            "ip_prefix": "203.0.113.",
            "ip_first": 10 + 10 * ["us", "eu", "au"].index(home.zone),
            "ip_count": 4,
        }
        agent = _BROWSER.format(random.randint(24, 42))
        rhythm = f"office@{home.zone}"
        sign_in = (
            identity(home.account, user=person)
            | office
            | {"ua": agent, "access_key": None, "login_mfa": True}
        )
        console = {
            "login_url": "https://console.aws.amazon.com/console/home?state=hashArgs%23&isauthcode=true"
        }
        logon = call(
            sign_in, home.region, "signin", "ConsoleLogin", response={"ConsoleLogin": "Success"}, **console
        )
        failed = logon | {
            "errmsg": "Failed authentication",
            "response": '{"ConsoleLogin":"Failure"}',
            "response_names": ["responseElements.ConsoleLogin"],
            "response_values": ["Failure"],
        }
        streams += [Stream(logon, 0.06, rhythm), Stream(failed, 0.003, rhythm)]
        sso = f"aws-reserved/sso.amazonaws.com/AWSReservedSSO_{random.choice(('PowerUser', 'ReadOnly', 'Admin'))}"
        for place in random.sample(PLACES, k=3):
            who = identity(place.account, role=sso, session=person) | office | {"ua": agent, "sessions": 1}
            for index, (name, operation) in enumerate(random.sample(READS, k=6)):
                level = random.choice((0.03, 0.1, 0.25)) * falling(index)
                streams.append(Stream(call(who, place.region, name, operation), level, rhythm))
    return streams


def pipeline_streams(random: Random) -> list[Stream]:
    """Deploys twice a week, autoscaling, configuration recorders and auditors that read everything."""
    streams = []
    for place in PLACES:
        deployer = identity(place.account, role="github-deploy", session="deploy-#") | _at(random, place)
        for name, operation, request in _WRITES:
            streams.append(
                Stream(
                    call(deployer, place.region, name, operation, request=request),
                    0.3,
                    f"deploy@{place.zone}",
                )
            )
        policy = {"roleName": "app-#", "policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}
        streams += [
            Stream(
                call(deployer, place.region, "iam", "AttachRolePolicy", request=policy),
                0.08,
                f"deploy@{place.zone}",
            ),
            Stream(
                call(deployer, place.region, "iam", "CreateRole", request={"roleName": "app-#"}),
                0.05,
                f"deploy@{place.zone}",
            ),
        ]
        scaler = identity(place.account, role="cluster-autoscaler") | _by_service("autoscaling.amazonaws.com")
        run = call(
            scaler, place.region, "ec2", "RunInstances", request={"instanceType": "m6i.large", "minCount": 1}
        )
        streams.append(Stream(run, 0.5, f"web@{place.zone}"))
        recorder = identity(
            place.account, role="aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
        )
        recorder |= _by_service("config.amazonaws.com")
        for index, (name, operation) in enumerate(READS):
            streams.append(
                Stream(call(recorder, place.region, name, operation), 0.5 * falling(index, 0.6), "flat@us")
            )
        auditor = (
            identity(place.account, role="OrgAudit", session="audit")
            | {"sessions": 1}
            | _at(random, SECURITY)
        )
        for name, operation in READS:
            streams.append(Stream(call(auditor, place.region, name, operation), 0.12, "night@us"))
        partner = {"caller": PARTNER_ACCOUNT, "ip_prefix": "192.0.2.", "ip_first": 20, "ip_count": 3}
        assume = _assume(place, "partner-readonly") | partner | {"ua": _SDK.format(19, 19)}
        streams.append(Stream(assume, 0.25, "flat@us"))
    return streams


def _at(random: Random, place: Place) -> dict:
    agent = random.choice((_SDK, _CLI)).format(random.randint(1, 60), random.randint(1, 60))
    third = random.randint(0, 30)
    return {
        "ip_prefix": f"{place.network}.{third}.",
        "ip_first": random.randint(4, 200),
        "ip_count": 5,
        "ua": agent,
    }


def _by_service(domain: str) -> dict:
    return {"domain": domain, "ua": domain, "invoked_by": domain, "ip_prefix": None}


def _denied(service: str) -> dict:
    message = f"User is not authorized to perform this action because no identity-based policy allows it ({service})"
    return {"err": "AccessDenied", "errmsg": message}


def _decrypt(who: dict, place: Place, service: str) -> dict:
    key = f"arn:aws:kms:{place.region}:{place.account}:key/{service}"
    context = {"encryptionAlgorithm": "SYMMETRIC_DEFAULT"}
    resource = {"resource": key, "resource_type": "AWS::KMS::Key", "resource_owner": place.account}
    return (
        call(who, place.region, "kms", "Decrypt", request=context, activity_id=99, activity="Other")
        | resource
        | {"readonly": "true"}
    )


def _assume(place: Place, role: str) -> dict:
    arn = role_arn(place.account, role)
    request = {"roleArn": arn, "roleSessionName": "i-#", "durationSeconds": 3600}
    who = {"account": place.account, "caller": place.account, "sessions": 4, "utype": "AWSAccount"}
    resource = {"resource": arn, "resource_type": "AWS::IAM::Role", "resource_owner": place.account}
    return (
        call(who, place.region, "sts", "AssumeRole", request=request)
        | resource
        | {"target_name": role, "target_arn": arn}
    )


def _assumed_by_service(place: Place, service: str) -> dict:
    domain = {"utype": "AWSService"} | _by_service("ec2.amazonaws.com")
    return _assume(place, f"{service}-{place.name}") | domain
