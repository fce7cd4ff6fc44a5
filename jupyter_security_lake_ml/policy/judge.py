"""Judges statements without holding up the event loop."""

import asyncio
import gc
import multiprocessing
import os
import threading
from collections import OrderedDict
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from ..errors import Refusal
from .statements import Laborious, Scope, Verdict, judge_statement

LARGE = 8_000
"""Characters above which a statement is parsed in a worker process: parsing holds the interpreter's lock."""

_REMEMBERED = 256


class Judge:
    """Judges statements: small, flat ones in a thread, the others in a process with a deadline."""

    def __init__(self, deadline: float = 20.0):
        self._deadline = deadline
        self._pool: ProcessPoolExecutor | None = None
        # One at a time: the deadline of each is its own, and the end of a worker that took too long ends no other.
        self._turn = asyncio.Lock()
        self._accepted: OrderedDict[tuple[str, Scope], Verdict] = OrderedDict()

    async def judge(self, sql: str, scope: Scope) -> Verdict:
        """Accept a statement or raise ``Refusal``; what was accepted once isn't parsed again."""
        key = (sql, scope)
        known = self._accepted.get(key)
        if known is not None:
            self._accepted.move_to_end(key)
            return known
        try:
            if len(sql) > LARGE:
                raise Laborious
            verdict = await asyncio.to_thread(judge_statement, sql, scope, patient=False)
        except Laborious:
            verdict = await self._judge_apart(sql, scope)
        self._accepted[key] = verdict
        while len(self._accepted) > _REMEMBERED or sum(len(sql) for sql, _ in self._accepted) > 4_000_000:
            self._accepted.popitem(last=False)
        return verdict

    async def _judge_apart(self, sql: str, scope: Scope) -> Verdict:
        async with self._turn:
            answer = await self._in_worker(sql, scope)
        if isinstance(answer, Verdict):
            return answer
        raise Refusal(*answer)

    async def _in_worker(self, sql: str, scope: Scope) -> Verdict | tuple[str, str]:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, context, initializer=end_with_parent)
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(
                loop.run_in_executor(self._pool, judge_quietly, sql, scope), self._deadline
            )
        except (TimeoutError, BrokenProcessPool) as error:
            self.close()
            raise Refusal("too-long", "The statement takes too long to check") from error

    def close(self) -> None:
        """Stop the worker process."""
        pool, self._pool = self._pool, None
        if pool is not None:
            for process in list((pool._processes or {}).values()):
                process.kill()
            pool.shutdown(wait=False, cancel_futures=True)


def end_with_parent() -> None:
    """Let this worker end when the server that started it is gone: one that was killed can't tell it to."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(0)

        threading.Thread(target=wait, daemon=True).start()


def judge_quietly(sql: str, scope: Scope) -> Verdict | tuple[str, str]:
    """A verdict, or a refusal as rule and message: its exception doesn't cross processes."""
    # A large tree is all live objects: looking through them for garbage takes half of the time.
    gc.disable()
    try:
        return judge_statement(sql, scope)
    except Refusal as refusal:
        return (refusal.rule, refusal.reason)
    finally:
        gc.enable()
