"""Functions of text."""

from sqlglot import exp

from ...errors import StatementError
from ...types import BIGINT, BOOLEAN, INTEGER, VARCHAR, array
from ..arithmetic import cannot_apply
from ..calls import Call
from ..coercion import common, converted
from ..registry import expression, scalar
from ..scope import Scope
from ..translator import Translator, fail_if
from ..values import NOT_CONSTANT, Value
from .arrays import concatenated, joined


@expression(exp.DPipe)
def _pipe(t: Translator, node: exp.DPipe, scope: Scope) -> Value:
    left, right = t.value(node.this, scope), t.value(node.expression, scope)
    a, b = left.type, right.type
    if (a.textual or a.kind == "unknown") and (b.textual or b.kind == "unknown"):
        both = isinstance(left.constant, str) and isinstance(right.constant, str)
        constant = left.constant + right.constant if both else NOT_CONSTANT
        return Value(f"({left.sql} || {right.sql})", VARCHAR, constant)
    if a.kind == b.kind == "varbinary":
        return Value(f"({left.sql} || {right.sql})", a)
    if a.kind == "array" or b.kind == "array":
        from ...types import array as array_of

        wide_a, wide_b = (k if k.kind == "array" else array_of(k) for k in (a, b))
        shared = common(wide_a, wide_b)
        if shared is not None:
            texts = [
                converted(v.sql if v.type.kind == "array" else f"[{v.sql}]", k, shared)
                for v, k in ((left, wide_a), (right, wide_b))
            ]
            return Value(joined(texts), shared)
    placed = cannot_apply("||", a, b, node)
    message = f"Unexpected parameters ({a}, {b}) for function concat"
    raise StatementError("FUNCTION_NOT_FOUND", message, placed.line, placed.column)


@scalar("concat")
def _concat(call: Call) -> Value:
    first = call.value(0)
    if first.type.kind == "array":
        return concatenated(call)
    if first.type.kind == "varbinary":
        return Value("(" + " || ".join(call.sql(i, first.type) for i in range(len(call))) + ")", first.type)
    return Value("(" + " || ".join(call.text(i) for i in range(len(call))) + ")", VARCHAR)


@scalar("concat_ws")
def _concat_ws(call: Call) -> Value:
    by = call.text(0)
    if len(call) == 2 and call.value(1).type.kind == "array":
        listed = call.value(1).sql
        kept = f"list_filter({listed}, lambda e: e IS NOT NULL)"
        return Value(
            f"CASE WHEN {by} IS NOT NULL THEN coalesce(array_to_string({kept}, {by}), '') END", VARCHAR
        )
    return Value(f"concat_ws({by}, {', '.join(call.text(i) for i in range(1, len(call)))})", VARCHAR)


@scalar("length")
def _length(call: Call) -> Value:
    call.count(1)
    value = call.value(0)
    if value.type.kind == "varbinary":
        return Value(f"CAST(octet_length({value.sql}) AS BIGINT)", BIGINT)
    return Value(f"CAST(length({call.text(0)}) AS BIGINT)", BIGINT)


@scalar("lower", "upper", "reverse")
def _same(call: Call) -> Value:
    call.count(1)
    value = call.value(0)
    if call.name == "reverse" and value.type.kind == "array":
        return Value(f"list_reverse({value.sql})", value.type)
    return Value(f"{call.name}({call.text(0)})", VARCHAR)


_SPACE = (
    r"[\t\n\v\f\r \x{1c}-\x{1f}\x{1680}\x{2000}-\x{2006}\x{2008}-\x{200a}\x{2028}\x{2029}\x{205f}\x{3000}]"
)


def trimmed(text: str, side: str) -> str:
    """Text without the engine's whitespace at LEADING, TRAILING or BOTH ends."""
    if side in ("BOTH", "LEADING"):
        text = f"regexp_replace({text}, '^{_SPACE}+', '')"
    if side in ("BOTH", "TRAILING"):
        text = f"regexp_replace({text}, '{_SPACE}+$', '')"
    return text


_TRIM = {"LEADING": "ltrim", "TRAILING": "rtrim", "BOTH": "trim"}


@scalar("ltrim", "rtrim")
def _trim_side(call: Call) -> Value:
    call.count(1, 2)
    side = "LEADING" if call.name == "ltrim" else "TRAILING"
    if len(call) == 2:
        return Value(f"{call.name}({call.text(0)}, {call.text(1)})", VARCHAR)
    return Value(trimmed(call.text(0), side), VARCHAR)


@expression(exp.Trim)
def _trim(t: Translator, node: exp.Trim, scope: Scope) -> Value:
    value = t.value(node.this, scope)
    if not value.type.textual:
        raise t.failure("FUNCTION_NOT_FOUND", f"Unexpected parameters ({value.type}) for function trim", node)
    side = str(node.args.get("position") or "BOTH").upper()
    text = converted(value.sql, value.type, VARCHAR)
    if node.expression is None:
        return Value(trimmed(text, side), VARCHAR)
    return Value(f"{_TRIM[side]}({text}, {t.value(node.expression, scope).sql})", VARCHAR)


def substring(text: str, start: str, length: str | None) -> str:
    """1-based; negative from the end; empty for 0 and beyond either end."""
    tail = f", greatest({length}, 0)" if length is not None else ""
    inside = f"{start} = 0 OR abs({start}) > length({text})"
    return f"CASE WHEN {inside} THEN CASE WHEN {text} IS NOT NULL THEN '' END ELSE substr({text}, {start}{tail}) END"


@scalar("substr")
def _substr(call: Call) -> Value:
    call.count(2, 3)
    return Value(
        substring(call.text(0), call.sql(1, BIGINT), call.sql(2, BIGINT) if len(call) == 3 else None), VARCHAR
    )


@expression(exp.Substring)
def _substring(t: Translator, node: exp.Substring, scope: Scope) -> Value:
    value, start, length = t.value(node.this, scope), node.args.get("start"), node.args.get("length")
    if not value.type.textual or start is None:
        raise t.failure(
            "FUNCTION_NOT_FOUND", f"Unexpected parameters ({value.type}) for function substring", node
        )
    first = t.coerced(t.value(start, scope), BIGINT, node, "substring start")
    size = t.coerced(t.value(length, scope), BIGINT, node, "substring length") if length is not None else None
    return Value(substring(converted(value.sql, value.type, VARCHAR), first, size), VARCHAR)


@scalar("replace")
def _replace(call: Call) -> Value:
    call.count(2, 3)
    return Value(
        f"replace({call.text(0)}, {call.text(1)}, {call.text(2) if len(call) == 3 else chr(39) * 2})", VARCHAR
    )


@scalar("split")
def _split(call: Call) -> Value:
    call.count(2, 3)
    text, by = call.text(0), call.text(1)
    split = f"string_split({text}, {by})"
    if len(call) == 3:
        limit = call.sql(2, BIGINT)
        head, rest = f"list_slice({split}, 1, {limit} - 1)", f"list_slice({split}, {limit}, len({split}))"
        split = f"CASE WHEN len({split}) <= {limit} THEN {split} ELSE list_append({head}, array_to_string({rest}, {by})) END"
    message = "'The delimiter may not be the empty string'"
    return Value(fail_if(f"{by} = ''", "INVALID_FUNCTION_ARGUMENT", message, split), array(VARCHAR))


@scalar("split_part")
def _split_part(call: Call) -> Value:
    call.count(3)
    text, by, at = call.text(0), call.text(1), call.sql(2, BIGINT)
    body = f"string_split({text}, {by})[{at}]"
    return Value(
        fail_if(f"{at} < 1", "INVALID_FUNCTION_ARGUMENT", "'Index must be greater than zero'", body), VARCHAR
    )


@scalar("strpos")
def _strpos(call: Call) -> Value:
    call.count(2)
    return Value(f"CAST(strpos({call.text(0)}, {call.text(1)}) AS BIGINT)", BIGINT)


@expression(exp.StrPosition)
def _position(t: Translator, node: exp.StrPosition, scope: Scope) -> Value:
    text, wanted = t.value(node.this, scope), t.value(node.args["substr"], scope)
    if not text.type.textual or not wanted.type.textual:
        raise t.failure(
            "FUNCTION_NOT_FOUND", f"Unexpected parameters ({text.type}) for function strpos", node
        )
    return Value(f"CAST(strpos({text.sql}, {wanted.sql}) AS BIGINT)", BIGINT)


@scalar("starts_with")
def _starts_with(call: Call) -> Value:
    call.count(2)
    return Value(f"starts_with({call.text(0)}, {call.text(1)})", BOOLEAN)


@scalar("lpad", "rpad")
def _pad(call: Call) -> Value:
    call.count(3)
    return Value(
        f"{call.name}({call.text(0)}, CAST({call.sql(1, BIGINT)} AS INTEGER), {call.text(2)})", VARCHAR
    )


@scalar("chr")
def _chr(call: Call) -> Value:
    call.count(1)
    return Value(f"chr(CAST({call.sql(0, BIGINT)} AS INTEGER))", VARCHAR)


@scalar("codepoint")
def _codepoint(call: Call) -> Value:
    call.count(1)
    return Value(f"unicode({call.text(0)})", INTEGER)


@scalar("translate")
def _translate(call: Call) -> Value:
    call.count(3)
    return Value(f"translate({call.text(0)}, {call.text(1)}, {call.text(2)})", VARCHAR)


@scalar("levenshtein_distance")
def _levenshtein(call: Call) -> Value:
    call.count(2)
    return Value(f"CAST(levenshtein({call.text(0)}, {call.text(1)}) AS BIGINT)", BIGINT)
