"""Lambda data events: who invokes which function."""

from __future__ import annotations

from random import Random

from .cloudtrail import ATTRIBUTES, call, identity
from .cloudtrail_rows import V1, V2
from .incident import Incident, Note
from .source import Plan, Source
from .span import Span
from .streams import Stream
from .world import ATTACKER_ACCOUNT, PROD_EU, PROD_US, RETAIL, SERVICES, Place, falling, role_arn

LAMBDA1, LAMBDA2 = "lambda_execution_1_0", "lambda_execution_2_0"
_HOUR = 3_600_000
_FLAT = "flat@us"
_PLACES = (PROD_US, RETAIL)


def function_arn(place: Place, name: str) -> str:
    """ARN of a function."""
    return f"arn:aws:lambda:{place.region}:{place.account}:function:{name}"


def invoke(who: dict, place: Place, name: str, **more: object) -> dict[str, object]:
    """Attributes of invocations of a function."""
    arn = function_arn(place, name)
    request = {
        "functionName": arn,
        "invocationType": "Event",
        "sourceArn": f"arn:aws:sqs:{place.region}:{place.account}:q-#",
    }
    resource = {"resource": arn, "resource_type": "AWS::Lambda::Function", "resource_owner": place.account}
    other = {"activity_id": 99, "activity": "Other", "readonly": "false", "feature": "Data", "pool": 12}
    return call(who, place.region, "lambda", "Invoke", request=request) | resource | other | more


def _caller(place: Place, role: str) -> dict:
    return identity(place.account, role=role) | {
        "ip_prefix": f"{place.network}.14.",
        "ip_first": 3,
        "ip_count": 5,
        "ua": "aws-sdk-java/2.21",
    }


def _plan(span: Span, seed: int) -> Plan:
    random = Random(f"lambda {seed}")
    plan, rank = Plan(), 0
    for place in _PLACES:
        for service in SERVICES:
            level = 5.0 * falling(rank, 0.8)
            rank += 1
            rhythm = random.choice((f"web@{place.zone}", f"service@{place.zone}"))
            events = {
                "domain": "events.amazonaws.com",
                "invoked_by": "events.amazonaws.com",
                "ua": "events.amazonaws.com",
                "utype": "AWSService",
                "account": place.account,
                "sessions": 1,
            }
            plan.streams += [
                Stream(
                    invoke(_caller(place, f"{service}-{place.name}"), place, f"{service}-handler"),
                    level,
                    rhythm,
                ),
                Stream(
                    invoke(
                        _caller(place, f"{random.choice(SERVICES)}-{place.name}"), place, f"{service}-handler"
                    ),
                    level * 0.3,
                    rhythm,
                ),
                Stream(
                    invoke(events, place, f"{service}-tick"),
                    period=3600 * (1 + rank % 6),
                    jitter=0.001,
                    pinned=True,
                ),
            ]
    for suffix, days, place in ((LAMBDA2, 12, RETAIL), (LAMBDA1, 65, PROD_US)):
        at, name, role = (
            span.ago(days, 18),
            "mail-sender-handler",
            role_arn(place.account, f"mail-sender-{place.name}"),
        )
        plan.plant(
            Incident(
                f"l1-invocation-storm-{suffix[-3]}",
                "L1",
                suffix,
                {"function": function_arn(place, name), "role": role},
                at,
                at + 2 * _HOUR,
                "outlier",
                "The function that sends mail is invoked hundreds of times an hour.",
            ),
            Stream(invoke(_caller(place, f"mail-sender-{place.name}"), place, name), 420, _FLAT),
        )
    at, name = span.ago(4, 10), "identity-sync-handler"
    outside = _caller(PROD_US, "automation") | {
        "caller": ATTACKER_ACCOUNT,
        "ip_prefix": "198.51.100.9",
        "ip_count": 0,
    }
    plan.plant(
        Incident(
            "l2-new-caller",
            "L2",
            LAMBDA2,
            {"function": function_arn(PROD_US, name), "caller_account": ATTACKER_ACCOUNT},
            at,
            span.end,
            "first-seen",
            "A function is invoked from an account outside the organisation.",
            also=(
                {"function": function_arn(PROD_US, name), "role": role_arn(PROD_US.account, "automation")},
            ),
        ),
        Stream(invoke(outside, PROD_US, name), 1.2, _FLAT),
    )
    batch = invoke(_caller(PROD_EU, "billing-export-prod"), RETAIL, "billing-export-handler")
    plan.streams.append(Stream(batch, 10, "night@eu", pinned=True, spread=0.03))
    plan.lookalikes.append(
        Note(
            "nightly-billing",
            LAMBDA2,
            {"function": function_arn(RETAIL, "billing-export-handler")},
            span.cutover,
            span.end,
            "A billing run with hundreds of invocations in two hours of every night.",
        )
    )
    return plan


LAMBDA = Source("Lambda execution", "lambda_execution", ATTRIBUTES, _plan, V1, V2)
