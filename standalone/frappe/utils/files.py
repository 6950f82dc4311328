"""Where the site's files lie."""

from __future__ import annotations

from frappe.context import get_site_path


def get_files_path(*path: str, is_private: bool | int = False) -> str:
    return get_site_path("private" if is_private else "public", "files", *path)
