"""The server with Athena behind it: which back end is chosen, what the check says, what is logged."""

import asyncio
import json
import logging
import threading
import time

import pytest

from jupyter_security_lake_ml.cache.template import DAY_MS, fill
from jupyter_security_lake_ml.remote import session

from .fake_athena import KEY, SECRET, TOKEN, aws_error

TABLE = {
    "Name": "amazon_security_lake_table_eu_west_3_cloud_trail_mgmt_2_0",
    "Columns": [{"Name": "time_dt", "Type": "timestamp"}],
    "PartitionKeys": [],
}
DATABASE = "amazon_security_lake_glue_db_eu_west_3"


@pytest.fixture
def backend(monkeypatch):
    monkeypatch.setenv("SECURITY_LAKE_ML_BACKEND", "athena")
    monkeypatch.setenv("SECURITY_LAKE_ML_WORKGROUP", "analysts")


@pytest.fixture
def automatic(monkeypatch, lake):
    monkeypatch.setenv("SECURITY_LAKE_ML_BACKEND", "auto")


@pytest.fixture
def filled(aws):
    aws.answers["ListDatabases"] = {"DatabaseList": [{"Name": "default"}, {"Name": DATABASE}]}
    aws.answers["ListTableMetadata"] = {"TableMetadataList": [TABLE]}
    aws.answers["GetQueryResults"] = {"ResultSet": {"Rows": [{"Data": []}, {"Data": []}]}}
    return aws


async def read_config(jp_fetch):
    return json.loads((await jp_fetch("security-lake-ml", "config", request_timeout=60)).body)


async def run_check(jp_fetch, **body):
    headers = {"Content-Type": "application/json"}
    response = await jp_fetch(
        "security-lake-ml", "check", method="POST", body=json.dumps(body), headers=headers, request_timeout=60
    )
    return json.loads(response.body)


async def test_auto_chooses_athena_when_credentials_and_workgroup_answer(automatic, aws, engines, jp_fetch):
    config = await read_config(jp_fetch)
    assert (config["backend"], config["ready"], config["demo"]) == ("athena", True, False)
    assert config["region"] == "eu-west-3"
    assert f"at {aws.url}/" in config["reason"], "an endpoint that isn't AWS's own is said"
    assert "arn:aws:sts::111122223333:assumed-role/analyst/ada" in config["reason"]
    assert config["identity"]["account"] == "111122223333"


async def test_credentials_renewed_as_another_role_are_told_and_keep_their_own_days(
    automatic, aws, engines, jp_fetch, athena, jp_serverapp, monkeypatch
):
    services = jp_serverapp.web_app.settings["security_lake_ml"]
    before = await read_config(jp_fetch)
    place = services.cache._place(await services.selection.now(), "ada")
    aws.expired.add(KEY)
    aws.secrets["AKIDNEW"] = ("new secret", "new token")
    aws.roles["AKIDNEW"] = "auditor"
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDNEW")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "new secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "new token")
    assert (await athena("ListWorkGroups"))[0] == 200

    after = await read_config(jp_fetch)
    assert after["identity"]["arn"].endswith("/auditor/ada")
    assert after["reason"] == before["reason"].replace("/analyst/", "/auditor/")
    assert services.cache._place(await services.selection.now(), "ada") != place


async def test_days_of_a_query_are_kept_for_the_role_that_asked_and_not_for_the_one_of_now(
    backend, aws, athena, jp_fetch, monkeypatch
):
    """Lake Formation shows each role its rows, and a result may be read by another role of the workgroup."""
    first = int(time.time() * 1000) // DAY_MS - 9
    template, start, end = "SELECT {{start ms}}, {{end ms}}", first * DAY_MS, (first + 1) * DAY_MS
    sql = fill(template, start, end)
    status = {"State": "SUCCEEDED", "SubmissionDateTime": time.time()}
    columns = ["slice", "k1", "total", "active", "cells", "all_series", "all_total"]
    data = [columns, ["all", None, "7", "1", json.dumps({first: 7}), "0", "7"]]
    aws.answers["GetQueryExecution"] = lambda body: {
        "QueryExecution": {**body, "Query": sql, "Status": status, "WorkGroup": "analysts"}
    }
    aws.answers["GetQueryResults"] = {
        "ResultSet": {
            "ResultSetMetadata": {"ColumnInfo": [{"Name": name} for name in columns]},
            "Rows": [{"Data": [{"VarCharValue": value} if value else {} for value in row]} for row in data],
        }
    }

    async def act(**body):
        sent = {"template": template, "days": [first], **body}
        headers = {"Content-Type": "application/json"}
        reply = await jp_fetch(
            "security-lake-ml", "cache", method="POST", body=json.dumps(sent), headers=headers
        )
        return json.loads(reply.body)["kept"]

    query = (await athena("StartQueryExecution", {"QueryString": sql}))[1]["QueryExecutionId"]
    keep = {"action": "keep", "queryId": query, "from": start, "to": end, "bucketMs": DAY_MS}
    aws.secrets["AKIDNEW"] = ("new secret", "new token")
    aws.roles["AKIDNEW"] = "auditor"
    aws.expired.add(KEY)
    for name, value in {"ACCESS_KEY_ID": "AKIDNEW", "SECRET_ACCESS_KEY": "new secret"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_SESSION_TOKEN", "new token")
    assert (await athena("GetQueryResults", {"QueryExecutionId": query}))[0] == 200, "the auditor may read it"
    assert await act(**keep) == []
    assert await act(action="look") == []

    aws.roles["AKIDNEWER"], aws.secrets["AKIDNEWER"] = "analyst", aws.secrets["AKIDNEW"]
    aws.expired.add("AKIDNEW")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDNEWER")
    monkeypatch.setattr(session, "RENEW_SECONDS", 0)
    assert (await athena("GetQueryResults", {"QueryExecutionId": query}))[0] == 200
    assert await act(**keep) == [first], "the same role with renewed credentials"
    assert await act(action="look") == [first]


async def test_who_we_are_is_asked_once_for_each_key(automatic, aws, engines, jp_fetch, monkeypatch):
    asked = []
    handler = aws.RequestHandlerClass
    send = handler.send_sts
    monkeypatch.setattr(handler, "send_sts", lambda self: (asked.append(1), send(self))[1])
    for _ in range(3):
        await read_config(jp_fetch)
    assert len(asked) == 1


async def test_auto_says_why_it_is_the_local_lake(automatic, aws, engines, jp_fetch, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    config = await read_config(jp_fetch)
    assert (config["backend"], config["ready"], config["demo"]) == ("local", True, True)
    assert "No credentials: " in config["reason"]
    assert "demo lake" in config["reason"]


async def test_auto_with_nothing_to_ask_says_what_would_help(aws, jp_fetch, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    config = await read_config(jp_fetch)
    assert (config["backend"], config["ready"]) == ("athena", False)
    assert "No credentials: " in config["reason"]
    assert "security-lake-ml demo-lake" in config["reason"]
    step = (await run_check(jp_fetch))["steps"][0]
    assert (step["id"], step["state"], step["failure"]) == ("credentials", "failed", "no-credentials")


async def test_a_workgroup_that_is_not_there_is_named_with_those_that_are(backend, aws, jp_fetch):
    aws.answers["GetWorkGroup"] = aws_error("InvalidRequestException", "WorkGroup analysts is not found.")
    aws.answers["ListWorkGroups"] = {
        "WorkGroups": [{"Name": "primary", "State": "ENABLED"}, {"Name": "old", "State": "DISABLED"}]
    }
    config = await read_config(jp_fetch)
    assert (config["backend"], config["ready"]) == ("athena", False)
    assert "workgroup analysts not found; you may use: primary." in config["reason"]


async def test_a_query_runs_through_the_server(backend, aws, athena):
    body = {"QueryString": "SELECT 1", "ClientRequestToken": "x" * 36}
    code, started, headers = await athena("StartQueryExecution", body)
    assert code == 200
    sent = aws.calls[-1][1]
    assert (sent["WorkGroup"], sent["QueryExecutionContext"]) == ("analysts", {"Catalog": "AwsDataCatalog"})
    code, got, _ = await athena("GetQueryExecution", started)
    assert got["QueryExecution"]["Status"]["State"] == "SUCCEEDED"
    assert headers["x-amzn-requestid"]


async def test_an_error_of_athena_reaches_the_browser_as_it_is(backend, aws, athena):
    aws.answers["ListDatabases"] = aws_error("MetadataException", "Insufficient Lake Formation permission(s)")
    code, error, _ = await athena("ListDatabases")
    assert (code, error) == aws.answers["ListDatabases"]


async def test_a_refused_statement_never_reaches_athena(backend, aws, athena):
    code, error, _ = await athena("StartQueryExecution", {"QueryString": "DROP TABLE t"})
    assert (code, error["__type"]) == (400, "InvalidRequestException")
    assert error["AthenaErrorCode"] == "REFUSED_BY_POLICY"
    assert "StartQueryExecution" not in aws.operations()


async def test_the_check_walks_from_credentials_to_one_row(backend, filled, jp_fetch):
    report = await run_check(jp_fetch)
    assert [(step["id"], step["state"]) for step in report["steps"]] == [
        (name, "ok")
        for name in ("credentials", "identity", "workgroup", "output", "database", "table", "row")
    ]
    assert report["ready"] is True
    started = next(body for operation, body in filled.calls if operation == "StartQueryExecution")
    assert '"time_dt" >= ' in started["QueryString"]
    assert started["QueryString"].endswith("LIMIT 1")


async def test_the_check_can_do_without_a_query(backend, filled, jp_fetch):
    report = await run_check(jp_fetch, row=False)
    assert report["steps"][-1]["id"] == "table"
    assert "StartQueryExecution" not in filled.operations()


@pytest.mark.parametrize(
    ("operation", "error", "step", "failure", "permission"),
    [
        (
            "GetWorkGroup",
            aws_error("AccessDeniedException", "x is not authorized to perform: athena:GetWorkGroup"),
            "workgroup",
            "permission",
            "athena:GetWorkGroup",
        ),
        (
            "ListTableMetadata",
            aws_error("MetadataException", "Insufficient Lake Formation permission(s): Describe on t"),
            "table",
            "lake-formation",
            "DESCRIBE on t in Lake Formation",
        ),
        (
            "StartQueryExecution",
            aws_error("InvalidRequestException", "No output location provided."),
            "row",
            "no-output",
            None,
        ),
    ],
)
async def test_a_step_that_fails_names_permission_and_remedy(
    backend, filled, jp_fetch, operation, error, step, failure, permission
):
    filled.answers[operation] = error
    report = await run_check(jp_fetch)
    assert report["ready"] is False
    failed = [one for one in report["steps"] if one["state"] == "failed"]
    assert [(one["id"], one["failure"], one["permission"]) for one in failed] == [(step, failure, permission)]
    assert failed[0]["turn"] == "administrator"
    assert failed[0]["remedy"] and error[1]["Message"] in failed[0]["technical"]
    after = report["steps"][report["steps"].index(failed[0]) + 1 :]
    assert all(one["state"] == "skipped" for one in after)


async def test_a_failed_query_explains_lake_formation(backend, filled, jp_fetch):
    reason = "COLUMN_NOT_FOUND: line 1:8: Relation contains no accessible columns"
    status = {"State": "FAILED", "StateChangeReason": reason}
    filled.answers["GetQueryExecution"] = {"QueryExecution": {"Status": status}}
    step = (await run_check(jp_fetch))["steps"][-1]
    assert (step["state"], step["failure"]) == ("failed", "columns-denied")
    assert "resource link" in step["remedy"]


async def test_the_check_tells_each_step_as_it_ends(backend, filled, jp_fetch):
    headers = {"Content-Type": "application/json", "Accept": "application/x-ndjson"}
    response = await jp_fetch("security-lake-ml", "check", method="POST", body="{}", headers=headers)
    assert response.headers["Content-Type"] == "application/x-ndjson"
    reports = [json.loads(line) for line in response.body.splitlines()]
    names = ["credentials", "identity", "workgroup", "output", "database", "table", "row"]
    for at, report in enumerate(reports[: len(names)]):
        states = [step["state"] for step in report["steps"]]
        assert states == ["ok"] * at + ["running"] + ["waiting"] * (len(names) - at - 1)
        assert report["done"] is False
    assert [step["id"] for step in reports[-1]["steps"]] == names
    assert (reports[-1]["done"], reports[-1]["ready"]) == (True, True)
    assert reports[-1]["identity"]["account"] == "111122223333"
    assert reports[-1]["workgroup"] == "analysts"


async def test_a_check_while_credentials_are_slow_holds_nobody_up(backend, filled, jp_fetch, jp_serverapp):
    """botocore may wait for seconds for a machine's role or a credential process, and holds the session then."""
    await read_config(jp_fetch)
    remote = jp_serverapp.web_app.settings["security_lake_ml"].backends._remote
    loop = asyncio.get_running_loop()
    remote._session._lock.acquire()
    threading.Timer(1.5, remote._session._lock.release).start()
    check = asyncio.ensure_future(run_check(jp_fetch, row=False))
    longest, before = 0.0, loop.time()
    while not check.done():
        await asyncio.sleep(0.01)
        longest, before = max(longest, loop.time() - before), loop.time()
    assert (await check)["ready"]
    assert longest < 1


async def test_a_free_row_is_read_only_where_nobody_bills_it(backend, filled, jp_fetch):
    report = await run_check(jp_fetch, row="free")
    assert report["steps"][-1]["id"] == "table"
    assert "StartQueryExecution" not in filled.operations()


async def test_a_refused_signature_brings_no_token_to_the_browser(backend, filled, athena, jp_fetch):
    told = f"The Canonical String should have been 'POST\nx-amz-security-token:{TOKEN}\n' for {SECRET}"
    filled.answers["GetWorkGroup"] = aws_error("InvalidSignatureException", told)
    report = json.dumps(await run_check(jp_fetch))
    assert "bad-credentials" in report
    answer = json.dumps((await athena("GetWorkGroup", {"WorkGroup": "analysts"}))[1])
    assert "Canonical String" in answer
    for secret in (TOKEN, SECRET):
        assert secret not in report + answer


async def test_the_check_of_a_local_lake_has_no_steps_of_aws(lake, engines, jp_fetch):
    await read_config(jp_fetch)
    engines[0].answers["ListDatabases"] = {"DatabaseList": [{"Name": DATABASE}]}
    engines[0].answers["ListTableMetadata"] = {"TableMetadataList": [TABLE]}
    report = await run_check(jp_fetch)
    assert [step["id"] for step in report["steps"]] == ["database", "table", "row"]
    assert report["ready"] is True


async def test_events_are_emitted_by_their_schema(backend, aws, athena, jp_serverapp):
    heard = []

    async def listen(logger, schema_id, data):
        heard.append(data)

    from jupyter_security_lake_ml.audit import SCHEMA_ID

    jp_serverapp.event_logger.add_listener(schema_id=SCHEMA_ID, listener=listen)
    started = (await athena("StartQueryExecution", {"QueryString": "SELECT * FROM t"}))[1]
    await athena("GetQueryExecution", started)
    await athena("StopQueryExecution", started)
    await athena("StartQueryExecution", {"QueryString": "DROP TABLE t"})
    await jp_serverapp.event_logger.gather_listeners()
    assert [one["action"] for one in heard] == ["started", "finished", "stopped", "refused"]


async def test_no_secret_is_logged_at_any_level(backend, filled, athena, jp_fetch, caplog):
    """Everything is logged, botocore's canonical requests included; nothing secret is among it."""
    caplog.set_level(logging.DEBUG)
    for name in ("botocore", "urllib3", "botocore.auth", "jupyter_security_lake_ml"):
        caplog.set_level(logging.DEBUG, logger=name)
    await run_check(jp_fetch)
    await athena("StartQueryExecution", {"QueryString": "SELECT 'tell-tale' FROM t"})
    await athena("StartQueryExecution", {"QueryString": "DROP TABLE tell_tale"})
    filled.expired.add(KEY)
    await athena("ListDatabases")
    filled.faults = ["reset"] * 20
    await athena("ListDatabases")
    text = caplog.text
    assert "CanonicalRequest" in text
    for secret in (SECRET, TOKEN, "tell-tale", "tell_tale"):
        assert secret not in text
    assert not [line for line in text.splitlines() if "Signature=" in line and "Signature=***" not in line]
