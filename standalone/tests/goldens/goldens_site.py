"""A fresh site without an app, prepared for the recorded calls."""

from __future__ import annotations

from pathlib import Path

from prepare import prepare

import frappe
from frappe.model.sync import sync_all
from frappe.utils.install import make_basics
from launcher.sites import lay_out

ADMIN_PASSWORD = "admin"


def make_site(folder: Path) -> None:
    """Makes and fills the site folder; nothing stays bound."""
    lay_out(folder)
    frappe.init(folder.name, sites_path=str(folder.parent), force=True)
    try:
        frappe.connect()
        frappe.flags.in_install = "frappe"
        sync_all()
        make_basics(ADMIN_PASSWORD)
        frappe.flags.in_install = None
        frappe.db.commit()
        prepare()
    finally:
        frappe.destroy()
