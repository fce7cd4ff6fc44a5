"""Which constructs of sqlglot's syntax tree a query may hold.

Everything that computes a value (functions, operators, literals) may; of the rest, what is listed. A
construct that isn't listed is refused, so a new one in a later sqlglot is refused until somebody has looked
at it.
"""

from sqlglot import exp

VALUES = (
    exp.Func,
    exp.Binary,
    exp.Unary,
    exp.Predicate,
    exp.Column,
    exp.Literal,
    exp.Boolean,
    exp.Null,
    exp.Star,
    exp.Identifier,
    exp.Var,
    exp.DataType,
    exp.DataTypeParam,
    exp.ColumnDef,
    exp.Interval,
    exp.IntervalSpan,
    exp.Lambda,
    exp.Kwarg,
    exp.Bracket,
    exp.Slice,
    exp.Tuple,
    exp.PropertyEQ,
    exp.AtTimeZone,
    exp.HexString,
    exp.UnicodeString,
    exp.Between,
    exp.In,
    exp.Distinct,
    exp.Filter,
    exp.WithinGroup,
    exp.IgnoreNulls,
    exp.RespectNulls,
    exp.Window,
    exp.WindowSpec,
    exp.JSONKeyValue,
    exp.FormatJson,
    exp.JSONPath,
    exp.JSONPathPart,
    exp.JSONValue,
    exp.OnCondition,
    exp.OverflowTruncateBehavior,
    exp.Placeholder,
)

CLAUSES = (
    exp.Select,
    exp.SetOperation,
    exp.Subquery,
    exp.Values,
    exp.With,
    exp.CTE,
    exp.From,
    exp.Join,
    exp.Lateral,
    exp.Unnest,
    exp.Table,
    exp.TableAlias,
    exp.TableSample,
    exp.Version,
    exp.MatchRecognize,
    exp.MatchRecognizeMeasure,
    exp.Alias,
    exp.Aliases,
    exp.Where,
    exp.Group,
    exp.GroupingSets,
    exp.Cube,
    exp.Rollup,
    exp.Having,
    exp.WindowSpec,
    exp.Order,
    exp.Ordered,
    exp.Limit,
    exp.LimitOptions,
    exp.Fetch,
    exp.Offset,
)

STRUCTURE = VALUES + CLAUSES

_REACHING_OUT = ("ReadCSV", "ReadParquet", "NextValueFor", "OpenJSON", "UserDefinedFunction", "Kill")

REFUSED = tuple(getattr(exp, name) for name in _REACHING_OUT if hasattr(exp, name))
"""Functions to sqlglot, yet they read files, draw sequence numbers or define something."""

IN_SQL = {exp.JSONSchema: "JSON_TABLE", exp.Lock: "FOR UPDATE", exp.Into: "INTO", exp.Pivot: "PIVOT"}
"""What constructs are called by whoever writes them, where that isn't their name here."""
