"""All firms, gone through a piece at a time by a job."""

from collections.abc import Iterator
from typing import Any

import frappe

#: Firms a transaction.
_CHUNK = 1000


def chunks(*fields: str) -> Iterator[list[Any]]:
    """Rows with `name` and these fields, by name. What was done to a piece is committed with it."""
    firm, last = frappe.qb.DocType("Firm"), ""
    query = frappe.qb.from_(firm).select(firm.name, *(firm[field] for field in fields))
    query = query.orderby(firm.name).limit(_CHUNK)
    while rows := query.where(firm.name > last).run(as_dict=True):
        yield rows
        last = rows[-1].name
        frappe.db.commit()
