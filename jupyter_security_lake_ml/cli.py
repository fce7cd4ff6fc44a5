"""Command `security-lake-ml`: makes a demo lake, imports files into a lake, serves a lake as a local Athena."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Sequence
from pathlib import Path

from . import __version__

OK, NOTHING_DONE, USAGE, INTERRUPTED = 0, 1, 2, 130

_NO_DUCKDB = "this needs DuckDB: pip install 'jupyter_security_lake_ml[local]'"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command line; returns the exit status.

    0 done, 1 it couldn't be done (why is on standard error), 2 the command line is wrong, 130 interrupted.
    """
    parser = _parser()
    try:
        options = parser.parse_args(argv)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else USAGE
    try:
        return options.run(options)
    except KeyboardInterrupt:
        return _fail("interrupted; nothing was changed", INTERRUPTED)
    except ModuleNotFoundError as missing:
        if missing.name != "duckdb":
            raise
        return _fail(_NO_DUCKDB)
    except OSError as error:
        return _fail(_reason(error))
    except Exception as error:
        # DuckDB's errors can't be named here, since it may not be installed.
        if type(error).__module__ not in ("duckdb", "_duckdb"):
            raise
        return _fail(str(error).splitlines()[0])


def _demo_lake(options: argparse.Namespace) -> int:
    from .demo import make

    try:
        return make(options.folder, options.days, options.end, options.seed, options.scale, _tell)
    except ValueError as error:
        return _fail(str(error), USAGE)


def _athena(options: argparse.Namespace) -> int:
    import duckdb  # noqa: F401 so that a missing DuckDB is told before the server starts

    from .local import server

    if not options.lake.is_dir():
        return _fail(f"there is no folder {options.lake}")
    return server.main(options.lake, options.port, tuple(options.workgroup or ("primary",))) or OK


def _import(options: argparse.Namespace) -> int:
    from .importer import import_files

    try:
        return OK if import_files(options.source, options.lake, _report) else NOTHING_DONE
    except ValueError as error:
        return _fail(str(error), USAGE)
    except KeyboardInterrupt:
        return _fail("interrupted; files placed so far stay, and are recognised next time", INTERRUPTED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="security-lake-ml", description=__doc__)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    demo = commands.add_parser(
        "demo-lake",
        help="make a lake of made-up events with planted incidents",
        description="Make a lake of made-up events with planted incidents, told in DIR/incidents.json. A lake that "
        "is there already is kept if it was made with the same options and ends today, or at --end.",
    )
    demo.add_argument(
        "folder", type=Path, metavar="DIR", help="folder of the lake; a demo lake in it is replaced"
    )
    demo.add_argument(
        "--days", type=int, default=90, metavar="N", help="days in UTC, the partial last one included (90)"
    )
    demo.add_argument(
        "--end",
        metavar="DATE",
        help="last day (it then ends at 15:00 UTC), or day and time as 2025-03-31T18:00Z (now)",
    )
    demo.add_argument(
        "--seed", type=int, default=1, metavar="N", help="another number gives other events (1)"
    )
    demo.add_argument(
        "--scale",
        type=float,
        default=1.0,
        metavar="X",
        help="volume of everyday traffic; incidents keep theirs (1)",
    )
    demo.set_defaults(run=_demo_lake)

    importing = commands.add_parser(
        "import",
        help="arrange loose Security Lake Parquet files into a lake",
        description="Arrange loose Security Lake Parquet files, such as a copied bucket, into a lake. Source, region, "
        "account and day are taken from the path, and from the rows where the path doesn't say. Files that are in "
        "the lake already are recognised. Exit status 1 if no file fitted.",
    )
    importing.add_argument("source", type=Path, metavar="SOURCE", help="folder of Parquet files, or one file")
    importing.add_argument("lake", type=Path, metavar="LAKE_DIR", help="folder of the lake, made if missing")
    importing.set_defaults(run=_import)

    athena = commands.add_parser("athena", help="serve a lake as a local Athena, for boto3 and other clients")
    athena.add_argument("--lake", type=Path, required=True, metavar="DIR", help="folder of the lake")
    athena.add_argument("--port", type=int, default=0, metavar="N", help="port on 127.0.0.1 (a free one)")
    athena.add_argument(
        "--workgroup",
        action="append",
        metavar="NAME",
        help="a workgroup that there is; may be given several times (primary)",
    )
    athena.set_defaults(run=_athena)
    return parser


def _report(line: str) -> None:
    print(line, flush=True)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _fail(message: str, status: int = NOTHING_DONE) -> int:
    _tell(f"security-lake-ml: {message}")
    return status


def _reason(error: OSError) -> str:
    place = f" at {error.filename}" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full{place}; a demo lake needs about 300 MB, an import as much as its files"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"no permission to write{place}"
    return f"{error.strerror or error}{place}"


if __name__ == "__main__":
    sys.exit(main())
