"""Known failures of a connection: one sentence, whose turn it is, and what to do. The server's half of the
catalogue.

The page has its own catalogue for what a person sees while working (src/athena/failures); this one speaks in
the configuration's reason and in the connection check, where the server knows more: which call, which
permission.
"""

import re
from dataclasses import dataclass
from typing import Literal

Turn = Literal["you", "administrator", "wait", "us"]


@dataclass(frozen=True)
class Failure:
    """One known failure. ``pattern`` is searched in ``Type: message``; the first that matches counts."""

    id: str
    pattern: re.Pattern[str]
    sentence: str
    turn: Turn
    remedy: str


@dataclass(frozen=True)
class Explanation:
    """What to tell a person about a failure; ``permission`` is what is missing when AWS named it."""

    id: str
    sentence: str
    turn: Turn
    remedy: str
    technical: str
    permission: str | None = None


_PERMISSION = re.compile(r"not authorized to perform:? ([\w-]+:\w+)")
_GRANT = re.compile(r"Lake Formation permission\(s\):? (?:Required )?(\w+) on ([^\s;,]+)", re.IGNORECASE)


def _failure(id: str, pattern: str, sentence: str, turn: Turn, remedy: str) -> Failure:
    return Failure(id, re.compile(pattern, re.IGNORECASE | re.DOTALL), sentence, turn, remedy)


FAILURES = (
    _failure(
        "no-credentials",
        r"^NoCredentials|no credentials|unable to locate credentials",
        "The Jupyter server has no AWS credentials.",
        "administrator",
        "Give the server a role, or set AWS_PROFILE; in Studio, check the execution role of the space.",
    ),
    _failure(
        "state",
        r"^StateUnusable",
        "The Jupyter server can't keep its list of queries, so it starts none.",
        "administrator",
        "Free space on that disk or mend the folder's rights, or set SecurityLakeApp.state_dir to another one.",
    ),
    _failure(
        "no-region",
        r"^NoRegion",
        "The Jupyter server doesn't know which AWS region to ask.",
        "administrator",
        "Set AWS_REGION, or SecurityLakeApp.region in the server's configuration.",
    ),
    _failure(
        "expired",
        r"^ExpiredToken|^RequestExpired|token.{0,40}expired|SSO session.*expired",
        "The AWS credentials of the Jupyter server have expired.",
        "you",
        "Sign in again, for instance with: aws sso login. Then check once more.",
    ),
    _failure(
        "clock",
        r"Signature (expired|not yet current)|RequestTimeTooSkewed",
        "The clock of the Jupyter server is wrong, so AWS doesn't accept its signatures.",
        "administrator",
        "Set the clock of the machine that runs the Jupyter server.",
    ),
    _failure(
        "bad-credentials",
        r"^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|IncompleteSignature|MissingAuthentication)",
        "AWS doesn't accept the credentials of the Jupyter server.",
        "administrator",
        "Look for a stray ~/.aws/credentials file or AWS_ACCESS_KEY_ID: they come before the role.",
    ),
    _failure(
        "workgroup-missing",
        r"work ?group\b.*(not found|does not exist)",
        "The workgroup doesn't exist in this region.",
        "administrator",
        "Set SECURITY_LAKE_ML_WORKGROUP to a workgroup that you may use.",
    ),
    _failure(
        "workgroup-disabled",
        r"work ?group\b.*disabled",
        "The workgroup is disabled.",
        "administrator",
        "Enable it in the Athena console, or set SECURITY_LAKE_ML_WORKGROUP to another one.",
    ),
    _failure(
        "no-output",
        r"no output location|verify/create output bucket",
        "Athena has no place to put results.",
        "administrator",
        "Turn on managed query results in the workgroup, or give it an output location.",
    ),
    _failure(
        "columns-denied",
        r"no accessible columns",
        "Lake Formation lets you see no column of this table.",
        "administrator",
        "Grant SELECT on the target table itself; a grant on the resource link isn't one on its target.",
    ),
    _failure(
        "lake-formation",
        r"lake ?formation",
        "Lake Formation doesn't let you read this.",
        "administrator",
        "Grant SELECT and DESCRIBE on the target table (in the owner's catalogue), DESCRIBE on the resource"
        " link, and DESCRIBE on the database “default”; the role needs lakeformation:GetDataAccess.",
    ),
    _failure(
        "kms",
        r"\bkms:\w+|AWSKMS",
        "A KMS key that is needed may not be used.",
        "administrator",
        "Allow the role kms:Decrypt, and kms:GenerateDataKey for results, on that key.",
    ),
    _failure(
        "s3",
        r"Amazon S3|\bs3:\w+|writing to location|output (bucket|location)",
        "S3 refuses the place of the results.",
        "administrator",
        "Allow the role s3:GetBucketLocation, s3:ListBucket, s3:GetObject and s3:PutObject there,"
        " or turn on managed query results in the workgroup.",
    ),
    _failure(
        "permission",
        r"AccessDenied|not authorized|Insufficient permissions|^Unauthorized",
        "AWS doesn't allow this.",
        "administrator",
        "Add the permission that is named to the role of the Jupyter server.",
    ),
    _failure(
        "database-missing",
        r"(database|schema)\b.*(not found|not exist)|SCHEMA_NOT_FOUND",
        "The database isn't there.",
        "administrator",
        "Check SECURITY_LAKE_ML_DATABASES. A shared database needs a resource link in this account.",
    ),
    _failure(
        "table-missing",
        r"(table|entity)\b.*(not found|not exist)|TABLE_NOT_FOUND",
        "The table isn't there, or Lake Formation hides it.",
        "administrator",
        "Check that the subscriber's share was accepted and that DESCRIBE is granted on the resource link.",
    ),
    _failure(
        "catalog",
        r"^Metadata",
        "The catalogue can't be read.",
        "administrator",
        "Allow glue:GetDatabases and glue:GetTables, and grant DESCRIBE in Lake Formation.",
    ),
    _failure(
        "throttled",
        r"^(Throttl|TooManyRequests|RequestLimit|SlowDown)|rate exceeded|CONCURRENT_QUERY_LIMIT",
        "AWS asks this account to slow down.",
        "wait",
        "Wait a minute and check again.",
    ),
    _failure(
        "foreign",
        r"^ForeignAnswer|in place of Athena",
        "Something between the Jupyter server and AWS answered in Athena's place.",
        "administrator",
        "Check HTTPS_PROXY and NO_PROXY of the Jupyter server, and that the proxy lets Athena through.",
    ),
    _failure(
        "certificate",
        r"SSL|certificate",
        "The connection to AWS isn't trusted.",
        "administrator",
        "Set AWS_CA_BUNDLE to the certificates of the proxy that opens the connection.",
    ),
    _failure(
        "unreachable",
        r"can't be reached|could not connect|timed? ?out",
        "Athena can't be reached from the Jupyter server.",
        "administrator",
        "In a VPC without internet, add interface endpoints for Athena, Glue and STS; else check the proxy.",
    ),
    _failure(
        "not-ready",
        r"^BackEndNotReady",
        "Nothing can answer queries yet.",
        "administrator",
        "The details say what to set.",
    ),
    _failure(
        "internal",
        r"^(Internal|ServiceUnavailable)",
        "Athena had a fault of its own.",
        "wait",
        "Try again in a moment; if it stays, look at the AWS Health Dashboard.",
    ),
)

_UNKNOWN = _failure(
    "unknown",
    "",
    "Something failed that has no name yet.",
    "us",
    "The details hold what was said; please report them to the project.",
)


def explain(type: str, message: str) -> Explanation:
    """Name a failure by its exception type and message; what nobody knows is ``unknown``."""
    technical = f"{type}: {message}"
    known = next((failure for failure in FAILURES if failure.pattern.search(technical)), _UNKNOWN)
    return Explanation(
        known.id,
        known.sentence,
        known.turn,
        known.remedy,
        technical[:2000],
        _missing(message),
    )


def _missing(message: str) -> str | None:
    """The permission that the message names: an IAM action, or a grant of Lake Formation."""
    action, grant = _PERMISSION.search(message), _GRANT.search(message)
    if action:
        return action[1]
    return f"{grant[1].upper()} on {grant[2]} in Lake Formation" if grant else None
