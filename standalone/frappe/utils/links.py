"""The site's address."""

from __future__ import annotations

from urllib.parse import urljoin

from frappe.context import local


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
