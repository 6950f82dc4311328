"""Fuel sales as rows, and on the way what each rep sold in each month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from oasis_crm.demo.cast import Cast
from oasis_crm.demo.firms import DISTRIBUTORS
from oasis_crm.demo.rows.table import STANDARD, Table
from oasis_crm.demo.sales import ELECTRIC, PRODUCTS, Sale
from oasis_crm.demo.world import World

FIELDS = (
    "distributor", "external_id", "customer_code", "match_status", "firm", "sales_rep", "sold_at", "plate",
    "station", "product", "litres", "unit_price", "amount",
)  # fmt: skip
_USER = "Administrator"


@dataclass
class SalesBook:
    """(seller, year, month) → tenths of a litre, and kuruş."""

    tenths: dict[tuple[int, int, int], int] = field(default_factory=dict)
    amount: dict[tuple[int, int, int], int] = field(default_factory=dict)


def sale_table(world: World, cast: Cast, batches: Iterable[list[Sale]], book: SalesBook) -> Table:
    """`book` is filled while the rows are read."""
    return Table("Fuel Sale", STANDARD + FIELDS, _rows(world, cast, batches, book))


def _rows(world: World, cast: Cast, batches: Iterable[list[Sale]], book: SalesBook) -> Iterator[tuple]:
    names, tenths, amounts = cast.names, book.tenths, book.amount
    dates = [world.date(day) for day in range(world.now)]
    days = [day.isoformat() for day in dates]
    months = [(day.year, day.month) for day in dates]
    for batch in batches:
        for (
            number,
            seller,
            firm,
            code,
            rep,
            day,
            time,
            plate,
            station,
            product,
            litres,
            price,
            amount,
        ) in batch:
            sold_at, external_id = f"{days[day]} {time}", f"S{number:08d}"
            distributor = DISTRIBUTORS[seller]
            if rep is not None:
                key = (rep, *months[day])
                tenths[key] = tenths.get(key, 0) + (litres if product != ELECTRIC else 0)
                amounts[key] = amounts.get(key, 0) + amount
            yield (
                f"{distributor}-{external_id}", _USER, _USER, sold_at, sold_at, 0, 0,
                distributor, external_id, code, "Matched" if firm else "Unmatched",
                firm.name if firm else None,
                None if rep is None else names[rep], sold_at, plate, station, PRODUCTS[product], litres / 10,
                price / 100, amount / 100,
            )  # fmt: skip
