"""Two firms made one, and taken apart again within 30 days.

What hangs on the firm that goes is moved by its names, which are kept beside a copy of the firm: taking it
back moves just these, and leaves what came later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _
from frappe.utils import add_days, getdate, now, today
from oasis_crm import errors
from oasis_crm.domain import text
from oasis_crm.domain.merging import taken_over
from oasis_crm.firms import links
from oasis_crm.firms.links import Place
from oasis_crm.oasis_crm.doctype.firm.firm import SEARCHED
from oasis_crm.offline import log
from oasis_crm.offline.shapes import SHAPES
from oasis_crm.permissions.rules import RULES
from oasis_crm.services import firm_keys, locks

DOCTYPE = "Firm Merge"
DAYS = 30
_AT_ONCE = 500


@dataclass
class Moved:
    """Names by the place at which they named a firm."""

    places: dict[Place, list[str]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for place, names in self.places.items():
            found[place.doctype] = found.get(place.doctype, 0) + len(names)
        return found

    def as_data(self) -> dict[str, Any]:
        return {"places": [[*place.as_list(), names] for place, names in self.places.items()]}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Moved:
        return cls({Place(*place): names for *place, names in data["places"]})


def merge(firm: str, merged_firm: str, reason: str) -> dict[str, Any]:
    """Move everything of `merged_firm` to `firm` and remove it."""
    _check(firm, merged_firm, reason)
    kept, gone = _held(firm), _held(merged_firm)
    contacts = _contacts(merged_firm)
    moved = Moved({place: names for place in links.places() if (names := _names(place, merged_firm))})
    for place, names in moved.places.items():
        _move(place, names, merged_firm, firm)
    _move_contacts(contacts, firm)
    frappe.db.delete("Firm", {"name": merged_firm})
    filled = _fill(firm, kept, gone)
    record = _record(firm, gone, reason)
    record.update(
        {
            "moved": frappe.as_json(moved.as_data() | {"contacts": contacts}),
            "filled": frappe.as_json(filled),
            "snapshot": frappe.as_json(gone),
        }
    )
    # Merging is the right that was asked for; nobody writes the record by hand.
    record.insert(ignore_permissions=True)
    _afterwards(firm, merged_firm, gone, moved)
    _remark(firm, _("Merged with {0} ({1}): {2}").format(gone["firm_name"], merged_firm, reason))
    return {"name": record.name, "firm": firm, "moved": moved.counts, "undo_until": str(record.undo_until)}


def unmerge(name: str) -> dict[str, Any]:
    """Bring the merged firm back with what moved and is still there."""
    record = frappe.get_doc(DOCTYPE, name, for_update=True)
    _check_unmerge(record)
    moved_data = frappe.parse_json(record.moved)
    moved, gone = Moved.from_data(moved_data), frappe.parse_json(record.snapshot)
    kept = _held(record.firm)
    _restore(record.firm, kept, frappe.parse_json(record.filled))
    _bring_back(gone)
    back = Moved({place: _still(place, names, record.firm) for place, names in moved.places.items()})
    for place, names in back.places.items():
        _move(place, names, record.firm, record.merged_firm)
    there = _contacts(record.firm)
    _move_contacts([name for name in moved_data["contacts"] if name in there], record.merged_firm)
    frappe.db.set_value(DOCTYPE, name, {"status": "Unmerged", "unmerged_on": now()})
    _afterwards(record.merged_firm, record.firm, kept, back)
    _afterwards(record.firm, record.merged_firm, gone, Moved())
    _remark(record.firm, _("Separated again from {0} ({1})").format(record.merged_name, record.merged_firm))
    left = sum(moved.counts.values()) - sum(back.counts.values())
    return {
        "name": name,
        "firm": record.firm,
        "merged_firm": record.merged_firm,
        "moved": back.counts,
        "left": left,
    }


def _check(firm: str, merged_firm: str, reason: str) -> None:
    locks.hold_firm_entry()
    if firm == merged_firm:
        frappe.throw(_("A firm is not merged with itself."), errors.MergeError)
    for name in (firm, merged_firm):
        if not frappe.db.exists("Firm", name):
            frappe.throw(_("Firm {0} is not there.").format(name), frappe.DoesNotExistError)
        frappe.has_permission("Firm", "write", doc=name, throw=True)
    if not reason.strip():
        frappe.throw(_("Say why the two are one firm."), errors.MergeError)


def _check_unmerge(record: Any) -> None:
    locks.hold_firm_entry()
    if record.status != "Merged":
        frappe.throw(_("The merge is taken back already."), errors.MergeError)
    if getdate(record.undo_until) < getdate(today()):
        frappe.throw(_("A merge can be taken back for {0} days only.").format(DAYS), errors.MergeError)
    if not frappe.db.exists("Firm", record.firm):
        frappe.throw(_("The firm that stayed is no longer there."), errors.MergeError)
    if frappe.db.exists("Firm", record.merged_firm):
        frappe.throw(_("The merged firm is there already."), errors.MergeError)


def _held(firm: str) -> dict[str, Any]:
    """All stored values of a firm, held to the end of the transaction."""
    columns = list(frappe.get_meta("Firm").get_valid_columns())
    return dict(frappe.db.get_value("Firm", firm, columns, as_dict=True, for_update=True))


def _names(place: Place, firm: str) -> list[str]:
    table = frappe.qb.DocType(place.doctype)
    rows = (
        frappe.qb.from_(table).select(table.name).where(place.names(table, [firm])).orderby(table.name).run()
    )
    return [name for (name,) in rows]


def _still(place: Place, names: list[str], firm: str) -> list[str]:
    there = set(_names(place, firm))
    return [name for name in names if name in there]


def _move(place: Place, names: list[str], source: str, target: str) -> None:
    """Past the documents' life cycle: they are not edited, they only hang elsewhere now."""
    table = frappe.qb.DocType(place.doctype)
    for part in _parts(names):
        query = frappe.qb.update(table).set(table[place.field], target)
        query.where(place.names(table, [source]) & table.name.isin(part)).run()


def _parts(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]


def _contacts(firm: str) -> list[str]:
    filters = {"parent": firm, "parenttype": "Firm", "parentfield": "contacts"}
    return frappe.get_all("Firm Contact", filters=filters, pluck="name", order_by="idx asc")


def _move_contacts(contacts: list[str], firm: str) -> None:
    last = len(_contacts(firm))
    for number, name in enumerate(contacts, start=last + 1):
        values = {"parent": firm, "idx": number} | ({"is_primary": 0} if last else {})
        frappe.db.set_value("Firm Contact", name, values, update_modified=False)


def _fill(firm: str, kept: dict[str, Any], gone: dict[str, Any]) -> dict[str, list[Any]]:
    """Write what the firm takes over; field → before and after."""
    new = taken_over(kept, gone)
    if kept.get("similar_firm") == gone["name"]:
        new["similar_firm"] = None
    new["search_key"] = text.search_key((kept | new).get(name) for name in SEARCHED)
    frappe.db.set_value("Firm", firm, new)
    return {name: [kept.get(name), value] for name, value in new.items()}


def _restore(firm: str, kept: dict[str, Any], filled: dict[str, list[Any]]) -> None:
    """Put back what the merge filled in, where nobody changed it since."""
    back = {name: before for name, (before, after) in filled.items() if str(kept.get(name)) == str(after)}
    back["search_key"] = text.search_key((kept | back).get(name) for name in SEARCHED)
    frappe.db.set_value("Firm", firm, back)


def _bring_back(gone: dict[str, Any]) -> None:
    known = set(frappe.get_meta("Firm").get_valid_columns())
    columns = [name for name in gone if name in known]
    frappe.db.bulk_insert("Firm", columns, [tuple(gone[name] for name in columns)])


def _record(firm: str, gone: dict[str, Any], reason: str) -> Any:
    return frappe.get_doc(
        {
            "doctype": DOCTYPE,
            "firm": firm,
            "merged_firm": gone["name"],
            "merged_name": gone["firm_name"],
            "reason": reason,
            "status": "Merged",
            "merged_by": frappe.session.user,
            "merged_on": now(),
            "undo_until": add_days(today(), DAYS),
        }
    )


def _afterwards(firm: str, other: str, other_values: dict[str, Any], moved: Moved) -> None:
    """Keys, devices and open screens learn of what happened past the life cycle."""
    for name in (firm, other):
        frappe.clear_document_cache("Firm", name)
    document = frappe.get_doc("Firm", firm)
    firm_keys.forget(firm)
    firm_keys.add([(firm, firm_keys.data_of(document))])
    if not frappe.db.exists("Firm", other):
        firm_keys.forget(other)
    log.note_rows("Firm", [{"name": other, "sales_rep": other_values.get("sales_rep")}])
    log.note("Firm", firm)
    for place, names in moved.places.items():
        if place.doctype in SHAPES:
            _tell_devices(place, names, other_values.get("sales_rep"))
    document.notify_update()


def _tell_devices(place: Place, names: list[str], former: str | None) -> None:
    rule = RULES.get(place.doctype)
    fields = list(dict.fromkeys(["name", *(rule.fields if rule else ())]))
    for part in _parts(names):
        rows = frappe.get_all(
            place.doctype, filters={"name": ["in", part]}, fields=fields, order_by="name asc"
        )
        log.note_rows(place.doctype, rows, also=former)


def _remark(firm: str, remark: str) -> None:
    frappe.get_doc("Firm", firm).add_comment("Info", remark)
