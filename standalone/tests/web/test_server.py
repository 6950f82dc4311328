"""The process that serves a site: alone on it, on a free port, and gone when told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import pytest
import requests

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
