"""Jinja templates of the installed apps, with the names that the framework's templates may use."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, DebugUndefined, FileSystemLoader, PrefixLoader, Template
from jinja2.sandbox import SandboxedEnvironment

import frappe
from frappe.hooks_registry import get_attr, get_hooks, get_installed_apps
from frappe.types import _dict
from frappe.utils import data as plain_data
from frappe.utils.json_data import as_json


def get_jenv() -> SandboxedEnvironment:
    """The environment of the site's apps. It holds nothing of one request."""
    return _environment(tuple(get_installed_apps()))


@lru_cache(maxsize=8)
def _environment(apps: tuple[str, ...]) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(loader=_loader(apps), undefined=DebugUndefined)
    environment.globals.update(_globals())
    environment.filters.update(_filters())
    methods, filters = _of_hooks()
    environment.globals.update(methods)
    environment.filters.update(filters)
    return environment


def _loader(apps: tuple[str, ...]) -> BaseLoader:
    """`templates/x.html` of the app installed last that has it, or `app/templates/x.html`."""
    by_app: dict[str, BaseLoader] = {
        app: FileSystemLoader(frappe.get_app_path(app)) for app in reversed(apps)
    }
    return ChoiceLoader([PrefixLoader(by_app), *by_app.values()])


def _globals() -> dict[str, Any]:
    utils = {name: value for name, value in vars(plain_data).items() if not name.startswith("_")}
    safe = _dict(
        _=frappe._,
        session=frappe.session,
        form_dict=frappe.form_dict,
        request=frappe.request,
        lang=frappe.lang,
        utils=_dict(utils),
        format_value=frappe.format_value,
        get_url=plain_data.get_url,
        as_json=as_json,
    )
    return {"frappe": safe, "_": frappe._, "json": json, "dict": dict, "get_url": plain_data.get_url}


def _filters() -> dict[str, Callable[..., Any]]:
    return {
        "json": as_json,
        "len": len,
        "int": plain_data.cint,
        "flt": plain_data.flt,
        "str": plain_data.cstr,
    }


def _of_hooks() -> tuple[dict[str, Any], dict[str, Any]]:
    """The apps' own methods and filters: paths of functions in hook `jinja`, under the functions' names."""
    hooks = get_hooks("jinja", {})
    found = []
    for kind in ("methods", "filters"):
        functions = [get_attr(path) for path in hooks.get(kind, [])]
        found.append({function.__name__: function for function in functions})
    return found[0], found[1]


def get_template(path: str) -> Template:
    return get_jenv().get_template(path)


def render_template(
    template: str | None,
    context: dict[str, Any] | None = None,
    is_path: bool | None = None,
    safe_render: bool = True,
) -> str:
    """The text of a template given by path or by its source, filled from `context`."""
    if not template:
        return ""
    if is_path or (is_path is None and _looks_like_path(template)):
        return get_template(template).render(context or {})
    if safe_render and ".__" in template:
        frappe.throw(frappe._("This template asks for what templates may not see."))
    return get_jenv().from_string(template).render(context or {})


def _looks_like_path(template: str) -> bool:
    return template.endswith((".html", ".md", ".txt", ".js")) and "\n" not in template and "{" not in template
