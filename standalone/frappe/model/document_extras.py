"""What documents can do beside being saved: compare with before, tell others, take comments, be locked."""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING, Any

from frappe.context import local
from frappe.exceptions import DocumentLockedError, EmptyTableError, InvalidDates
from frappe.exposure import whitelist
from frappe.messages import throw
from frappe.translate import _
from frappe.types import _dict
from frappe.utils.dates import date_diff, get_datetime, get_timedelta, getdate
from frappe.utils.numbers import flt

if TYPE_CHECKING:
    from frappe.model.meta import Meta


class DocumentExtras:
    doctype: str
    name: Any
    modified: Any
    flags: _dict
    if TYPE_CHECKING:
        meta: Meta

        def get(
            self, key: Any, filters: Any = None, limit: int | None = None, default: Any = None
        ) -> Any: ...
        def set(self, key: str, value: Any, as_value: bool = False) -> None: ...
        def precision(self, fieldname: str, parentfield: str | None = None) -> int | None: ...

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

    def log_error(self, title: str | None = None, message: str | None = None) -> Any:
        from frappe.utils.error import log_error

        return log_error(title, message, self.doctype, self.name)

    # --- title, address, onload

    def get_title(self) -> str:
        return self.get(self.meta.get_title_field()) or ""

    def get_url(self) -> str:
        return f"/app/{self.doctype.lower().replace(' ', '-')}/{self.name}"

    def set_onload(self, key: str, value: Any) -> None:
        if not self.get("__onload"):
            self.set("__onload", _dict())
        self.get("__onload")[key] = value

    def get_onload(self, key: str | None = None) -> Any:
        held = self.get("__onload") or _dict()
        return held[key] if key else held

    def is_whitelisted(self, method_name: str) -> None:
        from frappe.exceptions import DoesNotExistError
        from frappe.exposure import is_whitelisted

        method = getattr(self, method_name, None)
        if method is None:
            throw(_("{0} has no method {1}").format(_(self.doctype), method_name), DoesNotExistError)
        is_whitelisted(method)

    # --- locks: kept in the cache, which all threads of the server share

    def get_signature(self) -> str:
        return hashlib.sha224(f"{self.doctype}:{self.name}".encode()).hexdigest()

    @property
    def is_locked(self) -> bool:
        from frappe.utils.caching import cache

        return cache.exists(f"lock::{self.get_signature()}")

    def check_if_locked(self) -> None:
        if self.is_locked:
            throw(
                _("{0} {1} is being worked on; try again in a moment").format(_(self.doctype), self.name),
                DocumentLockedError,
            )

    def lock(self, timeout: int | None = None) -> None:
        from frappe.utils.caching import cache

        self.check_if_locked()
        cache.set_value(f"lock::{self.get_signature()}", local.session.user, expires_in_sec=3600)

    def unlock(self) -> None:
        from frappe.utils.caching import cache

        cache.delete_value(f"lock::{self.get_signature()}")

    # --- checks for controllers

    def validate_table_has_rows(self, parentfield: str, raise_exception: Any = None) -> None:
        if not self.get(parentfield):
            throw(
                _("{0} needs at least one row").format(_(self.meta.get_label(parentfield))),
                raise_exception or EmptyTableError,
            )

    def validate_from_to_dates(self, from_date_field: str, to_date_field: str) -> None:
        start, end = self.get(from_date_field), self.get(to_date_field)
        if start and end and date_diff(end, start) < 0:
            labels = (_(self.meta.get_label(name)) for name in (to_date_field, from_date_field))
            throw(_("{0} must be after {1}").format(*labels), InvalidDates)

    def round_floats_in(self, doc: Any, fieldnames: Any = None) -> None:
        names = fieldnames or [df.fieldname for df in doc.meta.of_type("Currency", "Float", "Percent")]
        for name in names:
            doc.set(name, flt(doc.get(name), self.precision(name, doc.get("parentfield"))))
