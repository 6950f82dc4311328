"""Taking an import back: what nobody has touched since goes, what it changed becomes what it was."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import frappe
from frappe import _
from frappe.utils import now
from oasis_crm import errors
from oasis_crm.firms import links
from oasis_crm.imports import batches
from oasis_crm.offline import log
from oasis_crm.services import people

ROW = "Firm Import Row"
_AT_ONCE = 500
_TOLD = 100
_SAVEPOINT = "oasis_import_undo"
#: The import's own rows, and the log of stages that goes with a firm.
_NO_TOUCH = ("Firm Import Row", "Stage Change")


def undo(name: str) -> dict[str, Any]:
    """Take an import back; answers what was removed, restored and kept, and why."""
    state = batches.mine(name)
    if state.status in ("Draft", "Running"):
        frappe.throw(_("Cancel the import before you undo it."), errors.ImportStateError)
    if state.status == "Undone":
        frappe.throw(_("The import is undone already."), errors.ImportStateError)
    rows = frappe.get_all(
        ROW,
        filters={"parent": name, "verdict": ["in", ["New", "Update"]], "firm": ["is", "set"]},
        fields=["name", "firm", "firm_name", "verdict", "row_values"],
        order_by="idx desc",
    )
    new = {row.firm: row for row in rows if row.verdict == "New"}
    kept = _touched(new)
    removed = [firm for firm in new if firm not in kept]
    _remove(removed)
    restored = 0
    for row in rows:
        if row.verdict == "Update":
            refusal = _restore(row)
            restored += not refusal
            if refusal:
                kept[row.firm] = refusal
    frappe.db.set_value(batches.DOCTYPE, name, {"status": "Undone", "undone_on": now()})
    return {
        "name": name,
        "status": "Undone",
        "removed": len(removed),
        "restored": restored,
        "kept": _kept(kept, rows),
        "kept_count": len(kept),
    }


def _kept(kept: dict[str, str], rows: Sequence[Any]) -> list[dict[str, str]]:
    titles = {row.firm: row.firm_name for row in rows}
    told = list(kept.items())[:_TOLD]
    return [{"firm": firm, "firm_name": titles[firm], "reason": reason} for firm, reason in told]


def _touched(new: Collection[str]) -> dict[str, str]:
    """The firms of the import that somebody has worked on, and how."""
    names = sorted(new)
    found: dict[str, str] = {}
    hanging = links.linked(names, without=_NO_TOUCH)
    firm = frappe.qb.DocType("Firm")
    there: set[str] = set()
    for start in range(0, len(names), _AT_ONCE):
        part = names[start : start + _AT_ONCE]
        query = frappe.qb.from_(firm).select(firm.name, firm.creation, firm.modified, firm.modified_by)
        for name, creation, modified, modified_by in query.where(firm.name.isin(part)).run():
            there.add(name)
            if creation != modified:
                found[name] = _("Changed by {0}.").format(people.full_name(modified_by) or modified_by)
    found |= {name: _("Has {0}.").format(_(doctype)) for name, doctype in hanging.items()}
    found |= {name: _("No longer there.") for name in names if name not in there}
    return found


def _remove(firms: Sequence[str]) -> None:
    """Remove firms on which nothing hangs, with what belongs to each."""
    firm = frappe.qb.DocType("Firm")
    for start in range(0, len(firms), _AT_ONCE):
        part = list(firms[start : start + _AT_ONCE])
        query = frappe.qb.from_(firm).select(firm.name, firm.sales_rep).where(firm.name.isin(part))
        log.note_rows("Firm", query.run(as_dict=True))
        frappe.db.delete("Firm Contact", {"parent": ["in", part], "parenttype": "Firm"})
        frappe.db.delete("Firm Key", {"firm": ["in", part]})
        frappe.db.delete("Stage Change", {"firm": ["in", part]})
        frappe.db.delete("Firm", {"name": ["in", part]})
        table = frappe.qb.DocType(ROW)
        frappe.qb.update(table).set(table.firm, None).where(table.firm.isin(part)).run()


def _restore(row: Any) -> str:
    """Put back the values that an update wrote, where nobody changed them after it; why not, or ""."""
    if not frappe.db.exists("Firm", row.firm):
        return _("No longer there.")
    kept = frappe.parse_json(row.row_values) or {}
    firm = frappe.get_doc("Firm", row.firm)
    before, after = kept.get("before", {}), kept.get("after", {})
    untouched = {name: value for name, value in before.items() if _same(firm.get(name), after.get(name))}
    frappe.db.savepoint(_SAVEPOINT)
    try:
        firm.update(untouched)
        firm.save()
    except (frappe.ValidationError, frappe.PermissionError) as error:
        frappe.db.rollback(save_point=_SAVEPOINT)
        frappe.clear_messages()
        return str(error)
    return "" if len(untouched) == len(before) else _("Values were changed after the import.")


def _same(now_there: Any, written: Any) -> bool:
    if isinstance(written, (int, float)) and not isinstance(written, bool):
        return abs(float(now_there or 0) - written) < 1e-6
    return ("" if now_there is None else str(now_there)) == ("" if written is None else str(written))
