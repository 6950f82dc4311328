"""Small DocTypes, roles and users for the contract's tests; each made once in a test class."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from unittest.mock import patch

import frappe

RIGHTS = ("read", "write", "create", "delete", "report", "export", "share", "print", "email")


def rule(role: str, *rights: str, **over: Any) -> dict[str, Any]:
    """A row of permissions with these rights and no others."""
    return {"role": role, "permlevel": 0, **{right: int(right in rights) for right in RIGHTS}, **over}


def make_doctype(name: str, fields: list[dict[str, Any]], **over: Any) -> Any:
    """Made anew: where the database commits with each change of a table, an earlier class left its own."""
    if frappe.db.exists("DocType", name):
        if not over.get("issingle"):
            frappe.db.delete(name)
        frappe.delete_doc("DocType", name, force=True)
    values = {"doctype": "DocType", "name": name, "module": "Custom", "custom": 1, "fields": fields}
    of_submittable = ("submit", "cancel", "amend") if over.get("is_submittable") else ()
    permissions = [rule("System Manager", *RIGHTS, *of_submittable)]
    return frappe.get_doc({**values, "permissions": permissions, **over}).insert()


def field(fieldname: str, fieldtype: str = "Data", **over: Any) -> dict[str, Any]:
    return {
        "fieldname": fieldname,
        "fieldtype": fieldtype,
        "label": fieldname.replace("_", " ").title(),
        **over,
    }


def make_role(name: str) -> str:
    if not frappe.db.exists("Role", name):
        frappe.get_doc({"doctype": "Role", "role_name": name, "desk_access": 1}).insert()
    return name


def make_user(name: str, *roles: str) -> str:
    email = f"{name}@contract.test"
    if not frappe.db.exists("User", email):
        values = {"doctype": "User", "email": email, "first_name": name, "send_welcome_email": 0}
        frappe.get_doc({**values, "roles": [{"role": role} for role in roles]}).insert()
    return email


def make_town() -> None:
    make_doctype(
        "Contract Town",
        [field("town_name", reqd=1, unique=1), field("region"), field("mayor", "Link", options="User")],
        autoname="field:town_name",
        naming_rule="By fieldname",
    )
    for name, region in (("Ankara", "Central"), ("İzmir", "Aegean"), ("Van", "East")):
        frappe.get_doc({"doctype": "Contract Town", "town_name": name, "region": region}).insert()


def make_firm_types(**over: Any) -> None:
    """`Contract Firm` with a table of people, links to towns, and a field above level 0."""
    make_doctype(
        "Contract Person",
        [field("person_name", reqd=1), field("email", options="Email"), field("share", "Percent")],
        istable=1,
        permissions=[],
    )
    fields = [
        field("firm_name", reqd=1),
        field("tax_no", unique=1),
        field("code", length=5),
        field("stage", "Select", options="Lead\nActive\nLost", default="Lead"),
        field("town", "Link", options="Contract Town"),
        field("town_region", fetch_from="town.region", read_only=1),
        field("opened_on", "Date"),
        field("next_call", "Datetime"),
        field("staff", "Int", non_negative=1),
        field("litres", "Float"),
        field("is_key", "Check"),
        field("notes", "Small Text"),
        field("fixed", set_only_once=1),
        field("margin", "Float", permlevel=1),
        field("secret", "Password"),
        field("people", "Table", options="Contract Person"),
    ]
    make_doctype("Contract Firm", fields, autoname="CF-.####", track_changes=1, **over)


def forget_hooks() -> None:
    with suppress(AttributeError):
        del frappe.local.doc_events_hooks


@contextmanager
def hooked(case: Any, hooks: dict[str, Any]) -> Iterator[None]:
    """With these hooks, whose functions are in these tests and not in an installed app."""
    apps = [*frappe.get_installed_apps(), "contract"]
    asked = sys.modules[frappe.get_attr.__module__]
    forget_hooks()
    with case.patch_hooks(hooks), patch.object(asked, "get_installed_apps", return_value=apps):
        yield
    forget_hooks()


def firm(**over: Any) -> Any:
    return frappe.get_doc({"doctype": "Contract Firm", "firm_name": "Alfa", **over})
