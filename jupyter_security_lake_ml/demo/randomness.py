"""Random numbers inside DuckDB that are the same for every version, platform and thread count.

A draw is a pure function of an integer key, so it doesn't depend on the order in which rows are made. DuckDB's
own `hash` may change between its versions and is not used.
"""

from __future__ import annotations

import duckdb

_MASK = 4294967295

# Integer finaliser "lowbias32" with the constants of Chris Wellons' hash prospector.
_MACROS = f"""
CREATE OR REPLACE MACRO fold(x, bits) AS xor(x, x >> bits);
CREATE OR REPLACE MACRO mix(x) AS
  fold((fold((fold(x, 16) * 2146121005) & {_MASK}, 15) * 2221713035) & {_MASK}, 16);
CREATE OR REPLACE MACRO uniform(k, salt) AS
  (mix((k + salt::UBIGINT * 2654435769) & {_MASK})::DOUBLE + 0.5) / 4294967296.0;
CREATE OR REPLACE MACRO pick(k, salt, n) AS floor(uniform(k, salt) * n)::BIGINT;
CREATE OR REPLACE MACRO normal(k, salt) AS
  sqrt(-2 * ln(uniform(k, salt))) * cos(2 * pi() * uniform(k, salt + 1000));
CREATE OR REPLACE MACRO digest(k, t, salt) AS md5(concat(k::VARCHAR, ':', t::VARCHAR, ':', salt::VARCHAR));
CREATE OR REPLACE MACRO identifier(k, t, salt) AS digest(k, t, salt)::UUID::VARCHAR;
"""

_LARGEST_EXACT = 10


def _poisson_sql() -> str:
    """Poisson by inversion below a mean of 5, else by Wilson and Hilferty's cube of a normal."""
    term, below = "1.0", []
    total = "1.0"
    for n in range(_LARGEST_EXACT):
        below.append(f"WHEN p < exp(-mean) * ({total}) THEN {n}")
        term = f"{term} * mean / {n + 1}"
        total = f"{total} + {term}"
    inversion = f"CASE {' '.join(below)} ELSE {_LARGEST_EXACT} END"
    cube = "pow(1 - 1 / (9 * mean) + z / (3 * sqrt(mean)), 3)"
    return f"CASE WHEN mean < 5 THEN {inversion} ELSE greatest(0, round(mean * {cube})) END::BIGINT"


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates the macros on a connection.

    `mix(k)`: 32-bit hash of a 32-bit UBIGINT. `uniform(k, salt)`: number in (0, 1). `pick(k, salt, n)`: integer
    in [0, n). `normal(k, salt)`: standard normal. `poisson(mean, p, z)`: count with that mean from a uniform p and
    a normal z. `digest` and `identifier`: 32 hexadecimal digits, and the same as a UUID's text.
    """
    connection.execute(_MACROS)
    connection.execute(f"CREATE OR REPLACE MACRO poisson(mean, p, z) AS {_poisson_sql()}")
