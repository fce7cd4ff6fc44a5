"""The local engine as an HTTP server on loopback, for any client that takes an ``endpoint_url``."""

import asyncio
import json
import signal
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import tornado.httpserver
import tornado.netutil
import tornado.web

from .engine import LocalAthena
from .errors import AthenaError

_TARGET = "AmazonAthena."
_CONTENT_TYPE = "application/x-amz-json-1.1"
_MAX_BODY = 4 * 1024 * 1024
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class _Handler(tornado.web.RequestHandler):
    """``POST /`` with ``X-Amz-Target``. A web page can't send it: the content type isn't one that a page may use
    without asking, no answer allows another origin, and the host has to be a loopback name (so that a name which an
    attacker points at this machine is refused).
    """

    def initialize(self, engine: LocalAthena) -> None:
        self.engine = engine

    def set_default_headers(self) -> None:
        self.set_header("Content-Type", _CONTENT_TYPE)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("x-amzn-RequestId", str(uuid.uuid4()))
        self.clear_header("Server")

    async def post(self) -> None:
        try:
            self._require_local()
            target = self.request.headers.get("X-Amz-Target", "")
            if not target.startswith(_TARGET):
                raise AthenaError(
                    "UnknownOperationException", "X-Amz-Target must be AmazonAthena.<Operation>"
                )
            answer = await self.engine.call(target.removeprefix(_TARGET), self._document())
            self.finish(json.dumps(answer))
        except AthenaError as error:
            self.set_status(error.status)
            self.finish(json.dumps(error.body()))

    def _require_local(self) -> None:
        host = urlsplit(f"//{self.request.host}").hostname
        if host not in _LOOPBACK:
            raise AthenaError("AccessDeniedException", f"Host {host} is not this machine", 403)
        if self.request.headers.get("Origin") or self.request.headers.get("Sec-Fetch-Site", "none") != "none":
            raise AthenaError("AccessDeniedException", "Requests from web pages are refused", 403)
        kind = self.request.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if kind != _CONTENT_TYPE:
            raise AthenaError("UnsupportedMediaTypeException", f"Content-Type must be {_CONTENT_TYPE}", 415)

    def _document(self) -> dict:
        try:
            return json.loads(self.request.body or b"{}")
        except (ValueError, RecursionError):
            raise AthenaError("SerializationException", "The body is not JSON") from None

    def write_error(self, status_code: int, **kwargs: object) -> None:
        error = AthenaError("InternalServerException", self._reason, status_code)
        self.finish(json.dumps(error.body()))


class Server:
    """A running server. ``port`` is the one it listens on."""

    def __init__(self, engine: LocalAthena, port: int):
        self.engine = engine
        application = tornado.web.Application(
            [("/", _Handler, {"engine": engine})], log_function=lambda _: None
        )
        self._http = tornado.httpserver.HTTPServer(application, max_body_size=_MAX_BODY)
        sockets = tornado.netutil.bind_sockets(port, "127.0.0.1")
        self._http.add_sockets(sockets)
        self.port: int = sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening, close connections and the engine."""
        self._http.stop()
        await self._http.close_all_connections()
        await asyncio.to_thread(self.engine.close)


async def serve(lake_dir: Path, port: int, workgroups: tuple[str, ...] = ("primary",)) -> Server:
    """A server over a lake on the running event loop; port 0 takes a free one."""
    return Server(LocalAthena(lake_dir, workgroups=workgroups), port)


def main(lake_dir: Path, port: int, workgroups: tuple[str, ...]) -> None:
    """Serve until interrupted; prints one line when it listens."""
    asyncio.run(_main(lake_dir, port, workgroups))


async def _main(lake_dir: Path, port: int, workgroups: tuple[str, ...]) -> None:
    server = await serve(lake_dir, port, workgroups)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, ended.set)
        except NotImplementedError:  # on Windows an interrupt ends the loop itself
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    print(f"Listening on http://127.0.0.1:{server.port}", flush=True)
    await ended.wait()
    await server.stop()
