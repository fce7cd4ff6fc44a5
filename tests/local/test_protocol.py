import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_security_lake_ml.local import AthenaError, LocalAthena

from .conftest import DATABASE, DNS_V1, FLOW, ROWS


def test_first_page_has_a_header_and_999_rows_and_later_pages_follow(engine, ask):
    execution, rows = ask(
        f"SELECT time FROM {FLOW} WHERE time_dt >= TIMESTAMP '2026-01-01 00:00:00' ORDER BY 1"
    )
    assert execution["Status"]["State"] == "SUCCEEDED"
    assert len(rows) == ROWS
    first = engine.answer("GetQueryResults", {"QueryExecutionId": execution["QueryExecutionId"]})
    page = first["ResultSet"]["Rows"]
    assert (len(page), page[0]) == (1000, {"Data": [{"VarCharValue": "time"}]})
    assert execution["ManagedQueryResultsConfiguration"]["Enabled"] is True
    assert execution["Statistics"]["DataScannedInBytes"] > 0


def test_null_has_no_value_and_the_empty_string_has_one(ask):
    _, rows = ask(f"SELECT activity_name, count(*) FROM {FLOW} GROUP BY 1 ORDER BY 1")
    assert rows == [["", "500"], ["k", "1500"], [None, "500"]]


def test_same_token_is_the_same_query_and_another_statement_is_refused(engine):
    token = "t" * 40
    body = {"QueryString": "SELECT 1", "ClientRequestToken": token}
    first = engine.answer("StartQueryExecution", body)
    assert engine.answer("StartQueryExecution", body) == first
    with pytest.raises(AthenaError) as refused:
        engine.answer("StartQueryExecution", body | {"QueryString": "SELECT 2"})
    assert refused.value.type == "InvalidRequestException"


def test_an_id_that_is_not_ours(engine):
    for operation in ("GetQueryExecution", "GetQueryResults", "StopQueryExecution"):
        with pytest.raises(AthenaError) as refused:
            engine.answer(operation, {"QueryExecutionId": "00000000-0000-4000-8000-000000000000"})
        assert (refused.value.type, refused.value.status) == ("InvalidRequestException", 400)


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        (f"SELECT nope FROM {FLOW}", "COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved"),
        (f'SELECT 1 FROM "{DATABASE}"."no_such_table"', "TABLE_NOT_FOUND"),
        ("SELECT no_such_function(1)", "FUNCTION_NOT_FOUND"),
        ("SELECT 'a' + 1", "TYPE_MISMATCH"),
        (f"SELECT unmapped['gone'] FROM {FLOW}", "Key not present in map"),
        ("SELECT ARRAY[1, 2][5]", "Array subscript"),
    ],
)
def test_a_wrong_statement_fails_with_athenas_words(ask, sql, reason):
    execution, _ = ask(sql)
    assert execution["Status"]["State"] == "FAILED"
    assert reason in execution["Status"]["StateChangeReason"]
    assert execution["Status"]["AthenaError"]["Retryable"] is False


def test_stop_interrupts_and_results_of_a_stopped_query_are_refused(engine):
    slow = f"SELECT count(*) FROM {FLOW} a, {FLOW} b, {FLOW} c WHERE a.time * b.time + c.time = 7"
    started = engine.answer("StartQueryExecution", {"QueryString": slow})["QueryExecutionId"]
    with pytest.raises(AthenaError, match="Query has not yet finished"):
        engine.answer("GetQueryResults", {"QueryExecutionId": started})
    engine.answer("StopQueryExecution", {"QueryExecutionId": started})
    for _ in range(500):
        execution = engine.answer("GetQueryExecution", {"QueryExecutionId": started})["QueryExecution"]
        if execution["Status"]["State"] == "CANCELLED":
            break
        import time

        time.sleep(0.02)
    assert execution["Status"]["State"] == "CANCELLED"


def test_tables_as_glue_gives_them(engine):
    body = {"CatalogName": "AwsDataCatalog", "DatabaseName": DATABASE}
    listed = {t["Name"]: t for t in engine.answer("ListTableMetadata", body)["TableMetadataList"]}
    flow = listed["amazon_security_lake_table_us_east_1_vpc_flow_2_0"]
    dns = listed["amazon_security_lake_table_us_east_1_route53_1_0"]
    assert not flow.get("PartitionKeys")
    assert [key["Name"] for key in dns["PartitionKeys"]] == ["region", "accountid", "eventday"]
    types = {column["Name"]: column["Type"] for column in flow["Columns"]}
    assert types["time_dt"] == "timestamp"
    assert types["src_endpoint"].startswith("struct<")


def test_files_of_one_table_may_differ_and_days_prune(ask):
    execution, rows = ask(f"SELECT eventday, count(*), count(rcode) FROM {DNS_V1} GROUP BY 1 ORDER BY 1")
    assert rows == [["20260101", "10", "10"], ["20260102", "10", "0"]]
    everything = execution["Statistics"]["DataScannedInBytes"]
    execution, rows = ask(f"SELECT count(*), count(rcode) FROM {DNS_V1} WHERE eventday = '20260102'")
    assert rows == [["10", "0"]]
    assert execution["Statistics"]["DataScannedInBytes"] < everything


def test_no_lake_folder_is_said_not_crashed(tmp_path):
    engine = LocalAthena(tmp_path / "nowhere")
    try:
        with pytest.raises(AthenaError) as refused:
            engine.answer("ListTableMetadata", {"CatalogName": "AwsDataCatalog", "DatabaseName": DATABASE})
        assert "nowhere" in refused.value.message
    finally:
        engine.close()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_any_text_comes_back_as_it_went(ask, text):
    quoted = text.replace("'", "''")
    execution, rows = ask(f"SELECT '{quoted}' AS v, length('{quoted}')")
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        return
    assert execution["Status"]["State"] == "SUCCEEDED", execution["Status"]
    assert rows == [[text, str(len(text))]]
