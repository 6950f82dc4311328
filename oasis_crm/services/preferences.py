"""What each user has set for himself: one document a user, made when first needed."""

from typing import Any

import frappe
from frappe import _
from oasis_crm import errors
from oasis_crm.notifications import receivers

DOCTYPE = "Oasis Preference"
PLAIN = (
    *("language", "theme", "density", "digest", "email_reminders", "push_reminders"),
    *("visit_reminder_minutes", "overdue_orders"),
)
LISTS = ("quick_menu", "home_panels", "saved_views")


def of_user(user: str | None = None) -> dict[str, Any]:
    """The preferences of a user (default: the session's), with defaults where he has none."""
    return _answer(document(user or frappe.session.user))


def change(values: dict[str, Any]) -> dict[str, Any]:
    """Set some of the session user's preferences; answers all of them."""
    unknown = sorted(set(values) - {*PLAIN, *LISTS})
    if unknown:
        frappe.throw(_("There is no preference {0}.").format(", ".join(unknown)), errors.PreferenceError)
    doc = document(frappe.session.user)
    for field, value in values.items():
        doc.set(field, frappe.as_json(value, indent=None) if field in LISTS else value)
    doc.save()
    _follow_language(values.get("language"))
    receivers.forget()
    return _answer(doc)


def _follow_language(language: str | None) -> None:
    """The framework speaks to a user in the language of his User document."""
    if language and frappe.db.get_value("User", frappe.session.user, "language") != language:
        frappe.db.set_value("User", frappe.session.user, "language", language)
        frappe.clear_cache(user=frappe.session.user)


def document(user: str) -> Any:
    """A user's preferences as a document; not stored yet where he has set none."""
    if frappe.db.exists(DOCTYPE, user):
        return frappe.get_doc(DOCTYPE, user)
    language = frappe.db.get_value("User", user, "language")
    return frappe.new_doc(DOCTYPE, user=user, language=language if language in ("tr", "en") else "tr")


def _answer(doc: Any) -> dict[str, Any]:
    lists = {field: frappe.parse_json(doc.get(field) or "[]") for field in LISTS}
    return {field: doc.get(field) for field in PLAIN} | lists
