"""Addresses of the site and of what is in it."""

from __future__ import annotations

from urllib.parse import quote, urljoin

from frappe.context import local
from frappe.utils.text import escape_html


def get_host_name() -> str:
    return get_url().split("://", 1)[-1]


def get_url(uri: str | None = None, full_address: bool = False) -> str:
    """The site's address: `host_name` of its settings, else the one the request came to."""
    if uri and uri.startswith(("http://", "https://")):
        return uri
    base = local.conf.get("host_name")
    if not base and local.request is not None:
        base = local.request.host_url
    if not base:
        base = f"http://{local.site}:{local.conf.get('webserver_port') or 8000}"
    if not base.startswith("http"):
        base = f"http://{base}"
    base = base.rstrip("/")
    return urljoin(f"{base}/", uri.lstrip("/")) if uri else base


def quoted(url: str) -> str:
    return quote(url, safe="~@#$&()*!+=:;,.?/'")


def _slug(doctype: str) -> str:
    return doctype.lower().replace(" ", "-")


def get_url_to_form(doctype: str, name: str | None = None) -> str:
    return get_url(uri=f"/app/{quoted(_slug(doctype))}/{quoted(str(name or doctype))}")


def get_url_to_list(doctype: str) -> str:
    return get_url(uri=f"/app/{quoted(_slug(doctype))}")


def get_url_to_report(name: str, report_type: str | None = None, doctype: str | None = None) -> str:
    return get_url(uri=f"/app/query-report/{quoted(name)}")


def get_link_to_form(doctype: str, name: str | None = None, label: str | None = None) -> str:
    return f'<a href="{get_url_to_form(doctype, name)}">{escape_html(str(label or name))}</a>'
