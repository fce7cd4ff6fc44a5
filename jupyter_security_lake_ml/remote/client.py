"""Calls Athena off the event loop: a bounded pool of threads, a deadline, and tries with jitter."""

import asyncio
import json
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError

from ..answers import Answer
from ..errors import RequestError
from .redaction import SECRETS
from .retry import ATTEMPTS, Trouble, trouble_of, wait_seconds
from .session import AwsSession, Reply

T = TypeVar("T")


class RemoteAthena:
    """Athena's operations, signed. ``seconds`` is the deadline of one call with all its tries.

    Every operation may be repeated: the policy gives each start an idempotency token, the rest only reads or
    stops.
    """

    kind = "athena"
    demo = False

    def __init__(self, session: AwsSession, seconds: float = 45.0, connections: int = 16):
        self._session = session
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(connections, thread_name_prefix="athena")
        # Of their own: where Athena hangs, all others may wait for it, and who we are is asked for by the panel.
        self._lookups = ThreadPoolExecutor(2, thread_name_prefix="athena-credentials")

    @property
    def region(self) -> str:
        """The region that queries go to; empty before it is known."""
        return self._session.region

    @property
    def origin(self) -> str:
        """Whose query ids these are."""
        return f"athena:{self.region}"

    @property
    def place(self) -> str:
        """Where queries go, in words: the region, and the endpoint when it isn't AWS's own."""
        endpoint = self._session.foreign_endpoint
        return f"{self.region} at {endpoint}" if endpoint else self.region

    async def open(self, seconds: float | None = None) -> None:
        """Find credentials and endpoint; raises ``RequestError`` that says what is missing."""
        limit = self._seconds if seconds is None else seconds
        await self._in_thread(self._session.open, limit, self._lookups)

    async def identity(self) -> dict[str, str]:
        """Who Athena takes us for: account, ARN, source of the credentials."""
        return await self._in_thread(self._session.identity, self._seconds, self._lookups)

    def forget(self) -> None:
        """Look for credentials again at the next call."""
        self._session.forget()

    async def call(self, operation: str, body: dict[str, Any], seconds: float | None = None) -> Answer:
        """Carry out one operation; raises ``RequestError`` when no answer of Athena's came."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + (self._seconds if seconds is None else seconds)
        data = json.dumps(body).encode()
        renewed = False
        attempt = 0
        while True:
            outcome: Reply | RequestError
            trouble: Trouble | None
            key: str | None = None
            try:
                send = partial(self._session.send, operation, data)
                outcome, key = await self._in_thread(send, deadline - loop.time())
                trouble = trouble_of(outcome)
            except BotoCoreError as error:
                outcome, trouble = unreachable(SECRETS.redact(str(error))), Trouble(again=True, expired=False)
            if trouble is not None and trouble.expired and not renewed:
                renewed = True
                if await self._in_thread(partial(self._session.renew, key), deadline - loop.time()):
                    continue
            if trouble is None or not trouble.again or attempt + 1 >= ATTEMPTS:
                break
            pause = wait_seconds(attempt)
            if loop.time() + pause >= deadline:
                break
            await asyncio.sleep(pause)
            attempt += 1
        if isinstance(outcome, RequestError):
            raise outcome
        return replace(_answer(outcome), asked_as=self._session.arn_of(key))

    def close(self) -> None:
        """Close connections; calls under way end by their own deadline."""
        for threads in (self._threads, self._lookups):
            threads.shutdown(wait=False, cancel_futures=True)
        self._session.close()

    async def _in_thread(
        self, work: Callable[[], T], seconds: float, threads: ThreadPoolExecutor | None = None
    ) -> T:
        loop = asyncio.get_running_loop()
        done = loop.run_in_executor(threads or self._threads, work)
        try:
            return await asyncio.wait_for(done, max(seconds, 0.001))
        except TimeoutError as error:
            raise unreachable("no answer in time", status=504) from error


def unreachable(why: str, status: int = 503) -> RequestError:
    """The error of a network that gives no answer."""
    return RequestError(
        "ServiceUnavailableException", f"Athena can't be reached: {why}", status=status, code="UNREACHABLE"
    )


def _answer(reply: Reply) -> Answer:
    """Athena's answer as it is; whatever else answered becomes an error that says so."""
    if reply.from_athena:
        request_id = reply.headers.get("x-amzn-requestid") or str(uuid.uuid4())
        if reply.status == 200:
            return Answer(reply.body, reply.status, request_id)
        # A refused signature may be answered with the canonical request, in which the session token stands.
        said = SECRETS.redact(reply.body.decode("utf-8", "replace"))
        return Answer(said.encode(), reply.status, request_id)
    kind = reply.headers.get("content-type", "no content type").partition(";")[0][:60]
    message = f"Something answered in place of Athena, such as a proxy (HTTP {reply.status}, {kind})"
    if reply.status in (429, 500, 502, 503, 504):
        raise RequestError("ServiceUnavailableException", message, status=503, code="FOREIGN_ANSWER")
    raise RequestError("ForeignAnswerException", message, code="FOREIGN_ANSWER")
