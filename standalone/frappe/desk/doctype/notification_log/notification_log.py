"""What a user was told, and whether he has read it."""

from __future__ import annotations

from typing import Any

from frappe.context import local
from frappe.exposure import whitelist
from frappe.model.document import Document
from frappe.realtime import publish_realtime


class NotificationLog(Document):
    def after_insert(self) -> None:
        publish_realtime("notification", user=self.for_user, after_commit=True)


def get_permission_query_conditions(user: str | None) -> str:
    who = user or local.session.user
    return (
        ""
        if who == "Administrator"
        else f"`tabNotification Log`.`for_user` = {local.db.escape(who, percent=False)}"
    )


def has_permission(doc: Any, ptype: str, user: str) -> bool:
    return user == "Administrator" or doc.for_user == user


@whitelist(methods=["POST"])
def mark_as_read(docname: str) -> None:
    local.db.set_value(
        "Notification Log",
        {"name": docname, "for_user": local.session.user},
        "read",
        1,
        update_modified=False,
    )


@whitelist(methods=["POST"])
def mark_all_as_read() -> None:
    unread = {"for_user": local.session.user, "read": 0}
    local.db.set_value("Notification Log", unread, "read", 1, update_modified=False)


def on_doctype_update() -> None:
    local.db.add_index("Notification Log", ["for_user", "read"])
