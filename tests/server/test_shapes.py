"""What the server sends has the shapes of Athena's service model, and moto's Athena understands it."""

import asyncio

import pytest
from botocore.session import Session
from botocore.validate import ParamValidator
from moto.server import ThreadedMotoServer

from jupyter_security_lake_ml.policy import Rules, admit
from jupyter_security_lake_ml.policy.operations import ACCEPTED
from jupyter_security_lake_ml.remote import AwsSession, RemoteAthena

RULES = Rules(
    databases=("lake",),
    result_configuration={
        "OutputLocation": "s3://results/",
        "ExpectedBucketOwner": "111122223333",
        "EncryptionConfiguration": {"EncryptionOption": "SSE_KMS", "KmsKey": "k"},
    },
    reuse_minutes=60,
)
SAMPLES = {
    "QueryString": "SELECT 1",
    "ClientRequestToken": "t" * 32,
    "QueryExecutionContext": {"Database": "lake"},
    "WorkGroup": "primary",
    "ResultConfiguration": {"OutputLocation": "s3://theirs/"},
    "ResultReuseConfiguration": {},
    "QueryExecutionId": "6a1f1b1e-0000-4000-8000-000000000000",
    "QueryExecutionIds": ["6a1f1b1e-0000-4000-8000-000000000000"],
    "NextToken": "n",
    "MaxResults": 50,
    "QueryResultType": "DATA_ROWS",
    "CatalogName": "AwsDataCatalog",
    "DatabaseName": "lake",
    "TableName": "t",
    "Expression": ".*",
}


@pytest.mark.parametrize("operation", sorted(ACCEPTED))
def test_every_operation_is_sent_in_its_shape(operation):
    body = {member: SAMPLES[member] for member in ACCEPTED[operation]}
    shape = Session().get_service_model("athena").operation_model(operation).input_shape
    report = ParamValidator().validate(admit(operation, body, RULES, "ada"), shape)
    assert not report.has_errors(), report.generate_report()


def test_a_query_runs_on_moto(monkeypatch, aws):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL_ATHENA", f"http://{host}:{port}")
    remote = RemoteAthena(AwsSession(), seconds=10)

    async def flow():
        start = {"QueryString": "SELECT 1", "WorkGroup": "primary"}
        started = await remote.call("StartQueryExecution", admit("StartQueryExecution", start, RULES, "ada"))
        query = started.document()
        execution = (await remote.call("GetQueryExecution", query)).document()["QueryExecution"]
        results = await remote.call("GetQueryResults", query)
        workgroups = await remote.call("ListWorkGroups", {})
        return execution, results, workgroups

    try:
        execution, results, workgroups = asyncio.run(flow())
    finally:
        remote.close()
        server.stop()
    assert execution["Query"] == "SELECT 1"
    assert execution["Status"]["State"] == "SUCCEEDED"
    assert execution["ResultConfiguration"]["OutputLocation"].startswith("s3://results/")
    assert "ResultSet" in results.document()
    assert "primary" in {one["Name"] for one in workgroups.document()["WorkGroups"]}
