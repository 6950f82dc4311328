"""Firms: the duplicate check while one types, quick entry, history, transfers and claims, merging."""

from typing import Any

import frappe
from oasis_crm.domain.duplicates import FirmData
from oasis_crm.firms import assignment, reviews
from oasis_crm.firms import merge as merging
from oasis_crm.permissions.roles import EVERYONE, MANAGERS, STAFF, endpoint
from oasis_crm.services import comments, devices, firm_entry, firm_search, follow_up, people
from oasis_crm.services import timeline as history

_MOST_CANDIDATES = 20


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def find_duplicates(
    firm_name: str | None = None,
    city: str | None = None,
    tax_id: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    limit: int = 5,
) -> list[dict[str, Any]]:
    """Firms that may be the one that is being typed, best first; see docs/api.md."""
    typed = FirmData(firm_name or "", city, tax_id, _given(phone), _given(email))
    return firm_search.answer(firm_search.find(typed, max(1, min(limit, _MOST_CANDIDATES))))


def _given(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


@endpoint(roles=EVERYONE)
def quick_entry(
    firm_name: str,
    phone: str | None = None,
    city: str | None = None,
    tax_id: str | None = None,
    firm_type: str | None = None,
    not_duplicate_reason: str | None = None,
    client_id: str | None = None,
) -> dict[str, str]:
    """Enter a firm; DuplicateFirmError where it is there already."""
    entry = firm_entry.QuickEntry(firm_name, phone, city, tax_id, firm_type, not_duplicate_reason, client_id)
    return {"name": firm_entry.quick_entry(entry)}


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def timeline(firm: str, kinds: list | str | None = None, start: int = 0, limit: int = 20) -> dict[str, Any]:
    """Everything that happened with a firm, newest first."""
    frappe.get_doc("Firm", firm).check_permission("read")
    return history.page(firm, devices.names(kinds), max(start, 0), max(1, min(limit, 200)))


@endpoint(roles=EVERYONE)
def comment(firm: str, text: str) -> dict[str, str]:
    """Write on a firm that the caller may change: who visits a colleague's firm only reads its card."""
    doc = frappe.get_doc("Firm", firm)
    doc.check_permission("write")
    return {"name": firm, "comment": comments.write(doc, text).name}


@endpoint(roles=EVERYONE)
def request_transfer(
    firm: str | None = None,
    to_rep: str | None = None,
    reason: str = "",
    candidate: dict | str | None = None,
) -> dict[str, str]:
    """Ask that a firm be handed to a rep (default: the caller)."""
    meant = follow_up.meant(firm, devices.mapping(candidate))
    transfer = follow_up.request_transfer(meant, to_rep or frappe.session.user, reason)
    return {"name": transfer.name, "status": transfer.status}


@endpoint(roles=EVERYONE)
def claim(firm: str | None = None, candidate: dict | str | None = None) -> dict[str, str | None]:
    """Take over a firm whose follow-up went to sleep."""
    claimed = follow_up.claim(follow_up.meant(firm, devices.mapping(candidate)))
    return {
        "name": claimed.name,
        "sales_rep": claimed.sales_rep,
        "sales_rep_name": people.full_name(claimed.sales_rep),
    }


@endpoint(roles=STAFF)
def bulk_assign(firms: list | str, sales_rep: str, reason: str = "") -> dict[str, Any]:
    """Hand firms with their open visits to a rep."""
    return assignment.assign(devices.names(firms), sales_rep, reason)


@endpoint(roles=MANAGERS)
def merge(firm: str, merged_firm: str, reason: str = "") -> dict[str, Any]:
    """Make two firms one: everything of `merged_firm` moves to `firm`."""
    return merging.merge(firm, merged_firm, reason)


@endpoint(roles=MANAGERS)
def unmerge(firm_merge: str) -> dict[str, Any]:
    """Take a merge back, within 30 days."""
    return merging.unmerge(firm_merge)


@endpoint(roles=MANAGERS, methods=("GET", "POST"))
def duplicate_reviews(start: int = 0, limit: int = 20) -> dict[str, Any]:
    """Firms entered although a very similar one was there, and that nobody has looked at."""
    return reviews.waiting(max(start, 0), max(1, min(limit, 200)))


@endpoint(roles=MANAGERS)
def review_duplicate(firm: str) -> dict[str, str]:
    """Note that a firm was looked at and stays beside the one it looks like."""
    return reviews.review(firm)
