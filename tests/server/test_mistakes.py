"""A configuration with a mistake answers nothing: it must not fall back to defaults that allow more."""

import json

import pytest

from jupyter_security_lake_ml.extension import SecurityLakeApp

SAFE = {"databases": ["only_this"], "workgroup": "analysts"}

MISTAKES = [
    ({"price_per_tb": -1}, "price_per_tb"),
    ({"backend": "foo"}, "backend"),
    ({"databases": "a, b"}, "databases"),
    ({"databases": ["a;b"]}, "databases"),
    ({"database": ["a"]}, "There is no setting database"),
    ({"workgroup": " , "}, "workgroup"),
    ({"workgroup": "a b/c"}, "workgroup"),
    ({"catalog": ""}, "catalog"),
    ({"region": "us east 1"}, "region"),
    ({"output_location": "http://somewhere/"}, "output_location"),
    ({"encryption": "SSE_S3"}, "output_location"),
    ({"output_location": "s3://results/", "encryption": "SSE_KMS"}, "kms_key"),
    ({"output_location": "s3://results/", "kms_key": "k"}, "kms_key"),
    ({"output_location": "s3://results/", "bucket_owner": "me"}, "bucket_owner"),
    ({"currency": "dollars"}, "currency"),
]


async def config_of(jp_fetch):
    return json.loads((await jp_fetch("security-lake-ml", "config")).body)


class TestMistakes:
    @pytest.fixture(params=MISTAKES, ids=str)
    def mistake(self, request):
        return request.param

    @pytest.fixture
    def jp_server_config(self, jp_server_config, mistake):
        # As a server has it: one extension that can't be set up doesn't end the server.
        server = {**jp_server_config["ServerApp"], "reraise_server_extension_failures": False}
        return {**jp_server_config, "ServerApp": server, "SecurityLakeApp": {**SAFE, **mistake[0]}}

    async def test_nothing_is_answered_and_the_setting_is_named(
        self, mistake, lake, engines, jp_fetch, athena
    ):
        config = await config_of(jp_fetch)
        assert config["ready"] is False
        assert "has a mistake" in config["reason"]
        assert mistake[1] in config["reason"]
        for operation in ("ListDatabases", "StartQueryExecution"):
            status, document, _ = await athena(operation, {"QueryString": "SELECT 1"})
            assert (status, document["__type"]) == (400, "BackEndNotReadyException")
        assert engines == []
        headers = {"Content-Type": "application/json"}
        answer = await jp_fetch("security-lake-ml", "check", method="POST", body="{}", headers=headers)
        (step,) = json.loads(answer.body)["steps"]
        assert (step["state"], mistake[1] in step["technical"]) == ("failed", True)


@pytest.mark.parametrize(
    ("name", "value"),
    [("BACKEND", "foo"), ("WORKGROUP", ","), ("OUTPUT_LOCATION", "b/c"), ("RETENTION_DAYS", "sixty")],
)
async def test_a_mistake_in_the_environment_is_named_too(
    name, value, lake, monkeypatch, jp_configurable_serverapp
):
    monkeypatch.setenv(f"SECURITY_LAKE_ML_{name}", value)
    app = jp_configurable_serverapp()
    services = app.web_app.settings["security_lake_ml"]
    described = await services.describe()
    assert described["ready"] is False
    assert name.lower() in described["reason"].lower()


def test_what_can_be_meant_is_no_mistake():
    app = SecurityLakeApp(
        workgroup="analysts, primary",
        databases=["amazon_security_lake_glue_db_us_east_1"],
        output_location="s3://results-1/athena/",
        encryption="SSE_KMS",
        kms_key="arn:aws:kms:us-east-1:111122223333:key/a",
        bucket_owner="111122223333",
        region="us-east-1",
    )
    assert app._mistakes_of_values() == []
    assert SecurityLakeApp()._mistakes_of_values() == []
