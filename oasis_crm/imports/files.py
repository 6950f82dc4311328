"""Stored files as the session's user may read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import frappe
from frappe import _
from oasis_crm import errors
from oasis_crm.imports import reading, wording
from oasis_crm.imports.sniffing import FileError


def stored(file_url: str) -> Any:
    """The File of an address that the user may read; the same content may be stored under several."""
    names = frappe.get_all(
        "File", filters={"file_url": file_url}, pluck="name", order_by="creation desc", limit=20
    )
    files = [frappe.get_doc("File", name) for name in names]
    readable = next((file for file in files if file.has_permission("read")), None)
    if readable is None:
        frappe.throw(_("There is no such file, or you may not read it."), frappe.PermissionError)
    return readable


def table(file_url: str) -> reading.Table:
    """What a stored file holds. Raises WorkbookError in the user's language."""
    file = stored(file_url)
    try:
        return reading.read(Path(file.get_full_path()), file.file_name)
    except FileError as error:
        frappe.throw(wording.file_problem(error), errors.WorkbookError, title=_("Excel Import"))
    except FileNotFoundError:
        frappe.throw(_("The file is no longer there. Upload it again."), errors.WorkbookError)


def keep(content: bytes, file_name: str, doctype: str, docname: str, fieldname: str) -> str:
    """Store a private file beside a document; answers its address."""
    file = frappe.get_doc(
        {
            "doctype": "File",
            "file_name": file_name,
            "is_private": 1,
            "attached_to_doctype": doctype,
            "attached_to_name": docname,
            "attached_to_field": fieldname,
            "content": content,
        }
    )
    return str(file.insert().file_url)
