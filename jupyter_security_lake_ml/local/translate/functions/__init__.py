"""The functions that can be translated, one file a subject; importing this registers them."""

from . import (
    aggregates,
    arrays,
    binary,
    conditions,
    dates,
    formats,
    ip,
    json,
    lambdas,
    maps,
    numbers,
    regexps,
    strings,
    urls,
    windows,
)

__all__ = [
    "aggregates",
    "arrays",
    "binary",
    "conditions",
    "dates",
    "formats",
    "ip",
    "json",
    "lambdas",
    "maps",
    "numbers",
    "regexps",
    "strings",
    "urls",
    "windows",
]
