"""Which back end answers, and why: Athena, or the local engine over a folder of Parquet."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .answers import Answer, Backend
from .errors import RequestError

INSTALL_LOCAL = "pip install 'jupyter_security_lake_ml[local]'"
MAKE_LAKE = "make one with: security-lake-ml demo-lake DIR, and set SECURITY_LAKE_ML_LAKE_DIR to it"


@dataclass(frozen=True)
class Choice:
    """A back end with the sentence that says why it was chosen; ``backend`` is None when none can answer.

    ``ready`` is False when questions to it will fail; ``identity`` is who Athena takes us for;
    ``cutoff_bytes`` is where the workgroup stops a query, None without a limit.
    """

    kind: str
    backend: Backend | None
    ready: bool
    reason: str
    identity: dict[str, Any] = field(default_factory=dict)
    cutoff_bytes: int | None = None


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


class LocalDoor:
    """Opens the local engine over one folder, once."""

    def __init__(self, lake_dir: str, region: str, workgroups: tuple[str, ...]):
        self._lake_dir = lake_dir
        self._region = region
        self._workgroups = workgroups
        self._backend: LocalBackend | None = None

    @property
    def configured(self) -> bool:
        """Whether a folder was named at all."""
        return bool(self._lake_dir)

    async def choose(self, why: str = "") -> Choice:
        """The local engine, or what keeps it from answering; ``why`` is said before."""
        if not self._lake_dir:
            return Choice("local", None, False, f"{why}No lake folder is set; {MAKE_LAKE}.")
        folder = await asyncio.to_thread(_folder, self._lake_dir)
        if not await asyncio.to_thread(folder.is_dir):
            return Choice("local", None, False, f"{why}The lake folder {folder} doesn't exist; {MAKE_LAKE}.")
        if self._backend is None:
            try:
                engine_class = await asyncio.to_thread(_engine_class)
            except ImportError as error:
                reason = f"{why}The local engine can't be loaded: {error}. Install it: {INSTALL_LOCAL}"
                return Choice("local", None, False, reason)
            engine = engine_class(folder, region=self._region, workgroups=self._workgroups)
            self._backend = LocalBackend(engine, folder, self._region)
        backend = self._backend
        if not await asyncio.to_thread(_holds_parquet, folder):
            reason = f"{why}The lake folder {folder} holds no Parquet files; {MAKE_LAKE}."
            return Choice("local", backend, False, reason)
        what = "demo lake" if backend.demo else "lake folder"
        return Choice("local", backend, True, f"{why}Queries run on the {what} {folder}.")

    def close(self) -> None:
        """Stop the engine."""
        if self._backend is not None:
            self._backend.close()


def _folder(lake_dir: str) -> Path:
    return Path(lake_dir).expanduser().resolve()


def _engine_class() -> Any:
    from .local import LocalAthena

    return LocalAthena


def _holds_parquet(folder: Path) -> bool:
    return next(folder.rglob("*.parquet"), None) is not None


class Selection:
    """Chooses once, when first asked, and again on request. ``choose`` makes the choice.

    A choice that isn't ready is made anew after some seconds: credentials or a lake may have come since. One
    that is ready stays, so that an analysis doesn't change its back end half way.
    """

    RECHECK_SECONDS = 10.0

    def __init__(self, choose: Callable[[], Awaitable[Choice]]):
        self._choose = choose
        self._choosing: asyncio.Task[Choice] | None = None
        self._made = 0.0

    async def current(self) -> Choice:
        """The choice as it stands; concurrent callers share one choosing."""
        if self._choosing is None or self._is_stale(self._choosing):
            self._made = time.monotonic()
            self._choosing = asyncio.ensure_future(self._choose())
        return await asyncio.shield(self._choosing)

    async def now(self) -> Choice:
        """The choice as it stands, with who Athena takes us for now: renewed credentials may be another role's."""
        choice = await self.current()
        known = choice.identity.get("arn")
        ask = getattr(choice.backend, "identity", None)
        if not choice.ready or not known or ask is None:
            return choice
        try:
            identity = await ask()
        except RequestError as error:
            return replace(choice, identity={"error": error.message})
        reason = choice.reason.replace(known, identity.get("arn") or "somebody unknown")
        return replace(choice, identity=identity, reason=reason)

    async def again(self) -> Choice:
        """Choose anew, whatever stood."""
        if self._choosing is None or self._choosing.done():
            self._choosing = None
        return await self.current()

    async def backend(self) -> Backend:
        """The back end; raises ``RequestError`` with the reason when there is none."""
        choice = await self.current()
        if choice.backend is None:
            raise RequestError("BackEndNotReadyException", choice.reason, code="NOT_READY")
        return choice.backend

    def _is_stale(self, choosing: "asyncio.Task[Choice]") -> bool:
        if not choosing.done():
            return False
        if choosing.cancelled() or choosing.exception() is not None:
            return True
        return not choosing.result().ready and time.monotonic() - self._made > self.RECHECK_SECONDS
