"""Command `security-lake-ml import`: arranges loose Security Lake files into a lake."""

from .command import import_files

__all__ = ["import_files"]
