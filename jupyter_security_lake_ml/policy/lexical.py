"""Agreement about where literals, quoted names and comments lie, before anything is parsed.

A statement is judged by sqlglot and executed by Athena. Were the two to disagree about where a comment or a
string ends (nested comments, Jinja comments, hints, backslash escapes), text that is a comment to one would
be code to the other. So comments are found by Trino's own lexical rules and blanked before sqlglot's tokenizer
sees the text, and the strings and quoted names that it finds are compared with those of Trino's rules (STRING,
QUOTED_IDENTIFIER, BINARY_LITERAL, SIMPLE_COMMENT and BRACKETED_COMMENT of its ``SqlBase.g4``); any difference is a
refusal.
"""

import re

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
    # Outside of those Trino's lexer knows no letter beyond ASCII, no control character and none of these signs,
    # but for the braces of a row pattern's quantifier, {2,3}.
    r"|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<odd>/\*|['\"`\\$@#^~]|\{(?![0-9,])|(?<![0-9,])\}|[^\t\n\r -~])",
    re.DOTALL,
)
_GAP = re.compile(r"[ \t\r\n]*+")
_VISIBLE = re.compile(r"[^\r\n]")
_PREFIX_LENGTH = {TokenType.STRING: 0, TokenType.UNICODE_STRING: 2}
_BINARY_PREFIX = re.compile(r"(?<!\w)[xX]\Z")
_BINARY = re.compile(r"'[0-9A-Fa-f \t\r\n]*+'")
_TRINO = Trino()


def tokenize(sql: str) -> list[Token]:
    """Tokens of a text on which sqlglot and Trino's rules agree; raises ``Refusal`` when they don't.

    What follows a command word (``EXPLAIN``, ``SHOW``) is one opaque token to sqlglot, so callers cut those
    first.
    """
    strings, names, comments = _trino_spans(sql)
    sql = _blanked(sql, [*comments, *_binary_prefixes(sql, strings)])
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
    if found_strings != strings or found_names != names or not _only_blanks_between(tokens, sql):
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


def _binary_prefixes(sql: str, strings: list[Span]) -> list[Span]:
    """Where the X of a binary literal stands: without it sqlglot takes the rest, spaces included, as a string."""
    prefixes: list[Span] = []
    for start, end in strings:
        if start and sql[start - 1] in "xX" and _BINARY_PREFIX.search(sql, max(0, start - 2), start):
            if not _BINARY.fullmatch(sql, start, end):
                raise Refusal("unparsable", "A binary literal (X'…') takes hexadecimal digits only")
            prefixes.append((start - 1, start))
    return prefixes


def _blanked(sql: str, spans: list[Span]) -> str:
    """The text with spaces in these places, as long as before and with as many lines."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        parts += [sql[done:start], _VISIBLE.sub(" ", sql[start:end])]
        done = end
    return "".join([*parts, sql[done:]])


def _only_blanks_between(tokens: list[Token], sql: str) -> bool:
    starts = [token.start for token in tokens]
    ends = [token.end + 1 for token in tokens]
    return all(
        start == end or (start > end and _GAP.fullmatch(sql, end, start))
        for end, start in zip([0, *ends], [*starts, len(sql)], strict=True)
    )


def _first_line(error: Exception) -> str:
    return re.sub(r"\x1b\[\d*m", "", str(error)).splitlines()[0][:200]
