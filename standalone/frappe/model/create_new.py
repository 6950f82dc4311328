"""What a new document holds before anybody fills it in."""

from __future__ import annotations

from typing import Any

from frappe.context import local
from frappe.model.docstatus import DocStatus
from frappe.model.fieldtypes import FLOATS, NO_VALUE, WHOLE
from frappe.model.meta import get_meta
from frappe.permissions import get_user_permissions
from frappe.types import _dict
from frappe.utils.dates import now_datetime, nowdate, nowtime
from frappe.utils.numbers import cint, flt
from frappe.utils.text import cstr


def defaults(doctype: str) -> _dict:
    """Every column of a new document, with its default or nothing."""
    meta = get_meta(doctype)
    user = local.session.user
    values = _dict.fromkeys(meta.valid_columns)
    values = _dict(values)
    values.update(doctype=doctype, __islocal=1, owner=user, docstatus=DocStatus(0))
    values.update(static_defaults(meta))
    for fieldname, kind in moving_defaults(meta):
        values[fieldname] = _MOVING[kind]()
    if meta.link_fields:
        _apply_user_permissions(meta, values)
    if not meta.issingle:
        values["__unsaved"] = 1
    return values


def static_defaults(meta: Any) -> dict[str, Any]:
    known: dict[str, Any] | None = meta.__dict__.get("_static_defaults")
    if known is None:
        known = {}
        for df in meta.fields:
            if df.fieldtype in NO_VALUE:
                continue
            value = _static(df) if df.fieldname != meta.title_field else None
            if value is None and df.fieldtype == "Check":
                value = 0
            if value is not None:
                known[df.fieldname] = _typed(df, value)
        meta.__dict__["_static_defaults"] = known
    return known


def _static(df: Any) -> Any:
    default = df.default
    if default not in (None, ""):
        if str(default).startswith(("__user", ":")) or str(default).lower() in ("today", "now"):
            return None
        return default
    if df.fieldtype == "Select" and df.options and df.options not in ("[Select]", "Loading..."):
        return df.options.split("\n", 1)[0]
    return None


def _typed(df: Any, value: Any) -> Any:
    if df.fieldtype in WHOLE:
        return cint(value)
    return flt(value) if df.fieldtype in FLOATS else value


_MOVING = {
    "user": lambda: local.session.user,
    "today": nowdate,
    "now": now_datetime,
    "time": nowtime,
}


def moving_defaults(meta: Any) -> list[tuple[str, str]]:
    """(field, kind) of defaults that depend on who and when; a Time is always now."""
    known: list[tuple[str, str]] | None = meta.__dict__.get("_moving_defaults")
    if known is None:
        known = []
        for df in meta.fields:
            default = cstr(df.default).lower()
            if df.fieldtype == "Time":
                known.append((df.fieldname, "time"))
            elif default == "__user":
                known.append((df.fieldname, "user"))
            elif default == "today":
                known.append((df.fieldname, "today"))
            elif default == "now" and df.fieldtype == "Datetime":
                known.append((df.fieldname, "now"))
        meta.__dict__["_moving_defaults"] = known
    return known


def _apply_user_permissions(meta: Any, values: _dict) -> None:
    """A link that the user's permissions leave one choice for is filled with it; one they forbid is not."""
    granted = get_user_permissions(local.session.user)
    if not granted:
        return
    for df in meta.link_fields:
        entries = granted.get(df.options)
        if not entries or df.ignore_user_permissions or df.options == "User":
            continue
        applicable = [
            e for e in entries if not e.get("applicable_for") or e.get("applicable_for") == meta.name
        ]
        chosen = next((e.doc for e in applicable if e.get("is_default")), None)
        if chosen is None and len(applicable) == 1:
            chosen = applicable[0].doc
        if chosen is not None:
            values[df.fieldname] = chosen
        elif applicable and values.get(df.fieldname) not in [e.doc for e in applicable]:
            values[df.fieldname] = None
