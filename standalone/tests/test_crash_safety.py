"""A server that is killed at any moment leaves a site that starts and holds all it acknowledged."""

import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
import requests

import frappe
from frappe.tests.binding import bound

ADMIN_PASSWORD = "admin"
WRITERS = 4
ENOUGH = 40
JOBS = 60
PATIENCE = 60
ADDRESS = re.compile(r"http://[\d.]+:\d+")


class Server:
    """`oasis serve` on a free port, in a process of its own."""

    def __init__(self, site: Path) -> None:
        command = [sys.executable, "-m", "launcher", "serve", "--site", str(site), "--port", "0"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        self.said: list[str] = []
        self.address = self._wait_for_address()

    def _wait_for_address(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            found = ADDRESS.search(line)
            if found:
                return found.group()
        raise AssertionError("".join(self.said))

    def log_in(self) -> requests.Session:
        session = requests.Session()
        form = {"usr": "Administrator", "pwd": ADMIN_PASSWORD}
        session.post(f"{self.address}/api/method/login", data=form, timeout=PATIENCE).raise_for_status()
        return session

    def end(self, kill: bool = False) -> None:
        self.process.kill() if kill else self.process.terminate()
        self.process.communicate(timeout=PATIENCE)


@pytest.fixture
def servers(site: Path) -> Iterator[list[Server]]:
    started: list[Server] = []
    yield started
    for server in started:
        server.end(kill=True)


def write_until_killed(server: Server, writer: int, acknowledged: list[str], enough: threading.Event) -> None:
    with suppress(requests.RequestException):
        session = server.log_in()
        for number in range(10_000):
            name = f"Writer {writer} Row {number}"
            answer = session.post(
                f"{server.address}/api/resource/Role", json={"role_name": name}, timeout=PATIENCE
            )
            if answer.status_code == 200:
                acknowledged.append(name)
            if len(acknowledged) >= ENOUGH:
                enough.set()


def queued_jobs(site: Path) -> int:
    with closing(sqlite3.connect(site / "queue.db", timeout=30)) as database:
        return int(database.execute("select count(*) from task").fetchone()[0])


def wait_for_jobs(site: Path) -> None:
    deadline = threading.Event()
    for _ in range(PATIENCE * 10):
        if not queued_jobs(site):
            return
        deadline.wait(0.1)
    raise AssertionError(f"{queued_jobs(site)} jobs were never run")


def test_a_kill_in_the_middle_of_writes_loses_nothing_that_was_acknowledged(
    site: Path, servers: list[Server]
):
    with bound(site):
        for number in range(JOBS):
            doc = {"doctype": "Role", "role_name": f"Job {number}"}
            frappe.enqueue("frappe.client.insert", doc=doc)
    servers.append(Server(site))
    acknowledged: list[str] = []
    enough = threading.Event()
    writers = [
        threading.Thread(target=write_until_killed, args=(servers[0], number, acknowledged, enough))
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    assert enough.wait(PATIENCE)
    servers[0].end(kill=True)
    for writer in writers:
        writer.join()

    servers.append(Server(site))
    wait_for_jobs(site)
    servers[1].end()
    with bound(site):
        kept = set(frappe.get_all("Role", pluck="name", order_by="name asc"))
        assert set(acknowledged) <= kept
        assert {f"Job {number}" for number in range(JOBS)} <= kept
        assert frappe.db.execute("pragma quick_check").fetchone()[0] == "ok"


def test_a_second_server_on_the_site_is_refused(site: Path, servers: list[Server]):
    servers.append(Server(site))
    command = [sys.executable, "-m", "launcher", "serve", "--site", str(site), "--port", "0"]
    second = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert str(servers[0].process.pid) in second.stderr


def test_a_server_that_is_told_to_stop_ends_well(site: Path, servers: list[Server]):
    servers.append(Server(site))
    servers[0].end()
    assert servers[0].process.returncode == 0
