"""Users, their roles and keys."""

from __future__ import annotations

from typing import Any

from frappe.context import local
from frappe.documents import get_doc
from frappe.exceptions import PermissionError, ValidationError
from frappe.exposure import whitelist
from frappe.messages import throw
from frappe.model.document import Document
from frappe.permissions import clear_roles, get_roles
from frappe.sessions import clear_sessions
from frappe.translate import _
from frappe.utils.caching import clear_cache
from frappe.utils.checks import validate_email_address
from frappe.utils.password import update_password
from frappe.utils.text import generate_hash

STANDARD_USERS = ("Administrator", "Guest")
MINIMUM_PASSWORD = 6


class User(Document):
    email: Any
    new_password: Any

    def autoname(self) -> None:
        self.name = self.email.strip().lower() if self.name not in STANDARD_USERS else self.name

    def before_insert(self) -> None:
        if self.email in STANDARD_USERS:
            self.name = self.email
            self.flags.name_set = True
        elif self.name in STANDARD_USERS:
            self.flags.name_set = True
        self.email = (self.email or "").strip().lower()

    def validate(self) -> None:
        if self.name not in STANDARD_USERS:
            validate_email_address(self.email, throw=True)
        self.set_full_name()
        self.drop_repeated_roles()
        self.set_user_type()
        self._take_new_password()

    def before_save(self) -> None:
        self.set_full_name()

    def set_full_name(self) -> None:
        self.full_name = " ".join(
            part for part in (self.first_name, self.middle_name, self.last_name) if part
        )

    def drop_repeated_roles(self) -> None:
        seen: set[str] = set()
        for row in list(self.roles):
            if row.role in seen or row.role in ("All", "Guest", "Desk User"):
                self.roles.remove(row)
            seen.add(row.role)
        for position, row in enumerate(self.roles, 1):
            row.idx = position

    def set_user_type(self) -> None:
        """Who has a role that opens the desk is a System User."""
        if self.name in STANDARD_USERS:
            self.user_type = "System User" if self.name == "Administrator" else "Website User"
            return
        desk = any(local.db.get_value("Role", row.role, "desk_access") for row in self.roles)
        self.user_type = "System User" if desk else "Website User"

    def _take_new_password(self) -> None:
        self.__dict__["_new_password"] = self.new_password
        self.new_password = ""
        password = self.__dict__["_new_password"]
        if password and set(password) != {"*"} and len(password) < MINIMUM_PASSWORD:
            throw(_("A password has at least {0} characters").format(MINIMUM_PASSWORD), ValidationError)

    def on_update(self) -> None:
        password = self.__dict__.pop("_new_password", None)
        if password and set(password) != {"*"}:
            update_password(self.name, password)
        if not self.enabled and self.has_value_changed("enabled") and not self.flags.in_insert:
            clear_sessions(user=self.name, force=True)
        clear_roles(self.name)
        clear_cache(user=self.name)

    def on_trash(self) -> None:
        if self.name in STANDARD_USERS:
            throw(_("{0} cannot be deleted").format(self.name), ValidationError)

    def after_delete(self) -> None:
        clear_roles(self.name)
        local.db.delete("User Permission", {"user": self.name})

    def before_rename(self, old: str, new: str, merge: bool = False) -> None:
        if old in STANDARD_USERS:
            throw(_("{0} cannot be renamed").format(old), ValidationError)
        validate_email_address(new, throw=True)


def get_permission_query_conditions(user: str) -> str:
    if user == "Administrator":
        return ""
    return "`tabUser`.`name` NOT IN ('Administrator', 'Guest')"


def has_permission(doc: Any, user: str) -> bool:
    return user == "Administrator" or doc.name not in STANDARD_USERS


@whitelist(methods=["POST"])
def generate_keys(user: str) -> dict[str, str]:
    """A new API secret of a user, shown this once. For System Managers, and everybody for himself."""
    if user != local.session.user and "System Manager" not in get_roles():
        throw(_("You may not make keys for others"), PermissionError)
    doc = get_doc("User", user)
    secret = generate_hash(length=32)
    if not doc.api_key:
        doc.api_key = generate_hash(length=15)
    doc.api_secret = secret
    doc.save(ignore_permissions=True)  # checked above
    return {"api_key": doc.api_key, "api_secret": secret}
