"""What is wrong with a configuration. Fails closed: with a mistake in it nothing is answered.

traitlets drops *all* values of a class when one of them is refused, and jupyter_server goes on with the defaults:
without this, a price below zero would lift the limits on workgroups and databases.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?")
_WORKGROUP = re.compile(r"[a-zA-Z0-9._-]{1,128}")
_DATABASE = re.compile(r"[\w-]{1,255}")
_REGION = re.compile(r"[a-z0-9-]{1,64}")
_ACCOUNT = re.compile(r"[0-9]{12}")
_KMS = ("SSE_KMS", "CSE_KMS")


@dataclass(frozen=True)
class Place:
    """The settings that say where queries and their results go, as configured."""

    region: str
    workgroups: Sequence[str]
    catalog: str
    databases: Sequence[str]
    output_location: str
    bucket_owner: str
    encryption: str
    kms_key: str


def mistakes_in(place: Place) -> list[str]:
    """What can't be meant so, each in one sentence that names the setting."""
    return [sentence for wrong, sentence in _checks(place) if wrong]


def unknown_settings(named: Iterable[str], known: Iterable[str]) -> list[str]:
    """Settings that nobody reads, such as ``database`` for ``databases``; sections of other classes are none."""
    strange = sorted({name for name in named if not name[:1].isupper()} - set(known))
    return [f"There is no setting {name}." for name in strange]


def _checks(place: Place) -> list[tuple[bool, str]]:
    of_results = bool(place.encryption or place.kms_key or place.bucket_owner)
    return [
        (
            bool(place.region) and not _REGION.fullmatch(place.region),
            f"region can't be {place.region!r}; it takes a name such as us-east-1.",
        ),
        (
            not place.workgroups or not all(map(_WORKGROUP.fullmatch, place.workgroups)),
            "workgroup takes one or more names of letters, digits, dots, hyphens and underscores.",
        ),
        (not 1 <= len(place.catalog) <= 256, "catalog takes the name of a data catalogue."),
        (
            not all(map(_DATABASE.fullmatch, place.databases)),
            "databases takes names of letters, digits, hyphens and underscores.",
        ),
        (
            bool(place.output_location) and not _BUCKET.fullmatch(place.output_location),
            f"output_location can't be {place.output_location!r}; it takes s3://BUCKET/PATH/.",
        ),
        (
            of_results and not place.output_location,
            "encryption, kms_key and bucket_owner count only with output_location; without it the workgroup decides.",
        ),
        (
            bool(place.bucket_owner) and not _ACCOUNT.fullmatch(place.bucket_owner),
            "bucket_owner takes an account of twelve digits.",
        ),
        (
            (place.encryption in _KMS) != bool(place.kms_key),
            "kms_key goes with encryption SSE_KMS or CSE_KMS, and these with kms_key.",
        ),
    ]
