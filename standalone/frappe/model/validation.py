"""The framework's own checks of a document, after the controller's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from frappe.context import local
from frappe.exceptions import (
    CannotChangeConstantError,
    CharacterLengthExceededError,
    MandatoryError,
    NonNegativeError,
    UpdateAfterSubmitError,
    ValidationError,
)
from frappe.messages import msgprint, throw
from frappe.model.columns import stored
from frappe.model.fieldtypes import FLOATS, MAX_INT, MAX_LONG_INT, SHORT_TEXTS, TABLES, TEMPORAL
from frappe.model.meta import Meta, get_meta
from frappe.translate import _
from frappe.utils.checks import (
    validate_email_address,
    validate_name,
    validate_phone_number,
    validate_url,
)
from frappe.utils.html_utils import sanitize_html
from frappe.utils.numbers import cint, flt
from frappe.utils.password import remove_encrypted_password, set_encrypted_password
from frappe.utils.text import cstr, split_emails, strip_html
from frappe.utils.typecast import cast

NOT_SANITISED = ("Attach", "Attach Image", "Barcode", "Code", "JSON", "Password")
NESTED = (list, dict, tuple, set)


def validate(doc: Any) -> None:
    """Mandatory → Data options → Select → non-negative → length → Rating → HTML → Password, rows as well."""
    validate_mandatory(doc)
    validate_row(doc)
    _sync_autoname_field(doc)


def validate_row(doc: Any) -> None:
    checks = _plan(get_meta(doc.doctype))
    _single_values(doc)
    _data_options(doc, checks["options"])
    _selects(doc)
    _non_negative(doc, checks["non_negative"])
    if not get_meta(doc.doctype).issingle:
        _lengths(doc, checks["lengths"])
    for name in checks["ratings"]:
        doc.__dict__[name] = max(0.0, min(flt(doc.get(name)), 1.0))
    _sanitise(doc)
    _save_passwords(doc, checks["passwords"])


def _plan(meta: Meta) -> dict[str, Any]:
    """Which fields each check concerns; kept on the meta."""
    known: dict[str, Any] | None = meta.__dict__.get("_validation")
    if known is None:
        lengths = []
        for df in meta.value_fields:
            if df.fieldtype in SHORT_TEXTS:
                lengths.append((df.fieldname, df, cint(df.length) or SHORT_TEXTS[df.fieldtype], False))
            elif df.fieldtype in ("Int", "Long Int"):
                long = df.fieldtype == "Long Int" or cint(df.length) > 11
                lengths.append((df.fieldname, df, MAX_LONG_INT if long else MAX_INT, True))
        known = {
            "lengths": lengths,
            "options": [
                (df.fieldname, df.options) for df in meta.of_type("Data") if df.options in DATA_OPTIONS
            ],
            "non_negative": [
                df for df in meta.fields if df.non_negative and df.fieldtype in ("Int", "Float", "Currency")
            ],
            "ratings": [df.fieldname for df in meta.of_type("Rating")],
            "passwords": [df.fieldname for df in meta.of_type("Password")],
        }
        meta.__dict__["_validation"] = known
    return known


# --- mandatory


def validate_mandatory(doc: Any) -> None:
    if doc.flags.ignore_mandatory:
        return
    missing = [found for row in (doc, *doc.get_all_children()) for found in missing_fields(row)]
    if not missing:
        return
    for _name, message in missing:
        msgprint(message)
    names = ", ".join(name for name, _message in missing)
    raise MandatoryError(f"[{doc.doctype}, {doc.name}]: {names}")


def missing_fields(row: Any) -> list[tuple[str, str]]:
    meta = get_meta(row.doctype)
    missing = [(df.fieldname, _missing(row, df)) for df in meta.required_fields if not _has_content(row, df)]
    if meta.istable:
        missing.extend(
            (name, _("{0} is needed").format(name)) for name in ("parent", "parenttype") if not row.get(name)
        )
    return missing


def _has_content(row: Any, df: Any) -> bool:
    value = row.get(df.fieldname)
    if value is None or value == []:
        return False
    text = cstr(value)
    if text.strip() and "<" not in text:
        return True
    shows_image = df.fieldtype in ("Text Editor", "Code") and "<img" in text
    return bool(strip_html(text).strip()) or shows_image


def _missing(row: Any, df: Any) -> str:
    label = _(df.label or df.fieldname, context=df.parent)
    if df.fieldtype in TABLES:
        return _("{0} needs at least one row").format(label)
    if row.get("parentfield"):
        return _("{0}, row {1}: {2} is needed").format(_(row.doctype), row.idx, label)
    return _("{0} is needed").format(label)


# --- values


def _email(row: Any, value: str) -> None:
    for address in split_emails(value):
        validate_email_address(address, throw=True)


DATA_OPTIONS: dict[str, Callable[[Any, str], Any]] = {
    "Email": _email,
    "Name": lambda row, value: validate_name(value, throw=True),
    "Phone": lambda row, value: validate_phone_number(value, throw=True),
    "URL": lambda row, value: validate_url(value, throw=True),
}
STANDARD_USERS = ("Administrator", "Guest")


def _single_values(row: Any) -> None:
    for df in get_meta(row.doctype).value_fields:
        value = row.__dict__.get(df.fieldname)
        if isinstance(value, NESTED) and not (df.fieldtype == "JSON" and isinstance(value, dict)):
            throw(_("{0} takes one value, not a list").format(_(df.label or df.fieldname)), ValidationError)


def _data_options(row: Any, fields: list[tuple[str, str]]) -> None:
    for name, option in fields:
        value = row.__dict__.get(name)
        if not value or (
            option == "Email" and value in STANDARD_USERS and row.get("owner") in STANDARD_USERS
        ):
            continue
        DATA_OPTIONS[option](row, cstr(value))


def _selects(row: Any) -> None:
    if local.flags.in_import:
        return
    for name, df, options in get_meta(row.doctype).select_fields:
        value = row.__dict__.get(name)
        if not value:
            continue
        text = cstr(value).strip()
        row.__dict__[name] = text
        if text not in options:
            allowed = ", ".join(f'"{_(option)}"' for option in df.options.split("\n") if option)
            label = _(df.label or name, context=df.parent)
            throw(_('{0} cannot be "{1}"; it is one of {2}').format(label, text, allowed), ValidationError)


def _non_negative(row: Any, fields: list[Any]) -> None:
    for df in fields:
        if flt(row.get(df.fieldname)) < 0:
            throw(
                _("{0} cannot be below zero").format(_(df.label or df.fieldname, context=df.parent)),
                NonNegativeError,
            )


def _lengths(row: Any, fields: list[tuple[str, Any, int, bool]]) -> None:
    for name, df, most, whole in fields:
        value = row.__dict__.get(name)
        if value is None or value == "":
            continue
        if abs(cint(value)) > most if whole else len(value if type(value) is str else cstr(value)) > most:
            label = _(df.label or name, context=df.parent)
            reason = _("{0} is too large") if whole else _("{0} is too long: at most {1} characters")
            throw(reason.format(label, most), CharacterLengthExceededError, title=_("Too long"))


def _sanitise(row: Any) -> None:
    meta = get_meta(row.doctype)
    for name in meta.valid_columns:
        value = row.__dict__.get(name)
        if type(value) is not str or ("<" not in value and ">" not in value):
            continue
        df = meta.by_name.get(name)
        if df is None or not _exempt(row, df):
            row.__dict__[name] = sanitize_html(value, linkify=bool(df and df.fieldtype == "Text Editor"))


def _exempt(row: Any, df: Any) -> bool:
    return bool(
        df.ignore_xss_filter
        or df.fieldtype in NOT_SANITISED
        or (df.options == "Email" and df.fieldtype in ("Data", "Small Text", "Text"))
        or row.docstatus.is_cancelled()
        or (row.docstatus.is_submitted() and not df.allow_on_submit)
    )


def _save_passwords(row: Any, fields: list[str]) -> None:
    skipped = row.flags.ignore_save_passwords
    for name in fields:
        if skipped is True or (skipped and name in skipped):
            continue
        secret = row.get(name)
        if not secret:
            if not row.is_new():
                remove_encrypted_password(row.doctype, row.name, name)
        elif not row.is_dummy_password(secret):
            set_encrypted_password(row.doctype, row.name, secret, name)
            row.set(name, "*" * len(secret))


def _sync_autoname_field(doc: Any) -> None:
    autoname = get_meta(doc.doctype).autoname
    if autoname.startswith("field:") and doc.name and doc.name != doc.get(autoname[6:]):
        doc.set(autoname[6:], doc.name)


# --- what may not change


def validate_set_only_once(doc: Any) -> None:
    previous = doc.get_doc_before_save()
    if previous is None:
        return
    for df in get_meta(doc.doctype).constant_fields:
        new, old = doc.get(df.fieldname), previous.get(df.fieldname)
        if df.fieldtype in TABLES:
            changed = _rows(new) != _rows(old)
        elif df.fieldtype in TEMPORAL:
            changed = str(new) != str(old)
        elif df.fieldtype in FLOATS:
            changed = flt(new) != flt(old)
        else:
            changed = (new or None) != (old or None)
        if changed:
            throw(
                _("{0} cannot be changed any more").format(_(df.label, context=df.parent)),
                CannotChangeConstantError,
            )


def _rows(rows: Any) -> list[dict[str, Any]]:
    shown = [row.as_dict(convert_dates_to_str=True) for row in rows or []]
    for row in shown:
        for name in ("modified", "modified_by", "creation"):
            row.pop(name, None)
    return shown


def validate_constants(doc: Any) -> None:
    """Who made a document, and when, stays."""
    previous = doc.get_doc_before_save()
    if previous is None:
        return
    for name in ("creation", "owner"):
        new, old = doc.get(name), previous.get(name)
        if stored(doc.meta, name, new) != stored(doc.meta, name, old):
            throw(_("{0} cannot be changed").format(_(name.title())), CannotChangeConstantError)


def validate_update_after_submit(doc: Any) -> None:
    if doc.flags.ignore_validate_update_after_submit:
        return
    stored = doc.get_doc_before_save()
    if stored is None:
        return
    _unchanged(doc, stored)
    rows = {(row.doctype, row.name): row for row in stored.get_all_children()}
    for row in doc.get_all_children():
        if row.is_new() and doc.meta.get_field(row.parentfield).allow_on_submit:
            continue
        before = rows.get((row.doctype, row.name))
        if before is not None:
            _unchanged(row, before)


def _unchanged(row: Any, before: Any) -> None:
    for df in get_meta(row.doctype).fields:
        new, old = row.get(df.fieldname), before.get(df.fieldname)
        if df.allow_on_submit or not (new or old):
            continue
        if df.fieldtype in TABLES:
            changed = len(new or []) != len(old or [])
        else:
            changed = cast(df.fieldtype, new) != cast(df.fieldtype, old)
        if changed:
            label = _(df.label or df.fieldname, context=df.parent)
            throw(_("{0} cannot be changed after submission").format(label), UpdateAfterSubmitError)
