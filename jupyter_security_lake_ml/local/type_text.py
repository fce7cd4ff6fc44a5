"""Reads the Hive (``struct<a:int>``) and the engine's (``row(a integer)``) spelling of a type."""

import re

from .types import (
    BIGINT,
    BOOLEAN,
    DATE,
    DOUBLE,
    INTEGER,
    REAL,
    VARBINARY,
    VARCHAR,
    Type,
    array,
    decimal,
    map_of,
    row,
    timestamp,
)

_TOKEN = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([\w.\-]+)|([<>(),:]))')
_PLAIN = {
    "string": VARCHAR,
    "varchar": VARCHAR,
    "char": VARCHAR,
    "boolean": BOOLEAN,
    "tinyint": Type("tinyint"),
    "smallint": Type("smallint"),
    "int": INTEGER,
    "integer": INTEGER,
    "bigint": BIGINT,
    "float": REAL,
    "real": REAL,
    "double": DOUBLE,
    "binary": VARBINARY,
    "varbinary": VARBINARY,
    "date": DATE,
    "timestamp": timestamp(6),
}


def from_text(text: str) -> Type:
    """The type that ``text`` spells; ValueError if it spells none."""
    tokens = [
        (quoted.replace('""', '"') if quoted else word, sign) for quoted, word, sign in _TOKEN.findall(text)
    ]
    reader = _Reader(tokens, text)
    found = reader.type()
    if reader.at != len(tokens):
        raise ValueError(f"not a type: {text}")
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]], text: str):
        self.tokens = tokens
        self.text = text
        self.at = 0

    def sign(self, *wanted: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at][1] in wanted:
            self.at += 1
            return True
        return False

    def word(self) -> str:
        if self.at >= len(self.tokens) or not self.tokens[self.at][0]:
            raise ValueError(f"not a type: {self.text}")
        self.at += 1
        return self.tokens[self.at - 1][0].lower()

    def type(self) -> Type:
        name = self.word()
        if name in ("row", "struct"):
            return self.fields()
        if name == "array":
            self.sign("<", "(")
            found = array(self.type())
        elif name == "map":
            self.sign("<", "(")
            key = self.type()
            self.sign(",")
            found = map_of(key, self.type())
        elif name == "decimal":
            self.sign("(")
            p = int(self.word())
            found = decimal(p, int(self.word()) if self.sign(",") else 0)
        elif name in _PLAIN:
            if self.sign("("):
                self.word()
                self.sign(")")
            return _PLAIN[name]
        else:
            raise ValueError(f"not a type of the lake: {name}")
        self.sign(">", ")")
        return found

    def fields(self) -> Type:
        self.sign("<", "(")
        found = []
        while not self.sign(">", ")"):
            name = self.word()
            self.sign(":")
            found.append((name, self.type()))
            self.sign(",")
        return row(found)
