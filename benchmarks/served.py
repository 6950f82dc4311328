"""A site served by a process of its own, and people who use it over HTTP."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

PASSWORD = "oasis"
_STARTING_SECONDS = 60
#: The server lets go of connections that nobody has used for five.
_KEPT_SECONDS = 3
_ADDRESS = re.compile(r"http://([\d.]+):(\d+)")


class RefusedError(RuntimeError):
    """The server answered a request with something else than success."""


@dataclass
class Served:
    """A running server. `seconds`: from the command to the first answer."""

    host: str
    port: int
    process: subprocess.Popen[str]
    seconds: float

    def person(self, user: str, password: str = PASSWORD) -> Person:
        """Somebody who has logged in."""
        return Person(self, user, password)

    def memory(self) -> float:
        """Megabytes of its own that the process holds (without pages of files that it shares)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return sum(int(kb) for kb in re.findall(r"Rss(?:Anon|Shmem):\s+(\d+) kB", status)) / 1024


class Person:
    """One user with one kept-open connection."""

    def __init__(self, served: Served, user: str, password: str) -> None:
        self.user = user
        self.connection = http.client.HTTPConnection(served.host, served.port, timeout=60)
        self.used = time.monotonic()
        self.headers = {"Content-Type": "application/json", "Accept": "application/json"}
        answer, _body = self._send("POST", "/api/method/login", {"usr": user, "pwd": password})
        cookies = [value.partition(";")[0] for value in answer.headers.get_all("Set-Cookie") or []]
        self.headers["Cookie"] = "; ".join(cookies)
        page = self.get("/oasis")[0].decode()
        token = re.search(r'csrf_token\s*=\s*"(\w+)"', page)
        self.headers["X-Frappe-CSRF-Token"] = token.group(1) if token else ""

    def get(self, path: str, **query: Any) -> tuple[bytes, int]:
        """The body, and its size as it went over the wire."""
        return self._send("GET", f"{quote(path)}?{urlencode(query)}" if query else quote(path))[1]

    def post(self, path: str, values: Mapping[str, Any]) -> Any:
        """The parsed answer."""
        return json.loads(self._send("POST", path, values)[1][0])

    def call(self, method: str, **values: Any) -> Any:
        """What an endpoint of the app answers."""
        return self.post(f"/api/method/oasis_crm.api.{method}", values)["message"]

    def _send(
        self, method: str, path: str, values: Mapping[str, Any] | None = None
    ) -> tuple[http.client.HTTPResponse, tuple[bytes, int]]:
        body = json.dumps(values).encode() if values is not None else None
        headers = {**self.headers, "Accept-Encoding": "gzip"}
        if time.monotonic() - self.used > _KEPT_SECONDS:
            self.connection.close()  # it opens again by itself
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        sent = answer.read()
        self.used = time.monotonic()
        content = gzip.decompress(sent) if answer.headers.get("Content-Encoding") == "gzip" else sent
        if answer.status != 200:
            raise RefusedError(f"{method} {path}: {answer.status} {content[:300].decode(errors='replace')}")
        return answer, (content, len(sent))


@contextmanager
def served(site: Path) -> Iterator[Served]:
    """The site behind a free port until the block ends."""
    command = [sys.executable, "-m", "launcher", "serve", "--site", str(site), "--port", "0"]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        host, port = _address(process, began)
        running = Served(host, port, process, 0.0)
        connection = http.client.HTTPConnection(host, port, timeout=_STARTING_SECONDS)
        connection.request("GET", "/api/method/ping")
        connection.getresponse().read()
        running.seconds = time.perf_counter() - began
        yield running
    finally:
        process.terminate()
        process.wait(timeout=_STARTING_SECONDS)


def _address(process: subprocess.Popen[str], began: float) -> tuple[str, int]:
    assert process.stdout is not None
    for line in process.stdout:
        found = _ADDRESS.search(line)
        if found:
            return found.group(1), int(found.group(2))
        if time.perf_counter() - began > _STARTING_SECONDS:
            break
    raise RefusedError("the server did not start")


def milliseconds(work: Callable[[], Any], times: int, warming: int = 5) -> list[float]:
    """How long each of so many calls took, sorted; the first few, which fill caches, are not counted."""
    for _ in range(warming):
        work()
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - began))
    return sorted(spent)


def p95(spent: list[float]) -> float:
    return spent[min(int(len(spent) * 0.95), len(spent) - 1)]


def median(spent: list[float]) -> float:
    return spent[len(spent) // 2]
