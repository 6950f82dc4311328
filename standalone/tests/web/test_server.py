"""The process that serves a site: alone on it, on a free port, and gone when told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
import requests
from callers import MANAGER, USERS
from serving import served

from frappe.server import PortTakenError, ServerError, SiteIsServedError, listening, locked, serve

SERVE = (
    "import sys; from frappe.server import serve;"
    "serve(sys.argv[1], sys.argv[2], port=0, ready=lambda url: print(url, flush=True))"
)


@pytest.fixture
def process(site):
    started = subprocess.Popen(
        [sys.executable, "-c", SERVE, site.name, str(site.parent)], stdout=subprocess.PIPE, text=True
    )
    yield started
    started.kill()
    started.wait()


def test_a_site_is_served_once(site):
    with locked(site), pytest.raises(SiteIsServedError, match=str(os.getpid())):
        serve(site.name, site.parent, port=0)


def test_a_taken_port_is_named(site):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTakenError, match=str(port)):
            serve(site.name, site.parent, port=port)
    with locked(site):
        pass  # the failed start holds on to nothing


def test_an_address_that_is_not_ours_is_one_clear_sentence():
    with pytest.raises(ServerError, match=r"192\.0\.2\.1"), listening("192.0.2.1", 0):
        pass


def test_a_folder_that_is_not_there_is_one_clear_sentence(tmp_path):
    with pytest.raises(ServerError), locked(tmp_path / "none"):
        pass


def test_it_answers_and_stops_when_told(process):
    address = process.stdout.readline().strip()
    assert requests.get(f"{address}/api/method/ping").json() == {"message": "pong"}
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) in (0, -signal.SIGTERM)


def test_a_killed_server_leaves_the_site_free(process, site):
    process.stdout.readline()
    process.kill()
    process.wait()
    with locked(site):
        pass


@pytest.fixture
def address(site):
    with served(site) as url:
        yield url


def connection_to(address):
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=10)


def test_slow_senders_do_not_keep_others_waiting(address):
    head = b"POST /api/method/ping HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nslow"
    slow = [connection_to(address) for _ in range(40)]
    for one in slow:
        one.sendall(head)
    assert requests.get(f"{address}/api/method/ping", timeout=5).json() == {"message": "pong"}
    for one in slow:
        one.close()


def test_a_body_in_pieces_of_unknown_number_arrives_whole(address):
    def pieces():
        yield b'{"usr": "gm@golden.test", '
        yield b'"pwd": "wrong"}'

    headers = {"Content-Type": "application/json"}
    answer = requests.post(f"{address}/api/method/login", data=pieces(), headers=headers)
    assert (answer.status_code, answer.json()["message"]) == (401, "Invalid login credentials")


def test_a_body_that_nobody_takes_is_refused_unread(address):
    with connection_to(address) as one:
        one.sendall(
            b"POST /api/method/upload_file HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
            b"Content-Type: application/octet-stream\r\nContent-Length: 9999999999\r\n\r\n"
        )
        assert b" 413 " in one.recv(4096).split(b"\r\n")[0]


def test_a_turkish_file_name_travels_in_a_header(address):
    user = next(user for user in USERS.values() if user["email"] == MANAGER)
    headers = {"Authorization": f"token {user['api_key']}:{user['api_secret']}"}
    upload = {"file": ("sözleşme ığ.svg", b"<svg/>")}
    made = requests.post(f"{address}/api/method/upload_file", files=upload, headers=headers).json()["message"]
    for path in (made["file_url"], f"/api/method/frappe.handler.download_file?file_url={made['file_url']}"):
        answer = requests.get(address + path, headers=headers)
        disposition = answer.headers["Content-Disposition"]
        assert (answer.status_code, answer.content) == (200, b"<svg/>")
        assert 'filename="sozlesme ig.svg"' in disposition
        assert "filename*=UTF-8''s%C3%B6zle%C5%9Fme%20%C4%B1%C4%9F.svg" in disposition


def test_an_answer_comes_at_once(address):
    """Small packets must not wait for the client's acknowledgement (40 ms each)."""
    with requests.Session() as session:
        session.get(f"{address}/api/method/ping")
        began = time.perf_counter()
        for _ in range(20):
            session.get(f"{address}/api/method/ping")
        assert (time.perf_counter() - began) / 20 < 0.04
