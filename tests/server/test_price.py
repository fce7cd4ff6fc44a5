"""What the config says of money: the price by region, and where the workgroup stops a query."""

import json

import pytest
from traitlets import TraitError

from jupyter_security_lake_ml.extension import SecurityLakeApp
from jupyter_security_lake_ml.price import PriceList


async def read_config(jp_fetch):
    return json.loads((await jp_fetch("security-lake-ml", "config", request_timeout=60)).body)


@pytest.fixture
def backend(monkeypatch, aws):
    monkeypatch.setenv("SECURITY_LAKE_ML_BACKEND", "athena")
    return aws


async def test_athena_costs_the_list_price_with_ten_megabytes_at_least(backend, jp_fetch):
    config = await read_config(jp_fetch)
    assert config["price"] == {"perTb": 5.0, "currency": "USD", "minimumBytes": 10_000_000}
    assert config["cutoffBytes"] is None


async def test_the_local_engine_has_no_price(lake, engines, jp_fetch):
    config = await read_config(jp_fetch)
    assert (config["price"], config["cutoffBytes"]) == (None, None)


async def test_the_limit_of_the_workgroup_is_told(backend, jp_fetch):
    configuration = {"BytesScannedCutoffPerQuery": 20_000_000_000}
    backend.answers["GetWorkGroup"] = {
        "WorkGroup": {"Name": "primary", "State": "ENABLED", "Configuration": configuration}
    }
    assert (await read_config(jp_fetch))["cutoffBytes"] == 20_000_000_000


def test_a_region_may_have_a_price_of_its_own():
    prices = PriceList(5.0, {"sa-east-1": 9.0}, "USD")
    assert prices.of("athena", "sa-east-1")["perTb"] == 9.0
    assert prices.of("athena", "eu-west-1")["perTb"] == 5.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"currency": "dollars"},
        {"currency": "<b>"},
        {"price_per_tb": -1.0},
        {"region_prices": {"eu-west-1": -5.0}},
    ],
)
def test_a_price_that_is_none_is_refused_at_start(wrong):
    with pytest.raises(TraitError):
        SecurityLakeApp(**wrong)
