"""Roles apart, the records that the app ships: products, document types, visit outcomes."""

from typing import Any

#: DocType → the field by which a shipped record is recognised.
KEYS = {
    "Role": "role_name",
    "Fuel Product": "product",
    "Document Type": "document_type",
    "Visit Outcome": "outcome",
    "Workflow State": "workflow_state_name",
    "Workflow Action Master": "workflow_action_name",
    "Workflow": "workflow_name",
    "Kanban Board": "kanban_board_name",
}

_COMPANIES = ("Fleet", "Fuel Station", "Transport", "Construction", "Agriculture", "Industry", "Other")
_WITH_VEHICLES = ("Fleet", "Transport", "Construction")


def _product(product: str, group: str, unit: str = "L") -> dict[str, Any]:
    return {"doctype": "Fuel Product", "product": product, "group": group, "unit": unit}


def _paper(
    document_type: str, required_for: tuple[str, ...] = (), has_expiry: int = 0, has_amount: int = 0
) -> dict[str, Any]:
    return {
        "doctype": "Document Type",
        "document_type": document_type,
        "has_expiry": has_expiry,
        "has_amount": has_amount,
        "required_for": [{"firm_type": firm_type} for firm_type in required_for],
    }


def _outcome(outcome: str, days: int, next_stage: str = "", **over: Any) -> dict[str, Any]:
    record = {
        "doctype": "Visit Outcome",
        "outcome": outcome,
        "next_visit_rule": "After Days",
        "days": days,
        "next_stage": next_stage,
    }
    return {**record, **over}


PRODUCTS = [
    _product("Diesel", "Diesel"),
    _product("Gasoline 95", "Gasoline"),
    _product("LPG", "LPG"),
    _product("AdBlue", "AdBlue"),
    _product("Electric kWh", "Electric", "kWh"),
]

DOCUMENT_TYPES = [
    _paper("Sales Contract", (*_COMPANIES, "Public"), has_expiry=1),
    _paper("Guarantee Cheque", has_expiry=1, has_amount=1),
    _paper("Guarantee Letter", has_expiry=1, has_amount=1),
    _paper("Tax Certificate", (*_COMPANIES, "Public")),
    _paper("Signature Circular", _COMPANIES),
    _paper("Trade Registry Gazette", _COMPANIES),
    _paper("Vehicle Licence", _WITH_VEHICLES),
    _paper("ID"),
    _paper("Other"),
]

OUTCOMES = [
    _outcome("Very Interested", 7, "Approach"),
    _outcome("Offer Made", 5, "Negotiation"),
    _outcome("Interested", 15, "Prospect"),
    _outcome("Call Later", 30),
    _outcome("Contracted Elsewhere", 30, "Prospect", next_visit_rule="Before Supplier Contract End"),
    _outcome("Not Interested", 180),
    _outcome("Contract Signed", 30, "Order"),
    # No days of its own: the cadence of the firm's rating.
    _outcome("Routine", 0),
    _outcome("Lost", 0, "Lost", next_visit_rule="None", asks_lost_reason=1),
]
