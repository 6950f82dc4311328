"""One process that serves a site: HTTP and sockets, and whatever else is to run beside them.

uvicorn → socket.io → the WSGI application in a pool of threads. One server a site, by a lock of the system.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

import socketio
import uvicorn

from frappe.app import make_application
from frappe.socket_server import SocketServer
from frappe.website.threads import ThreadedApplication

THREADS = 12
LOCK = "server.lock"
STOP_SECONDS = 10
BACKLOG = 256


class ServerError(Exception):
    """The server cannot start; the text says why in one sentence."""


class SiteIsServedError(ServerError):
    pass


class PortTakenError(ServerError):
    pass


class Service(Protocol):
    """Something that runs beside the server for as long as it does: a job consumer, a scheduler."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


def serve(
    site: str | Path,
    sites_path: str | Path = ".",
    host: str = "127.0.0.1",
    port: int = 8000,
    services: Sequence[Service] = (),
    ready: Callable[[str], None] = print,
) -> None:
    """Serve the site until it is told to stop (SIGINT, SIGTERM): running requests are answered first.

    Raises SiteIsServedError or PortTakenError before anything is started. `ready` is called with the address.
    """
    folder = Path(sites_path, site)
    with locked(folder), listening(host, port) as sock:
        bound = sock.getsockname()[1]
        app = asgi_application(str(site), str(sites_path), services, lambda: ready(f"http://{host}:{bound}"))
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=STOP_SECONDS,
            lifespan="on",
        )
        server = _Server(config)
        server.run(sockets=[sock])


class _Server(uvicorn.Server):
    """A second Ctrl+C ends the wait for open requests; sockets of open pages do not hold up the first."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True


def asgi_application(
    site: str, sites_path: str, services: Sequence[Service] = (), started: Callable[[], None] = lambda: None
) -> Any:
    """Sockets under /socket.io, everything else to the WSGI application."""
    sockets = SocketServer(site, sites_path)
    http = ThreadedApplication(make_application(site, sites_path), THREADS)
    running = _lifespan(sockets, services, started)
    return _with_lifespan(socketio.ASGIApp(sockets.server, http), running)


def _lifespan(sockets: SocketServer, services: Sequence[Service], started: Callable[[], None]) -> Any:
    @asynccontextmanager
    async def running() -> Any:
        async with AsyncExitStack() as stack:
            await sockets.start()
            stack.push_async_callback(sockets.stop)
            for service in services:
                service.start()
                stack.callback(service.stop)
            started()
            yield

    return running


def _with_lifespan(app: Any, running: Any) -> Any:
    """Runs `running` for the time between the server's start and its end."""

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return
        await receive()
        try:
            async with running():
                await send({"type": "lifespan.startup.complete"})
                await receive()
        except Exception as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.shutdown.complete"})

    return application


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the site's server lock. It goes with the process, however that ends."""
    try:
        file = open(folder / LOCK, "a+")  # noqa: SIM115  held open for as long as the lock
    except OSError as error:
        raise ServerError(f"The site folder {folder} cannot be used: {error.strerror}.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise SiteIsServedError(
                f"The site {folder} is already being served, by process {holder}."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket bound to the address; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, asyncio sends small answers at once; else each waits 40 ms for an acknowledgement.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    with sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((host, port))
            sock.listen(BACKLOG)  # who comes from now on waits for an answer instead of being refused
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTakenError(f"Port {port} on {host} is taken by another program.") from None
            raise ServerError(f"{host}:{port} cannot be listened on: {error.strerror}.") from None
        sock.set_inheritable(True)
        yield sock
