"""Checks that several controllers share. Each raises a named refusal, in the user's language."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, flt, get_datetime, now_datetime
from oasis_crm.domain import phones, place
from oasis_crm.errors import (
    DateOrderError,
    DuplicateRowError,
    FutureDateError,
    InvalidLocationError,
    InvalidPhoneError,
    PastDateError,
)

#: A device's clock may be a little off.
TOLERANCE = timedelta(minutes=5)


def normalise_phones(doc: Document, fields: Iterable[str]) -> None:
    """Store telephone numbers in E.164."""
    for field in fields:
        number = phones.normalise(doc.get(field))
        if number is None:
            label = _(doc.meta.get_label(field))
            frappe.throw(
                _("{0}: {1} is not a telephone number.").format(label, frappe.bold(doc.get(field))),
                InvalidPhoneError,
            )
        doc.set(field, number or None)


def check_location(doc: Document) -> None:
    """Latitude and longitude are both there or both missing, and on the globe."""
    latitude, longitude = flt(doc.latitude), flt(doc.longitude)
    if not latitude and not longitude:
        return
    if not (latitude and longitude and place.is_valid(place.Point(latitude, longitude))):
        frappe.throw(_("Latitude and longitude do not name a place."), InvalidLocationError)


def check_order(doc: Document, first: str, last: str) -> None:
    """A period does not end before it begins."""
    begins, ends = doc.get(first), doc.get(last)
    if begins and ends and get_datetime(ends) < get_datetime(begins):
        label = [_(doc.meta.get_label(field)) for field in (last, first)]
        frappe.throw(_("{0} is before {1}.").format(*label), DateOrderError)


def check_not_future(doc: Document, field: str) -> None:
    """What has happened did not happen tomorrow."""
    if doc.get(field) and get_datetime(doc.get(field)) > now_datetime() + TOLERANCE:
        frappe.throw(_("{0} is in the future.").format(_(doc.meta.get_label(field))), FutureDateError)


def check_not_past(doc: Document, field: str, since: datetime | None = None) -> None:
    """What is to come does not lie behind."""
    if doc.get(field) and get_datetime(doc.get(field)) < (since or now_datetime()) - TOLERANCE:
        frappe.throw(_("{0} is in the past.").format(_(doc.meta.get_label(field))), PastDateError)


def check_unique_rows(doc: Document, table: str, *fields: str) -> None:
    """No two rows of a table say the same."""
    seen = set()
    for row in doc.get(table):
        key = tuple(cstr(row.get(field)) for field in fields)
        if key in seen:
            message = _("Row {0} of {1}: {2} is there already.")
            frappe.throw(
                message.format(
                    row.idx, _(doc.meta.get_label(table)), ", ".join(_(part) for part in key if part)
                ),
                DuplicateRowError,
            )
        seen.add(key)


def settle_times(doc: Document) -> None:
    """Replace the framework's default of a Time field, the present moment, by the field's own default.

    That default carries fractions of a second, which nobody types.
    """
    for field in doc.meta.get("fields", {"fieldtype": "Time"}):
        if "." in cstr(doc.get(field.fieldname)):
            doc.set(field.fieldname, field.default)
