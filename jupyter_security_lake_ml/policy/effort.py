"""How much work a statement may make for the parser, read off its tokens before it is parsed.

sqlglot tries a bracket after a type's name (``ARRAY[``, ``ROW(``, ``DATE(``) as a type first and as a value
then, so each level of such brackets doubles the work: thirty would hold the interpreter for hours. What Trino
accepts nests a few.
"""

from sqlglot.dialects.trino import Trino
from sqlglot.tokens import Token, TokenType

from ..errors import Refusal

MAX_TWOFOLD = 8
"""Nesting of brackets that are read twice beyond which a statement is refused."""

EASY_DEPTH = 8
EASY_TWOFOLD = 2
"""Nesting up to which parsing is quick for sure, so that it may be done beside the event loop."""

_OPENING = (TokenType.L_PAREN, TokenType.L_BRACKET)
_CLOSING = (TokenType.R_PAREN, TokenType.R_BRACKET)
_TYPES = Trino().parser_class.TYPE_TOKENS


def is_easy(tokens: list[Token]) -> bool:
    """Whether parsing is quick for sure; raises ``Refusal`` when it could take for ever."""
    depth = twofold = deepest = deepest_twofold = 0
    open_brackets: list[bool] = []
    before: TokenType | None = None
    for token in tokens:
        kind = token.token_type
        if kind in _OPENING:
            doubtful = kind == TokenType.L_BRACKET or before in _TYPES
            open_brackets.append(doubtful)
            depth, twofold = depth + 1, twofold + doubtful
            deepest, deepest_twofold = max(deepest, depth), max(deepest_twofold, twofold)
        elif kind in _CLOSING and open_brackets:
            depth, twofold = depth - 1, twofold - open_brackets.pop()
        before = kind
    if deepest_twofold > MAX_TWOFOLD:
        raise Refusal("too-deep", f"Values of arrays, rows or casts nest deeper than {MAX_TWOFOLD} levels")
    return deepest <= EASY_DEPTH and deepest_twofold <= EASY_TWOFOLD
