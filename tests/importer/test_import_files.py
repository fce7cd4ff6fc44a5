"""Importing loose files: where they go, what is told about those that don't fit, and that nothing is lost."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from jupyter_security_lake_ml.cli import main
from jupyter_security_lake_ml.importer import import_files
from jupyter_security_lake_ml.importer.alone import alone

REAL = Path(__file__).parents[2] / ".." / "shared" / "parquet"
DAY_MS = 86_400_000
FIRST = 1_700_000_000_000
"""2023-11-14 in epoch milliseconds."""


def write(path, sql):
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")
    return path


def flow(time=str(FIRST), account="'123456789012'", version="1.0.0-rc.2", rows=1):
    return (
        f"SELECT {{'product': {{'name': 'Amazon VPC', 'feature': {{'name': 'Flowlogs'}}}}, 'version': '{version}'}} "
        f"AS metadata, {{'account_uid': {account}, 'region': 'us-east-1'}} AS cloud, ({time})::BIGINT AS time, "
        f"4001 AS class_uid, range AS number FROM range({rows})"
    )


def run(source, lake):
    lines = []
    fitted = import_files(source, lake, lines.append)
    return fitted, lines


def files(lake):
    return {path.relative_to(lake).as_posix() for path in lake.rglob("*") if path.is_file()}


def folders(lake):
    return {name.rpartition("/")[0] for name in files(lake)}


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


@pytest.fixture
def lake(tmp_path):
    return tmp_path / "lake"


real_files = pytest.mark.skipif(not REAL.is_dir(), reason="../shared/parquet isn't there")


@real_files
def test_every_real_file_is_placed_as_it_is(lake):
    fitted, lines = run(REAL, lake)
    assert fitted
    given = sorted(path.read_bytes() for path in REAL.glob("*.parquet"))
    assert sorted((lake / name).read_bytes() for name in files(lake)) == given
    assert [line for line in lines if line.startswith("not placed")] == ["not placed  LICENSE: not Parquet"]
    assert {name.split("/")[0] for name in files(lake)} == {
        "cloud_trail_mgmt_1_0",
        "eks_audit_2_0",
        "route53_1_0",
        "sh_findings_1_0",
        "vpc_flow_1_0",
    }


@real_files
def test_importing_again_changes_nothing(lake):
    run(REAL, lake)
    before = files(lake)
    fitted, lines = run(REAL, lake)
    assert fitted
    assert files(lake) == before
    assert lines[-1].startswith("0 files with 0 rows placed, 34 there already")


def test_a_copied_bucket_keeps_its_partitions(source, lake):
    partition = "aws/VPC_FLOW/1.0/region=eu-west-1/accountId=999988887777/eventDay=20230101"
    write(source / partition / "part.gz.parquet", flow())
    run(source, lake)
    assert folders(lake) == {"vpc_flow_1_0/region=eu-west-1/accountid=999988887777/eventday=20230101"}


def test_rows_of_several_days_and_accounts_are_split(source, lake):
    time = f"{FIRST} + (range % 3) * {DAY_MS}"
    account = "CASE WHEN range < 15 THEN '111122223333' ELSE '444455556666' END"
    write(source / "mixed.parquet", flow(time, account, rows=30))
    run(source, lake)
    assert len(folders(lake)) == 6
    with duckdb.connect(":memory:") as connection:
        found = connection.execute(
            "SELECT count(*), count(DISTINCT number), count(*) FILTER (cloud.account_uid <> accountid OR "
            "strftime(make_timestamp(time * 1000), '%Y%m%d') <> eventday) FROM read_parquet(?, "
            "hive_partitioning = true, hive_types_autocast = false)",
            [f"{lake}/vpc_flow_1_0/**/*.parquet"],
        ).fetchone()
    assert found == (30, 30, 0)


def trail(version="1.0.0-rc.2", rows=6):
    """Rows of one trail that records management events, and data events of S3 and Lambda."""
    service = "CASE range % 3 WHEN 0 THEN 'iam' WHEN 1 THEN 's3' ELSE 'lambda' END || '.amazonaws.com'"
    return (
        f"SELECT {{'product': {{'name': 'CloudTrail', 'feature': {{'name': CASE WHEN range % 3 = 0 "
        f"THEN 'Management' ELSE 'Data' END}}}}, 'version': '{version}'}} AS metadata, "
        f"{{'service': {{'name': {service}}}}} AS api, '111122223333' AS accountid, 'eu-west-1' AS region, "
        f"{FIRST}::BIGINT AS time, 3005 AS class_uid, range AS number FROM range({rows})"
    )


@pytest.mark.parametrize(
    ("version", "folder"),
    [("1.0.0-rc.2", "_1_0/region=eu-west-1/accountid=111122223333/eventday=20231114"), ("1.1.0", "_2_0")],
)
def test_management_and_data_events_of_one_trail_go_to_their_tables(source, lake, version, folder):
    write(source / "trail.parquet", trail(version))
    fitted, lines = run(source, lake)
    assert fitted
    assert folders(lake) == {name + folder for name in ("cloud_trail_mgmt", "s3_data", "lambda_execution")}
    assert "and 2 more (6 rows)" in lines[0]
    with duckdb.connect(":memory:") as connection:
        for name, rest in (("cloud_trail_mgmt", 0), ("s3_data", 1), ("lambda_execution", 2)):
            numbers = connection.execute(
                "SELECT list(number ORDER BY number) FROM read_parquet(?)",
                [f"{lake}/{name}{folder}/*.parquet"],
            ).fetchone()[0]
            assert numbers == [rest, rest + 3]
    _, again = run(source, lake)
    assert "1 there already" in again[-1]


def test_rows_of_several_services_in_one_file_are_told(source, lake):
    services = f"{trail()} UNION ALL BY NAME {flow()}"
    write(source / "both.parquet", services)
    fitted, lines = run(source, lake)
    assert not fitted
    assert "several sources or versions are mixed" in lines[0]


def test_a_split_file_is_recognised_too(source, lake):
    write(source / "mixed.parquet", flow(f"{FIRST} + range * {DAY_MS}", rows=3))
    run(source, lake)
    before = files(lake)
    fitted, lines = run(source, lake)
    assert fitted
    assert files(lake) == before
    assert "1 there already" in lines[-1]


def test_rows_left_out_are_told_again_when_the_file_is_there_already(source, lake):
    write(
        source / "mixed.parquet", flow("CASE WHEN range < 3 THEN NULL ELSE " + str(FIRST) + " END", rows=10)
    )
    _, first = run(source, lake)
    assert "(10 rows; 3 without a time left out)" in first[0]
    _, second = run(source, lake)
    assert second[0].startswith("there ")
    assert second[0].endswith("(3 without a time left out)")


def test_a_custom_source_needs_no_partitions(source, lake):
    write(source / "ext/my-sensor/x.parquet", flow().replace("Amazon VPC", "My Firewall"))
    write(source / "ext/downloads/y.parquet", flow())
    fitted, _ = run(source, lake)
    assert fitted
    assert {name.split("/")[0] for name in files(lake)} == {"ext_my_sensor", "vpc_flow_1_0", "tables.json"}


def test_two_imports_into_one_lake_do_not_meet(source, lake, capsys):
    write(source / "a.parquet", flow())
    lake.mkdir()
    with alone(lake):
        assert main(["import", str(source), str(lake)]) != 0
        assert "another import" in capsys.readouterr().err
    fitted, _ = run(source, lake)
    assert fitted
    assert len(files(lake)) == 1


def test_the_same_content_under_another_name_is_the_same_file(source, lake):
    first = write(source / "a.parquet", flow())
    shutil.copy(first, source / "b.parquet")
    run(source, lake)
    assert len(files(lake)) == 1


def test_versions_are_told_apart_by_the_rows(source, lake):
    write(source / "old.parquet", flow())
    write(source / "new.parquet", flow(version="1.1.0"))
    run(source, lake)
    assert {name.split("/")[0] for name in files(lake)} == {"vpc_flow_1_0", "vpc_flow_2_0"}


def test_a_custom_source_is_described_in_the_lake(source, lake):
    partition = "ext/my-sensor/region=us-east-1/accountId=123456789012/eventDay=20231114"
    write(source / partition / "x.parquet", f"SELECT {FIRST}::BIGINT AS time, {{'name': 'bash'}} AS process")
    run(source, lake)
    assert folders(lake) - {""} == {"ext_my_sensor/region=us-east-1/accountid=123456789012/eventday=20231114"}
    described = json.loads((lake / "tables.json").read_text())["ext_my_sensor"]
    assert [(column["name"], column["hive"]) for column in described["columns"]] == [
        ("time", "bigint"),
        ("process", "struct<name:string>"),
    ]
    assert [key["name"] for key in described["partition_keys"]] == ["region", "accountid", "eventday"]


def test_what_does_not_fit_is_told_with_its_reason(source, lake):
    (source / "notes.txt").write_text("hello")
    (source / "empty.parquet").write_bytes(b"")
    whole = write(source / "whole.parquet", flow(rows=5000))
    (source / "cut.parquet").write_bytes(whole.read_bytes()[:2000])
    write(source / "sales.parquet", "SELECT 1 AS amount")
    write(source / "none.parquet", flow() + " WHERE false")
    write(source / "other.parquet", flow().replace("Amazon VPC", "My Firewall"))
    fitted, lines = run(source, lake)
    assert fitted
    told = {
        line.split(": ")[0].removeprefix("not placed  "): line
        for line in lines
        if line.startswith("not placed")
    }
    assert set(told) == {
        "notes.txt",
        "empty.parquet",
        "cut.parquet",
        "sales.parquet",
        "none.parquet",
        "other.parquet",
    }
    assert "not Parquet" in told["notes.txt"]
    assert "empty" in told["empty.parquet"]
    assert "corrupt" in told["cut.parquet"]
    assert "metadata.version" in told["sales.parquet"]
    assert "no rows" in told["none.parquet"]
    assert "'My Firewall'" in told["other.parquet"]
    assert len(files(lake)) == 1


@pytest.mark.parametrize("where", [0.2, 0.35, 0.5, 0.65, 0.8, 0.9])
def test_a_file_damaged_inside_is_not_placed(source, lake, where):
    rows = flow(rows=5000).replace(
        "range AS number", "md5(range::VARCHAR) AS a, md5((range * 7)::VARCHAR) AS b"
    )
    path = write(source / "whole.parquet", rows)
    write(source / "other.parquet", flow())
    content = bytearray(path.read_bytes())
    at = int(len(content) * where)
    content[at : at + 400] = bytes(400)
    path.write_bytes(content)
    fitted, lines = run(source, lake)
    assert fitted
    assert [line for line in lines if "whole.parquet" in line and "corrupt" in line]
    assert len(files(lake)) == 1


def test_hostile_names_and_values_do_not_leave_the_lake(source, lake, tmp_path):
    write(source / "region=.." / "up.parquet", flow())
    write(source / "account.parquet", flow(account="'../../../../escaped'"))
    _, lines = run(source, lake)
    assert {path.name for path in tmp_path.iterdir()} == {"source", "lake"}
    assert folders(lake) == {"vpc_flow_1_0/region=us-east-1/accountid=unknown/eventday=20231114"}
    assert any(line.startswith("not placed") and "region" in line for line in lines)


def test_control_characters_of_a_name_are_not_printed(source, lake):
    (source / "a\x1b[2Jb\n.txt").write_text("x")
    _, lines = run(source, lake)
    assert all(line.isprintable() for line in lines)


def test_a_demo_lake_takes_no_real_events(source, lake, capsys):
    write(source / "a.parquet", flow())
    lake.mkdir()
    (lake / "incidents.json").write_text("{}")
    assert main(["import", str(source), str(lake)]) != 0
    assert "demo lake" in capsys.readouterr().err
    assert files(lake) == {"incidents.json"}


def test_the_lake_inside_of_the_source_is_not_read(source):
    write(source / "a.parquet", flow())
    inside = source / "lake"
    run(source, inside)
    fitted, lines = run(source, inside)
    assert fitted
    assert "0 files with 0 rows placed, 1 there already" in lines[-1]


def test_status_1_if_nothing_fitted(source, lake):
    (source / "notes.txt").write_text("hello")
    assert main(["import", str(source), str(lake)]) == 1
    write(source / "a.parquet", flow())
    assert main(["import", str(source), str(lake)]) == 0
    assert main(["import", str(source), str(lake)]) == 0


@pytest.mark.parametrize("same", [True, False])
def test_a_source_that_cannot_be_is_refused(source, tmp_path, capsys, same):
    given = source if same else tmp_path / "nowhere"
    assert main(["import", str(given), str(source)]) == 2
    assert capsys.readouterr().err.startswith("security-lake-ml: ")
