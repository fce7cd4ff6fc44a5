"""What the browser may send with an operation, and what the server makes of it."""

import pytest

from jupyter_security_lake_ml.errors import Refusal, RequestError
from jupyter_security_lake_ml.policy import Rules, admit

RULES = Rules(
    workgroups=("analysts", "night"),
    databases=("lake_a", "lake_b"),
    result_configuration={"OutputLocation": "s3://ours/"},
    reuse_minutes=30,
)


def start(**members):
    return admit("StartQueryExecution", {"QueryString": "SELECT 1", **members}, RULES, "ada")


@pytest.mark.parametrize(
    "operation",
    ["CreateWorkGroup", "CreateNamedQuery", "DeleteDataCatalog", "CreatePreparedStatement", "X", ""],
)
def test_other_operations_are_refused(operation):
    with pytest.raises(Refusal):
        admit(operation, {}, RULES, "ada")


def test_where_results_go_is_never_the_browsers_to_say():
    sent = start(
        ResultConfiguration={"OutputLocation": "s3://theirs/"},
        ResultReuseConfiguration={"ResultReuseByAgeConfiguration": {"Enabled": False}},
    )
    assert sent["ResultConfiguration"] == {"OutputLocation": "s3://ours/"}
    assert sent["ResultReuseConfiguration"]["ResultReuseByAgeConfiguration"]["MaxAgeInMinutes"] == 30


def test_the_first_workgroup_and_database_are_the_defaults():
    sent = start()
    assert sent["WorkGroup"] == "analysts"
    assert sent["QueryExecutionContext"] == {"Catalog": "AwsDataCatalog", "Database": "lake_a"}


def test_an_allowed_workgroup_and_database_may_be_chosen():
    sent = start(WorkGroup="night", QueryExecutionContext={"Database": "LAKE_B", "Catalog": "awsdatacatalog"})
    assert sent["WorkGroup"] == "night"
    assert sent["QueryExecutionContext"] == {"Catalog": "AwsDataCatalog", "Database": "lake_b"}


@pytest.mark.parametrize(
    "members",
    [
        {"WorkGroup": "admins"},
        {"WorkGroup": ["analysts"]},
        {"QueryExecutionContext": {"Database": "other"}},
        {"QueryExecutionContext": {"Catalog": "lambda_catalog"}},
        {"QueryExecutionContext": {"Region": "x"}},
        {"ExecutionParameters": ["1"]},
        {"EngineConfiguration": {}},
        {"ClientRequestToken": "short"},
        {"QueryString": " \n"},
        {"QueryString": "SELECT '" + "é" * 140_000 + "'"},
        {"QueryString": "SELECT '\ud800'"},
    ],
)
def test_members_outside_of_the_configuration_are_refused(members):
    with pytest.raises(Refusal):
        start(**members)


def test_an_idempotency_token_is_the_owners_own():
    token = "a" * 36
    mine, again = start(ClientRequestToken=token), start(ClientRequestToken=token)
    theirs = admit(
        "StartQueryExecution", {"QueryString": "SELECT 1", "ClientRequestToken": token}, RULES, "eve"
    )
    assert mine["ClientRequestToken"] == again["ClientRequestToken"] != theirs["ClientRequestToken"]
    assert 32 <= len(mine["ClientRequestToken"]) <= 128


def test_a_missing_idempotency_token_is_made():
    assert 32 <= len(start()["ClientRequestToken"]) <= 128
    assert start()["ClientRequestToken"] != start()["ClientRequestToken"]


def test_catalogue_calls_stay_in_the_catalogue():
    assert admit("ListDatabases", {}, RULES, "ada") == {"CatalogName": "AwsDataCatalog"}
    with pytest.raises(Refusal):
        admit("ListDatabases", {"CatalogName": "other"}, RULES, "ada")
    with pytest.raises(Refusal):
        admit("GetTableMetadata", {"DatabaseName": "other", "TableName": "t"}, RULES, "ada")
    with pytest.raises(Refusal):
        admit("GetWorkGroup", {"WorkGroup": "admins"}, RULES, "ada")


@pytest.mark.parametrize("query_id", [None, "", "../x", "a" * 200, 3, "a b"])
def test_a_query_id_has_the_form_of_one(query_id):
    with pytest.raises(RequestError):
        admit("GetQueryExecution", {"QueryExecutionId": query_id}, RULES, "ada")


def test_result_manifests_are_refused():
    with pytest.raises(Refusal):
        admit("GetQueryResults", {"QueryExecutionId": "a", "QueryResultType": "DATA_MANIFEST"}, RULES, "ada")
