"""The pages of a paper and what is written on them as a `Firm Document`."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow
from oasis_crm import errors
from oasis_crm.documents import pages as rules
from oasis_crm.documents.pages import PageRefusal
from oasis_crm.services import devices, stored_files

DOCTYPE = "Firm Document"
_AGAIN = "Capture Again"


@dataclass(frozen=True)
class Page:
    """A page as it was sent: its content, how it is to be turned and cropped, and the file it came from."""

    content: bytes
    rotation: int = 0
    crop: Sequence[Sequence[float]] | None = None
    file: Any = None


@dataclass
class Drawn:
    """Pages ready to be kept: pictures and the PDF made of them, or a PDF that was sent."""

    pdf: bytes
    pictures: list[bytes] = field(default_factory=list)


def capture(firm: str, document_type: str, sent: Sequence[Any], about: dict[str, Any]) -> Any:
    """A new document; the same `client_id` again answers the first."""
    if known := _captured(about.get("client_id")):
        return known
    document = frappe.new_doc(DOCTYPE, firm=firm, document_type=document_type, **about)
    # Before the pictures are worked on: that takes seconds which a refusal should not cost.
    document.check_permission("create")
    taken = [_page(one, number) for number, one in enumerate(_listed(sent), start=1)]
    drawn = draw(taken)
    document.insert()
    _keep(document, drawn)
    _forget(taken)
    return document


def capture_again(name: str, sent: Sequence[Any], about: dict[str, Any]) -> Any:
    """New pages for a document that the office rejected."""
    document = frappe.get_doc(DOCTYPE, name)
    document.check_permission("write")
    if document.status != "Rejected":
        frappe.throw(_("Only a rejected document is captured again."), errors.PageError)
    taken = [_page(one, number) for number, one in enumerate(_listed(sent), start=1)]
    drawn = draw(taken)
    document.update({field: value for field, value in about.items() if value and field != "client_id"})
    document.set("pages", [])
    _keep(document, drawn)
    _forget(taken)
    return apply_workflow(document, _AGAIN)


def draw(taken: Sequence[Page]) -> Drawn:
    """Straighten, compress and join. Raises PageError naming the page."""
    kinds = [_refusing(number, rules.kind_of, page.content) for number, page in enumerate(taken, start=1)]
    if "pdf" in kinds:
        if len(taken) > 1:
            raise _error(PageRefusal("mixed"), kinds.index("pdf") + 1)
        return Drawn(taken[0].content)
    pictures = [
        _refusing(number, rules.straighten, page.content, page.rotation, page.crop)
        for number, page in enumerate(taken, start=1)
    ]
    return Drawn(rules.join(pictures, _("Document")), pictures)


def _captured(client_id: str | None) -> Any:
    name = client_id and frappe.db.get_value(DOCTYPE, {"client_id": client_id})
    if not name:
        return None
    document = frappe.get_doc(DOCTYPE, name)
    document.check_permission("read")
    return document


def _listed(sent: Sequence[Any]) -> Sequence[Any]:
    if not sent:
        frappe.throw(_("A document has at least one page."), errors.PageError)
    if len(sent) > rules.MOST_PAGES:
        raise _error(PageRefusal("too_many_pages", str(rules.MOST_PAGES)), rules.MOST_PAGES + 1)
    return sent


def _page(sent: Any, number: int) -> Page:
    """A page as an object, or as the bare address of an uploaded file."""
    given = {"file_url": sent} if isinstance(sent, str) else devices.mapping(sent)
    rotation, crop = given.get("rotation") or 0, given.get("crop")
    if not isinstance(rotation, int) or (crop is not None and not isinstance(crop, list)):
        raise _error(PageRefusal("crop"), number)
    if given.get("file_url"):
        file = stored_files.readable(given["file_url"])
        return Page(_bytes(file, number), rotation, crop, file)
    return Page(_decoded(given.get("content"), number), rotation, crop)


def _bytes(file: Any, number: int) -> bytes:
    if file.file_size and file.file_size > rules.MOST_BYTES:
        raise _error(PageRefusal("too_large", str(rules.MOST_BYTES // 1024**2)), number)
    try:
        with open(file.get_full_path(), "rb") as stored:
            return stored.read()
    except FileNotFoundError:
        raise _error(PageRefusal("empty"), number) from None


def _decoded(content: Any, number: int) -> bytes:
    text = str(content or "")
    text = text.partition(",")[2] if text.startswith("data:") else text
    if len(text) > rules.MOST_BYTES * 4 // 3 + 4:
        raise _error(PageRefusal("too_large", str(rules.MOST_BYTES // 1024**2)), number)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _error(PageRefusal("damaged"), number) from None


def _keep(document: Any, drawn: Drawn) -> None:
    for number, picture in enumerate(drawn.pictures, start=1):
        url = stored_files.keep(picture, f"{document.name}-{number}.jpg", DOCTYPE, document.name, "image")
        document.append("pages", {"image": url})
    document.file = stored_files.keep(drawn.pdf, f"{document.name}.pdf", DOCTYPE, document.name, "file")
    document.save()


def _forget(taken: Sequence[Page]) -> None:
    """Remove the uploads that the pages were made of: they hold what the camera wrote."""
    uploads = {page.file.name: page.file for page in taken if page.file}
    for file in uploads.values():
        if file.owner == frappe.session.user and not file.attached_to_name:
            # His own upload, made for this document only.
            frappe.delete_doc("File", file.name, ignore_permissions=True)


def _refusing(number: int, work: Any, *arguments: Any) -> Any:
    try:
        return work(*arguments)
    except PageRefusal as refusal:
        raise _error(refusal, number) from None


def _error(refusal: PageRefusal, number: int) -> errors.PageError:
    """The refusal in the user's language, said and to be raised."""
    sentences = {
        "too_large": _("Page {0} is larger than {1} MB. Take the picture at a lower resolution."),
        "empty": _("Page {0} is empty. Take it again."),
        "heic": _("Page {0} is in Apple's HEIC format. Choose “Most Compatible” in the camera's settings."),
        "not_a_picture": _("Page {0} is not a picture (JPEG, PNG, WebP) and not a PDF."),
        "damaged": _("Page {0} is damaged or incomplete. Take it again."),
        "too_many_pixels": _("Page {0} has {1} million points, more than can be read."),
        "crop": _("The corners of page {0} do not form a four-sided figure."),
        "rotation": _("Page {0} can be turned by 90, 180 or 270 degrees, not by {1}."),
        "mixed": _("A PDF is sent alone, without other pages."),
        "too_many_pages": _("A document has at most {1} pages."),
        "locked": _("The PDF is protected by a password. Save it without one."),
    }
    message = sentences[refusal.code].format(number, refusal.shown)
    frappe.msgprint(message, title=_("Document"), indicator="red")
    return errors.PageError(message)
