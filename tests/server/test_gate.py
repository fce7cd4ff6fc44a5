"""Whose queries are whose, what the audit hears, and what a restart keeps."""

import asyncio
import json
import os
import stat
import subprocess
import sys
from types import SimpleNamespace

import pytest

from jupyter_security_lake_ml.answers import Answer
from jupyter_security_lake_ml.audit import SCHEMA_ID, Audit
from jupyter_security_lake_ml.errors import Refusal, RequestError
from jupyter_security_lake_ml.gate import Gate
from jupyter_security_lake_ml.ledger import Ledger
from jupyter_security_lake_ml.policy import Judge, Rules

from .conftest import FakeEngine


class Fake(FakeEngine):
    """The fake engine as a back end of the gate."""

    def __init__(self, origin="athena:eu-west-3"):
        super().__init__("")
        self.origin = origin

    async def call(self, operation, body):
        return Answer.of(await super().call(operation, body))


class Events:
    def __init__(self):
        self.heard = []

    def register_event_schema(self, schema):
        pass

    def emit(self, *, schema_id, data):
        assert schema_id == SCHEMA_ID
        self.heard.append(data)


@pytest.fixture
def make_gate(tmp_path):
    def make(events=None, rules=None):
        return Gate(rules or Rules(), Ledger(tmp_path / "state"), Judge(), Audit(events))

    return make


def run(gate, backend, operation, body=None, owner="ada"):
    return asyncio.run(gate.call(backend, owner, operation, body or {}))


def start(gate, backend, owner="ada", sql="SELECT 1"):
    return run(gate, backend, "StartQueryExecution", {"QueryString": sql}, owner).document()


OF_A_QUERY = ["GetQueryExecution", "GetQueryResults", "GetQueryRuntimeStatistics", "StopQueryExecution"]


@pytest.mark.parametrize("operation", OF_A_QUERY)
def test_a_query_that_this_server_did_not_start_is_unknown(make_gate, operation):
    backend = Fake()
    with pytest.raises(RequestError, match="was not found"):
        run(make_gate(), backend, operation, {"QueryExecutionId": "6a1f1b1e-0000-4000-8000-000000000000"})
    assert backend.calls == []


@pytest.mark.parametrize("operation", OF_A_QUERY)
def test_a_query_of_somebody_else_is_unknown(make_gate, operation):
    gate, backend = make_gate(), Fake()
    started = start(gate, backend, "ada")
    with pytest.raises(RequestError, match="was not found"):
        run(gate, backend, operation, started, "eve")
    assert run(gate, backend, operation, started, "ada").ok


@pytest.mark.parametrize("operation", OF_A_QUERY)
def test_query_ids_survive_a_restart(make_gate, operation):
    backend = Fake()
    started = start(make_gate(), backend)
    assert run(make_gate(), backend, operation, started).ok


def test_an_id_of_one_back_end_is_unknown_to_another(make_gate):
    gate = make_gate()
    started = start(gate, Fake("local:/lake"))
    with pytest.raises(RequestError, match="was not found"):
        run(gate, Fake(), "GetQueryExecution", started)


def test_a_batch_leaves_out_what_is_not_ours(make_gate):
    gate, backend = make_gate(), Fake()
    mine, theirs = start(gate, backend, "ada"), start(gate, backend, "eve")
    status = {"Status": {"State": "RUNNING"}}
    backend.answers["BatchGetQueryExecution"] = {"QueryExecutions": [{**mine, **status}]}
    ids = [mine["QueryExecutionId"], theirs["QueryExecutionId"]]
    document = run(gate, backend, "BatchGetQueryExecution", {"QueryExecutionIds": ids}).document()
    assert backend.calls[-1] == ("BatchGetQueryExecution", {"QueryExecutionIds": ids[:1]})
    assert [one["QueryExecutionId"] for one in document["QueryExecutions"]] == ids[:1]
    assert [one["QueryExecutionId"] for one in document["UnprocessedQueryExecutionIds"]] == ids[1:]


def test_the_list_of_executions_holds_ones_own_newest_first(make_gate):
    gate, backend = make_gate(), Fake()
    mine = [start(gate, backend, "ada")["QueryExecutionId"] for _ in range(3)]
    start(gate, backend, "eve")
    first = run(gate, backend, "ListQueryExecutions", {"MaxResults": 2}).document()
    assert first["QueryExecutionIds"] == mine[:0:-1]
    rest = run(
        gate, backend, "ListQueryExecutions", {"MaxResults": 2, "NextToken": first["NextToken"]}
    ).document()
    assert rest == {"QueryExecutionIds": mine[:1]}


def test_lists_leave_out_what_is_not_allowed(make_gate):
    rules = Rules(workgroups=("analysts",), databases=("lake",))
    gate, backend = make_gate(rules=rules), Fake()
    backend.answers = {
        "ListWorkGroups": {"WorkGroups": [{"Name": "analysts"}, {"Name": "admins"}]},
        "ListDatabases": {"DatabaseList": [{"Name": "lake"}, {"Name": "hr"}], "NextToken": "n"},
        "ListDataCatalogs": {
            "DataCatalogsSummary": [{"CatalogName": "AwsDataCatalog"}, {"CatalogName": "l"}]
        },
    }
    assert run(gate, backend, "ListWorkGroups").document() == {"WorkGroups": [{"Name": "analysts"}]}
    assert run(gate, backend, "ListDatabases").document() == {
        "DatabaseList": [{"Name": "lake"}],
        "NextToken": "n",
    }
    assert run(gate, backend, "ListDataCatalogs").document() == {
        "DataCatalogsSummary": [{"CatalogName": "AwsDataCatalog"}]
    }


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_the_ledger_is_private(make_gate, tmp_path):
    (tmp_path / "state").mkdir(mode=0o755)
    start(make_gate(), Fake())
    folder, file = tmp_path / "state", tmp_path / "state" / "queries.sqlite3"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"SELECT" not in file.read_bytes().replace(b"CREATE TABLE", b"")


def test_no_query_is_started_whose_id_could_not_be_kept(make_gate, tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    backend = Fake()
    with pytest.raises(RequestError) as failed:
        start(make_gate(), backend)
    assert failed.value.code == "STATE_UNUSABLE"
    assert "StartQueryExecution" not in [operation for operation, _ in backend.calls]


@pytest.mark.parametrize("token", ["9" * 30, "9" * 6000, "-1", "\u0663", [1]])
def test_a_token_of_the_list_that_we_did_not_give_is_an_error_of_the_request(make_gate, token):
    with pytest.raises(RequestError) as failed:
        run(make_gate(), Fake(), "ListQueryExecutions", {"NextToken": token})
    assert failed.value.status == 400


def test_a_start_that_is_sent_again_is_one_event(make_gate):
    events = Events()
    gate, backend = make_gate(events), Fake()
    body = {"QueryString": "SELECT 1", "ClientRequestToken": "t" * 32}
    ids = {run(gate, backend, "StartQueryExecution", body).document()["QueryExecutionId"] for _ in range(3)}
    assert len(ids) == 1
    assert [one["action"] for one in events.heard] == ["started"]


def test_the_audit_hears_of_start_end_and_stop_without_values(make_gate):
    events = Events()
    gate, backend = make_gate(events), Fake()
    started = start(gate, backend, sql="SELECT * FROM lake.t WHERE k = 'tell-tale'")
    for _ in range(3):
        run(gate, backend, "GetQueryExecution", started)
    run(gate, backend, "StopQueryExecution", started)
    assert [(one["action"], one["user"], one["tables"]) for one in events.heard] == [
        ("started", "ada", ["lake.t"]),
        ("finished", "ada", ["lake.t"]),
        ("stopped", "ada", ["lake.t"]),
    ]
    assert {one["query_id"] for one in events.heard} == {started["QueryExecutionId"]}
    assert events.heard[1]["scanned_bytes"] == 123
    assert "tell-tale" not in json.dumps(events.heard)


def test_the_audit_hears_of_refusals(make_gate):
    events = Events()
    gate, backend = make_gate(events), Fake()
    with pytest.raises(Refusal):
        start(gate, backend, sql="DROP TABLE tell_tale")
    with pytest.raises(Refusal):
        run(gate, backend, "CreateWorkGroup", {"Name": "tell_tale"})
    assert [(one["operation"], one["rule"]) for one in events.heard] == [
        ("StartQueryExecution", "not-a-query"),
        ("CreateWorkGroup", "operation"),
    ]
    assert "tell_tale" not in json.dumps(events.heard)
    assert backend.calls == []


def test_a_large_statement_is_judged_in_a_process_of_its_own(make_gate):
    gate, backend = make_gate(), Fake()
    keys = ", ".join(f"'key {number}'" for number in range(10_000))
    try:
        assert start(gate, backend, sql=f"SELECT * FROM t WHERE k IN ({keys})")["QueryExecutionId"]
        with pytest.raises(Refusal, match="Only one statement"):
            start(gate, backend, sql=f"SELECT * FROM t WHERE k IN ({keys}); DROP TABLE t")
    finally:
        gate._judge.close()


SERVER = """
import asyncio
from jupyter_security_lake_ml.policy import Judge
from jupyter_security_lake_ml.policy.statements import Scope

judge = Judge()
asyncio.run(judge.judge("SELECT ARRAY[ARRAY[ARRAY[1]]]", Scope("c", frozenset(), "d")))
print("judged", flush=True)
asyncio.run(asyncio.sleep(60))
"""


@pytest.mark.skipif(os.name != "posix", reason="processes elsewhere don't share what they print to")
def test_the_process_that_judges_ends_with_a_server_that_is_killed():
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    assert server.stdout.readline() == "judged\n"
    server.kill()
    # The pipe is closed when the last process that holds it is gone.
    assert server.communicate(timeout=20) == ("", None)


@pytest.mark.parametrize(
    ("sql", "apart"),
    [
        ("SELECT count(*) FROM t WHERE k IN ('a')", False),
        ("SELECT ARRAY[ARRAY[ARRAY[ARRAY[1]]]] FROM t", True),
        ("SELECT 1 WHERE " + "(" * 12 + "true" + ")" * 12, True),
        ("SELECT count(*) FROM t WHERE k IN (" + ", ".join(["'a'"] * 2_000) + ")", True),
    ],
    ids=["easy", "read twice", "deep", "long"],
)
def test_only_what_is_quick_for_sure_is_judged_beside_the_event_loop(make_gate, sql, apart):
    gate = make_gate()
    try:
        assert start(gate, Fake(), sql=sql)["QueryExecutionId"]
        assert (gate._judge._pool is not None) == apart
    finally:
        gate._judge.close()


def test_users_without_names_of_their_own_are_one():
    from jupyter_server.auth.identity import IdentityProvider, PasswordIdentityProvider, User

    from jupyter_security_lake_ml.identity import SHARED, owner_of

    class Hub(IdentityProvider):
        pass

    user = User(username="ada")
    assert owner_of(SimpleNamespace(identity_provider=IdentityProvider(), current_user=user)) == SHARED
    assert (
        owner_of(SimpleNamespace(identity_provider=PasswordIdentityProvider(), current_user=user)) == SHARED
    )
    assert owner_of(SimpleNamespace(identity_provider=Hub(), current_user=user)) == "ada"
