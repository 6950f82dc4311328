"""A firm goes to another rep: its open visits go along into his calendar, and all concerned are told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate, nowdate
from oasis_crm import errors
from oasis_crm.domain.handover import Days
from oasis_crm.notifications import inbox
from oasis_crm.permissions import roles
from oasis_crm.services import agenda, handover, people

_AT_HOME = {"covered_for": None, "covered_start": None, "leave_cover": None}


@dataclass(frozen=True)
class Moved:
    """How many open visits went along with a firm, and how many of them to another time."""

    visits: int = 0
    elsewhere: int = 0


def bring_visits(firm: str, from_rep: str | None, to_rep: str) -> Moved:
    """Hand the old rep's open visits of a firm to the new one, each at its own time or his first free slot.

    Both reps' rows must be held. Done visits stay with who made them.
    """
    rows = _visits(firm, from_rep) if from_rep else []
    own = {row.name: row.planned_start for row in rows if row.sales_rep == to_rep}
    for row in rows:
        row.planned_start = row.covered_start or row.planned_start
    calendar = agenda.RepCalendar(to_rep, True, own)
    planned = handover.fit(rows, calendar, Days(first=getdate(nowdate()), off=False))
    if any(move.start is None for move in planned):
        frappe.throw(_("The rep has no free time in the coming months."), errors.SlotTakenError)
    for move in planned:
        handover.carry_out(move, {**_AT_HOME, "sales_rep": to_rep})
    return Moved(len(planned), sum(move.start != move.was for move in planned))


def _visits(firm: str, rep: str) -> list[Any]:
    """The rep's own, and those that somebody makes for him while he is away."""
    own = handover.open_visits(firm=firm, sales_rep=rep)
    return [*own, *handover.open_visits(firm=firm, covered_for=rep)]


def tell_of_request(transfer: Any) -> None:
    """Tell those who decide that a firm is asked for."""
    for user in people.holders(roles.MANAGER):
        if user != frappe.session.user:
            said = _("{0} is asked for, to be followed by {1}: {2}", inbox.language(user))
            name = people.full_name(transfer.to_rep)
            said = said.format(transfer.firm_name or transfer.firm, name, transfer.reason)
            inbox.tell(user, said, transfer)


def tell_of_rejection(transfer: Any) -> None:
    """Tell whoever asked for the firm, and whom it was asked for."""
    for user in sorted({transfer.owner, transfer.to_rep} - {frappe.session.user}):
        said = _("The transfer of {0} has been rejected.", inbox.language(user))
        inbox.tell(user, said.format(transfer.firm_name or transfer.firm), transfer)


def tell(transfers: Iterable[Any]) -> None:
    """Tell the reps of firms that changed hands by the session's user: one line for each pair of them."""
    pairs: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for transfer in transfers:
        pairs[transfer.from_rep or "", transfer.to_rep].append(transfer)
    for (giver, taker), parts in pairs.items():
        _tell_pair(giver, taker, parts)


def _tell_pair(giver: str, taker: str, parts: list[Any]) -> None:
    moved = Moved(sum(part.moved.visits for part in parts), sum(part.moved.elsewhere for part in parts))
    firms, me = [part.firm_name or part.firm for part in parts], frappe.session.user
    # Whoever claims a firm knows it; that visits came with it he does not.
    if taker != me or moved.visits:
        inbox.tell(taker, _of_taking(firms, moved, inbox.language(taker)), parts[-1])
    if giver and giver != me:
        name = people.full_name(taker)
        inbox.tell(giver, _of_giving(firms, name, moved, inbox.language(giver)), parts[-1])


def _of_taking(firms: list[str], moved: Moved, lang: str) -> str:
    said = [_("You follow {0} from now on.", lang).format(_named(firms, lang))]
    if moved.visits:
        said.append(_("Open visits that came along: {0}.", lang).format(moved.visits))
    if moved.elsewhere:
        said.append(_("Of these at another time: {0}.", lang).format(moved.elsewhere))
    return " ".join(said)


def _of_giving(firms: list[str], taker: str, moved: Moved, lang: str) -> str:
    said = [_("{0} follows {1} from now on.", lang).format(taker, _named(firms, lang))]
    if moved.visits:
        said.append(_("Your open visits that went along: {0}.", lang).format(moved.visits))
    return " ".join(said)


def _named(firms: list[str], lang: str) -> str:
    if len(firms) == 1:
        return firms[0]
    return _("{0} and {1} more firms", lang).format(firms[0], len(firms) - 1)
