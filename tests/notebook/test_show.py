"""`lake.show` as a notebook's author meets it."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import jupyter_security_lake_ml as lake

MIME = "application/vnd.security-lake-ml+json"
SPEC = {
    "formatVersion": 1,
    "tables": [{"catalog": "AwsDataCatalog", "database": "lake", "name": "t_cloud_trail_mgmt_2_0"}],
    "range": {"kind": "last", "days": 30},
    "grain": "auto",
    "question": "access-denied",
    "custom": None,
    "accounts": [],
    "regions": [],
    "detectors": {
        "profile": "count",
        "rate": 1,
        "iqrMultiple": 5,
        "decomposition": "additive",
        "cusumThreshold": 0.01,
    },
}


def run_python(script):
    root = Path(lake.__file__).parents[1]
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ, "PYTHONPATH": str(root)})


@pytest.fixture
def saved(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.lakeml").write_text(json.dumps(SPEC, indent=2))
    return "x.lakeml"


def changed(**parts):
    return {**SPEC, **parts}


def test_outside_of_ipython_the_shown_object_is_returned(saved):
    bundle, metadata = lake.show(saved)._repr_mimebundle_()
    document = bundle[MIME]
    assert document["spec"] == SPEC
    assert (document["ranAt"], document["series"], document["findings"]) == (None, None, None)
    assert (document["tables"], document["receipts"]) == ([], [])
    assert document["range"]["to"] - document["range"]["from"] == 30 * 86_400_000
    assert "not run" in bundle["text/plain"]
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert metadata["image/png"] == {"width": 640, "height": 84}
    json.dumps(bundle, allow_nan=False)


def test_in_ipython_it_is_displayed_and_not_queried(saved):
    """In a process of its own, with sockets forbidden: showing never asks anybody."""
    script = f"""
import socket
def no(*args, **kwargs): raise AssertionError("the network was asked")
socket.socket.connect = no
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
InteractiveShell.instance()
import jupyter_security_lake_ml as lake
with capture_output() as captured:
    result = lake.show({saved!r})
assert result is None
[output] = captured.outputs
assert set(output.data) == {{"{MIME}", "text/plain", "image/png"}}, output.data.keys()
"""
    run_python(script)


def test_importing_stays_light():
    script = (
        "import sys, jupyter_security_lake_ml; heavy = {'IPython', 'jupyter_server', 'tornado', 'sqlglot',"
        " 'duckdb', 'botocore'} & set(sys.modules); assert not heavy, heavy"
    )
    run_python(script)


def test_dates_between_are_utc_and_half_open():
    spec = changed(range={"kind": "between", "from": "2024-01-01T00:00:00Z", "to": "2024-01-03"})
    document = lake.show(spec).document()
    assert document["range"] == {"from": 1_704_067_200_000, "to": 1_704_240_000_000}


def test_a_missing_file_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"no analysis 'gone\.lakeml'"):
        lake.show("gone.lakeml")


@pytest.mark.parametrize("text", ["", "{", "[]", "NaN", '{"formatVersion": 1, "x": NaN}', "[" * 10_000])
def test_a_file_that_is_not_an_analysis_is_said_so(tmp_path, text):
    (tmp_path / "bad.lakeml").write_text(text)
    with pytest.raises(lake.AnalysisFileError, match=r"bad\.lakeml"):
        lake.show(tmp_path / "bad.lakeml")


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        (changed(formatVersion=2), "format version 2.*Update"),
        (changed(formatVersion="1"), "formatVersion"),
        (changed(tables=[]), "at least one table"),
        (changed(tables=[{"name": "t"}]), "tables has to be"),
        (changed(range={"kind": "last", "days": 0}), "range"),
        (changed(range={"kind": "between", "from": "2024-02-01", "to": "2024-01-01"}), "from < to"),
        (changed(range={"kind": "between", "from": "soon", "to": "later"}), "range"),
        (changed(range=None), "range"),
        (changed(grain="week"), "grain"),
        (changed(question=None), "given when custom is null"),
        (changed(question=3), "question"),
        (changed(custom={"keys": "a"}), "custom"),
        (changed(accounts=[123]), "accounts"),
        (changed(detectors={**SPEC["detectors"], "rate": -1}), "rate"),
        (changed(detectors={**SPEC["detectors"], "profile": "x"}), "profile"),
        (changed(detectors=None), "detectors"),
    ],
)
def test_what_is_wrong_with_an_analysis_is_named(spec, says):
    with pytest.raises(lake.AnalysisFileError, match=says):
        lake.show(spec)
