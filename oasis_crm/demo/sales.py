"""Fuel sales: every customer at its own rhythm, with season, trend and days off.

The loop counts in whole numbers (tenths of a litre, kuruş, 65536ths of a day) and draws from one
64-bit linear congruential generator: `random` would cost more than everything else together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from oasis_crm.demo import numbers
from oasis_crm.demo.firms import Firm
from oasis_crm.demo.journeys import reached
from oasis_crm.demo.world import SALES_DAYS, World

PRODUCTS = ("Diesel", "Gasoline 95", "LPG", "AdBlue", "Electric kWh")
#: Kuruş a unit at the beginning of the sales history, and how many of a thousand dearer each day.
PRICES = (4890, 4780, 2640, 2350, 1180)
DEARER = 0.6
ELECTRIC = PRODUCTS.index("Electric kWh")

#: Sixteen draws of a product by type of firm: 0 diesel, 1 gasoline, 2 LPG, 3 AdBlue, 4 electricity.
_MIX = {
    "Transport": (0,) * 13 + (3,) * 3,
    "Construction": (0,) * 14 + (1, 3),
    "Fleet": (0,) * 8 + (1,) * 5 + (2, 4, 4),
    "Industry": (0,) * 11 + (1,) * 3 + (2, 4),
    "Agriculture": (0,) * 15 + (1,),
    "Fuel Station": (0,) * 10 + (1,) * 4 + (2,) * 2,
    "Public": (0,) * 10 + (1,) * 5 + (4,),
    "Other": (0,) * 9 + (1,) * 5 + (2,) * 2,
}
#: Thousandths of an average month, January to December.
_SEASONS = {
    "Construction": (640, 680, 860, 1020, 1150, 1240, 1260, 1260, 1200, 1100, 880, 710),
    "Agriculture": (480, 560, 950, 1250, 1180, 1330, 1400, 1290, 1240, 1280, 690, 350),
    "Transport": (900, 890, 980, 1000, 1020, 1040, 1050, 1060, 1060, 1050, 990, 960),
    "Fleet": (930, 930, 980, 1000, 1010, 1050, 1070, 1070, 1020, 1000, 970, 970),
}
_EVEN = (960, 960, 990, 1000, 1010, 1020, 1030, 1020, 1010, 1010, 1000, 990)
#: Thousandths of a usual day's litres, Monday first. Nobody fuels the whole fleet on a Sunday.
_WEEK = (1120, 1040, 1030, 1040, 1090, 980, 700)
#: Share of an AdBlue filling in a filling of fuel, by product, in thousandths.
_PORTION = (1000, 720, 640, 90, 800)

_MULTIPLIER, _INCREMENT, _MASK = 6364136223846793005, 1442695040888963407, (1 << 64) - 1
DAY = 1 << 16
#: Of a thousand sales so many come with a customer code that nobody knows.
_UNMATCHED = 3
_BATCH = 20_000

#: A sale as the writer wants it: (external_id, distributor index, firm or None, code, rep or None, day,
#: time, plate, station, product index, tenths of a litre, kuruş a unit, kuruş)
Sale = tuple[int, int, "Firm | None", str, "int | None", int, str, str, str, int, int, int, int]


@dataclass(slots=True)
class Customer:
    """How a firm fuels. `gap`: 65536ths of a day between fillings; `filling`: tenths of a litre."""

    firm: Firm
    code: str
    first: int
    last: int
    weight: int
    trend: int
    discount: int
    mix: tuple[int, ...]
    season: tuple[int, ...]
    plates: list[str]
    stations: list[str]
    gap: int = 0
    filling: int = 0
    #: What the loop finds out: tenths of litres, kuruş.
    tenths_30: int = 0
    tenths_90: int = 0
    tenths_year: int = 0
    spent_30: int = 0
    last_sale: tuple[int, str] | None = None
    _left: int = field(default=0, repr=False)


def customers(world: World, firms: list[Firm], stations: dict[tuple[int, int], list[str]]) -> list[Customer]:
    """Those who buy, or did within the history. `stations`: codes by (plate number, distributor)."""
    if not world.sales:
        return []
    rng = world.stream("customers")
    start = world.now - SALES_DAYS
    found = [_customer(world, firm, stations, rng) for firm in firms if firm.has_bought]
    found = [customer for customer in found if customer.last >= start]
    for customer in found:
        customer.first = max(customer.first, start)
    _set_rhythm(world, found, rng)
    return found


def customer_code(firm: Firm) -> str:
    return f"{(firm.distributor + 1) * 1_000_000 + firm.index * 7 % 999_983:07d}"


def _customer(world: World, firm: Firm, stations: dict[tuple[int, int], list[str]], rng: Random) -> Customer:
    first = reached(firm, "Payment") or firm.since
    last, trend = _mood(world, firm, first, rng)
    return Customer(
        firm=firm,
        code=customer_code(firm),
        first=first,
        last=last,
        weight=max(int(firm.potential**0.6), 1),
        trend=trend,
        discount=rng.randrange(10, 75),
        mix=_MIX[firm.firm_type],
        season=_SEASONS.get(firm.firm_type, _EVEN),
        plates=[numbers.plate(firm.province.plate, rng) for _ in range(min(firm.vehicles, 6))],
        stations=stations[firm.province.plate, firm.distributor],
    )


def _mood(world: World, firm: Firm, first: int, rng: Random) -> tuple[int, int]:
    """(last day, thousandths of the usual litres that it takes by the end): most go on as ever."""
    if firm.fate == "Former":
        return max(firm.path[-1][0] - 3, first), 600
    chance = rng.random()
    if chance < 0.07:
        return max(world.last - rng.randint(16, 75), first), 850
    if chance < 0.16:
        return world.last, rng.randint(350, 600)
    return world.last, rng.randint(850, 1500)


def _set_rhythm(world: World, found: list[Customer], rng: Random) -> None:
    """Gaps such that all fillings together are as many as asked for; large firms fuel more often."""
    total = sum(customer.weight * (customer.last - customer.first + 1) for customer in found) or 1
    for customer in found:
        often = world.sales * customer.weight / total
        customer.gap = max(int(DAY / often), 1)
        share = rng.randint(45, 95)
        # A month is 30 days: potential × share × gap / 30, in tenths of a litre.
        customer.filling = max(customer.firm.potential * share * customer.gap // (300 * DAY), 120)


def sales(world: World, found: list[Customer]) -> Iterator[list[Sale]]:
    """All sales, oldest first, in batches; notes on the way what each customer took of late."""
    start, random = world.now - SALES_DAYS, world.stream("sales")
    clock, state, number = _clock(), random.getrandbits(64), 0
    buckets: list[list[Customer]] = [[] for _ in range(world.now)]
    for customer in found:
        new = customer.first > start
        customer._left = 0 if new else int(customer.gap * random.random())
        _schedule(buckets, customer, customer.first)
    batch: list[Sale] = []
    for day in range(start, world.now):
        prices = _prices(day - start)
        weekday, month = world.date(day).weekday(), world.date(day).month - 1
        age = world.now - day
        for customer in buckets[day]:
            firm, rep = customer.firm, customer.firm.rep_on(day)
            grown = 1000 + (customer.trend - 1000) * (day - start) // SALES_DAYS
            usual = customer.filling * customer.season[month] // 1000 * _WEEK[weekday] // 1000 * grown // 1000
            while customer._left < DAY:
                state = (state * _MULTIPLIER + _INCREMENT) & _MASK
                draw = state >> 20
                product = customer.mix[draw & 15]
                tenths = (
                    usual * (700 + (draw >> 4 & 511) * 600 // 512) // 1000 * _PORTION[product] // 1000 + 50
                )
                price = prices[product] * (1000 - customer.discount) // 1000
                amount = (tenths * price + 5) // 10
                number += 1
                known = (draw >> 13 & 1023) >= _UNMATCHED
                time = clock[draw >> 23 & 1023]
                batch.append(
                    (
                        number,
                        firm.distributor,
                        firm if known else None,
                        customer.code if known else f"9{number % 900 + 100:06d}",
                        rep if known else None,
                        day,
                        time,
                        customer.plates[(draw >> 33) % len(customer.plates)],
                        customer.stations[(draw >> 37) % len(customer.stations)],
                        product,
                        tenths,
                        price,
                        amount,
                    )
                )
                if known:
                    _note(customer, age, day, time, tenths if product != ELECTRIC else 0, amount)
                # Half to one and a half gaps, one in the mean.
                customer._left += (customer.gap >> 1) + (customer.gap * (draw >> 34 & 1023) >> 10) + 1
            _schedule(buckets, customer, day)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _schedule(buckets: list[list[Customer]], customer: Customer, day: int) -> None:
    """Put the customer on the day of its next filling; after its last day it comes no more."""
    days, customer._left = divmod(customer._left, DAY)
    if day + days <= customer.last:
        buckets[day + days].append(customer)


def _note(customer: Customer, age: int, day: int, time: str, tenths: int, amount: int) -> None:
    last = customer.last_sale
    if last is None or day > last[0] or time > last[1]:
        customer.last_sale = (day, time)
    if age > 365:
        return
    customer.tenths_year += tenths
    if age <= 90:
        customer.tenths_90 += tenths
    if age <= 30:
        customer.tenths_30 += tenths
        customer.spent_30 += amount


def _prices(day: int) -> list[int]:
    return [int(price * (1 + DEARER * day / 1000)) for price in PRICES]


def _clock() -> list[str]:
    """1024 times of day between six and ten in the evening, most of them around noon."""
    minutes = (360 + (n * 960 + (n * n % 7) * 40) // 1024 for n in range(1024))
    return [f"{m // 60:02d}:{m % 60:02d}:{m * 7 % 60:02d}.000000" for m in minutes]
