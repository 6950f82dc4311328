"""A site bound for the length of a block, for tests that need one of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import frappe


class bound:
    """The site bound as Administrator, under test; what is not committed is undone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Any:
        frappe.init(self.folder.name, sites_path=str(self.folder.parent), force=True)
        frappe.connect()
        frappe.flags.in_test = True
        return frappe

    def __exit__(self, *_: object) -> None:
        frappe.destroy()
