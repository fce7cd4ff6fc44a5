"""How much work a statement may make for the parser, read off its tokens before it is parsed.

sqlglot reads some things twice: a bracket after a type's name (``ARRAY[``, ``ROW(``, ``DATE(``) as a type first
and as a value then; what follows a join without ON or USING as a join within it first and as one beside it then.
Each level of such doubles the work: thirty would hold the interpreter for hours. What Trino accepts nests a few.
Others take time that grows with the square of their number: ``a[1][1]…``, ``a.f().f()…``, and lambdas.
"""

from sqlglot.dialects.trino import Trino
from sqlglot.tokens import Token, TokenType

from ..errors import Refusal

MAX_TWOFOLD = 8
"""Nesting of brackets, and joins in a row without a condition, beyond which a statement is refused."""

EASY_DEPTH = 8
EASY_TWOFOLD = 2
EASY_SQUARE = 64
"""Up to these parsing is quick for sure, so that it may be done beside the event loop."""

_OPENING = (TokenType.L_PAREN, TokenType.L_BRACKET)
_CLOSING = (TokenType.R_PAREN, TokenType.R_BRACKET)
_TYPES = Trino().parser_class.TYPE_TOKENS
_CONDITIONS = (TokenType.ON, TokenType.USING)


class _Level:
    """One pair of brackets that is open: whether it is read twice, and its joins that have no condition yet."""

    __slots__ = ("is_twofold", "joins")

    def __init__(self, is_twofold: bool = False):
        self.is_twofold = is_twofold
        self.joins = 0


class _Nesting:
    """Follows brackets and joins through the tokens, and holds how deep each of them went."""

    def __init__(self) -> None:
        self._levels = [_Level()]
        self._twofold = self._joins = 0
        self.deepest = self.twofold = self.joins = 0

    def open(self, is_twofold: bool) -> None:
        self._levels.append(_Level(is_twofold))
        self._twofold += is_twofold
        self.deepest = max(self.deepest, len(self._levels) - 1)
        self.twofold = max(self.twofold, self._twofold)

    def close(self) -> None:
        if len(self._levels) > 1:
            level = self._levels.pop()
            self._twofold -= level.is_twofold
            self._joins -= level.joins

    def join(self) -> None:
        self._levels[-1].joins += 1
        self._joins += 1
        self.joins = max(self.joins, self._joins)

    def condition(self) -> None:
        if self._levels[-1].joins:
            self._levels[-1].joins -= 1
            self._joins -= 1


def is_easy(tokens: list[Token]) -> bool:
    """Whether parsing is quick for sure; raises ``Refusal`` when it could take for ever."""
    nesting = _Nesting()
    square = 0
    before: TokenType | None = None
    for token in tokens:
        kind = token.token_type
        if kind in _OPENING:
            nesting.open(kind == TokenType.L_BRACKET or before in _TYPES)
        elif kind in _CLOSING:
            nesting.close()
        elif kind == TokenType.JOIN and before != TokenType.CROSS:
            nesting.join()
        elif kind in _CONDITIONS:
            nesting.condition()
        square += kind == TokenType.ARROW
        square += before in _CLOSING and (kind in _OPENING or kind == TokenType.DOT)
        before = kind
    if nesting.twofold > MAX_TWOFOLD:
        raise Refusal("too-deep", f"Values of arrays, rows or casts nest deeper than {MAX_TWOFOLD} levels")
    if nesting.joins > MAX_TWOFOLD:
        raise Refusal("too-deep", f"More than {MAX_TWOFOLD} joins in a row have no ON or USING")
    shallow = nesting.deepest <= EASY_DEPTH and max(nesting.twofold, nesting.joins) <= EASY_TWOFOLD
    return shallow and square <= EASY_SQUARE
