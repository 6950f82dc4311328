"""SPANCOP: the stages a firm passes, which moves are allowed and what a stage asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

SPANCOP = ("Suspect", "Prospect", "Approach", "Negotiation", "Closing", "Order", "Payment")
LOST = "Lost"
STAGES = (*SPANCOP, LOST)
FIRST = SPANCOP[0]

# A firm may run ahead (an offer at the first visit), step back one at a time, and be lost from anywhere.
# Order is open from every stage because the contract itself is the proof; Payment follows only Order.
TRANSITIONS: dict[str, frozenset[str]] = {
    "Suspect": frozenset({"Prospect", "Approach", "Negotiation", "Order", LOST}),
    "Prospect": frozenset({"Suspect", "Approach", "Negotiation", "Closing", "Order", LOST}),
    "Approach": frozenset({"Prospect", "Negotiation", "Closing", "Order", LOST}),
    "Negotiation": frozenset({"Approach", "Closing", "Order", LOST}),
    "Closing": frozenset({"Negotiation", "Order", LOST}),
    "Order": frozenset({"Closing", "Payment", LOST}),
    # Payment back to Negotiation: the renewal of a contract that has run out.
    "Payment": frozenset({"Negotiation", "Order", LOST}),
    LOST: frozenset({"Suspect", "Prospect", "Approach", "Negotiation", "Order"}),
}

Refusal = Literal["unknown_stage", "not_allowed", "needs_contract", "needs_sale", "needs_lost_reason"]


@dataclass(frozen=True)
class Evidence:
    """What is known of a firm that a stage may ask for."""

    has_contract: bool = False
    has_sale: bool = False
    has_lost_reason: bool = False


def may_move(from_stage: str, to_stage: str) -> bool:
    """Whether the transition table has this move; staying is always allowed."""
    return from_stage == to_stage or to_stage in TRANSITIONS.get(from_stage, frozenset())


def missing(stage: str, evidence: Evidence) -> Refusal | None:
    """What the stage asks for and the firm does not have."""
    if stage not in STAGES:
        return "unknown_stage"
    if stage in ("Order", "Payment") and not evidence.has_contract:
        return "needs_contract"
    if stage == "Payment" and not evidence.has_sale:
        return "needs_sale"
    if stage == LOST and not evidence.has_lost_reason:
        return "needs_lost_reason"
    return None


def refusal(from_stage: str | None, to_stage: str, evidence: Evidence) -> Refusal | None:
    """Why a move is refused; None when it may happen. `from_stage` is None for a new firm."""
    if to_stage not in STAGES:
        return "unknown_stage"
    if from_stage == to_stage:
        return None
    if from_stage and not may_move(from_stage, to_stage):
        return "not_allowed"
    return missing(to_stage, evidence)


def advance(stage: str, wanted: str | None, evidence: Evidence) -> str:
    """The stage after a visit whose outcome suggests `wanted`: as far towards it as table and evidence allow.

    An outcome only carries a firm forward (or to Lost): a friendly routine visit never sends a paying
    customer back, and "contract signed" leads to Closing as long as the contract itself is not there.
    """
    if not wanted or wanted not in STAGES:
        return stage
    if LOST in (stage, wanted):
        return stage if refusal(stage, wanted, evidence) else wanted
    ahead = SPANCOP[SPANCOP.index(stage) + 1 : SPANCOP.index(wanted) + 1]
    return next((step for step in reversed(ahead) if not refusal(stage, step, evidence)), stage)


def days_in_stage(since: datetime | None, now: datetime) -> int:
    """Whole days from `since` to `now`, never negative."""
    return max((now - since).days, 0) if since else 0
