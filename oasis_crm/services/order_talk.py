"""What people say and hang on a work order: comments with mentions, photographs and files.

They are the framework's own comments and files, so the desk shows them too; they go to devices inside their
order and are as visible as it is.
"""

from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr
from oasis_crm import errors
from oasis_crm.documents import pages
from oasis_crm.notifications import inbox
from oasis_crm.offline import log
from oasis_crm.permissions.attachments import REFERENCES
from oasis_crm.services import comments, people, stored_files
from oasis_crm.services.work_orders import DOCTYPE

#: Files that hang on one order.
_MOST_FILES = 40
#: By what hangs on it, the documents that are told anew.
_TOLD = {"Comment": (DOCTYPE, "Firm"), "File": (DOCTYPE,)}
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif")


def comment(name: str, text: str, mentions: list[str]) -> Any:
    """Write a comment on an order that the session's user may read; whom it concerns is told once."""
    order = frappe.get_doc(DOCTYPE, name)
    order.check_permission("read")
    mentioned = _mentioned(order, mentions)
    written = comments.write(order, text)
    _tell(order, cstr(text).strip(), mentioned)
    return written


def _mentioned(order: Any, mentions: list[str]) -> list[str]:
    """The mentioned, each once. Raises where one of them may not see the order: he would learn of it."""
    users = [user for user in dict.fromkeys(mentions) if user != frappe.session.user]
    for user in users:
        if not people.is_enabled(user) or not order.has_permission("read", user=user):
            message = _("{0} may not see this work order and cannot be mentioned.")
            frappe.throw(message.format(people.full_name(user)), errors.MentionError)
    return users


def _tell(order: Any, text: str, mentioned: list[str]) -> None:
    writer = frappe.session.user
    others = [user for user in (order.assigned_to, order.assigned_by) if user and user not in mentioned]
    for user in dict.fromkeys([*mentioned, *others]):
        if user == writer:
            continue
        lang = inbox.language(user)
        sentence = (
            _("{0} mentioned you on the work order {1}: {2}", lang)
            if user in mentioned
            else _("{0} wrote on the work order {1}: {2}", lang)
        )
        told = sentence.format(people.full_name(writer), order.subject, text)
        inbox.tell(user, told, order)


def attach(name: str, sent: list[Any]) -> list[str]:
    """Hang uploaded files (`[{file_url, filename}]`) on an order; answers their addresses.

    Pictures are drawn anew, upright and without what the camera wrote into them.
    """
    order = frappe.get_doc(DOCTYPE, name)
    order.check_permission("write")
    hung = frappe.db.count("File", {"attached_to_doctype": DOCTYPE, "attached_to_name": name})
    if not sent or hung + len(sent) > _MOST_FILES:
        message = _("A work order carries {0} files at most.").format(_MOST_FILES)
        frappe.throw(message, errors.OrderTalkError)
    return [_hang(name, frappe._dict(one)) for one in sent]


def _hang(name: str, one: Any) -> str:
    upload = stored_files.readable(cstr(one.file_url))
    filename, content = _clean(cstr(one.filename) or upload.file_name, stored_files.content_of(upload))
    url = stored_files.keep(content, filename, DOCTYPE, name, None)
    if upload.owner == frappe.session.user and not upload.attached_to_name:
        # His own upload, made for this order only.
        frappe.delete_doc("File", upload.name, ignore_permissions=True)
    return url


def _clean(filename: str, content: bytes) -> tuple[str, bytes]:
    if not filename.lower().endswith(_PICTURES):
        return filename, content
    try:
        return f"{filename.rpartition('.')[0]}.jpg", pages.straighten(content)
    except pages.PageRefusal:
        message = _("{0} is not a picture that can be kept.").format(filename)
        frappe.throw(message, errors.OrderTalkError)


def detach(name: str, file: str) -> None:
    """Take a file off an order: who hung it there may, and who gave the order."""
    order, hung = frappe.get_doc(DOCTYPE, name), frappe.get_doc("File", file)
    order.check_permission("write")
    ours = (hung.attached_to_doctype, hung.attached_to_name) == (DOCTYPE, name)
    if not ours or frappe.session.user not in (hung.owner, order.assigned_by):
        frappe.throw(
            _("Only who attached a file, or gave the work order, removes it."), frappe.PermissionError
        )
    # Decided just above.
    frappe.delete_doc("File", file, ignore_permissions=True)


def thumbnail(file: str, size: int) -> bytes:
    """A small JPEG of a picture on an order; the file's own permission is the order's."""
    hung = frappe.get_doc("File", file)
    hung.check_permission("read")
    if hung.attached_to_doctype != DOCTYPE:
        frappe.throw(_("There is no such file, or you may not read it."), frappe.DoesNotExistError)
    try:
        return pages.thumbnail(stored_files.content_of(hung), size)
    except pages.PageRefusal:
        message = _("{0} is not a picture.").format(hung.file_name)
        frappe.throw(message, errors.OrderTalkError)


def on_change(doc: Any, method: str | None = None) -> None:
    """Event of Comment and File: what they hang on is told to its people and their devices anew."""
    kind, name = (doc.get(field) for field in REFERENCES[doc.doctype])
    spoken = doc.doctype != "Comment" or doc.comment_type == "Comment"
    if kind in _TOLD[doc.doctype] and spoken and name and frappe.db.exists(kind, name):
        log.note(kind, name)
        frappe.get_doc(kind, name).notify_update()
