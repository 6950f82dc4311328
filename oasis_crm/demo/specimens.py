"""One photographed specimen of a kind of paper, as the picture of all documents of that kind of a seller."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frappe
from frappe.utils import get_fullname
from oasis_crm.demo.papers import pages
from oasis_crm.demo.rows.table import CHILD, STANDARD, Table, child_head, head
from oasis_crm.demo.writer import Writer
from oasis_crm.documents.pages import join
from oasis_crm.services.stored_files import keep

#: What is the same of a stored file wherever it hangs.
_STORED = ("file_name", "is_private", "file_size", "file_url", "folder", "content_hash")
_HANGS = ("attached_to_doctype", "attached_to_name", "attached_to_field")
_PAPER = "Firm Document"


class Specimens:
    """Kept once on the disk; what hangs them on the documents is written at the end."""

    def __init__(self) -> None:
        self._pages: list[tuple[Any, ...]] = []
        self._files: list[tuple[Any, ...]] = []

    def share(self, kind: str, seller: str, documents: list[dict[str, Any]]) -> None:
        """Give the documents (name, owner, creation) a specimen of that kind."""
        urls, pdf = _keep(kind, seller, documents[0]["name"])
        self._pages += _page_rows(documents, urls)
        self._files += _file_rows(documents[1:], [*urls, pdf])
        paper = frappe.qb.DocType(_PAPER)
        names = [document["name"] for document in documents]
        frappe.qb.update(paper).set(paper.file, pdf).where(paper.name.isin(names)).run()

    def write(self, writer: Writer) -> None:
        writer.write(Table("Firm Document Page", (*CHILD, "image"), self._pages))
        writer.write(Table("File", (*STANDARD, *_STORED, *_HANGS), self._files))


def _keep(kind: str, seller: str, document: str) -> tuple[list[str], str]:
    """The addresses of a specimen's pages and of its PDF."""
    # His name makes it another file than the next seller's: who may see the one may not see the other.
    pictures = pages(kind, [("Temsilci", get_fullname(seller))])
    stem = f"{kind} {seller.partition('@')[0]}".lower().replace(" ", "-")
    urls = [
        keep(picture, f"{stem}-{n}.jpg", _PAPER, document, "image") for n, picture in enumerate(pictures, 1)
    ]
    return urls, keep(join(pictures, stem), f"{stem}.pdf", _PAPER, document, "file")


def _page_rows(documents: list[dict[str, Any]], urls: list[str]) -> Iterator[tuple[Any, ...]]:
    for document in documents:
        parent = _head(document, document["name"])
        for number, url in enumerate(urls, 1):
            yield (*child_head(f"{document['name']}-{number}", parent, number, _PAPER, "pages"), url)


def _file_rows(documents: list[dict[str, Any]], urls: list[str]) -> Iterator[tuple[Any, ...]]:
    for number, url in enumerate(urls, 1):
        stored = frappe.db.get_value("File", {"file_url": url}, [*_STORED, "attached_to_field"], as_dict=True)
        same = tuple(stored[column] for column in _STORED)
        for document in documents:
            hangs = (_PAPER, document["name"], stored.attached_to_field)
            yield (*_head(document, f"{document['name']}-{number}"), *same, *hangs)


def _head(document: dict[str, Any], name: str) -> tuple[Any, ...]:
    return head(name, document["owner"], str(document["creation"]))
