"""Pages: an app's `www/<page>.html` with its `<page>.py`, and the engine's own for messages and errors."""

from __future__ import annotations

import importlib
import inspect
import mimetypes
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkzeug.utils import send_file
from werkzeug.wrappers import Response

import frappe
from frappe import _
from frappe.utils.jinja import get_jenv, render_template
from frappe.utils.text import escape_html

SAFE_PATH = re.compile(r"^[\w-][\w.-]*(/[\w-][\w.-]*)*$")
NEVER_SERVED = (".py", ".pyc", ".pyo", ".md")
CSRF_PLACE = "<!-- csrf_token -->"
MESSAGE_TEMPLATE = "frappe/templates/message.html"


@dataclass(frozen=True)
class Page:
    """A file of an app's `www` folder."""

    app: str
    folder: Path
    file: Path

    @property
    def template(self) -> str:
        return f"{self.app}/www/{self.file.relative_to(self.folder).as_posix()}"

    @property
    def is_text(self) -> bool:
        kind = mimetypes.guess_type(self.file.name)[0] or "text/plain"
        return kind.startswith("text/") or kind.endswith(("javascript", "json", "xml", "+json"))

    @property
    def module(self) -> str | None:
        beside = self.file.with_name(self.file.stem.replace("-", "_") + ".py")
        if not beside.is_file():
            return None
        parts = beside.relative_to(self.folder).with_suffix("").parts
        return ".".join((self.app, "www", *parts))


def find_page(path: str) -> Page | None:
    """The page at `path` in the app installed last that has it."""
    if not SAFE_PATH.match(path):
        return None
    for app in reversed(frappe.get_installed_apps()):
        folder = Path(frappe.get_app_path(app)) / "www"
        for option in (path, f"{path}.html", f"{path}/index.html"):
            file = folder / option
            if os.path.isfile(file) and file.suffix not in NEVER_SERVED:
                return Page(app, folder, file)
    return None


def render_page(page: Page, path: str, status: int = 200) -> Response:
    """Binary files as they are; text through Jinja, with the context that the page's module gives."""
    if not page.is_text:
        response: Response = send_file(page.file, frappe.local.request.environ, conditional=True)
        return response
    context = frappe._dict(path=path, lang=frappe.local.lang, user=frappe.session.user, title="")
    module = importlib.import_module(page.module) if page.module else None
    if module:
        _fill(context, module)
    text = get_jenv().get_template(page.template).render(context)
    if CSRF_PLACE in text:
        token = frappe.session.data.csrf_token or ""
        text = text.replace(CSRF_PLACE, f'<script>frappe.csrf_token = "{token}";</script>')
    kind = mimetypes.guess_type(page.file.name)[0] or "text/html"
    return Response(text, status=context.http_status_code or status, mimetype=kind)


def _fill(context: Any, module: Any) -> None:
    get_context = getattr(module, "get_context", None)
    if get_context is None:
        return
    takes_context = bool(inspect.signature(get_context).parameters)
    answer = get_context(context) if takes_context else get_context()
    if answer:
        context.update(answer)


def message_page(title: str, html: str, status: int = 200, action: str = "/", label: str = "") -> Response:
    """A page with one message and one button; `html` is shown as it is."""
    text = render_template(
        MESSAGE_TEMPLATE,
        {
            "title": title,
            "message": html,
            "action": action,
            "label": label or _("Home"),
            "lang": frappe.local.lang,
        },
    )
    return Response(text, status=status, mimetype="text/html")


def error_page(status: int, detail: str = "") -> Response:
    """What a person sees when a page cannot be shown; `detail` is plain text."""
    title, sentence = _words_for(status)
    text = f"{escape_html(sentence)} {escape_html(detail)}".strip()
    if status in (401, 403) and frappe.session.user == "Guest":
        return message_page(title, text, status, action=login_address(), label=_("Log in"))
    return message_page(title, text, status)


def login_address() -> str:
    from urllib.parse import urlencode

    return "/login?" + urlencode({"redirect-to": frappe.local.request.full_path.rstrip("?")})


def _words_for(status: int) -> tuple[str, str]:
    if status == 401:
        return _("Session Expired"), _("Please log in again to go on.")
    if status == 403:
        return _("Not Permitted"), _("You do not have the permission that this needs.")
    if status == 404:
        return _("Not Found"), _("There is no such page, or it has moved.")
    if status == 429:
        return _("Too Many Requests"), _("Please wait a little and try again.")
    if status < 500:
        return _("Not Possible"), ""
    return _("Server Error"), _("Something went wrong on the server. It has been noted in the site's log.")
