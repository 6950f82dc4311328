"""Queries of reports: always within what the reader may see, always bounded."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from oasis_crm.permissions.conditions import restrict
from oasis_crm.reports.filters import Filters
from oasis_crm.services.people import full_names

#: More rows than this nobody reads on a screen; the summary counts all of them.
MAX_ROWS = 5000

Row = dict[str, Any]


def of_people(query: Any, field: Any, filters: Filters) -> Any:
    """The query limited to the rep, or the team, that was asked for. `field`: the column with the rep."""
    if filters.sales_rep:
        query = query.where(field == filters.sales_rep)
    if filters.sales_team:
        query = query.where(field.isin(members(filters.sales_team) or [""]))
    return query


def members(team: str) -> list[str]:
    """The users of a team, its leader too; only of a team that the reader may see."""
    if not frappe.get_list("Sales Team", filters={"name": team}, limit=1, order_by="name asc"):
        return []
    found = frappe.get_all(
        "Sales Team Member",
        filters={"parent": team, "parenttype": "Sales Team"},
        pluck="user",
        order_by="idx asc",
    )
    leader = frappe.db.get_value("Sales Team", team, "leader")
    return [*found, *([leader] if leader and leader not in found else [])]


def within(query: Any, field: Any, filters: Filters) -> Any:
    """The query limited to the period; `field` holds a moment."""
    if filters.begins:
        query = query.where(field >= filters.begins)
    if filters.ends:
        query = query.where(field < filters.ends)
    return query


def equal(query: Any, table: Any, filters: Filters, *fields: str) -> Any:
    """The query limited by the report's own filters of the same name as the column."""
    for field in fields:
        if filters.get(field):
            query = query.where(table[field] == filters.get(field))
    return query


def count(query: Any, doctype: str) -> int:
    """How many rows of the DocType the query finds in the reader's scope."""
    table = frappe.qb.DocType(doctype)
    return int(restrict(query, doctype).select(Count(table.name)).run()[0][0])


def rows(query: Any, doctype: str) -> list[Row]:
    """The first MAX_ROWS rows in the reader's scope."""
    return list(restrict(query, doctype).limit(MAX_ROWS).run(as_dict=True))


def all_rows(query: Any, doctype: str) -> list[tuple[Any, ...]]:
    """Every row in the reader's scope, as tuples: for sums that the database cannot make alike everywhere."""
    return list(restrict(query, doctype).run())


def name_people(found: list[Row], *fields: str) -> list[Row]:
    """The rows with full names in the place of users."""
    names = full_names(row.get(field) for row in found for field in fields)
    for row in found:
        for field in fields:
            row[field] = names.get(row.get(field)) or row.get(field)
    return found


def cut_off(shown: int, total: int) -> str | None:
    """What the reader is told when there are more rows than are shown."""
    if total <= shown:
        return None
    return _("The first {0} of {1} rows. Narrow the filters to see the others.").format(shown, total)
