"""Puts pictures to the demo's documents, the newest ones' through the same ways as a camera's."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.utils import format_date
from oasis_crm.demo.papers import TITLES, pages
from oasis_crm.demo.specimens import Specimens
from oasis_crm.demo.writer import Writer
from oasis_crm.documents.pages import join
from oasis_crm.services.stored_files import keep

#: A picture costs more than ten thousand rows: a few for each of the first sellers will do.
EACH = 2
SELLERS = 9


def attach_pictures(sellers: list[str], writer: Writer) -> None:
    """Photograph the newest documents of the first sellers and of the last, the leader; their others share a
    specimen of their kind.
    """
    specimens = Specimens()
    for seller in [*sellers[: SELLERS - 1], sellers[-1]]:
        papers = _papers(seller)
        for paper in papers[:EACH]:
            _photograph(frappe.get_doc("Firm Document", paper["name"]))
        for kind in TITLES:
            others = [paper for paper in papers[EACH:] if paper["document_type"] == kind]
            if others:
                specimens.share(kind, seller, others)
    specimens.write(writer)


def _papers(seller: str) -> list[dict[str, Any]]:
    """The documents of the firms that a seller follows, the newest first."""
    firm, paper = frappe.qb.DocType("Firm"), frappe.qb.DocType("Firm Document")
    return (
        frappe.qb.from_(paper)
        .join(firm)
        .on(firm.name == paper.firm)
        .where(firm.sales_rep == seller)
        .where(paper.document_type.isin(list(TITLES)))
        .select(paper.name, paper.owner, paper.creation, paper.document_type)
        .orderby(paper.issued_on, order=frappe.qb.desc)
        .orderby(paper.name)
        .run(as_dict=True)
    )


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
