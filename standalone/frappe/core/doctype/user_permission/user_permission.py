"""What a user is limited to."""

from __future__ import annotations

from typing import Any

from frappe.context import local
from frappe.exceptions import DuplicateEntryError, LinkValidationError
from frappe.messages import throw
from frappe.model.document import Document
from frappe.translate import _
from frappe.utils.caching import cache


class UserPermission(Document):
    apply_to_all_doctypes: Any

    def validate(self) -> None:
        if not self.apply_to_all_doctypes and not self.applicable_for:
            self.apply_to_all_doctypes = 1
        if not local.db.exists(self.allow, self.for_value):
            throw(_("{0} {1} is not there").format(_(self.allow), self.for_value), LinkValidationError)
        same = {
            "user": self.user,
            "allow": self.allow,
            "for_value": self.for_value,
            "name": ["!=", self.name],
        }
        if any(row.applicable_for == self.applicable_for for row in self._others(same)):
            throw(_("This user has this permission already"), DuplicateEntryError)

    def _others(self, filters: dict[str, object]) -> list[Document]:
        found: list[Document] = local.db.get_values(
            "User Permission", filters, ["name", "applicable_for"], as_dict=True
        )
        return found

    def on_update(self) -> None:
        forget(self.user)

    def after_delete(self) -> None:
        forget(self.user)


def forget(user: str) -> None:
    cache.delete_value(f"user_permissions::{user}")
    local.role_permissions = {}
