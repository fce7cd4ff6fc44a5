"""One query from its tokens to sqlglot's syntax tree, and what to write instead of what can't be read."""

import logging
import re
from typing import Any

from sqlglot import exp
from sqlglot.dialects.trino import Trino
from sqlglot.errors import ParseError
from sqlglot.tokens import Token, TokenType

from ..errors import Refusal
from .clauses import without_clauses

_TRINO = Trino()
_BRACKETS = (Token(TokenType.L_PAREN, "("), Token(TokenType.R_PAREN, ")"))
_RESERVED = re.compile(
    "CASE|CREATE|CROSS|CUBE|DELETE|DESCRIBE|DROP|ELSE|END|ESCAPE|EXCEPT|EXECUTE|FULL|GROUP|GROUPING|HAVING|IN|INNER|INSERT"
    "|INTO|JOIN|LEFT|LIKE|NATURAL|ORDER|OUTER|RIGHT|ROLLUP|SKIP|TABLE|THEN|UNION|UNNEST|USING|VALUES|WHEN|WHERE"
)
"""Of Trino's reserved words those that somebody may want for the name of a column."""

_KEYWORDS = re.compile("FETCH|GRANT|LATERAL|MATCH_RECOGNIZE|RETURNING|REVOKE|ROLLBACK|TABLESAMPLE")
"""Names to Trino, yet not to sqlglot."""

_REPEATING = ("unsupported syntax", "Invalid JSON path")


class _WithoutStatements(logging.Filter):
    """Drops the warnings of sqlglot that repeat a part of the statement: it may hold values from the lake."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not any(warning in str(record.msg) for warning in _REPEATING)


logging.getLogger("sqlglot").addFilter(_WithoutStatements())


def parsed(tokens: list[Token], sql: str) -> exp.Expression:
    """The tree of the one query that these tokens are; raises ``Refusal``."""
    tokens = without_clauses(tokens, sql)
    if tokens[0].token_type == TokenType.TABLE:
        # sqlglot knows TABLE t as a query where one stands in brackets.
        tokens = [_BRACKETS[0], *tokens, _BRACKETS[1]]
    try:
        trees = [tree for tree in _TRINO.parser().parse(tokens, sql) if tree is not None]
    except ParseError as error:
        raise Refusal("unparsable", f"The statement can't be read: {_reason(error)}") from error
    except RecursionError as error:
        raise Refusal("too-deep", "The statement is nested too deeply") from error
    except Exception as error:
        raise Refusal("unparsable", f"The statement can't be read ({type(error).__name__})") from error
    if len(trees) != 1:
        raise Refusal("several-statements", "Only one statement at a time")
    tree = trees[0]
    if not isinstance(tree, (exp.Select, exp.SetOperation, exp.Subquery, exp.Values)):
        raise Refusal("not-a-query", "Only queries are allowed (SELECT, WITH, VALUES, TABLE)")
    return tree


def _reason(error: ParseError) -> str:
    details = error.errors[0] if error.errors else {}
    # Without sqlglot's own picture of a token.
    said = str(details.get("description") or "syntax error").partition(" but got <Token")[0]
    if said.startswith("Required keyword"):
        # What follows names classes of sqlglot's.
        said = "something is missing"
    place = f" (line {details.get('line')}, near {str(details.get('highlight'))[:40]!r})" if details else ""
    return f"{_known(details) or said.rstrip('.')}{place}"


def _known(details: dict[str, Any]) -> str:
    """What to write instead, where that is known; empty otherwise."""
    word, after = str(details.get("highlight")).upper(), str(details.get("end_context")).split()
    if word == "FOR" and after[:1] and after[0].upper() == "SYSTEM_VERSION":
        return "FOR SYSTEM_VERSION AS OF is of Athena engine version 2, write FOR VERSION AS OF"
    if _RESERVED.fullmatch(word) and not after:
        return f"something is missing after {word}; as a name it has to be in double quotes"
    if _RESERVED.fullmatch(word):
        return f"{word} is a reserved word, as a name it has to be in double quotes"
    if _KEYWORDS.fullmatch(word):
        return f"{word} is read as a keyword, as a name it has to be in double quotes"
    if word == "SUBSET":
        return "row patterns are read without SUBSET"
    if re.fullmatch(r"_[0-9_]+", word):
        return "numbers are read without underscores"
    if str(details.get("start_context")).split()[-1:] == ["PASSING"]:
        return "JSON_VALUE is read without PASSING"
    return "row patterns are read in MATCH_RECOGNIZE, not in a window" if word == "MEASURES" else ""
