"""Puts pictures to some of the demo's documents, through the same ways as a camera's."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.utils import format_date
from oasis_crm.demo.papers import TITLES, pages
from oasis_crm.documents.pages import join
from oasis_crm.services.stored_files import keep

#: A picture costs more than ten thousand rows: a few for each of the first sellers will do.
EACH = 2
SELLERS = 9


def attach_pictures(sellers: list[str]) -> int:
    """Photograph some documents of the first sellers and of the last, the leader; answers how many."""
    names = [name for seller in [*sellers[: SELLERS - 1], sellers[-1]] for name in _chosen(seller)]
    for name in names:
        _photograph(frappe.get_doc("Firm Document", name))
    return len(names)


def _chosen(seller: str) -> list[str]:
    firm, paper = frappe.qb.DocType("Firm"), frappe.qb.DocType("Firm Document")
    found = (
        frappe.qb.from_(paper)
        .join(firm)
        .on(firm.name == paper.firm)
        .where(firm.sales_rep == seller)
        .where(paper.document_type.isin(list(TITLES)))
        .select(paper.name)
        .orderby(paper.issued_on, order=frappe.qb.desc)
        .orderby(paper.name)
        .limit(EACH)
        .run()
    )
    return [name for (name,) in found]


def _photograph(document: Any) -> None:
    pictures = pages(document.document_type, _facts(document))
    for number, picture in enumerate(pictures, 1):
        url = keep(picture, f"{document.name}-{number}.jpg", document.doctype, document.name, "image")
        document.append("pages", {"image": url})
    pdf = join(pictures, document.name)
    document.file = keep(pdf, f"{document.name}.pdf", document.doctype, document.name, "file")
    document.save()


def _facts(document: Any) -> list[tuple[str, str]]:
    firm = frappe.get_doc("Firm", document.firm)
    told = [
        ("Ünvan", firm.legal_title or firm.firm_name),
        ("Vergi No", firm.tax_id),
        ("Vergi Dairesi", firm.tax_office),
        ("Adres", f"{firm.address_line}, {firm.district} / {firm.city}"),
        ("Belge No", document.number),
        ("Düzenleme Tarihi", format_date(document.issued_on, "dd.mm.yyyy")),
        ("Geçerlilik", format_date(document.expires_on, "dd.mm.yyyy") if document.expires_on else None),
        ("Tutar", f"{document.amount:,.0f} TL".replace(",", ".") if document.amount else None),
        ("Banka", document.bank),
    ]
    return [(label, value) for label, value in told if value]
