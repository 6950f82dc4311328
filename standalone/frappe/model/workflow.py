"""Workflows: from state to state, by role and condition."""

from __future__ import annotations

import sqlite3
from typing import Any

from frappe.context import local
from frappe.exceptions import ValidationError
from frappe.exposure import whitelist
from frappe.messages import clear_messages, get_message_log, msgprint, throw
from frappe.model.base_document import BaseDocument
from frappe.permissions import get_roles
from frappe.translate import _
from frappe.utils.caching import cache
from frappe.utils.numbers import cint
from frappe.utils.safe_exec import get_safe_globals, safe_eval
from frappe.utils.text import escape_html, parse_json

MOST_AT_ONCE = 500


class WorkflowStateError(ValidationError):
    pass


class WorkflowTransitionError(ValidationError):
    pass


class WorkflowPermissionError(ValidationError):
    pass


# --- which workflow


def get_workflow_name(doctype: str) -> str | None:
    names: dict[str, str] = cache.get_value("workflows", _active)
    return names.get(doctype)


def _active() -> dict[str, str]:
    return dict(_rows("SELECT document_type, name FROM tabWorkflow WHERE is_active=1"))


def hidden_state_field(doctype: str) -> str | None:
    """The state field that a workflow keeps in a DocType which may not have it itself."""
    fields: dict[str, str] = cache.get_value(
        "workflows::fields",
        lambda: dict(_rows("SELECT document_type, workflow_state_field FROM tabWorkflow")),
    )
    return fields.get(doctype)


def _rows(query: str) -> list[Any]:
    try:
        found: list[Any] = local.db.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []  # the site is being made and has no such table yet
    return found


def clear_workflows() -> None:
    cache.delete_keys("workflows")


def get_workflow(doctype: str) -> Any:
    from frappe.documents import get_cached_doc

    name = get_workflow_name(doctype)
    if not name:
        throw(_("{0} has no workflow").format(_(doctype)), WorkflowStateError)
    return get_cached_doc("Workflow", name)


# --- transitions


def _read(doc: Any) -> Any:
    """The document as it is stored, from itself, its JSON or its doctype and name."""
    from frappe.documents import get_doc

    if isinstance(doc, BaseDocument):
        return doc
    try:
        given = parse_json(doc)
    except ValueError:
        given = None
    if not isinstance(given, dict) or not given.get("doctype") or not given.get("name"):
        throw(_("A document is needed, with its doctype and its name"), ValidationError)
    return get_doc(given["doctype"], given["name"])


@whitelist()
def get_transitions(doc: Any, workflow: Any = None, raise_exception: bool = False) -> list[Any]:
    """What the user may do next with the document."""
    document = _read(doc)
    if document.is_new():
        return []
    document.check_permission("read")
    return transitions_of(document, workflow or get_workflow(document.doctype))


def transitions_of(document: Any, workflow: Any) -> list[Any]:
    state = document.get(workflow.workflow_state_field)
    if not state:
        throw(_("This document is in no state of its workflow"), WorkflowStateError)
    roles = set(get_roles())
    possible = [row for row in workflow.transitions if row.state == state and row.allowed in roles]
    return [row.as_dict() for row in possible if is_transition_condition_satisfied(row, document)]


def is_transition_condition_satisfied(transition: Any, doc: Any) -> bool:
    if not transition.condition:
        return True
    return bool(safe_eval(transition.condition, get_safe_globals(), {"doc": doc.as_dict()}))


def has_approval_access(user: str, doc: Any, transition: Any) -> bool:
    return bool(user == "Administrator" or transition.get("allow_self_approval") or user != doc.get("owner"))


@whitelist()
def apply_workflow(doc: Any, action: str) -> Any:
    """Takes the document over the transition named `action`."""
    document = _read(doc)
    document.reload()
    workflow = get_workflow(document.doctype)
    transition = next((t for t in get_transitions(document, workflow) if t.action == action), None)
    if transition is None:
        throw(_("{0} cannot be done now").format(_(action)), WorkflowTransitionError)
    if not has_approval_access(local.session.user, document, transition):
        throw(_("You cannot approve what you made yourself"))
    document.set(workflow.workflow_state_field, transition.next_state)
    state = next(row for row in workflow.states if row.state == transition.next_state)
    if state.update_field:
        document.set(state.update_field, state.update_value)
    _save_with_status(document, state)
    document.add_comment("Workflow", _(state.state))
    return document


def _save_with_status(document: Any, state: Any) -> None:
    step = (int(document.docstatus), cint(state.doc_status))
    if step in ((0, 0), (1, 1)):
        document.save()
    elif step == (0, 1):
        document.submit()
    elif step == (1, 2):
        document.cancel()
    else:
        throw(_("The state {0} does not fit the document's status").format(_(state.state)))


@whitelist()
def bulk_workflow_approval(docnames: Any, doctype: str, action: str) -> None:
    """The same action on several documents; each stands or falls by itself."""
    names = parse_json(docnames) if str(docnames).startswith("[") else docnames
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        throw(_("A list of names is needed"), ValidationError)
    if len(names) > MOST_AT_ONCE:
        throw(_("At most {0} documents at once").format(MOST_AT_ONCE))
    failed: list[str] = []
    clear_messages()
    for position, name in enumerate(names):
        problem = _apply_alone(doctype, name, action, f"bulk_{position}")
        if problem is not None:
            failed.append(f"{escape_html(name)}: {problem}")
    clear_messages()
    if failed:
        msgprint(failed, title=_("Not done"), indicator="red" if len(failed) == len(names) else "orange")


def _apply_alone(doctype: str, name: str, action: str, save_point: str) -> str | None:
    from frappe.documents import get_doc

    local.db.savepoint(save_point)
    try:
        apply_workflow(get_doc(doctype, name), action)
    except Exception as error:
        local.db.rollback(save_point=save_point)
        messages = get_message_log()
        return str(messages[-1].message if messages else error)
    local.db.release_savepoint(save_point)
    return None


# --- while saving


def validate_workflow(doc: Any) -> None:
    """The first state for a new document; afterwards only steps that the user may take."""
    workflow = get_workflow(doc.doctype)
    fieldname, first = workflow.workflow_state_field, workflow.states[0].state
    before = doc.get_doc_before_save()
    current = (before.get(fieldname) if before else None) or first
    wanted = doc.get(fieldname)
    if not wanted:
        doc.set(fieldname, first)
        wanted = first
    if not any(row.state == current for row in workflow.states):
        throw(_("{0} is no state of the workflow").format(_(current)))
    if current == wanted:
        return
    allowed = before is not None and any(t.next_state == wanted for t in get_transitions(before, workflow))
    if not allowed:
        throw(_("It cannot go from {0} to {1}").format(_(current), _(wanted)), WorkflowPermissionError)


def set_workflow_state_on_action(doc: Any, action: str) -> None:
    """Submitting and cancelling lead to the first state with that status."""
    workflow = get_workflow(doc.doctype)
    fieldname = workflow.workflow_state_field
    if any(
        row.state == doc.get(fieldname) and doc.docstatus == cint(row.doc_status) for row in workflow.states
    ):
        return
    status = 2 if action == "cancel" else 1
    state = next((row.state for row in workflow.states if cint(row.doc_status) == status), None)
    if state:
        doc.set(fieldname, state)
