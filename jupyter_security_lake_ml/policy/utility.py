"""Statements that only describe: EXPLAIN's options, and the closed list of SHOW and DESCRIBE forms."""

import re
from typing import TYPE_CHECKING

from sqlglot.tokens import Token, TokenType

from ..errors import Refusal
from .lexical import tokenize

if TYPE_CHECKING:
    from .statements import Scope

_EXPLAIN_OPTIONS = {
    "TYPE": {"LOGICAL", "DISTRIBUTED", "VALIDATE", "IO"},
    "FORMAT": {"TEXT", "JSON", "GRAPHVIZ"},
}
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NAME = re.compile(r"[\w-]+", re.ASCII)
_BACKTICKED = re.compile(r"`([\w-]+)`", re.ASCII)
_PARTS_OF_COLUMNS = ("$elem$", "$key$", "$value$")
_PATTERN = re.compile(r"[\w*|.%$ -]{1,255}")
_FORMS = (
    "SHOW DATABASES, TABLES, VIEWS, COLUMNS, PARTITIONS, CREATE TABLE, CREATE VIEW, TBLPROPERTIES, DESCRIBE"
)


def explained(rest: str) -> str:
    """The statement behind ``EXPLAIN``, its options read as tokens; raises ``Refusal`` for ANALYZE."""
    tokens = tokenize(rest)
    if not tokens:
        raise Refusal("empty", "EXPLAIN of nothing")
    if tokens[0].text.upper() == "ANALYZE":
        raise Refusal("explain-analyze", "EXPLAIN ANALYZE runs the statement and costs money; use EXPLAIN")
    if len(tokens) < 2 or tokens[0].token_type != TokenType.L_PAREN or not _is_option(tokens[1]):
        return rest
    position = 1
    while True:
        pair = [_plain(token) for token in tokens[position : position + 2]]
        if len(pair) != 2 or pair[1] not in _EXPLAIN_OPTIONS.get(pair[0], ()):
            raise Refusal("explain-option", f"EXPLAIN option {' '.join(pair)[:60]!r} is not accepted")
        closing = tokens[position + 2] if len(tokens) > position + 2 else None
        if closing is not None and closing.token_type == TokenType.R_PAREN:
            return rest[closing.end + 1 :]
        if closing is None or closing.token_type != TokenType.COMMA:
            raise Refusal("explain-option", "The options of EXPLAIN can't be read")
        position += 3


def _is_option(token: Token) -> bool:
    return _plain(token) in _EXPLAIN_OPTIONS


def _plain(token: Token) -> str:
    """A word as Trino compares it; a quoted one is none."""
    return "'" if token.token_type in (TokenType.STRING, TokenType.IDENTIFIER) else token.text.upper()


def shown(word: str, rest: str, scope: "Scope") -> tuple[tuple[str, str], ...]:
    """Tables that an accepted SHOW or DESCRIBE looks at; raises ``Refusal`` for any other form."""
    # Athena hands these to Hive, which quotes names so, and reads double quotes as a string. Any other use of the
    # sign is refused with the rest of what Trino's lexer doesn't know.
    if '"' not in rest:
        rest = _BACKTICKED.sub(r'"\1"', rest)
    tokens = tokenize(rest)
    while tokens and tokens[-1].token_type == TokenType.SEMICOLON:
        tokens.pop()
    form = _Form(tokens, scope)
    tables = form.describe() if word in ("DESCRIBE", "DESC") else form.show()
    if not form.at_end:
        raise Refusal("utility-form", f"This form of {word} is not allowed; allowed are {_FORMS}")
    return tables


class _Form:
    """Reads one SHOW or DESCRIBE from its tokens, left to right."""

    def __init__(self, tokens: list[Token], scope: "Scope"):
        self._tokens = tokens
        self._at = 0
        self._scope = scope

    @property
    def at_end(self) -> bool:
        return self._at == len(self._tokens)

    def show(self) -> tuple[tuple[str, str], ...]:
        if self._take("DATABASES") or self._take("SCHEMAS"):
            if self._scope.databases:
                raise Refusal("database", "SHOW DATABASES would show databases that are not allowed here")
            self._like()
            return ()
        if self._take("TABLES") or self._take("VIEWS"):
            self._scope.check(self._word() if self._take("IN", "FROM") else self._scope.database)
            self._like()
            return ()
        if self._take("COLUMNS"):
            if not self._take("IN", "FROM"):
                raise self._refusal()
            return self._table(trailing_database=True)
        if self._take("PARTITIONS"):
            return self._table()
        if self._take("CREATE"):
            if not self._take("TABLE", "VIEW"):
                raise self._refusal()
            return self._table()
        if self._take("TBLPROPERTIES"):
            return self._table()
        raise self._refusal()

    def describe(self) -> tuple[tuple[str, str], ...]:
        self._take("EXTENDED", "FORMATTED")
        begun = self._at
        table = self._table()
        if not self.at_end:
            # DESCRIBE DATABASE x, FUNCTION x, INPUT x and what else there may be look like a table and its column.
            if self._at - begun == 1 and self._tokens[begun].token_type != TokenType.IDENTIFIER:
                raise Refusal(
                    "utility-form",
                    "DESCRIBE of a column takes the database too (DESCRIBE database.table column)",
                )
            self._column()
        return table

    def _take(self, *words: str) -> bool:
        if not self.at_end and self._tokens[self._at].text.upper() in words and self._is_word():
            self._at += 1
            return True
        return False

    def _is_word(self) -> bool:
        token = self._tokens[self._at]
        return token.token_type not in (TokenType.STRING, TokenType.IDENTIFIER)

    def _word(self) -> str:
        if self.at_end or self._tokens[self._at].token_type == TokenType.STRING:
            raise self._refusal()
        token = self._tokens[self._at]
        form = _NAME if token.token_type == TokenType.IDENTIFIER else _WORD
        if not form.fullmatch(token.text):
            raise self._refusal()
        self._at += 1
        if not self.at_end and self._tokens[self._at].token_type == TokenType.DASH:
            raise Refusal("utility-form", f"A name with a hyphen goes in backticks: `{token.text[:80]}-…`")
        return token.text

    def _column(self) -> None:
        self._word()
        while not self.at_end and self._tokens[self._at].token_type == TokenType.DOT:
            self._at += 1
            if not self.at_end and self._tokens[self._at].token_type == TokenType.STRING:
                if self._tokens[self._at].text not in _PARTS_OF_COLUMNS:
                    raise self._refusal()
                self._at += 1
            else:
                self._word()

    def _table(self, trailing_database: bool = False) -> tuple[tuple[str, str], ...]:
        parts = [self._word()]
        while not self.at_end and self._tokens[self._at].token_type == TokenType.DOT:
            self._at += 1
            parts.append(self._word())
        if trailing_database and len(parts) == 1 and self._take("IN", "FROM"):
            parts.insert(0, self._word())
        if len(parts) > 2:
            raise self._refusal()
        database = parts[0] if len(parts) == 2 else self._scope.database
        self._scope.check(database)
        return ((database.lower(), parts[-1].lower()),)

    def _like(self) -> None:
        self._take("LIKE")
        if self.at_end:
            return
        token = self._tokens[self._at]
        if token.token_type != TokenType.STRING or not _PATTERN.fullmatch(token.text):
            raise self._refusal()
        self._at += 1

    def _refusal(self) -> Refusal:
        return Refusal("utility-form", f"This form of SHOW or DESCRIBE is not allowed; allowed are {_FORMS}")
