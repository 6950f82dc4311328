"""Photographed pages as one document: bounded in size, without the camera's traces, joined to a PDF."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

import frappe
from frappe import _
from oasis_crm import errors

#: Enough to read a stamp on an A4 page, little enough to travel.
_LONGEST_SIDE = 2400
_QUALITY = 82


def capture(firm: str, document_type: str, pages: list[str], about: dict[str, Any]) -> Any:
    """A `Firm Document` of these images (file URLs); the same `client_id` again answers the first."""
    if about.get("client_id"):
        known = frappe.db.get_value("Firm Document", {"client_id": about["client_id"]})
        if known:
            return frappe.get_doc("Firm Document", known)
    document = frappe.new_doc("Firm Document", firm=firm, document_type=document_type, **about)
    for url in pages:
        document.append("pages", {"image": url})
    document.insert()
    if pages:
        document.file = join(document, pages)
        document.save()
    return document


def join(document: Any, pages: list[str]) -> str:
    """The URL of a private PDF of the pages, attached to the document. The images lose their EXIF."""
    images = [_page(url) for url in pages]
    buffer = BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], quality=_QUALITY)
    file = frappe.get_doc(
        {
            "doctype": "File",
            "file_name": f"{document.name}.pdf",
            "is_private": 1,
            "attached_to_doctype": document.doctype,
            "attached_to_name": document.name,
            "attached_to_field": "file",
            "content": buffer.getvalue(),
        }
    )
    return str(file.insert().file_url)


def _page(url: str) -> Image.Image:
    try:
        image: Image.Image = Image.open(BytesIO(_file(url).get_content(encodings=[])))
        # Phones store the turn of the camera beside the picture; a PDF would forget it.
        image = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise errors.UploadError(_("{0} is not a picture.").format(url)) from error
    image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return image


def _file(url: str) -> Any:
    found = frappe.get_all("File", filters={"file_url": url}, pluck="name", order_by="creation desc", limit=1)
    if not found:
        raise frappe.DoesNotExistError(_("The picture {0} is not there.").format(url))
    file = frappe.get_doc("File", found[0])
    file.check_permission("read")
    return file
