"""An analysis and a rating of every firm: whom to see first, and why."""

from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import flt, getdate
from oasis_crm.permissions.conditions import restrict
from oasis_crm.reports import answer, columns, filters, query

_RATINGS = ("A", "B", "C", "D", "")
_FIELDS = (
    "rating", "score", "sales_rep", "stage", "relationship", "potential_litres", "litres_30d", "litres_90d",
    "litres_12m", "contract_end", "last_visit_on", "next_visit_on", "last_fuel_on",
)  # fmt: skip
_MONEY = ("credit_limit", "limit_available")


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """The best score first."""
    asked = filters.read(given)
    firm = frappe.qb.DocType("Firm")
    base = query.of_people(frappe.qb.from_(firm), firm.sales_rep, asked)
    base = query.equal(base, firm, asked, "rating", "stage", "relationship", "city", "firm_type")
    fields = (*_FIELDS, *_MONEY)
    found = query.rows(
        base.select(firm.name.as_("firm"), firm.firm_name, firm.city, *(firm[field] for field in fields))
        .orderby(firm.score, order=frappe.qb.desc)
        .orderby(firm.name),
        "Firm",
    )
    for row in found:
        _add_figures(row)
    by_rating = _by_rating(base, firm)
    counted = sum(number for number, *_rest in by_rating.values())
    rows = answer.translate(query.name_people(found, "sales_rep"), "stage", "relationship")
    return _columns(), rows, query.cut_off(len(rows), counted), _chart(by_rating), _summary(by_rating)


def _add_figures(row: dict[str, Any]) -> None:
    usual = flt(row["litres_90d"]) / 3
    row["trend"] = round(100 * (flt(row["litres_30d"]) - usual) / usual, 1) if usual else None
    row["used_potential"] = answer.share(flt(row["litres_30d"]), flt(row["potential_litres"]))
    limit = flt(row.pop("credit_limit"))
    available = flt(row.pop("limit_available"))
    row["limit_left"] = answer.share(available, limit) if limit else None
    row["days_unseen"] = (
        (filters.today() - getdate(row["last_visit_on"])).days if row["last_visit_on"] else None
    )


def _columns() -> answer.Columns:
    return [
        *columns.firm(),
        *columns.of("Firm", *_FIELDS),
        columns.column("used_potential", _("Of Its Potential"), "Percent"),
        columns.column("trend", _("30 Days against 90"), "Percent", width=140),
        columns.column("limit_left", _("Limit Left"), "Percent"),
        columns.column("days_unseen", _("Days Unseen"), "Int"),
    ]


def _by_rating(base: Any, firm: Any) -> dict[str, tuple[int, float, float]]:
    """Rating → firms, litres of the last 30 days, litres they could take."""
    grouped = (
        restrict(base, "Firm")
        .select(firm.rating, Count(firm.name), Sum(firm.litres_30d), Sum(firm.potential_litres))
        .groupby(firm.rating)
        .run()
    )
    found: dict[str, tuple[int, float, float]] = {}
    for rating, number, litres, potential in grouped:
        before = found.get(rating or "", (0, 0.0, 0.0))
        found[rating or ""] = (before[0] + number, before[1] + flt(litres), before[2] + flt(potential))
    return found


def _chart(by_rating: dict[str, tuple[int, float, float]]) -> dict[str, Any] | None:
    counted = {rating: by_rating[rating][0] for rating in _RATINGS if rating in by_rating}
    return answer.chart_of_counts(counted, _("Firms"))


def _summary(by_rating: dict[str, tuple[int, float, float]]) -> list[dict[str, Any]]:
    firms = sum(number for number, *_rest in by_rating.values())
    litres = sum(litres for _number, litres, _potential in by_rating.values())
    potential = sum(potential for *_rest, potential in by_rating.values())
    return [
        answer.figure(_("Firms"), firms),
        answer.figure(_("Rated A"), by_rating.get("A", (0,))[0], indicator="Green"),
        answer.figure(_("Litres in 30 Days"), litres, "Float"),
        answer.figure(_("Of Its Potential"), answer.share(litres, potential), "Percent"),
    ]
