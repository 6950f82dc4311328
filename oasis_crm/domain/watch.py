"""The watch lists: which firms need a look today, each decided from the firm's own figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: The base against which falling consumption is measured.
BASE_WEEKS = 12
#: A gap this many times the firm's usual one is a long one.
LONG_GAP = 3


@dataclass(frozen=True)
class Thresholds:
    """From Oasis Settings; days and percent."""

    contract_end_days: int = 60
    supplier_end_days: int = 90
    low_limit_percent: float = 20.0
    limit_runway_days: float = 5.0
    no_fuel_days: int = 15
    consumption_drop_percent: float = 30.0


@dataclass(frozen=True)
class Limit:
    """A customer's credit in the site's currency; `daily_spend` is an average."""

    credit_limit: float = 0.0
    available: float = 0.0
    daily_spend: float = 0.0


def ends_soon(ends_on: date | None, today: date, within_days: int) -> bool:
    """Whether a contract ends within the coming `within_days`; one that has ended is no longer news."""
    return ends_on is not None and 0 <= (ends_on - today).days <= within_days


def percent_left(limit: Limit) -> float | None:
    """How much of the limit is left, in percent; None for a firm without a limit."""
    return 100 * limit.available / limit.credit_limit if limit.credit_limit > 0 else None


def runway_days(limit: Limit) -> float | None:
    """How many days of average spend the limit lasts; None without spending or without a limit."""
    if limit.credit_limit <= 0 or limit.daily_spend <= 0:
        return None
    return max(limit.available, 0.0) / limit.daily_spend


def limit_is_low(limit: Limit, thresholds: Thresholds) -> bool:
    """Little left by share of the limit, or too little for the coming days."""
    percent, runway = percent_left(limit), runway_days(limit)
    if percent is None:
        return False
    return percent <= thresholds.low_limit_percent or (
        runway is not None and runway < thresholds.limit_runway_days
    )


def gone_quiet(
    last_fuel_on: date | None, usual_gap_days: float | None, today: date, thresholds: Thresholds
) -> bool:
    """No fuel for `no_fuel_days`, or for three times the firm's usual gap, whichever comes first.

    A firm that never fuelled has not gone quiet. A firm that fuels daily is asked about after three days; the
    fixed number of days bounds those whose habit is unknown or slow.
    """
    if last_fuel_on is None:
        return False
    days = (today - last_fuel_on).days
    if days >= thresholds.no_fuel_days:
        return True
    # Under two days of silence nothing is unusual: weekends and night trips.
    return bool(usual_gap_days) and days > 2 and days >= LONG_GAP * (usual_gap_days or 0)


def consumption_fell(litres_last_week: float, litres_base: float, thresholds: Thresholds) -> bool:
    """Whether a week's litres fell under the firm's own weekly average (`litres_base` over 12 weeks)."""
    usual = litres_base / BASE_WEEKS
    return usual > 0 and litres_last_week < usual * (1 - thresholds.consumption_drop_percent / 100)
