"""The routes as a browser meets them: who may call, what they take, what they answer."""

import json

import pytest
from jupyter_server.auth.authorizer import Authorizer
from tornado.httpclient import HTTPClientError

from jupyter_security_lake_ml.handlers import HANDLERS
from jupyter_security_lake_ml.local import AthenaError

SELECT = {"QueryString": "SELECT 1", "ClientRequestToken": "t" * 32}
VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD")


def routes():
    return [(path.lstrip("/"), handler) for path, handler in HANDLERS]


async def status_of(fetching):
    try:
        return (await fetching).code
    except HTTPClientError as error:
        return error.code


def _request(verb):
    return {"method": verb, **({"body": "{}"} if verb in ("POST", "PUT", "PATCH") else {})}


@pytest.mark.parametrize("path", [path for path, _ in routes()])
@pytest.mark.parametrize("verb", VERBS)
async def test_nobody_passes_without_the_token(lake, engines, jp_fetch, path, verb):
    code = await status_of(jp_fetch(path, headers={"Authorization": "token wrong"}, **_request(verb)))
    assert code in (403, 405)
    if code == 405:
        assert await status_of(jp_fetch(path, **_request(verb))) == 405


@pytest.mark.parametrize(("path", "handler"), routes())
async def test_every_verb_asks_the_authorizer(lake, engines, jp_serverapp, jp_fetch, path, handler):
    asked = []

    class Nobody(Authorizer):
        def is_authorized(self, handler, user, action, resource):
            asked.append((action, resource))
            return False

    jp_serverapp.web_app.settings["authorizer"] = Nobody(
        parent=jp_serverapp, identity_provider=jp_serverapp.identity_provider
    )
    for verb in VERBS:
        code = await status_of(jp_fetch(path, **_request(verb)))
        assert code in (403, 405)
    assert asked and {resource for _, resource in asked} == {"security-lake-ml"}
    assert not engines


@pytest.mark.parametrize("path", [path for path, handler in routes() if "post" in vars(handler)])
async def test_a_post_without_the_xsrf_token_is_refused(lake, engines, jp_serverapp, jp_fetch, path):
    jp_serverapp.identity_provider.token = ""
    assert await status_of(jp_fetch("security-lake-ml", "config", headers={"Authorization": ""})) == 200
    code = await status_of(jp_fetch(path, headers={"Authorization": ""}, **_request("POST")))
    assert code == 403
    assert not any(engine.calls for engine in engines)


async def test_only_post_has_side_effects():
    for _, handler in routes():
        assert set(vars(handler)) & {"put", "patch", "delete", "head"} == set()


async def test_a_query_starts_and_is_read_back(lake, engines, athena):
    code, started, headers = await athena("StartQueryExecution", SELECT)
    assert code == 200
    assert headers["Content-Type"] == "application/x-amz-json-1.1"
    assert headers["x-amzn-requestid"]
    assert headers["Cache-Control"] == "no-store"
    assert "Etag" not in headers
    code, got, _ = await athena("GetQueryExecution", started)
    assert code == 200
    assert got["QueryExecution"]["Status"]["State"] == "SUCCEEDED"


async def test_the_same_token_gives_the_same_query(lake, engines, athena):
    first = (await athena("StartQueryExecution", SELECT))[1]
    second = (await athena("StartQueryExecution", SELECT))[1]
    assert first == second


async def test_errors_of_the_engine_come_as_athena_sends_them(lake, engines, athena):
    await athena("ListDatabases")
    engines[0].answers["ListDatabases"] = AthenaError("MetadataException", "no such catalogue", 400, "X")
    code, error, headers = await athena("ListDatabases")
    assert (code, error) == (
        400,
        {"__type": "MetadataException", "Message": "no such catalogue", "AthenaErrorCode": "X"},
    )
    assert headers["Content-Type"] == "application/x-amz-json-1.1"


@pytest.mark.parametrize(
    ("operation", "body", "content_type", "code", "kind"),
    [
        ("StartQueryExecution", SELECT, "application/json", 415, "UnsupportedMediaTypeException"),
        ("StartQueryExecution", SELECT, "text/plain", 415, "UnsupportedMediaTypeException"),
        ("StartQueryExecution", "[1]", "application/x-amz-json-1.1", 400, "SerializationException"),
        ("StartQueryExecution", "{", "application/x-amz-json-1.1", 400, "SerializationException"),
        ("StartQueryExecution", "[" * 100_000, "application/x-amz-json-1.1", 400, "SerializationException"),
        (
            "StartQueryExecution",
            json.dumps({"QueryString": "x" * 3_000_000}),
            "application/x-amz-json-1.1",
            413,
            "RequestEntityTooLargeException",
        ),
        ("CreateWorkGroup", {"Name": "x"}, "application/x-amz-json-1.1", 400, "InvalidRequestException"),
        ("start.query", {}, "application/x-amz-json-1.1", 400, "UnknownOperationException"),
    ],
)
async def test_what_is_not_a_request_is_refused(
    lake, engines, athena, operation, body, content_type, code, kind
):
    got, error, _ = await athena(operation, body, content_type)
    assert (got, error["__type"]) == (code, kind)
    assert not any(engine.calls for engine in engines)


async def test_polling_is_not_activity(lake, engines, athena, jp_serverapp):
    started = (await athena("StartQueryExecution", SELECT))[1]
    before = jp_serverapp.web_app.settings["api_last_activity"]
    await athena("GetQueryExecution", started)
    assert jp_serverapp.web_app.settings["api_last_activity"] == before
    await athena("GetQueryResults", started)
    assert jp_serverapp.web_app.settings["api_last_activity"] != before


async def test_the_config_says_what_answers(lake, engines, jp_fetch):
    response = await jp_fetch("security-lake-ml", "config")
    config = json.loads(response.body)
    assert response.headers["Cache-Control"] == "no-store"
    assert (config["backend"], config["demo"], config["ready"]) == ("local", True, True)
    assert (config["workgroup"], config["catalog"], config["databases"]) == ("primary", "AwsDataCatalog", [])
    assert "demo lake" in config["reason"]


@pytest.fixture
def no_lake(monkeypatch):
    monkeypatch.delenv("SECURITY_LAKE_ML_LAKE_DIR", raising=False)
    monkeypatch.setenv("SECURITY_LAKE_ML_BACKEND", "local")


async def test_without_a_lake_folder_the_config_says_what_to_do(no_lake, athena, jp_fetch):
    config = json.loads((await jp_fetch("security-lake-ml", "config")).body)
    assert config["ready"] is False
    assert "security-lake-ml demo-lake" in config["reason"]
    assert "SECURITY_LAKE_ML_LAKE_DIR" in config["reason"]
    code, error, _ = await athena("ListDatabases")
    assert (code, error["__type"]) == (400, "BackEndNotReadyException")
    assert error["Message"] == config["reason"]


async def test_without_duckdb_the_config_says_what_to_install(lake, jp_fetch, monkeypatch):
    from jupyter_security_lake_ml import selection

    def missing():
        raise ImportError("No module named 'duckdb'")

    monkeypatch.setattr(selection, "_engine_class", missing)
    config = json.loads((await jp_fetch("security-lake-ml", "config")).body)
    assert config["ready"] is False
    assert "pip install" in config["reason"]


@pytest.mark.parametrize("path", [path for path, _ in routes()])
@pytest.mark.parametrize("verb", ["GET", "POST"])
async def test_no_answer_is_cached_or_guessed_at_or_leads_elsewhere(lake, engines, jp_fetch, path, verb):
    for sent in ({}, {"Content-Type": "text/html"}, {"Authorization": "token wrong"}):
        try:
            answer = await jp_fetch(path, headers=sent, follow_redirects=False, **_request(verb))
        except HTTPClientError as error:
            answer = error.response
        assert answer.code not in range(300, 400)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Etag" not in answer.headers


@pytest.mark.parametrize("path", [path for path, handler in routes() if "post" in vars(handler)])
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
async def test_a_form_of_another_site_has_no_content_type_that_is_taken(lake, engines, jp_fetch, path, kind):
    code = await status_of(
        jp_fetch(
            path, method="POST", body="{}", headers={"Content-Type": kind, "X-Amz-Target": "AmazonAthena.X"}
        )
    )
    # Tornado itself refuses a form that has no boundary.
    assert code in (400, 415)
    assert not any(engine.calls for engine in engines)


async def test_every_route_of_the_extension_is_one_of_those_that_are_walked(lake, engines, jp_serverapp):
    known = {handler for _, handler in routes()}
    ours = {
        rule.target
        for group in jp_serverapp.web_app.default_router.rules
        for rule in getattr(group.target, "rules", [])
        if "security-lake-ml" in getattr(getattr(rule.matcher, "regex", None), "pattern", "")
        and "static" not in rule.matcher.regex.pattern
    }
    assert ours == known


async def test_values_of_a_statement_reach_neither_logs_nor_events(
    lake, engines, athena, jp_serverapp, caplog
):
    from jupyter_security_lake_ml.audit import SCHEMA_ID

    heard = []

    async def listen(logger, schema_id, data):
        heard.append(data)

    jp_serverapp.event_logger.add_listener(schema_id=SCHEMA_ID, listener=listen)
    caplog.set_level("DEBUG")
    for name in ("jupyter_security_lake_ml", "tornado.access", "sqlglot", "asyncio", "ServerApp"):
        caplog.set_level("DEBUG", logger=name)
    for sql in (
        "SELECT 'tell-tale' FROM lake.t",
        "SELECT 'tell-tale",
        "DROP TABLE tell_tale",
        "SELECT * FROM tell_tale('tell-tale')",
        "EXPLAIN (CALL tell_tale('tell-tale'))",
        "SHOW TABLES 'tell-tale-;'",
    ):
        await athena(
            "StartQueryExecution", {**SELECT, "QueryString": sql, "ClientRequestToken": sql.ljust(32, "t")}
        )
    await jp_serverapp.event_logger.gather_listeners()
    assert [one["action"] for one in heard] == ["started"] + ["refused"] * 5
    for text in (caplog.text, json.dumps(heard)):
        assert "tell" not in text.lower()
