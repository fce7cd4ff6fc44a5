"""The draws inside DuckDB have the distributions they claim."""

import duckdb
import pytest

from jupyter_security_lake_ml.demo import randomness


@pytest.fixture(scope="module")
def sql():
    connection = duckdb.connect(":memory:")
    randomness.install(connection)
    yield lambda text: connection.execute(text).fetchone()
    connection.close()


def test_the_hash_is_lowbias32(sql):
    def lowbias32(x):
        mask = 0xFFFFFFFF
        x ^= x >> 16
        x = x * 0x7FEB352D & mask
        x ^= x >> 15
        x = x * 0x846CA68B & mask
        return x ^ x >> 16

    for number in (0, 1, 2, 12345, 2**31, 2**32 - 1):
        assert sql(f"SELECT mix({number}::UBIGINT)") == (lowbias32(number),)


def test_uniform_numbers_are_uniform_and_independent(sql):
    mean, spread, between = sql(
        "SELECT avg(uniform(k, 1)), stddev(uniform(k, 1)), corr(uniform(k, 1), uniform(k, 2)) "
        "FROM (SELECT range::UBIGINT AS k FROM range(200000))"
    )
    assert mean == pytest.approx(0.5, abs=0.005)
    assert spread == pytest.approx(12**-0.5, abs=0.005)
    assert between == pytest.approx(0, abs=0.01)


def test_normal_numbers_have_mean_0_and_deviation_1(sql):
    mean, spread = sql(
        "SELECT avg(normal(k, 5)), stddev(normal(k, 5)) FROM (SELECT range::UBIGINT AS k FROM range(200000))"
    )
    assert mean == pytest.approx(0, abs=0.01)
    assert spread == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("mean", [0.01, 0.4, 3.0, 4.9, 5.1, 40.0, 900.0])
def test_counts_are_poisson(sql, mean):
    average, variance = sql(
        f"SELECT avg(n), var_samp(n) FROM (SELECT poisson({mean}::DOUBLE, uniform(k, 1), normal(k, 2)) AS n "
        "FROM (SELECT range::UBIGINT AS k FROM range(200000)))"
    )
    assert average == pytest.approx(mean, rel=0.05)
    assert variance == pytest.approx(mean, rel=0.08)
