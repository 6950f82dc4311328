"""What each rep did in a period: contacts, firms won, stages moved, work orders, litres."""

from collections import defaultdict
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import flt
from oasis_crm.domain.stages import LOST, SPANCOP
from oasis_crm.permissions.conditions import restrict
from oasis_crm.reports import answer, columns, filters, query
from oasis_crm.reports.filters import Filters

Activity = defaultdict[str, dict[str, float]]

_KINDS = {"Visit": "visits", "Phone": "calls", "Online": "online"}
_COUNTED = (
    "visits", "calls", "online", "firms_seen", "missed", "declined", "new_firms", "moved_on", "contracts",
    "lost", "work_orders",
)  # fmt: skip
_LABELS = 15


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """The busiest first; without a period, this month."""
    asked = filters.read(given, filters.month_start(), filters.today())
    found: Activity = defaultdict(lambda: defaultdict(float))
    for add in (_add_contacts, _add_undone, _add_firms, _add_moves, _add_orders, _add_sales):
        add(found, asked)
    rows = [_row(rep, done) for rep, done in found.items()]
    rows = query.name_people(rows, "sales_rep")
    rows.sort(key=lambda row: (-row["contacts"], row["sales_rep"] or ""))
    return _columns(), rows, None, _chart(rows), _summary(rows)


def _row(rep: str, done: dict[str, float]) -> dict[str, Any]:
    counted = {name: int(done[name]) for name in _COUNTED}
    contacts = sum(counted[kind] for kind in _KINDS.values())
    return {"sales_rep": rep, "contacts": contacts, **counted, "litres": round(done["litres"], 1)}


def _grouped(doctype: str, moment: str, person: str, asked: Filters, *by: str) -> tuple[Any, Any]:
    """(table, query of the period by rep and the columns of by, which are selected)."""
    table = frappe.qb.DocType(doctype)
    base = query.of_people(frappe.qb.from_(table), table[person], asked)
    base = restrict(query.within(base, table[moment], asked), doctype).select(table[person])
    base = base.groupby(table[person])
    for field in by:
        base = base.select(table[field]).groupby(table[field])
    return table, base


def _add_contacts(found: Activity, asked: Filters) -> None:
    visit, base = _grouped("Firm Visit", "done_on", "sales_rep", asked, "visit_type")
    base = base.where(visit.status == "Done").select(Count(visit.name), Count(visit.firm).distinct())
    for rep, kind, count, firms in base.run():
        found[rep][_KINDS.get(kind, "visits")] += count
        if kind == "Visit":
            found[rep]["firms_seen"] = firms


def _add_undone(found: Activity, asked: Filters) -> None:
    visit, base = _grouped("Firm Visit", "planned_start", "sales_rep", asked, "status")
    base = base.where(visit.status.isin(("Missed", "Declined"))).select(Count(visit.name))
    for rep, status, count in base.run():
        found[rep][status.lower()] += count


def _add_firms(found: Activity, asked: Filters) -> None:
    firm, base = _grouped("Firm", "followed_since", "sales_rep", asked)
    for rep, count in base.where(firm.sales_rep.isnotnull()).select(Count(firm.name)).run():
        found[rep]["new_firms"] += count


def _add_moves(found: Activity, asked: Filters) -> None:
    change, base = _grouped("Stage Change", "changed_on", "sales_rep", asked, "from_stage", "to_stage")
    for rep, before, after, count in (
        base.where(change.sales_rep.isnotnull()).select(Count(change.name)).run()
    ):
        if after == LOST:
            found[rep]["lost"] += count
        elif before in SPANCOP and SPANCOP.index(after) > SPANCOP.index(before):
            found[rep]["moved_on"] += count
        if after == "Order":
            found[rep]["contracts"] += count


def _add_orders(found: Activity, asked: Filters) -> None:
    order, base = _grouped("Field Work Order", "completed_on", "assigned_to", asked)
    for rep, count in base.select(Count(order.name)).run():
        found[rep]["work_orders"] += count


def _add_sales(found: Activity, asked: Filters) -> None:
    sale, base = _grouped("Fuel Sale", "sold_at", "sales_rep", asked)
    in_litres = frappe.get_all("Fuel Product", {"unit": "L"}, pluck="name", order_by="name asc")
    base = base.where(sale.product.isin(in_litres or [""]))
    for rep, litres in base.where(sale.sales_rep.isnotnull()).select(Sum(sale.litres)).run():
        found[rep]["litres"] += flt(litres)


def _columns() -> answer.Columns:
    counted = {
        "contacts": _("Contacts Made"), "visits": _("Visits on Site"), "calls": _("Calls"),
        "online": _("Online Meetings"), "firms_seen": _("Firms Seen"), "missed": _("Missed"),
        "declined": _("Declined"), "new_firms": _("New Firms"), "moved_on": _("Stages Moved On"),
        "contracts": _("Contracts Signed"), "lost": _("Lost"), "work_orders": _("Work Orders Done"),
    }  # fmt: skip
    return [
        columns.column("sales_rep", _("Sales Rep"), width=170),
        *(columns.column(fieldname, label, "Int", width=110) for fieldname, label in counted.items()),
        columns.column("litres", _("Litres"), "Float"),
    ]


def _chart(rows: answer.Rows) -> dict[str, Any] | None:
    drawn = rows[:_LABELS]
    names = {"visits": _("Visits on Site"), "calls": _("Calls"), "online": _("Online Meetings")}
    series = {label: [row.get(kind, 0) for row in drawn] for kind, label in names.items()}
    return answer.chart([row["sales_rep"] or "" for row in drawn], **series)


def _summary(rows: answer.Rows) -> list[dict[str, Any]]:
    total = {
        name: sum(row.get(name, 0) for row in rows)
        for name in ("contacts", "new_firms", "contracts", "litres")
    }
    return [
        answer.figure(_("Contacts Made"), total["contacts"]),
        answer.figure(_("New Firms"), total["new_firms"]),
        answer.figure(_("Contracts Signed"), total["contracts"], indicator="Green"),
        answer.figure(_("Litres"), total["litres"], "Float"),
    ]
