"""The life of a `Firm Import`: started, cancelled, resumed."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _
from frappe.utils import add_to_date, now_datetime
from oasis_crm import errors
from oasis_crm.domain.import_headings import Mapped
from oasis_crm.imports.reading import Table
from oasis_crm.services import stored_files

DOCTYPE = "Firm Import"
_TIMEOUT = 3600
_STALLED_MINUTES = 15
#: Of the document, what an answer holds: thousands of rows are asked for by page.
_TOLD = (
    *(
        "name",
        "doctype",
        "owner",
        "creation",
        "modified",
        "file",
        "status",
        "progress",
        "error",
        "total_rows",
    ),
    *("new_count", "update_count", "duplicate_count", "followed_count", "invalid_count", "started_on"),
    *("finished_on", "undone_on", "error_workbook"),
)


def start(file_url: str, table: Table, mapped: Mapped) -> dict[str, Any]:
    """Make the import and set it going; the same file that is already on its way: that import."""
    running = frappe.db.get_value(
        DOCTYPE, {"file": file_url, "owner": frappe.session.user, "status": ["in", ["Draft", "Running"]]}
    )
    if running:
        return told(running)
    batch = frappe.get_doc(
        {
            "doctype": DOCTYPE,
            "file": file_url,
            "mapping": json.dumps(mapped, ensure_ascii=False),
            "status": "Draft",
            "total_rows": len(table.lines),
        }
    ).insert()
    _hang(file_url, batch.name)
    _enqueue(batch.name)
    return told(batch.name)


def cancel(name: str) -> dict[str, Any]:
    """Stop after the batch of lines that is being written."""
    return _move(
        name, "Cancelled", ("Draft", "Running"), _("Only an import that is going on can be cancelled.")
    )


def resume(name: str) -> dict[str, Any]:
    """Go on where an import stopped."""
    answer = _move(
        name, "Running", ("Failed", "Cancelled", "Draft", "Running"), _("This import has nothing left to do.")
    )
    _enqueue_as(frappe.db.get_value(DOCTYPE, name, "owner"), name)
    return answer


def resume_stalled() -> None:
    """Scheduled job: go on with imports whose worker died."""
    before = add_to_date(now_datetime(), minutes=-_STALLED_MINUTES)
    filters = {"status": ["in", ["Draft", "Running"]], "modified": ["<", before]}
    for row in frappe.get_all(DOCTYPE, filters=filters, fields=["name", "owner"], order_by="name asc"):
        _enqueue_as(row.owner, row.name)


def told(name: str) -> dict[str, Any]:
    """The document without its rows."""
    return frappe.db.get_value(DOCTYPE, name, list(_TOLD[:1] + _TOLD[2:]), as_dict=True) | {
        "doctype": DOCTYPE
    }


def mine(name: str, right: str = "write") -> Any:
    """The import's row, held to the end of the transaction, for somebody who has the right on it."""
    if not frappe.db.exists(DOCTYPE, name):
        frappe.throw(_("There is no import {0}.").format(name), frappe.DoesNotExistError)
    frappe.has_permission(DOCTYPE, right, doc=name, throw=True)
    return frappe.db.get_value(DOCTYPE, name, ["name", "status", "owner"], as_dict=True, for_update=True)


def _move(name: str, status: str, before: tuple[str, ...], refusal: str) -> dict[str, Any]:
    if mine(name).status not in before:
        frappe.throw(refusal, errors.ImportStateError)
    frappe.db.set_value(DOCTYPE, name, {"status": status, "error": None})
    return {"name": name, "status": status}


def _hang(file_url: str, name: str) -> None:
    """The uploaded file goes with its import."""
    file = stored_files.readable(file_url)
    if not file.attached_to_name:
        stored_files.hang(file.name, DOCTYPE, name, "file")


def _enqueue(name: str) -> None:
    frappe.enqueue(
        "oasis_crm.imports.job.run",
        queue="long",
        timeout=_TIMEOUT,
        job_id=f"firm-import-{name}",
        deduplicate=True,
        enqueue_after_commit=True,
        firm_import=name,
    )


def _enqueue_as(user: str, name: str) -> None:
    """Jobs run as whoever queued them; an import runs with its owner's rights."""
    before = frappe.session.user
    frappe.set_user(user)
    try:
        _enqueue(name)
    finally:
        frappe.set_user(before)
