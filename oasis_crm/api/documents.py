"""Papers of a firm: photographed pages to one PDF, thumbnails, what is missing."""

from typing import Any

import frappe
from frappe import _
from oasis_crm import errors
from oasis_crm.documents import capture as capturing
from oasis_crm.documents import missing as gaps
from oasis_crm.documents import pages as rules
from oasis_crm.documents import thumbnails
from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import devices, stored_files

_MOST = 200


@endpoint(roles=EVERYONE)
def capture(
    firm: str,
    document_type: str,
    pages: list | str | None = None,
    number: str | None = None,
    issued_on: str | None = None,
    expires_on: str | None = None,
    amount: float | None = None,
    bank: str | None = None,
    client_id: str | None = None,
    document: str | None = None,
) -> dict[str, Any]:
    """Keep a document of photographed pages, joined to one PDF; see docs/api.md."""
    about = {
        "number": number,
        "issued_on": issued_on,
        "expires_on": expires_on,
        "amount": amount,
        "bank": bank,
        "client_id": client_id,
    }
    sent = devices.listing(pages)
    if document:
        kept = capturing.capture_again(document, sent, about)
    else:
        kept = capturing.capture(firm, document_type, sent, about)
    return {"name": kept.name, "status": kept.status, "file": kept.file, "pages": len(kept.pages)}


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def thumbnail(document: str, size: int = 320) -> None:
    """A small picture of the first page, as a download; only for those who may read the document."""
    kept = frappe.get_doc("Firm Document", document)
    kept.check_permission("read")
    if not kept.pages:
        frappe.throw(_("This document has no pictures."), frappe.DoesNotExistError)
    content = stored_files.content_of(stored_files.readable(kept.pages[0].image))
    try:
        small = rules.thumbnail(content, thumbnails.sane(size))
    except rules.PageRefusal:
        frappe.throw(_("The picture of this document cannot be read."), errors.PageError)
    thumbnails.answer(small, document)


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def missing(firm: str | None = None, start: int = 0, limit: int = 50) -> list[dict[str, Any]]:
    """What a firm must have and is not there in force; without a firm, of all the caller's firms."""
    if firm:
        frappe.get_doc("Firm", firm).check_permission("read")
        return gaps.of_firm(firm)
    return gaps.of_firms(max(start, 0), max(1, min(limit, _MOST)))
