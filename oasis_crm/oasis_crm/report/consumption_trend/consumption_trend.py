"""Consumption month by month: litres and amount by product group, against the month before."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import flt
from oasis_crm.domain.periods import bounds
from oasis_crm.permissions.conditions import restrict
from oasis_crm.reports import answer, columns, filters, query
from oasis_crm.reports.filters import Filters

MONTHS = 12
#: Quantity in the group's unit, amount, sales, unit.
Consumed = tuple[float, float, int, str]


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """Oldest month first; without a period, this month and the eleven before."""
    asked = filters.read(given, _months_back(filters.month_start(), MONTHS - 1), filters.today())
    found = {month: _month(asked, first, last) for month, first, last in _months(asked)}
    groups = sorted({group for month in found.values() for group in month})
    rows: answer.Rows = []
    for month, by_group in found.items():
        rows += _rows(month, by_group, groups, rows)
    drawn = answer.chart(
        [f"{month:%m.%Y}" for month in found],
        "line",
        **{_(group): [month.get(group, (0,))[0] for month in found.values()] for group in groups},
    )
    return _columns(), answer.translate(rows, "group"), None, drawn, _summary(found)


def _months(asked: Filters) -> list[tuple[date, datetime, datetime]]:
    """(first of the month, beginning, end exclusive) of the months of the period, cut at its ends."""
    found, day = [], filters.month_start(asked.from_date)
    while day <= asked.to_date:
        first, last = bounds("Month", day)
        begins = datetime.combine(max(first, asked.from_date), time.min)
        ends = datetime.combine(min(last, asked.to_date) + timedelta(days=1), time.min)
        found.append((first, begins, ends))
        day = last + timedelta(days=1)
    return found


def _months_back(day: date, months: int) -> date:
    ordinal = day.year * 12 + day.month - 1 - months
    return date(ordinal // 12, ordinal % 12 + 1, 1)


def _month(asked: Filters, begins: datetime, ends: datetime) -> dict[str, Consumed]:
    """Product group → what was consumed. One month a query: the index on time is then enough.

    Products are few and sales are millions, so the groups are put together here and not by a join.
    """
    sale = frappe.qb.DocType("Fuel Sale")
    base = frappe.qb.from_(sale).where(sale.sold_at >= begins).where(sale.sold_at < ends)
    base = query.equal(
        query.of_people(base, sale.sales_rep, asked), sale, asked, "firm", "product", "distributor"
    )
    grouped = base.select(sale.product, Sum(sale.litres), Sum(sale.amount), Count(sale.name))
    products = _products()
    found: dict[str, Consumed] = {}
    for product, quantity, amount, count in restrict(grouped.groupby(sale.product), "Fuel Sale").run():
        group, unit = products.get(product, ("", "L"))
        before = found.get(group or _("Not Set"), (0.0, 0.0, 0, unit))
        found[group or _("Not Set")] = (
            before[0] + flt(quantity),
            before[1] + flt(amount),
            before[2] + count,
            unit,
        )
    return found


def _products() -> dict[str, tuple[str, str]]:
    """Product → (group, unit)."""
    product = frappe.qb.DocType("Fuel Product")
    rows = frappe.qb.from_(product).select(product.name, product.group, product.unit).run()
    return {name: (group or "", unit or "L") for name, group, unit in rows}


def _rows(month: date, by_group: dict[str, Consumed], groups: list[str], so_far: answer.Rows) -> answer.Rows:
    before = {row["group"]: row["quantity"] for row in so_far[-len(groups) :]} if groups else {}
    made = []
    for group in groups:
        quantity, amount, count, unit = by_group.get(group, (0.0, 0.0, 0, ""))
        was = before.get(group)
        made.append(
            {
                "month": month,
                "group": group,
                "quantity": round(quantity, 1),
                "unit": unit,
                "amount": round(amount, 2),
                "sales": count,
                "unit_price": round(amount / quantity, 2) if quantity else None,
                "change": round(100 * (quantity - was) / was, 1) if was else None,
            }
        )
    return made


def _columns() -> answer.Columns:
    return [
        columns.column("month", _("Month"), "Date"),
        columns.column("group", _("Product Group"), width=130),
        columns.column("quantity", _("Quantity"), "Float"),
        columns.column("unit", _("Unit"), width=60),
        columns.column("change", _("Against the Month Before"), "Percent", width=160),
        columns.column("amount", _("Amount"), "Currency", width=140),
        columns.column("unit_price", _("Average Price"), "Currency"),
        columns.column("sales", _("Sales"), "Int"),
    ]


def _summary(found: dict[date, dict[str, Consumed]]) -> list[dict[str, Any]]:
    totals: defaultdict[str, float] = defaultdict(float)
    for month in found.values():
        for quantity, amount, count, unit in month.values():
            totals["litres"] += quantity if unit == "L" else 0
            totals["amount"] += amount
            totals["sales"] += count
    return [
        answer.figure(_("Litres"), round(totals["litres"], 1), "Float"),
        answer.figure(_("Amount"), round(totals["amount"], 2), "Currency"),
        answer.figure(_("Sales"), int(totals["sales"])),
    ]
