"""What people say on firms and orders, and what they are told of, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from oasis_crm.demo import sentences
from oasis_crm.demo.cast import Cast
from oasis_crm.demo.firms import Firm
from oasis_crm.demo.rows.firms import stamp
from oasis_crm.demo.rows.table import STANDARD, Table, hash_name, head
from oasis_crm.demo.world import World

COMMENT = (
    "comment_type", "reference_doctype", "reference_name", "content", "comment_email", "comment_by",
)  # fmt: skip
NOTE = ("for_user", "from_user", "type", "subject", "document_type", "document_name", "read")
_ORDER = "Field Work Order"
#: Of so many firms one has a comment.
FIRMS_A_COMMENT = 12


@dataclass(frozen=True)
class Said:
    """A comment: who said what on which document, and when."""

    doctype: str
    name: str
    user: str
    text: str
    at: str


def firm_comments(world: World, cast: Cast, firms: list[Firm]) -> Iterator[Said]:
    """Of the last weeks, by whoever follows the firm; each third by who leads him."""
    rng = world.stream("comments")
    for number, firm in enumerate(firms[FIRMS_A_COMMENT // 2 :: FIRMS_A_COMMENT]):
        user = cast.boss(firm.rep) if number % 3 == 2 else cast.names[firm.rep]
        day = world.past_working_day(max(world.last - rng.randint(0, 45), firm.since))
        yield Said(
            "Firm", firm.name, user, rng.choice(sentences.COMMENTS), stamp(world, day, "15:10:00.000000")
        )


def order_comments(world: World, orders: list[dict[str, Any]]) -> Iterator[Said]:
    """A question and its answer under the first order of each group."""
    first = {order["order_group"]: order for order in reversed(orders) if order["order_group"]}
    for number, order in enumerate(first.values()):
        asked, answered = sentences.TEAM_TALK[number % len(sentences.TEAM_TALK)]
        day = world.past_working_day(world.last)
        for user, text, time in (
            (order["assigned_to"], asked, "16:30:00.000000"),
            (order["assigned_by"], answered, "16:45:00.000000"),
        ):
            yield Said(_ORDER, order["name"], user, text, stamp(world, day, time))


def comment_table(said: list[Said], names: dict[str, str]) -> Table:
    """`names`: full names by user."""
    rows = [
        head(hash_name("co", number), one.user, one.at)
        + ("Comment", one.doctype, one.name, one.text, one.user, names[one.user])
        for number, one in enumerate(said, 1)
    ]
    return Table("Comment", STANDARD + COMMENT, rows)


def note_table(orders: list[dict[str, Any]], said: list[Said], names: dict[str, str]) -> Table:
    """A line for each order given or completed, and for each comment on one; read where it was answered."""
    numbers = count(1)
    lines = [*_of_orders(orders, names), *_of_talk(orders, said, names)]
    rows = [
        head(hash_name("nl", next(numbers)), sender, at)
        + (user, sender, "Alert", subject, _ORDER, order, int(read))
        for user, sender, subject, order, at, read in lines
    ]
    return Table("Notification Log", STANDARD + NOTE, rows)


_Line = tuple[str, str, str, str, str, bool]


def _of_orders(orders: list[dict[str, Any]], names: dict[str, str]) -> Iterator[_Line]:
    for order in orders:
        name, subject, status = order["name"], order["subject"], order["status"]
        rep, boss = order["assigned_to"], order["assigned_by"]
        if rep == boss:
            continue
        text = sentences.TOLD_NEW_ORDER.format(is_emri=subject)
        yield rep, boss, text, name, order["creation"], status != "Open"
        if order["completed_on"]:
            text = sentences.TOLD_DONE.format(kim=names[rep], is_emri=subject)
            yield boss, rep, text, name, order["completed_on"], status != "Completed"


def _of_talk(orders: list[dict[str, Any]], said: list[Said], names: dict[str, str]) -> Iterator[_Line]:
    by_name = {order["name"]: order for order in orders}
    for one in said:
        order = by_name.get(one.name)
        if order is None:
            continue
        other = order["assigned_by"] if one.user == order["assigned_to"] else order["assigned_to"]
        text = sentences.TOLD_COMMENT.format(kim=names[one.user], is_emri=order["subject"], metin=one.text)
        yield other, one.user, text, one.name, one.at, False
