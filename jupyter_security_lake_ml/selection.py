"""Which back end answers, and why: Athena, or the local engine over a folder of Parquet."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .answers import Answer, Backend
from .errors import RequestError

INSTALL_LOCAL = "pip install 'jupyter_security_lake_ml[local]'"
MAKE_LAKE = "make one with: security-lake-ml demo-lake DIR, and set SECURITY_LAKE_ML_LAKE_DIR to it"


@dataclass(frozen=True)
class Choice:
    """A back end with the sentence that says why it was chosen; ``backend`` is None when none can answer.

    ``ready`` is False when questions to it will fail; ``identity`` is who Athena takes us for.
    """

    kind: str
    backend: Backend | None
    ready: bool
    reason: str
    identity: dict[str, Any] = field(default_factory=dict)


class LocalBackend:
    """The local engine behind the same door as Athena."""

    kind = "local"

    def __init__(self, engine: Any, lake_dir: Path, region: str):
        self._engine = engine
        self.origin = f"local:{lake_dir}"
        self.region = region

    @property
    def demo(self) -> bool:
        """Whether the lake is one that the demo generator made."""
        return bool(self._engine.demo)

    async def call(self, operation: str, body: dict[str, Any]) -> Answer:
        """Carry out one operation; what the engine refuses becomes an error answer."""
        from .local import AthenaError

        try:
            document = await self._engine.call(operation, body)
        except AthenaError as error:
            raise RequestError(error.type, error.message, error.status, error.code) from error
        if operation == "GetQueryResults":
            return Answer(await asyncio.to_thread(lambda: json.dumps(document).encode()))
        return Answer.of(document)

    def close(self) -> None:
        """Stop what runs."""
        self._engine.close()


async def choose_local(lake_dir: str, region: str, why: str = "") -> Choice:
    """The local engine over ``lake_dir``, or why it can't be."""
    if not lake_dir:
        return Choice("local", None, False, f"{why}No lake folder is set; {MAKE_LAKE}.")
    folder = await asyncio.to_thread(_folder, lake_dir)
    if not folder.is_dir():
        return Choice("local", None, False, f"{why}The lake folder {folder} doesn't exist; {MAKE_LAKE}.")
    try:
        engine_class = await asyncio.to_thread(_engine_class)
    except ImportError as error:
        return Choice(
            "local", None, False, f"{why}The local engine can't be loaded ({error}). {INSTALL_LOCAL}"
        )
    backend = LocalBackend(engine_class(folder, region=region), folder, region)
    if not await asyncio.to_thread(_holds_parquet, folder):
        return Choice(
            "local", backend, False, f"{why}The lake folder {folder} holds no Parquet files; {MAKE_LAKE}."
        )
    what = "demo lake" if backend.demo else "lake folder"
    return Choice("local", backend, True, f"{why}Queries run on the {what} {folder}.")


def _folder(lake_dir: str) -> Path:
    return Path(lake_dir).expanduser().resolve()


def _engine_class() -> Any:
    from .local import LocalAthena

    return LocalAthena


def _holds_parquet(folder: Path) -> bool:
    return next(folder.rglob("*.parquet"), None) is not None


class Selection:
    """Chooses once, when first asked, and again on request. ``choose`` makes the choice."""

    def __init__(self, choose: Callable[[], Awaitable[Choice]]):
        self._choose = choose
        self._choice: asyncio.Task[Choice] | None = None
        self._retired: list[Backend] = []

    async def current(self) -> Choice:
        """The choice as it stands; concurrent callers share one choosing."""
        if self._choice is None or (self._choice.done() and self._failed(self._choice)):
            self._choice = asyncio.ensure_future(self._choose())
        return await asyncio.shield(self._choice)

    async def again(self) -> Choice:
        """Choose anew: credentials or folder may have come since. Running calls keep the old one."""
        before, self._choice = self._choice, None
        if before is not None and before.done() and not self._failed(before):
            backend = before.result().backend
            if backend is not None:
                self._retired.append(backend)
        return await self.current()

    async def backend(self) -> Backend:
        """The back end; raises ``RequestError`` with the reason when there is none."""
        choice = await self.current()
        if choice.backend is None:
            raise RequestError("BackEndNotReadyException", choice.reason, code="NOT_READY")
        return choice.backend

    def close(self) -> None:
        """Close every back end that was made."""
        choice, self._choice = self._choice, None
        backends = list(self._retired)
        if choice is not None and choice.done() and not self._failed(choice):
            backends += [backend for backend in [choice.result().backend] if backend is not None]
        elif choice is not None:
            choice.cancel()
        for backend in backends:
            backend.close()

    @staticmethod
    def _failed(task: "asyncio.Task[Choice]") -> bool:
        return task.cancelled() or task.exception() is not None
