"""What people say on a document: the framework's own comments, which the desk shows too."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr, escape_html
from oasis_crm import errors
from oasis_crm.services import people

_LONGEST = 4000


def write(doc: Any, text: str) -> Any:
    """Write a comment in the name of the session's user; answers it. Who may is for the caller to say."""
    text = cstr(text).strip()
    if not text or len(text) > _LONGEST:
        frappe.throw(_("A comment has between 1 and {0} letters.").format(_LONGEST), errors.CommentError)
    return doc.add_comment(
        "Comment",
        escape_html(text).replace("\n", "<br>"),
        comment_email=frappe.session.user,
        comment_by=people.full_name(frappe.session.user),
    )
