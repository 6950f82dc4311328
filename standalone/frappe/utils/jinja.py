"""Jinja templates of the apps: `frappe.render_template` and the environment behind it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import ChainableUndefined, ChoiceLoader, FileSystemLoader, Template
from jinja2.sandbox import SandboxedEnvironment

import frappe
from frappe.context import get_app_path
from frappe.hooks_registry import get_attr, get_hooks, get_installed_apps

UTILITIES = (
    "format_date",
    "format_datetime",
    "format_time",
    "format_duration",
    "fmt_money",
    "cint",
    "flt",
    "now",
    "nowdate",
    "now_datetime",
    "getdate",
    "add_days",
    "date_diff",
    "get_url",
    "get_url_to_form",
    "escape_html",
    "strip_html",
)


class Environment(SandboxedEnvironment):
    """A sandbox in which a missing value is empty, as in the framework's templates."""

    def __init__(self, apps: tuple[str, ...]) -> None:
        loaders = [FileSystemLoader([get_app_path(app), os.path.dirname(get_app_path(app))]) for app in apps]
        super().__init__(
            loader=ChoiceLoader(loaders), undefined=ChainableUndefined, extensions=["jinja2.ext.do"]
        )
        self.globals.update(names())
        self.filters["json"] = frappe.as_json
        self.filters["markdown"] = refuse_markdown


def names() -> dict[str, Any]:
    """What every template may call."""
    utilities = {name: getattr(frappe.utils, name) for name in UTILITIES if hasattr(frappe.utils, name)}
    safe = frappe._dict(
        _=frappe._,
        format=frappe.format_value,
        format_value=frappe.format_value,
        utils=frappe._dict(utilities),
        **{key: utilities[key] for key in ("format_date", "get_url") if key in utilities},
    )
    return {"_": frappe._, "frappe": safe, **utilities}


def refuse_markdown(_text: str) -> str:
    raise NotImplementedError("the markdown filter is not part of the standalone engine")


@lru_cache(maxsize=8)
def environment(apps: tuple[str, ...]) -> Environment:
    """The apps installed last come first, so that they can replace the templates of others."""
    made = Environment(tuple(reversed(apps)))
    hook = get_hooks("jinja") or {}
    for method in hook.get("methods", []):
        made.globals[method.rpartition(".")[2]] = get_attr(method)
    for method in hook.get("filters", []):
        made.filters[method.rpartition(".")[2]] = get_attr(method)
    return made


def get_jenv() -> Environment:
    return environment(tuple(get_installed_apps()))


def get_template(path: str) -> Template:
    return get_jenv().get_template(path)


def render_template(
    template: str,
    context: Mapping[str, Any] | None = None,
    is_path: bool | None = None,
    safe_render: bool = True,
) -> str:
    """A template file's path (`templates/emails/x.html`) or its text, filled with the context.

    `safe_render` is for the framework's sake: templates always run in the sandbox.
    """
    if not template:
        return ""
    if is_path or (is_path is None and is_template_path(template)):
        return get_template(template).render(dict(context or {}))
    return get_jenv().from_string(template).render(dict(context or {}))


def is_template_path(template: str) -> bool:
    return "\n" not in template and "{" not in template and template.endswith((".html", ".txt", ".xml"))
