"""Files in pieces: a lost connection costs one piece, and the same file is stored once."""

import base64
import binascii
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import UnidentifiedImageError

import frappe
from frappe import _
from oasis_crm import errors
from oasis_crm.offline.merge import real_name

LARGEST = 25 * 1024 * 1024
_FOLDER = "oasis-uploads"
_ID = re.compile(r"[0-9a-zA-Z-]{8,64}")


@dataclass(frozen=True)
class Piece:
    """A piece of a file. `content`: base64, empty to ask how much is there."""

    upload_id: str
    sha256: str
    offset: int
    total: int
    content: str


@dataclass(frozen=True)
class Target:
    """What the whole file is and what it hangs on."""

    filename: str
    doctype: str | None
    docname: str | None
    fieldname: str | None
    is_private: bool = True


def take(piece: Piece, target: Target) -> dict[str, Any]:
    """Store a piece; `{received}`, or with `file_url` and `name` when the file is whole."""
    _check(piece)
    docname = _check_target(target)
    if stored := _stored(piece, target, docname):
        return {"received": piece.total, **stored}
    path = _path(piece)
    received = path.stat().st_size if path.exists() else 0
    if piece.content and piece.offset == received:
        received = _append(path, piece)
    if received < piece.total:
        return {"received": received}
    return {"received": received, **_finish(path, piece, target, docname)}


def _check(piece: Piece) -> None:
    if not _ID.fullmatch(piece.upload_id) or not re.fullmatch(r"[0-9a-f]{64}", piece.sha256):
        frappe.throw(_("The name or the checksum of the upload is malformed."), errors.UploadError)
    if not 0 < piece.total <= LARGEST or not 0 <= piece.offset <= piece.total:
        frappe.throw(_("A file has between 1 byte and 25 MB."), errors.UploadError)


def _check_target(target: Target) -> str | None:
    """The server's name of the document the file is for; writing to it is what the caller must be allowed."""
    if not target.doctype or not target.docname:
        return None
    docname = real_name(target.doctype, target.docname)
    frappe.get_doc(target.doctype, docname).check_permission("write")
    return docname


def _path(piece: Piece) -> Path:
    folder = Path(frappe.get_site_path("private", "files", _FOLDER))
    folder.mkdir(parents=True, exist_ok=True)
    # The user is part of the name: nobody continues or reads another's upload.
    owner = hashlib.sha256(frappe.session.user.encode()).hexdigest()[:12]
    return folder / f"{owner}-{piece.upload_id}.part"


def _append(path: Path, piece: Piece) -> int:
    try:
        content = base64.b64decode(piece.content, validate=True)
    except binascii.Error:
        frappe.throw(_("The piece is not base64."), errors.UploadError)
    if piece.offset + len(content) > piece.total:
        frappe.throw(_("The piece reaches beyond the end of the file."), errors.UploadError)
    with path.open("ab") as file:
        # Another request may have written the same piece meanwhile.
        if file.tell() == piece.offset:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return file.tell()


def _finish(path: Path, piece: Piece, target: Target, docname: str | None) -> dict[str, Any]:
    content = path.read_bytes()
    path.unlink()
    if hashlib.sha256(content).hexdigest() != piece.sha256:
        frappe.throw(_("The file arrived damaged. Send it again."), errors.UploadError)
    file = frappe.get_doc(
        {
            "doctype": "File",
            "file_name": f"{piece.sha256[:12]}-{target.filename}",
            "is_private": int(target.is_private),
            "attached_to_doctype": target.doctype,
            "attached_to_name": docname,
            "attached_to_field": target.fieldname,
            "content": content,
        }
    )
    try:
        file.insert()
    except UnidentifiedImageError:  # the framework looks into what calls itself a picture
        frappe.throw(_("{0} is not a picture.").format(target.filename), errors.UploadError)
    return {"file_url": file.file_url, "name": file.name}


def _stored(piece: Piece, target: Target, docname: str | None) -> dict[str, Any] | None:
    """The file, where it was stored already: the answer to the last piece was lost on the way."""
    filters = {
        "file_name": ["like", f"{piece.sha256[:12]}-%"],
        "owner": frappe.session.user,
        "attached_to_doctype": target.doctype or "",
        "attached_to_name": docname or "",
    }
    found = frappe.get_all(
        "File", filters=filters, fields=["name", "file_url"], order_by="creation desc", limit=1
    )
    return dict(found[0]) if found else None
