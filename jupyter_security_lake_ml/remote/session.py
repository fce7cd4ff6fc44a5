"""Credentials, endpoint and connections as botocore finds them; one signed request at a time, blocking.

Requests go through botocore's own ``URLLib3Session`` in a bounded pool of threads, not through tornado's
``AsyncHTTPClient``: only the former honours what an AWS user has configured (HTTPS_PROXY and NO_PROXY,
AWS_CA_BUNDLE or ``ca_bundle`` of the profile), and tornado's default client knows no proxies at all. A call
waits for the network in its thread; the event loop is never blocked.
"""

import math
import os
import socket
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound
from botocore.httpsession import URLLib3Session
from botocore.session import Session
from botocore.utils import get_environ_proxies

from .. import __version__
from ..errors import ATHENA_CONTENT_TYPE, RequestError
from .redaction import SECRETS, guard_logs

_AWS_HOSTS = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".api.amazonwebservices.com.cn")
CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
RENEW_SECONDS = 5.0
"""Between two looks for newer credentials: many calls find them expired at once."""


@dataclass(frozen=True)
class Reply:
    """What came back: status, headers in lower case, and the whole body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def from_athena(self) -> bool:
        """Whether it speaks the protocol: AWS sends a request id and this content type; proxies and portals don't."""
        sent = self.headers.get("content-type", "").partition(";")[0].strip()
        return "x-amzn-requestid" in self.headers or sent == ATHENA_CONTENT_TYPE


@dataclass(frozen=True)
class _Opened:
    session: Session
    credentials: Any
    region: str
    endpoint: str
    signing_name: str
    http: URLLib3Session


class AwsSession:
    """Signs requests to Athena's one endpoint. All methods block and may be called from several threads."""

    def __init__(self, region: str = "", profile: str = "", connections: int = 16):
        self._wanted_region = region
        self._profile = profile
        self._connections = connections
        self._lock = threading.Lock()
        self._opened: _Opened | None = None
        self._region = region
        self._renewed = -math.inf
        self._who: tuple[str, dict[str, str]] | None = None

    @property
    def region(self) -> str:
        """The region as last found, also while credentials are looked for anew; before, what was configured."""
        return self._region

    @property
    def foreign_endpoint(self) -> str:
        """The endpoint when configuration names one that isn't AWS's own; else empty."""
        endpoint = self._opened.endpoint if self._opened else ""
        parts = urlsplit(endpoint)
        # Without the name and password that an address may hold.
        shown = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        return "" if (parts.hostname or "").endswith(_AWS_HOSTS) else shown

    def open(self) -> None:
        """Find region, endpoint and credentials; raises ``RequestError`` that says what is missing."""
        self._ready()

    def renew(self, used_key: str | None) -> bool:
        """Look for newer credentials than those with ``used_key``; True when there are some."""
        with self._lock:
            before = self._opened
            if before is not None and self._frozen(before).access_key != used_key:
                return True
            if time.monotonic() - self._renewed < RENEW_SECONDS:
                return False
            self._renewed = time.monotonic()
            self._opened = self._open()
            if before is not None:
                before.http.close()
            return bool(self._frozen(self._opened).access_key != used_key)

    def forget(self) -> None:
        """Look for everything again at the next call."""
        with self._lock:
            before, self._opened = self._opened, None
            self._who = None
            if before is not None:
                before.http.close()

    def send(self, operation: str, body: bytes) -> tuple[Reply, str]:
        """Sign and send one operation; the reply and the access key id that signed it.

        Raises ``RequestError`` when there are no credentials, botocore's ``HTTPClientError`` when nothing
        came back.
        """
        opened = self._ready()
        frozen = self._frozen(opened)
        headers = {
            "Content-Type": ATHENA_CONTENT_TYPE,
            "X-Amz-Target": f"AmazonAthena.{operation}",
            "User-Agent": f"jupyter-security-lake-ml/{__version__}",
        }
        request = AWSRequest(method="POST", url=opened.endpoint, data=body, headers=headers)
        SigV4Auth(frozen, opened.signing_name, opened.region).add_auth(request)
        response = opened.http.send(request.prepare())
        lowered = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, lowered, response.content), frozen.access_key

    def identity(self) -> dict[str, str]:
        """Account, ARN and where the credentials come from; without STS only the latter.

        STS is asked once for each access key: after a renewal it may be another role.
        """
        opened = self._ready()
        key = self._frozen(opened).access_key
        if self._who is not None and self._who[0] == key:
            return self._who[1]
        method = {"source": str(getattr(opened.credentials, "method", "") or "")}
        config = Config(connect_timeout=2, read_timeout=3, retries={"total_max_attempts": 1})
        try:
            sts = opened.session.create_client("sts", region_name=opened.region, config=config)
            found = sts.get_caller_identity()
        except (BotoCoreError, ClientError) as error:
            return {**method, "error": SECRETS.redact(str(error))}
        who = {**method, "account": found["Account"], "arn": found["Arn"]}
        self._who = (key, who)
        return who

    def arn_of(self, access_key: str | None) -> str:
        """Whose key this is, as far as STS was asked; empty when it wasn't. Asks nobody."""
        who = self._who
        return who[1]["arn"] if who is not None and who[0] == access_key else ""

    def close(self) -> None:
        """Close the connections."""
        self.forget()

    def _ready(self) -> _Opened:
        """What calls go through, found when there is none: another thread may have dropped it just now."""
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> _Opened:
        guard_logs()
        try:
            session = Session(profile=self._profile or None)
            # botocore itself knows AWS_DEFAULT_REGION only; the other SDKs, and Studio, say AWS_REGION.
            named = self._wanted_region or os.environ.get("AWS_REGION")
            region = named or session.get_config_variable("region")
            if not region:
                raise RequestError(
                    "NoRegionException",
                    "No region: set AWS_REGION, or a region in the AWS profile",
                    code="NO_REGION",
                )
            # The profile's roles are assumed there too.
            session.set_config_variable("region", region)
            credentials = session.get_credentials()
            if credentials is None:
                raise no_credentials("botocore looked at environment, profiles, container and instance role")
        except ProfileNotFound as error:
            raise no_credentials(str(error)) from error
        except BotoCoreError as error:
            raise no_credentials(SECRETS.redact(str(error))) from error
        try:
            client = session.create_client("athena", region_name=region)
            verify = session.get_config_variable("ca_bundle") or os.environ.get("REQUESTS_CA_BUNDLE") or True
        except (BotoCoreError, ValueError) as error:
            # A region, endpoint or number of tries that can't be: botocore raises ValueError for some.
            raise RequestError(
                "BackEndNotReadyException",
                f"The AWS settings of the server can't be used: {SECRETS.redact(str(error))}",
                code="NOT_READY",
            ) from error
        endpoint = client.meta.endpoint_url
        http = URLLib3Session(
            verify=verify,
            proxies=get_environ_proxies(endpoint),
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            max_pool_connections=self._connections,
            # Without it the system waits for an acknowledgement (40 ms) between headers and body.
            socket_options=[(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)],
        )
        signing_name = client.meta.service_model.signing_name
        self._region = region
        return _Opened(session, credentials, region, endpoint.rstrip("/") + "/", signing_name, http)

    @staticmethod
    def _frozen(opened: _Opened) -> Any:
        try:
            frozen = opened.credentials.get_frozen_credentials()
        except (BotoCoreError, ClientError) as error:
            raise no_credentials(SECRETS.redact(str(error))) from error
        SECRETS.know((frozen.secret_key, frozen.token))
        if not frozen.access_key or not frozen.secret_key:
            raise no_credentials("they are empty")
        return frozen


def no_credentials(why: str) -> RequestError:
    """The error of a server without usable credentials, or with ones that somebody has to renew."""
    if "expired" in why.lower():
        return RequestError("ExpiredTokenException", why, code="NO_CREDENTIALS")
    return RequestError("NoCredentialsException", f"No credentials: {why}", code="NO_CREDENTIALS")
