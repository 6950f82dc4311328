"""What the firm that stays takes over from the one that goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oasis_crm.domain.stages import LOST, SPANCOP

#: Filled in where the firm that stays has nothing.
_FILLED = (
    *(
        "legal_title",
        "tax_id",
        "tax_office",
        "sales_rep",
        "sales_team",
        "phone",
        "mobile",
        "email",
        "website",
    ),
    *("address_line", "district", "city", "latitude", "longitude", "potential_litres", "vehicle_count"),
    *(
        "current_supplier",
        "supplier_contract_end",
        "distributor",
        "customer_code",
        "credit_limit",
        "limit_used",
    ),
    *("limit_available", "limit_as_of", "lost_reason"),
)
_ADDED = ("litres_30d", "litres_90d", "litres_12m")
_LATEST = ("last_fuel_on", "contract_end", "last_visit_on")
_EARLIEST = ("followed_since", "next_visit_on")
#: Places and limits are taken over whole or not at all.
_TOGETHER = (("latitude", "longitude"), ("credit_limit", "limit_used", "limit_available", "limit_as_of"))
_RELATIONSHIPS = ("Tracked", "Former Customer", "Customer")


def taken_over(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """The new values of the firm that stays; only those that change."""
    new = {name: gone.get(name) for name in _FILLED if not kept.get(name) and gone.get(name)}
    for group in _TOGETHER:
        if any(kept.get(name) for name in group):
            new = {name: value for name, value in new.items() if name not in group}
    new |= {name: (kept.get(name) or 0) + gone[name] for name in _ADDED if gone.get(name)}
    new |= _outermost(kept, gone, _LATEST, latest=True)
    new |= _outermost(kept, gone, _EARLIEST, latest=False)
    return new | _further(kept, gone)


def _outermost(
    kept: Mapping[str, Any], gone: Mapping[str, Any], names: tuple[str, ...], latest: bool
) -> dict[str, Any]:
    found = {}
    for name in names:
        mine, other = kept.get(name), gone.get(name)
        if other and (not mine or (other > mine if latest else other < mine)):
            found[name] = other
    return found


def _further(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """The stage that lies further on, with the day it was reached, and the closer relationship."""
    found = {}
    if _step(gone.get("stage")) > _step(kept.get("stage")):
        found = {"stage": gone["stage"], "stage_since": gone.get("stage_since")}
    if _closeness(gone.get("relationship")) > _closeness(kept.get("relationship")):
        found["relationship"] = gone["relationship"]
    return found


def _step(stage: Any) -> int:
    return -1 if stage in (None, "", LOST) or stage not in SPANCOP else SPANCOP.index(stage)


def _closeness(relationship: Any) -> int:
    return _RELATIONSHIPS.index(relationship) if relationship in _RELATIONSHIPS else -1
