"""Roles."""

from __future__ import annotations

from frappe.exceptions import ValidationError
from frappe.messages import throw
from frappe.model.document import Document
from frappe.permissions import AUTOMATIC_ROLES, clear_roles
from frappe.translate import _


class Role(Document):
    def before_rename(self, old: str, new: str, merge: bool = False) -> None:
        if old in AUTOMATIC_ROLES:
            throw(_("{0} cannot be renamed").format(_(old)), ValidationError)

    def on_update(self) -> None:
        clear_roles()

    def on_trash(self) -> None:
        if self.name in AUTOMATIC_ROLES:
            throw(_("{0} cannot be deleted").format(_(self.name)), ValidationError)

    def after_delete(self) -> None:
        clear_roles()
