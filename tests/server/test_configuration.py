"""docs/configuration.md tells every trait as it is; the server has no route that the tests don't walk."""

from pathlib import Path

import pytest
from traitlets import Integer

from jupyter_security_lake_ml.extension import ENVIRONMENT, SecurityLakeApp
from jupyter_security_lake_ml.handlers import HANDLERS

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"
# A page that is written must not depend on the machine that wrote it.
DEFAULTS = {"state_dir": "`security-lake-ml` in Jupyter's data folder"}
TRAITS = SecurityLakeApp.class_own_traits(config=True)


def default_of(name, monkeypatch):
    monkeypatch.undo()
    for other in TRAITS:
        monkeypatch.delenv(ENVIRONMENT + other.upper(), raising=False)
    value = getattr(SecurityLakeApp(), name)
    return DEFAULTS.get(name) or (f"`{value}`" if value or value == 0 else "")


def variable_of(name, monkeypatch):
    """The environment variable that a trait takes its default from; empty when there is none."""
    before = getattr(SecurityLakeApp(), name)
    value = "7" if isinstance(TRAITS[name], Integer) else "local"
    monkeypatch.setenv(ENVIRONMENT + name.upper(), value)
    return f"`{ENVIRONMENT}{name.upper()}`" if getattr(SecurityLakeApp(), name) != before else ""


@pytest.mark.parametrize("name", TRAITS)
def test_the_page_tells_a_trait_with_its_variable_default_and_meaning(name, monkeypatch):
    default = default_of(name, monkeypatch)
    line = f"| `{name}` | {variable_of(name, monkeypatch)} | {default} | {TRAITS[name].help} |"
    assert line in PAGE.read_text("utf-8").splitlines()


def test_the_page_tells_no_trait_that_is_not_there():
    lines = PAGE.read_text("utf-8").splitlines()
    told = {line.split("`")[1] for line in lines if line.startswith("| `")}
    assert told == set(TRAITS)


async def test_every_route_of_the_extension_is_among_those_that_are_walked(lake, jp_serverapp):
    rules = jp_serverapp.web_app.default_router.rules
    found, stack = set(), list(rules)
    while stack:
        rule = stack.pop()
        stack += getattr(rule.target, "rules", [])
        pattern = getattr(getattr(rule.matcher, "regex", None), "pattern", "")
        module = getattr(rule.target, "__module__", "")
        if "security-lake-ml" in pattern or module.startswith("jupyter_security_lake_ml"):
            found.add(rule.target)
    assert found == {handler for _, handler in HANDLERS}
