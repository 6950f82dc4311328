"""Firms with contacts, the log of their stages, their contracts and transfers, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from oasis_crm.demo import sentences
from oasis_crm.demo.cast import TEAMS, Cast
from oasis_crm.demo.firms import DISTRIBUTORS, Firm, address, tax_office
from oasis_crm.demo.journeys import Contract
from oasis_crm.demo.people import DECIDERS
from oasis_crm.demo.rows.table import CHILD, STANDARD, Table, child_head, hash_name, head
from oasis_crm.demo.sales import DAY, Customer, customer_code
from oasis_crm.demo.standing import Standing
from oasis_crm.demo.world import World
from oasis_crm.domain import cadence
from oasis_crm.domain.stages import FIRST
from oasis_crm.domain.text import search_key
from oasis_crm.domain.watch import Thresholds, quiet_from

FIRM = (
    "firm_name", "legal_title", "firm_type", "tax_id", "tax_office", "phone", "mobile", "email", "website",
    "address_line", "district", "city", "latitude", "longitude", "sales_rep", "sales_team", "followed_since",
    "relationship", "stage", "stage_since", "lost_reason", "potential_litres", "vehicle_count",
    "current_supplier", "supplier_contract_end", "distributor", "customer_code", "credit_limit", "limit_used",
    "limit_available", "limit_as_of", "daily_spend", "usual_gap_days", "quiet_from", "last_fuel_on",
    "litres_30d", "litres_90d", "litres_12m",
    "contract_end",
    "rating", "score", "last_visit_on", "next_visit_on", "visit_due_on", "entry_method", "duplicate_reviewed",
    "search_key",
)  # fmt: skip
CONTACT = ("contact_name", "job_title", "phone", "email", "is_primary", "is_decision_maker")
STAGE = ("firm", "from_stage", "to_stage", "changed_on", "changed_by", "days_in_stage", "sales_rep")
CONTRACT = (
    "firm", "distributor", "contract_no", "sales_rep", "starts_on", "ends_on", "committed_litres",
    "guarantee_amount",
)  # fmt: skip
PRICE = ("product", "discount_percent", "fixed_discount")
TRANSFER = (
    "firm", "firm_name", "from_rep", "from_rep_name", "to_rep", "to_rep_name", "status", "decided_by",
    "decided_on", "visits_moved", "reason",
)  # fmt: skip

#: A firm changes hands in the evening, after the day's last sale: the new rep starts the next morning.
HAND_OVER = "22:45:00.000000"


@dataclass(frozen=True)
class Known:
    """What the visits, the contracts and the sales say of a firm."""

    firm: Firm
    customer: Customer | None
    standing: Standing
    contract_end: int | None
    last_visit: str | None
    next_visit: str | None


def stamp(world: World, day: int, time: str = "09:30:00.000000") -> str:
    """A moment as the database has it."""
    return f"{world.date(day).isoformat()} {time}"


def firm_heads(world: World, cast: Cast, firms: list[Firm]) -> list[tuple[Any, ...]]:
    """The standard columns of each firm."""
    made = [
        (firm, stamp(world, firm.since), stamp(world, firm.path[-1][0] if firm.path else firm.since))
        for firm in firms
    ]
    return [
        head(firm.name, cast.names[firm.rep_on(firm.since)], born, changed) for firm, born, changed in made
    ]


def firm_table(world: World, cast: Cast, found: list[Known], heads: list[tuple]) -> Table:
    rows = (row_head + _firm(world, cast, known) for known, row_head in zip(found, heads, strict=True))
    return Table("Firm", STANDARD + FIRM, rows)


def _firm(world: World, cast: Cast, known: Known) -> tuple[Any, ...]:
    firm, standing = known.firm, known.standing
    legal = firm.naming.title if firm.entry != "Quick" else None
    code = customer_code(firm) if firm.has_signed else None
    stage_day, stage = firm.path[-1] if firm.path else (firm.since, FIRST)
    key = search_key((firm.naming.short, legal, firm.province.name, firm.tax_id, code))
    return (
        firm.naming.short, legal, firm.firm_type, firm.tax_id, tax_office(firm) if firm.tax_id else None,
        firm.phone, _mobile(firm), _email(firm),
        f"https://www.{firm.naming.domain}" if firm.index % 4 == 0 else None,
        address(firm), firm.district.name, firm.province.name, firm.latitude, firm.longitude,
        cast.names[firm.rep], TEAMS[firm.team], world.date(firm.moved or firm.since).isoformat(),
        _relationship(firm), stage, stamp(world, stage_day), _lost_reason(firm, stage),
        float(firm.potential), firm.vehicles, firm.supplier,
        world.date(firm.supplier_end).isoformat() if firm.supplier_end is not None else None,
        DISTRIBUTORS[firm.distributor] if firm.has_signed else None, code,
        *_money(world, standing), *_habit(world, known.customer), *_litres(world, known.customer),
        world.date(known.contract_end).isoformat() if known.contract_end is not None else None,
        standing.rating, standing.score, known.last_visit, known.next_visit,
        _due_on(world, firm, stage, known.last_visit, standing.rating), firm.entry, 0, key,
    )  # fmt: skip


def _due_on(world: World, firm: Firm, stage: str, last_visit: str | None, rating: str) -> str | None:
    last = date.fromisoformat(last_visit[:10]) if last_visit else None
    interval = cadence.interval_days(rating, stage=stage)
    due = cadence.due_on(last, world.date(firm.moved or firm.since), interval)
    return due.isoformat() if due else None


def identity(firm: Firm) -> dict[str, Any]:
    """The values of the row by which a duplicate of the firm would be found."""
    return {
        "firm_name": firm.naming.short,
        "city": firm.province.name,
        "tax_id": firm.tax_id,
        "phone": firm.phone,
        "mobile": _mobile(firm),
        "email": _email(firm),
        "contacts": [{"phone": contact.phone, "email": contact.email} for contact in firm.contacts],
    }


def _mobile(firm: Firm) -> str | None:
    return firm.mobile if firm.index % 3 else None


def _email(firm: Firm) -> str | None:
    return firm.contacts[0].email if firm.index % 5 else None


def _relationship(firm: Firm) -> str:
    if firm.fate == "Former":
        return "Former Customer"
    return "Customer" if firm.has_signed else "Tracked"


def _lost_reason(firm: Firm, stage: str) -> str | None:
    return sentences.LOST_REASONS[firm.index % len(sentences.LOST_REASONS)] if stage == "Lost" else None


def _money(world: World, standing: Standing) -> tuple[float, float, float, str | None]:
    limit, used = standing.credit_limit, standing.limit_used
    return limit, used, limit - used, stamp(world, world.last, "23:30:00.000000") if limit else None


def _habit(world: World, customer: Customer | None) -> tuple[float, float, str | None]:
    """Lira a day, days between fillings, and the day from which silence is unusual."""
    if customer is None or customer.last_sale is None:
        return 0.0, 0.0, None
    gap = round(customer.gap / DAY, 1)
    quiet = quiet_from(world.date(customer.last_sale[0]), gap, Thresholds())
    return round(customer.spent_30 / 3000, 2), gap, quiet and quiet.isoformat()


def _litres(world: World, customer: Customer | None) -> tuple[str | None, float, float, float]:
    if customer is None:
        return None, 0.0, 0.0, 0.0
    last = stamp(world, *customer.last_sale) if customer.last_sale else None
    return last, customer.tenths_30 / 10, customer.tenths_90 / 10, customer.tenths_year / 10


def contact_table(firms: list[Firm], heads: list[tuple]) -> Table:
    return Table("Firm Contact", CHILD + CONTACT, _contacts(firms, heads))


def _contacts(firms: list[Firm], heads: list[tuple]) -> Iterator[tuple[Any, ...]]:
    number = 0
    for firm, row_head in zip(firms, heads, strict=True):
        for idx, contact in enumerate(firm.contacts, 1):
            number += 1
            yield child_head(hash_name("fc", number), row_head, idx, "Firm", "contacts") + (
                contact.name, contact.job, contact.phone, contact.email, int(idx == 1),
                int(contact.job in DECIDERS),
            )  # fmt: skip


def stage_table(world: World, cast: Cast, firms: list[Firm]) -> Table:
    return Table("Stage Change", STANDARD + STAGE, _stages(world, cast, firms))


def _stages(world: World, cast: Cast, firms: list[Firm]) -> Iterator[tuple[Any, ...]]:
    number = 0
    for firm in firms:
        since, before = firm.since, FIRST
        for day, stage in firm.path:
            number += 1
            rep, moment = cast.names[firm.rep_on(day)], stamp(world, day)
            yield head(hash_name("sc", number), rep, moment) + (
                firm.name, before, stage, moment, rep, day - since, rep,
            )  # fmt: skip
            since, before = day, stage


def contract_tables(world: World, cast: Cast, found: list[Contract]) -> list[Table]:
    rng = world.stream("prices")
    heads = [_contract_head(world, cast, contract, n) for n, contract in enumerate(found, 1)]
    rows = [
        row_head + _contract(world, cast, contract) for row_head, contract in zip(heads, found, strict=True)
    ]
    prices = _prices(found, heads, rng)
    return [
        Table("Fuel Contract", STANDARD + CONTRACT, rows),
        Table("Fuel Contract Price", CHILD + PRICE, prices),
    ]


def _contract_head(world: World, cast: Cast, contract: Contract, number: int) -> tuple[Any, ...]:
    owner = cast.names[contract.firm.rep_on(contract.starts)]
    return head(f"CON-{number:05d}", owner, stamp(world, contract.starts, "11:00:00.000000"), docstatus=1)


def _contract(world: World, cast: Cast, contract: Contract) -> tuple[Any, ...]:
    firm = contract.firm
    litres = firm.potential * 7 // 10 * 12 // 1000 * 1000
    return (
        firm.name, DISTRIBUTORS[firm.distributor], f"{world.date(contract.starts):%Y}/{firm.index:05d}",
        cast.names[firm.rep_on(contract.starts)], world.date(contract.starts).isoformat(),
        world.date(contract.ends).isoformat(), float(litres),
        float(litres * 50 // 12 // 10_000 * 10_000) if contract.guarantee else 0.0,
    )  # fmt: skip


def _prices(found: list[Contract], heads: list[tuple], rng: Random) -> Iterator[tuple[Any, ...]]:
    number = 0
    for contract, row_head in zip(found, heads, strict=True):
        products = ("Diesel", "Gasoline 95", "AdBlue", "LPG")[: rng.choice((1, 2, 2, 3, 4))]
        for idx, product in enumerate(products, 1):
            number += 1
            fixed = contract.firm.index % 9 == 0
            yield child_head(hash_name("cp", number), row_head, idx, "Fuel Contract", "prices") + (
                product, 0.0 if fixed else rng.randrange(10, 75) / 10,
                rng.randrange(5, 40) / 10 if fixed else 0.0,
            )  # fmt: skip


def transfer_table(world: World, cast: Cast, firms: list[Firm]) -> Table:
    """The hand-overs that took place, and some that wait for a manager."""
    moved = [firm for firm in firms if firm.moved is not None]
    asked = [firm for firm in firms if firm.moved is None and firm.fate in ("Prospect", "Suspect")][5:80:25]
    rows = [_done_transfer(world, cast, firm, n) for n, firm in enumerate(moved, 1)]
    rows += [_asked_transfer(world, cast, firm, len(moved) + n) for n, firm in enumerate(asked, 1)]
    return Table("Firm Transfer", STANDARD + TRANSFER, rows)


def _done_transfer(world: World, cast: Cast, firm: Firm, number: int) -> tuple[Any, ...]:
    reason = sentences.TRANSFER_REASONS[firm.index % len(sentences.TRANSFER_REASONS)]
    decided = stamp(world, firm.moved - 1, HAND_OVER)
    asked = stamp(world, firm.moved - 4, "14:20:00.000000")
    return head(f"FTR-{number:05d}", cast.names[firm.rep], asked, decided) + (
        firm.name, firm.naming.short, *_person(cast, firm.former_rep), *_person(cast, firm.rep), "Approved",
        cast.manager, decided, 0, reason,
    )  # fmt: skip


def _asked_transfer(world: World, cast: Cast, firm: Firm, number: int) -> tuple[Any, ...]:
    other = (firm.rep + 1) % (len(cast.names) - 1)
    asked = stamp(world, world.last, f"1{number % 7}:05:00.000000")
    return head(f"FTR-{number:05d}", cast.names[other], asked) + (
        firm.name, firm.naming.short, *_person(cast, firm.rep), *_person(cast, other), "Requested", None,
        None, 0, sentences.TRANSFER_REASONS[1],
    )  # fmt: skip


def _person(cast: Cast, seller: int) -> tuple[str, str]:
    return cast.sellers[seller].user, cast.sellers[seller].full_name
