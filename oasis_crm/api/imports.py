"""Firms from a workbook: template, preview, import in the background, undo."""

from typing import Any

import frappe
from frappe import _
from oasis_crm.imports import batches, files, judging, undoing, workbooks
from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import devices


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def template(language: str | None = None) -> None:
    """The workbook to fill in, as a download; headings in `language` (tr, en; default: the caller's)."""
    if language in ("tr", "en"):
        frappe.local.lang = language
    frappe.local.response.filename = f"{_('Firms')}.xlsx"
    frappe.local.response.filecontent = workbooks.template(judging.fields(scope_of()))
    frappe.local.response.type = "binary"


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def preview(file_url: str, mapping: dict | str | None = None) -> dict[str, Any]:
    """What would become of a file, line by line; nothing is written."""
    table = files.table(file_url)
    return judging.preview(table, judging.mapping(table, devices.mapping(mapping), scope_of()))


@endpoint(roles=EVERYONE)
def start(file_url: str, mapping: dict | str | None = None) -> dict[str, Any]:
    """Import a file in the background; answers the `Firm Import` document without its rows."""
    judging.importer()
    table = files.table(file_url)
    mapped = judging.mapping(table, devices.mapping(mapping), scope_of())
    judging.require_name(mapped)
    return batches.start(file_url, table, mapped)


@endpoint(roles=EVERYONE)
def cancel(firm_import: str) -> dict[str, Any]:
    """Stop an import; what is in stays in."""
    return batches.cancel(firm_import)


@endpoint(roles=EVERYONE)
def resume(firm_import: str) -> dict[str, Any]:
    """Go on with an import that failed or was cancelled."""
    return batches.resume(firm_import)


@endpoint(roles=EVERYONE)
def undo(firm_import: str) -> dict[str, Any]:
    """Take an import back, but for what somebody has touched since."""
    return undoing.undo(firm_import)
