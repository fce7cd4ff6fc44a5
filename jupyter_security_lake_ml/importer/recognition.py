"""Which source and version the rows of a file are of, by what OCSF says about their product."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from ..local.types import literal
from .columns import FileColumns
from .placement import UNKNOWN, PathClaims

_BY_PRODUCT = {
    "Amazon VPC": "vpc_flow",
    "Route 53": "route53",
    "Amazon EKS": "eks_audit",
    "AWS WAF": "waf",
    "Security Hub": "sh_findings",
    "CloudTrail": "cloud_trail_mgmt",
}
_FINDING_CLASSES = {"2001", "2002", "2003", "2004"}
_DATA_EVENTS = {"s3.amazonaws.com": "s3_data", "lambda.amazonaws.com": "lambda_execution"}

_FACTS = (
    "metadata.version",
    "metadata.product.name",
    "class_uid",
    "metadata.product.feature.name",
    "unmapped.managementEvent",
    "api.service.name",
)
_MOST = 10_000


@dataclass(frozen=True)
class Recognised:
    """`source` and `version` of all rows of a file; where several of CloudTrail's sources are mixed, `source` is None
    and `by_row` is SQL for the source of each.
    """

    source: str | None
    version: int
    by_row: str | None = None


class UnplacedError(Exception):
    """Why a file can't be placed, as a person reads it."""


def recognise(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    columns: FileColumns,
    claims: PathClaims,
) -> Recognised:
    """The source and version of the rows of `relation`, as far as the path doesn't say them already.

    Raises UnplacedError if the rows aren't OCSF, or of several services, or of none that Security Lake has.
    """
    source, version = claims.source, claims.version
    if source is not None and (version is not None or source.startswith("ext_")):
        return Recognised(source, version or 1)
    if not columns.has("metadata") or columns.text("metadata.version") is None:
        raise UnplacedError("not OCSF: there is no metadata.version")
    asked = ", ".join(columns.text(path) or "NULL" for path in _FACTS)
    rows = connection.execute(f"SELECT DISTINCT {asked} FROM {relation} LIMIT {_MOST}").fetchall()  # noqa: S608
    sources = {source or _source(*row[1:]) or claims.custom or "" for row in rows}
    if "" in sources:
        raise UnplacedError(_foreign(next(row[1] for row in rows if not (source or _source(*row[1:])))))
    if len(sources) == 1 and claims.custom in sources:
        return Recognised(claims.custom, 1)
    versions = {version or _version(row[0]) for row in rows}
    # A trail that records both writes both into one file; Security Lake keeps them in tables of their own.
    is_one_trail = sources <= {"cloud_trail_mgmt", *_DATA_EVENTS.values()}
    if len(versions) > 1 or (len(sources) > 1 and not is_one_trail):
        raise UnplacedError("rows of several sources or versions are mixed in one file")
    if len(sources) > 1:
        return Recognised(None, versions.pop(), _by_row(columns))
    return Recognised(sources.pop(), versions.pop())


def _by_row(columns: FileColumns) -> str:
    """SQL for what `_source` says of a row of CloudTrail."""
    feature, management, service = (columns.text(path) or "NULL" for path in _FACTS[-3:])
    data = " ".join(f"WHEN {literal(name)} THEN {literal(source)}" for name, source in _DATA_EVENTS.items())
    return (
        f"CASE WHEN {feature} = 'Data' OR {management} = 'false' "
        f"THEN CASE {service} {data} ELSE 'cloud_trail_mgmt' END ELSE 'cloud_trail_mgmt' END"
    )


def _version(text: str | None) -> int:
    """Source version 1 writes OCSF 1.0.0-rc.2, version 2 writes 1.1.0."""
    if text is None:
        raise UnplacedError("not OCSF: metadata.version is NULL")
    if text.startswith("1.0"):
        return 1
    if text.startswith("1."):
        return 2
    raise UnplacedError(f"OCSF version {text[:20]!r} isn't one that Security Lake writes")


def _source(
    product: str | None,
    class_uid: str | None,
    feature: str | None,
    management: str | None,
    service: str | None,
) -> str | None:
    """The native source of a row; None when it is of none."""
    if product == "CloudTrail" and (feature == "Data" or management == "false"):
        return _DATA_EVENTS.get(service or "", "cloud_trail_mgmt")
    found = _BY_PRODUCT.get(product or "")
    # From version 2 on, a finding's product is the service that found it.
    if found is None and class_uid in _FINDING_CLASSES:
        found = "sh_findings"
    return found


def _foreign(product: str | None) -> str:
    named = repr(product[:60]) if product else UNKNOWN
    return f"OCSF, but product {named} is no native source; put it under ext/NAME/"
