"""What went wrong, kept for those who look after the site."""

from __future__ import annotations

import sys
import traceback
from typing import Any

from frappe.context import local
from frappe.documents import get_doc
from frappe.translate import _


def get_traceback() -> str:
    """The traceback of the exception being handled; empty outside of one."""
    error = sys.exc_info()[1]
    return "".join(traceback.format_exception(error)) if error is not None else ""


def log_error(
    title: str | None = None,
    message: str | None = None,
    reference_doctype: str | None = None,
    reference_name: str | None = None,
) -> Any:
    """Writes an Error Log from the exception being handled, or from `message`."""
    trace = message or get_traceback() or title or ""
    if title and "\n" in title and not message:
        trace, title = title, trace.strip().splitlines()[-1]
    if getattr(local, "db", None) is None:
        print(trace, file=sys.stderr)
        return None
    entry = get_doc(
        {
            "doctype": "Error Log",
            "error": trace,
            "method": (title or _("Error"))[:140],
            "reference_doctype": reference_doctype,
            "reference_name": reference_name,
        }
    )
    return entry.insert(ignore_permissions=True)  # the one at fault may be anyone
