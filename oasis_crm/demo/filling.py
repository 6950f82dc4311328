"""Fills a site with the demo: makes the rows in the order in which one needs the other, and writes them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate
from oasis_crm.demo import journeys, records
from oasis_crm.demo.cast import Cast, cast, ways
from oasis_crm.demo.firms import Firm, firms
from oasis_crm.demo.journeys import Contract
from oasis_crm.demo.pictures import attach_pictures
from oasis_crm.demo.rows import desk, places, talk, targets
from oasis_crm.demo.rows import documents as document_rows
from oasis_crm.demo.rows import firms as firm_rows
from oasis_crm.demo.rows import sales as sale_rows
from oasis_crm.demo.rows import visits as visit_rows
from oasis_crm.demo.rows.firms import Known
from oasis_crm.demo.sales import Customer, customers, sales
from oasis_crm.demo.standing import standing
from oasis_crm.demo.stations import codes_by_place, stations
from oasis_crm.demo.targets import targets as make_targets
from oasis_crm.demo.visits import visits
from oasis_crm.demo.world import World
from oasis_crm.demo.writer import Progress, Writer
from oasis_crm.services import firm_keys
from oasis_crm.services.firm_keys import data_of

#: Firms whose keys are written together.
KEYS_AT_ONCE = 10_000


class SiteInUseError(frappe.ValidationError):
    """The demo is only made where there is nothing yet that it could get mixed up with."""


def make(
    firms: int = 2000,
    visits: int = 12_000,
    sales: int = 60_000,
    seed: int = 2026,
    progress: Progress = print,
    today: date | str | None = None,
) -> dict[str, int]:
    """Fill the site with demo data of that many firms, visits (planned ones too) and fuel sales (about).

    Answers how many rows each DocType got; commits nothing. Raises SiteInUseError where there are firms.
    """
    if frappe.db.count("Firm"):
        frappe.throw(_("There are firms already: demo data goes into an empty site."), SiteInUseError)
    world = World(getdate(today), int(firms), int(visits), int(sales), int(seed))
    with collector_at_rest():
        filling = Filling(world, Writer(progress))
        filling.run()
    return filling.writer.counts


class Filling:
    """One run. What is made once is kept as a property; the steps write."""

    def __init__(self, world: World, writer: Writer) -> None:
        self.world, self.writer = world, writer
        self.cast: Cast = cast(world)
        self.ways = ways(world, self.cast)
        self.stations = stations(world)
        self.visit_book = visit_rows.VisitBook()
        self.sales_book = sale_rows.SalesBook()

    def run(self) -> None:
        """Firms come last of the large ones: their columns sum up the others'."""
        self.write_people()
        self.write_sales()
        self.write_visits()
        self.write_firms()
        self.write_contracts()
        self.write_targets()
        self.write_desk()

    @cached_property
    def firms(self) -> list[Firm]:
        rng = self.world.stream("journeys")
        found = list(firms(self.world, self.cast.territories, self.cast.team_of, self.ways))
        for firm in found:
            journeys.travel(self.world, firm, rng)
        return found

    @cached_property
    def contracts(self) -> list[Contract]:
        rng = self.world.stream("contracts")
        return [contract for firm in self.firms for contract in journeys.contracts(self.world, firm, rng)]

    @cached_property
    def customers(self) -> list[Customer]:
        return customers(self.world, self.firms, codes_by_place(self.stations))

    def write_people(self) -> None:
        self.writer.progress(f"  Users: {len(self.cast.users)}")
        records.make_users(self.cast)
        records.make_teams(self.cast)
        records.make_distributors()

    def write_sales(self) -> None:
        self.writer.write(places.station_table(self.world, self.stations, self.firms))
        batches = sales(self.world, self.customers)
        self.writer.write(sale_rows.sale_table(self.world, self.cast, batches, self.sales_book))

    def write_visits(self) -> None:
        made = visits(self.world, self.firms)
        self.writer.write(visit_rows.visit_table(self.world, self.cast, made, self.visit_book))

    def write_firms(self) -> None:
        heads = firm_rows.firm_heads(self.world, self.cast, self.firms)
        self.writer.write(firm_rows.firm_table(self.world, self.cast, self.known(), heads))
        self.writer.write(firm_rows.contact_table(self.firms, heads))
        self.writer.write(firm_rows.stage_table(self.world, self.cast, self.firms))
        self.writer.write(firm_rows.transfer_table(self.world, self.cast, self.firms))
        self.write_keys()

    def write_keys(self) -> None:
        """By which the duplicate guard finds the firms."""
        for start in range(0, len(self.firms), KEYS_AT_ONCE):
            batch = self.firms[start : start + KEYS_AT_ONCE]
            firm_keys.add((firm.name, data_of(firm_rows.identity(firm))) for firm in batch)
            self.writer.progress(f"  Firm Key: {start + len(batch):,}")

    def known(self) -> list[Known]:
        """The firms with what the other rows say of them."""
        rng, book = self.world.stream("standing"), self.visit_book
        by_firm = {customer.firm.index: customer for customer in self.customers}
        ends = {contract.firm.index: contract.ends for contract in self.contracts}
        return [
            Known(
                firm,
                by_firm.get(firm.index),
                standing(firm, by_firm.get(firm.index), rng),
                ends.get(firm.index),
                book.last.get(firm.index),
                book.next.get(firm.index),
            )
            for firm in self.firms
        ]

    def write_contracts(self) -> None:
        for table in firm_rows.contract_tables(self.world, self.cast, self.contracts):
            self.writer.write(table)
        self.writer.write(document_rows.document_table(self.world, self.cast, self.contracts))

    def write_targets(self) -> None:
        made = make_targets(
            self.world, self.ways, self.cast.team_of, self.sales_book.tenths, self.visit_book.done, self.won()
        )
        for table in targets.target_tables(self.cast, made):
            self.writer.write(table)

    def won(self) -> dict[tuple[int, int, int], int]:
        """(seller, year, month) → firms that signed."""
        found: dict[tuple[int, int, int], int] = {}
        for firm in self.firms:
            day = journeys.reached(firm, "Order")
            if day is not None:
                on = self.world.date(day)
                key = (firm.rep_on(day), on.year, on.month)
                found[key] = found.get(key, 0) + 1
        return found

    def write_desk(self) -> None:
        orders = desk.order_table(self.world, self.cast, self.firms)
        self.writer.write(orders)
        self.write_talk([dict(zip(orders.fields, row, strict=True)) for row in orders.rows])
        self.writer.write(desk.reminder_table(self.world, self.cast, self.firms))
        attach_pictures(self.cast.names, self.writer)
        # Last: a leave moves visits by its own rules, and tells whom it concerns.
        records.make_leaves(self.cast)

    def write_talk(self, orders: list[dict[str, Any]]) -> None:
        """Comments on firms and orders, and what people were told of."""
        names = {person.user: person.full_name for person in self.cast.users}
        on_orders = list(talk.order_comments(self.world, orders))
        said = [*talk.firm_comments(self.world, self.cast, self.firms), *on_orders]
        self.writer.write(talk.comment_table(said, names))
        self.writer.write(talk.note_table(orders, on_orders, names))


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Millions of small objects and no cycle among them: looking for one would cost a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
