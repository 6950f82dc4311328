"""Telling a rep that a paper of his firm is about to expire: once for each date."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import add_days, formatdate, getdate, today
from oasis_crm.notifications import inbox
from oasis_crm.notifications.jobs import one_by_one
from oasis_crm.services import settings

DOCTYPE = "Firm Document"
_BATCH = 500


def remind() -> None:
    """Scheduled job: tell of the papers that expire within `document_expiry_days`, of each date once."""
    papers = {row.name: row for row in due()}
    one_by_one(DOCTYPE, papers, lambda name: _tell(papers[name]), "Expiring document")


def due() -> list[Any]:
    """The papers in force that expire soon, or just did, and that nobody was told of."""
    document, firm = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Firm")
    days = settings.number("document_expiry_days")
    untold = document.expiry_told_for.isnull() | (document.expiry_told_for != document.expires_on)
    query = (
        frappe.qb.from_(document)
        .inner_join(firm)
        .on(document.firm == firm.name)
        .select(document.name, document.document_type, document.expires_on, firm.firm_name, firm.sales_rep)
        .where((document.status != "Rejected") & untold)
        .where(document.expires_on <= add_days(today(), days))
        .where(document.expires_on >= add_days(today(), -days))
        .where(firm.sales_rep.isnotnull() & (firm.sales_rep != ""))
    )
    return query.orderby(document.expires_on).limit(_BATCH).run(as_dict=True)


def _tell(row: Any) -> None:
    document = frappe.get_doc(DOCTYPE, row.name, for_update=True)
    if document.expiry_told_for == document.expires_on:
        return
    frappe.db.set_value(DOCTYPE, row.name, "expiry_told_for", document.expires_on, update_modified=False)
    inbox.tell(row.sales_rep, _subject(row), document)


def _subject(row: Any) -> str:
    lang = inbox.language(row.sales_rep)
    kind, day = _(row.document_type, lang), formatdate(row.expires_on)
    if getdate(row.expires_on) < getdate(today()):
        return _("{0} of {1} expired on {2}.", lang).format(kind, row.firm_name, day)
    return _("{0} of {1} expires on {2}.", lang).format(kind, row.firm_name, day)
