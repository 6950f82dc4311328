"""A rule's reasons as sentences in the reader's language."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import formatdate, getdate
from oasis_crm.domain.scheduling import Reason, Skip, holiday_name
from oasis_crm.services import settings

#: Passed-over days that are named one by one; the rest are counted.
_NAMED_DAYS = 3


def as_data(reason: Reason) -> dict[str, Any]:
    """A reason in the form in which a visit keeps it."""
    skipped = [[skip.day.isoformat(), skip.obstacle] for skip in reason.skipped[:_NAMED_DAYS]]
    return {
        "basis": reason.basis,
        "days": reason.days,
        "wanted": reason.wanted.isoformat(),
        "skipped": skipped,
        "more": max(len(reason.skipped) - _NAMED_DAYS, 0),
    }


def reason_text(reason: Mapping[str, Any] | None) -> str:
    """Why a visit stands where it stands; empty for a visit that people planned."""
    if not reason:
        return ""
    parts = [_basis(reason)]
    skipped = [Skip(getdate(day), obstacle) for day, obstacle in reason.get("skipped") or ()]
    parts += [skip_text(skip) for skip in skipped]
    if reason.get("more"):
        parts.append(_("and {0} more days passed over").format(reason["more"]))
    return "; ".join(parts)


def _basis(reason: Mapping[str, Any]) -> str:
    return _BASES[reason["basis"]]().format(reason.get("days"))


def skip_text(skip: Skip) -> str:
    """Why a day or an hour is no good one."""
    return _SKIPS[skip.obstacle]().format(formatdate(skip.day), _holiday(skip))


# Called when they are needed: a sentence is translated for the reader of the moment.
_BASES: dict[str, Callable[[], str]] = {
    "days": lambda: _("{0} days after this visit"),
    "cadence": lambda: _("regular visit, every {0} days for this rating"),
    "supplier_end": lambda: _("{0} days before the supplier's contract ends"),
    "supplier_end_near": lambda: _("the supplier's contract ends in {0} days"),
    "supplier_end_unknown": lambda: _(
        "{0} days after this visit, as the end of the supplier's contract is not known"
    ),
    "moved": lambda: _("the moment you chose"),
}
_SKIPS: dict[str, Callable[[], str]] = {
    "past": lambda: _("{0} has passed"),
    "weekend": lambda: _("{0} is a day off"),
    "holiday": lambda: _("{0} is a holiday ({1})"),
    "leave": lambda: _("the rep is on leave on {0}"),
    "full": lambda: _("{0} is full"),
    "hours": lambda: _("That is outside the working hours of {0}"),
}


def _holiday(skip: Skip) -> str:
    if skip.obstacle != "holiday":
        return ""
    return holiday_name(skip.day, settings.work_rules(), language()) or _("company holiday")


def language() -> str:
    """The reader's language, of the two that Oasis speaks."""
    return "tr" if str(getattr(frappe.local, "lang", None) or "").startswith("tr") else "en"


def day(value: date | str | None) -> str:
    """A date in the reader's format."""
    return formatdate(value) if value else ""
