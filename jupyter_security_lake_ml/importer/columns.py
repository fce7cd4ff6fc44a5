"""SQL that reads region, account, day and source out of the rows of a file, for the columns that it has."""

from __future__ import annotations

from collections.abc import Iterable

from ..local.types import Type, literal, quoted
from .placement import ACCOUNT, REGION, UNKNOWN

# Until the year 2200: beyond it, or before 1970, a number isn't milliseconds of an event.
_LAST_MS = 7_258_118_400_000

# The account whose lake has the row comes first: CloudTrail's recipient, then who acted.
_ACCOUNTS = (
    "accountid",
    "cloud.account_uid",
    "cloud.account.uid",
    "unmapped.recipientAccountId",
    "actor.user.account_uid",
    "actor.user.account.uid",
    "unmapped.userIdentity.accountId",
    "resources.account_uid",
    "resources.owner.account.uid",
)
_REGIONS = ("region", "cloud.region", "unmapped.awsRegion", "resources.region")


class FileColumns:
    """The columns of one file, by case-folded name: the name in the file and its type."""

    def __init__(self, columns: dict[str, tuple[str, Type]]):
        self._columns = columns

    def has(self, name: str) -> bool:
        """Whether there is a column of that name, whatever its case."""
        return name in self._columns

    def text(self, path: str) -> str | None:
        """SQL for a scalar as text, or None where the file can't have it. A list gives its first element; of
        a map, all the rest of `path` is the key.
        """
        first, *rest = path.split(".")
        if first not in self._columns:
            return None
        name, of = self._columns[first]
        sql = quoted(name)
        while True:
            if of.kind == "array":
                sql, of = f"{sql}[1]", of.of[0]
            elif of.kind == "map" and rest and of.of[0].textual:
                sql, of, rest = f"{sql}[{literal('.'.join(rest))}]", of.of[1], []
            elif of.kind == "row" and rest and of.field(rest[0]) is not None:
                inner = of.field(rest[0])
                sql, of, rest = f"struct_extract({sql}, {literal(rest[0])})", inner, rest[1:]
            else:
                break
        return None if rest or of.kind in ("row", "map") else f"CAST({sql} AS VARCHAR)"

    def account(self) -> str:
        """SQL for the row's account, a plain one or the one in an ARN."""
        wanted = f"(?:^|:)({ACCOUNT})(?:$|:)"
        found = [f"nullif(regexp_extract({t}, {literal(wanted)}, 1), '')" for t in self._texts(_ACCOUNTS)]
        return f"coalesce({', '.join([*found, literal(UNKNOWN)])})"

    def region(self) -> str:
        """SQL for the row's region."""
        found = [
            f"CASE WHEN regexp_full_match({t}, {literal(REGION)}) THEN {t} END" for t in self._texts(_REGIONS)
        ]
        return f"coalesce({', '.join([*found, literal(UNKNOWN)])})"

    def day(self) -> str | None:
        """SQL for the row's day (UTC) as YYYYMMDD, NULL where it has no time; None if there is no such column."""
        found = []
        for name in ("time", "time_dt"):
            if name not in self._columns:
                continue
            own, of = self._columns[name]
            if of.numeric:
                ms = f"TRY_CAST({quoted(own)} AS BIGINT)"
                found.append(
                    f"CASE WHEN {ms} BETWEEN 0 AND {_LAST_MS} THEN strftime(make_timestamp({ms} * 1000), '%Y%m%d') END"
                )
            elif of.temporal:
                found.append(f"strftime(TRY_CAST({quoted(own)} AS TIMESTAMP), '%Y%m%d')")
        return f"coalesce({', '.join(found)})" if found else None

    def key(self, name: str) -> str:
        """SQL for `region`, `accountid` or `eventday`."""
        return {"region": self.region, "accountid": self.account, "eventday": lambda: self.day() or "NULL"}[
            name
        ]()

    def _texts(self, paths: Iterable[str]) -> list[str]:
        return [sql for sql in map(self.text, paths) if sql is not None]
