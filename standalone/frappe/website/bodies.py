"""Request bodies, read whole before a thread is given to the request: a slow line must not hold one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

ASGIApp = Callable[[Any, Any, Any], Awaitable[None]]

# More than any site takes (its own limit is far lower): such bodies are not read at all.
LARGEST = 64 * 1024 * 1024


def with_whole_bodies(app: ASGIApp) -> ASGIApp:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not announced(scope):
            await app(scope, receive, send)
            return
        body = await whole_body(scope, receive)
        if body is not None:
            await app(with_length(scope, len(body)), replayed(body, receive), send)
        elif announced(scope) > LARGEST:
            # The application refuses it by its announced length, in its own words.
            await app(scope, replayed(b"", receive), send)

    return application


def announced(scope: Any) -> int:
    """The body's length by its headers; 1 where only its coming is announced, 0 where none comes."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"").decode("latin-1")
    if length.isdigit():
        return int(length)
    return 1 if b"transfer-encoding" in headers else 0


async def whole_body(scope: Any, receive: Any) -> bytes | None:
    """None where the client went away, or sends more than anybody takes."""
    if announced(scope) > LARGEST:
        return None
    body = bytearray()
    while len(body) <= LARGEST:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if not message.get("more_body"):
            return bytes(body)
    return None


def with_length(scope: Any, length: int) -> Any:
    dropped = (b"content-length", b"transfer-encoding")
    headers = [pair for pair in scope["headers"] if pair[0] not in dropped]
    return {**scope, "headers": [*headers, (b"content-length", str(length).encode())]}


def replayed(body: bytes, receive: Any) -> Callable[[], Awaitable[Any]]:
    """First the body, then whatever else the server has to say."""
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Any:
        return messages.pop() if messages else await receive()

    return next_message
