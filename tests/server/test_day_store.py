"""The folder of kept days: whose it is, what it drops, and what it makes of damaged files."""

import os
import stat
from concurrent.futures import ProcessPoolExecutor

import pytest

from jupyter_security_lake_ml.cache import DayStore

KEY = "a" * 64
OTHER = "b" * 64


@pytest.fixture
def store(tmp_path):
    return DayStore(tmp_path / "state" / "days" / "me", 100_000)


def only_file(store):
    (path,) = store.folder.iterdir()
    return path


def test_what_was_put_is_got(store):
    store.put(KEY, b"rows")
    assert store.get(KEY) == b"rows"
    assert (store.has(KEY), store.has(OTHER)) == (True, False)
    assert store.get(OTHER) is None


def test_an_entry_is_replaced(store):
    store.put(KEY, b"old")
    store.put(KEY, b"new")
    assert store.get(KEY) == b"new"
    assert store.usage()[0] == 1


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_folder_and_files_are_their_owners_alone(store, monkeypatch):
    store.folder.parent.mkdir(parents=True, mode=0o777)
    store.folder.parent.chmod(0o777)
    before = os.umask(0)
    try:
        store.put(KEY, b"rows")
    finally:
        os.umask(before)
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(store.folder.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(only_file(store).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "damage",
    [
        lambda held: b"",
        lambda held: held[:-1],
        lambda held: held[:-1] + bytes([held[-1] ^ 1]),
        lambda held: b"something else altogether",
    ],
)
def test_a_damaged_file_is_no_entry_and_is_removed(store, damage):
    store.put(KEY, b"rows" * 100)
    path = only_file(store)
    path.write_bytes(damage(path.read_bytes()))
    assert store.get(KEY) is None
    assert not path.exists()
    store.put(KEY, b"again")
    assert store.get(KEY) == b"again"


def test_what_was_used_longest_ago_goes_first(tmp_path):
    store = DayStore(tmp_path, 4500)
    keys = [letter * 64 for letter in "abcd"]
    for at, key in enumerate(keys):
        store.put(key, os.urandom(1200))
        os.utime(tmp_path / f"{key}.day", (at, at))
    store.get(keys[0])
    store.sweep()
    assert [store.has(key) for key in keys] == [True, False, True, True]
    assert store.usage()[1] <= 4500


def test_an_entry_larger_than_the_limit_is_not_kept(tmp_path):
    store = DayStore(tmp_path, 100)
    store.put(KEY, os.urandom(1000))
    store.sweep()
    assert store.usage() == (0, 0)


def test_clearing_leaves_nothing(store):
    store.put(KEY, b"rows")
    (store.folder / "left-over-of-a-crash").write_bytes(b"half")
    store.clear()
    assert [path.name for path in store.folder.iterdir()] == ["generation"]
    assert store.usage() == (0, 0)
    assert store.get(KEY) is None


def test_each_clearing_is_seen_by_whoever_looked_before_and_survives_sweeping(store):
    seen = {store.generation()}
    for _ in range(2):
        store.clear()
        seen.add(store.generation())
    assert len(seen) == 3
    DayStore(store.folder, 0).sweep()
    assert store.generation() in seen


def test_an_empty_store_makes_no_folder(store):
    store.sweep()
    assert store.usage() == (0, 0)
    assert not store.folder.exists()


def _hammer(folder, seed):
    store = DayStore(folder, 6000)
    wrong = 0
    for turn in range(60):
        key = "abcdef"[(turn + seed) % 6] * 64
        store.put(key, key.encode() * 20)
        store.sweep()
        held = store.get("abcdef"[turn % 6] * 64)
        wrong += held is not None and held != ("abcdef"[turn % 6] * 64).encode() * 20
    return wrong


def test_several_servers_at_once_never_read_half_an_entry(tmp_path):
    with ProcessPoolExecutor(3) as pool:
        assert list(pool.map(_hammer, [tmp_path] * 3, range(3))) == [0, 0, 0]


def _put_and_sweep(folder, seed):
    store = DayStore(folder, 6000)
    for turn in range(60):
        store.put("abcdef"[(turn + seed) % 6] * 64, os.urandom(1500))
        store.sweep()
    return store.usage()[1]


def _put_and_clear(folder, seed):
    store = DayStore(folder, 6000)
    for turn in range(60):
        if seed == 0:
            store.clear()
        else:
            store.put("abcdef"[turn % 6] * 64, b"rows")
    return True


def test_the_limit_holds_with_several_servers_that_put(tmp_path):
    with ProcessPoolExecutor(3) as pool:
        list(pool.map(_put_and_sweep, [tmp_path] * 3, range(3)))
    entries, size = DayStore(tmp_path, 6000).usage()
    assert size <= 6000
    assert entries >= 3


def test_clearing_while_other_servers_put_is_no_error_to_anyone(tmp_path):
    with ProcessPoolExecutor(3) as pool:
        assert all(pool.map(_put_and_clear, [tmp_path] * 3, range(3)))
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".day" and path.name != "generation"]
