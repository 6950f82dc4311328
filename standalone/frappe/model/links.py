"""Links of a document: that what they name is there, and what is fetched through them."""

from __future__ import annotations

from typing import Any

from frappe.context import local
from frappe.exceptions import CancelledLinkError, LinkValidationError, ValidationError
from frappe.messages import throw
from frappe.model.meta import get_meta
from frappe.translate import _
from frappe.utils.text import strip_html, unescape_html


def validate_links(doc: Any) -> None:
    """Brings every link to the case of the name it means; refuses what is not there, or cancelled."""
    missing: list[str] = []
    cancelled: list[str] = []
    submittable = get_meta(doc.doctype).is_submittable
    for row in [doc, *doc.get_all_children()]:
        check_row(row, submittable, missing, cancelled)
    if missing:
        throw(_("This is not there: {0}").format(", ".join(missing)), LinkValidationError)
    if cancelled:
        throw(
            _("This is cancelled and cannot be linked: {0}").format(", ".join(cancelled)), CancelledLinkError
        )


def check_row(row: Any, submittable: bool, missing: list[str], cancelled: list[str]) -> None:
    meta = get_meta(row.doctype)
    for df in (*meta.link_fields, *meta.dynamic_link_fields):
        value = row.__dict__.get(df.fieldname)
        if not value:
            continue
        target = _target(row, df)
        found = _fetch(row, meta, df, target, value)
        if found is None:
            missing.append(_described(row, df, value))
        elif submittable and df.fieldname != "amended_from" and _is_cancelled(target, value):
            cancelled.append(_described(row, df, value))


def _is_cancelled(doctype: str, name: Any) -> bool:
    return get_meta(doctype).is_submittable and local.db.get_value(doctype, name, "docstatus") == 2


def _target(row: Any, df: Any) -> str:
    target = df.options if df.fieldtype == "Link" else row.get(df.options)
    if not target:
        throw(
            _("{0} is needed first").format(_(row.meta.get_label(df.options or df.fieldname))),
            ValidationError,
        )
    return str(target)


def _described(row: Any, df: Any, value: Any) -> str:
    label = _(df.label or df.fieldname, context=df.parent)
    if row.get("parentfield"):
        return _("{0} in row {1}: {2}").format(label, row.idx, value)
    return f"{label}: {value}"


def _fetch(row: Any, meta: Any, df: Any, target: str, value: Any) -> Any:
    """The name as it is written in the target; sets what is fetched through the link."""
    if isinstance(value, list | dict):
        throw(_("{0} takes one value, not a list").format(_(df.label or df.fieldname)), ValidationError)
    target_meta = get_meta(target)
    if target_meta.issingle:
        return value
    wanted = [
        field
        for field in meta.fetched_from.get(df.fieldname, ())
        if not field.fetch_if_empty or not row.get(field.fieldname)
    ]
    sources = [field.fetch_from.split(".")[-1] for field in wanted]
    selected = ", ".join(f"`{name}`" for name in ("name", *sources))
    found = local.db.execute(f"SELECT {selected} FROM `tab{target}` WHERE name=?", (value,)).fetchone()
    if found is not None:
        row.__dict__[df.fieldname] = found[0]
    for position, field in enumerate(wanted, 1):
        if row.is_new() or not row.docstatus.is_submitted() or field.allow_on_submit:
            fetched = found[position] if found is not None else None
            row.__dict__[field.fieldname] = _plain(target_meta, sources[position - 1], field, fetched)
    return found[0] if found is not None else None


def _plain(target: Any, source: str, field: Any, value: Any) -> Any:
    df = target.get_field(source)
    if (
        value
        and df is not None
        and df.fieldtype == "Text Editor"
        and field.fieldtype in ("Data", "Small Text", "Text")
    ):
        return unescape_html(strip_html(value))
    return value
