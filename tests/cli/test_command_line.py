"""The command line: what it accepts, what it says, and its exit status."""

import errno
import subprocess
import sys

import pytest

from jupyter_security_lake_ml import __version__, cli, demo
from jupyter_security_lake_ml.cli import main
from jupyter_security_lake_ml.demo import catalogue
from jupyter_security_lake_ml.demo.functions import LAMBDA


@pytest.fixture
def one_source(monkeypatch):
    monkeypatch.setattr(catalogue, "SOURCES", (LAMBDA,))


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.split() == ["security-lake-ml", __version__]


def test_help_names_the_commands_and_loads_no_engine():
    script = "import sys; from jupyter_security_lake_ml.cli import main; main(['--help']); print('duckdb' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert all(name in told for name in ("demo-lake", "import", "athena"))
    assert told.split()[-1] == "False"


@pytest.mark.parametrize("arguments", [[], ["dance"], ["demo-lake"], ["demo-lake", "x", "--days", "many"]])
def test_a_wrong_command_line_is_status_2(arguments, capsys):
    assert main(arguments) == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--days", "3", "--days"),
        ("--days", "9999", "--days"),
        ("--scale", "0", "--scale"),
        ("--scale", "nan", "--scale"),
        ("--end", "soon", "--end"),
        ("--end", "2025-02-30", "--end"),
    ],
)
def test_an_option_that_makes_no_lake_is_named(tmp_path, capsys, option, value, told):
    assert main(["demo-lake", str(tmp_path / "lake"), option, value]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_demo_lake_is_made_then_kept(one_source, tmp_path, capsys):
    arguments = [
        "demo-lake",
        str(tmp_path / "lake"),
        "--days",
        "10",
        "--end",
        "2025-11-20",
        "--scale",
        "0.01",
    ]
    assert main(arguments) == 0
    assert "written to" in capsys.readouterr().err
    assert main(arguments) == 0
    assert "is up to date" in capsys.readouterr().err


def test_a_folder_with_other_files_is_refused(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")
    assert main(["demo-lake", str(tmp_path)]) == 1
    assert "has other files in it" in capsys.readouterr().err


def test_a_lake_that_is_not_there_is_not_served(tmp_path, capsys):
    assert main(["athena", "--lake", str(tmp_path / "none")]) == 1
    assert "there is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "no permission"), (errno.EROFS, "no permission")],
)
def test_why_a_lake_cannot_be_written(monkeypatch, tmp_path, capsys, number, told):
    def fail(*arguments):
        raise OSError(number, "as the system says", str(tmp_path))

    monkeypatch.setattr(demo, "make", fail)
    assert main(["demo-lake", str(tmp_path / "lake")]) == 1
    assert told in capsys.readouterr().err


def test_without_duckdb_the_extra_to_install_is_told(monkeypatch, tmp_path, capsys):
    def missing(*arguments):
        raise ModuleNotFoundError("No module named 'duckdb'", name="duckdb")

    monkeypatch.setattr(demo, "make", missing)
    assert main(["demo-lake", str(tmp_path / "lake")]) == 1
    assert "pip install 'jupyter_security_lake_ml[local]'" in capsys.readouterr().err


def test_an_interrupt_is_status_130(monkeypatch, tmp_path):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "make", interrupted)
    assert main(["demo-lake", str(tmp_path / "lake")]) == cli.INTERRUPTED
