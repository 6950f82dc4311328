"""Patches: functions that change a site's data once, named in an app's patches.txt."""

from __future__ import annotations

import configparser
from enum import Enum

import frappe
from frappe.context import get_app_path


class PatchType(Enum):
    """Before or after the DocTypes are brought up to date."""

    pre_model_sync = "pre_model_sync"
    post_model_sync = "post_model_sync"


def run_all(skip_failing: bool = False, patch_type: PatchType | None = None) -> None:
    """Run every patch of the installed apps that this site has not seen yet, in order."""
    done = executed_patches()
    for app in frappe.get_installed_apps():
        for patch in get_patches_from_app(app, patch_type):
            if patch not in done:
                run_single(patch, skip_failing)


def run_single(patch: str, skip_failing: bool = False) -> None:
    """Run one patch in a transaction of its own. Its line may carry a comment that makes it run again."""
    frappe.flags.in_patch = True
    try:
        execute(patch)
    except Exception:
        frappe.db.rollback()
        if not skip_failing:
            raise
        log(patch, skipped=True, traceback=frappe.get_traceback())
    else:
        log(patch)
    finally:
        frappe.flags.in_patch = False
    frappe.db.commit()


def execute(patch: str) -> None:
    if patch.startswith("execute:"):
        raise NotImplementedError(f"patches.txt: {patch} — name a module with a function execute instead")
    frappe.get_attr(f"{patch.split(maxsplit=1)[0]}.execute")()


def get_patches_from_app(app: str, patch_type: PatchType | None = None) -> list[str]:
    """The lines of the app's patches.txt; all of them, or those of one section."""
    parser = configparser.ConfigParser(allow_no_value=True, delimiters="\n", comment_prefixes=("#", ";"))
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # patches are case-sensitive
    parser.read(get_app_path(app, "patches.txt"), encoding="utf-8")
    sections = [patch_type.value] if patch_type else [kind.value for kind in PatchType]
    return [patch for section in sections if parser.has_section(section) for patch in parser[section]]


def executed_patches() -> set[str]:
    return set(frappe.get_all("Patch Log", filters={"skipped": 0}, pluck="patch", order_by="creation asc"))


def set_all_patches_as_completed(app: str) -> None:
    """A newly installed app starts with what its patches would have led to."""
    done = executed_patches()
    for patch in get_patches_from_app(app):
        if patch not in done:
            log(patch)


def log(patch: str, skipped: bool = False, traceback: str | None = None) -> None:
    entry = frappe.get_doc(doctype="Patch Log", patch=patch, skipped=int(skipped), traceback=traceback)
    entry.insert(ignore_permissions=True)  # runs for no user
