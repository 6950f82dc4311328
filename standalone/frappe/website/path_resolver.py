"""From a path in the address bar to what answers it: redirects and route rules of hooks, home pages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

import frappe
from frappe.exceptions import Redirect


def resolve_redirect(path: str) -> None:
    """Raises Redirect where a `website_redirects` hook moves this path elsewhere."""
    for rule in frappe.get_hooks("website_redirects"):
        pattern = rule["source"].strip("/ ") + "$"
        if re.match(pattern, path):
            frappe.local.flags.redirect_location = re.sub(pattern, rule["target"], path)
            raise Redirect(rule.get("redirect_http_status") or 301)


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
    """The page behind `/` for this user by the apps' hooks; else the log-in page or the desk's."""
    return str(_from_hooks() or ("login" if frappe.session.user == "Guest" else "app")).strip("/")


def _from_hooks() -> Any:
    for method in reversed(frappe.get_hooks("get_website_user_home_page")):
        if page := frappe.call(method, frappe.session.user):
            return page
    by_role = frappe.get_hooks("role_home_page", {})
    for role in frappe.get_roles() if by_role else []:
        if role in by_role:
            return by_role[role][-1]
    pages = frappe.get_hooks("home_page")
    return pages[-1] if pages else None
