"""Builds the select list that gives a table exactly its documented columns and types."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..schemas import documented_tables

Node = str | dict[str, "Node"]
"""A column's type: DuckDB's name of it, or a struct's fields. Arrays and maps are one name."""


def select_list(suffix: str, values: Mapping[str, str], columns: list[dict] | None = None) -> str:
    """SQL select list of all columns of a table, in order; what `values` doesn't give is NULL.

    `values` maps dotted paths such as `actor.user.name` to SQL expressions; a path may end anywhere, so it can
    give a whole array or struct. `columns` replaces the documented ones. An unknown path raises KeyError.
    """
    left = dict(values)
    described = documented_tables()[suffix]["columns"] if columns is None else columns
    parts = [
        f'{_expression(column["name"], _parse(column["hive"]), left)} AS "{column["name"]}"'
        for column in described
    ]
    if left:
        raise KeyError(f"{suffix} has no {', '.join(sorted(left))}")
    return ",\n".join(parts)


def _expression(path: str, node: Node, left: dict[str, str]) -> str:
    if path in left:
        return f"CAST({left.pop(path)} AS {_type_name(node)})"
    if isinstance(node, str) or not any(given.startswith(path + ".") for given in left):
        return f"CAST(NULL AS {_type_name(node)})"
    fields = [f'"{name}" := {_expression(f"{path}.{name}", child, left)}' for name, child in node.items()]
    return f"struct_pack({', '.join(fields)})"


def _type_name(node: Node) -> str:
    if isinstance(node, str):
        return node
    fields = [f'"{name}" {_type_name(child)}' for name, child in node.items()]
    return f"STRUCT({', '.join(fields)})"


_SCALARS = {"string": "VARCHAR", "int": "INTEGER", "float": "FLOAT", "timestamp": "TIMESTAMP"}


def describe(name: str, hive: str) -> dict[str, str]:
    """A column as the schema files have it: `{name, hive, trino, duckdb}`."""
    return {"name": name, "hive": hive, "trino": _trino(hive), "duckdb": _type_name(_parse(hive))}


def _trino(hive: str) -> str:
    kind, _, rest = hive.partition("<")
    parts = _split(rest[:-1])
    if kind == "struct":
        fields = (part.partition(":") for part in parts)
        return f"row({', '.join(f'{field} {_trino(child)}' for field, _, child in fields)})"
    if kind in ("array", "map"):
        return f"{kind}({', '.join(_trino(part) for part in parts)})"
    return {"string": "varchar", "int": "integer", "float": "real", "timestamp": "timestamp(6)"}.get(
        hive, hive
    )


@cache
def _parse(hive: str) -> Node:
    kind, _, rest = hive.partition("<")
    inner = rest[:-1]
    if kind == "struct":
        named = (part.partition(":") for part in _split(inner))
        return {name: _parse(child) for name, _, child in named}
    if kind == "array":
        return f"{_type_name(_parse(inner))}[]"
    if kind == "map":
        return f"MAP({', '.join(_type_name(_parse(part)) for part in _split(inner))})"
    return _SCALARS.get(hive, hive.upper())


def _split(text: str) -> list[str]:
    """Cuts at the commas that are outside all brackets."""
    parts, depth, begin = [], 0, 0
    for position, character in enumerate(text):
        depth += (character in "<(") - (character in ">)")
        if character == "," and depth == 0:
            parts.append(text[begin:position])
            begin = position + 1
    return [*parts, text[begin:]]
