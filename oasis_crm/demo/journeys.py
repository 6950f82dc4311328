"""The way of each firm through SPANCOP: on which day it reached which stage, and when it signed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from oasis_crm.demo.firms import Firm
from oasis_crm.demo.world import World
from oasis_crm.domain.stages import FIRST, LOST, SPANCOP, may_move

#: Days a customer takes from its first day to its contract: (least, most).
TO_ORDER = (25, 260)
YEAR = 365


@dataclass(frozen=True)
class Contract:
    """A signed contract; `starts` and `ends` are days of the World."""

    firm: Firm
    starts: int
    ends: int
    guarantee: bool


def travel(world: World, firm: Firm, rng: Random) -> None:
    """Give the firm its path: [(day, stage)] after the first stage, by today at its fate."""
    if firm.fate == FIRST:
        return
    stages = _stages(firm.fate, rng)
    days = _days(world, firm, len(stages), rng)
    firm.path = list(zip(days, stages, strict=True))


def _stages(fate: str, rng: Random) -> list[str]:
    """The stages in order; now and then one is skipped, never against the table."""
    goal = {"Former": "Payment", LOST: rng.choice(SPANCOP[1:5])}.get(fate, fate)
    way = list(SPANCOP[1 : SPANCOP.index(goal) + 1])
    for stage in way[:-1]:
        at = way.index(stage)
        before = way[at - 1] if at else FIRST
        if stage not in ("Order", "Closing") and rng.random() < 0.18 and may_move(before, way[at + 1]):
            way.remove(stage)
    return [*way, LOST] if fate in (LOST, "Former") else way


def _days(world: World, firm: Firm, count: int, rng: Random) -> list[int]:
    """Working days in rising order, the last one long enough ago for what follows."""
    age = world.last - firm.since
    if firm.has_signed:
        span = min(rng.randint(*TO_ORDER), max(age - (330 if firm.fate == "Former" else 5), count * 2))
    else:
        span = max(age - rng.randint(0, min(90, age // 2)), 1)
    days = [world.past_working_day(firm.since + rng.randint(1, span)) for _ in range(count)]
    days.sort()
    # One move a day: first push towards the beginning, then, where that ran out of days, towards today.
    for at in range(count - 2, -1, -1):
        days[at] = min(days[at], world.past_working_day(days[at + 1] - 1))
    for at, day in enumerate(days):
        days[at] = max(day, world.working_day((days[at - 1] if at else firm.since) + 1))
    return _after_the_fact(world, firm, days, rng)


def _after_the_fact(world: World, firm: Firm, days: list[int], rng: Random) -> list[int]:
    """A first fuelling some days after the contract; a former customer leaves a year or so later."""
    if firm.fate == "Payment":
        days[-1] = min(days[-2] + rng.randint(1, 14), world.last)
    if firm.fate == "Former":
        days[-2] = days[-3] + rng.randint(1, 14)
        days[-1] = world.past_working_day(min(days[-3] + YEAR + rng.randint(0, 20), world.last - 5))
    return days


def stage_on(firm: Firm, day: int) -> str:
    """The stage at the end of that day."""
    stage = FIRST
    for reached, name in firm.path:
        if reached > day:
            break
        stage = name
    return stage


def reached(firm: Firm, stage: str) -> int | None:
    """The day on which the firm came to that stage."""
    return next((day for day, name in firm.path if name == stage), None)


def contracts(world: World, firm: Firm, rng: Random) -> list[Contract]:
    """The firm's contracts, one after the other; a customer's last one still runs."""
    signed = reached(firm, "Order")
    if signed is None:
        return []
    found, starts = [], signed
    until = reached(firm, LOST) or world.now
    while starts < until:
        ends = starts + YEAR * rng.choice((1, 1, 1, 2, 3)) - 1
        if firm.fate == "Former":
            ends = until - 1
        found.append(Contract(firm, starts, ends, rng.random() < 0.7))
        starts = ends + 1
    return found
