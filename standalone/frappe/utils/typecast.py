"""Values brought to the Python type of a field."""

from __future__ import annotations

import datetime
from typing import Any

from frappe.utils.dates import get_datetime, getdate, to_timedelta
from frappe.utils.numbers import cint, flt
from frappe.utils.text import cstr

FLOATS = ("Currency", "Float", "Percent")
TEXTS = ("Data", "Text", "Small Text", "Long Text", "Text Editor", "Select", "Link", "Dynamic Link")


def cast(fieldtype: str, value: Any = None) -> Any:
    """The value in the field's type; absent dates stay None, absent times are midnight."""
    if fieldtype in FLOATS:
        return flt(value)
    if fieldtype in ("Int", "Check"):
        return cint(value)
    if fieldtype in TEXTS:
        return cstr(value)
    if fieldtype == "Date":
        return getdate(value) if value else None
    if fieldtype == "Datetime":
        return get_datetime(value) if value else None
    if fieldtype == "Time":
        return to_timedelta(value) if value else datetime.timedelta()
    return value
