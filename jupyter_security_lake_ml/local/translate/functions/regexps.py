"""Regular expressions. DuckDB has RE2: patterns that only a backtracking engine knows fail by name."""

import re

from ...types import BIGINT, BOOLEAN, VARCHAR, array, literal
from ..calls import Call
from ..registry import scalar
from ..values import Value

# Backreferences, look-around, atomic groups and possessive quantifiers.
_BACKTRACKING = re.compile(r"\\[1-9]|\\k<|\(\?(?:[=!>]|<[=!])|(?<!\\)[*+?}]\+")


def _pattern(call: Call, i: int = 1) -> str:
    value = call.value(i)
    if isinstance(value.constant, str) and _BACKTRACKING.search(value.constant):
        message = (
            f"the local engine has no look-around, backreferences or possessive quantifiers in {call.name}"
        )
        raise call.t.failure("NOT_SUPPORTED", message, call.node)
    return call.text(i)


def _group(call: Call, i: int) -> int:
    value = call.value(i)
    if not isinstance(value.constant, int):
        raise call.t.failure(
            "NOT_SUPPORTED", f"the local engine needs the group of {call.name} as a literal", call.node
        )
    return value.constant


@scalar("regexp_like")
def _like(call: Call) -> Value:
    call.count(2)
    return Value(f"regexp_matches({call.text(0)}, {_pattern(call)})", BOOLEAN)


@scalar("regexp_extract")
def _extract(call: Call) -> Value:
    call.count(2, 3)
    text, pattern = call.text(0), _pattern(call)
    group = _group(call, 2) if len(call) == 3 else 0
    found = f"regexp_extract({text}, {pattern}, {group})"
    if group == 0:
        return Value(f"CASE WHEN regexp_matches({text}, {pattern}) THEN {found} END", VARCHAR)
    # A group that took no part is NULL, one that matched nothing is empty; RE2 shows both as empty. Only a group
    # whose own pattern can be empty is in doubt, and then the engine's answer isn't known here.
    constant = call.value(1).constant
    if not isinstance(constant, str) or _can_be_empty(constant, group):
        message = (
            f"the local engine can't tell an empty group {group} of this pattern from one that took no part"
        )
        raise call.t.failure("NOT_SUPPORTED", message, call.node)
    return Value(f"nullif({found}, '')", VARCHAR)


def _can_be_empty(pattern: str, group: int) -> bool:
    """Whether a group's own pattern matches the empty text (True if it can't be told)."""
    depth, number, start, inside = [], 0, None, False
    i = 0
    while i < len(pattern):
        character = pattern[i]
        if character == "\\":
            i += 1
        elif character == "[":
            inside = True
        elif character == "]":
            inside = False
        elif character == "(" and not inside:
            capturing = (
                pattern[i + 1 : i + 2] != "?" or re.match(r"\?P?<[A-Za-z]", pattern[i + 1 :]) is not None
            )
            number += capturing
            depth.append(number if capturing else None)
            if capturing and number == group:
                start = i + 1
        elif character == ")" and not inside and depth and depth.pop() == group and start is not None:
            body = re.sub(r"^\?P?<\w+>", "", pattern[start:i])
            try:
                return re.fullmatch(body, "") is not None
            except re.error:
                return True
        i += 1
    return True


@scalar("regexp_extract_all")
def _extract_all(call: Call) -> Value:
    call.count(2, 3)
    group = _group(call, 2) if len(call) == 3 else 0
    return Value(f"regexp_extract_all({call.text(0)}, {_pattern(call)}, {group})", array(VARCHAR))


@scalar("regexp_replace")
def _replace(call: Call) -> Value:
    call.count(2, 3)
    text, pattern = call.text(0), _pattern(call)
    by = "''"
    if len(call) == 3:
        given = call.constant(2, "the replacement")
        if re.search(r"\$\{", given):
            raise call.t.failure(
                "NOT_SUPPORTED",
                "named groups in a replacement are not supported by the local engine",
                call.node,
            )
        by = literal(_replacement(given))
    return Value(f"regexp_replace({text}, {pattern}, {by}, 'g')", VARCHAR)


def _replacement(given: str) -> str:
    """``$1`` as ``\\1``, with ``\\`` escaping the next character in the engine's form."""
    made, i = "", 0
    while i < len(given):
        if given[i] == "\\" and i + 1 < len(given):
            made += "\\\\" if given[i + 1] == "\\" else given[i + 1]
            i += 2
        elif given[i] == "$" and given[i + 1 : i + 2].isdigit():
            made += "\\" + given[i + 1]
            i += 2
        else:
            made += given[i]
            i += 1
    return made


@scalar("regexp_count")
def _count(call: Call) -> Value:
    call.count(2)
    return Value(f"CAST(len(regexp_extract_all({call.text(0)}, {_pattern(call)})) AS BIGINT)", BIGINT)


@scalar("regexp_split")
def _split(call: Call) -> Value:
    call.count(2)
    return Value(f"string_split_regex({call.text(0)}, {_pattern(call)})", array(VARCHAR))
