"""Load on the server extension: python bench/server_load.py [--json OUT] [--polls N] [--queries N]

A real Jupyter server in a process of its own, before a fake Athena that checks signatures. Measured: what the
handler adds to a direct botocore call, how `/api/status` fares while many queries are polled, and the memory.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from botocore.session import Session
from tornado.httpclient import AsyncHTTPClient, HTTPRequest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.server.fake_athena import KEY, REGION, SECRET, TOKEN, FakeAthena  # noqa: E402 (the checkout's own)

JSON = "application/x-amz-json-1.1"


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(url: str, port: int, home: str) -> subprocess.Popen:
    """A Jupyter server with the extension, token `t`, Athena at `url`."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOME": home,
        "JUPYTER_TOKEN": "t",
        "SECURITY_LAKE_ML_BACKEND": "athena",
        "AWS_ENDPOINT_URL_ATHENA": url,
        "AWS_ENDPOINT_URL_STS": url,
        "AWS_REGION": REGION,
        "NO_PROXY": "127.0.0.1",
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_SESSION_TOKEN": TOKEN,
    }
    extensions = "{'jupyter_security_lake_ml': True}"
    options = ["--no-browser", f"--ServerApp.port={port}", f"--ServerApp.jpserver_extensions={extensions}"]
    command = [
        sys.executable,
        "-m",
        "jupyter_server",
        "--allow-root",
        *options,
        "--ServerApp.log_level=ERROR",
    ]
    return subprocess.Popen(command, env=environment, cwd=home)


class Client:
    """Talks to the server as the page does."""

    def __init__(self, port: int):
        self._base = f"http://127.0.0.1:{port}"
        self._http = AsyncHTTPClient(force_instance=True, max_clients=300)

    async def call(self, operation: str, body: dict) -> dict:
        """One operation of Athena."""
        headers = {
            "Authorization": "token t",
            "Content-Type": JSON,
            "X-Amz-Target": f"AmazonAthena.{operation}",
        }
        url = f"{self._base}/security-lake-ml/athena"
        request = HTTPRequest(url, "POST", headers, json.dumps(body), request_timeout=120)
        response = await self._http.fetch(request, raise_error=False)
        if response.code != 200:
            raise SystemExit(f"{operation}: {response.code} {response.body!r}")
        return json.loads(response.body)

    async def status(self) -> float:
        """Milliseconds that `/api/status` takes."""
        before = time.perf_counter()
        await self._http.fetch(f"{self._base}/api/status", headers={"Authorization": "token t"})
        return (time.perf_counter() - before) * 1000


async def until_ready(client: Client) -> None:
    """Wait for the server's first answer."""
    for _ in range(300):
        try:
            await client.status()
            return
        except OSError:
            await asyncio.sleep(0.1)
    raise SystemExit("the server didn't start")


def resident_mb(pid: int) -> float:
    """Resident memory of a process in MB (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


async def overhead(client: Client, url: str, query: dict, calls: int = 200) -> tuple[float, float]:
    """Median milliseconds of a call through the server and of a direct botocore call, taken in turn."""
    direct = Session().create_client(
        "athena",
        REGION,
        endpoint_url=url,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        aws_session_token=TOKEN,
    )
    through, straight = [], []
    for _ in range(calls):
        before = time.perf_counter()
        await client.call("GetQueryExecution", query)
        between = time.perf_counter()
        await asyncio.to_thread(direct.get_query_execution, **query)
        through.append((between - before) * 1000)
        straight.append((time.perf_counter() - between) * 1000)
    return statistics.median(through), statistics.median(straight)


async def measure(port: int, pid: int, url: str, fake: FakeAthena, queries: int, polls: int) -> dict:
    """All figures of one run."""
    client = Client(port)
    await until_ready(client)
    start = {"QueryString": "SELECT 1"}
    started = [await client.call("StartQueryExecution", start) for _ in range(queries)]
    through, straight = await overhead(client, url, started[0])
    fake.answers["GetQueryExecution"] = lambda body: (
        time.sleep(0.05) or {"QueryExecution": {**body, "Status": {"State": "RUNNING"}}}
    )
    done, latencies = asyncio.Event(), []

    async def watch() -> None:
        while not done.is_set():
            latencies.append(await client.status())
            await asyncio.sleep(0.02)

    watching = asyncio.ensure_future(watch())
    before = time.perf_counter()
    memory = []

    async def poll(query: dict) -> None:
        # As the page does once a query has run for some seconds.
        for _ in range(max(polls // queries, 4)):
            await asyncio.sleep(random.uniform(1, 3))
            await client.call("GetQueryExecution", query)

    polling = asyncio.gather(*(poll(query) for query in started))
    while not polling.done():
        memory.append(resident_mb(pid))
        await asyncio.wait([polling], timeout=1)
    await polling
    seconds = time.perf_counter() - before
    done.set()
    await watching
    latencies.sort()
    asked = max(polls // queries, 4) * queries
    return {
        "handler_ms": round(through, 2),
        "direct_ms": round(straight, 2),
        "overhead_ms": round(through - straight, 2),
        "queries": queries,
        "polls": asked,
        "polls_per_second": round(asked / seconds),
        "status_p50_ms": round(latencies[len(latencies) // 2], 1),
        "status_p99_ms": round(latencies[int(len(latencies) * 0.99)], 1),
        "memory_mb": round(memory[-1], 1),
        "memory_growth_mb": round(memory[-1] - memory[len(memory) // 4], 1),
    }


def main() -> None:
    """Run and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--polls", type=int, default=10_000)
    arguments.add_argument("--queries", type=int, default=200)
    options = arguments.parse_args()
    fake = FakeAthena()
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        server = start_server(fake.url, port, home)
        try:
            figures = asyncio.run(measure(port, server.pid, fake.url, fake, options.queries, options.polls))
        finally:
            server.terminate()
            server.wait(20)
            fake.shutdown()
    for name, value in figures.items():
        print(f"{name:20} {value}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
