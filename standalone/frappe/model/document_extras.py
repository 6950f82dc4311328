"""What documents can do beside being saved: compare with before, tell others, take comments."""

from __future__ import annotations

import datetime
from typing import Any

from frappe.context import local
from frappe.exposure import whitelist
from frappe.model.stored_document import StoredDocument
from frappe.utils.dates import get_datetime, get_timedelta, getdate


class DocumentExtras(StoredDocument):
    # --- before and after

    def get_doc_before_save(self) -> Any:
        return self.__dict__.get("_doc_before_save")

    def has_value_changed(self, fieldname: str) -> bool:
        """Differs from what is stored; True for a new document."""
        previous = self.get_doc_before_save()
        if not previous:
            return True
        before, after = previous.get(fieldname), self.get(fieldname)
        if isinstance(before, datetime.datetime):
            after = get_datetime(after) if after else None
        elif isinstance(before, datetime.date):
            after = getdate(after) if after else None
        elif isinstance(before, datetime.timedelta):
            after = get_timedelta(after)
        return bool(before != after)

    def get_value_before_save(self, fieldname: str) -> Any:
        previous = self.get_doc_before_save()
        return previous.get(fieldname) if previous else None

    def save_version(self) -> None:
        """Keeps what changed, where the DocType tracks changes."""
        previous = self.get_doc_before_save()
        if (
            not self.meta.track_changes
            or self.doctype == "Version"
            or self.flags.ignore_version
            or not previous
        ):
            return
        if local.flags.in_install or local.flags.in_patch:
            return
        from frappe.core.doctype.version.version import keep_version

        keep_version(previous, self)

    # --- telling others

    def notify_update(self) -> None:
        """Tells those who look at this document, or at lists of its kind, once it is committed."""
        if local.flags.in_patch or local.flags.in_install or local.flags.in_migrate:
            return
        from frappe.realtime import publish_realtime

        told = {"modified": self.modified, "doctype": self.doctype, "name": self.name}
        publish_realtime("doc_update", told, doctype=self.doctype, docname=self.name, after_commit=True)
        if not self.meta.read_only and not self.meta.issingle and not self.meta.istable:
            listed = {"doctype": self.doctype, "name": self.name, "user": local.session.user}
            publish_realtime("list_update", listed, after_commit=True)

    def clear_cache(self) -> None:
        from frappe.documents import clear_document_cache

        clear_document_cache(self.doctype, self.name)

    @whitelist()
    def add_comment(
        self,
        comment_type: str = "Comment",
        text: str | None = None,
        comment_email: str | None = None,
        comment_by: str | None = None,
    ) -> Any:
        from frappe.documents import get_doc

        comment = get_doc(
            {
                "doctype": "Comment",
                "comment_type": comment_type,
                "comment_email": comment_email or local.session.user,
                "comment_by": comment_by,
                "reference_doctype": self.doctype,
                "reference_name": self.name,
                "content": text or comment_type,
            }
        )
        return comment.insert(ignore_permissions=True)  # who may see a document may speak about it
