"""How values read in a result, and how types are spelled."""

import math
import re
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_security_lake_ml.local.results import Rows, java_double, text
from jupyter_security_lake_ml.local.type_text import from_text
from jupyter_security_lake_ml.local.types import (
    BIGINT,
    BOOLEAN,
    DATE,
    DOUBLE,
    INTEGER,
    VARBINARY,
    VARCHAR,
    Type,
    array,
    decimal,
    from_duckdb,
    map_of,
    row,
    timestamp,
    timestamptz,
    to_duckdb,
    to_hive,
)

NOON = datetime(2017, 1, 1, 12, 0, 0, 123456)


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (True, BOOLEAN, "true"),
        (None, VARCHAR, None),
        ("", VARCHAR, ""),
        (NOON, timestamp(3), "2017-01-01 12:00:00.123"),
        (NOON, timestamp(6), "2017-01-01 12:00:00.123456"),
        (NOON, timestamp(0), "2017-01-01 12:00:00"),
        (NOON, timestamptz(3, "Europe/Paris"), "2017-01-01 12:00:00.123 Europe/Paris"),
        (datetime(999, 1, 2), timestamp(3), "0999-01-02 00:00:00.000"),
        (NOON.date(), DATE, "2017-01-01"),
        (NOON.time(), Type("time", 3), "12:00:00.123"),
        (b"123", VARBINARY, "31 32 33"),
        (Decimal("1.50"), decimal(5, 2), "1.50"),
        (Decimal("1E+2"), decimal(5, 0), "100"),
        ([1, None], array(INTEGER), "[1, null]"),
        ([], array(INTEGER), "[]"),
        ([{"key": 1, "value": 2}, {"key": 3, "value": None}], map_of(INTEGER, INTEGER), "{1=2, 3=null}"),
        ({"a": 1, "b": "x, y=z"}, row([("a", INTEGER), ("b", VARCHAR)]), "{a=1, b=x, y=z}"),
        ({"field0": 1.0}, row([(None, DOUBLE)]), "{field0=1.0}"),
        (93_784_005_000, Type("interval_day"), "1 02:03:04.005"),
        (-1, Type("interval_year"), "-0-1"),
    ],
)
def test_value(value, kind, shown):
    assert text(value, kind) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (100.0, "100.0"),
        (0.001, "0.001"),
        (0.00099, "9.9E-4"),
        (9999999.0, "9999999.0"),
        (1e7, "1.0E7"),
        (-1.5e-300, "-1.5E-300"),
        (123456789.25, "1.2345678925E8"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
        (math.nan, "NaN"),
    ],
)
def test_double_as_java_prints_it(number, shown):
    assert text(number, DOUBLE) == shown


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_double_text_is_the_same_number_in_one_of_javas_two_shapes(number):
    shown = java_double(repr(number))
    assert float(shown) == number
    assert re.fullmatch(r"-?\d+\.\d+|-?\d\.\d+E-?\d+", shown)


names = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True)
scalars = st.sampled_from(
    [BOOLEAN, INTEGER, BIGINT, DOUBLE, VARCHAR, VARBINARY, DATE, timestamp(6), decimal(3, 1)]
)


def _nested(inner):
    rows = st.lists(st.tuples(names, inner), min_size=1, max_size=4, unique_by=lambda f: f[0]).map(row)
    return st.one_of(inner.map(array), st.tuples(st.just(VARCHAR), inner).map(lambda kv: map_of(*kv)), rows)


types = st.recursive(scalars, _nested, max_leaves=8)


@given(types)
def test_type_survives_duckdbs_spelling(kind):
    assert from_duckdb(to_duckdb(kind)) == kind


@given(types)
def test_type_survives_the_catalogues_spelling(kind):
    assert from_text(to_hive(kind)) == kind


@pytest.mark.parametrize(
    "spelled", ["", "struct<a:int", "nonsense", "array<>", "struct<:int>", "map<string>"]
)
def test_what_is_no_type_is_refused(spelled):
    with pytest.raises(ValueError, match="not a type"):
        from_text(spelled)


@given(
    st.lists(st.lists(st.one_of(st.none(), st.text(max_size=5)), min_size=2, max_size=2), max_size=30),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_any_slice_of_a_result_is_that_slice(rows, start, size):
    held = Rows("/tmp")
    held.extend(rows)
    assert held.slice(start, start + size) == rows[start : start + size]
    held.close()


def test_a_slice_across_packed_blocks():
    held = Rows("/tmp")
    held.extend([str(i)] for i in range(5_003))
    assert [r[0] for r in held.slice(1_990, 2_010)] == [str(i) for i in range(1_990, 2_010)]
    assert held.slice(5_000, 9_000) == [["5000"], ["5001"], ["5002"]]
    held.close()
