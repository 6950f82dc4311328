"""The WSGI application in a pool of threads: most requests change threads once on their way in and once out.

Each change waits for the interpreter's lock, which costs more than the change itself when many ask at once.
"""

from __future__ import annotations

import asyncio
import contextvars
import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from a2wsgi.wsgi import build_environ

from frappe.website.bodies import with_body

# Answers up to this size go out at once; of larger ones (files) no more than this is held.
PIECE = 512 * 1024


class ThreadedApplication:
    """An ASGI application made of a WSGI one."""

    def __init__(self, app: Callable[..., Any], threads: int) -> None:
        self.app = app
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="request")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        request = await with_body(scope, receive)
        if request is None:
            return
        answer = Answer(self.app, build_environ(request[0], io.BytesIO(request[1])))  # type: ignore[arg-type]
        piece, more = await self._in_thread(answer, answer.begin)
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            await send({"type": "http.response.body", "body": piece, "more_body": more})
            while more:
                piece, more = await self._in_thread(answer, answer.next_piece)
                await send({"type": "http.response.body", "body": piece, "more_body": more})
        finally:
            if more:  # the client went away
                await self._in_thread(answer, answer.close)

    async def _in_thread(self, answer: Answer, step: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.pool, answer.context.run, step)


class Answer:
    """What the application says to one request. Its steps run in a thread, all in the same context."""

    def __init__(self, app: Callable[..., Any], environ: Any) -> None:
        self.app, self.environ = app, environ
        self.context = contextvars.copy_context()
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.body: Any = ()
        self.chunks: Iterator[bytes] = iter(())

    def begin(self) -> tuple[bytes, bool]:
        """Run the application; the first piece of its answer, and whether there is more."""
        self.body = self.app(self.environ, self.start_response)
        self.chunks = iter(self.body)
        return self.next_piece()

    def start_response(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [
            (name.strip().lower().encode("latin1"), value.strip().encode("latin1")) for name, value in headers
        ]

    def next_piece(self) -> tuple[bytes, bool]:
        piece = bytearray()
        try:
            for chunk in self.chunks:
                piece += chunk
                if len(piece) >= PIECE:
                    return bytes(piece), True
        except BaseException:
            self.close()
            raise
        self.close()
        return bytes(piece), False

    def close(self) -> None:
        close = getattr(self.body, "close", None)
        if close:
            close()
