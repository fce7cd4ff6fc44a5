"""One schema for a table out of what is documented and what its files hold."""

from dataclasses import replace

from .types import INTEGRAL, Type, array, map_of, row


def merged(known: Type, found: Type) -> Type:
    """The type that reads both.

    Rows take the fields of both, the known ones first; numbers widen; where the two can't be read as one type, the
    file's wins, since it is what the data is.
    """
    if known == found:
        return known
    if known.kind == found.kind:
        match known.kind:
            case "row":
                fields = {name: of for name, of in zip(known.names, known.of, strict=True)}
                for name, of in zip(found.names, found.of, strict=True):
                    fields[name] = merged(fields[name], of) if name in fields else of
                return row(list(fields.items()))
            case "array":
                return array(merged(known.of[0], found.of[0]))
            case "map":
                return map_of(merged(known.of[0], found.of[0]), merged(known.of[1], found.of[1]))
            case "decimal":
                scale = max(known.s, found.s)
                whole = max(known.p - known.s, found.p - found.s)
                return replace(known, p=min(38, whole + scale), s=scale)
            case _:
                return known
    if readable(found, known):
        return known
    return found


def readable(found: Type, wanted: Type) -> bool:
    """Whether every value of a file's type can be read as the table's type."""
    if found.kind == wanted.kind:
        match wanted.kind:
            case "row":
                return all(wanted.field(n) is None or readable(f, wanted.field(n)) for n, f in _fields(found))
            case "array" | "map":
                return all(readable(f, w) for f, w in zip(found.of, wanted.of, strict=True))
            case "decimal":
                return found.s <= wanted.s and found.p - found.s <= wanted.p - wanted.s
            case _:
                return True
    if found.kind in INTEGRAL and wanted.kind in INTEGRAL:
        return INTEGRAL.index(found.kind) <= INTEGRAL.index(wanted.kind)
    if found.kind in INTEGRAL and wanted.kind == "double":
        return True
    return (found.kind, wanted.kind) in {("real", "double"), ("date", "timestamp")}


def _fields(t: Type) -> list[tuple[str, Type]]:
    return list(zip(t.field_names, t.of, strict=True))
