"""Clauses that Athena takes and sqlglot doesn't, left out before a statement is parsed to see what it reads.

They are made of fixed words, and the types and encodings they may name; no table, column or function can stand in
one. What is left out is text to the parser only: Athena gets the statement as it is.
"""

import re

from sqlglot.tokens import Token, TokenType

_CALLS = frozenset({"JSON_ARRAY", "JSON_EXISTS", "JSON_QUERY", "JSON_VALUE"})
_HAS_CALL = re.compile("|".join(_CALLS), re.IGNORECASE)
_LONGEST = 6
_INPUT = r"FORMAT JSON(?: ENCODING UTF(?:8|16|32))?"
# Rules jsonExistsErrorBehavior, jsonQueryBehavior, jsonArray and so on of Trino's SqlBase.g4. sqlglot reads those of
# JSON_VALUE and JSON_OBJECT itself.
_CLAUSE = re.compile(
    rf"(?:{_INPUT}"
    r"|RETURNING (?:VARCHAR|CHAR|VARBINARY)(?: \( \d+ \))?"
    r"|(?:TRUE|FALSE|UNKNOWN|ERROR|NULL|EMPTY ARRAY|EMPTY OBJECT) ON (?:ERROR|EMPTY)"
    r"|(?:NULL|ABSENT) ON NULL"
    r"|(?:WITH|WITHOUT)(?: CONDITIONAL| UNCONDITIONAL)?(?: ARRAY)? WRAPPER"
    r"|(?:KEEP|OMIT) QUOTES(?: ON SCALAR STRING)?"
    r") "
)
_CLAUSE_OF_VALUE = re.compile(rf"{_INPUT} ")
_QUOTED = (TokenType.STRING, TokenType.IDENTIFIER, TokenType.UNICODE_STRING)
_OPENING = (TokenType.L_PAREN, TokenType.L_BRACKET)
_CLOSING = (TokenType.R_PAREN, TokenType.R_BRACKET)


def without_clauses(tokens: list[Token], sql: str) -> list[Token]:
    """The tokens without such clauses, and with a comma for ``PASSING``, whose ``AS name`` goes too.

    Only directly in the brackets of a JSON function, where ON and AS, reserved words, can stand for nothing else.
    """
    if not _HAS_CALL.search(sql):
        return tokens
    kept: list[Token] = []
    calls: list[str] = [""]
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.token_type in _OPENING:
            calls.append(_call(kept))
            if calls[-1] == "JSON_QUERY":
                # Without its clauses it is a function like others, which may have the arguments of PASSING.
                kept[-1] = Token(TokenType.VAR, "JSON_ARRAY", start=kept[-1].start, end=kept[-1].end)
        elif token.token_type in _CLOSING:
            if len(calls) > 1:
                calls.pop()
        elif calls[-1]:
            length = _clause_length(tokens, at, calls[-1])
            if length:
                at += length
                continue
            passing = _word(token) == "PASSING" and kept[-1].token_type == TokenType.STRING
            if passing and calls[-1] != "JSON_VALUE":
                token = Token(TokenType.COMMA, ",", start=token.start, end=token.end)
        kept.append(token)
        at += 1
    return kept


def _call(before: list[Token]) -> str:
    word = _word(before[-1]) if before else ""
    return word if word in _CALLS else ""


def _clause_length(tokens: list[Token], at: int, call: str) -> int:
    """How many tokens from here are a clause; 0 when none begins here."""
    if _word(tokens[at]) == "AS" and call != "JSON_VALUE" and len(tokens) > at + 1:
        return 2 if tokens[at + 1].token_type in (TokenType.VAR, TokenType.IDENTIFIER) else 0
    words = [_word(token) for token in tokens[at : at + _LONGEST]]
    clause = _CLAUSE_OF_VALUE if call == "JSON_VALUE" else _CLAUSE
    found = clause.match(" ".join(words) + " ")
    if found is None:
        return 0
    length = end = 0
    while end < found.end():
        end += len(words[length]) + 1
        length += 1
    return length


def _word(token: Token) -> str:
    return "'" if token.token_type in _QUOTED else token.text.upper()
