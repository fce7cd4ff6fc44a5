"""Reads saved analyses (``*.lakeml``): AnalysisSpec of ``src/analysis/spec.ts`` as JSON."""

import json
import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FORMAT_VERSION = 1

_GRAINS = ("auto", "minute", "hour", "day")
_MAX_BYTES = 1_000_000


class AnalysisFileError(ValueError):
    """A file that isn't an analysis; the message says which part and what belongs there."""


def read_analysis(path: str | Path) -> dict[str, Any]:
    """The spec that a ``.lakeml`` file holds, checked.

    Raises ``FileNotFoundError`` for a missing file, ``AnalysisFileError`` for one that isn't an analysis.
    """
    file = Path(path)
    if not file.is_file():
        raise FileNotFoundError(f"There is no analysis {str(path)!r} in {Path.cwd()}")
    if file.stat().st_size > _MAX_BYTES:
        raise AnalysisFileError(f"{file.name} is larger than an analysis can be ({_MAX_BYTES} bytes)")
    try:
        spec = json.loads(file.read_text(encoding="utf-8"), parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise AnalysisFileError(f"{file.name} isn't JSON: {error}") from error
    return check_analysis(spec, file.name)


def check_analysis(spec: Any, name: str = "The analysis") -> dict[str, Any]:
    """The same spec when it has the form of one; raises ``AnalysisFileError`` naming the first wrong part."""
    if not isinstance(spec, dict):
        raise AnalysisFileError(f"{name} isn't an analysis: a JSON object was expected")
    version = spec.get("formatVersion")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise AnalysisFileError(
            f"{name} has format version {version}; this package reads version {FORMAT_VERSION}."
            " Update it to open this analysis."
        )
    for part, holds, expected in _checks(spec):
        if not holds:
            raise AnalysisFileError(f"{name}: {part} has to be {expected}")
    return spec


def _checks(spec: dict[str, Any]) -> list[tuple[str, bool, str]]:
    tables, custom, detectors = (spec.get(part) for part in ("tables", "custom", "detectors"))
    question = spec.get("question")
    return [
        ("formatVersion", spec.get("formatVersion") == FORMAT_VERSION, str(FORMAT_VERSION)),
        ("tables", _is_list_of(tables, _is_table), "a list of tables with catalog, database and name"),
        ("tables", bool(tables), "at least one table"),
        (
            "range",
            _is_range(spec.get("range")),
            "{kind: last, days} or {kind: between, from, to} with from < to",
        ),
        ("grain", spec.get("grain") in _GRAINS, " or ".join(_GRAINS)),
        ("question", question is None or isinstance(question, str), "the id of a question, or null"),
        ("custom", custom is None or _is_custom(custom), "null, or an object with keys, measure and filter"),
        ("question", question is not None or custom is not None, "given when custom is null"),
        ("accounts", _is_list_of(spec.get("accounts"), _is_text), "a list of account ids"),
        ("regions", _is_list_of(spec.get("regions"), _is_text), "a list of regions"),
        ("detectors", isinstance(detectors, dict), "an object"),
        ("detectors.profile", _member(detectors, "profile") in ("count", "seed"), "count or seed"),
        (
            "detectors.decomposition",
            _member(detectors, "decomposition") in ("additive", "multiplicative"),
            "additive or multiplicative",
        ),
        *(
            (f"detectors.{name}", _is_positive(_member(detectors, name)), "a number above 0")
            for name in ("rate", "iqrMultiple", "cusumThreshold")
        ),
    ]


def range_of(spec: dict[str, Any], now: datetime | None = None) -> tuple[int, int]:
    """The range in epoch milliseconds, half-open, UTC; a relative one ends at ``now``."""
    asked = spec["range"]
    if asked["kind"] == "last":
        to = int((now or datetime.now(UTC)).timestamp() * 1000)
        return to - int(asked["days"] * 86_400_000), to
    return _milliseconds(asked["from"]), _milliseconds(asked["to"])


def _milliseconds(text: str) -> int:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


def _is_range(value: Any) -> bool:
    kind = _member(value, "kind")
    if kind == "last":
        return _is_positive(value.get("days")) and value["days"] <= 36_500
    if kind != "between" or not (_is_text(value.get("from")) and _is_text(value.get("to"))):
        return False
    try:
        return _milliseconds(value["from"]) < _milliseconds(value["to"])
    except (ValueError, OverflowError):
        return False


def _is_table(value: Any) -> bool:
    return all(_is_text(_member(value, part)) and value[part] for part in ("catalog", "database", "name"))


def _is_custom(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and _is_list_of(value.get("keys"), _is_text)
        and isinstance(value.get("measure"), dict)
        and _is_list_of(value.get("filter"), lambda one: isinstance(one, dict))
    )


def _is_list_of(value: Any, of: Any) -> bool:
    return isinstance(value, list) and all(of(one) for one in value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_positive(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < math.inf


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} isn't a number of JSON")
