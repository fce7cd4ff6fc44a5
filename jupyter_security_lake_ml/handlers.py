"""HTTP routes: thin; check, call, answer."""

import json
import re
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from .answers import Answer
from .errors import ATHENA_CONTENT_TYPE, RequestError
from .identity import owner_of
from .policy import POLLING

AUTH_RESOURCE = "security-lake-ml"
MAX_BODY_BYTES = 2 * 1024 * 1024
"""A statement of 262,144 bytes, escaped in JSON, and the rest."""

LINES = "application/x-ndjson"
_TARGET = re.compile(r"AmazonAthena\.([A-Za-z]{1,64})")


class SecurityLakeHandler(APIHandler):
    """What all routes share: the auth resource, no caching, and errors as Athena's documents."""

    auth_resource = AUTH_RESOURCE

    @property
    def services(self) -> Any:
        """What the extension made: ``gate``, ``selection`` and the rest."""
        return self.settings["security_lake_ml"]

    def set_default_headers(self) -> None:
        """Answers hold log values and are never cached."""
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def compute_etag(self) -> None:
        """None: an answer isn't to be remembered, not even by its hash."""
        return None

    def body_object(self, content_type: str) -> dict[str, Any]:
        """The body as a JSON object of just this content type; raises ``RequestError``."""
        sent = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if sent != content_type:
            raise RequestError("UnsupportedMediaTypeException", f"Content-Type has to be {content_type}", 415)
        if len(self.request.body) > MAX_BODY_BYTES:
            raise RequestError("RequestEntityTooLargeException", f"At most {MAX_BODY_BYTES} bytes", 413)
        try:
            body = json.loads(self.request.body or b"{}")
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise RequestError("SerializationException", "The body isn't a JSON object")
        return body


class AthenaHandler(SecurityLakeHandler):
    """``POST security-lake-ml/athena``: Athena's JSON 1.1 protocol, as the SDK speaks it."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Answer one operation; errors and refusals are Athena's error documents."""
        try:
            answer = await self._answer()
        except RequestError as error:
            answer = Answer.error(error)
        self.set_status(answer.status)
        self.set_header("x-amzn-requestid", answer.request_id)
        await self.finish(answer.body, set_content_type=ATHENA_CONTENT_TYPE)

    async def _answer(self) -> Answer:
        target = _TARGET.fullmatch(self.request.headers.get("X-Amz-Target", ""))
        if target is None:
            raise RequestError("UnknownOperationException", "X-Amz-Target has to be AmazonAthena.<Operation>")
        operation = target[1]
        if operation in POLLING:
            self._track_activity = False
        body = self.body_object(ATHENA_CONTENT_TYPE)
        backend = await self.services.selection.backend()
        return await self.services.gate.call(backend, owner_of(self), operation, body)


class ConfigHandler(SecurityLakeHandler):
    """``GET security-lake-ml/config``: which back end answers and why; no secrets."""

    _track_activity = False

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The server's configuration as far as the page needs it."""
        await self.finish(json.dumps(await self.services.describe()))


class CheckHandler(SecurityLakeHandler):
    """``POST security-lake-ml/check``: tries the connection step by step.

    ``{"row": false}`` reads no row, ``{"row": "free"}`` one where nobody bills it. A client that accepts
    ``application/x-ndjson`` gets the report so far as a line after each step; others get the last one.
    """

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """The config's answer with ``steps``; a step is ``{id, title, state, detail, …}``."""
        try:
            body = self.body_object("application/json")
        except RequestError as error:
            self.set_status(error.status)
            await self.finish(json.dumps({"message": error.message}))
            return
        row = body.get("row")
        reports = self.services.check(owner_of(self), row if row == "free" else row is not False)
        if LINES not in self.request.headers.get("Accept", ""):
            await self.finish(json.dumps([report async for report in reports][-1]))
            return
        self.set_header("Content-Type", LINES)
        # Proxies that gather answers before passing them on would make all steps come at once.
        self.set_header("X-Accel-Buffering", "no")
        async for report in reports:
            self.write(json.dumps(report) + "\n")
            await self.flush()
        await self.finish(set_content_type=LINES)


class CacheHandler(SecurityLakeHandler):
    """``security-lake-ml/cache``: days that are kept; GET says how many, POST takes ``{"action": …}``."""

    _track_activity = False

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """``{days, bytes, maxBytes}`` of this user."""
        await self.finish(json.dumps(await self.services.cache.usage(owner_of(self))))

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Look for days, read one, keep those of a query, or clear all of this user."""
        try:
            body = self.body_object("application/json")
            choice = await self.services.selection.now()
            answer = await self.services.cache.act(choice, owner_of(self), body)
        except RequestError as error:
            self.set_status(error.status)
            answer = json.dumps({"message": error.message}).encode()
        await self.finish(answer)


HANDLERS = [
    (r"/security-lake-ml/athena", AthenaHandler),
    (r"/security-lake-ml/cache", CacheHandler),
    (r"/security-lake-ml/check", CheckHandler),
    (r"/security-lake-ml/config", ConfigHandler),
]
