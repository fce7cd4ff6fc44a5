"""A proxy between the handler and an Athena that has rows: it checks each signature, counts, and breaks things.

As a process: python -m tests.server.fault_proxy --upstream URL --port N. A test then says what goes wrong by
`POST /control` (`{"faults_of": {"GetQueryExecution": ["reset"]}, "offline": true, "expired": true,
"state": {"State": "RUNNING"}, …}`), which answers how often each operation was called, which starts carried which token, and the ids of the queries.
"""

import argparse
import json
import threading
from http.client import HTTPConnection
from urllib.parse import urlsplit

from .fake_athena import KEY, FakeAthena, Handler

JSON = "application/x-amz-json-1.1"


class FaultProxy(FakeAthena):
    """A fake Athena that asks a real one. ``edits`` change an answer on its way back, by operation."""

    def __init__(self, upstream, port=0):
        self.upstream = urlsplit(upstream)
        self.edits = {}
        self.started = []
        super().__init__(port)
        self.RequestHandlerClass = ProxyHandler

    def answer(self, operation, body):
        prepared = self.answers.get(operation)
        if prepared is not None:
            return prepared if isinstance(prepared, tuple) else (200, prepared)
        status, document = self.ask(operation, body)
        if operation == "StartQueryExecution" and status == 200:
            with self.lock:
                self.started.append(document["QueryExecutionId"])
        edit = self.edits.get(operation)
        return (status, edit(document)) if edit and status == 200 else (status, document)

    def ask(self, operation, body):
        """Status and document of the real one, without any fault."""
        connection = HTTPConnection(self.upstream.hostname, self.upstream.port, timeout=60)
        try:
            headers = {"Content-Type": JSON, "X-Amz-Target": f"AmazonAthena.{operation}"}
            connection.request("POST", "/", json.dumps(body), headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    @staticmethod
    def _in_state(status):
        """An edit that tells of a query in this state, whatever state it is in."""

        def edit(document):
            document["QueryExecution"]["Status"] = {**document["QueryExecution"]["Status"], **status}
            return document

        return edit

    def control(self, wanted):
        """Sets faults; says what has been asked so far."""
        for name in ("offline", "clock"):
            if name in wanted:
                setattr(self, name, wanted[name])
        if "expired" in wanted:
            self.expired = {KEY} if wanted["expired"] else set()
        if "state" in wanted:
            self.edits = {"GetQueryExecution": self._in_state(wanted["state"])} if wanted["state"] else {}
        for operation, faults in wanted.get("faults_of", {}).items():
            self.faults_of[operation] = [tuple(one) if isinstance(one, list) else one for one in faults]
        for operation, answer in wanted.get("answers", {}).items():
            self.answers[operation] = tuple(answer) if isinstance(answer, list) else answer
        counts = {}
        for operation in self.operations():
            counts[operation] = counts.get(operation, 0) + 1
        tokens = [body["ClientRequestToken"] for name, body in self.calls if name == "StartQueryExecution"]
        return {"counts": counts, "tokens": tokens, "started": sorted(set(self.started))}


class ProxyHandler(Handler):
    def do_POST(self):
        if self.path != "/control":
            return super().do_POST()
        wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"{}")
        return self.send(200, json.dumps(self.server.control(wanted)).encode(), "application/json", None)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--upstream", required=True)
    arguments.add_argument("--port", type=int, required=True)
    options = arguments.parse_args()
    proxy = FaultProxy(options.upstream, options.port)
    print(f"Listening on {proxy.url}", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
