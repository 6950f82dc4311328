"""Builders of test data: each makes one valid document, every value can be overridden by name."""

from itertools import count
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, add_to_date, now_datetime, today
from oasis_crm.permissions import roles

_number = count(1)


def make(doctype: str, **values: Any) -> Document:
    """Insert a document as the session's user, with the rules and permissions of real life."""
    return frappe.get_doc({"doctype": doctype, **values}).insert()


def make_user(*held: str, email: str | None = None, **over: Any) -> str:
    """A system user with the given roles; answers the user's name. Always made as Administrator."""
    email = email or f"user{next(_number)}.{frappe.generate_hash(length=6)}@oasis.test"
    values: dict[str, Any] = {
        "doctype": "User",
        "email": email,
        "first_name": over.pop("first_name", email.split("@")[0]),
        "send_welcome_email": 0,
        "user_type": "System User",
        "roles": [{"role": role} for role in held],
    }
    # Reps are made while any user is acting, who may not make users.
    return frappe.get_doc({**values, **over}).insert(ignore_permissions=True).name


def make_rep(**over: Any) -> str:
    """A field rep; answers the user's name."""
    return make_user(roles.FIELD, **over)


def make_office(**over: Any) -> str:
    """A member of the office; answers the user's name."""
    return make_user(roles.OFFICE, **over)


def make_manager(**over: Any) -> str:
    """A manager; answers the user's name."""
    return make_user(roles.MANAGER, **over)


def make_team(leader: str | None = None, members: list[str] | None = None, **over: Any) -> Document:
    """A sales team of these users."""
    values = {
        "team": f"Team {next(_number)}-{frappe.generate_hash(length=4)}",
        "leader": leader,
        "members": [{"user": user} for user in members or []],
    }
    return make("Sales Team", **{**values, **over})


def make_firm(**over: Any) -> Document:
    """A firm of a name that likens no other; without `sales_rep`, followed by nobody."""
    values = {"firm_name": f"{frappe.generate_hash(length=10)} Nakliyat", "city": "Ankara"}
    return make("Firm", **{**values, **over})


def make_visit(firm: str | None = None, sales_rep: str | None = None, **over: Any) -> Document:
    """A visit planned for tomorrow at ten."""
    rep = sales_rep or make_rep()
    tomorrow = add_to_date(now_datetime(), days=1).replace(hour=10, minute=0, second=0, microsecond=0)
    values = {
        "firm": firm or make_firm(sales_rep=rep).name,
        "sales_rep": rep,
        "planned_start": tomorrow,
    }
    return make("Firm Visit", **{**values, **over})


def make_leave(rep: str, cover: str | None = None, **over: Any) -> Document:
    """A leave of the coming fortnight."""
    days = {"from_date": add_days(today(), 1), "to_date": add_days(today(), 14)}
    return make("Leave Cover", **{"rep": rep, "cover": cover or make_rep(), **days, **over})


def make_batch(firms: list[str], **over: Any) -> Document:
    """Visits of the coming fortnight to these firms, by whoever follows each; not carried out."""
    days = {"from_date": add_days(today(), 1), "to_date": add_days(today(), 14)}
    values = {"strategy": "Follower", "rows": [{"firm": firm} for firm in firms], **days, **over}
    return frappe.get_doc({"doctype": "Visit Batch", **values}).insert(ignore_permissions=True)


def make_work_order(assigned_to: str | None = None, **over: Any) -> Document:
    """An open work order."""
    values = {"subject": "Call on the depot", "assigned_to": assigned_to or make_rep()}
    return make("Field Work Order", **{**values, **over})


def make_reminder(**over: Any) -> Document:
    """A reminder of the session's user for tomorrow."""
    return make("Personal Reminder", **{"subject": "Call back", "remind_at": add_days(today(), 1), **over})


def make_contract(firm: str, submit: bool = True, **over: Any) -> Document:
    """A contract of one year from today, submitted unless told otherwise."""
    values = {"firm": firm, "starts_on": today(), "ends_on": add_days(today(), 365)}
    contract = make("Fuel Contract", **{**values, **over})
    return contract.submit() or contract if submit else contract


def make_distributor(**over: Any) -> Document:
    """A distributor whose data come by file."""
    return make("Distributor", **{"distributor": f"Distributor {frappe.generate_hash(length=6)}", **over})


def make_sale(firm: str | None = None, distributor: str | None = None, **over: Any) -> Document:
    """One hundred litres sold now."""
    values = {
        "distributor": distributor or make_distributor().name,
        "external_id": frappe.generate_hash(length=10),
        "firm": firm,
        "sold_at": now_datetime(),
        "litres": 100,
        "unit_price": 40,
        "amount": 4000,
    }
    return make("Fuel Sale", **{**values, **over})


def make_target(sales_rep: str | None, **over: Any) -> Document:
    """A monthly target of litres for a rep; without one, of the `sales_team`."""
    values = {
        "period_type": "Month",
        "period_start": today(),
        "sales_rep": sales_rep,
        "lines": [{"metric": "Litres", "target": 1000}],
    }
    return make("Sales Target", **{**values, **over})


def make_report(**over: Any) -> Document:
    """A report of an admin's own making, on firms."""
    values = {
        "report_name": f"Report {next(_number)}-{frappe.generate_hash(length=4)}",
        "ref_doctype": "Firm",
        "report_type": "Report Builder",
        "is_standard": "No",
    }
    return make("Report", **{**values, **over})


def make_document(firm: str, **over: Any) -> Document:
    """A captured document without pages."""
    return make("Firm Document", **{"firm": firm, "document_type": "Tax Certificate", **over})
