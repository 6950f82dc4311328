"""Text answers go out compressed where the client takes gzip and it pays."""

from __future__ import annotations

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path

from werkzeug.wrappers import Request, Response

# Below this, the headers weigh more than what is saved.
SMALLEST = 1500
# Answers are made anew each time: speed counts. Assets are kept: size counts.
ANSWER_LEVEL = 4
ASSET_LEVEL = 9
LARGEST_KEPT = 5_000_000
TEXT = ("text/", "application/json", "application/javascript", "application/manifest+json", "image/svg+xml")


def takes_gzip(request: Request) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def compress(request: Request, response: Response) -> Response:
    if response.direct_passthrough or response.is_streamed or not takes_gzip(request):
        return response
    body = response.get_data()
    if len(body) < SMALLEST or not (response.mimetype or "").startswith(TEXT):
        return response
    if "Content-Encoding" not in response.headers:
        response.set_data(gzip.compress(body, ANSWER_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


def compressed_file(request: Request, path: Path, seconds: int) -> Response | None:
    """A text asset, compressed once and kept in memory; None where it should be sent as it is."""
    kind = mimetypes.guess_type(path.name)[0] or ""
    stat = path.stat()
    if not takes_gzip(request) or not kind.startswith(TEXT) or not SMALLEST < stat.st_size < LARGEST_KEPT:
        return None
    response = Response(_packed(str(path), stat.st_mtime_ns), mimetype=kind)
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.cache_control.max_age = seconds
    response.cache_control.public = True
    response.set_etag(f"{stat.st_mtime_ns:x}-{stat.st_size:x}-gzip")
    response.last_modified = stat.st_mtime  # type: ignore[assignment]
    response.make_conditional(request.environ)
    return response


@lru_cache(maxsize=256)
def _packed(path: str, changed: int) -> bytes:
    return gzip.compress(Path(path).read_bytes(), ASSET_LEVEL, mtime=0)
