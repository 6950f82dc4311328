"""A stored file as a table of lines."""

from __future__ import annotations

from pathlib import Path

import frappe
from frappe import _
from oasis_crm import errors
from oasis_crm.imports import reading, wording
from oasis_crm.imports.sniffing import FileError
from oasis_crm.services import stored_files


def table(file_url: str) -> reading.Table:
    """What a stored file holds. Raises WorkbookError in the user's language."""
    file = stored_files.readable(file_url)
    try:
        return reading.read(Path(file.get_full_path()), file.file_name)
    except FileError as error:
        frappe.throw(wording.file_problem(error), errors.WorkbookError, title=_("Excel Import"))
    except FileNotFoundError:
        frappe.throw(_("The file is no longer there. Upload it again."), errors.WorkbookError)
