"""Agreement about where literals, quoted names and comments lie, before anything is parsed.

A statement is judged by sqlglot and executed by Athena. Were the two to disagree about where a comment or a
string ends (nested comments, Jinja comments, hints, backslash escapes), text that is a comment to one would
be code to the other. So the spans that sqlglot's tokenizer finds are compared with those of Trino's own
lexical rules (STRING, QUOTED_IDENTIFIER, SIMPLE_COMMENT and BRACKETED_COMMENT of its ``SqlBase.g4``), and any
difference is a refusal.
"""

import re
from bisect import bisect_left

from sqlglot.dialects.trino import Trino
from sqlglot.errors import SqlglotError
from sqlglot.tokens import Token, TokenType

from ..errors import Refusal

MAX_DEPTH = 200
"""Nesting of brackets beyond which a statement is refused: the parser is recursive."""

Span = tuple[int, int]

# Possessive throughout: a statement can't make the matching slow by near misses.
_TRINO_SPANS = re.compile(
    r"(?P<comment>--[^\r\n]*+|/\*(?>.*?\*/))"
    r"|(?P<string>'(?:[^']++|'')*+')"
    r'|(?P<name>"(?:[^"]++|"")*+")'
    # Outside of those Trino's lexer knows no letter beyond ASCII and none of these signs, but for the braces of
    # a row pattern's quantifier, {2,3}.
    r"|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<odd>/\*|['\"`\\$@#^~]|\{(?![0-9,])|(?<![0-9,])\}|[^\x00-\x7f])",
    re.DOTALL,
)
_GAP = re.compile(r"(?>[ \t\r\n]++|--[^\r\n]*+|/\*(?>.*?\*/))*+", re.DOTALL)
_PREFIX_LENGTH = {TokenType.STRING: 0, TokenType.UNICODE_STRING: 2, TokenType.HEX_STRING: 1}
_TRINO = Trino()


def tokenize(sql: str) -> list[Token]:
    """Tokens of a text on which sqlglot and Trino's rules agree; raises ``Refusal`` when they don't.

    What follows a command word (``EXPLAIN``, ``SHOW``) is one opaque token to sqlglot, so callers cut those
    first.
    """
    strings, names, comments = _trino_spans(sql)
    try:
        tokens = _TRINO.tokenize(sql)
    except SqlglotError as error:
        raise Refusal("unparsable", f"The statement can't be read: {_first_line(error)}") from error
    found_strings: list[Span] = []
    found_names: list[Span] = []
    for token in tokens:
        kind = token.token_type
        if kind == TokenType.IDENTIFIER:
            found_names.append((token.start, token.end + 1))
        elif kind in _PREFIX_LENGTH:
            found_strings.append((token.start + _PREFIX_LENGTH[kind], token.end + 1))
    if found_strings != strings or found_names != names or not _agree(sql, tokens, comments):
        raise Refusal("lexical", "It isn't clear where a string, a quoted name or a comment ends")
    return tokens


def _trino_spans(sql: str) -> tuple[list[Span], list[Span], list[Span]]:
    spans: dict[str, list[Span]] = {"string": [], "name": [], "comment": []}
    depth = 0
    for match in _TRINO_SPANS.finditer(sql):
        kind = match.lastgroup or ""
        if kind in spans:
            spans[kind].append(match.span())
        elif kind == "open":
            depth += 1
            if depth > MAX_DEPTH:
                raise Refusal("too-deep", f"The statement is nested deeper than {MAX_DEPTH} brackets")
        elif kind == "close":
            depth -= 1
        else:
            raise Refusal("lexical", f"Unexpected {match.group()} outside of a string")
    return spans["string"], spans["name"], spans["comment"]


def _agree(sql: str, tokens: list[Token], comments: list[Span]) -> bool:
    """Whether only white space and comments lie between tokens, and no token lies in a comment."""
    starts = [token.start for token in tokens]
    ends = [token.end + 1 for token in tokens]
    for start, end in comments:
        following = bisect_left(starts, start)
        if bisect_left(starts, end) != following or (following and ends[following - 1] > start):
            return False
    for end, start in zip([0, *ends], [*starts, len(sql)], strict=True):
        if start != end and (start < end or not _GAP.fullmatch(sql, end, start)):
            return False
    return True


def _first_line(error: Exception) -> str:
    return re.sub(r"\x1b\[\d*m", "", str(error)).splitlines()[0][:200]
