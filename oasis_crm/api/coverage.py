"""Whether firms are visited as often as their rating asks."""

from typing import Any

from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import coverage


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def overview(sales_rep: str | None = None, sales_team: str | None = None) -> dict[str, Any]:
    """The share of firms visited in time, by rating and by rep, within the caller's scope."""
    return coverage.overview(coverage.Asked(sales_rep, sales_team))


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def overdue(
    sales_rep: str | None = None,
    sales_team: str | None = None,
    rating: str | None = None,
    start: int = 0,
    limit: int = 30,
) -> dict[str, Any]:
    """Firms whose visit is late, the latest first."""
    asked = coverage.Asked(sales_rep, sales_team, rating)
    return coverage.overdue(asked, max(start, 0), max(1, min(limit, 200)))
