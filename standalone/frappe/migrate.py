"""Brings a site to what its apps' files say."""

from __future__ import annotations

from collections.abc import Callable

import frappe
from frappe import translate
from frappe.model.sync import sync_all
from frappe.modules import patch_handler
from frappe.modules.patch_handler import PatchType
from frappe.utils.fixtures import sync_fixtures
from frappe.utils.scheduler import sync_jobs

Report = Callable[[str], None]


def migrate(report: Report = print) -> None:
    """Run what is due on the connected site: patches, DocTypes, patches, jobs, fixtures, hooks.

    `report` is told, once each, of what the apps ship and this engine has no DocType for.
    """
    frappe.clear_cache()
    frappe.flags.in_migrate = True
    try:
        run_hooks("before_migrate")
        patch_handler.run_all(patch_type=PatchType.pre_model_sync)
        unknown = sync_all()
        patch_handler.run_all(patch_type=PatchType.post_model_sync)
        sync_jobs()
        unknown |= sync_fixtures()
        run_hooks("after_migrate")
        frappe.db.optimize()
        frappe.db.commit()
    finally:
        frappe.flags.in_migrate = False
        translate.clear_cache()
        frappe.clear_cache()
    tell_unknown(unknown, report)


def tell_unknown(unknown: set[str], report: Report) -> None:
    if unknown:
        report(frappe._("Left out, as only the desk uses them: {0}").format(", ".join(sorted(unknown))))


def run_hooks(hook: str) -> None:
    for app in frappe.get_installed_apps():
        for path in frappe.get_hooks(hook, app_name=app):
            frappe.get_attr(path)()
        frappe.db.commit()
