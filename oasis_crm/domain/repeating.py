"""When a repeating reminder comes again."""

from __future__ import annotations

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

STEPS = {"Daily": relativedelta(days=1), "Weekly": relativedelta(weeks=1), "Monthly": relativedelta(months=1)}
#: The most days that one step takes: so many steps have certainly not passed by an earlier count.
_LONGEST = {"Daily": 1, "Weekly": 7, "Monthly": 31}


def next_moment(first: datetime, repeat: str | None, now: datetime) -> datetime | None:
    """The next moment after `now`; None where nothing repeats. What was missed meanwhile is not made up for.

    Counted from the first moment, so that the 31st of January is followed by the 28th of February and then
    the 31st of March.
    """
    step = STEPS.get(repeat or "")
    if repeat is None or step is None:
        return None
    count = max(1, (now - first).days // _LONGEST[repeat])
    while first + step * count <= now:
        count += 1
    return first + step * count


def beginning(first: datetime | None, moment: datetime, repeat: str | None) -> datetime:
    """The moment to count from: the first one as long as `moment` is one of those it leads to."""
    if first and next_moment(first, repeat, moment - timedelta(seconds=1)) == moment:
        return first
    return moment
