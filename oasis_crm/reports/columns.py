"""Columns of reports."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

_WIDTHS = {"Link": 120, "Date": 105, "Datetime": 145, "Int": 85, "Float": 115, "Currency": 125, "Percent": 90}


def of(doctype: str, *fields: str) -> list[dict[str, Any]]:
    """Columns for fields of a DocType, with the labels and types it gives them.

    Users are shown by their full names, so a link to User is plain text here.
    """
    meta = frappe.get_meta(doctype)
    return [_of_field(meta, field) for field in fields]


def _of_field(meta: Any, fieldname: str) -> dict[str, Any]:
    field = meta.get_field(fieldname)
    fieldtype = field.fieldtype if field.fieldtype in _WIDTHS else "Data"
    if field.fieldtype == "Link" and field.options == "User":
        fieldtype = "Data"
    options = field.options if fieldtype in ("Link", "Currency") else None
    return column(fieldname, _(field.label), fieldtype, options)


def column(
    fieldname: str, label: str, fieldtype: str = "Data", options: str | None = None, width: int = 0
) -> dict[str, Any]:
    """One column; `label` is already in the reader's language."""
    made: dict[str, Any] = {
        "fieldname": fieldname,
        "label": label,
        "fieldtype": fieldtype,
        "width": width or _WIDTHS.get(fieldtype, 130),
    }
    if fieldtype == "Float":
        made["precision"] = 1
    return {**made, "options": options} if options else made


def firm() -> list[dict[str, Any]]:
    """The firm as a link and by its name, and its city."""
    return [
        column("firm", _("Firm"), "Link", "Firm", 110),
        column("firm_name", _("Firm Name"), width=240),
        column("city", _("City"), width=100),
    ]


def sales_rep() -> dict[str, Any]:
    return column("sales_rep", _("Sales Rep"), width=140)
