"""The watch lists: which firms need a look today, each decided from the firm's own figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

#: The base against which falling consumption is measured.
BASE_WEEKS = 12
#: Days of silence in which nothing is unusual: weekends and night trips.
SHORTEST_SILENCE = 3


@dataclass(frozen=True)
class Thresholds:
    """From Oasis Settings; days and percent."""

    contract_end_days: int = 60
    supplier_end_days: int = 90
    low_limit_percent: float = 20.0
    limit_runway_days: float = 5.0
    no_fuel_days: int = 15
    usual_gap_factor: float = 3.0
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


def quiet_from(
    last_fuel_on: date | None, usual_gap_days: float | None, thresholds: Thresholds
) -> date | None:
    """The day from which a firm's silence is unusual by its own habit; None where no habit is known.

    That is `usual_gap_factor` times its usual gap after its last fuel, `no_fuel_days` at the latest: a firm
    that fuels daily is asked about after three days.
    """
    if last_fuel_on is None or not usual_gap_days or not thresholds.usual_gap_factor:
        return None
    silence = max(ceil(thresholds.usual_gap_factor * usual_gap_days), SHORTEST_SILENCE)
    return last_fuel_on + timedelta(days=min(silence, thresholds.no_fuel_days))


def consumption_fell(litres_last_week: float, litres_base: float, thresholds: Thresholds) -> bool:
    """Whether a week's litres fell under the firm's own weekly average (`litres_base` over 12 weeks)."""
    usual = litres_base / BASE_WEEKS
    return usual > 0 and litres_last_week < usual * (1 - thresholds.consumption_drop_percent / 100)
