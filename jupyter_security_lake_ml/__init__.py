"""Security Lake for JupyterLab: guards and signs Athena calls, has a local engine, shows analyses."""

from .analysis_file import AnalysisFileError
from .notebook import Analysis, show

try:
    from ._version import __version__
except ImportError:  # a checkout that was never built
    __version__ = "0.0.0.dev0"

__all__ = ["Analysis", "AnalysisFileError", "__version__", "show"]


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "jupyter-security-lake-ml"}]


def _jupyter_server_extension_points():
    from .extension import SecurityLakeApp

    return [{"module": "jupyter_security_lake_ml", "app": SecurityLakeApp}]
