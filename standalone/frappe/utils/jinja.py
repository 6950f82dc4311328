"""Jinja templates of the installed apps."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, DebugUndefined, FileSystemLoader, PrefixLoader
from jinja2.sandbox import SandboxedEnvironment

import frappe
from frappe.hooks_registry import get_installed_apps
from frappe.types import _dict
from frappe.utils import data


def get_jenv() -> SandboxedEnvironment:
    """The environment of the site's apps. It holds nothing of one request."""
    return _environment(tuple(get_installed_apps()))


@lru_cache(maxsize=8)
def _environment(apps: tuple[str, ...]) -> SandboxedEnvironment:
    """`templates/x.html` of the app installed last that has it, or `app/templates/x.html`."""
    by_app: dict[str, BaseLoader] = {
        app: FileSystemLoader(frappe.get_app_path(app)) for app in reversed(apps)
    }
    loader = ChoiceLoader([PrefixLoader(by_app), *by_app.values()])
    environment = SandboxedEnvironment(loader=loader, undefined=DebugUndefined)
    utils = _dict({name: value for name, value in vars(data).items() if not name.startswith("_")})
    safe = _dict(_=frappe._, session=frappe.session, lang=frappe.lang, utils=utils)
    environment.globals.update({"frappe": safe, "_": frappe._})
    return environment


def render_template(template: str, context: dict[str, Any] | None = None) -> str:
    """The text of the template at a path such as `templates/emails/x.html`, filled from `context`."""
    return get_jenv().get_template(template).render(context or {})
