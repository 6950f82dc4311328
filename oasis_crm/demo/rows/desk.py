"""Work orders and personal reminders as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from oasis_crm.demo import sentences
from oasis_crm.demo.cast import TEAMS, Cast
from oasis_crm.demo.firms import Firm
from oasis_crm.demo.rows.firms import stamp
from oasis_crm.demo.rows.table import STANDARD, Table, hash_name, head
from oasis_crm.demo.world import World

ORDER = (
    "subject", "description", "firm", "priority", "due_on", "assigned_to", "assigned_by", "team", "status",
    "seen_on",
    "accepted_on", "started_on", "completed_on", "result_note", "order_group",
)  # fmt: skip
REMINDER = ("subject", "remind_at", "repeat", "status", "user", "firm", "note", "notified_on")

#: How far an order has come → how many of the four stamps it has.
_STEPS = {"Open": 0, "Seen": 1, "Accepted": 2, "In Progress": 3, "Completed": 4, "Approved": 4, "Returned": 4}
_STATES = (
    "Open",
    "Open",
    "Seen",
    "Accepted",
    "In Progress",
    "In Progress",
    "Completed",
    "Approved",
    "Returned",
)
_TEAM_STATES = ("Open", "Seen", "Accepted", "In Progress", "Completed")
ORDERS_EACH = 7
REMINDERS_EACH = 5


@dataclass(frozen=True)
class _Task:
    """What is to be done from `day` to `due`; `group`: what the orders of several people share."""

    subject: str
    description: str
    priority: str
    day: int
    due: int
    firm: str | None = None
    group: str | None = None


def order_table(world: World, cast: Cast, firms: list[Firm]) -> Table:
    rng = world.stream("orders")
    rows = list(_orders(world, cast, firms, rng))
    rows += _team_orders(world, cast, len(cast.sellers) * ORDERS_EACH, rng)
    return Table("Field Work Order", STANDARD + ORDER, rows)


def _orders(world: World, cast: Cast, firms: list[Firm], rng: Random) -> Iterator[tuple[Any, ...]]:
    own = _by_seller(firms, len(cast.sellers))
    for number in range(1, len(cast.sellers) * ORDERS_EACH + 1):
        seller = number % len(cast.sellers)
        if own[seller]:
            status = rng.choice(_STATES)
            day = world.past_working_day(world.last - rng.randint(0, 40 if status == "Approved" else 9))
            due = world.working_day(day + rng.randint(1, 12))
            what, firm = rng.choice(sentences.WORK_ORDERS), rng.choice(own[seller]).name
            yield _order(world, cast, seller, number, status, _Task(*what, day, due, firm), rng)


def _team_orders(world: World, cast: Cast, number: int, rng: Random) -> Iterator[tuple[Any, ...]]:
    """One order for each member of a team, in different states."""
    for team in cast.teams:
        for ago, what in enumerate(sentences.TEAM_ORDERS, 1):
            day = world.past_working_day(world.last - 2 * ago)
            task = _Task(*what, day, world.working_day(world.now + 3), group=f"demo{team:02d}{ago:014d}")
            for seller in cast.members(team):
                number += 1
                yield _order(world, cast, seller, number, rng.choice(_TEAM_STATES), task, rng)


def _by_seller(firms: list[Firm], sellers: int) -> list[list[Firm]]:
    own: list[list[Firm]] = [[] for _ in range(sellers)]
    for firm in firms:
        own[firm.rep].append(firm)
    return own


def _order(
    world: World, cast: Cast, seller: int, number: int, status: str, task: _Task, rng: Random
) -> tuple[Any, ...]:
    given = stamp(world, task.day, "09:05:00.000000")
    times = [stamp(world, task.day, f"{hour}:20:00.000000") for hour in (10, 11, 13, 16)]
    stamps = [time if at < _STEPS[status] else None for at, time in enumerate(times)]
    changed = next((time for time in reversed(stamps) if time), given)
    done = _STEPS[status] == 4
    return head(f"WO-{number:05d}", cast.boss(seller), given, changed) + (
        task.subject, task.description, task.firm, task.priority, stamp(world, task.due, "17:00:00.000000"),
        cast.names[seller], cast.boss(seller), TEAMS[cast.team_of[seller]], status, *stamps,
        rng.choice(sentences.RESULT_NOTES) if done else None, task.group,
    )  # fmt: skip


def reminder_table(world: World, cast: Cast, firms: list[Firm]) -> Table:
    return Table("Personal Reminder", STANDARD + REMINDER, list(_reminders(world, cast, firms)))


def _reminders(world: World, cast: Cast, firms: list[Firm]) -> Iterator[tuple[Any, ...]]:
    rng = world.stream("reminders")
    own = _by_seller(firms, len(cast.sellers))
    people = [(name, own[seller]) for seller, name in enumerate(cast.names)]
    people += [(person.user, []) for person in cast.staff]
    for number in range(1, len(people) * REMINDERS_EACH + 1):
        user, followed = people[number % len(people)]
        yield _reminder(world, user, followed, number, rng)


def _reminder(world: World, user: str, firms: list[Firm], number: int, rng: Random) -> tuple[Any, ...]:
    subject, repeat = rng.choice(sentences.REMINDERS)
    over = number % 4 == 0
    day = world.last - rng.randint(1, 20) if over else world.now + rng.randint(1, 25)
    moment = stamp(world, day, f"{rng.randint(9, 17):02d}:{rng.choice((0, 15, 30, 45)):02d}:00.000000")
    born = stamp(world, min(day - 2, world.last), "18:00:00.000000")
    about = None if repeat or not firms else rng.choice(firms)
    row_head = head(hash_name("pr", number), user, born, moment if over else born)
    state = ("Done", user) if over else ("Open", user)
    note = f"{about.contacts[0].name} ile görüş" if about else None
    return row_head + (
        subject, moment, repeat or "None", *state, about.name if about else None, note,
        moment if over else None,
    )  # fmt: skip
