"""From a statement's text to what DuckDB runs."""

from dataclasses import dataclass

from sqlglot import exp

from .errors import StatementError, invalid_request
from .results import exported
from .translate import arithmetic, calls, casts, comparison, conditional, functions, literals, paths, zones
from .translate.query import query_of
from .translate.scan import Scan
from .translate.text import parse, placeholders
from .translate.translator import Session, Translator
from .types import Type

# Importing these registers the translations.
TRANSLATIONS = (arithmetic, calls, casts, comparison, conditional, functions, literals, paths, zones)

_VERBS = {
    exp.Insert: "INSERT",
    exp.Delete: "DELETE",
    exp.Update: "UPDATE",
    exp.Merge: "MERGE",
    exp.Create: "CREATE",
    exp.Drop: "DROP",
}


@dataclass(frozen=True)
class Prepared:
    """``sql`` is DuckDB's; ``columns`` are names and engine types of the result; ``scans`` the reads of tables."""

    sql: str
    columns: list[tuple[str, Type]]
    scans: list[Scan]


def prepare(sql: str, parameters: list[str], session: Session) -> Prepared:
    """Translate one query; raises ``StatementError`` as the engine would fail it."""
    trees = parse(sql)
    if not trees:
        raise StatementError("SYNTAX_ERROR", "mismatched input '<EOF>'. Expecting: <query>", 1, 1)
    tree = trees[0]
    if not isinstance(tree, exp.Query | exp.Values):
        verb = (
            _VERBS.get(type(tree)) or str(getattr(tree, "this", "") or type(tree).__name__).split()[0].upper()
        )
        raise StatementError("NOT_SUPPORTED", f"the local engine only reads: {verb} is not supported", 1, 1)
    tree = _with_parameters(tree, parameters)
    t = Translator(session)
    try:
        made = query_of(t, tree, None, {})
        columns = [(name or f"_col{i}", of) for i, (name, of) in enumerate(made.columns)]
        shown = ", ".join(f"{exported(t, f'c{i}', of)} AS c{i}" for i, (_, of) in enumerate(columns))
        text = t.finished(f"SELECT {shown} FROM ({made.sql}) AS result")  # noqa: S608
    except RecursionError:
        raise StatementError("SYNTAX_ERROR", "statement is too large (stack overflow)", 1, 1) from None
    return Prepared(text, columns, t.scans)


def _with_parameters(tree: exp.Expression, parameters: list[str]) -> exp.Expression:
    """The statement with each ``?`` replaced by a parameter, which is the text of a literal."""
    places = placeholders(tree)
    if len(places) != len(parameters):
        message = f"Incorrect number of parameters: expected {len(places)} but found {len(parameters)}"
        raise StatementError("INVALID_PARAMETER_USAGE", message, 1, 1)
    for place, given in zip(places, parameters, strict=True):
        place.replace(parameter(given))
    return tree


_LITERAL_NODES = (
    exp.Literal,
    exp.Boolean,
    exp.Null,
    exp.Neg,
    exp.Cast,
    exp.DataType,
    exp.DataTypeParam,
    exp.Interval,
    exp.Var,
    exp.Paren,
)


def parameter(given: str) -> exp.Expression:
    """A parameter's text as the literal that it is; SYNTAX_ERROR for anything else."""
    trees = parse(f"SELECT {given}")
    select = trees[0] if len(trees) == 1 else None
    plain = isinstance(select, exp.Select) and len(select.expressions) == 1
    if plain and all(not held or clause == "expressions" for clause, held in select.args.items()):
        value = select.expressions[0]
        if all(isinstance(node, _LITERAL_NODES) for node in value.walk()):
            return value
    raise StatementError("INVALID_PARAMETER_USAGE", f"Invalid parameter: {given}", 1, 1)


def require_single(sql: str) -> None:
    """Refuse a text of several statements, before anything of it runs."""
    from sqlglot.dialects import Trino
    from sqlglot.errors import TokenError
    from sqlglot.tokens import TokenType

    try:
        tokens = Trino().tokenize(sql)
    except TokenError:
        return  # the statement fails with the place of the error
    kinds = [token.token_type for token in tokens]
    if TokenType.SEMICOLON in kinds:
        first = kinds.index(TokenType.SEMICOLON)
        if any(kind != TokenType.SEMICOLON for kind in kinds[first:]):
            raise invalid_request(f"Only one sql statement is allowed. Got: {sql}", "MALFORMED_QUERY")
