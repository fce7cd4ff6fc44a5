"""What a path says about a file, and that nothing it says can leave the lake."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_security_lake_ml.importer.placement import BadPathError, PathClaims, claims_of, suffix_of


def read(path):
    return claims_of(tuple(path.split("/")))


@pytest.mark.parametrize(
    ("path", "claims"),
    [
        (
            "bucket/aws/CLOUD_TRAIL_MGMT/2.0/region=us-east-1/accountId=123456789012/eventDay=20240131",
            PathClaims("cloud_trail_mgmt", 2, "us-east-1", "123456789012", "20240131"),
        ),
        (
            "aws/VPC_FLOW/1.0/region=ap-southeast-2/accountid=123456789012/eventday=20240131",
            PathClaims("vpc_flow", 1, "ap-southeast-2", "123456789012", "20240131"),
        ),
        (
            "ext/windows-sysmon/region=eu-west-1/accountId=external_7/eventDay=20240131",
            PathClaims("ext_windows_sysmon", None, "eu-west-1", "external_7", "20240131"),
        ),
        ("lake/route53_1_0/region=us-east-1", PathClaims("route53", 1, "us-east-1")),
        ("exports/eventDay=2024013107", PathClaims(eventday="20240131")),
        ("downloads/new folder", PathClaims()),
        ("aws/SOMETHING_ELSE/2.0", PathClaims()),
        ("region=__HIVE_DEFAULT_PARTITION__", PathClaims()),
    ],
)
def test_paths_of_buckets_and_lakes(path, claims):
    assert read(path) == claims


@pytest.mark.parametrize(
    "path",
    [
        "region=../../etc",
        "region=..",
        "accountId=..",
        "accountId=1/..",
        "eventDay=20241331",
        "eventDay=today",
        "region=us-east-1\x00",
        "accountId=x' OR '1'='1",
    ],
)
def test_values_that_cannot_be_are_refused(path):
    with pytest.raises(BadPathError):
        claims_of((path,))


folder = st.one_of(
    st.text(min_size=1, max_size=20),
    st.sampled_from(["aws", "ext", "CLOUD_TRAIL_MGMT", "1.0", "2.0", "..", ".", "vpc_flow_2_0", "ext_a"]),
    st.builds(
        "{}={}".format, st.sampled_from(["region", "accountId", "eventDay", "EVENTDAY"]), st.text(max_size=30)
    ),
)


@given(st.lists(folder, max_size=8))
def test_whatever_a_path_says_is_safe_as_the_name_of_a_folder(folders):
    try:
        claims = claims_of(tuple(folders))
        suffix = suffix_of(claims.source, claims.version or 1) if claims.source else None
    except BadPathError:
        return
    for value in (claims.region, claims.accountid, claims.eventday, suffix):
        assert value is None or re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]*", value)


days = st.dates().map(lambda day: day.strftime("%Y%m%d").zfill(8))


@given(
    st.sampled_from(["VPC_FLOW", "WAF", "SH_FINDINGS"]),
    st.sampled_from([1, 2]),
    st.from_regex(r"[0-9]{12}", fullmatch=True),
    days,
    st.sampled_from(["eventDay", "eventday", "EVENTDAY"]),
)
def test_a_bucket_s_path_gives_back_what_it_was_made_of(source, version, account, day, key):
    path = f"b/aws/{source}/{version}.0/region=eu-central-1/accountId={account}/{key}={day}"
    assert read(path) == PathClaims(source.lower(), version, "eu-central-1", account, day)
