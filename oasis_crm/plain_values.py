"""Values as their fields hold them, before a rule looks at them."""

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

_TEXT = frozenset({"Data", "Link", "Select", "Small Text", "Text", "Long Text", "Text Editor"})
_DATES = frozenset({"Date", "Datetime"})
_NO_DAY = "0000-00-00"


class PlainValues(Document):
    """A document in whose text fields stands text, whatever came with the request.

    An integrator sends a tax number as a number; rules that fold, strip and compare expect letters.
    """

    def run_before_save_methods(self) -> None:
        for row in (self, *self.get_all_children()):
            settle(row)
        super().run_before_save_methods()


def settle(doc: Document) -> None:
    """Numbers become text; raises frappe.ValidationError for a list or an object where text belongs."""
    for name, value in list(vars(doc).items()):
        if isinstance(value, str):
            if value.startswith(_NO_DAY) and _kind(doc, name) in _DATES:
                doc.set(name, None)
        elif isinstance(value, (bool, int, float, list, dict)) and _kind(doc, name) in _TEXT:
            doc.set(name, _text(doc, name, value))


def _kind(doc: Document, name: str) -> str | None:
    field = doc.meta.get_field(name)
    return field.fieldtype if field else None


def _text(doc: Document, name: str, value: Any) -> str:
    if isinstance(value, (list, dict)):
        frappe.throw(_("{0}: a text was expected.").format(_(doc.meta.get_label(name))))
    return str(value)
