"""An Athena on loopback that believes no signature: it computes each anew with botocore.

In front of it sits a list of faults: each request takes the next one, so a test says what the network does.
"""

import json
import re
import socket
import struct
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

REGION = "eu-west-3"
KEY, SECRET, TOKEN = "AKIDEXAMPLEEXAMPLE00", "wJalrXUtnFEMIsecretEXAMPLEKEY0000", "FwoGsessiontokenEXAMPLE"
AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([\w-]+)/(\w+)/aws4_request,"
    r" SignedHeaders=([^,]+), Signature=(\w{64})"
)


def aws_error(kind, message="no", status=400, **extra):
    return status, {"__type": kind, "Message": message, **extra}


class FakeAthena(ThreadingHTTPServer):
    """Answers in a thread. ``faults`` are taken from the front, ``answers`` are per operation."""

    daemon_threads = True

    def __init__(self, port=0):
        super().__init__(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.secrets = {KEY: (SECRET, TOKEN)}
        self.expired = set()
        self.roles = {}
        """Name of the role of each access key; ``analyst`` where none is said."""
        self.faults = []
        self.faults_of = {}
        """Faults of one operation by its name; they come after those of any."""
        self.offline = False
        self.clock = 0.0
        """Seconds by which its clock is ahead of everybody else's."""
        self.answers = {}
        self.calls = []
        self.tokens = {}
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def operations(self):
        return [operation for operation, _ in self.calls]

    def answer(self, operation, body):
        answer = self.answers.get(operation)
        if callable(answer):
            answer = answer(body)
        if answer is not None:
            return answer if isinstance(answer, tuple) else (200, answer)
        if operation == "StartQueryExecution":
            with self.lock:
                token = body["ClientRequestToken"]
                return 200, {"QueryExecutionId": self.tokens.setdefault(token, str(uuid.uuid4()))}
        if operation == "GetWorkGroup":
            results = {"ManagedQueryResultsConfiguration": {"Enabled": True}}
            return 200, {
                "WorkGroup": {"Name": body["WorkGroup"], "State": "ENABLED", "Configuration": results}
            }
        if operation == "GetQueryExecution":
            return 200, {"QueryExecution": {**body, "Status": {"State": "SUCCEEDED"}}}
        return 200, {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if b"GetCallerIdentity" in data:
            return self.send_sts()
        operation = self.headers["X-Amz-Target"].removeprefix("AmazonAthena.")
        server = self.server
        with server.lock:
            server.calls.append((operation, json.loads(data)))
            planned = server.faults or server.faults_of.get(operation)
            fault = planned.pop(0) if planned else None
        if fault == "reset" or server.offline:
            return self.hang_up()
        if fault == "html":
            return self.send(502, b"<html><h1>Bad Gateway</h1></html>", "text/html", None)
        if fault == "login":
            return self.send(200, b"<html>Please sign in</html>", "text/html", None)
        if fault == "redirect":
            return self.send(302, b"", "text/html", None, Location="http://127.0.0.1:9/elsewhere")
        if isinstance(fault, (int, float)):
            time.sleep(fault)
        if isinstance(fault, tuple):
            return self.send_json(*fault)
        problem = self.problem_with_signature(data)
        if problem:
            return self.send_json(*problem)
        answer = server.answer(operation, json.loads(data))
        if fault == "lost":
            return self.hang_up()
        return self.send_json(*answer)

    def hang_up(self):
        """Resets the connection: the other side gets no answer, not even an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def send_json(self, status, document):
        self.send(status, json.dumps(document).encode(), "application/x-amz-json-1.1", str(uuid.uuid4()))

    def send_sts(self):
        key = self.headers["Authorization"].partition("Credential=")[2].partition("/")[0]
        role = self.server.roles.get(key, "analyst")
        xml = (
            '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
            f"<Arn>arn:aws:sts::111122223333:assumed-role/{role}/ada</Arn><UserId>x</UserId>"
            "<Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
        )
        self.send(200, xml.encode(), "text/xml", str(uuid.uuid4()))

    def send(self, status, body, content_type, request_id, **headers):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if request_id:
            self.send_header("x-amzn-RequestId", request_id)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def late(self):
        """What AWS says of a request whose time differs from its own by more than five minutes."""
        stamp = "%Y%m%dT%H%M%SZ"
        signed = datetime.strptime(self.headers["X-Amz-Date"], stamp).replace(tzinfo=UTC)
        now = datetime.now(UTC) + timedelta(seconds=self.server.clock)
        if abs(now - signed) < timedelta(minutes=5):
            return None
        word = "Signature expired" if now > signed else "Signature not yet current"
        than = "earlier" if now > signed else "later"
        return aws_error(
            "InvalidSignatureException",
            f"{word}: {self.headers['X-Amz-Date']} is now {than} than {now.strftime(stamp)}",
        )

    def problem_with_signature(self, data):
        found = AUTHORIZATION.fullmatch(self.headers.get("Authorization", ""))
        if not found:
            return aws_error("MissingAuthenticationTokenException", "not signed")
        key, _, region, service, signed, signature = found.groups()
        if key not in self.server.secrets:
            return aws_error("UnrecognizedClientException", "The security token included is invalid.")
        if key in self.server.expired:
            return aws_error("ExpiredTokenException", "The security token included in the request is expired")
        late = self.late()
        if late:
            return late
        secret, token = self.server.secrets[key]
        if self.headers.get("X-Amz-Security-Token") != token or (region, service) != (REGION, "athena"):
            return aws_error("InvalidSignatureException", "wrong scope or token")
        headers = {name: self.headers[name] for name in signed.split(";")}
        auth = SigV4Auth(Credentials(key, secret), service, region)
        request = AWSRequest("POST", f"http://{self.headers['Host']}{self.path}", headers=headers, data=data)
        request.context["timestamp"] = self.headers["X-Amz-Date"]
        canonical = auth.canonical_request(request)
        if auth.signature(auth.string_to_sign(request, canonical), request) != signature:
            return aws_error(
                "InvalidSignatureException", "The request signature we calculated does not match"
            )
        return None
