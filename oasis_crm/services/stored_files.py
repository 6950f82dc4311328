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
    values = {"attached_to_doctype": doctype, "attached_to_name": docname, "attached_to_field": fieldname}
    return str(_private(content, file_name, **values).insert().file_url)


def keep_quietly(content: bytes, file_name: str, doctype: str, docname: str, fieldname: str) -> str:
    """The same without a comment on the document: to write one, the framework reads all of its rows."""
    file = _private(content, file_name).insert()
    hang(file.name, doctype, docname, fieldname)
    return str(file.file_url)


def hang(file: str, doctype: str, docname: str, fieldname: str) -> None:
    """Let a file belong to a document from now on."""
    values = {"attached_to_doctype": doctype, "attached_to_name": docname, "attached_to_field": fieldname}
    frappe.db.set_value("File", file, values)


def _private(content: bytes, file_name: str, **values: Any) -> Any:
    file = {"doctype": "File", "file_name": file_name, "is_private": 1, "content": content}
    return frappe.get_doc({**file, **values})
