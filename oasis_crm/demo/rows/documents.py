"""The papers of customers as rows; the pictures of some follow as files."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from oasis_crm.demo.cast import Cast
from oasis_crm.demo.journeys import Contract
from oasis_crm.demo.rows.firms import stamp
from oasis_crm.demo.rows.table import STANDARD, Table, head
from oasis_crm.demo.world import World

FIELDS = (
    "firm", "document_type", "number", "status", "rejection_reason", "issued_on", "expires_on", "amount",
    "bank",
)  # fmt: skip
#: Invented, as everything here.
BANKS = ("Boğazkent Bankası", "Anafor Bank", "Yeditepe Katılım", "Toroskent Bankası")
_PAPERS = ("Tax Certificate", "Signature Circular", "Trade Registry Gazette")
REJECTED = "Görüntü okunmuyor, yeniden çekilmeli."


def document_table(world: World, cast: Cast, contracts: list[Contract]) -> Table:
    """Those that came with each firm's newest contract."""
    newest = {contract.firm.index: contract for contract in contracts}
    return Table("Firm Document", STANDARD + FIELDS, _rows(world, cast, list(newest.values())))


def _rows(world: World, cast: Cast, contracts: list[Contract]) -> Iterator[tuple[Any, ...]]:
    rng, number = world.stream("documents"), 0
    for contract in contracts:
        for kind in _kinds(contract, rng):
            number += 1
            yield _row(world, cast, contract, kind, number, rng)


def _kinds(contract: Contract, rng: Random) -> list[str]:
    guarantee = [rng.choice(("Guarantee Cheque", "Guarantee Letter"))] if contract.guarantee else []
    papers = [kind for kind in _PAPERS if rng.random() < 0.75]
    if contract.firm.naming.sole_trader:
        papers = [kind for kind in papers if kind == "Tax Certificate"]
    return ["Sales Contract", *guarantee, *papers]


def _row(
    world: World, cast: Cast, contract: Contract, kind: str, number: int, rng: Random
) -> tuple[Any, ...]:
    firm, day = contract.firm, contract.starts
    status = rng.choices(("Verified", "Captured", "Rejected"), (84, 13, 3))[0]
    guarantee = kind.startswith("Guarantee")
    ends = world.date(contract.ends).isoformat() if guarantee or kind == "Sales Contract" else None
    moment = stamp(world, day, "16:40:00.000000")
    return head(f"DOC-{number:06d}", cast.names[firm.rep_on(day)], moment) + (
        firm.name, kind, _number(contract, kind, world, rng), status,
        REJECTED if status == "Rejected" else None,
        world.date(day).isoformat(), ends, _guarantee(firm.potential) if guarantee else 0.0,
        rng.choice(BANKS) if guarantee else None,
    )  # fmt: skip


def _number(contract: Contract, kind: str, world: World, rng: Random) -> str:
    if kind == "Sales Contract":
        return f"{world.date(contract.starts):%Y}/{contract.firm.index:05d}"
    return contract.firm.tax_id or "" if kind == "Tax Certificate" else str(rng.randrange(10**6, 10**7))


def _guarantee(litres: int) -> float:
    """About a month's fuel, in steps of 10,000 lira."""
    return float(max(litres * 30 // 10_000, 5) * 10_000)
