"""Whatever is sent as the value of a field, the answer is a document or a refusal of the engine's."""

import pytest

import frappe
from frappe.tests.binding import bound

ODD = [
    "\ud800", "\x00a", "a" * 200_000, 10**30, -(10**30), 1e308, True, [], [1], [[1]], {}, {"a": 1}, "  ",
    "25:61", "<b>", "'; drop table x; --", "NaN", "Infinity", "2025-01-01T00:00:00Z", "null", "[]",
    "2025-13-45",
]  # fmt: skip
KINDS = (
    "Data",
    "Int",
    "Float",
    "Check",
    "Date",
    "Datetime",
    "Time",
    "Select",
    "Link",
    "Small Text",
    "JSON",
    "Table",
)
STANDARD = (
    "name",
    "owner",
    "creation",
    "modified",
    "docstatus",
    "idx",
    "doctype",
    "flags",
    "parent",
    "_action",
)
OURS = (frappe.ValidationError, frappe.PermissionError, frappe.NameError)


@pytest.fixture(scope="module", autouse=True)
def connected(copy_site):
    with bound(copy_site()):
        row = {"doctype": "DocType", "name": "Odd Row", "module": "Custom", "custom": 1, "istable": 1}
        frappe.get_doc({**row, "fields": [{"fieldname": "code", "fieldtype": "Data"}]}).insert()
        options = {"Select": "A\nB", "Link": "Role", "Table": "Odd Row"}
        fields = [
            {"fieldname": kind.lower().replace(" ", "_"), "fieldtype": kind, "options": options.get(kind)}
            for kind in KINDS
        ]
        odd = {"doctype": "DocType", "name": "Odd", "module": "Custom", "custom": 1, "autoname": "O-.####"}
        frappe.get_doc({**odd, "fields": fields}).insert()
        yield


def attempt(change):
    frappe.db.savepoint("odd")
    try:
        change()
    except OURS:
        frappe.db.rollback(save_point="odd")
    frappe.clear_messages()


@pytest.mark.parametrize("field", [*(kind.lower().replace(" ", "_") for kind in KINDS), *STANDARD])
def test_odd_values_are_taken_or_refused(field):
    kept = frappe.get_doc({"doctype": "Odd"}).insert()
    for value in ODD:
        attempt(lambda value=value: frappe.get_doc({"doctype": "Odd", field: value}).insert())
        if field not in ("name", "doctype"):
            attempt(lambda value=value: frappe.get_doc("Odd", kept.name).update({field: value}).save())
    assert frappe.get_doc("Odd", kept.name).as_json()
    assert all(row.name.startswith("O-") for row in frappe.get_all("Odd", fields=["*"]))
