"""A lake is kept, made anew or refused; never half there, and the same for the same seed."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import duckdb
import pytest

from jupyter_security_lake_ml.demo import catalogue
from jupyter_security_lake_ml.demo.functions import LAMBDA
from jupyter_security_lake_ml.demo.lake import NotADemoLakeError, Order, is_kept, write_demo_lake
from jupyter_security_lake_ml.demo.span import span_of

from .conftest import END


def silent(line):
    """Takes progress and tells nobody."""


@pytest.fixture
def one_source(monkeypatch):
    """Lakes of a single small source, so that a test may make several."""
    monkeypatch.setattr(catalogue, "SOURCES", (LAMBDA,))


@pytest.fixture
def order(tmp_path):
    return Order(tmp_path / "lake", days=12, end=END, seed=3, scale=0.02)


def content(folder):
    return {
        str(path.relative_to(folder)): blake2b(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_and_end_give_the_same_bytes(one_source, order, tmp_path):
    write_demo_lake(order, silent)
    other = replace(order, folder=tmp_path / "other")
    write_demo_lake(other, silent)
    assert content(order.folder) == content(other.folder)


def test_another_seed_gives_other_events(one_source, order, tmp_path):
    write_demo_lake(order, silent)
    other = replace(order, folder=tmp_path / "other", seed=4)
    write_demo_lake(other, silent)
    files = {name for name in content(order.folder) if name.endswith(".parquet")}
    assert all(content(order.folder)[name] != content(other.folder).get(name) for name in files)


def test_a_finished_lake_is_kept(one_source, order):
    assert write_demo_lake(order, silent) is True
    before = (order.folder / "incidents.json").stat().st_mtime_ns
    assert write_demo_lake(order, silent) is False
    assert (order.folder / "incidents.json").stat().st_mtime_ns == before


def test_other_options_make_it_anew(one_source, order):
    write_demo_lake(order, silent)
    assert write_demo_lake(replace(order, days=11), silent) is True
    assert json.loads((order.folder / "incidents.json").read_text())["days"] == 11


def test_a_lake_that_ends_now_is_kept_for_the_day_only(one_source, order):
    now = datetime.now(UTC)
    open_ended = replace(order, end=None)
    write_demo_lake(replace(order, end=now), silent)
    assert is_kept(open_ended, span_of(order.days, now))
    assert not is_kept(open_ended, span_of(order.days, now + timedelta(days=1)))


def test_a_folder_with_other_files_is_not_replaced(one_source, order):
    order.folder.mkdir()
    (order.folder / "thesis.txt").write_text("years of work")
    with pytest.raises(NotADemoLakeError):
        write_demo_lake(order, silent)
    assert (order.folder / "thesis.txt").read_text() == "years of work"


def test_an_empty_folder_may_become_a_lake(one_source, order):
    order.folder.mkdir()
    assert write_demo_lake(order, silent) is True


def test_an_interrupted_run_leaves_the_old_lake_and_nothing_else(one_source, order):
    write_demo_lake(order, silent)
    before = content(order.folder)

    def interrupt(line):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_demo_lake(replace(order, seed=9), interrupt)
    assert content(order.folder) == before
    assert [path.name for path in order.folder.parent.iterdir()] == ["lake"]


def test_a_lake_without_its_story_is_not_taken_for_a_whole_one(one_source, order):
    write_demo_lake(order, silent)
    (order.folder / "incidents.json").unlink()
    assert not is_kept(order, span_of(order.days, END))


def test_progress_names_the_table_and_the_days(one_source, order):
    lines = []
    write_demo_lake(order, lines.append)
    assert lines[0].startswith("demo lake: Lambda execution v1 … ")
    assert lines[-1] == "demo lake: Lambda execution v2 … 12 of 12 days"


def test_scale_thins_everyday_traffic_and_not_the_incidents(one_source, order, tmp_path):
    write_demo_lake(order, silent)
    fuller = replace(order, folder=tmp_path / "fuller", scale=0.2)
    write_demo_lake(fuller, silent)
    thin, full = (json.loads((o.folder / "incidents.json").read_text()) for o in (order, fuller))
    assert [i["events"] for i in thin["incidents"]] == [i["events"] for i in full["incidents"]]
    assert sum(full["tables"].values()) > 1.1 * sum(thin["tables"].values())


def test_rows_do_not_depend_on_the_version_of_duckdb(one_source, order):
    # A change of this number means that kept lakes must be made anew: raise `lake.FORMAT`.
    write_demo_lake(order, silent)
    with duckdb.connect(":memory:") as connection:
        sql = (
            "SELECT sum(time % 1000003)::BIGINT, count(DISTINCT metadata.uid) = count(*) FROM read_parquet(?)"
        )
        found = connection.execute(sql, [f"{order.folder}/lambda_execution_2_0/*.parquet"]).fetchall()
    assert found == [(3432041392, True)]
