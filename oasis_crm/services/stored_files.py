"""Stored files as the session's user may read them, and files that the app makes."""

from typing import Any

import frappe
from frappe import _


def readable(file_url: str) -> Any:
    """The File of an address that the user may read; the same content may be stored under several."""
    names = frappe.get_all(
        "File",
        filters={"file_url": file_url, "is_folder": 0},
        pluck="name",
        order_by="creation desc",
        limit=20,
    )
    files = [frappe.get_doc("File", name) for name in names]
    readable = next((file for file in files if file.has_permission("read")), None)
    if readable is None:
        frappe.throw(_("There is no such file, or you may not read it."), frappe.PermissionError)
    return readable


def content_of(file: Any) -> bytes:
    """A stored file's bytes. The framework would answer text where it can be read as such."""
    with open(file.get_full_path(), "rb") as stored:
        return stored.read()


def keep(content: bytes, file_name: str, doctype: str, docname: str, fieldname: str | None) -> str:
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
