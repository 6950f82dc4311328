"""The instant info screen: nine panels, each the first rows of what the user should look at, and how
many there are. A panel's full list is the same question, read on from where the first rows end.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import flt, get_datetime, getdate, now_datetime
from oasis_crm.domain import watch
from oasis_crm.domain.watch import Limit, Thresholds
from oasis_crm.permissions.conditions import restrict
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import people, settings, targets

ROWS = 6
#: The most rows of a panel in one answer.
MOST_ROWS = 200
#: How far ahead planned visits and reminders are shown.
_DAYS_AHEAD = 7
_OPEN_ORDERS = ("Open", "Seen", "Accepted", "In Progress", "Completed", "Returned")
_FIRM = ("name", "firm_name", "city", "sales_rep")

Panel = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """Which rows of a panel are asked for, and the moment for which."""

    now: datetime
    start: int = 0
    limit: int = ROWS


def instant_info() -> dict[str, Any]:
    """`{as_of, panels}` for the session's user, within his scope."""
    now = now_datetime()
    panels = [{"key": key, **panel(Page(now))} for key, panel in PANELS.items()]
    _name_people(row for panel in panels for row in panel["rows"])
    return {"as_of": str(now)[:19], "panels": panels}


def whole_panel(key: str, start: int, limit: int) -> Panel:
    """`{key, count, rows}` of one panel, its rows from `start` on: the list behind the panel's first rows."""
    if key not in PANELS:
        frappe.throw(_("There is no panel {0}.").format(key), frappe.DoesNotExistError)
    page = Page(now_datetime(), max(start, 0), min(max(limit, 1), MOST_ROWS))
    panel = {"key": key, **PANELS[key](page)}
    _name_people(panel["rows"])
    return panel


def _panel(query: Any, doctype: str, columns: Iterable[Any], order: Iterable[Any], page: Page) -> Panel:
    """The count of a query on one table, and the page's rows by `order`.

    An index alone answers the count and finds the page's names; only those are then read, with their firms.
    """
    table, query = frappe.qb.DocType(doctype), restrict(query, doctype)
    count = query.select(Count("*")).run()[0][0]
    if not count:
        return {"count": 0, "rows": []}
    named = query.select(table.name).orderby(*order, table.name).limit(page.limit).offset(page.start)
    return {"count": count, "rows": _rows(doctype, [name for (name,) in named.run()], columns)}


def _rows(doctype: str, names: list[str], columns: Iterable[Any]) -> list[dict[str, Any]]:
    """The documents of these names in this order, with the columns of their firms."""
    if not names:
        return []
    table, firm = frappe.qb.DocType(doctype), frappe.qb.DocType("Firm")
    query = frappe.qb.from_(table).where(table.name.isin(names)).select(*columns)
    if doctype != "Firm":
        query = query.left_join(firm).on(firm.name == table.firm)
    found = {row["name"]: dict(row, doctype=doctype) for row in query.run(as_dict=True)}
    return [found[name] for name in names]


def _visits(statuses: tuple[str, ...], until: datetime | None, page: Page) -> Panel:
    visit, firm = frappe.qb.DocType("Firm Visit"), frappe.qb.DocType("Firm")
    fields = ("name", "firm", "planned_start", "status", "visit_type", "origin", "sales_rep", "assigned_by")
    columns = [
        *(visit[field] for field in fields),
        visit.assignment_note.as_("note"),
        firm.firm_name,
        firm.city,
    ]
    count, names = _open_visits(statuses, until, page)
    rows = _rows("Firm Visit", names, columns)
    for row in rows:
        row["late"] = get_datetime(row["planned_start"]) < page.now
        row["planned_start"] = str(row["planned_start"])[:19]
    return {"count": count, "rows": rows}


def _open_visits(statuses: tuple[str, ...], until: datetime | None, page: Page) -> tuple[int, list[str]]:
    """How many there are, and the names on the page in the order of their beginning.

    Asked one status at a time: the index then holds its visits in that order.
    """
    visit, count, found = frappe.qb.DocType("Firm Visit"), 0, []
    for status in statuses:
        # A range of one, and an order that begins with it: asked for an equal status by the hour alone,
        # MariaDB goes through all visits there ever were in the order of their hours.
        query = _own_visits().where(visit.status[status:status])
        query = query.where(visit.planned_start < until) if until else query
        count += query.select(Count("*")).run()[0][0]
        first = query.select(visit.planned_start, visit.name).orderby(
            visit.status, visit.planned_start, visit.name
        )
        found += first.limit(page.start + page.limit).run()
    found.sort(key=lambda row: (get_datetime(row[0]), row[1]))
    return count, [name for _begins, name in found[page.start : page.start + page.limit]]


def _own_visits() -> Any:
    """The visits of the user's own reps, all of which he may read."""
    visit = frappe.qb.DocType("Firm Visit")
    query, scope = frappe.qb.from_(visit), scope_of()
    return query if scope.everything else query.where(visit.sales_rep.isin(sorted(scope.changes) or [""]))


def _assigned(page: Page) -> Panel:
    return _visits(("Assigned",), None, page)


def _planned(page: Page) -> Panel:
    until = datetime.combine(page.now.date() + timedelta(days=_DAYS_AHEAD + 1), time.min)
    return _visits(("Planned", "Accepted"), until, page)


def _orders(page: Page) -> Panel:
    order, firm = frappe.qb.DocType("Field Work Order"), frappe.qb.DocType("Firm")
    query = frappe.qb.from_(order).where(order.status.isin(_OPEN_ORDERS))
    fields = ("name", "subject", "priority", "due_on", "status", "firm", "assigned_to")
    columns = [*(order[field] for field in fields), firm.firm_name]
    # What has no day comes after what has one.
    soonest = (order.due_on.isnull(), order.due_on)
    panel = _panel(query, "Field Work Order", columns, soonest, page)
    for row in panel["rows"]:
        row["overdue"] = bool(row["due_on"]) and get_datetime(row["due_on"]) < page.now
    return panel


def _reminders(page: Page) -> Panel:
    reminder, firm = frappe.qb.DocType("Personal Reminder"), frappe.qb.DocType("Firm")
    until = datetime.combine(page.now.date() + timedelta(days=_DAYS_AHEAD + 1), time.min)
    query = (
        frappe.qb.from_(reminder)
        .where(reminder.user == frappe.session.user)
        .where(reminder.status == "Open")
        .where(reminder.remind_at < until)
    )
    columns = [reminder.name, reminder.subject, reminder.remind_at, reminder.firm, firm.firm_name]
    panel = _panel(query, "Personal Reminder", columns, [reminder.remind_at], page)
    for row in panel["rows"]:
        row["late"] = get_datetime(row["remind_at"]) < page.now
    return panel


def _ending(fieldname: str, days: int, page: Page, *more: str) -> Panel:
    firm = frappe.qb.DocType("Firm")
    today = page.now.date()
    query = frappe.qb.from_(firm).where(firm[fieldname][today : today + timedelta(days=days)])
    columns = [*(firm[field] for field in (*_FIRM, *more)), firm[fieldname].as_("on")]
    panel = _panel(query, "Firm", columns, [firm[fieldname]], page)
    for row in panel["rows"]:
        row["days_left"] = (getdate(row["on"]) - today).days
    return panel


def _contracts_ending(page: Page) -> Panel:
    return _ending("contract_end", settings.thresholds().contract_end_days, page)


def _supplier_contracts_ending(page: Page) -> Panel:
    days = settings.thresholds().supplier_end_days
    panel = _ending("supplier_contract_end", days, page, "current_supplier")
    for row in panel["rows"]:
        row["supplier"] = row.pop("current_supplier")
    return panel


def _low_limits(page: Page) -> Panel:
    firm, bounds = frappe.qb.DocType("Firm"), settings.thresholds()
    left = firm.limit_available <= firm.credit_limit * (bounds.low_limit_percent / 100)
    short = (firm.daily_spend > 0) & (firm.limit_available < firm.daily_spend * bounds.limit_runway_days)
    query = (
        frappe.qb.from_(firm)
        .where(firm.relationship == "Customer")
        .where(firm.credit_limit > 0)
        .where(left | short)
    )
    figures = ("credit_limit", "limit_available", "daily_spend", "limit_as_of")
    columns = [firm[field] for field in (*_FIRM, *figures)]
    panel = _panel(query, "Firm", columns, [firm.limit_available], page)
    for row in panel["rows"]:
        _add_limit(row)
    return panel


def _add_limit(row: Panel) -> None:
    limit = Limit(flt(row["credit_limit"]), flt(row["limit_available"]), flt(row.pop("daily_spend")))
    percent, runway = watch.percent_left(limit), watch.runway_days(limit)
    row["percent_left"] = round(percent, 1) if percent is not None else None
    row["runway_days"] = round(runway, 1) if runway is not None else None


def _quiet(page: Page) -> Panel:
    firm, today = frappe.qb.DocType("Firm"), page.now.date()
    query = frappe.qb.from_(firm).where(firm.relationship == "Customer").where(firm.last_fuel_on.isnotnull())
    query = query.where(_is_quiet(firm, today, settings.thresholds()))
    columns = [*(firm[field] for field in (*_FIRM, "litres_30d", "litres_90d")), firm.last_fuel_on.as_("on")]
    panel = _panel(query, "Firm", columns, [firm.last_fuel_on], page)
    for row in panel["rows"]:
        row["days"] = (today - getdate(row["on"])).days
    return panel


def _is_quiet(firm: Any, today: date, bounds: Thresholds) -> Any:
    """By the firm's own habit where it is known, else by the fixed number of days."""
    since = datetime.combine(today - timedelta(days=bounds.no_fuel_days - 1), time.min)
    return (firm.quiet_from <= today) | (firm.last_fuel_on < since)


def _targets(page: Page) -> Panel:
    today = page.now.date()
    return {"count": targets.count(today), "rows": targets.lines(today, page=(page.start, page.limit))}


def _name_people(rows: Iterable[dict[str, Any]]) -> None:
    rows = list(rows)
    names = people.full_names(row.get(field) for row in rows for field in ("sales_rep", "assigned_to"))
    for row in rows:
        for field in ("sales_rep", "assigned_to"):
            if field in row:
                row[f"{field}_name"] = names.get(row[field])


PANELS: dict[str, Callable[[Page], Panel]] = {
    "assigned_visits": _assigned,
    "work_orders": _orders,
    "planned_visits": _planned,
    "reminders": _reminders,
    "contracts_ending": _contracts_ending,
    "low_limits": _low_limits,
    "quiet_customers": _quiet,
    "supplier_contracts_ending": _supplier_contracts_ending,
    "targets": _targets,
}
