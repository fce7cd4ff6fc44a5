"""A statement with holes where its range stands: what is the same for all days of one question."""

from datetime import UTC, datetime, timedelta

DAY_MS = 86_400_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def fill(template: str, start: int, end: int) -> str:
    """The statement over ``[start, end)``, epoch milliseconds; the same as ``fillTemplate`` in src/sql/day-template.ts.

    The browser says which statement a query was; that the text which ran is this one, letter for letter, is what
    the server goes by. Otherwise rows of one question could be filed under another.
    """
    holes = {
        "{{start ms}}": str(start),
        "{{end ms}}": str(end),
        "{{start time}}": _time(start),
        "{{end time}}": _time(end),
        "{{start day}}": _day(start - DAY_MS),
        "{{end day}}": _day(end - 1 + DAY_MS),
    }
    for hole, text in holes.items():
        template = template.replace(hole, text)
    return template


def _moment(ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=ms)


def _time(ms: int) -> str:
    return _moment(ms).isoformat(sep=" ", timespec="milliseconds").removesuffix("+00:00")


def _day(ms: int) -> str:
    return _moment(ms).strftime("%Y%m%d")
