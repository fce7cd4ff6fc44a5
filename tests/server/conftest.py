"""A server over a fake local engine: what it is asked is kept, what it answers is set by the test."""

import json
import uuid

import pytest
from tornado.httpclient import HTTPClientError

from jupyter_security_lake_ml import selection
from jupyter_security_lake_ml.local import AthenaError
from jupyter_security_lake_ml.remote import retry

from .fake_athena import KEY, REGION, SECRET, TOKEN, FakeAthena

CONTENT_TYPE = "application/x-amz-json-1.1"


class FakeEngine:
    """Keeps what it was asked; starts queries under new ids, one id per idempotency token."""

    demo = True

    def __init__(self, lake_dir, region="us-east-1", workgroups=("primary",)):
        self.calls = []
        self.answers = {}
        self.tokens = {}
        self.closed = False

    async def call(self, operation, body):
        self.calls.append((operation, body))
        answer = self.answers.get(operation)
        if isinstance(answer, AthenaError):
            raise answer
        if answer is not None:
            return answer
        if operation == "StartQueryExecution":
            token = body["ClientRequestToken"]
            return {"QueryExecutionId": self.tokens.setdefault(token, str(uuid.uuid4()))}
        if operation == "GetQueryExecution":
            status = {"State": "SUCCEEDED"}
            query = {"QueryExecutionId": body["QueryExecutionId"], "Status": status}
            return {"QueryExecution": {**query, "Statistics": {"DataScannedInBytes": 123}}}
        return {}

    def close(self):
        self.closed = True


@pytest.fixture
def engines(monkeypatch):
    """The engines that the server made, in order."""
    made = []

    def make(folder, region, workgroups):
        made.append(FakeEngine(folder, region, workgroups))
        return made[-1]

    monkeypatch.setattr(selection, "_engine_class", lambda: make)
    return made


@pytest.fixture
def lake(tmp_path, monkeypatch):
    """A folder that looks like a lake, set in the environment with back end local."""
    folder = tmp_path / "lake"
    (folder / "cloud_trail_mgmt_2_0").mkdir(parents=True)
    (folder / "cloud_trail_mgmt_2_0" / "a.parquet").write_bytes(b"PAR1")
    monkeypatch.setenv("SECURITY_LAKE_ML_LAKE_DIR", str(folder))
    monkeypatch.setenv("SECURITY_LAKE_ML_BACKEND", "local")
    return folder


@pytest.fixture
def athena(jp_fetch):
    """Calls one operation through the server; answers (status, document, headers)."""

    async def call(operation, body=None, content_type=CONTENT_TYPE, **headers):
        sent = {"Content-Type": content_type, "X-Amz-Target": f"AmazonAthena.{operation}", **headers}
        text = body if isinstance(body, str) else json.dumps(body or {})
        try:
            response = await jp_fetch(
                "security-lake-ml", "athena", method="POST", body=text, headers=sent, request_timeout=60
            )
        except HTTPClientError as error:
            response = error.response
        return response.code, json.loads(response.body), response.headers

    return call


@pytest.fixture
def aws(monkeypatch, tmp_path):
    """A fake Athena that botocore finds by the environment, with credentials that it accepts."""
    server = FakeAthena()
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ENDPOINT_URL_ATHENA", server.url)
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", server.url)
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_SESSION_TOKEN", TOKEN)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-credentials"))
    monkeypatch.setattr(retry, "FIRST_SECONDS", 0.01)
    yield server
    server.shutdown()
    server.server_close()
