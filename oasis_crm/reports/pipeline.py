"""The pipeline by rep or team and stage: what stands where, what moved, what comes next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from heapq import nsmallest
from typing import Any

import frappe
from frappe.query_builder.functions import Count, Date
from frappe.utils import flt, getdate
from oasis_crm.domain.stages import LOST, SPANCOP
from oasis_crm.permissions.conditions import restrict
from oasis_crm.reports import query
from oasis_crm.reports.filters import Filters

TOP = 5
#: (rep or team or "", stage)
Key = tuple[str, str]


@dataclass
class Cell:
    """One stage of a rep or team. Litres a month; `age` is the sum of the firms' days in the stage."""

    firms: int = 0
    litres: float = 0.0
    age: int = 0
    moved_in: int = 0
    moved_out: int = 0
    moved_on: int = 0
    lost: int = 0
    next_action: date | None = None
    top: list[str] = field(default_factory=list)

    @property
    def average_age(self) -> int:
        return round(self.age / self.firms) if self.firms else 0

    @property
    def conversion(self) -> float | None:
        """Percent of those that left the stage in the period which went on; None where none left."""
        return round(100 * self.moved_on / self.moved_out, 1) if self.moved_out else None


def cells(asked: Filters, group: str | None, today: date) -> dict[Key, Cell]:
    """The cells by group and stage. `group`: sales_rep, sales_team, or None for all together."""
    found: dict[Key, Cell] = defaultdict(Cell)
    _add_standing(found, asked, group, today)
    _add_moves(found, asked, group)
    return found


def _firms(asked: Filters) -> tuple[Any, Any]:
    firm = frappe.qb.DocType("Firm")
    base = query.of_people(frappe.qb.from_(firm), firm.sales_rep, asked)
    return firm, restrict(query.equal(base, firm, asked, "firm_type", "city"), "Firm")


def _add_standing(found: dict[Key, Cell], asked: Filters, group: str | None, today: date) -> None:
    """One pass through the firms, counted and ranked here.

    No function for the days between two dates is the same in every database, and numbering the firms of each
    stage there costs more than reading them.
    """
    firm, base = _firms(asked)
    columns = (firm.stage, firm.potential_litres, Date(firm.stage_since), Date(firm.next_visit_on), firm.name)
    ranks: dict[Key, list[tuple[float, str]]] = defaultdict(list)
    day = lru_cache(maxsize=None)(getdate)
    base = base.select(*columns, *([firm[group]] if group else []))
    for stage, potential, since, next_visit, name, *owner in base.run():
        key, litres = ((owner[0] or "") if group else "", stage), flt(potential)
        cell = found[key]
        cell.firms += 1
        cell.litres += litres
        cell.age += max((today - day(since)).days, 0) if since else 0
        if next_visit:
            cell.next_action = min(cell.next_action or day(next_visit), day(next_visit))
        ranks[key].append((-litres, name))
    _name_top(found, {key: nsmallest(TOP, ranked) for key, ranked in ranks.items()})


def _name_top(found: dict[Key, Cell], tops: dict[Key, list[tuple[float, str]]]) -> None:
    names = _firm_names([name for top in tops.values() for _litres, name in top])
    for key, top in tops.items():
        found[key].top = [names[name] for _litres, name in top]


def _firm_names(firms: list[str]) -> dict[str, str]:
    """Names of firms that the reader was found to see."""
    filters = {"name": ["in", firms or [""]]}
    rows = frappe.get_all("Firm", filters, ["name", "firm_name"], order_by="name asc", as_list=True)
    return {name: firm_name for name, firm_name in rows}


def _add_moves(found: dict[Key, Cell], asked: Filters, group: str | None) -> None:
    change = frappe.qb.DocType("Stage Change")
    base = query.within(frappe.qb.from_(change), change.changed_on, asked)
    base = restrict(query.of_people(base, change.sales_rep, asked), "Stage Change")
    moves = (
        base.select(change.sales_rep, change.from_stage, change.to_stage, Count(change.name))
        .groupby(change.sales_rep)
        .groupby(change.from_stage)
        .groupby(change.to_stage)
    )
    teams = _teams() if group == "sales_team" else {}
    for rep, before, after, count in moves.run():
        owner = {"sales_rep": rep or "", "sales_team": teams.get(rep, "")}.get(group or "", "")
        _count_move(found, owner, before, after, count)


def _count_move(found: dict[Key, Cell], owner: str, before: str | None, after: str, count: int) -> None:
    found[owner, after].moved_in += count
    if not before:
        return
    left = found[owner, before]
    left.moved_out += count
    if after == LOST:
        left.lost += count
    elif before in SPANCOP and SPANCOP.index(after) > SPANCOP.index(before):
        left.moved_on += count


def _teams() -> dict[str, str]:
    """Team by user: where he is a member, else where he leads."""
    led = frappe.get_all(
        "Sales Team", {"leader": ["is", "set"]}, ["leader", "name"], order_by="name desc", as_list=True
    )
    member = frappe.get_all(
        "Sales Team Member",
        {"parenttype": "Sales Team"},
        ["user", "parent"],
        order_by="parent desc",
        as_list=True,
    )
    return {**dict(led), **dict(member)}
