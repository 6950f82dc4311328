"""Everything that happened with a firm, newest first, from wherever it is kept."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import frappe
from frappe import _
from frappe.utils import add_months, flt, fmt_money, get_datetime, get_first_day, now_datetime
from oasis_crm.permissions.conditions import restrict
from oasis_crm.services import people

Entry = dict[str, Any]
#: Gives the newest `count` entries of one kind.
Source = Callable[[str, int], Iterable[Entry]]

_SALES_MONTHS = 12
_SHOWN_CHANGES = 4


def page(firm: str, kinds: list[str], start: int, limit: int) -> dict[str, Any]:
    """`{entries, more}`: the entries from `start` on. `kinds`: none means all."""
    wanted = [source for kind, source in SOURCES.items() if not kinds or kind in kinds]
    count = start + limit + 1
    newest = heapq.nlargest(count, (entry for source in wanted for entry in source(firm, count)), key=_moment)
    entries = newest[start : start + limit]
    names = people.full_names(entry["by"] for entry in entries)
    for entry in entries:
        entry["by_name"] = names.get(entry["by"])
    return {"entries": entries, "more": len(newest) > start + limit}


def _moment(entry: Entry) -> tuple[str, str]:
    return entry["on"], entry["name"] or ""


def _entry(kind: str, on: Any, by: str | None, title: str, text: Any, doctype: str, name: str) -> Entry:
    return {
        "kind": kind,
        "on": str(on or "")[:19],
        "by": by,
        "title": title,
        "text": text or "",
        "doctype": doctype,
        "name": name,
    }


def _newest(doctype: str, firm: str, fields: str, by: str, count: int, link: str = "firm") -> list[Any]:
    """The newest rows of a DocType that hang on the firm and that the session's user may read."""
    table = frappe.qb.DocType(doctype)
    query = frappe.qb.from_(table).select(*(table[field] for field in fields.split()))
    query = query.where(table[link] == firm).where(table[by].isnotnull())
    query = query.orderby(table[by], order=frappe.qb.desc).limit(count)
    return restrict(query, doctype).run(as_dict=True)


def _visits(firm: str, count: int) -> Iterator[Entry]:
    done = _newest("Firm Visit", firm, "name done_on sales_rep visit_type outcome notes", "done_on", count)
    for row in done:
        title = ": ".join(filter(None, [_(row.visit_type), _(row.outcome) if row.outcome else None]))
        yield _entry("visit", row.done_on, row.sales_rep, title, row.notes, "Firm Visit", row.name)
    others = _newest(
        "Firm Visit",
        firm,
        "name planned_start sales_rep status decline_reason done_on",
        "planned_start",
        count,
    )
    for row in others:
        if not row.done_on and get_datetime(row.planned_start) < now_datetime():
            title = f"{_('Visit')}: {_(row.status)}"
            yield _entry(
                "visit", row.planned_start, row.sales_rep, title, row.decline_reason, "Firm Visit", row.name
            )


def _stages(firm: str, count: int) -> Iterator[Entry]:
    fields = "name changed_on changed_by from_stage to_stage days_in_stage"
    for row in _newest("Stage Change", firm, fields, "changed_on", count):
        title = f"{_(row.from_stage or '')} → {_(row.to_stage)}"
        text = _("after {0} days").format(row.days_in_stage) if row.days_in_stage else ""
        yield _entry("stage", row.changed_on, row.changed_by, title, text, "Stage Change", row.name)


def _documents(firm: str, count: int) -> Iterator[Entry]:
    for row in _newest(
        "Firm Document", firm, "name creation owner document_type number status", "creation", count
    ):
        text = " · ".join(filter(None, [row.number, _(row.status)]))
        yield _entry(
            "document", row.creation, row.owner, _(row.document_type), text, "Firm Document", row.name
        )


def _contracts(firm: str, count: int) -> Iterator[Entry]:
    fields = "name creation owner contract_no starts_on ends_on docstatus"
    for row in _newest("Fuel Contract", firm, fields, "creation", count):
        state = (_("Draft"), _("Submitted"), _("Cancelled"))[row.docstatus]
        title = " ".join(filter(None, [_("Contract"), row.contract_no]))
        text = f"{row.starts_on} – {row.ends_on} · {state}"
        yield _entry("contract", row.creation, row.owner, title, text, "Fuel Contract", row.name)


def _transfers(firm: str, count: int) -> Iterator[Entry]:
    rows = _newest(
        "Firm Transfer", firm, "name creation owner from_rep to_rep status reason", "creation", count
    )
    names = people.full_names(user for row in rows for user in (row.from_rep, row.to_rep))
    for row in rows:
        change = f"{names.get(row.from_rep, '–')} → {names.get(row.to_rep, '–')}"
        title = f"{_('Transfer')}: {_(row.status)}"
        yield _entry(
            "transfer", row.creation, row.owner, title, f"{change}. {row.reason}", "Firm Transfer", row.name
        )


def _orders(firm: str, count: int) -> Iterator[Entry]:
    fields = "name creation assigned_by subject status result_note"
    for row in _newest("Field Work Order", firm, fields, "creation", count):
        text = " · ".join(filter(None, [_(row.status), row.result_note]))
        yield _entry(
            "work_order", row.creation, row.assigned_by, row.subject, text, "Field Work Order", row.name
        )


def _comments(firm: str, count: int) -> Iterator[Entry]:
    comment = frappe.qb.DocType("Comment")
    rows = (
        frappe.qb.from_(comment)
        .select(comment.name, comment.creation, comment.owner, comment.content)
        .where(comment.reference_doctype == "Firm")
        .where(comment.reference_name == firm)
        .where(comment.comment_type == "Comment")
        .orderby(comment.creation, order=frappe.qb.desc)
        .limit(count)
        .run(as_dict=True)
    )
    for row in rows:
        yield _entry("comment", row.creation, row.owner, _("Comment"), row.content, "Comment", row.name)


def _changes(firm: str, count: int) -> Iterator[Entry]:
    version = frappe.qb.DocType("Version")
    rows = (
        frappe.qb.from_(version)
        .select(version.name, version.creation, version.owner, version.data)
        .where(version.ref_doctype == "Firm")
        .where(version.docname == firm)
        .orderby(version.creation, order=frappe.qb.desc)
        .limit(count)
        .run(as_dict=True)
    )
    for row in rows:
        text = _changed_text(frappe.parse_json(row.data or "{}"))
        if text:
            yield _entry("change", row.creation, row.owner, _("Changed"), text, "Version", row.name)


def _changed_text(data: dict[str, Any]) -> str:
    """Which fields changed from what to what, those that a user may see."""
    meta = frappe.get_meta("Firm")
    parts = []
    for fieldname, old, new in data.get("changed") or []:
        field = meta.get_field(fieldname)
        if field and not field.hidden and not field.permlevel:
            parts.append(f"{_(field.label)}: {old or '–'} → {new or '–'}")
    shown = "; ".join(parts[:_SHOWN_CHANGES])
    return f"{shown}; …" if len(parts) > _SHOWN_CHANGES else shown


def _sales(firm: str, count: int) -> Iterator[Entry]:
    """Consumption, a line a month: single sales would bury everything else."""
    since = get_first_day(add_months(now_datetime(), -_SALES_MONTHS + 1))
    sale = frappe.qb.DocType("Fuel Sale")
    query = (
        frappe.qb.from_(sale)
        .select(sale.sold_at, sale.litres, sale.amount)
        .where(sale.firm == firm)
        .where(sale.sold_at >= since)
    )
    months: dict[str, list[float]] = {}
    latest: dict[str, str] = {}
    for sold_at, litres, amount in restrict(query, "Fuel Sale").run():
        month = str(sold_at)[:7]
        total = months.setdefault(month, [0, 0.0, 0.0])
        total[0] += 1
        total[1] += flt(litres)
        total[2] += flt(amount)
        latest[month] = max(latest.get(month, ""), str(sold_at)[:19])
    for month, (sales, litres, amount) in months.items():
        text = _("{0} sales, {1} l, {2}").format(int(sales), fmt_money(litres, 0), fmt_money(amount))
        yield _entry(
            "sale", latest[month], None, _("Consumption of {0}").format(month), text, "Fuel Sale", month
        )


SOURCES: dict[str, Source] = {
    "visit": _visits,
    "stage": _stages,
    "document": _documents,
    "contract": _contracts,
    "transfer": _transfers,
    "work_order": _orders,
    "comment": _comments,
    "change": _changes,
    "sale": _sales,
}
