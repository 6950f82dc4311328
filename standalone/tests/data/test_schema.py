"""The plan that brings a table to its DocType, before anything is run."""

from sqlite3 import OperationalError

import pytest

import frappe
from frappe.database import schema
from frappe.model.meta import Meta
from frappe.model.sync import store_doctype
from frappe.tests.binding import bound


def meta(*fields, **over):
    return Meta({"name": "Thing", **over}, [{"fieldtype": "Data", **field} for field in fields], [])


def existing_of(described):
    return schema.Existing(schema.wanted_columns(described), frozenset(schema.wanted_indexes(described)))


def test_a_new_table_is_one_statement_and_its_indexes():
    plan = schema.plan(
        meta({"fieldname": "code", "unique": 1}, {"fieldname": "town", "search_index": 1}), None
    )
    assert plan[0].startswith("CREATE TABLE `tabThing`")
    assert [statement.split(" ON ")[1] for statement in plan[1:]] == [
        "`tabThing` (`creation`)",
        "`tabThing` (`code`)",
        "`tabThing` (`town`)",
    ]
    assert "UNIQUE" in plan[2]


def test_a_table_that_fits_needs_nothing():
    described = meta({"fieldname": "code"}, {"fieldname": "staff", "fieldtype": "Int", "default": "3"})
    assert schema.plan(described, existing_of(described)) == []


def test_keys_compare_without_case_and_texts_by_turkish_folding():
    columns = schema.wanted_columns(meta({"fieldname": "a"}, {"fieldname": "b", "fieldtype": "Select"}))
    assert columns["a"] == "TEXT COLLATE TURKISH"
    assert columns["b"] == "TEXT COLLATE NOCASE"


def test_an_index_no_longer_wanted_goes_and_one_an_app_added_stays():
    before = existing_of(meta({"fieldname": "code", "search_index": 1}))
    before = schema.Existing(before.columns, before.indexes | {"tabThing_of_an_app"})
    assert schema.plan(meta({"fieldname": "code"}), before) == ["DROP INDEX `tabThing_code_index`"]


def test_fields_without_a_column_have_none():
    columns = schema.wanted_columns(
        meta(
            {"fieldname": "rows", "fieldtype": "Table", "options": "Row"},
            {"fieldname": "part", "fieldtype": "Section Break"},
        )
    )
    assert not {"rows", "part"} & columns.keys()


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"track_seen": 1}, "track_seen"),
        ({"autoname": "autoincrement"}, "autoincrement"),
        ({"fields": [{"fieldname": "sum", "fieldtype": "Float", "is_virtual": 1}]}, r"sum\.is_virtual"),
    ],
)
def test_what_the_engine_leaves_out_is_refused_by_name(asked, named):
    with pytest.raises(NotImplementedError, match=f"Odd: {named}"):
        store_doctype({"doctype": "DocType", "name": "Odd", "module": "Custom", "fields": [], **asked})


@pytest.mark.usefixtures("connected")
def test_a_file_that_asks_for_what_is_unknown_is_refused_by_name():
    fields = [
        {"fieldname": "code", "fieldtype": "Data"},
        {"fieldname": "b", "fieldtype": "Data", "colour": "red"},
    ]
    data = {"doctype": "DocType", "name": "Odd", "module": "Custom", "fields": fields, "flavour": "sweet"}
    with pytest.raises(frappe.ValidationError, match=r"Odd.*flavour, fields\[1\]\.colour"):
        store_doctype(data)


@pytest.fixture
def connected(site):
    with bound(site):
        yield


def make(fields):
    doc = {"doctype": "DocType", "name": "Thing", "module": "Custom", "custom": 1, "fields": fields}
    return frappe.get_doc({**doc, "permissions": []}).insert()


@pytest.mark.usefixtures("connected")
def test_rows_survive_a_change_of_their_table():
    doctype = make([{"fieldname": "code", "fieldtype": "Data"}, {"fieldname": "amount", "fieldtype": "Data"}])
    frappe.db.add_index("Thing", ["code", "amount"])
    name = frappe.get_doc({"doctype": "Thing", "code": "A", "amount": "12.5"}).insert().name
    doctype.fields[1].fieldtype = "Float"
    doctype.append("fields", {"fieldname": "town", "fieldtype": "Data", "unique": 1})
    doctype.save()
    doc = frappe.get_doc("Thing", name)
    assert (doc.code, doc.amount, doc.town) == ("A", 12.5, None)
    assert "tabThing_code_amount_index" in schema.read(frappe.db, "Thing").indexes
    assert schema.plan(frappe.get_meta("Thing"), schema.read(frappe.db, "Thing")) == []


@pytest.mark.usefixtures("connected")
def test_what_is_not_committed_leaves_no_table_and_no_memory_of_it():
    make([{"fieldname": "code", "fieldtype": "Data"}])
    assert frappe.get_meta("Thing").has_field("code")
    frappe.db.rollback()
    with pytest.raises(frappe.DoesNotExistError):
        frappe.get_meta("Thing")


@pytest.mark.usefixtures("connected")
def test_an_index_name_that_mariadb_would_not_take_is_refused():
    fields = ["amount_of_the_guarantee_letter", "expiry_of_the_guarantee_letter"]
    make([{"fieldname": field, "fieldtype": "Data"} for field in fields])
    with pytest.raises(OperationalError, match="64 letters"):
        frappe.db.add_index("Thing", fields)
    frappe.db.add_index("Thing", fields, "guarantee_index")
    assert "tabThing_guarantee_index" in schema.read(frappe.db, "Thing").indexes
