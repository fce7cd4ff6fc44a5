"""What an expression compiles to."""

from dataclasses import dataclass, field

from ..types import Type


class _Unknown:
    def __bool__(self) -> bool:
        return False


NOT_CONSTANT = _Unknown()


@dataclass(frozen=True)
class Predicate:
    """A comparison that every row of the result satisfies, and that can leave out whole files.

    ``op`` is one of ``= < <= > >=`` or ``in``; ``wanted`` is text for partition keys, milliseconds for ``time``,
    microseconds for ``time_dt`` (a tuple of them for ``in``).
    """

    scan: object
    column: str
    op: str
    wanted: object


@dataclass(frozen=True)
class Value:
    """DuckDB text of an expression and its type in the engine.

    ``constant`` is the value of a literal; for times it is microseconds since the epoch. ``scan`` and ``path`` say
    which field of a table it reads, ``predicates`` what a true value implies. ``network`` is set for a condition on an
    address: its text, and the first and last address of the network that it may be in.
    """

    sql: str
    type: Type
    constant: object = NOT_CONSTANT
    scan: object = None
    path: tuple[str, ...] = ()
    predicates: tuple[Predicate, ...] = field(default=())
    network: tuple[str, int, int] | None = None

    @property
    def is_constant(self) -> bool:
        """Whether the value is known while compiling."""
        return self.constant is not NOT_CONSTANT
