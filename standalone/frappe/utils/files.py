"""Files on disk: the site's folders and the app's text files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from frappe.context import get_site_path


def get_files_path(*path: str, is_private: bool | int = False) -> str:
    return get_site_path("private" if is_private else "public", "files", *path)


def read_file(path: str, raise_not_found: bool = False) -> str | None:
    try:
        return Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        if raise_not_found:
            raise
        return None


def get_file_json(path: str) -> Any:
    return json.loads(Path(path).read_text(encoding="utf-8"))


def get_file_items(path: str, raise_not_found: bool = False, ignore_empty_lines: bool = True) -> list[str]:
    """The lines of a list file, without comments and blank lines."""
    lines = (read_file(path, raise_not_found) or "").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


__all__ = ["get_file_items", "get_file_json", "get_files_path", "get_site_path", "read_file"]
