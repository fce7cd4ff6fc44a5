"""From the text of a statement to sqlglot's tree, with function names kept as they were written.

sqlglot's parser turns known functions into canonical nodes and loses which one it was. Marking the name before parsing
keeps every call an anonymous one, so that the allow-list sees the name that the person wrote.
"""

import logging

from sqlglot import exp
from sqlglot.dialects import Trino
from sqlglot.errors import ParseError, TokenError
from sqlglot.tokens import Token, TokenType

from ..errors import StatementError

_MARK = "fn__"
# Words that open a parenthesis as part of the grammar, not as a function's name.
_GRAMMAR = frozenset(
    [
        "all",
        "and",
        "any",
        "array",
        "as",
        "asc",
        "bernoulli",
        "between",
        "bigint",
        "boolean",
        "by",
        "case",
        "cast",
        "char",
        "cross",
        "cube",
        "current_date",
        "current_time",
        "current_timestamp",
        "date",
        "decimal",
        "desc",
        "distinct",
        "double",
        "else",
        "end",
        "escape",
        "except",
        "exists",
        "extract",
        "fetch",
        "first",
        "following",
        "from",
        "full",
        "group",
        "having",
        "in",
        "inner",
        "integer",
        "intersect",
        "interval",
        "is",
        "join",
        "last",
        "lateral",
        "left",
        "like",
        "limit",
        "listagg",
        "localtime",
        "localtimestamp",
        "map",
        "materialized",
        "natural",
        "not",
        "null",
        "nulls",
        "offset",
        "on",
        "or",
        "order",
        "outer",
        "over",
        "partition",
        "position",
        "preceding",
        "precision",
        "range",
        "real",
        "recursive",
        "right",
        "rollup",
        "row",
        "rows",
        "select",
        "sets",
        "smallint",
        "some",
        "struct",
        "substring",
        "system",
        "tablesample",
        "then",
        "time",
        "timestamp",
        "tinyint",
        "trim",
        "try_cast",
        "union",
        "unnest",
        "using",
        "values",
        "varbinary",
        "varchar",
        "when",
        "where",
        "window",
        "with",
        "within",
        "zone",
    ]
)
_ALSO_FUNCTIONS = frozenset({"date", "left", "right"})


def parse(sql: str) -> list[exp.Expression]:
    """The statements of ``sql``; raises ``StatementError`` (``SYNTAX_ERROR``) with the place of the first error."""
    dialect = Trino()
    dialect.INDEX_OFFSET = 0  # subscripts stay as written
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    try:
        tokens = dialect.tokenize(sql)
        parsed = dialect.parser().parse(_marked(tokens), sql)
    except ParseError as error:
        raise _syntax_error(sql, error) from None
    except TokenError as error:
        raise StatementError("SYNTAX_ERROR", str(error).splitlines()[0], 1, 1) from None
    except RecursionError:
        raise StatementError("SYNTAX_ERROR", "statement is too large (stack overflow)", 1, 1) from None
    return [tree for tree in parsed if tree is not None]


def plain(name: str) -> str:
    """An identifier without the mark that parsing put on it."""
    return name[len(_MARK) :] if name.startswith(_MARK) else name


def placeholders(tree: exp.Expression) -> list[exp.Column]:
    """The ``?`` of a statement, in the order in which they are written."""
    found = [c for c in tree.find_all(exp.Column) if len(c.parts) == 1 and _is_placeholder(c.this)]
    if sum(_is_placeholder(name) for name in tree.find_all(exp.Identifier)) != len(found):
        raise StatementError("SYNTAX_ERROR", "mismatched input '?'", 1, 1)  # as an alias, or part of a name
    return sorted(found, key=lambda column: int(column.name[1:]))


def _is_placeholder(name: exp.Expression) -> bool:
    return isinstance(name, exp.Identifier) and not name.args.get("quoted") and name.name.startswith("?")


def _marked(tokens: list[Token]) -> list[Token]:
    following = [*tokens[1:], None]
    after_next = [*tokens[2:], None, None]
    marked = [_mark(t, n, a) for t, n, a in zip(tokens, following, after_next, strict=False)]
    # Numbered, since the parser keeps neither the place nor the order of what it calls placeholders.
    found = 0
    for i, token in enumerate(marked):
        if token.token_type == TokenType.PLACEHOLDER:
            name = f"?{found}"
            marked[i] = Token(
                TokenType.VAR, name, token.line, token.col, token.start, token.end, token.comments
            )
            found += 1
    return marked


def _mark(token: Token, following: Token | None, after: Token | None) -> Token:
    if following is None or following.token_type != TokenType.L_PAREN:
        return token
    word = token.text.lower()
    named = token.token_type not in (TokenType.IDENTIFIER, TokenType.STRING, TokenType.NUMBER)
    if not named or not word.replace("_", "a").isalnum() or word[0].isdigit():
        return token
    if word == "filter" and after is not None and after.token_type == TokenType.WHERE:
        return token
    if word in _GRAMMAR and word not in _ALSO_FUNCTIONS:
        return token
    return Token(
        TokenType.VAR, _MARK + token.text, token.line, token.col, token.start, token.end, token.comments
    )


def _syntax_error(sql: str, error: ParseError) -> StatementError:
    detail = error.errors[0] if error.errors else {}
    near = detail.get("highlight") or ""
    line, end = detail.get("line") or 1, detail.get("col") or 1
    found = near.removeprefix(_MARK) if near else "<EOF>"
    message = f"mismatched input '{found}'" if found != "SENTINEL" else "mismatched input '<EOF>'"
    return StatementError("SYNTAX_ERROR", message, line, max(1, end - len(near) + 1))


def place(node: exp.Expression) -> tuple[int, int] | None:
    """Line and column (1-based) where a node begins, or None if the parser didn't keep it."""
    places = [at for at in (_start(inner) for inner in node.walk()) if at]
    return min(places, default=None)


def _start(node: exp.Expression) -> tuple[int, int] | None:
    meta = node.meta
    if "line" not in meta:
        return None
    return meta["line"], meta["col"] - (meta["end"] - meta["start"])
