"""Comments and attachments of a document."""

from typing import Any

import frappe


@frappe.whitelist(methods=["POST", "PUT"])
def add_comment(
    reference_doctype: str, reference_name: str, content: str, comment_email: str, comment_by: str
) -> Any:
    """A comment by who may read the document. It is the caller's, whatever name was sent along."""
    frappe.get_doc(reference_doctype, reference_name).check_permission()
    comment = frappe.get_doc(
        {
            "doctype": "Comment",
            "comment_type": "Comment",
            "reference_doctype": reference_doctype,
            "reference_name": reference_name,
            "comment_email": frappe.session.user,
            "comment_by": frappe.utils.get_fullname(frappe.session.user),
            "content": content,
        }
    )
    return comment.insert(ignore_permissions=True)  # reading the document is the permission to comment on it
