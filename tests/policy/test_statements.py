"""Which statements pass: reading does, writing doesn't, nor does what two lexers read differently."""

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jupyter_security_lake_ml.errors import Refusal
from jupyter_security_lake_ml.policy.statements import Laborious, Scope, judge_statement

LAKE = Scope("AwsDataCatalog", frozenset({"lake"}), "lake")
ANY = Scope("AwsDataCatalog", frozenset(), "default")

READS = [
    "SELECT 1",
    "select 1;",
    "-- why\nSELECT 1 /* because */ -- end",
    "SELECT a FROM t GROUP /* one */ BY a ORDER -- two\n BY a FETCH /* three */ FIRST ROW ONLY",
    "VALUES 1, 2",
    "VALUES (1, 'a'), (2, 'b')",
    "(SELECT 1) UNION ALL (SELECT 2)",
    "TABLE t",
    "table lake.t ORDER BY 1 OFFSET 1 LIMIT 2;",
    "TABLE t UNION TABLE u EXCEPT SELECT * FROM v",
    "WITH a AS (TABLE t) TABLE a",
    "SELECT * FROM (TABLE t) AS x WHERE a IN (TABLE u)",
    "SELECT a FROM lake.t INTERSECT SELECT a FROM lake.u EXCEPT SELECT 3",
    "SELECT * FROM t",
    'SELECT "a b", \'it\'\'s\' FROM "AwsDataCatalog"."lake"."t" AS x(y)',
    "WITH a AS (SELECT 1 AS n), b AS (SELECT n FROM a) SELECT * FROM b",
    "WITH RECURSIVE t(n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT sum(n) FROM t",
    "SELECT k, map_agg(b, n) FROM (SELECT 'k' AS k, 1 AS b, count(*) AS n FROM t GROUP BY 1, 2) GROUP BY k",
    "SELECT api.operation, count_if(status = 'Failure') FROM t WHERE time_dt >= TIMESTAMP '2024-01-01'"
    " AND time_dt < TIMESTAMP '2024-02-01 00:00:00' GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC LIMIT 9",
    "SELECT * FROM t WHERE eventday BETWEEN '20240101' AND '20240131' AND time / 3600000 = 12",
    "SELECT any_match(resources, r -> r.uid LIKE 'arn:%') FROM t",
    "SELECT contains('10.0.0.0/8', try_cast(src_endpoint.ip AS ipaddress)) FROM t",
    "SELECT t.a, u.v FROM t CROSS JOIN UNNEST(transform(observables, o -> o.value)) WITH ORDINALITY u(v, i)",
    "SELECT approx_percentile(x, .5), array_agg(DISTINCT y ORDER BY y), max_by(a, b) FILTER (WHERE c) FROM t",
    "SELECT row_number() OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t",
    "SELECT listagg(a, ',') WITHIN GROUP (ORDER BY a) FROM t GROUP BY GROUPING SETS ((a), ())",
    "SELECT CASE WHEN a IS NULL THEN 1 ELSE 2 END, IF(a, b, c), CAST(ROW(1) AS ROW(x integer)).x FROM t",
    "SELECT json_extract_scalar(j, '$.a'), json_format(CAST(x AS JSON)), m['k'], ARRAY[1, 2][1] FROM t",
    "SELECT date_trunc('day', t AT TIME ZONE 'Europe/Paris'), current_timestamp - INTERVAL '7' DAY FROM t",
    "SELECT * FROM t FOR TIMESTAMP AS OF TIMESTAMP '2024-01-01 00:00:00'",
    "SELECT * FROM t TABLESAMPLE BERNOULLI (10) OFFSET 1 LIMIT 2",
    "SELECT * FROM t WHERE a IN (SELECT b FROM u) AND EXISTS (SELECT 1 FROM v WHERE v.x = t.x)",
    "SELECT a LIKE 'x\\_%' ESCAPE '\\' FROM t",
    "SELECT U&'\\00e9', X'4142', 'insert into t -- /* drop' FROM t",
    "SELECT * FROM t WHERE k = 'x'' OR ''1''=''1' AND ua = '<img src=x onerror=alert(1)> {{ x }} {# y #}'",
    "SELECT /*+ hint */ 'a\\'' ; DROP TABLE t --'",
    "SELECT JSON_VALUE(j, 'lax $.a' RETURNING bigint DEFAULT 0 ON EMPTY NULL ON ERROR) FROM t",
    "SELECT listagg(a, ',' ON OVERFLOW TRUNCATE '...' WITH COUNT) WITHIN GROUP (ORDER BY a) FROM t",
    "SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY actor.user.uid ORDER BY time_dt MEASURES A.time AS start,"
    " MATCH_NUMBER() AS n ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN ((A | B)* C{5,} D+?)"
    " DEFINE C AS C.status = 'Failure', D AS D.time < LAST(C.time) + 600000) AS m",
    "SELECT x FROM t CROSS JOIN LATERAL (SELECT t.a + 1 AS x)",
    "SELECT X'41 42', x'', X' 4 1', 0x1F",
    "SELECT JSON_EXISTS(j, 'lax $.a' FALSE ON ERROR) FROM t",
    "SELECT json_exists(j FORMAT JSON, 'lax $.a' PASSING a AS x, b AS \"y z\" UNKNOWN ON ERROR) FROM t",
    "SELECT JSON_ARRAY(1, k ABSENT ON NULL), JSON_ARRAY(k FORMAT JSON NULL ON NULL RETURNING varchar(9)) FROM t",
    "SELECT JSON_ARRAY(JSON_ARRAY(k ABSENT ON NULL) FORMAT JSON, TRUE, NULL NULL ON NULL) FROM t",
    "SELECT JSON_QUERY(j, 'lax $.a' RETURNING varchar WITH CONDITIONAL ARRAY WRAPPER EMPTY ARRAY ON EMPTY"
    " EMPTY OBJECT ON ERROR), JSON_QUERY(j, 'lax $' WITHOUT WRAPPER OMIT QUOTES ON SCALAR STRING) FROM t",
    "SELECT JSON_VALUE(j FORMAT JSON, 'lax $.a' RETURNING bigint DEFAULT NULL ON EMPTY ERROR ON ERROR) FROM t",
    "EXPLAIN TABLE t",
    "EXPLAIN SELECT 1",
    "explain (type validate) SELECT * FROM t",
    "EXPLAIN (TYPE IO, FORMAT JSON) WITH a AS (SELECT 1) SELECT * FROM a",
    "EXPLAIN (SELECT 1)",
    "SHOW TABLES",
    "SHOW TABLES IN lake '*cloud_trail*'",
    "SHOW VIEWS IN lake LIKE 'x*'",
    "SHOW COLUMNS IN lake.t",
    "SHOW COLUMNS FROM t IN lake",
    "SHOW PARTITIONS lake.t",
    "SHOW CREATE TABLE t",
    "SHOW CREATE VIEW lake.v",
    "SHOW TBLPROPERTIES t",
    "DESCRIBE lake.t",
    "DESC FORMATTED t",
    "DESCRIBE `lake`.`t`",
    "DESCRIBE lake.t resources",
    "DESCRIBE FORMATTED `lake`.`t` `actor`.user",
    "DESCRIBE lake.t resources.'$elem$'.owner",
    "DESCRIBE `t` actor",
    "SHOW COLUMNS IN `lake`.`my-t`",
    "SHOW CREATE TABLE lake.`t`;",
    "SHOW TABLES IN`lake`",
]

WRITES = [
    "INSERT INTO t SELECT 1",
    "INSERT INTO lake.t VALUES (1)",
    "UPDATE t SET a = 1",
    "DELETE FROM t",
    "MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE",
    "CREATE TABLE x AS SELECT 1",
    "CREATE EXTERNAL TABLE x (a int) LOCATION 's3://b/'",
    "CREATE OR REPLACE VIEW v AS SELECT 1",
    "CREATE DATABASE d",
    "DROP TABLE t",
    "DROP DATABASE d CASCADE",
    "ALTER TABLE t ADD PARTITION (d = '1')",
    "TRUNCATE TABLE t",
    "UNLOAD (SELECT 1) TO 's3://b/' WITH (format = 'PARQUET')",
    "MSCK REPAIR TABLE t",
    "CALL system.sync_partition_metadata('a', 'b', 'FULL')",
    "OPTIMIZE t REWRITE DATA USING BIN_PACK",
    "VACUUM t",
    "EXECUTE IMMEDIATE 'SELECT 1'",
    "PREPARE p FROM SELECT 1",
    "EXECUTE p USING 1",
    "DEALLOCATE PREPARE p",
    "SET SESSION a = 1",
    "USE lake",
    "GRANT SELECT ON t TO u",
    "REVOKE SELECT ON t FROM u",
    "COPY t TO 's3://b/'",
    "USING EXTERNAL FUNCTION f(x int) RETURNS int LAMBDA 'f' SELECT f(1)",
    "WITH FUNCTION f(x int) RETURNS int RETURN x SELECT f(1)",
    "EXPLAIN ANALYZE SELECT 1",
    "EXPLAIN ANALYZE VERBOSE SELECT 1",
    "EXPLAIN (TYPE VALIDATE) INSERT INTO t SELECT 1",
    "EXPLAIN (TYPE LOGICAL, ANALYZE) SELECT 1",
    "EXPLAIN EXPLAIN SELECT 1",
    "EXPLAIN ('TYPE' 'IO') SELECT 1",
    'EXPLAIN ("TYPE" IO) SELECT 1',
    "EXPLAIN DROP TABLE t",
    "WITH a AS (INSERT INTO t SELECT 1) SELECT * FROM a",
    "WITH a AS (DELETE FROM t) SELECT 1",
    "SELECT 1; DROP TABLE t",
    "SELECT 1;; SELECT 2",
    "SELECT * INTO x FROM t",
    "SELECT * FROM t FOR UPDATE",
    "SHOW TABLES; DROP TABLE t",
    "DESCRIBE t; DROP TABLE t",
    "START TRANSACTION",
    "COMMIT",
    "ANALYZE t",
    "REFRESH MATERIALIZED VIEW v",
    "COMMENT ON TABLE t IS 'x'",
    "LOAD DATA INPATH 's3://b' INTO TABLE t",
    "",
    " ",
    "-- nothing",
    ";",
    "SELEC 1",
]

NOT_ATHENAS = ["FROM t SELECT 1", "PIVOT t ON x", "SUMMARIZE t"]

REACHES_OUT = [
    ("SELECT * FROM TABLE(system.query(query => 'x'))", "table-function"),
    ("SELECT * FROM TABLE(sequence(1, 2))", "table-function"),
    ("SELECT * FROM read_csv('x')", "construct"),
    ("SELECT * FROM a.b.c.d", "table-function"),
    ("SELECT * FROM lake.t, LATERAL TABLE(f(1))", "table-function"),
    ("SELECT f(input => TABLE(other.u)) FROM lake.t", "table-function"),
    ("SELECT * FROM lake.t MATCH_RECOGNIZE (PATTERN ((SELECT x FROM other.u)) DEFINE A AS a)", "construct"),
    ("SELECT * FROM lake.t MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS EXISTS (TABLE other.u))", "database"),
    ("SELECT * FROM other.u MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS a)", "database"),
    ("TABLE other.u", "database"),
    ("TABLE lake.t UNION TABLE other.u", "database"),
    ("TABLE t) UNION (TABLE other.u", "database"),
    ("EXPLAIN (TYPE IO) TABLE other.u", "database"),
    ('TABLE lake."t$partitions"', "metadata-table"),
    ("TABLE system.runtime.queries", "catalog"),
    ("TABLE (f(1))", "not-a-query"),
    ("SELECT JSON_ARRAY((TABLE other.u) ABSENT ON NULL)", "database"),
    ("SELECT JSON_EXISTS(j, 'p' PASSING (SELECT 1 FROM other.u) AS x TRUE ON ERROR) FROM t", "database"),
    ("SELECT JSON_ARRAY((SELECT 1 FROM t JOIN other.error ON error))", "database"),
    ("SELECT JSON_ARRAY((SELECT json FROM other.format AS u) FORMAT JSON)", "database"),
    ("SELECT X'4g'", "unparsable"),
    ("SELECT X'4''1'", "unparsable"),
    ("SELECT 1X'41'", "lexical"),
    ("SELECT system.f(1)", "function"),
    ("SELECT system.f(a) IGNORE NULLS OVER () FROM t", "function"),
    ('SELECT system."f"(a) FILTER (WHERE b) FROM t', "function"),
    ("SELECT system.f(a) WITHIN GROUP (ORDER BY b) FROM t", "function"),
    ("SELECT * FROM other.t", "database"),
    ("SELECT * FROM lake.t JOIN other.u ON true", "database"),
    ("SELECT * FROM lake.t, LATERAL (SELECT * FROM other.u)", "database"),
    ("SELECT * FROM (lake.t JOIN (other.u JOIN lake.v ON true) ON true)", "database"),
    ("SELECT * FROM lake.t ORDER BY (SELECT max(a) FROM other.u)", "database"),
    ("SELECT * FROM lake.t WINDOW w AS (ORDER BY (SELECT 1 FROM other.u))", "database"),
    ("SELECT sum(a) OVER (ORDER BY (SELECT x FROM other.u)) FROM lake.t", "database"),
    ("SELECT filter(a, x -> x IN (SELECT y FROM other.u)) FROM lake.t", "database"),
    ("SELECT * FROM lake.t FOR VERSION AS OF (SELECT 1 FROM other.u)", "database"),
    ("SELECT * FROM lake.t TABLESAMPLE BERNOULLI ((SELECT 1 FROM other.u))", "database"),
    ("SELECT * FROM UNNEST(ARRAY(SELECT x FROM other.u))", "database"),
    ("SELECT 1 UNION TABLE other.u", "database"),
    ("VALUES ((SELECT 1 FROM other.u))", "database"),
    ("WITH u AS (SELECT 1) SELECT * FROM other.u", "database"),
    ('WITH "other.u" AS (SELECT 1) SELECT * FROM "other.u"', "table"),
    ("EXPLAIN (TYPE DISTRIBUTED) SELECT * FROM other.u", "database"),
    ("SELECT (SELECT max(a) FROM other.t)", "database"),
    ("WITH a AS (SELECT * FROM other.t) SELECT * FROM a", "database"),
    ("SELECT * FROM lambda_catalog.lake.t", "catalog"),
    ('SELECT * FROM "lake"."t$partitions"', "metadata-table"),
    ('SELECT * FROM "t$snapshots"', "metadata-table"),
    ("SELECT * FROM information_schema.tables", "database"),
    ('SELECT * FROM "s3://bucket/key"', "table"),
    ("SELECT * FROM 's3://bucket/key'", "table"),
    ("SHOW DATABASES", "database"),
    ("SHOW TABLES IN other", "database"),
    ("DESCRIBE other.t", "database"),
    ("DESCRIBE `other`.`t`", "database"),
    ("SHOW TABLES IN `other`", "database"),
    ("DESCRIBE `lake.t`", "lexical"),
    ("DESCRIBE `lake`.`t$files`", "lexical"),
    ("DESCRIBE `t```", "lexical"),
    ("SHOW TABLES IN `lake` '`x`'", "utility-form"),
    ("SHOW TABLES IN my-db", "utility-form"),
    ("SHOW TABLES IN `my-db`", "database"),
    ("DESCRIBE other.t a", "database"),
    ("DESCRIBE DATABASE other", "utility-form"),
    ("DESCRIBE FUNCTION EXTENDED f", "utility-form"),
    ("DESCRIBE EXTENDED SCHEMA other", "utility-form"),
    ("DESCRIBE OUTPUT p", "utility-form"),
    ("DESCRIBE lake.t a.'$path$'", "utility-form"),
    ("SHOW FUNCTIONS", "utility-form"),
    ("SHOW CREATE TABLE lake.t extra", "utility-form"),
    ("SHOW TABLES IN lake 'x'; SELECT 1", "utility-form"),
    ("DESCRIBE FORMATTED lake.t PARTITION (a = 1)", "utility-form"),
]

READ_DIFFERENTLY = [
    "/* /* */ INSERT INTO t -- */\nSELECT 1",
    "SELECT 1 /* /* */ ; DROP TABLE t -- */ */",
    "{# INSERT INTO t #} SELECT 1",
    "SELECT 1 {# ; DROP TABLE t #}",
    "SELECT N'a'",
    "SELECT 'a\\' ; DROP TABLE t --'",
    "SELECT `a`",
    "SELECT 1\u00a0FROM t",
    "SELECT 1 /* open",
    "SELECT 'open",
    'SELECT "open',
    "SELECT $$ x $$",
    "SELECT b'a'",
    "\u017felect 1",
    "SELECT * FROM \uff4cake.t",
    "SELECT * FROM lake\u3002t",
    "SELECT \u2018x\u2019",
    "\ufeffSELECT 1",
    "SELECT ${x}",
    "SELECT {{ x }}",
    "SELECT * FROM lake.t$files",
    "SELECT * FROM lake.t@v1",
    "SELECT * FROM #t",
    "SELECT 1\0",
    "SELECT 1 \x7f",
    "SELECT\x0b1",
]


@pytest.mark.parametrize("sql", READS)
def test_reading_passes(sql):
    assert judge_statement(sql, LAKE).kind in ("SELECT", "EXPLAIN", "SHOW", "DESCRIBE", "DESC")


@pytest.mark.parametrize("sql", WRITES + NOT_ATHENAS)
def test_writing_is_refused(sql):
    for scope in (LAKE, ANY):
        with pytest.raises(Refusal) as refused:
            judge_statement(sql, scope)
        assert refused.value.message


@pytest.mark.parametrize(("sql", "rule"), REACHES_OUT)
def test_reaching_out_is_refused_by_the_rule_that_forbids_it(sql, rule):
    with pytest.raises(Refusal) as refused:
        judge_statement(sql, LAKE)
    assert refused.value.rule == rule


@pytest.mark.parametrize("sql", READ_DIFFERENTLY)
def test_text_that_two_lexers_read_differently_is_refused(sql):
    with pytest.raises(Refusal):
        judge_statement(sql, ANY)


def test_deep_nesting_is_refused_and_not_a_crash():
    with pytest.raises(Refusal):
        judge_statement("SELECT " + "(" * 100_000 + "1" + ")" * 100_000, ANY)
    with pytest.raises(Refusal):
        judge_statement("SELECT " + "NOT " * 100_000 + "true", ANY)


def test_near_misses_do_not_make_the_check_slow():
    for sql in (
        "/**/" * 60_000,
        "'" * 60_001,
        "SELECT " + "''" * 60_000 + "'",
        "--\n" * 60_000,
        "/*" * 60_000,
    ):
        with pytest.raises(Refusal):
            judge_statement(sql, ANY)


def test_the_verdict_names_the_tables_and_not_the_ctes():
    verdict = judge_statement(
        "WITH a AS (SELECT * FROM T) SELECT * FROM a, LAKE.u, (SELECT 1 FROM v) x", LAKE
    )
    assert verdict.tables == (("lake", "t"), ("lake", "u"), ("lake", "v"))


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("WITH t AS (SELECT * FROM t) SELECT * FROM t", ["t"]),
        ("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT * FROM t", []),
        ("SELECT * FROM t, (WITH t AS (SELECT 1) SELECT * FROM t) x", ["t"]),
        ("WITH a AS (SELECT * FROM b), b AS (SELECT * FROM a) SELECT * FROM a, b", ["b"]),
        ("(WITH a AS (SELECT 1) SELECT * FROM a) UNION SELECT * FROM a", ["a"]),
        ("WITH a AS (WITH b AS (SELECT * FROM c) SELECT * FROM b) SELECT * FROM a, b", ["b", "c"]),
        ("WITH a AS (SELECT 1) SELECT 1 WHERE EXISTS (SELECT (SELECT x FROM A) FROM lake.a)", ["a"]),
    ],
)
def test_a_name_is_that_of_a_with_query_only_where_trino_sees_it(sql, names):
    assert [name for _, name in judge_statement(sql, LAKE).tables] == names


@pytest.mark.parametrize(
    "opening",
    ["ARRAY[", "ROW(", "DATE(", "MAP(ARRAY[1], ARRAY[", "CAST(ROW(", "x[", "CASE WHEN a THEN ARRAY["],
)
def test_brackets_that_the_parser_reads_twice_take_no_time(opening):
    closing = "".join(
        {"(": ")", "[": "]"}[sign] for sign in reversed(opening.replace("[1]", "")) if sign in "(["
    )
    begun = time.monotonic()
    with pytest.raises(Refusal):
        judge_statement(f"SELECT {opening * 30}1{closing * 30}", ANY)
    assert time.monotonic() - begun < 1
    with pytest.raises(Laborious):
        judge_statement(f"SELECT {opening * 4}1{closing * 4}", ANY, patient=False)


@pytest.mark.parametrize(
    "joined",
    [
        "JOIN t ",
        "LEFT JOIN t ",
        "LEFT JOIN NATURAL ",
        "JOIN (SELECT 1 FROM a JOIN b JOIN c) ",
        "JOIN (t JOIN u) ",
    ],
)
def test_joins_that_the_parser_reads_twice_take_no_time(joined):
    begun = time.monotonic()
    with pytest.raises(Refusal) as refused:
        judge_statement(f"SELECT * FROM t {joined * 30}", ANY)
    assert refused.value.rule == "too-deep"
    assert time.monotonic() - begun < 1
    with pytest.raises(Laborious):
        judge_statement(f"SELECT * FROM t {'JOIN t ' * 4}", ANY, patient=False)


def test_joins_with_a_condition_and_cross_joins_may_be_many():
    for joined in ("JOIN t ON a = b ", "JOIN t USING (a) ", "CROSS JOIN t "):
        assert judge_statement(f"SELECT * FROM t {joined * 40}", ANY, patient=False)


@pytest.mark.parametrize("more", ["[1]", ".f(1)", "[1].b", "[f(1)]", ", x -> 1"])
def test_what_takes_the_square_of_its_length_is_parsed_apart(more):
    with pytest.raises(Laborious):
        judge_statement(f"SELECT a{more * 1000}", ANY, patient=False)


def test_long_chains_are_judged_and_not_a_crash():
    for sql in (
        "WITH "
        + ", ".join(f"c{n} AS (SELECT * FROM c{n - 1})" for n in range(1, 3000))
        + " SELECT * FROM c2999",
        "WITH a AS (SELECT 1) " + " UNION ALL ".join(["SELECT * FROM a"] * 5000),
        "SELECT 1 WHERE " + " AND ".join(["a = 1"] * 5000),
        "SELECT * FROM t " + " ".join(["JOIN t ON true"] * 3000),
    ):
        assert judge_statement(sql, ANY).kind == "SELECT"


def test_without_configured_databases_every_database_may_be_read():
    verdict = judge_statement("SELECT * FROM db1.a JOIN db2.b USING (c) JOIN d USING (c)", ANY)
    assert verdict.tables == (("db1", "a"), ("db2", "b"), ("default", "d"))
    assert judge_statement("SHOW DATABASES", ANY)
    assert judge_statement("SELECT * FROM information_schema.tables", ANY)


# Grammar-based: queries made of parts that the analyses use, with values that attackers write.

values = st.text(
    alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=40
).map(lambda text: "'" + text.replace("'", "''") + "'")
words = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).map(lambda word: f"c_{word}")
quoted = st.text(
    max_size=10, alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")
).map(lambda text: '"' + ("c" + text).replace('"', '""') + '"')
columns = st.one_of(words, quoted, st.tuples(words, words).map(".".join))
atoms = st.one_of(columns, values, st.integers(0, 10**9).map(str))
expressions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "||", "/", "=", "<", "AND", "OR", "LIKE"]), inner).map(
            lambda parts: f"({' '.join(parts)})"
        ),
        st.tuples(st.sampled_from(["count", "coalesce", "map_agg", "lower", "any_value"]), inner).map(
            lambda parts: f"{parts[0]}({parts[1]})"
        ),
        inner.map(lambda one: f"CASE WHEN {one} IS NULL THEN {one} ELSE 0 END"),
        inner.map(lambda one: f"try_cast({one} AS varchar)"),
    ),
    max_leaves=6,
)
sources = st.sampled_from(["t", "lake.t", '"lake"."t"', "AwsDataCatalog.lake.t"])
comments = st.sampled_from(["", " ", "\n", "/* a 'b \" */", "-- x ' /* \n"])


@st.composite
def queries(draw, depth=1):
    source = draw(sources) if depth == 0 or draw(st.booleans()) else f"({draw(queries(depth - 1))}) AS s"
    gap = draw(comments)
    query = f"SELECT {gap} {draw(expressions)} AS a, {draw(expressions)} FROM {source} {draw(comments)}"
    if draw(st.booleans()):
        query += f" WHERE {draw(expressions)} = {draw(values)}"
    if draw(st.booleans()):
        query = f"WITH w AS ({query}\n) SELECT * FROM w"
    if draw(st.booleans()):
        query += f"\nUNION ALL SELECT {draw(values)}, 1 ORDER BY 1 LIMIT 10"
    return query


writes = st.sampled_from([sql for sql in WRITES if sql.strip(" ;") and not sql.startswith("--")])


@settings(max_examples=150, deadline=None)
@given(queries())
def test_every_query_of_the_grammar_passes(sql):
    assert judge_statement(sql, LAKE).tables in ((("lake", "t"),), ())


@settings(max_examples=150, deadline=None)
@given(
    queries(),
    writes,
    comments,
    st.sampled_from(["{w}; {q}", "{q}; {w}", "{c}{w}", "WITH z AS ({w}) {q}", "EXPLAIN {w}"]),
)
def test_no_writing_statement_passes_wherever_it_hides(query, write, comment, shape):
    with pytest.raises(Refusal):
        judge_statement(shape.format(q=query, w=write, c=comment), LAKE)


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet="ab'\"/*-#{};\n\\ `$(),.", max_size=40),
    st.sampled_from(["INSERT INTO t ", "DROP TABLE t "]),
)
def test_punctuation_never_opens_a_way(noise, write):
    """Around a write, noise makes it a literal or a comment for Trino too, or it is refused."""
    for sql in (noise + write + noise + "SELECT 1", "SELECT 1 " + noise + write + noise):
        try:
            judge_statement(sql, ANY)
        except Refusal:
            continue
        assert write.split()[0] not in _code(sql).split(), sql


def _code(sql):
    """The text without what Trino's lexer takes for literals and comments, read one character at a time."""
    out, at = [], 0
    while at < len(sql):
        if sql.startswith("--", at):
            while at < len(sql) and sql[at] not in "\r\n":
                at += 1
        elif sql.startswith("/*", at):
            at = sql.index("*/", at + 2) + 2
        elif sql[at] in "'\"":
            quote, at = sql[at], at + 1
            while sql[at] != quote or sql[at : at + 2] == quote * 2:
                at += 2 if sql[at] == quote else 1
            at += 1
            out.append(" ")
        else:
            out.append(sql[at])
            at += 1
    return "".join(out)


tables = st.sampled_from(
    ["other.u", '"other"."u"', "awsdatacatalog.other.u", 'lake."t$partitions"', "x.lake.t"]
)
reading_forms = st.sampled_from(
    [
        "TABLE {t}",
        "TABLE {t} ORDER BY 1 LIMIT 1",
        "TABLE lake.t UNION ALL TABLE {t}",
        "(TABLE lake.t) EXCEPT (TABLE {t})",
        "WITH w AS (TABLE {t}) TABLE w",
        "WITH RECURSIVE w AS (TABLE lake.t UNION TABLE {t}) TABLE w",
        "TABLE lake.t ORDER BY (SELECT max(a) FROM {t})",
        "SELECT * FROM lake.t WHERE a IN (TABLE {t})",
        "SELECT JSON_ARRAY((TABLE {t}) FORMAT JSON, k ABSENT ON NULL RETURNING varchar) FROM lake.t",
        "SELECT JSON_EXISTS((SELECT j FROM {t}) FORMAT JSON, '$.a' FALSE ON ERROR)",
        "SELECT JSON_EXISTS(j, '$.a' PASSING (TABLE {t}) AS x ERROR ON ERROR) FROM lake.t",
        "SELECT JSON_QUERY(j, '$.a' PASSING (SELECT 1 FROM {t}) AS x WITH WRAPPER EMPTY ARRAY ON ERROR) FROM lake.t",
        "SELECT JSON_ARRAY(X'41', (SELECT a FROM {t}) NULL ON NULL), X'' FROM lake.t",
        "EXPLAIN (TYPE VALIDATE) TABLE {t}",
    ]
)
blanks = st.sampled_from([" ", "\n", "\t", "/* ' */", '-- "\n', " /**/ "])


@settings(max_examples=200, deadline=None)
@given(reading_forms, tables, blanks, st.booleans())
def test_no_form_of_reading_shows_a_table_that_is_not_allowed(form, table, blank, is_lower):
    sql = blank.join(form.split(" ")).replace("{t}", table)
    allowed = blank.join(form.split(" ")).replace("{t}", "lake.v")
    assert ("lake", "v") in judge_statement(allowed.lower() if is_lower else allowed, LAKE).tables
    with pytest.raises(Refusal) as refused:
        judge_statement(sql.lower() if is_lower else sql, LAKE)
    assert refused.value.rule in ("database", "catalog", "metadata-table")


@settings(max_examples=200, deadline=None)
@given(reading_forms, writes, comments, st.sampled_from(["({w})", "{w}", "lake.v; {w}", "lake.v) {w} ("]))
def test_no_form_of_reading_holds_a_write(form, write, comment, shape):
    # Two words are a table and its alias there, to Trino too.
    assume(len(write.split()) > 2)
    with pytest.raises(Refusal):
        judge_statement(form.replace("{t}", comment + shape.format(w=write)), ANY)


@pytest.mark.parametrize(
    "sql", ["SELECT 1 FROM t WHERE", "SELECT a FROM t GROUP BY any", "SELECT a, lateral, b FROM t"]
)
def test_a_reason_names_nothing_of_the_parsers_own(sql):
    with pytest.raises(Refusal) as refused:
        judge_statement(sql, LAKE)
    assert "something is missing" in refused.value.reason
    assert "<" not in refused.value.reason


def test_no_statement_is_written_to_a_log(caplog):
    judge_statement("SELECT json_extract_scalar(j, '$.tell_tale[') FROM t", ANY)
    for sql in ("(CALL tell_tale())", "WITH a AS (SHOW tell_tale) SELECT 1", "EXPLAIN (CALL tell_tale())"):
        with pytest.raises(Refusal):
            judge_statement(sql, ANY)
    assert "tell_tale" not in caplog.text
