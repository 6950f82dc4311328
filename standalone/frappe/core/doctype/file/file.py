"""A stored file: its content on disk under its hash's protection, its row saying who may read it."""

from __future__ import annotations

import base64
import mimetypes
import os
import re
from binascii import Error as BinasciiError
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import frappe
from frappe import _
from frappe.app import MEGABYTE, max_upload_bytes
from frappe.core.doctype.file.exceptions import (
    AttachmentLimitReached,
    FileTypeNotAllowed,
    FolderNotEmpty,
    MaxFileSizeReachedError,
)
from frappe.core.doctype.file.utils import find_file_by_url, free_name, get_content_hash, without_metadata
from frappe.model.document import Document
from frappe.permissions import get_doctypes_with_read, get_roles
from frappe.utils import cint
from frappe.utils.files import get_files_path
from frappe.utils.settings import get_system_setting
from frappe.utils.text import escape_html

REMOTE = ("http://", "https://")
LOCAL = ("/files/", "/private/files/")
TEXT_ENCODINGS = ("utf-8-sig", "utf-8")


class File(Document):
    """`content` (bytes, or base64 text with `decode`) of a new File is written to disk on insert."""

    file_name: str
    file_url: str | None
    folder: str | None

    @property
    def is_remote_file(self) -> bool:
        return bool(self.file_url) and str(self.file_url).startswith(REMOTE)

    def autoname(self) -> None:
        if self.is_folder:
            self.name = os.path.join(self.folder, self.file_name) if self.folder else self.file_name
        else:
            self.name = frappe.generate_hash(length=10)

    def before_insert(self) -> None:
        self.file_url = unquote(self.file_url) if self.file_url else None
        self.set_place()
        self.set_file_name()
        self.refuse_too_many()
        if self.is_folder:
            return
        self.set_file_type()
        self.take_content()
        self.share_same_content()

    def set_place(self) -> None:
        if self.file_url and not self.is_remote_file:
            self.is_private = int(self.file_url.startswith("/private/"))
        if not self.folder and not self.is_home_folder:
            self.folder = "Home/Attachments" if self.attached_to_doctype else "Home"

    def set_file_name(self) -> None:
        name = self.file_name or (self.file_url or "").rsplit("/", 1)[-1]
        if not name:
            frappe.throw(_("A file needs a name or an address."), frappe.MandatoryError)
        self.file_name = re.sub(r"[/\\\x00-\x1f]", "", name)

    def refuse_too_many(self) -> None:
        if not (self.attached_to_doctype and self.attached_to_name):
            return
        limit = cint(frappe.get_meta(self.attached_to_doctype).max_attachments)
        hung = {"attached_to_doctype": self.attached_to_doctype, "attached_to_name": self.attached_to_name}
        if limit and frappe.db.count("File", hung) >= limit:
            frappe.throw(
                _("No more than {0} files can be attached here.").format(limit), AttachmentLimitReached
            )

    def set_file_type(self) -> None:
        guessed = mimetypes.guess_type(self.file_name)[0]
        extension = mimetypes.guess_extension(guessed) if guessed else None
        self.file_type = extension.lstrip(".").upper() if extension else None
        allowed = str(get_system_setting("allowed_file_extensions") or "").split()
        if frappe.local.request and allowed and self.file_type not in allowed:
            frappe.throw(
                _("Files of type {0} are not allowed.").format(self.file_type or "?"), FileTypeNotAllowed
            )

    def take_content(self) -> None:
        """Writes a new file's content, unless the same content lies there already."""
        content = self.sent_content()
        if content is None:
            return
        if (mimetypes.guess_type(self.file_name)[0] == "image/jpeg") and _strips_metadata():
            content = without_metadata(content)
        self.file_size = len(content)
        self.refuse_too_large()
        self.is_private = cint(self.is_private)
        self.content_hash = get_content_hash(content)
        known = self.same_content()
        if known is not None:
            self.file_url = known
        else:
            self.write_content(content)

    def sent_content(self) -> bytes | None:
        content = self.get("content")
        if content is None or (not content and self.file_url):
            return None
        raw = content.encode() if isinstance(content, str) else bytes(content)
        if not cint(self.get("decode")):
            return raw
        try:
            return base64.b64decode(raw.partition(b",")[2] or raw)
        except BinasciiError:
            frappe.throw(_("The file's content is not valid base64."))

    def refuse_too_large(self) -> None:
        if self.file_size > max_upload_bytes():
            limit = max_upload_bytes() // MEGABYTE
            frappe.throw(_("A file may have at most {0} MB.").format(limit), MaxFileSizeReachedError)

    def same_content(self) -> str | None:
        """The address of a stored file with this content and privacy; None where there is none on disk."""
        same = {"content_hash": self.content_hash, "is_private": cint(self.is_private), "is_folder": 0}
        url = frappe.db.get_value("File", same, "file_url")
        return url if url and url.startswith(LOCAL) and Path(path_of(url)).is_file() else None

    def write_content(self, content: bytes) -> None:
        safe_name = re.sub(r"[%?#]", "_", self.file_name)
        self.file_name = free_name(safe_name, self.content_hash[-6:], bool(self.is_private))
        self.file_url = ("/private/files/" if self.is_private else "/files/") + self.file_name
        path = Path(path_of(self.file_url))
        path.parent.mkdir(parents=True, exist_ok=True)
        # Before the content: a half-written file must go as well when the disk is full.
        frappe.db.after_rollback.add(lambda: path.unlink(missing_ok=True))
        with open(path, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def share_same_content(self) -> None:
        """A row made from an address alone gets the content's hash and size from the disk."""
        if self.content_hash or self.is_remote_file or not self.file_url:
            return
        self.require_local_address()
        path = Path(path_of(self.file_url))
        if not path.is_file():
            frappe.throw(
                _("There is no file {0}.").format(escape_html(self.file_url)), frappe.DoesNotExistError
            )
        self.refuse_borrowed_address()
        content = path.read_bytes()
        self.content_hash, self.file_size = get_content_hash(content), len(content)

    def refuse_borrowed_address(self) -> None:
        """A new row must not open a private file to somebody who could not read it before."""
        if self.flags.ignore_permissions or frappe.session.user == "Administrator" or not self.is_private:
            return
        if find_file_by_url(str(self.file_url)) is None:
            frappe.throw(_("You may not open this file."), frappe.PermissionError)

    def require_local_address(self) -> None:
        if not str(self.file_url).startswith(LOCAL) or ".." in str(self.file_url).split("/"):
            frappe.throw(_("This is not the address of a file."))

    def after_insert(self) -> None:
        if not self.is_folder:
            address = quote(self.file_url or "", safe="/:")
            link = f"<a href='{address}' target='_blank'>{escape_html(self.file_name)}</a>"
            self.note_on_document("Attachment", _("Added {0}").format(link))

    def validate(self) -> None:
        if self.is_folder:
            return
        if self.attached_to_doctype and not self.attached_to_name:
            frappe.throw(_("A file hangs on a document, not on a type: the name is missing."))
        if self.attached_to_field and not str(self.attached_to_field).isidentifier():
            frappe.throw(_("{0} is not a field.").format(escape_html(str(self.attached_to_field))))
        if self.file_url and not self.is_remote_file:
            self.require_local_address()
        if not self.is_new() and self.has_value_changed("is_private"):
            self.move_between_public_and_private()

    def move_between_public_and_private(self) -> None:
        """The file goes to the other folder, and with it every row that shares it."""
        if self.is_remote_file:
            return
        source = Path(path_of(self.file_url))
        name = free_name(source.name, frappe.generate_hash(length=6), bool(self.is_private))
        address = ("/private/files/" if self.is_private else "/files/") + name
        if address == self.file_url:
            return
        target = Path(path_of(address))
        target.parent.mkdir(parents=True, exist_ok=True)
        os.rename(source, target)
        frappe.db.after_rollback.add(lambda: os.rename(target, source))
        table = frappe.qb.DocType("File")
        moved = (
            frappe.qb.update(table).set(table.file_url, address).set(table.is_private, cint(self.is_private))
        )
        moved.where((table.file_url == self.file_url) & (table.name != self.name)).run()
        self.file_url = address

    def on_trash(self) -> None:
        if self.is_home_folder or self.is_attachments_folder:
            frappe.throw(_("This folder stays."))
        if self.is_folder:
            if frappe.db.exists("File", {"folder": self.name}):
                frappe.throw(_("The folder {0} is not empty.").format(self.name), FolderNotEmpty)
            return
        self.remove_unshared_content()
        self.note_on_document("Attachment Removed", _("Removed {0}").format(escape_html(self.file_name)))

    def remove_unshared_content(self) -> None:
        """The content goes with its last row, once that is committed."""
        if self.is_remote_file or not self.file_url:
            return
        if frappe.db.exists("File", {"file_url": self.file_url, "name": ["!=", self.name]}):
            return
        path = Path(path_of(self.file_url))
        frappe.db.after_commit.add(lambda: path.unlink(missing_ok=True))

    def note_on_document(self, kind: str, text: str) -> None:
        if not (self.attached_to_doctype and self.attached_to_name):
            return
        if frappe.db.exists(self.attached_to_doctype, self.attached_to_name):
            frappe.get_doc(self.attached_to_doctype, self.attached_to_name).add_comment(kind, text)

    def get_full_path(self) -> str:
        return path_of(self.file_url) if not self.is_remote_file else str(self.file_url)

    def get_bytes(self) -> bytes:
        """The content as it lies on disk."""
        if self.is_folder or self.is_remote_file:
            frappe.throw(_("{0} has no content here.").format(escape_html(self.file_name)))
        self.require_local_address()
        try:
            return Path(self.get_full_path()).read_bytes()
        except FileNotFoundError:
            frappe.throw(
                _("There is no file {0}.").format(escape_html(self.file_url)), frappe.DoesNotExistError
            )

    def get_content(self, encodings: Any = None) -> bytes | str:
        """Text where the content reads as text, else bytes."""
        content = self.get_bytes()
        for encoding in TEXT_ENCODINGS if encodings is None else encodings:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        return content

    def is_downloadable(self) -> bool:
        return has_permission(self, "read")


def path_of(url: str | None) -> str:
    """Where the content of a local address lies; never outside of the site's two file folders."""
    private = str(url).startswith("/private/files/")
    rest = str(url).split("/files/", 1)[-1]
    base = os.path.realpath(get_files_path(is_private=private))
    path = os.path.realpath(os.path.join(base, rest))
    if not path.startswith(base + os.sep):
        frappe.throw(_("This is not the address of a file."))
    return path


def _strips_metadata() -> bool:
    setting = get_system_setting("strip_exif_metadata_from_uploaded_images")
    return setting is None or bool(cint(setting))


def has_permission(doc: Any, ptype: str | None = None, user: str | None = None, debug: bool = False) -> bool:
    """Public files are everybody's to read; private ones for the owner and who may read what they hang on.

    To change or delete one takes the right to write the document it hangs on.
    """
    user = user or frappe.session.user
    if user == "Administrator" or (not doc.is_private and ptype in (None, "read", "select")):
        return True
    if user != "Guest" and doc.owner == user:
        return True
    if not (doc.attached_to_doctype and doc.attached_to_name):
        return False
    try:
        hung_on = frappe.get_doc(doc.attached_to_doctype, doc.attached_to_name)
    except frappe.DoesNotExistError:
        frappe.clear_last_message()
        return False
    needed = "write" if ptype in ("write", "create", "delete") else "read"
    return bool(hung_on.has_permission(needed, user=user))


def get_permission_query_conditions(user: str | None = None) -> str:
    """A list of files: one's own, public ones, and those hung on document types that one may read."""
    user = user or frappe.session.user
    if user == "Administrator":
        return ""
    own = f"`tabFile`.`owner` = {frappe.db.escape(user)}"
    if "Desk User" not in get_roles(user):
        return own
    types = ", ".join(frappe.db.escape(doctype) for doctype in get_doctypes_with_read()) or "''"
    return f"({own} or `tabFile`.`is_private` = 0 or `tabFile`.`attached_to_doctype` in ({types}))"
