"""From a path in the address bar to the page that answers it."""

from __future__ import annotations

from functools import lru_cache

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

import frappe


def resolve_path(path: str) -> str:
    """The page that serves `path`: its home page, the target of a route rule, or itself."""
    path = path.removesuffix(".html") or "index"
    if path == "index":
        path = get_home_page()
    return _from_rules(path) or path


def _from_rules(path: str) -> str | None:
    rules = tuple((rule["from_route"], rule["to_route"]) for rule in frappe.get_hooks("website_route_rules"))
    if not rules:
        return None
    adapter = _map(rules).bind("localhost")
    try:
        endpoint, arguments = adapter.match("/" + path)
    except HTTPException:
        return None
    frappe.local.form_dict.update(arguments)
    return str(endpoint)


@lru_cache(maxsize=8)
def _map(rules: tuple[tuple[str, str], ...]) -> Map:
    return Map([Rule(source, endpoint=target) for source, target in rules], strict_slashes=False)


def get_home_page() -> str:
    """The page behind `/`: the log-in page, or the desk's address."""
    return "login" if frappe.session.user == "Guest" else "app"
