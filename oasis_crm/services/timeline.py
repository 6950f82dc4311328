"""Everything that happened with a firm, newest first, from wherever it is kept."""

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Any

import frappe
from frappe import _
from frappe.utils import (
    add_months,
    flt,
    fmt_money,
    formatdate,
    get_datetime,
    get_first_day,
    now_datetime,
    strip_html,
)
from oasis_crm.permissions.conditions import restrict
from oasis_crm.services import firm_changes, people

Entry = dict[str, Any]
#: Gives the newest `count` entries of one kind.
Source = Callable[[str, int], Iterable[Entry]]

_SALES_MONTHS = 12
#: What an entry of a visit is by the visit's type.
_TYPES = {"visit": ("Visit",), "call": ("Phone", "Online")}


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


def _newest(doctype: str, firm: str, fields: str, by: str, count: int, **only: Collection[str]) -> list[Any]:
    """The newest rows of a DocType that hang on the firm and that the session's user may read."""
    table = frappe.qb.DocType(doctype)
    query = frappe.qb.from_(table).select(*(table[field] for field in fields.split()))
    query = query.where(table.firm == firm).where(table[by].isnotnull())
    for field, values in only.items():
        query = query.where(table[field].isin(values))
    query = query.orderby(table[by], order=frappe.qb.desc).limit(count)
    return restrict(query, doctype).run(as_dict=True)


def _contacts(kind: str, firm: str, count: int) -> Iterator[Entry]:
    """Those that took place by when they did, others by when they were planned."""
    fields = "name done_on planned_start sales_rep visit_type outcome notes status decline_reason"
    types = _TYPES[kind]
    for row in _newest("Firm Visit", firm, fields, "done_on", count, visit_type=types):
        title = ": ".join(filter(None, [_(row.visit_type), _(row.outcome) if row.outcome else None]))
        yield _entry(kind, row.done_on, row.sales_rep, title, row.notes, "Firm Visit", row.name)
    for row in _newest("Firm Visit", firm, fields, "planned_start", count, visit_type=types):
        if not row.done_on and get_datetime(row.planned_start) < now_datetime():
            title, why = f"{_(row.visit_type)}: {_(row.status)}", row.decline_reason
            yield _entry(kind, row.planned_start, row.sales_rep, title, why, "Firm Visit", row.name)


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
        text = f"{formatdate(row.starts_on)} – {formatdate(row.ends_on)} · {state}"
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


def _reminders(firm: str, count: int) -> Iterator[Entry]:
    """The reader's own, once their moment has come."""
    fields = "name remind_at user subject note status"
    for row in _newest("Personal Reminder", firm, fields, "remind_at", count):
        if get_datetime(row.remind_at) <= now_datetime():
            text = " · ".join(filter(None, [_(row.status), row.note]))
            yield _entry(
                "reminder", row.remind_at, row.user, row.subject, text, "Personal Reminder", row.name
            )


def _comments(firm: str, count: int) -> Iterator[Entry]:
    comment = frappe.qb.DocType("Comment")
    rows = (
        frappe.qb.from_(comment)
        .select(comment.name, comment.creation, comment.owner, comment.content)
        .where(comment.reference_doctype == "Firm")
        .where(comment.reference_name == firm)
        .where(comment.comment_type.isin(["Comment", "Info"]))
        .orderby(comment.creation, order=frappe.qb.desc)
        .limit(count)
        .run(as_dict=True)
    )
    for row in rows:
        said = strip_html(row.content or "")
        yield _entry("comment", row.creation, row.owner, _("Comment"), said, "Comment", row.name)


def _changes(firm: str, count: int) -> Iterator[Entry]:
    for row in firm_changes.of(firm, count):
        yield _entry("change", row.creation, row.owner, _("Changed"), row.text, "Version", row.name)


def _limits(firm: str, count: int) -> Iterator[Entry]:
    """Where the credit limit stands, and each time that it was set anew."""
    values = frappe.db.get_value(
        "Firm", firm, ["credit_limit", "limit_available", "limit_as_of"], as_dict=True
    )
    if values.limit_as_of:
        text = _("{0} left of {1}").format(_money(values.limit_available), _money(values.credit_limit))
        yield _entry("limit", values.limit_as_of, None, _("Credit Limit"), text, "Firm", firm)
    for row in firm_changes.of(firm, count, "credit_limit"):
        yield _entry("limit", row.creation, row.owner, _("Credit Limit"), row.text, "Version", row.name)


def _money(amount: Any) -> str:
    return fmt_money(flt(amount), currency=frappe.db.get_default("currency") or "TRY")


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
        text = _("{0} sales, {1} l, {2}").format(int(sales), fmt_money(litres, 0), _money(amount))
        title = _("Consumption of {0}").format(formatdate(f"{month}-01", "MMMM yyyy"))
        yield _entry("sale", latest[month], None, title, text, "Fuel Sale", month)


SOURCES: dict[str, Source] = {
    "visit": partial(_contacts, "visit"),
    "call": partial(_contacts, "call"),
    "stage": _stages,
    "document": _documents,
    "contract": _contracts,
    "transfer": _transfers,
    "limit": _limits,
    "work_order": _orders,
    "reminder": _reminders,
    "comment": _comments,
    "change": _changes,
    "sale": _sales,
}
