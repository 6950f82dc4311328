"""Where a firm stands with us: its credit limit, and the score that says how much it deserves a call."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from oasis_crm.demo.firms import Firm
from oasis_crm.demo.sales import Customer
from oasis_crm.domain.stages import LOST, SPANCOP

#: In a hundred customers so many have almost used up their limit.
_SHORT_OF_LIMIT = 9


@dataclass(frozen=True)
class Standing:
    """Money in lira; `score` from 0 to 100."""

    credit_limit: float
    limit_used: float
    score: int
    rating: str


def standing(firm: Firm, customer: Customer | None, rng: Random) -> Standing:
    """The firm's limit and a first score; the nightly job works the score out in full."""
    limit, used = _limit(firm, customer, rng)
    score = _score(firm, customer)
    rating = next((letter for letter, least in (("A", 75), ("B", 55), ("C", 35)) if score >= least), "D")
    return Standing(limit, used, score, rating)


def _limit(firm: Firm, customer: Customer | None, rng: Random) -> tuple[float, float]:
    """About a month and a third of what it spends, in steps of 10,000."""
    if firm.fate not in ("Order", "Payment"):
        return 0.0, 0.0
    month = customer.spent_30 // 100 if customer else 0
    limit = max(month * rng.randint(115, 170) // 100, firm.potential * 15, 50_000) // 10_000 * 10_000
    if rng.random() * 100 < _SHORT_OF_LIMIT:
        return float(limit), float(limit * rng.randint(81, 99) // 100)
    return float(limit), float(min(month * rng.randint(25, 80) // 100, limit * 78 // 100))


def _score(firm: Firm, customer: Customer | None) -> int:
    if firm.fate in (LOST, "Former"):
        return min(firm.potential // 4000, 20)
    stage = firm.path[-1][1] if firm.path else SPANCOP[0]
    potential = min(firm.potential, 50_000) * 45 // 50_000
    engaged = 8 * SPANCOP.index(stage)
    loyal = customer.tenths_30 * 10 // max(firm.potential * 10, 1) if customer else 0
    return min(potential + engaged + min(loyal, 10), 100)
