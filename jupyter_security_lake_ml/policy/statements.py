"""Which statement may run: one query, or a closed set of forms that describe. Parsed, never matched."""

import hashlib
import logging
import re
from dataclasses import dataclass

from sqlglot import exp
from sqlglot.dialects.trino import Trino
from sqlglot.errors import ParseError
from sqlglot.tokens import Token, TokenType

from ..errors import Refusal
from .effort import is_easy
from .lexical import tokenize
from .reading import tables_read
from .utility import explained, shown

_TRINO = Trino()
_NAME = re.compile(r"[\w-]+")
_QUERY_STARTS = {TokenType.SELECT, TokenType.WITH, TokenType.VALUES, TokenType.L_PAREN}
_FIRST_WORD = re.compile(r"(?>[ \t\r\n]++|--[^\r\n]*+|/\*(?>.*?\*/))*+(?P<word>[A-Za-z]++)", re.DOTALL)


class _WithoutStatements(logging.Filter):
    """Drops the one warning of sqlglot that repeats a statement's text: it may hold values from the lake."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "unsupported syntax" not in str(record.msg)


logging.getLogger("sqlglot").addFilter(_WithoutStatements())


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

    Accepted: SELECT, WITH … SELECT, VALUES and set operations of them; EXPLAIN of those (not ANALYZE, which
    runs and costs); the SHOW and DESCRIBE forms of ``utility``. Whatever isn't understood is refused.
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
    tokens = tokenize(sql)
    while tokens and tokens[-1].token_type == TokenType.SEMICOLON:
        tokens.pop()
    if not tokens:
        raise Refusal("empty", "The statement is empty")
    if TokenType.SEMICOLON in {token.token_type for token in tokens}:
        raise Refusal("several-statements", "Only one statement at a time")
    if tokens[0].token_type not in _QUERY_STARTS:
        raise Refusal(
            "not-a-query", f"Only queries are allowed (SELECT, WITH, VALUES), not {tokens[0].text[:40]}"
        )
    if not is_easy(tokens) and not patient:
        raise Laborious
    tree = _parse(tokens, sql)
    return tables_read(tree, scope)


def _parse(tokens: list[Token], sql: str) -> exp.Expression:
    try:
        trees = [tree for tree in _TRINO.parser().parse(tokens, sql) if tree is not None]
    except ParseError as error:
        details = error.errors[0] if error.errors else {}
        place = (
            f" (line {details.get('line')}, near {str(details.get('highlight'))[:40]!r})" if details else ""
        )
        reason = str(details.get("description") or "syntax error").rstrip(".")
        raise Refusal("unparsable", f"The statement can't be read: {reason}{place}") from error
    except RecursionError as error:
        raise Refusal("too-deep", "The statement is nested too deeply") from error
    except Exception as error:
        raise Refusal("unparsable", f"The statement can't be read ({type(error).__name__})") from error
    if len(trees) != 1:
        raise Refusal("several-statements", "Only one statement at a time")
    tree = trees[0]
    if not isinstance(tree, (exp.Select, exp.SetOperation, exp.Subquery, exp.Values)):
        raise Refusal("not-a-query", "Only queries are allowed (SELECT, WITH, VALUES)")
    return tree
