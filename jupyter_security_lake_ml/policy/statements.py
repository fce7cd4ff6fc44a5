"""Which statement may run: one query, or a closed set of forms that describe. Parsed, never matched."""

import hashlib
import re
from dataclasses import dataclass

from sqlglot.tokens import TokenType

from ..errors import Refusal
from .effort import is_easy
from .lexical import tokenize
from .parsing import parsed
from .reading import tables_read
from .utility import explained, shown

_NAME = re.compile(r"[\w-]+")
_QUERY_STARTS = {"SELECT", "WITH", "VALUES", "TABLE", "("}
_QUOTED = (TokenType.IDENTIFIER, TokenType.STRING)
_FIRST_WORD = re.compile(r"(?>[ \t\r\n]++|--[^\r\n]*+|/\*(?>.*?\*/))*+(?P<word>[A-Za-z]++)", re.DOTALL)


@dataclass(frozen=True)
class Verdict:
    """What an accepted statement is: its kind, the tables it reads, and the text's SHA-256."""

    kind: str
    tables: tuple[tuple[str, str], ...]
    sha256: str


@dataclass(frozen=True)
class Scope:
    """What a statement may read. Names in lower case; ``databases`` empty means all."""

    catalog: str
    databases: frozenset[str]
    database: str

    def check(self, database: str) -> None:
        """Raise ``Refusal`` for a database that isn't allowed."""
        if not _NAME.fullmatch(database):
            raise Refusal("database", f"{database[:80]!r} can't be the name of a database")
        if self.databases and database.lower() not in self.databases:
            allowed = ", ".join(sorted(self.databases))
            raise Refusal("database", f"Database {database} is not allowed here; allowed are: {allowed}")


def statement_hash(sql: str) -> str:
    """SHA-256 of a statement's text, by which the audit knows it."""
    return hashlib.sha256(sql.encode("utf-8", "surrogatepass")).hexdigest()


class Laborious(Exception):
    """Parsing may take long, so it has to be done where nobody waits for it."""


def judge_statement(sql: str, scope: Scope, patient: bool = True) -> Verdict:
    """Accept one statement or raise ``Refusal`` with the reason; ``Laborious`` when that could take long.

    ``patient`` callers wait however long it takes.

    Accepted: SELECT, WITH … SELECT, VALUES, TABLE and set operations of them; EXPLAIN of those (not ANALYZE,
    which runs and costs); the SHOW and DESCRIBE forms of ``utility``. Whatever isn't understood is refused.
    """
    scope.check(scope.database)
    first = _FIRST_WORD.match(sql)
    word = first.group("word").upper() if first else ""
    digest = statement_hash(sql)
    if first and word in ("SHOW", "DESCRIBE", "DESC"):
        tables = shown(word, sql[first.end() :], scope)
        return Verdict(word, tables, digest)
    if first and word == "EXPLAIN":
        inner = explained(sql[first.end() :])
        return Verdict("EXPLAIN", _query_tables(inner, scope, patient), digest)
    return Verdict("SELECT", _query_tables(sql, scope, patient), digest)


def _query_tables(sql: str, scope: Scope, patient: bool) -> tuple[tuple[str, str], ...]:
    first = _FIRST_WORD.match(sql)
    # What comes after another word may be one opaque token to sqlglot.
    if first and first.group("word").upper() not in _QUERY_STARTS:
        raise _no_query(first.group("word"))
    tokens = tokenize(sql)
    while tokens and tokens[-1].token_type == TokenType.SEMICOLON:
        tokens.pop()
    if not tokens:
        raise Refusal("empty", "The statement is empty")
    if TokenType.SEMICOLON in {token.token_type for token in tokens}:
        raise Refusal("several-statements", "Only one statement at a time")
    if tokens[0].text.upper() not in _QUERY_STARTS or tokens[0].token_type in _QUOTED:
        raise _no_query(tokens[0].text)
    if not is_easy(tokens) and not patient:
        raise Laborious
    return tables_read(parsed(tokens, sql), scope)


def _no_query(word: str) -> Refusal:
    return Refusal("not-a-query", f"Only queries are allowed (SELECT, WITH, VALUES, TABLE), not {word[:40]}")
