"""S3 data events: who reads, writes and deletes objects."""

from __future__ import annotations

from random import Random

from .cloudtrail import ATTRIBUTES, call, identity
from .cloudtrail_rows import V1, V2
from .incident import Incident, Note
from .source import Plan, Source
from .span import DAY_MS, Span
from .streams import Stream
from .world import (
    ATTACKER_ACCOUNT,
    DATA,
    PARTNER_ACCOUNT,
    PROD_EU,
    PROD_US,
    SERVICES,
    Place,
    falling,
    role_arn,
)

S3_1, S3_2 = "s3_data_1_0", "s3_data_2_0"
HOUR = 3_600_000
FLAT = "flat@us"
PLACES = (DATA, PROD_US, PROD_EU)
"""Places whose buckets log data events; such logging is paid by the event, so companies choose."""

_BUCKETS = tuple(
    [
        "orders-archive",
        "invoices",
        "media-originals",
        "media-cache",
        "audit-logs",
        "customer-exports",
        "ml-features",
        "ml-models",
        "backups",
        "landing-zone",
        "reports-daily",
        "static-site",
        "partner-drop",
        "search-index",
        "clickstream",
        "payroll",
    ]
)
_EVERYDAY = (("GetObject", 1.0, 40_000.0), ("PutObject", 0.35, None), ("ListObjects", 0.12, None))
_OUTSIDE = {"ip_prefix": "198.51.100.88", "ip_count": 0, "ua": "[aws-cli/2.9.1]"}


def bucket_name(place: Place, name: str) -> str:
    """Name of a bucket, unique as S3 wants it."""
    return f"acme-{place.name}-{place.region}-{name}"


def touch(
    who: dict, place: Place, operation: str, bucket: str, size: float | None = None, **more: object
) -> dict:
    """Attributes of an operation on objects of a bucket; `size` is the mean number of bytes sent."""
    request = {
        "bucketName": bucket,
        "Host": f"{bucket}.s3.{place.region}.amazonaws.com",
        "key": "part/#.parquet",
    }
    parameters = more.pop("parameters", {})
    resource = {"resource_type": "AWS::S3::Object", "resource": f"arn:aws:s3:::{bucket}/part/#.parquet"}
    if operation in ("ListObjects", "ListBuckets", "GetBucketAcl"):
        del request["key"]
        resource = {"resource_type": "AWS::S3::Bucket", "resource": f"arn:aws:s3:::{bucket}"}
    data = {"feature": "Data", "resource_owner": place.account, "mean_bytes": size, "pool": 9000}
    return call(who, place.region, "s3", operation, request=request | parameters) | resource | data | more


def reader(place: Place, role: str) -> dict:
    """Caller attributes of a role that works on objects."""
    inside = {"ip_prefix": f"{place.network}.12.", "ip_first": 9, "ip_count": 6}
    return identity(place.account, role=role) | inside | {"ua": "[Boto3/1.34.20 Python/3.11.8]"}


def _everyday(random: Random) -> list[Stream]:
    streams, rank = [], 0
    pairs = [(place, service, name) for place in PLACES for service in SERVICES for name in _BUCKETS]
    for place, service, name in random.sample(pairs, k=150):
        level = 9.0 * falling(rank, 0.85)
        rank += 1
        who, bucket = reader(place, f"{service}-{place.name}"), bucket_name(place, name)
        rhythm = random.choice((f"service@{place.zone}", f"web@{place.zone}", FLAT))
        for operation, share, size in _EVERYDAY:
            streams.append(Stream(touch(who, place, operation, bucket, size), level * share, rhythm))
        if rank % 4 == 0:
            streams.append(Stream(touch(who, place, "DeleteObject", bucket), level * 0.05 + 0.01, rhythm))
        if rank % 5 == 0:
            absent = touch(
                who, place, "GetObject", bucket, err="NoSuchKey", errmsg="The specified key does not exist."
            )
            streams.append(Stream(absent, 0.03, rhythm))
    partner = {"caller": PARTNER_ACCOUNT, "ip_prefix": "192.0.2.21", "ip_count": 0}
    drop = touch(
        reader(PROD_US, "partner-exchange") | partner,
        PROD_US,
        "GetObject",
        bucket_name(PROD_US, "partner-drop"),
        9e5,
    )
    return [*streams, Stream(drop, 0.8, "office@us")]


def _plan(span: Span, seed: int) -> Plan:
    plan = Plan(_everyday(Random(f"s3 {seed}")))
    _reads(plan, span)
    _damage(plan, span)
    _probing(plan, span)
    backup = touch(reader(DATA, "backup-runner-data"), DATA, "GetObject", bucket_name(DATA, "backups"), 6e7)
    plan.streams.append(Stream(backup, 12, "night@us", pinned=True, spread=0.03))
    plan.lookalikes.append(
        Note(
            "nightly-restore-test",
            S3_2,
            {"role": role_arn(DATA.account, "backup-runner-data")},
            span.cutover,
            span.end,
            "A restore test that reads gigabytes in two hours of every night.",
        )
    )
    return plan


def _reads(plan: Plan, span: Span) -> None:
    for suffix, days, place, name, bucket in (
        (S3_2, 11, PROD_US, "report-builder-prod", "customer-exports"),
        (S3_1, 60, DATA, "notebook-host-data", "clickstream"),
    ):
        at, target = span.ago(days, 23), bucket_name(place, bucket)
        plan.plant(
            Incident(
                f"s1-large-download-{suffix[-3]}",
                "S1",
                suffix,
                {"role": role_arn(place.account, name), "bucket": target},
                at,
                at + 3 * HOUR,
                "outlier",
                "A role downloads a thousand large objects of one bucket in a night.",
                "bytes_out",
            ),
            Stream(touch(reader(place, name), place, "GetObject", target, 7e7), 400, FLAT),
        )
    at, target = span.ago(4, 5), bucket_name(DATA, "ml-models")
    foreign = reader(DATA, "copy-job") | _OUTSIDE | {"caller": ATTACKER_ACCOUNT}
    plan.plant(
        Incident(
            "s2-foreign-account",
            "S2",
            S3_2,
            {"caller_account": ATTACKER_ACCOUNT, "bucket": target},
            at,
            span.end,
            "first-seen",
            "An account outside the organisation reads and copies objects of a bucket.",
        ),
        Stream(touch(foreign, DATA, "GetObject", target, 2e7), 3, FLAT),
        Stream(
            touch(
                foreign,
                DATA,
                "CopyObject",
                target,
                parameters={"x-amz-copy-source": f"{target}/part/#.parquet"},
            ),
            1,
            FLAT,
        ),
    )
    at, target = span.ago(3, 4), "static-assets-drop-7731"
    carrier = reader(DATA, "data-loader-data")
    plan.plant(
        Incident(
            "s2-copied-out",
            "s3-copied-out",
            S3_2,
            {"role": role_arn(DATA.account, "data-loader-data"), "bucket": target},
            at,
            span.end,
            "first-seen",
            "A role of the data account copies objects into a bucket of an account outside the organisation.",
        ),
        Stream(touch(carrier, DATA, "CopyObject", target, 3e7, resource_owner=ATTACKER_ACCOUNT), 4, FLAT),
    )
    archive = touch(
        reader(PROD_US, "audit-archiver-prod"),
        PROD_US,
        "PutObject",
        "acme-log-archive",
        resource_owner=PARTNER_ACCOUNT,
    )
    plan.streams.append(Stream(archive, 1.5, FLAT, pinned=True))
    plan.lookalikes.append(
        Note(
            "log-archive",
            S3_2,
            {"role": role_arn(PROD_US.account, "audit-archiver-prod"), "bucket": "acme-log-archive"},
            span.cutover,
            span.end,
            "An archiver writes to a bucket that a partner keeps, day and night.",
        )
    )
    at, target = span.ago(5, 9), bucket_name(PROD_EU, "payroll")
    plan.plant(
        Incident(
            "s7-new-reader",
            "S7",
            S3_2,
            {"bucket": target, "role": role_arn(PROD_EU.account, "media-encoder-prod")},
            at,
            span.end,
            "first-seen",
            "A role that encodes media reads the payroll bucket for the first time.",
        ),
        Stream(touch(reader(PROD_EU, "media-encoder-prod"), PROD_EU, "GetObject", target, 9e4), 0.5, FLAT),
    )
    at, target = span.ago(5, 0), bucket_name(PROD_US, "media-originals")
    nobody = {"account": PROD_US.account, "caller": "anonymous", "utype": "AWSAccount", "sessions": 1}
    everyone = nobody | {"ip_prefix": "198.18.90.", "ip_first": 1, "ip_count": 200, "ua": "[curl/8.5.0]"}
    public = touch(everyone, PROD_US, "GetObject", bucket_name(PROD_US, "static-site"), 3e4)
    plan.streams.append(Stream(public, 1.5, "web@us", pinned=True))
    plan.plant(
        Incident(
            "s6-anonymous-reads",
            "S6",
            S3_2,
            {"bucket": target},
            at,
            at + 2 * DAY_MS,
            "first-seen",
            "For two days a bucket is read without credentials by hundreds of addresses.",
        ),
        Stream(touch(everyone, PROD_US, "GetObject", target, 5e4), 20, "web@us"),
    )


def _damage(plan: Plan, span: Span) -> None:
    at, target, name = span.ago(15, 3), bucket_name(PROD_EU, "invoices"), "ci-runner-prod"
    plan.plant(
        Incident(
            "s3-mass-delete",
            "S3",
            S3_2,
            {"role": role_arn(PROD_EU.account, name), "bucket": target},
            at,
            at + HOUR,
            "outlier",
            "More than a thousand objects are deleted from one bucket within an hour.",
        ),
        Stream(touch(reader(PROD_EU, name), PROD_EU, "DeleteObject", target), period=3, jitter=0.5),
    )
    at, target, name = span.ago(8, 2), bucket_name(DATA, "orders-archive"), "data-loader-data"
    key = {
        "x-amz-server-side-encryption": "aws:kms",
        "x-amz-server-side-encryption-aws-kms-key-id": f"arn:aws:kms:us-east-1:{ATTACKER_ACCOUNT}:key/9f1c",
    }
    plan.plant(
        Incident(
            "s4-foreign-key",
            "S4",
            S3_2,
            {"role": role_arn(DATA.account, name), "bucket": target},
            at,
            at + 2 * HOUR,
            "outlier",
            "Objects are written anew with an encryption key of an account outside the organisation.",
        ),
        Stream(touch(reader(DATA, name), DATA, "PutObject", target, parameters=key), 350, FLAT),
    )


def _probing(plan: Plan, span: Span) -> None:
    at = span.ago(18, 6)
    curious = reader(PROD_US, "ticket-bridge-prod") | {
        "principal": role_arn(PROD_US.account, "x").replace("role/x", "user/tina")
    }
    curious |= {"role": None, "utype": "IAMUser", "user_name": "tina"}
    names = [bucket_name(place, name) for place in PLACES for name in _BUCKETS]
    plan.plant(
        Incident(
            "s5-bucket-tour",
            "S5",
            S3_2,
            {"principal": curious["principal"]},
            at,
            at + HOUR,
            "outlier",
            "One user lists nearly fifty buckets within an hour.",
            "bucket",
        ),
        *(Stream(touch(curious, PROD_US, "ListObjects", name), period=1200, jitter=0.9) for name in names),
    )
    at, target = span.ago(20, 14), bucket_name(PROD_US, "customer-exports")
    prober = identity(PROD_US.account, user="svc-export") | _OUTSIDE | {"ip_prefix": "203.0.113.151"}
    plan.plant(
        Incident(
            "s8-key-probing",
            "S8",
            S3_2,
            {"ip": "203.0.113.151"},
            at,
            at + 2 * HOUR,
            "outlier",
            "One address asks for hundreds of objects that don't exist.",
        ),
        Stream(
            touch(
                prober,
                PROD_US,
                "GetObject",
                target,
                err="NoSuchKey",
                errmsg="The specified key does not exist.",
            ),
            220,
            FLAT,
        ),
    )


S3 = Source("S3 data", "s3_data", ATTRIBUTES, _plan, V1, V2)
