"""A rule as the SQL condition of lists, counts, link search and reports."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from pypika.terms import LiteralValue

import frappe
from oasis_crm.permissions import joins, visiting
from oasis_crm.permissions.rules import RULES, Rule
from oasis_crm.permissions.scope import Scope, scope_of

if TYPE_CHECKING:
    from pypika.queries import QueryBuilder

NOTHING = "1 = 0"
#: Up to so many firms are named one by one. MariaDB reads the whole table for "own, or of one of my firms" as
#: long as the firms are a subquery (20 s among a million visits), and two index ranges once they are named.
_NAMED = 3000


def conditions(user: str | None, doctype: str) -> str:
    """Hook `permission_query_conditions`: the condition for the rows that the user may read, or ""."""
    scope = scope_of(user)
    joins.refuse_hidden_fields(doctype, scope)
    return condition(doctype, scope)


def condition(doctype: str, scope: Scope, *, visited: bool = True) -> str:
    """The SQL condition of the rows of a DocType in a scope; "" where the scope hides none.

    `visited`: with the firms that are only visited, as lists and devices show them.
    """
    rule = RULES.get(doctype)
    if rule is None or scope.user == "Administrator":
        return ""
    if rule.parent:
        return _through(doctype, "parent", rule.parent, condition(rule.parent, scope))
    if scope.everything and not rule.personal:
        return ""
    parts = _parts(doctype, rule, scope)
    if visited and rule.visited:
        parts.append(_one_of(doctype, "name", visiting.firms_visited(scope.reads)))
    parts = [part for part in parts if part]
    return f"({' or '.join(parts)})" if parts else NOTHING


def restrict(
    query: "QueryBuilder", doctype: str, user: str | None = None, *, visited: bool = False
) -> "QueryBuilder":
    """A `frappe.qb` query limited to the rows the user may read. The table must stand in it without alias.

    Figures and watch lists speak of followed firms; `visited` adds those that are only visited.
    """
    return add_condition(query, condition(doctype, scope_of(user), visited=visited))


def add_condition(query: "QueryBuilder", sql: str) -> "QueryBuilder":
    """The query with a condition of this package; "" adds none."""
    return query.where(LiteralValue(sql)) if sql else query


def _parts(doctype: str, rule: Rule, scope: Scope) -> list[str]:
    people = {scope.user} if rule.personal else scope.reads
    parts = [_one_of(doctype, field, people) for field in rule.own]
    if rule.firm:
        parts.append(_of_firms(doctype, rule.firm, scope.reads))
    if rule.team:
        parts.append(_one_of(doctype, rule.team, scope.leads))
    if rule.teams:
        parts.append(_one_of(doctype, "name", scope.teams))
    return parts


def _of_firms(doctype: str, link: str, reps: Collection[str]) -> str:
    """The rows that hang on a firm which one of the reps follows."""
    if not reps:
        return ""
    followed = {"sales_rep": ["in", sorted(reps)]}
    # The rule itself is being worked out: this list stands for it, no permission is skipped.
    firms = frappe.get_all("Firm", filters=followed, pluck="name", limit=_NAMED + 1, order_by="name asc")
    if len(firms) > _NAMED:
        return _through(doctype, link, "Firm", _one_of("Firm", "sales_rep", reps))
    return _one_of(doctype, link, firms)


def _one_of(doctype: str, field: str, values: Collection[str]) -> str:
    if not values:
        return ""
    listed = ", ".join(frappe.db.escape(value, percent=False) for value in sorted(values))
    return f"`tab{doctype}`.`{field}` in ({listed})"


def _through(doctype: str, link: str, target: str, inner: str) -> str:
    return f"`tab{doctype}`.`{link}` in (select `name` from `tab{target}` where {inner})" if inner else ""
