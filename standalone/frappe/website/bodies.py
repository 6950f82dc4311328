"""Request bodies, read whole before a thread is given to the request: a slow line must not hold one."""

from __future__ import annotations

from typing import Any

# More than any site takes (its own limit is far lower): such bodies are not read at all.
LARGEST = 64 * 1024 * 1024


async def with_body(scope: Any, receive: Any) -> tuple[Any, bytes] | None:
    """The request with its length, and its body; None where the client went away, or sends too much."""
    length = announced(scope)
    if not length:
        return scope, b""
    if length > LARGEST:
        # The application refuses it by its announced length, in its own words.
        return scope, b""
    body = await whole_body(receive)
    return None if body is None else (with_length(scope, len(body)), body)


def announced(scope: Any) -> int:
    """The body's length by its headers; 1 where only its coming is announced, 0 where none comes."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"").decode("latin-1")
    if length.isdigit():
        return int(length)
    return 1 if b"transfer-encoding" in headers else 0


async def whole_body(receive: Any) -> bytes | None:
    """None where the client went away, or sends more than anybody takes."""
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
