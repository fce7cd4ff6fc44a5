"""What a file's path, as a Security Lake bucket or a local lake has it, tells about the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

UNKNOWN = "unknown"
"""Region or account of rows that name none."""

SOURCES = (
    "cloud_trail_mgmt",
    "eks_audit",
    "lambda_execution",
    "route53",
    "s3_data",
    "sh_findings",
    "vpc_flow",
    "waf",
)
KEYS = ("region", "accountid", "eventday")

REGION = r"[a-z]{2,3}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}"
ACCOUNT = r"[0-9]{12}"
_VERSION = re.compile(r"v?([12])(?:\.[0-9]{1,3}){0,2}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")
_SUFFIX = re.compile(rf"(?:{'|'.join(SOURCES)})_[12]_0|ext_[a-z0-9_]{{1,64}}")
# Outside AWS, a custom source's writer may name what it likes as the account.
_PATTERNS = {
    "region": re.compile(rf"{REGION}|global|{UNKNOWN}"),
    "accountid": re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"),
    "eventday": re.compile(r"[0-9]{4}(?:[0-9]{4}|-[0-9]{2}-[0-9]{2}|[0-9]{6})"),
}
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


class BadPathError(ValueError):
    """A folder's name spells a partition value that can't be one."""


@dataclass(frozen=True)
class PathClaims:
    """`source` is such as `vpc_flow` or `ext_name`, `version` 1 or 2; None is what the path doesn't say. `custom` is
    the custom source that it would be by its folder, if its rows are of no native one.
    """

    source: str | None = None
    version: int | None = None
    region: str | None = None
    accountid: str | None = None
    eventday: str | None = None
    custom: str | None = None

    def value(self, key: str) -> str | None:
        """The value of one of KEYS."""
        return {"region": self.region, "accountid": self.accountid, "eventday": self.eventday}[key]


def claims_of(folders: tuple[str, ...]) -> PathClaims:
    """Reads the folders above a file, outermost first.

    Raises BadPathError for a `region=`, `accountId=` or `eventDay=` whose value can't be a region, account or day.
    """
    values: dict[str, str] = {}
    first_key = len(folders)
    for position, folder in enumerate(folders):
        key, equals, value = folder.partition("=")
        if equals and key.lower() in KEYS:
            first_key = min(first_key, position)
            if value != _NO_VALUE:
                values[key.lower()] = checked(key.lower(), value)
    source, version = _source(folders, first_key)
    custom = _custom(folders) if source is None else None
    return PathClaims(source, version, **values, custom=custom)


def checked(key: str, value: str) -> str:
    """A partition value that is safe as part of a folder's name: a day as YYYYMMDD, the others as they are.

    Raises BadPathError for anything else.
    """
    if not _PATTERNS[key].fullmatch(value):
        raise BadPathError(f"{value[:60]!r} isn't a value of {key}")
    if key != "eventday":
        return value
    day = value.replace("-", "")[:8]
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        raise BadPathError(f"{value!r} isn't a day") from None
    return day


def suffix_of(source: str, version: int) -> str:
    """The folder of a table in a lake."""
    suffix = source if source.startswith("ext_") else f"{source}_{version}_0"
    if not _SUFFIX.fullmatch(suffix):
        raise BadPathError(f"{suffix[:80]!r} isn't the name of a table")
    return suffix


def _source(folders: tuple[str, ...], first_key: int) -> tuple[str | None, int | None]:
    for position in range(len(folders) - 1, -1, -1):
        folder, below = folders[position], folders[position + 1 :]
        if _SUFFIX.fullmatch(folder):
            return (folder, None) if folder.startswith("ext_") else (folder[:-4], int(folder[-3]))
        if not below:
            continue
        if folder.lower() == "aws" and below[0].lower() in SOURCES:
            return below[0].lower(), _version(below[1:2])
        # A folder that happens to be called ext counts only right above a source that has partitions.
        if folder == "ext" and position + 1 < first_key <= position + 3 and first_key < len(folders):
            if not _NAME.fullmatch(below[0]):
                raise BadPathError(f"{below[0][:60]!r} isn't the name of a custom source")
            return _custom_suffix(below[0]), None
    return None, None


def _custom(folders: tuple[str, ...]) -> str | None:
    """A custom source by the innermost `ext/NAME`, with or without partitions below."""
    for folder, below in zip(folders[-2::-1], folders[:0:-1], strict=True):
        if folder == "ext" and _NAME.fullmatch(below):
            return _custom_suffix(below)
    return None


def _custom_suffix(name: str) -> str:
    return "ext_" + re.sub(r"[^a-z0-9_]", "_", name.lower())


def _version(folder: tuple[str, ...]) -> int | None:
    found = _VERSION.fullmatch(folder[0]) if folder else None
    return int(found[1]) if found else None
