"""The log of changes that devices pull.

Entries are collected while a transaction runs and written when it commits, under a number that is drawn at
that
moment and held until the commit is done. So numbers appear in the order of commits, and a reader who has seen
number n has seen every number below it: with numbers drawn while transactions overlap, a change could slip in
behind a device that has already read past it.
"""

from collections.abc import Iterable
from typing import Any

import frappe
from frappe.model.naming import getseries
from frappe.utils import add_days, now, now_datetime
from oasis_crm.offline import audience
from oasis_crm.offline.shapes import SHAPES
from oasis_crm.permissions import visiting
from oasis_crm.permissions.rules import RULES
from oasis_crm.services import settings

DOCTYPE = "Sync Change"
_SERIES = "oasis-sync-"
_DIGITS = 12
_PENDING = "oasis_sync_pending"
_COLUMNS = ["name", "creation", "modified", "owner", "modified_by", "ref_doctype", "ref_name", "audience"]

Pending = dict[tuple[str, str], set[str]]


def on_change(doc: Any, method: str | None = None) -> None:
    """Event of every DocType that devices keep: the document changed or went."""
    before = doc.get_doc_before_save()
    states = [state for state in (doc, before) if state]
    heard = _audiences(*states) | _visitors(doc)
    _remember(doc.doctype, doc.name, heard)
    if doc.doctype == "Firm" and before and before.sales_rep != doc.sales_rep:
        _remember_what_hangs_on(doc.name, heard)
    if doc.doctype == "Firm Visit":
        _remember_visited_firm(doc.firm, {state.sales_rep for state in states})


def note(doctype: str, name: str) -> None:
    """The document changed without its life cycle (`db.set_value`)."""
    rule = RULES.get(doctype)
    fields = list({"name", *(rule.fields if rule else ())})
    row = frappe.db.get_value(doctype, name, fields, as_dict=True)
    if row:
        row.doctype = doctype
        _remember(doctype, name, _audiences(row) | _visitors(row))


def note_rows(doctype: str, rows: Iterable[Any], also: str | None = None) -> None:
    """The documents of these rows were written or removed in bulk; each row holds what its rule looks at.

    `also`: a rep from whose sight they may have gone.
    """
    former = {audience.of_rep(also)} if also else set()
    for row in rows:
        _remember(doctype, row["name"], _audiences(frappe._dict(row, doctype=doctype)) | former)


def _audiences(*states: Any) -> set[str]:
    """Of one document, as it stands and as it stood."""
    rule, found = RULES.get(states[0].doctype), set()
    firms = [state.get(rule.firm) if rule and rule.firm else None for state in states]
    followers = {firm: _follower(firm) for firm in set(firms) if firm}
    for state, firm in zip(states, firms, strict=True):
        found |= audience.of(state, followers.get(firm))
    return found


def _visitors(doc: Any) -> set[str]:
    rule = RULES.get(doc.doctype)
    reps = visiting.visitors(doc.name) if rule and rule.visited else set()
    return {audience.of_rep(rep) for rep in reps}


def _follower(firm: str) -> str | None:
    return frappe.db.get_value("Firm", firm, "sales_rep")


def _remember(doctype: str, name: str, heard: Iterable[str]) -> None:
    if not (pending := _pending()):
        frappe.db.before_commit.add(flush)
        frappe.db.after_rollback.add(pending.clear)
    pending.setdefault((doctype, name), set()).update(heard)


def _remember_visited_firm(firm: str, reps: set[str]) -> None:
    """A firm enters the sight of a rep who visits it without following it, and leaves it with the visit."""
    guests = reps - {_follower(firm), None, ""}
    if guests:
        _remember("Firm", firm, {audience.of_rep(rep) for rep in guests})


def _remember_what_hangs_on(firm: str, heard: Iterable[str]) -> None:
    """When a firm changes hands, its visits, documents and contracts leave one scope and enter another."""
    for doctype, rule in RULES.items():
        if rule.firm and doctype in SHAPES:
            for name in frappe.get_all(doctype, filters={rule.firm: firm}, pluck="name", order_by="name asc"):
                _remember(doctype, name, heard)


def _pending() -> Pending:
    pending = getattr(frappe.local, _PENDING, None)
    if pending is None:
        pending = {}
        setattr(frappe.local, _PENDING, pending)
    return pending


def flush() -> None:
    """Write what was collected. Runs by itself before each commit."""
    pending = _pending()
    if not pending:
        return
    number, moment, user = getseries(_SERIES, _DIGITS), now(), frappe.session.user
    entries = [
        (doctype, name, heard) for (doctype, name), heards in pending.items() for heard in sorted(heards)
    ]
    pending.clear()
    rows = [
        (f"{number}-{index:06d}", moment, moment, user, user, doctype, name, heard)
        for index, (doctype, name, heard) in enumerate(entries)
    ]
    frappe.db.bulk_insert(DOCTYPE, _COLUMNS, rows)


def latest() -> str:
    """The name of the newest entry; "" for an empty log."""
    rows = frappe.get_all(DOCTYPE, pluck="name", order_by="name desc", limit=1)
    return rows[0] if rows else ""


def is_gapless_after(entry: str) -> bool:
    """Whether everything that followed an entry is still in the log."""
    rows = frappe.get_all(DOCTYPE, pluck="name", order_by="name asc", limit=1)
    oldest = _number(rows[0]) if rows else _number(latest()) + 1
    return oldest <= _number(entry) + 1 or not rows


def _number(entry: str) -> int:
    return int(entry.partition("-")[0] or 0)


def prune() -> None:
    """Daily job: drop what is older than any device should be; older devices start afresh."""
    table = frappe.qb.DocType(DOCTYPE)
    oldest = add_days(now_datetime(), -max(settings.number("change_log_days"), 1))
    frappe.qb.from_(table).delete().where(table.creation < oldest).run()
