"""Visits: those that moved a firm a stage, the regular ones between, and the open ones ahead."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from oasis_crm.demo import sentences
from oasis_crm.demo.firms import Firm
from oasis_crm.demo.journeys import stage_on
from oasis_crm.demo.world import World
from oasis_crm.domain.place import Fix, Point, check_in

DAILY_CAP = 8
CHECK_IN_RADIUS = 300
MINUTES = 30
#: The share of regular visits that somebody else asked for.
ROUTED = 0.08
#: Half hours from nine to six without the lunch break.
SLOTS = tuple(n for n in range(18) if n not in (6, 7))
HOURS = tuple(f"{9 + n // 2:02d}:{30 * (n % 2):02d}:00.000000" for n in range(18))
#: Of a hundred firms of that fate, so many have an open visit.
WITH_OPEN_VISIT = {
    "Suspect": 45, "Prospect": 60, "Approach": 75, "Negotiation": 90, "Closing": 95, "Order": 80,
    "Payment": 55,
}  # fmt: skip
#: How often firms of that fate are visited between the visits that move them.
ATTENTION = {
    "Suspect": 1, "Prospect": 2, "Approach": 3, "Negotiation": 4, "Closing": 5, "Order": 4, "Payment": 5,
    "Former": 3, "Lost": 2,
}  # fmt: skip

_BY_MOVE = {
    "Prospect": "Interested", "Approach": "Very Interested", "Negotiation": "Offer Made",
    "Closing": "Very Interested", "Order": "Contract Signed", "Lost": "Lost",
}  # fmt: skip
#: Drawn by position: in a million visits `choices` would cost more than all the rest.
_KINDS = ("Visit",) * 72 + ("Phone",) * 22 + ("Online",) * 6
_KINDS_AHEAD = ("Visit",) * 76 + ("Phone",) * 18 + ("Online",) * 6
_UNDONE = (
    (("Missed", "Manual"),) * 3
    + (("Missed", "Assigned"),)
    + (("Cancelled", "Manual"),) * 2
    + (("Declined", "Assigned"),)
)
_AHEAD = (
    (("Planned", "Automatic"),) * 62 + (("Planned", "Manual"),) * 16
    + (("Assigned", "Assigned"),) * 11 + (("Accepted", "Assigned"),) * 11
)  # fmt: skip
_COOL = ("Call Later", "Contracted Elsewhere", "Interested", "Call Later", "Not Interested")


@dataclass(slots=True)
class Visit:
    """A visit in a `slot`, a half hour of the day. An Automatic one was planned by the one before it."""

    firm: Firm
    rep: int
    day: int
    slot: int
    kind: str
    status: str
    origin: str
    outcome: str | None = None
    stage_after: str | None = None
    note: str | None = None
    check_in: tuple | None = None


class Diary:
    """The half hours of every rep that are taken, so that nobody is in two places at once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._taken: dict[int, int] = {}
        #: Full days → a day before them that was not full when last looked at.
        self._before: dict[int, int] = {}

    def book_past(self, rep: int, day: int, rng: Random) -> tuple[int, int]:
        """A free (day, slot) on that working day, or on the nearest one before with room."""
        skipped, first = [], self._world.working_days[0]
        while self._is_full(rep, day) and day > first:
            skipped.append(day)
            day = self._before.get(rep << 12 | day) or self._world.past_working_day(day - 1)
        self._before.update((rep << 12 | full, day) for full in skipped)
        return day, self.squeeze_in(rep, day, rng)

    def book_ahead(self, rep: int, day: int, rng: Random) -> tuple[int, int]:
        """As `book_past`, with the nearest day after."""
        while self._is_full(rep, day):
            day = self._world.working_day(day + 1)
        return day, self.squeeze_in(rep, day, rng)

    def _is_full(self, rep: int, day: int) -> bool:
        return self._taken.get(rep << 12 | day, 0).bit_count() >= DAILY_CAP

    def squeeze_in(self, rep: int, day: int, rng: Random) -> int:
        """A slot on just that day, however full it is."""
        taken = self._taken.get(rep << 12 | day, 0)
        start = int(rng.random() * len(SLOTS))
        slot = next((s for s in SLOTS[start:] + SLOTS[:start] if not taken >> s & 1), SLOTS[start])
        self._taken[rep << 12 | day] = taken | 1 << slot
        return slot


def visits(world: World, firms: list[Firm]) -> Iterator[list[Visit]]:
    """For each firm its visits in order, world.visits in all (more only where the moves alone are more)."""
    rng = world.stream("visits")
    diary = Diary(world)
    opens = [rng.random() * 100 < WITH_OPEN_VISIT.get(firm.fate, 0) for firm in firms]
    for firm, count, is_open in zip(firms, _regular_counts(world, firms, sum(opens)), opens, strict=True):
        made = [_moving(firm, day, stage, diary, rng) for day, stage in _moves(firm)]
        made += [_regular(world, firm, diary, rng) for _ in range(count)]
        made.sort(key=lambda visit: (visit.day, visit.slot))
        if is_open:
            made.append(_ahead(world, firm, diary, rng))
        _link(made, rng)
        yield made


def _moves(firm: Firm) -> list[tuple[int, str]]:
    """The stages that were reached in a visit; the first fuelling needs none."""
    return [(day, stage) for day, stage in firm.path if stage != "Payment"]


def _regular_counts(world: World, firms: list[Firm], opens: int) -> list[int]:
    """How many visits that moved nothing each firm gets, so that all together are as many as asked for."""
    wanted = max(world.visits - sum(len(_moves(firm)) for firm in firms) - opens, 0)
    weights = [ATTENTION[firm.fate] * (world.now - firm.since) for firm in firms]
    total, given, so_far, found = sum(weights) or 1, 0, 0, []
    for weight in weights:
        so_far += weight
        share = wanted * so_far // total
        found.append(share - given)
        given = share
    return found


def _moving(firm: Firm, day: int, stage: str, diary: Diary, rng: Random) -> Visit:
    rep = firm.rep_on(day)
    slot = diary.squeeze_in(rep, day, rng)
    visit = Visit(firm, rep, day, slot, "Visit", "Done", "Manual", _BY_MOVE[stage], stage)
    return _reported(visit, rng)


def _regular(world: World, firm: Firm, diary: Diary, rng: Random) -> Visit:
    wanted = world.past_working_day(firm.since + int((world.now - firm.since) * rng.random()))
    rep = firm.rep_on(wanted)
    day, slot = diary.book_past(rep, wanted, rng)
    kind = _KINDS[int(rng.random() * 100)]
    chance = int(rng.random() * 100)
    if chance < len(_UNDONE):
        return Visit(firm, rep, day, slot, kind, *_UNDONE[chance])
    origin = "Assigned" if rng.random() < ROUTED else "Manual"
    visit = Visit(firm, rep, day, slot, kind, "Done", origin, _outcome(firm, day, rng), stage_on(firm, day))
    return _reported(visit, rng)


def _outcome(firm: Firm, day: int, rng: Random) -> str:
    """What a visit ends in that moves nothing."""
    stage = stage_on(firm, day)
    if stage in ("Order", "Payment") or rng.random() < 0.1:
        return "Routine"
    if stage in ("Negotiation", "Closing"):
        return rng.choice(("Offer Made", "Call Later", "Very Interested"))
    if stage == "Lost":
        return rng.choice(("Not Interested", "Call Later"))
    outcome = _one(_COOL, rng)
    return "Call Later" if outcome == "Contracted Elsewhere" and not firm.supplier else outcome


def _reported(visit: Visit, rng: Random) -> Visit:
    """A done visit with the rep's note and, where he was there, his check-in."""
    firm = visit.firm
    contact = _one(firm.contacts, rng)
    visit.note = _one(sentences.NOTES[visit.outcome], rng).format(
        kisi=contact.name, arac=firm.vehicles, litre=f"{firm.potential:,}".replace(",", "."),
        il=firm.province.name, rakip=firm.supplier,
    )  # fmt: skip
    if visit.kind == "Visit" and rng.random() < 0.8:
        visit.check_in = _check_in(firm, rng)
    return visit


def _one(items, rng: Random):
    return items[int(rng.random() * len(items))]


def _check_in(firm: Firm, rng: Random) -> tuple[str, int, float, float, int]:
    """(result, metres, latitude, longitude, accuracy)."""
    far = 0.02 if rng.random() < 0.05 else 0.0012
    latitude = round(firm.latitude + far * (2 * rng.random() - 1), 5)
    longitude = round(firm.longitude + far * (2 * rng.random() - 1), 5)
    accuracy = 5 + int(55 * rng.random())
    place = Point(firm.latitude, firm.longitude)
    result, metres = check_in(Fix(Point(latitude, longitude), accuracy), place, CHECK_IN_RADIUS)
    return result, round(metres), latitude, longitude, accuracy


def _ahead(world: World, firm: Firm, diary: Diary, rng: Random) -> Visit:
    """The open visit: most within the coming weeks, a few today."""
    far = 70 if firm.fate in ("Suspect", "Payment") else 35
    day = world.working_day(world.now + int(far * rng.random() ** 1.6))
    day, slot = diary.book_ahead(firm.rep, day, rng)
    kind = _KINDS_AHEAD[int(rng.random() * 100)]
    return Visit(firm, firm.rep, day, slot, kind, *_AHEAD[int(rng.random() * 100)])


def _link(made: list[Visit], rng: Random) -> None:
    """Say which visits the one before them planned by itself."""
    for before, visit in itertools.pairwise(made):
        if before.status != "Done" or before.rep != visit.rep or before.outcome == "Lost":
            continue
        if visit.origin == "Manual" and rng.random() < 0.7:
            visit.origin = "Automatic"
    if made and made[0].origin == "Automatic":
        made[0].origin = "Manual"
    for before, visit in itertools.pairwise(made):
        if visit.origin == "Automatic" and before.status != "Done":
            visit.origin = "Manual"
