"""What people, and the engine, say about a document."""

from __future__ import annotations

from typing import Any

from frappe.context import local
from frappe.model.document import Document
from frappe.realtime import publish_realtime
from frappe.utils.html_utils import sanitize_html

TOLD = {
    "Like": "like_logs",
    "Comment": "comments",
    "Attachment": "attachment_logs",
    "Attachment Removed": "attachment_logs",
}


class Comment(Document):
    comment_email: Any
    content: Any

    def validate(self) -> None:
        self.comment_email = self.comment_email or local.session.user
        self.content = sanitize_html(self.content, always_sanitize=True)

    def after_insert(self) -> None:
        self.tell("add")

    def on_trash(self) -> None:
        self.tell("delete")

    def tell(self, action: str) -> None:
        """Those who look at the document see it at once."""
        key = TOLD.get(self.comment_type or "")
        if key and self.reference_doctype and self.reference_name:
            publish_realtime(
                "docinfo_update", {"doc": self.as_dict(), "key": key, "action": action},
                doctype=self.reference_doctype, docname=self.reference_name, after_commit=True,
            )  # fmt: skip


def on_doctype_update() -> None:
    local.db.add_index("Comment", ["reference_doctype", "reference_name"])
