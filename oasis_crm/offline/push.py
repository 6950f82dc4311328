"""A device's changes, each exactly once.

The change's id is claimed first, so that of two pushes of the same change one waits for the other and then
answers what
it did. Effect and result are in one transaction. A refused change leaves nothing but its refusal; those
that depend on it
are blocked, the rest goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _
from frappe.utils import strip_html
from oasis_crm import errors
from oasis_crm.offline import merge, verbs
from oasis_crm.offline.shapes import SHAPES

DOCTYPE = "Offline Change"
MOST = 200
_SAVEPOINT = "oasis_offline_change"

Result = dict[str, Any]


@dataclass
class Change:
    """One change as the device sent it. `name`: the server's name, or the `client_id` of a document made
    there.
    """

    id: str
    doctype: str
    action: str
    name: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    base: dict[str, Any] | None = None
    depends_on: list[str] = field(default_factory=list)


def push(device: str, changes: list[Any]) -> list[Result]:
    """Carry out the changes in their order; a result for each."""
    if len(changes) > MOST:
        frappe.throw(_("At most {0} changes at a time.").format(MOST), errors.OfflineChangeError)
    failed: set[str] = set()
    results = []
    for given in changes:
        change = _parsed(given)
        result = _blocked(change) if failed.intersection(change.depends_on) else _once(device, change)
        if result["status"] in ("refused", "blocked"):
            failed.add(change.id)
        results.append(result)
    return results


def _parsed(given: Any) -> Change:
    known = {name: value for name, value in dict(given).items() if name in Change.__dataclass_fields__}
    if not all(known.get(name) for name in ("id", "doctype", "action")):
        frappe.throw(_("A change needs an id, a doctype and an action."), errors.OfflineChangeError)
    known["values"] = known.get("values") or {}
    known["depends_on"] = known.get("depends_on") or []
    return Change(**known)


def _blocked(change: Change) -> Result:
    """Not stored: when what it waits for has been put right, the device sends it again."""
    message = _("This change waits for an earlier one that was refused.")
    return {"id": change.id, "status": "blocked", "error": {"type": "Blocked", "message": message}}


def _once(device: str, change: Change) -> Result:
    frappe.db.savepoint(_SAVEPOINT)
    try:
        claim = _claim(device, change)
    except (frappe.DuplicateEntryError, frappe.UniqueValidationError):
        frappe.db.rollback(save_point=_SAVEPOINT)
        frappe.clear_messages()
        return _stored(change)
    result = _attempt(change)
    claim.db_set(
        {
            "status": result["status"],
            "ref_name": result.get("name"),
            "result": frappe.as_json(result, indent=None),
        },
        update_modified=False,
    )
    return result


def _claim(device: str, change: Change) -> Any:
    claim = frappe.new_doc(
        DOCTYPE,
        mutation_id=change.id,
        device=device,
        user=frappe.session.user,
        ref_doctype=change.doctype if change.doctype in SHAPES else None,
        action=change.action,
        status="applied",
    )
    # The record of what a device sent is the server's, not the user's to edit.
    return claim.insert(ignore_permissions=True)


def _stored(change: Change) -> Result:
    row = frappe.db.get_value(DOCTYPE, change.id, ["user", "result"], as_dict=True, for_update=True)
    if not row or row.user != frappe.session.user:
        return _refusal(change, "OfflineChangeError", _("This change was sent by somebody else."))
    return frappe.parse_json(row.result or "{}") or _refusal(
        change, "OfflineChangeError", _("This change is being carried out. Try again.")
    )


def _attempt(change: Change) -> Result:
    """The change's effect, or its refusal with everything it did undone."""
    inner = f"{_SAVEPOINT}_effect"
    frappe.db.savepoint(inner)
    try:
        return {"id": change.id, "status": "applied", **_carry_out(change)}
    except frappe.QueryTimeoutError:
        raise
    except (
        frappe.ValidationError,
        frappe.PermissionError,
        frappe.DoesNotExistError,
        frappe.NameError,
    ) as error:
        frappe.db.rollback(save_point=inner)
        result = _refusal(change, type(error).__name__, strip_html(str(error)) or _words())
        result["error"].update(_extras())
        frappe.clear_messages()
        return result


def _words() -> str:
    messages = [str(message.get("message") or "") for message in frappe.get_message_log()]
    return strip_html(" ".join(messages)) or _("The server refused this change.")


def _extras() -> dict[str, Any]:
    """What a refusal carries besides words: the candidates of a duplicate."""
    for message in frappe.get_message_log():
        if message.get("candidates"):
            return {"candidates": message["candidates"], "refused": message["refused"]}
    return {}


def _refusal(change: Change, kind: str, message: str) -> Result:
    return {"id": change.id, "status": "refused", "error": {"type": kind, "message": message}}


def _carry_out(change: Change) -> Result:
    if change.doctype not in SHAPES:
        frappe.throw(_("Devices do not change {0}.").format(change.doctype), errors.OfflineChangeError)
    values = merge.resolved(change.doctype, change.values)
    plain: dict[str, Callable[[], Result]] = {
        "insert": lambda: merge.insert(change.doctype, change.name, values),
        "update": lambda: merge.update(change.doctype, change.name or "", values, change.base),
        "delete": lambda: merge.delete(change.doctype, change.name or ""),
    }
    return (
        plain[change.action]()
        if change.action in plain
        else verbs.call(change.doctype, change.action, values)
    )
