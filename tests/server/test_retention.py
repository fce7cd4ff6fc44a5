"""For how many days the lake keeps rows: from the configuration to the page."""

import json

import pytest
from traitlets import TraitError
from traitlets.config import Config

from jupyter_security_lake_ml.extension import SecurityLakeApp

VARIABLE = "SECURITY_LAKE_ML_RETENTION_DAYS"


async def retention_in_config(jp_fetch):
    return json.loads((await jp_fetch("security-lake-ml", "config")).body)["retentionDays"]


async def test_a_lake_keeps_its_rows_for_ever_when_nothing_is_said(lake, engines, jp_fetch):
    assert await retention_in_config(jp_fetch) == 0


class TestOfTheEnvironment:
    @pytest.fixture(autouse=True)
    def variable(self, monkeypatch):
        monkeypatch.setenv(VARIABLE, "60")

    async def test_the_page_is_told(self, lake, engines, jp_fetch):
        assert await retention_in_config(jp_fetch) == 60

    def test_a_configuration_file_wins(self):
        config = Config({"SecurityLakeApp": {"retention_days": 30}})
        assert SecurityLakeApp(config=config).retention_days == 30


@pytest.mark.parametrize("wrong", ["-1", "sixty", "1.5", "٣٠", "99999999"])
def test_what_is_no_number_of_days_is_refused(wrong, monkeypatch):
    monkeypatch.setenv(VARIABLE, wrong)
    with pytest.raises(TraitError, match="takes a number of days"):
        _ = SecurityLakeApp().retention_days


def test_less_than_nothing_is_refused():
    with pytest.raises(TraitError):
        SecurityLakeApp(retention_days=-1)
