"""The way of a query from the page's request to its rows, with everything broken that can break on it.

Handler with back end `athena` → fault proxy, which checks each signature → standalone local engine with rows.
"""

import asyncio
import json
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jupyter_security_lake_ml.remote import retry

from .fake_athena import KEY, SECRET, TOKEN, aws_error
from .fault_proxy import FaultProxy

pytest.importorskip("duckdb", reason="the local engine needs DuckDB")

TABLE = '"amazon_security_lake_glue_db_us_east_1"."amazon_security_lake_table_us_east_1_cloud_trail_mgmt_2_0"'
COUNT = f"SELECT count(*) AS n FROM {TABLE}"
SLOW = f"SELECT count(*) FROM {' CROSS JOIN '.join(f'{TABLE} t{i}' for i in range(6))} WHERE t0.time % 7 < 9"
DEADLINE = 2


@pytest.fixture(scope="module")
def lake_dir(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lake")
    source = folder / "cloud_trail_mgmt_2_0"
    source.mkdir()
    start = datetime.now(UTC).replace(tzinfo=None)
    moments = [start - timedelta(seconds=number) for number in range(300)]
    columns = {
        "time": pa.array([int(moment.timestamp() * 1000) for moment in moments], pa.int64()),
        "time_dt": pa.array(moments, pa.timestamp("us")),
    }
    pq.write_table(pa.table(columns), source / "a.parquet")
    return folder


@pytest.fixture(scope="module")
def engine(lake_dir):
    """Address of a standalone engine on a thread of its own."""
    from jupyter_security_lake_ml.local.server import serve

    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    server = asyncio.run_coroutine_threadsafe(serve(lake_dir, 0, ("primary", "analysts")), loop).result(30)
    yield f"http://127.0.0.1:{server.port}"
    asyncio.run_coroutine_threadsafe(server.stop(), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)


@pytest.fixture
def proxy(aws, engine, monkeypatch, tmp_path):
    """The fault proxy, found by botocore in the fake's place."""
    server = FaultProxy(engine)
    monkeypatch.setenv("AWS_ENDPOINT_URL_ATHENA", server.url)
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", server.url)
    monkeypatch.setenv("SECURITY_LAKE_ML_BACKEND", "athena")
    monkeypatch.setattr(retry, "LONGEST_SECONDS", 0.05)
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def jp_server_config(jp_server_config, tmp_path):
    settings = {"call_seconds": DEADLINE, "state_dir": str(tmp_path / "state")}
    return {**jp_server_config, "SecurityLakeApp": settings}


@pytest.fixture
def lake(proxy, athena):
    """Calls one operation; answers status, exception type (empty when all is well) and document.

    Each test starts under a token of its own: the engine lives longer than one.
    """

    async def call(operation, body=None):
        status, document, headers = await athena(operation, body)
        assert headers["Cache-Control"] == "no-store"
        return status, document.get("__type", ""), document

    call.token = str(uuid.uuid4())
    return call


async def started(lake, sql=COUNT, token=None):
    body = {"QueryString": sql, "ClientRequestToken": token or lake.token}
    status, kind, document = await lake("StartQueryExecution", body)
    assert (status, kind) == (200, "")
    return document


async def ended(lake, query):
    for _ in range(300):
        status, _, document = await lake("GetQueryExecution", query)
        assert status == 200
        if document["QueryExecution"]["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return document["QueryExecution"]
        await asyncio.sleep(0.02)
    raise AssertionError("the query didn't end")


async def rows(lake, query):
    return (await lake("GetQueryResults", query))[2]["ResultSet"]["Rows"][1]["Data"][0]["VarCharValue"]


PASSING = {
    "throttled": aws_error("ThrottlingException", "Rate exceeded"),
    "concurrency limit": aws_error("TooManyRequestsException", Reason="CONCURRENT_QUERY_LIMIT_EXCEEDED"),
    "an internal fault": aws_error("InternalServerException", status=500),
    "unavailable": aws_error("ServiceUnavailableException", status=503),
    "a page of a proxy": "html",
    "a reset": "reset",
    "an answer that is lost": "lost",
}
OF_A_QUERY = ["StartQueryExecution", "GetQueryExecution", "GetQueryResults", "StopQueryExecution"]


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
async def test_what_passes_is_waited_out_and_starts_one_query(lake, proxy, fault):
    await lake("ListWorkGroups")
    proxy.faults_of = {operation: [fault, fault] for operation in OF_A_QUERY}
    query = await started(lake)
    assert (await ended(lake, query))["Status"]["State"] == "SUCCEEDED"
    assert await rows(lake, query) == "300"
    assert (await lake("StopQueryExecution", query))[0] == 200
    assert set(proxy.started) == {query["QueryExecutionId"]}
    assert proxy.operations().count("StartQueryExecution") == 3
    assert (
        len({body["ClientRequestToken"] for name, body in proxy.calls if "ClientRequestToken" in body}) == 1
    )


LASTING = {
    "throttled": (PASSING["throttled"], 400, "ThrottlingException", None),
    "concurrency limit": (PASSING["concurrency limit"], 400, "TooManyRequestsException", None),
    "an internal fault": (PASSING["an internal fault"], 500, "InternalServerException", None),
    "a page of a proxy": ("html", 503, "ServiceUnavailableException", "FOREIGN_ANSWER"),
    "a reset": ("reset", 503, "ServiceUnavailableException", "UNREACHABLE"),
}


@pytest.mark.parametrize(("fault", "status", "kind", "code"), LASTING.values(), ids=LASTING.keys())
async def test_what_stays_ends_with_its_own_name_after_some_tries(lake, proxy, fault, status, kind, code):
    query = await started(lake)
    proxy.calls.clear()
    proxy.faults_of = {"GetQueryExecution": [fault] * 50}
    got = await lake("GetQueryExecution", query)
    assert got[:2] == (status, kind)
    assert got[2].get("AthenaErrorCode") == code
    assert proxy.operations() == ["GetQueryExecution"] * retry.ATTEMPTS
    # It is the page's turn to wait; the query is still there for it.
    proxy.faults_of.clear()
    assert (await ended(lake, query))["Status"]["State"] == "SUCCEEDED"


FINAL = {
    "not the catalogue's": (aws_error("MetadataException", "Rejecting request from Glue"), 400),
    "not allowed": (aws_error("AccessDeniedException", "not authorized to perform: athena:X"), 400),
    "results deleted": (aws_error("InvalidRequestException", "Could not find results"), 400),
    "sign-in page": ("login", 400),
    "sent elsewhere": ("redirect", 400),
}


@pytest.mark.parametrize(("fault", "status"), FINAL.values(), ids=FINAL.keys())
async def test_what_no_second_try_would_change_is_tried_once(lake, proxy, fault, status):
    query = await started(lake)
    await ended(lake, query)
    proxy.calls.clear()
    proxy.faults_of = {"GetQueryResults": [fault]}
    got = await lake("GetQueryResults", query)
    said = fault[1]["__type"] if isinstance(fault, tuple) else "ForeignAnswerException"
    assert got[:2] == (status, said)
    assert proxy.operations() == ["GetQueryResults"]


async def test_a_minute_without_network_loses_nothing(lake, proxy):
    """Time is scaled: what is a minute of tries for a person is the time that four calls take here."""
    query = await started(lake)
    proxy.offline = True
    for _ in range(4):
        assert (await lake("GetQueryExecution", query))[:2] == (503, "ServiceUnavailableException")
    again = await lake("StartQueryExecution", {"QueryString": COUNT, "ClientRequestToken": lake.token})
    assert again[2]["AthenaErrorCode"] == "UNREACHABLE"
    proxy.offline = False
    assert await started(lake) == query, "the same token finds the same query"
    assert (await ended(lake, query))["Status"]["State"] == "SUCCEEDED"
    assert await rows(lake, query) == "300"
    assert set(proxy.started) == {query["QueryExecutionId"]}


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://athena.invalid"])
async def test_nobody_at_the_address_is_said_so(lake, proxy, monkeypatch, address):
    monkeypatch.setenv("AWS_ENDPOINT_URL_ATHENA", address)
    status, kind, document = await lake("ListWorkGroups")
    assert (status, kind, document["AthenaErrorCode"]) == (503, "ServiceUnavailableException", "UNREACHABLE")


async def test_a_slow_answer_ends_at_the_deadline_of_the_call(lake, proxy):
    query = await started(lake)
    proxy.faults_of = {"GetQueryExecution": [DEADLINE + 3]}
    before = time.monotonic()
    assert (await lake("GetQueryExecution", query))[0] == 504
    assert time.monotonic() - before < DEADLINE + 2.5
    assert (await lake("GetQueryExecution", query))[0] == 200


async def test_expired_credentials_are_renewed_while_a_query_is_polled(lake, proxy, monkeypatch):
    query = await started(lake)
    proxy.expired.add(KEY)
    proxy.secrets["ASIAFRESHFRESHFRESH0"] = (SECRET, TOKEN)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ASIAFRESHFRESHFRESH0")
    assert (await ended(lake, query))["Status"]["State"] == "SUCCEEDED"
    assert await rows(lake, query) == "300"


async def test_credentials_that_nobody_renews_are_said_to_have_expired_and_lose_no_query(
    lake, proxy, monkeypatch
):
    query = await started(lake)
    proxy.expired.add(KEY)
    status, kind, document = await lake("GetQueryExecution", query)
    assert (status, kind) == (400, "ExpiredTokenException")
    assert TOKEN not in json.dumps(document)
    proxy.expired.clear()
    assert (await ended(lake, query))["Status"]["State"] == "SUCCEEDED"


@pytest.mark.parametrize(("ahead", "said"), [(600, "Signature expired"), (-600, "not yet current")])
async def test_a_wrong_clock_is_said_so_and_not_tried_again(lake, proxy, ahead, said):
    await lake("ListWorkGroups")
    proxy.calls.clear()
    proxy.clock = ahead
    status, kind, document = await lake("ListWorkGroups")
    assert (status, kind) == (400, "InvalidSignatureException")
    assert said in document["Message"]
    assert proxy.operations() == ["ListWorkGroups"]


async def test_a_query_that_goes_back_to_the_queue_is_followed(lake, proxy):
    states = iter(["RUNNING", "QUEUED", "RUNNING"])

    def edit(document):
        state = next(states, None)
        if state:
            document["QueryExecution"]["Status"] = {"State": state}
        return document

    query = await started(lake)
    proxy.edits["GetQueryExecution"] = edit
    seen = [
        (await lake("GetQueryExecution", query))[2]["QueryExecution"]["Status"]["State"] for _ in range(3)
    ]
    assert seen == ["RUNNING", "QUEUED", "RUNNING"]
    assert (await ended(lake, query))["Status"]["State"] == "SUCCEEDED"
    assert await rows(lake, query) == "300"


ERROR_TYPES = (
    *range(9),
    *(100, 206, 210, 233, 234, 401, 402, 1000, 1001, 1006, 1008, 1011, 1014, 1100, 1109, 1110, 1302, 1400),
    *(1401, 1403, 1404, 1405, 1406, 1500, 1501, 1602, 1700, 1701, 9999),
)


async def test_a_failure_of_every_type_reaches_the_page_as_athena_said_it(lake, proxy, jp_serverapp):
    heard = []

    async def listen(logger, schema_id, data):
        heard.append(data)

    from jupyter_security_lake_ml.audit import SCHEMA_ID

    jp_serverapp.event_logger.add_listener(schema_id=SCHEMA_ID, listener=listen)
    for number in ERROR_TYPES:
        error = {"ErrorCategory": 2, "ErrorType": number, "Retryable": False, "ErrorMessage": f"no {number}"}
        status = {"State": "FAILED", "StateChangeReason": f"no {number}", "AthenaError": error}

        def edit(document, status=status):
            document["QueryExecution"]["Status"] = status
            return document

        query = await started(lake, token=f"{lake.token}{number}")
        proxy.edits["GetQueryExecution"] = edit
        assert (await lake("GetQueryExecution", query))[2]["QueryExecution"]["Status"] == status
        proxy.edits.clear()
    await jp_serverapp.event_logger.gather_listeners()
    ends = [one["state"] for one in heard if one["action"] == "finished"]
    assert ends == ["FAILED"] * len(ERROR_TYPES)


async def test_a_query_that_somebody_else_cancels_is_seen_to_be_cancelled(lake, proxy):
    query = await started(lake, SLOW)
    assert (await lake("GetQueryExecution", query))[2]["QueryExecution"]["Status"]["State"] != "SUCCEEDED"
    assert proxy.ask("StopQueryExecution", query)[0] == 200
    assert (await ended(lake, query))["Status"]["State"] == "CANCELLED"


async def test_cancel_reaches_athena_through_whatever_is_in_the_way(lake, proxy):
    query = await started(lake, SLOW)
    proxy.faults_of = {"StopQueryExecution": ["reset", "html", PASSING["throttled"]]}
    assert (await lake("StopQueryExecution", query))[:2] == (200, "")
    assert (await ended(lake, query))["Status"]["State"] == "CANCELLED"
    assert proxy.ask("GetQueryExecution", query)[1]["QueryExecution"]["Status"]["State"] == "CANCELLED"


async def test_a_restart_of_the_server_loses_no_query(lake, proxy, jp_serverapp):
    """The new gate knows nothing but what the old one wrote to the disk."""
    from jupyter_security_lake_ml.ledger import Ledger

    query = await started(lake)
    services = jp_serverapp.web_app.settings["security_lake_ml"]
    folder = services.ledger._path.parent
    services.ledger.close()
    services.gate._ledger = services.ledger = Ledger(folder)
    assert (await ended(lake, query))["Status"]["State"] == "SUCCEEDED"
    assert await rows(lake, query) == "300"
    assert await started(lake) == query


async def test_the_check_walks_to_a_row_of_the_engine(lake, proxy, jp_fetch):
    headers = {"Content-Type": "application/json"}
    response = await jp_fetch(
        "security-lake-ml", "check", method="POST", body="{}", headers=headers, request_timeout=60
    )
    report = json.loads(response.body)
    assert [step["state"] for step in report["steps"]] == ["ok"] * 7
    assert report["steps"][-1]["detail"].startswith("One row came back")


async def test_a_workgroup_that_is_not_there_is_said_with_those_that_are(lake, proxy, jp_fetch, jp_serverapp):
    services = jp_serverapp.web_app.settings["security_lake_ml"]
    services.backends._app.workgroup = "nobody"
    response = await jp_fetch("security-lake-ml", "config", request_timeout=60)
    config = json.loads(response.body)
    assert not config["ready"]
    assert "workgroup nobody not found; you may use: primary, analysts" in config["reason"]


async def test_queries_run_in_each_workgroup_that_is_allowed_and_in_no_other(proxy, athena, jp_serverapp):
    from dataclasses import replace

    gate = jp_serverapp.web_app.settings["security_lake_ml"].gate
    gate.rules = replace(gate.rules, workgroups=("primary", "analysts"))
    _, document, _ = await athena("StartQueryExecution", {"QueryString": "SELECT 1", "WorkGroup": "analysts"})
    query = {"QueryExecutionId": document["QueryExecutionId"]}
    told = proxy.ask("GetQueryExecution", query)[1]["QueryExecution"]
    assert told["WorkGroup"] == "analysts"
    status, document, _ = await athena(
        "StartQueryExecution", {"QueryString": "SELECT 1", "WorkGroup": "others"}
    )
    assert status == 400
    assert "allowed: primary, analysts" in document["Message"]
