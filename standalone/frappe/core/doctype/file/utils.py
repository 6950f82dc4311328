"""Helpers around stored files: hashes, free names, clean photos, and files named in Attach fields."""

from __future__ import annotations

import hashlib
import os
from io import BytesIO
from typing import Any

import frappe
from frappe.utils.files import get_files_path

ORIENTATION = 0x0112
JPEG_QUALITY = 90


def get_content_hash(content: bytes | str) -> str:
    """Tells contents apart; not a protection."""
    raw = content.encode() if isinstance(content, str) else content
    return hashlib.md5(raw, usedforsecurity=False).hexdigest()


def free_name(name: str, suffix: str, is_private: bool) -> str:
    """`name`, or where that is taken on disk, `name` with the suffix or a random one."""
    stem, extension = os.path.splitext(name)
    # File systems allow 255 bytes, the database 140 letters.
    stem = stem.encode()[:100].decode(errors="ignore")
    candidate = stem + extension
    while os.path.lexists(get_files_path(candidate, is_private=is_private)):
        candidate = f"{stem}{suffix}{extension}"
        suffix = frappe.generate_hash(length=6)
    return candidate


def without_metadata(content: bytes) -> bytes:
    """A JPEG without the place, time and camera of its taking, turned as its metadata said.

    What Pillow cannot read is stored as it came.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content)) as image:
            turned = image.getexif().get(ORIENTATION, 1) != 1
            result = ImageOps.exif_transpose(image) if turned else image
            out = BytesIO()
            options: dict[str, Any] = {"quality": JPEG_QUALITY if turned else "keep"}
            if profile := image.info.get("icc_profile"):
                options["icc_profile"] = profile
            result.save(out, format="JPEG", exif=b"", **options)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return content


def find_file_by_url(path: str, name: str | None = None) -> Any:
    """A File at this address that the user may read, or None: a file may hang on several documents."""
    filters = {"file_url": str(path)}
    if name:
        filters["name"] = str(name)
    for row in frappe.get_all("File", filters=filters, pluck="name", order_by="creation asc"):
        file = frappe.get_doc("File", row)
        if file.is_downloadable():
            return file
    return None


def attach_files_to_document(doc: Any, event: str | None = None) -> None:
    """After a save: files named in the document's Attach fields are hung on it."""
    for field in doc.meta.attach_fields:
        url = doc.get(field.fieldname)
        if isinstance(url, str) and url.startswith(("/files/", "/private/files/")):
            _attach(doc, field.fieldname, url)


def _attach(doc: Any, fieldname: str, url: str) -> None:
    here = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name, "attached_to_field": fieldname}
    if frappe.db.exists("File", {"file_url": url, **here}):
        return
    loose = {"file_url": url, "attached_to_doctype": ["is", "not set"], "owner": frappe.session.user}
    unattached = frappe.db.get_value("File", loose, "name")
    if unattached:
        frappe.db.set_value("File", unattached, here)
        return
    known = frappe.db.exists("File", {"file_url": url})
    if known and find_file_by_url(url) is not None:
        frappe.get_doc({"doctype": "File", "file_url": url, "folder": "Home/Attachments", **here}).insert(
            ignore_permissions=True  # whoever saved the document may write it, and may read the file
        )


def make_home_folder() -> None:
    """The two folders that every site has."""
    for values in (
        {"file_name": "Home", "is_home_folder": 1},
        {"file_name": "Attachments", "is_attachments_folder": 1, "folder": "Home"},
    ):
        folder = frappe.get_doc({"doctype": "File", "is_folder": 1, **values})
        folder.insert(ignore_if_duplicate=True, ignore_permissions=True)  # made while the site is set up
