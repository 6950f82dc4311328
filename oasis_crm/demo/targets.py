"""What each rep and team was to reach each month, set so that reps end differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from oasis_crm.demo.firms import RepTraits
from oasis_crm.demo.world import World

#: This month, and so many before it.
MONTHS_BACK = 12
#: (seller, year, month) → how much.
Results = Mapping[tuple[int, int, int], int]


@dataclass(frozen=True)
class Line:
    metric: str
    target: int
    achieved: float

    @property
    def percent(self) -> float:
        return round(100 * self.achieved / self.target, 2) if self.target else 0.0


@dataclass(frozen=True)
class Target:
    """Of a seller, or of a team where `seller` is None."""

    seller: int | None
    team: int
    first: date
    lines: tuple[Line, ...]


def months(world: World) -> list[date]:
    """The first days of the months that have targets, oldest first."""
    ordinal = world.today.year * 12 + world.today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(ordinal - MONTHS_BACK, ordinal + 1)]


def targets(
    world: World, ways: list[RepTraits], team_of: list[int], litres: Results, visits: Results, won: Results
) -> list[Target]:
    """`litres` in tenths; `visits` and `won` (new customers) in pieces."""
    rng, found = world.stream("targets"), []
    for first in months(world):
        own = [
            Target(
                seller, team_of[seller], first, _lines(world, first, seller, way, litres, visits, won, rng)
            )
            for seller, way in enumerate(ways)
        ]
        found += own
        found += [
            _rolled_up([t for t in own if t.team == team], team, first) for team in sorted(set(team_of))
        ]
    return found


def _lines(world, first, seller, way, litres, visits, won, rng: Random) -> tuple[Line, ...]:
    # A good seller beats his target and a weak one misses it: the company asks the same growth of both.
    ease = (0.45 + 0.55 * way.skill) * rng.uniform(0.94, 1.06)
    month = (seller, first.year, first.month)
    return (
        Line("Litres", _round(_usual(world, seller, litres) / 10 / ease, 1000), litres.get(month, 0) / 10),
        Line("New Customers", max(round(_usual(world, seller, won) / ease), 1), won.get(month, 0)),
        Line("Visits", _round(_usual(world, seller, visits) / ease, 5), visits.get(month, 0)),
    )


def _usual(world: World, seller: int, results: Results) -> float:
    """The average of the whole months."""
    whole = months(world)[:-1]
    return sum(results.get((seller, m.year, m.month), 0) for m in whole) / len(whole)


def _round(value: float, step: int) -> int:
    return max(round(value / step), 1) * step


def _rolled_up(own: list[Target], team: int, first: date) -> Target:
    lines = tuple(
        Line(same[0].metric, sum(line.target for line in same), round(sum(line.achieved for line in same), 1))
        for same in zip(*(target.lines for target in own), strict=True)
    )
    return Target(None, team, first, lines)
