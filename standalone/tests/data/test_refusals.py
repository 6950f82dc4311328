"""Lists asked for in ways that make no sense: a clear refusal, never an error of the database's own."""

import pytest

import frappe
from frappe.tests.binding import bound


@pytest.fixture(scope="module", autouse=True)
def connected(copy_site):
    with bound(copy_site()):
        yield


@pytest.mark.parametrize(
    "filters",
    [
        {"nope": 1},
        [["enabled", "~", 1]],
        [["enabled"]],
        [["enabled", "=", 1, 2, 3, 4]],
        [["enabled", "=", {"a": 1}]],
        [["full_name", "=", ["a"]]],
        [["full_name", "between", ["a", "b"]]],
        [["full_name", "is", "blue"]],
        {"enabled": [">"]},
        [["creation", ">", "yesterday-ish"]],
        [[1, "=", 1]],
        "{",
        "5",
        [5],
    ],
    ids=str,
)
def test_filters(filters):
    with pytest.raises(frappe.ValidationError):
        frappe.get_list("User", filters=filters)


@pytest.mark.parametrize(
    "fields",
    [["nope"], ["sleep(1)"], ["name; drop table x"], ["(select 1)"], ["roles.nope"], "[name", [5]],
    ids=str,
)
def test_fields(fields):
    with pytest.raises(frappe.DataError):
        frappe.get_list("User", fields=fields)


@pytest.mark.parametrize(
    "order", ["nope", "name; drop table x", "sleep(1)", "`tabRole`.`name`", "name asc desc"]
)
def test_orders(order):
    for asked in ({"order_by": order}, {"group_by": order}):
        with pytest.raises(frappe.ValidationError):
            frappe.get_list("User", **asked)


def test_arguments():
    with pytest.raises(TypeError, match="colour"):
        frappe.get_list("User", colour="red")
