"""The workflows of transfers, work orders and documents, as tables. Admins change them in the desk."""

from typing import Any

from oasis_crm.permissions.roles import EVERYONE, FIELD, MANAGER, OFFICE, STAFF

_ASSIGNEE = "doc.assigned_to == frappe.session.user"
_ASSIGNER = "doc.assigned_by == frappe.session.user and doc.assigned_to != frappe.session.user"

#: DocType → [(state, colour of its badge)]; the first is the one a new document gets.
STATES = {
    "Firm Transfer": [("Requested", "Warning"), ("Approved", "Success"), ("Rejected", "Danger")],
    "Field Work Order": [
        ("Open", "Warning"),
        ("Seen", "Info"),
        ("Accepted", "Info"),
        ("In Progress", "Primary"),
        ("Completed", "Primary"),
        ("Approved", "Success"),
        ("Returned", "Danger"),
        ("Cancelled", "Inverse"),
    ],
    "Firm Document": [("Captured", "Warning"), ("Verified", "Success"), ("Rejected", "Danger")],
}

#: DocType → [(from states, action, to state, roles, condition)]
TRANSITIONS: dict[str, list[tuple[tuple[str, ...], str, str, tuple[str, ...], str]]] = {
    "Firm Transfer": [
        (("Requested",), "Approve", "Approved", (MANAGER,), ""),
        (("Requested",), "Reject", "Rejected", (MANAGER,), ""),
    ],
    "Field Work Order": [
        (("Open",), "See", "Seen", EVERYONE, _ASSIGNEE),
        (("Open", "Seen"), "Accept", "Accepted", EVERYONE, _ASSIGNEE),
        (("Accepted", "Returned"), "Start", "In Progress", EVERYONE, _ASSIGNEE),
        (("In Progress",), "Complete", "Completed", EVERYONE, _ASSIGNEE),
        (("Completed",), "Approve", "Approved", (MANAGER,), ""),
        (("Completed",), "Approve", "Approved", (FIELD,), _ASSIGNER),
        (("Completed",), "Return", "Returned", (MANAGER,), ""),
        (("Completed",), "Return", "Returned", (FIELD,), _ASSIGNER),
        (("Open", "Seen", "Accepted", "In Progress", "Returned"), "Cancel", "Cancelled", (MANAGER,), ""),
        (("Open", "Seen", "Accepted", "In Progress", "Returned"), "Cancel", "Cancelled", (FIELD,), _ASSIGNER),
    ],
    "Firm Document": [
        (("Captured",), "Verify", "Verified", STAFF, ""),
        (("Captured", "Verified"), "Reject", "Rejected", STAFF, ""),
        (("Rejected",), "Capture Again", "Captured", (OFFICE, FIELD, MANAGER), ""),
    ],
}


def records() -> list[dict[str, Any]]:
    """States, actions and workflows, in the order in which they can be inserted."""
    return [*_states(), *_actions(), *(_workflow(doctype) for doctype in STATES)]


def _states() -> list[dict[str, Any]]:
    styles = {state: style for states in STATES.values() for state, style in states}
    return [
        {"doctype": "Workflow State", "workflow_state_name": state, "style": style}
        for state, style in styles.items()
    ]


def _actions() -> list[dict[str, Any]]:
    names = dict.fromkeys(action for rows in TRANSITIONS.values() for _, action, *_ in rows)
    return [{"doctype": "Workflow Action Master", "workflow_action_name": name} for name in names]


def _workflow(doctype: str) -> dict[str, Any]:
    return {
        "doctype": "Workflow",
        "workflow_name": doctype,
        "document_type": doctype,
        "workflow_state_field": "status",
        "is_active": 1,
        "send_email_alert": 0,
        # Who may edit is decided by the permission rules, not by the state.
        "states": [{"state": state, "doc_status": "0", "allow_edit": "All"} for state, _ in STATES[doctype]],
        "transitions": [
            {
                "state": state,
                "action": action,
                "next_state": to_state,
                "allowed": role,
                "allow_self_approval": 1,
                "condition": condition,
            }
            for from_states, action, to_state, allowed, condition in TRANSITIONS[doctype]
            for state in from_states
            for role in allowed
        ],
    }
