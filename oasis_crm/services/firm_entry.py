"""Entry of a firm: the refusal of duplicates, and the quick way in."""

from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from oasis_crm import errors
from oasis_crm.domain.duplicates import Match
from oasis_crm.permissions import roles
from oasis_crm.services import firm_keys, firm_search, locks, settings, wording

#: Candidates that a refusal names.
_NAMED = 3


def refuse_duplicate(firm: Any) -> None:
    """Raise DuplicateFirmError if a new firm is there already; step of the Firm's validation.

    The same tax number is refused always, a strong likeness unless `duplicate_reason` says why it is
    another firm.
    """
    locks.hold_firm_entry()
    data = firm_keys.data_of(firm)
    found = firm_search.find(data, _NAMED, without=firm.name, locked=True)
    same = [match for match in found if match.exact]
    if same:
        _refuse(same, "tax_id")
    alike = [match for match in found if match.score >= settings.duplicate_bounds()[1]]
    if alike and not (firm.duplicate_reason or "").strip():
        _refuse(alike, "likeness")
    # Entered all the same: managers find it in their review list beside the firm it looks like.
    firm.similar_firm = alike[0].firm if alike else None


def _refuse(found: list[Match], refused: str) -> None:
    candidates = firm_search.answer(found, locked=True)
    frappe.msgprint(_refusal(candidates[0], refused), title=_("This firm is there already"), indicator="red")
    frappe.local.message_log[-1].update({"candidates": candidates, "refused": refused})
    raise errors.DuplicateFirmError(_refusal(candidates[0], refused))


def _refusal(candidate: dict[str, Any], refused: str) -> str:
    follower = candidate["followed_by"] or _("nobody")
    since = wording.day(candidate["followed_since"])
    if refused == "tax_id":
        sentence = _("A firm with this tax number is already followed by {0} since {1}.")
        return sentence.format(follower, since)
    sentence = _("{0} looks like this firm; it is followed by {1} since {2}. Say why yours is another one.")
    return sentence.format(frappe.bold(candidate["firm_name"]), follower, since)


@dataclass(frozen=True)
class QuickEntry:
    firm_name: str
    phone: str | None = None
    city: str | None = None
    tax_id: str | None = None
    firm_type: str | None = None
    not_duplicate_reason: str | None = None
    client_id: str | None = None


def quick_entry(entry: QuickEntry) -> str:
    """Enter a firm with the little one knows at the door; answers its name.

    The same `client_id` enters once.
    """
    locks.hold_firm_entry()
    if entry.client_id and (known := _entered(entry.client_id)):
        return known
    field_rep = roles.has_role((roles.FIELD,)) and not roles.has_role(roles.STAFF)
    firm = frappe.new_doc(
        "Firm",
        firm_name=entry.firm_name,
        phone=entry.phone,
        city=entry.city,
        tax_id=entry.tax_id,
        duplicate_reason=entry.not_duplicate_reason,
        client_id=entry.client_id,
        entry_method="Quick",
        sales_rep=frappe.session.user if field_rep else None,
    )
    if entry.firm_type:
        firm.firm_type = entry.firm_type
    return str(firm.insert().name)


def _entered(client_id: str) -> str | None:
    filters = {"client_id": client_id, "owner": frappe.session.user}
    return frappe.db.get_value("Firm", filters, "name", for_update=True)
