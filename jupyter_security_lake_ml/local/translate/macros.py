"""DuckDB macros that the written statements call; they exist before the database is locked."""

_OCTET = r"(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = rf"{_OCTET}(\.{_OCTET}){{3}}"
_GROUP = "[0-9a-f]{1,4}"
_GROUPS = f"({_GROUP}(:{_GROUP})*)?"
_MAPPED = 0xFFFF << 32


def _compressed(full: str) -> str:
    """An IPv6 text with its longest run of two or more zero groups written as ``::`` (RFC 5952)."""
    cases = "".join(
        f" WHEN regexp_matches({full}, '(^|:)0(:0){{{n - 1}}}(:|$)')"
        f" THEN regexp_replace({full}, '(^|:)0(:0){{{n - 1}}}(:|$)', '::')"
        for n in range(8, 1, -1)
    )
    return f"CASE{cases} ELSE {full} END"


def _group(v: str, i: int) -> str:
    return f"printf('%x', CAST(({v} // {1 << 16 * (7 - i)}::UHUGEINT) % 65536::UHUGEINT AS INTEGER))"


MACROS = f"""
-- Fails the statement with a message of the form CODE: text. It is a failing conversion, since error() is volatile
-- and so not allowed inside TRY.
CREATE MACRO athena_fail(message) AS CAST(message AS BOOLEAN);

CREATE MACRO athena_subscript(a, i) AS CASE WHEN CASE
    WHEN a IS NULL OR i IS NULL THEN false
    WHEN i = 0 THEN athena_fail(concat('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1', left(CAST(i AS VARCHAR), 0)))
    WHEN i < 0 THEN athena_fail(concat('INVALID_FUNCTION_ARGUMENT: Array subscript is negative: ', i))
    WHEN i > len(a) THEN athena_fail(concat(
        'INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: ', i, ' > ', len(a)))
    ELSE false END THEN NULL ELSE a[i] END;

CREATE MACRO athena_key(m, k) AS CASE WHEN CASE
    WHEN m IS NULL OR k IS NULL OR map_contains(m, k) THEN false
    ELSE athena_fail(concat('INVALID_FUNCTION_ARGUMENT: Key not present in map: ', k)) END
    THEN NULL ELSE map_extract_value(m, k) END;

CREATE MACRO athena_element_at(a, i) AS CASE WHEN CASE
    WHEN i = 0 THEN athena_fail(concat('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1', left(CAST(i AS VARCHAR), 0)))
    ELSE false END THEN NULL
    WHEN abs(i) > len(a) THEN NULL
    WHEN i < 0 THEN a[len(a) + i + 1]
    ELSE a[i] END;

CREATE MACRO athena_is_ipv4(v) AS v // 4294967296::UHUGEINT = 65535::UHUGEINT;
CREATE MACRO athena_ipv4_text(s) AS regexp_full_match(s, '{_IPV4}');
CREATE MACRO athena_ipv4(s) AS CAST({_MAPPED} + CAST(split_part(s, '.', 1) AS BIGINT) * 16777216
    + CAST(split_part(s, '.', 2) AS BIGINT) * 65536 + CAST(split_part(s, '.', 3) AS BIGINT) * 256
    + CAST(split_part(s, '.', 4) AS BIGINT) AS UHUGEINT);
CREATE MACRO athena_ipv6_plain(s) AS CASE WHEN regexp_full_match(s, '.*:{_IPV4}')
    THEN list_transform([regexp_extract(s, '^(.*:)([0-9.]+)$', 2)], lambda t: concat(
        regexp_extract(s, '^(.*:)([0-9.]+)$', 1),
        printf('%x', CAST(split_part(t, '.', 1) AS INTEGER) * 256 + CAST(split_part(t, '.', 2) AS INTEGER)), ':',
        printf('%x', CAST(split_part(t, '.', 3) AS INTEGER) * 256 + CAST(split_part(t, '.', 4) AS INTEGER))))[1]
    ELSE s END;
CREATE MACRO athena_ipv6_side(s, side) AS list_filter(string_split(split_part(s, '::', side), ':'), lambda g: g <> '');
CREATE MACRO athena_ipv6_groups(s) AS CASE
    WHEN regexp_full_match(s, '({_GROUP}:){{7}}{_GROUP}') THEN string_split(s, ':')
    WHEN regexp_full_match(s, '{_GROUPS}::{_GROUPS}')
        AND len(athena_ipv6_side(s, 1)) + len(athena_ipv6_side(s, 2)) <= 7
    THEN list_concat(athena_ipv6_side(s, 1), list_concat(
        list_transform(range(8 - len(athena_ipv6_side(s, 1)) - len(athena_ipv6_side(s, 2))), lambda z: '0'),
        athena_ipv6_side(s, 2))) END;
-- Lists of one name what a macro mentions many times; otherwise each mention is bound and planned anew, which took most
-- of the time of a statement with some networks.
CREATE MACRO athena_ipv6(s) AS list_reduce(
    list_transform(
        list_transform(
            list_transform([regexp_replace(lower(s), '%.*$', '')], lambda zoneless: athena_ipv6_plain(zoneless)),
            lambda plain: athena_ipv6_groups(plain))[1],
        lambda g: CAST(CAST('0x' || g AS INTEGER) AS UHUGEINT)),
    lambda a, b: a * 65536::UHUGEINT + b);
CREATE MACRO athena_ip(s) AS CASE WHEN athena_ipv4_text(s) THEN athena_ipv4(s) WHEN contains(s, ':') THEN athena_ipv6(s) END;
CREATE MACRO athena_ipv6_full(v) AS concat_ws(':', {", ".join(_group("v", i) for i in range(8))});
CREATE MACRO athena_ip_text(v) AS CASE
    WHEN v IS NULL THEN NULL
    WHEN athena_is_ipv4(v) THEN concat_ws('.', CAST(v // 16777216::UHUGEINT % 256::UHUGEINT AS VARCHAR),
        CAST(v // 65536::UHUGEINT % 256::UHUGEINT AS VARCHAR), CAST(v // 256::UHUGEINT % 256::UHUGEINT AS VARCHAR),
        CAST(v % 256::UHUGEINT AS VARCHAR))
    ELSE list_transform([athena_ipv6_full(v)], lambda whole: {_compressed("whole")})[1] END;

-- A double's shortest digits as 1.5E1.
CREATE MACRO athena_double_digits(d) AS rtrim(ltrim(replace(regexp_replace(CAST(abs(d) AS VARCHAR), 'e.*$', ''), '.', ''), '0'), '0');
CREATE MACRO athena_double_text(d) AS CASE
    WHEN isnan(d) THEN 'NaN' WHEN isinf(d) THEN CASE WHEN d > 0 THEN 'Infinity' ELSE '-Infinity' END
    WHEN d = 0 THEN CASE WHEN CAST(d AS VARCHAR) LIKE '-%' THEN '-0E0' ELSE '0E0' END
    ELSE CASE WHEN d < 0 THEN '-' ELSE '' END || left(athena_double_digits(d), 1) || '.'
        || CASE WHEN length(athena_double_digits(d)) > 1 THEN substr(athena_double_digits(d), 2) ELSE '0' END
        || 'E' || CAST(CAST(regexp_extract(printf('%.16e', abs(d)), 'e(.*)$', 1) AS INTEGER) AS VARCHAR) END;


CREATE MACRO athena_json_double(d) AS CASE WHEN isnan(d) OR isinf(d) THEN '"' || athena_double_text(d) || '"'
    WHEN d = 0 OR (abs(d) >= 0.001 AND abs(d) < 10000000) THEN CAST(d AS VARCHAR) ELSE athena_double_text(d) END;
"""
