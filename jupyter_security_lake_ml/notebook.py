"""Shows a saved analysis in a notebook. Nothing here queries: the widget in JupyterLab offers to run it."""

import base64
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from .analysis_file import FORMAT_VERSION, check_analysis, range_of, read_analysis

RESULT_MIME = "application/vnd.security-lake-ml+json"

_CARD_SIZE = {"width": 640, "height": 84}


class Analysis:
    """An analysis that hasn't run: a widget where JupyterLab has the extension, else picture and text."""

    def __init__(self, spec: dict[str, Any]):
        self.spec = check_analysis(spec)

    @property
    def title(self) -> str:
        """The question in words, or that it is the analyst's own."""
        question = self.spec["question"]
        return question.replace("-", " ").capitalize() if question else "Custom question"

    def document(self) -> dict[str, Any]:
        """The result document (``IResultDocument`` in src/analysis/document.ts) without a result."""
        start, end = range_of(self.spec)
        return {
            "formatVersion": FORMAT_VERSION,
            "spec": self.spec,
            "title": self.title,
            "tables": [],
            "range": {"from": start, "to": end},
            "ranAt": None,
            "demo": False,
            "receipts": [],
            "series": None,
            "findings": None,
        }

    def __repr__(self) -> str:
        tables = ", ".join(table["name"] for table in self.spec["tables"])
        asked = self.spec["range"]
        when = (
            f"last {asked['days']} days" if asked["kind"] == "last" else f"{asked['from']} to {asked['to']}"
        )
        return (
            f"Security Lake analysis, not run: {self.title}\nTables: {tables}\nRange: {when}\n"
            "Open this notebook in JupyterLab with jupyter-security-lake-ml to see and run it."
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        bundle = {RESULT_MIME: self.document(), "text/plain": repr(self), "image/png": _card()}
        return bundle, {"image/png": _CARD_SIZE}


def show(analysis: str | Path | dict[str, Any]) -> Analysis | None:
    """Show a saved analysis (a ``.lakeml`` file or its content) as a widget; it never queries by itself.

    In IPython it is displayed and None is returned; elsewhere the displayable object is returned. Raises
    ``FileNotFoundError``, or ``AnalysisFileError`` that says what is wrong with the file.
    """
    shown = Analysis(analysis if isinstance(analysis, dict) else read_analysis(analysis))
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        return shown
    from IPython.display import display

    bundle, metadata = shown._repr_mimebundle_()
    display(bundle, metadata=metadata, raw=True)
    return None


@cache
def _card() -> str:
    return base64.b64encode(files(__package__).joinpath("not-run.png").read_bytes()).decode()
