"""The list of started queries when the disk is full, the folder unusable, or the file damaged."""

import asyncio
import sqlite3
import time
from dataclasses import replace

import pytest

from jupyter_security_lake_ml.errors import RequestError
from jupyter_security_lake_ml.ledger import Ledger, LedgerEntry

BEGUN = time.time()


def entry(number):
    return LedgerEntry(
        f"query-{number}", "athena", "ada", "primary", "0" * 64, ("lake.t" * 90,), BEGUN + number
    )


def run(coroutine):
    return asyncio.run(coroutine)


def written(folder):
    with sqlite3.connect(folder / "queries.sqlite3") as connection:
        return [row[0] for row in connection.execute("SELECT query_id FROM queries ORDER BY started")]


@pytest.fixture
def ledger(tmp_path):
    made = Ledger(tmp_path)
    yield made
    made.close()


def test_a_folder_that_cannot_be_made_is_said_before_anything_is_started(tmp_path):
    (tmp_path / "file").write_text("")
    ledger = Ledger(tmp_path / "file" / "state")
    for ask in (ledger.ready(), ledger.find("query-1"), ledger.recent("athena", "ada", "primary", 0, 9)):
        with pytest.raises(RequestError) as failed:
            run(ask)
        assert (failed.value.type, failed.value.code) == ("StateUnusableException", "STATE_UNUSABLE")
        assert str(tmp_path) in failed.value.message


def test_a_query_that_runs_while_the_disk_is_full_can_be_found_and_is_written_later(ledger, tmp_path):
    run(ledger.ready())
    (pages,) = ledger._connection.execute("PRAGMA page_count").fetchone()
    ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
    count = 0
    while not ledger._unwritten:
        count += 1
        run(ledger.record(entry(count)))
    last = f"query-{count}"
    assert last not in written(tmp_path)
    assert run(ledger.find(last)) == entry(count)

    run(ledger.ready())  # opened anew, so the limit of pages is gone, as on a disk that was tidied up
    assert written(tmp_path)[-1] == last


def test_while_the_disk_is_full_no_further_query_is_started(ledger):
    run(ledger.ready())
    ledger._unwritten = [entry(number) for number in range(90)]
    (pages,) = ledger._connection.execute("PRAGMA page_count").fetchone()
    ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RequestError, match="full"):
        run(ledger.ready())


def test_a_damaged_file_is_set_aside_and_what_is_known_written_anew(tmp_path):
    before = Ledger(tmp_path)
    run(before.record(entry(1)))
    before.close()
    (tmp_path / "queries.sqlite3").write_bytes(b"not a database, though as long as one" * 300)

    ledger = Ledger(tmp_path)
    assert run(ledger.find("query-1")) is None
    run(ledger.record(entry(2)))
    ledger.close()
    assert written(tmp_path) == ["query-2"]
    assert len(list(tmp_path.glob("queries.damaged-*"))) == 1


def test_pages_damaged_while_the_file_is_open_lose_no_query_of_this_server(ledger, tmp_path):
    for number in range(40):
        run(ledger.record(entry(number)))
    path = tmp_path / "queries.sqlite3"
    path.write_bytes(b"\0" * 100 + b"\xff" * (path.stat().st_size - 100))
    run(ledger.ready())
    run(ledger.record(entry(40)))
    assert run(ledger.recent("athena", "ada", "primary", 0, 50)) == [f"query-{n}" for n in range(40, -1, -1)]


def test_a_file_from_before_roles_were_kept_is_read_and_written_on(tmp_path):
    with sqlite3.connect(tmp_path / "queries.sqlite3") as connection:
        connection.execute(
            "CREATE TABLE queries (query_id TEXT PRIMARY KEY, origin TEXT, owner TEXT,"
            " workgroup TEXT, sha256 TEXT, tables TEXT, started REAL)"
        )
        connection.execute(
            "INSERT INTO queries VALUES ('query-0', 'athena', 'ada', 'primary', '', 'lake.t', ?)", (BEGUN,)
        )
    ledger = Ledger(tmp_path)
    known = replace(entry(1), identity="arn:aws:iam::111122223333:user/ada")
    run(ledger.record(known))
    ledger.close()
    again = Ledger(tmp_path)
    assert run(again.find("query-0")).identity == "", "a role that isn't known is nobody's"
    assert run(again.find("query-1")) == known
    again.close()


def test_two_servers_on_one_home_know_each_others_queries(ledger, tmp_path):
    other = Ledger(tmp_path)
    run(ledger.record(entry(1)))
    run(other.record(entry(2)))
    assert run(ledger.find("query-2")) == entry(2)
    assert run(other.find("query-1")) == entry(1)
    other.close()
