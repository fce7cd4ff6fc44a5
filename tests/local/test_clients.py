"""Real clients against the engine as a server of its own."""

import time

import awswrangler
import boto3
import pyathena
import pytest
import requests

from .conftest import DATABASE, FLOW

KEYS = {"aws_access_key_id": "x", "aws_secret_access_key": "y", "region_name": "us-east-1"}
COUNT = f"SELECT src_endpoint.port AS port, count(*) AS n FROM {FLOW} GROUP BY 1 ORDER BY 1"


def test_boto3(endpoint):
    athena = boto3.client("athena", endpoint_url=endpoint, **KEYS)
    started = athena.start_query_execution(QueryString=COUNT, WorkGroup="primary")["QueryExecutionId"]
    while True:
        status = athena.get_query_execution(QueryExecutionId=started)["QueryExecution"]["Status"]
        if status["State"] not in ("QUEUED", "RUNNING"):
            break
        time.sleep(0.02)
    assert status["State"] == "SUCCEEDED"
    pages = athena.get_paginator("get_query_results").paginate(QueryExecutionId=started)
    rows = [
        [d.get("VarCharValue") for d in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]
    ]
    assert rows == [["port", "n"], ["0", "834"], ["1", "833"], ["2", "833"]]
    with pytest.raises(athena.exceptions.InvalidRequestException):
        athena.get_query_execution(QueryExecutionId="00000000-0000-4000-8000-000000000000")


def test_pyathena(endpoint):
    connection = pyathena.connect(
        endpoint_url=endpoint, work_group="primary", schema_name=DATABASE, poll_interval=0.05, **KEYS
    )
    cursor = connection.cursor()
    assert cursor.execute(COUNT).fetchall() == [(0, 834), (1, 833), (2, 833)]
    with pytest.raises(pyathena.error.OperationalError, match="COLUMN_NOT_FOUND"):
        cursor.execute(f"SELECT nope FROM {FLOW}")


def test_awswrangler(endpoint, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_ATHENA", endpoint)
    frame = awswrangler.athena.read_sql_query(
        COUNT,
        database=DATABASE,
        ctas_approach=False,
        workgroup="primary",
        boto3_session=boto3.Session(**KEYS),
    )
    assert frame["n"].tolist() == [834, 833, 833]


def test_a_web_page_cannot_drive_it(endpoint):
    target = {"X-Amz-Target": "AmazonAthena.ListWorkGroups"}
    json = {"Content-Type": "application/x-amz-json-1.1"}
    assert requests.post(endpoint, data="{}", headers=target | json, timeout=10).status_code == 200
    assert requests.post(endpoint, data="{}", headers=target, timeout=10).status_code == 415
    for header in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        refused = requests.post(endpoint, data="{}", headers=target | json | header, timeout=10)
        assert refused.status_code == 403
