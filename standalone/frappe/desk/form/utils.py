"""Comments and attachments of a document."""

from typing import Any

import frappe
from frappe import _


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


@frappe.whitelist(methods=["POST", "PUT"])
def update_comment(name: str, content: str) -> None:
    """Only its writer changes a comment, and only while he may read the document."""
    comment = frappe.get_doc("Comment", name)
    if frappe.session.user not in ("Administrator", comment.owner):
        frappe.throw(_("Only the writer of a comment can change it."), frappe.PermissionError)
    if comment.reference_doctype and comment.reference_name:
        frappe.get_doc(comment.reference_doctype, comment.reference_name).check_permission()
    comment.content = content
    comment.save(ignore_permissions=True)  # checked just above, against its writer


@frappe.whitelist(methods=["DELETE", "POST"])
def remove_attach() -> None:
    """Deletes the File `fid` of the form, where the caller may."""
    frappe.delete_doc("File", frappe.local.form_dict.get("fid"), ignore_missing=False)
