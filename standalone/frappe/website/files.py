"""Files as HTTP answers: the apps' assets, the site's public files, and private ones after a check."""

from __future__ import annotations

import importlib.util
import mimetypes
import os
from functools import lru_cache
from pathlib import Path

from werkzeug.exceptions import Forbidden
from werkzeug.security import safe_join
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

import frappe
from frappe import _
from frappe.core.doctype.file.utils import find_file_by_url
from frappe.utils.response import content_disposition
from frappe.website.compression import compressed_file

# A browser would run what is inside of these, in the site's name: never shown, always downloaded.
ACTIVE_CONTENT = frozenset({".svg", ".html", ".htm", ".xhtml", ".xml", ".js"})
ASSET_SECONDS = 3600
# The builder puts a hash of the content into these names.
HASHED_ASSET_SECONDS = 365 * 24 * 3600
HASHED_FOLDER = "/assets/"

mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("image/webp", ".webp")
mimetypes.add_type("font/woff2", ".woff2")


def public_file(request: Request, files: Path) -> Response | None:
    """The answer for /assets/<app>/… and /files/…; None where the request is for something else."""
    if request.method not in ("GET", "HEAD"):
        return None
    kind, _slash, rest = request.path.lstrip("/").partition("/")
    if kind == "assets":
        return _asset(request, rest)
    if kind == "files":
        found = _inside(files, rest)
        return _sent(request, found, ASSET_SECONDS) if found else Response(status=404)
    return None


def _asset(request: Request, rest: str) -> Response:
    app, _slash, path = rest.partition("/")
    folder = _public_folder(app)
    found = _inside(folder, path) if folder else None
    if found is None:
        return Response("Not found", status=404, mimetype="text/plain")
    seconds = HASHED_ASSET_SECONDS if HASHED_FOLDER in f"/{path}" else ASSET_SECONDS
    return compressed_file(request, found, seconds) or _sent(request, found, seconds)


@lru_cache(maxsize=64)
def _public_folder(app: str) -> Path | None:
    if not app.isidentifier():
        return None
    spec = importlib.util.find_spec(app)
    return Path(spec.origin).parent / "public" if spec and spec.origin else None


def _inside(folder: Path, path: str) -> Path | None:
    """The file at `path` in the folder, links followed but never out of it."""
    joined = safe_join(str(folder), path)
    # os.path.isfile, as it takes names that no file system would
    return Path(joined) if joined and os.path.isfile(joined) else None


def _sent(request: Request, path: Path, seconds: int) -> Response:
    response: Response = send_file(path, request.environ, conditional=True, max_age=seconds)
    response.headers["X-Content-Type-Options"] = "nosniff"
    if path.suffix.lower() in ACTIVE_CONTENT and "files" in path.parts:
        response.headers["Content-Disposition"] = content_disposition("attachment", path.name)
    return response


def send_private_file(request: Request) -> Response:
    """A private file, to who may read it through any of the documents it is attached to.

    A file that is not there is refused in the same words: its name tells nothing.
    """
    refusal = Forbidden(_("You may not open this file."))
    if frappe.session.user == "Guest":
        raise refusal
    file = find_file_by_url(request.path, name=frappe.local.form_dict.get("fid"))
    if file is None:
        raise refusal
    path = Path(file.get_full_path())
    if not path.is_file():
        raise frappe.DoesNotExistError(_("The file is no longer there."))
    response = _sent(request, path, 0)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
