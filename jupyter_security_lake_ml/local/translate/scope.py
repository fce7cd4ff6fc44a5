"""Names: which columns a clause sees, and what a dotted path means there."""

from dataclasses import dataclass, field

from ..errors import StatementError
from ..types import Type, literal
from .values import Value


@dataclass(frozen=True)
class Field:
    """A column of a relation. ``qualifier`` is what may precede its name: alias, or (catalog, database, table)."""

    name: str | None
    type: Type
    sql: str
    qualifier: tuple[str, ...] = ()
    scan: object = None
    path: tuple[str, ...] = ()

    def named(self, parts: tuple[str, ...]) -> bool:
        """Whether ``parts`` (case-folded) is this column's name with any tail of its qualifier before it."""
        if self.name is None or self.name.lower() != parts[-1]:
            return False
        before = parts[:-1]
        return not before or (len(before) <= len(self.qualifier) and self.qualifier[-len(before) :] == before)

    def value(self) -> Value:
        """The column as an expression."""
        return Value(self.sql, self.type, scan=self.scan, path=self.path)


@dataclass
class Scope:
    """The columns of a query's FROM, the enclosing query's scope, and the variables of lambdas."""

    fields: list[Field]
    parent: "Scope | None" = None
    variables: dict[str, Value] = field(default_factory=dict)
    aggregates_allowed: bool = False
    aggregated: bool = False
    inside_aggregate: bool = False

    def with_variables(self, variables: dict[str, Value]) -> "Scope":
        """The scope inside a lambda."""
        inner = Scope(self.fields, self.parent, {**self.variables, **variables})
        return inner

    def resolve(self, parts: tuple[str, ...], at: tuple[int, int] | None) -> Value:
        """The column or field that a dotted path names; raises COLUMN_NOT_FOUND or AMBIGUOUS_NAME."""
        folded = tuple(part.lower() for part in parts)
        if folded[0] in self.variables:
            return descend(self.variables[folded[0]], folded[1:], parts, at)
        scope: Scope | None = self
        while scope is not None:
            for length in range(min(len(folded), 4), 0, -1):
                matching = [f for f in scope.fields if f.named(folded[:length])]
                if len(matching) > 1:
                    raise StatementError(
                        "AMBIGUOUS_NAME", f"Column '{'.'.join(parts[:length])}' is ambiguous", *(at or ())
                    )
                if matching:
                    return descend(matching[0].value(), folded[length:], parts, at)
            scope = scope.parent
        raise not_found(parts, at)


def not_found(parts: tuple[str, ...], at: tuple[int, int] | None) -> StatementError:
    """The failure for a name that means nothing here, in Athena's words."""
    name = ".".join(parts)
    return StatementError(
        "COLUMN_NOT_FOUND",
        f"Column '{name}' cannot be resolved or requester is not authorized to access requested resources",
        *(at or ()),
    )


def descend(value: Value, path: tuple[str, ...], whole: tuple[str, ...], at: tuple[int, int] | None) -> Value:
    """The field at ``path`` inside a row."""
    for name in path:
        if value.type.kind != "row":
            raise StatementError(
                "TYPE_MISMATCH", f"Expression {'.'.join(whole[:-1])} is not of type ROW", *(at or ())
            )
        of = value.type.field(name)
        if of is None:
            raise not_found(whole, at)
        sql = f"struct_extract({value.sql}, {literal(name)})"
        value = Value(sql, of, scan=value.scan, path=(*value.path, name) if value.scan else ())
    return value
