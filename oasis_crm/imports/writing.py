"""New firms in bulk, changed ones one by one.

A new firm goes past its controller, a hundred times faster: what that would check was checked for all lines,
and what it would work out is worked out here by the same functions. A test compares the two.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe.utils import now, today
from oasis_crm.domain import text
from oasis_crm.domain.import_matching import Read
from oasis_crm.domain.import_rows import Row
from oasis_crm.domain.import_verdicts import Judgement
from oasis_crm.followers import team_of
from oasis_crm.imports import naming
from oasis_crm.imports.matching import Importer
from oasis_crm.oasis_crm.doctype.firm.firm import SEARCHED
from oasis_crm.offline import log
from oasis_crm.permissions import realtime
from oasis_crm.services import due, firm_keys, row_names, settings

_NUMBERS = ("Int", "Check", "Float", "Currency", "Percent")
_SAVEPOINT = "oasis_import_row"


@dataclass
class Written:
    """What became of a line: its verdict in the end, and what undoing needs to know."""

    judgement: Judgement
    firm: str | None = None
    refusal: str = ""
    kept: dict[str, Any] = field(default_factory=dict)


def insert(read: Sequence[Read], importer: Importer, firm_import: str) -> list[str]:
    """Write new firms with their contacts, keys and notices; answers their names."""
    if not read:
        return []
    names = naming.reserve(len(read))
    blanks, moment = _Blanks(firm_import), now()
    firms = [
        _firm(name, row, blanks[row.values.get("sales_rep") or importer.rep])
        for name, (row, _line) in zip(names, read, strict=True)
    ]
    _store("Firm", firms)
    held = [(name, row) for name, (row, _line) in zip(names, read, strict=True) if row.contact]
    own = row_names.fresh(len(held))
    contacts = [_contact(name, firm, row, moment) for name, (firm, row) in zip(own, held, strict=True)]
    _store("Firm Contact", contacts)
    firm_keys.add_keyed((name, line.keyed) for name, (_row, line) in zip(names, read, strict=True))
    log.note_rows("Firm", firms)
    _announce(firms)
    return names


def _store(doctype: str, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        frappe.db.bulk_insert(doctype, list(rows[0]), [tuple(row.values()) for row in rows])


def update(judgement: Judgement) -> Written:
    """Fill the values of a line into its firm, with the rules and the history of any edit."""
    firm = frappe.get_doc("Firm", judgement.firm)
    before = {name: firm.get(name) for name in judgement.changed}
    frappe.db.savepoint(_SAVEPOINT)
    try:
        firm.update(judgement.changed)
        firm.save()
    except (frappe.ValidationError, frappe.PermissionError) as error:
        frappe.db.rollback(save_point=_SAVEPOINT)
        frappe.clear_messages()
        return Written(judgement, judgement.firm, refusal=str(error) or type(error).__name__)
    after = {name: firm.get(name) for name in judgement.changed}
    return Written(judgement, judgement.firm, kept=json.loads(_json({"before": before, "after": after})))


def _json(values: Any) -> str:
    return json.dumps(values, default=str, ensure_ascii=False)


class _Blanks(dict["str | None", dict[str, Any]]):
    """By follower: the columns of a new firm of his, as far as they do not depend on its line."""

    def __init__(self, firm_import: str) -> None:
        super().__init__()
        self._all = _blank(firm_import)

    def __missing__(self, follower: str | None) -> dict[str, Any]:
        firm = {
            **self._all,
            "sales_rep": follower,
            "sales_team": team_of(follower) if follower else None,
            "followed_since": today() if follower else None,
        }
        self[follower] = {**firm, "visit_due_on": due.of(firm, settings.cadence())}
        return self[follower]


def _blank(firm_import: str) -> dict[str, Any]:
    """A new firm's columns with their defaults."""
    moment, user = now(), frappe.session.user
    meta = frappe.get_meta("Firm")
    fresh = frappe.new_doc("Firm")
    values = {name: fresh.get(name) for name in meta.get_valid_columns()}
    for known in meta.fields:
        if known.fieldname in values and known.fieldtype in _NUMBERS:
            values[known.fieldname] = values[known.fieldname] or 0
    stamps = {"owner": user, "modified_by": user, "creation": moment, "modified": moment}
    marks = {"docstatus": 0, "idx": 0, "entry_method": "Excel", "firm_import": firm_import}
    return {**values, **stamps, **marks, "stage_since": moment}


def _firm(name: str, row: Row, blank: dict[str, Any]) -> dict[str, Any]:
    firm = {**blank, "name": name}
    for fieldname, value in row.values.items():
        firm[fieldname] = value if isinstance(value, (str, int, float)) else str(value)
    firm["search_key"] = text.search_key(firm[fieldname] for fieldname in SEARCHED)
    return firm


def _contact(name: str, firm: str, row: Row, moment: str) -> dict[str, Any]:
    user = frappe.session.user
    return {
        "name": name,
        "owner": user,
        "modified_by": user,
        "creation": moment,
        "modified": moment,
        "docstatus": 0,
        "idx": 1,
        "parent": firm,
        "parenttype": "Firm",
        "parentfield": "contacts",
        "contact_name": row.contact["contact_name"],
        "job_title": row.contact.get("job_title"),
        "phone": row.contact.get("phone"),
        "email": row.contact.get("email"),
        "is_primary": 1,
        "is_decision_maker": 0,
    }


def _announce(firms: Sequence[dict[str, Any]]) -> None:
    """Tell open lists that firms came: once a follower, not once a firm."""
    for firm in {firm["sales_rep"]: firm for firm in firms}.values():
        document = frappe.get_doc({"doctype": "Firm", "name": firm["name"], "sales_rep": firm["sales_rep"]})
        event = {"doctype": "Firm", "name": firm["name"], "modified": firm["modified"]}
        for user in sorted(realtime.audience(document)):
            realtime.publish(user, realtime.CHANGED, {**event, "user": frappe.session.user})
