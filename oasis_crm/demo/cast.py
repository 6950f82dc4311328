"""Who is in the demo: users, teams, who covers which provinces and how well he sells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from oasis_crm.demo import people
from oasis_crm.demo.firms import RepTraits, traits
from oasis_crm.demo.people import Person
from oasis_crm.demo.places import Territory, territories
from oasis_crm.demo.world import World

#: Of the small demo; with many reps the others follow. Even ones sell in the north.
TEAMS = ("North", "South", "North West", "South West", "North East", "South East")


@dataclass(frozen=True)
class Cast:
    """`sellers`: rep1 … and, last, the leader; every other list by seller goes in their order."""

    staff: list[Person]
    sellers: list[Person]

    @property
    def users(self) -> list[Person]:
        return [*self.staff, *self.sellers]

    @property
    def manager(self) -> str:
        return self.staff[0].user

    @property
    def office(self) -> str:
        return self.staff[1].user

    @property
    def leader(self) -> str:
        return self.sellers[-1].user

    @cached_property
    def names(self) -> list[str]:
        """User names by seller."""
        return [person.user for person in self.sellers]

    @cached_property
    def team_of(self) -> list[int]:
        """Index into TEAMS by seller: 1–4 and the leader North, 5–8 South, the others in turn."""
        small = [0] * 4 + [1] * 4
        others = [n % len(TEAMS) for n in range(len(small), len(self.sellers) - 1)]
        return [*small, *others, 0]

    @cached_property
    def territories(self) -> list[Territory]:
        return territories(self.team_of)

    def members(self, team: int) -> list[int]:
        """The sellers of a team; the leader leads and is no member."""
        return [n for n, of in enumerate(self.team_of[:-1]) if of == team]

    @property
    def teams(self) -> range:
        return range(max(self.team_of) + 1)

    def boss(self, seller: int) -> str:
        """Who gives a seller his work orders."""
        led = self.team_of[seller] == 0 and seller != len(self.sellers) - 1
        return self.leader if led else self.manager


def cast(world: World) -> Cast:
    return Cast(people.staff(), [*people.reps(world.reps, world.stream("people")), people.leader()])


def ways(world: World, of: Cast) -> list[RepTraits]:
    """How well each seller works."""
    return traits(len(of.sellers) - 1, world.stream("traits"))
