"""What docs/statements.md says of each of its examples is what the policy says."""

import re
from pathlib import Path

import pytest

from jupyter_security_lake_ml.errors import Refusal
from jupyter_security_lake_ml.policy.statements import Scope, judge_statement

PAGE = Path(__file__).parents[2] / "docs" / "statements.md"
LAKE = Scope("AwsDataCatalog", frozenset({"lake"}), "lake")
PASSED, REFUSED = PAGE.read_text(encoding="utf-8").split("## Refused")


@pytest.mark.parametrize("sql", re.findall(r"^\| [^`|]+ \| `(.+)` \|$", PASSED, re.MULTILINE))
def test_what_the_page_says_to_pass_does(sql):
    assert judge_statement(sql, LAKE)


@pytest.mark.parametrize(("sql", "reason"), re.findall(r"^\| `(.+)` \| (.+) \|$", REFUSED, re.MULTILINE))
def test_what_the_page_says_to_be_refused_is_so_for_that_reason(sql, reason):
    with pytest.raises(Refusal) as refused:
        judge_statement(sql, LAKE)
    assert reason in refused.value.reason


def test_the_page_has_examples_of_both():
    assert len(re.findall(r"^\| .*`", PASSED, re.MULTILINE)) == 8
    assert len(re.findall(r"^\| `", REFUSED, re.MULTILINE)) == 20
