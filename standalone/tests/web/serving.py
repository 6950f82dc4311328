"""A server in a thread of the test, on a free port."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from frappe.server import asgi_application, listening, locked

START_SECONDS = 20


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server for the site, gone when the block ends."""
    started = threading.Event()
    with locked(folder), listening("127.0.0.1", 0) as sock:
        app = asgi_application(folder.name, str(folder.parent), started=started.set)
        server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, lifespan="on", timeout_graceful_shutdown=2)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        try:
            assert started.wait(START_SECONDS), "the server did not start"
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)
