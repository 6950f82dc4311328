"""Every DocType of the app, walked: what it names must be there, and what the design names must be in it."""

import re
from importlib import import_module

import frappe
from oasis_crm.permissions import roles
from oasis_crm.permissions.realtime import ScopedUpdates
from oasis_crm.permissions.rules import RULES
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.design import FIELDS, MANDATORY, SELECTS
from oasis_crm.tests.shape import DOCTYPES, doctypes, fields_of, leading_columns

_LAYOUT = {"Section Break", "Column Break", "Tab Break", "HTML", "Button"}
_STANDARD = {"name", "owner", "creation", "modified", "modified_by", "docstatus", "idx"}
_ROLES = {*roles.EVERYONE, roles.SYSTEM_MANAGER}
#: Written by the app itself with rules of its own for who is told.
_SILENT = {"Stage Change", "Offline Change", "Push Subscription"}

#: Filters that follow a narrower one, or small tables: an index would cost more than it brings.
_FILTERED_WITHIN_OTHERS = {
    ("Firm Visit", "outcome"),
    ("Fuel Sale", "distributor"),
    ("Fuel Sale", "station"),
    ("Fuel Sale", "product"),
    ("Firm Visit", "firm"),
    ("Firm Visit", "sales_rep"),
    ("Firm Visit", "outcome"),
    ("Stage Change", "changed_by"),
    ("Report Subscription", "report"),
    ("Offline Change", "ref_doctype"),
}


def each_field():
    for name, doctype in doctypes().items():
        for field in doctype["fields"]:
            yield name, field


class TestDictionary(OasisTestCase):
    def test_a_doctype_lives_in_the_folder_of_its_name(self):
        for name, doctype in doctypes().items():
            snake = frappe.scrub(name)
            self.assertEqual(doctype["module"], "Oasis CRM", name)
            for file in (f"{snake}.json", f"{snake}.py", "__init__.py"):
                self.assertTrue((DOCTYPES / snake / file).exists(), f"{snake}/{file}")

    def test_its_controller_is_there_and_says_what_it_is(self):
        for name in doctypes():
            snake = frappe.scrub(name)
            module = import_module(f"oasis_crm.oasis_crm.doctype.{snake}.{snake}")
            controller = getattr(module, name.replace(" ", ""))
            self.assertTrue((controller.__doc__ or "").strip(), name)

    def test_documents_that_not_everybody_sees_do_not_announce_themselves_to_everybody(self):
        for name, rule in RULES.items():
            if rule.parent or name in _SILENT:
                continue
            self.assertTrue(issubclass(frappe.get_doc({"doctype": name}).__class__, ScopedUpdates), name)

    def test_the_order_of_the_form_names_each_field_once(self):
        for name, doctype in doctypes().items():
            fieldnames = [field["fieldname"] for field in doctype["fields"]]
            self.assertEqual(doctype["field_order"], fieldnames, name)
            self.assertEqual(len(fieldnames), len(set(fieldnames)), name)

    def test_links_and_tables_lead_somewhere(self):
        for name, field in each_field():
            if field["fieldtype"] == "Link":
                self.assertTrue(frappe.db.exists("DocType", field["options"]), (name, field["fieldname"]))
            if field["fieldtype"] == "Table":
                self.assertEqual(doctypes()[field["options"]].get("istable"), 1, (name, field["fieldname"]))

    def test_selects_and_checks_have_a_default_that_exists(self):
        for name, field in each_field():
            where = (name, field["fieldname"])
            if field["fieldtype"] == "Check":
                self.assertIn(field.get("default"), ("0", "1"), where)
            if field["fieldtype"] == "Select" and not field.get("reqd"):
                options = field["options"].split("\n")
                self.assertIn(field.get("default", ""), options, where)

    def test_times_do_not_rely_on_their_default(self):
        """The framework fills a new document's Time fields with the present moment."""
        settled = {"Oasis Settings", "Report Subscription"}
        self.assertEqual({name for name, field in each_field() if field["fieldtype"] == "Time"}, settled)

    def test_what_people_read_has_a_label(self):
        for name, field in each_field():
            if field["fieldtype"] not in _LAYOUT:
                self.assertTrue(field.get("label"), (name, field["fieldname"]))

    def test_titles_search_and_order_name_real_fields(self):
        for name, doctype in doctypes().items():
            known = {*fields_of(name), *_STANDARD}
            named = [doctype.get("title_field"), doctype["sort_field"]]
            named += [part.strip() for part in (doctype.get("search_fields") or "").split(",")]
            for field in filter(None, named):
                self.assertIn(field, known, name)

    def test_conditions_on_the_form_name_real_fields(self):
        for name, field in each_field():
            for key in ("depends_on", "mandatory_depends_on", "read_only_depends_on"):
                for fieldname in re.findall(r"doc\.(\w+)", field.get(key) or ""):
                    self.assertIn(fieldname, fields_of(name), (name, field["fieldname"], key))

    def test_lists_show_something(self):
        for name, doctype in doctypes().items():
            if not doctype.get("issingle"):
                self.assertTrue(any(f.get("in_list_view") for f in doctype["fields"]), name)

    def test_links_that_lists_filter_by_are_indexed(self):
        for name, field in each_field():
            if not field.get("in_standard_filter") or field["fieldtype"] != "Link":
                continue
            if (name, field["fieldname"]) not in _FILTERED_WITHIN_OTHERS:
                indexed = field.get("search_index") or field["fieldname"] in leading_columns(name)
                self.assertTrue(indexed, (name, field["fieldname"]))

    def test_every_permission_is_for_a_known_role_and_every_level_is_somebodys(self):
        for name, doctype in doctypes().items():
            rows = doctype["permissions"]
            if doctype.get("istable"):
                self.assertEqual(rows, [], name)
                continue
            self.assertLessEqual({row["role"] for row in rows}, _ROLES, name)
            self.assertIn(roles.SYSTEM_MANAGER, {row["role"] for row in rows}, name)
            for level in {field.get("permlevel", 0) for field in doctype["fields"]}:
                writers = [row for row in rows if row.get("permlevel", 0) == level and row.get("read")]
                self.assertTrue(writers, (name, level))

    def test_no_role_shares_documents(self):
        """A share would open a document past the rule of its DocType."""
        for name, doctype in doctypes().items():
            self.assertFalse(any(row.get("share") for row in doctype["permissions"]), name)

    def test_the_office_has_no_targets_and_nobody_but_managers_has_settings(self):
        for name, kept_from in (
            ("Sales Target", {roles.OFFICE}),
            ("Oasis Settings", {roles.OFFICE, roles.FIELD}),
        ):
            readers = {row["role"] for row in doctypes()[name]["permissions"]}
            self.assertTrue(readers.isdisjoint(kept_from), name)

    def test_data_that_changes_by_hand_leaves_a_trail(self):
        audited = (
            "Firm",
            "Firm Visit",
            "Field Work Order",
            "Firm Document",
            "Firm Transfer",
            "Fuel Contract",
            "Sales Target",
            "Sales Team",
            "Visit Outcome",
            "Distributor",
            "Oasis Settings",
        )
        for name in audited:
            self.assertEqual(doctypes()[name].get("track_changes"), 1, name)


class TestDesign(OasisTestCase):
    def test_every_doctype_and_field_of_the_design_is_there(self):
        for name, fieldnames in FIELDS.items():
            missing = set(fieldnames.split()) - set(fields_of(name))
            self.assertEqual(missing, set(), name)

    def test_what_the_design_makes_mandatory_is(self):
        for name, fieldnames in MANDATORY.items():
            for fieldname in fieldnames.split():
                self.assertEqual(fields_of(name)[fieldname].get("reqd"), 1, (name, fieldname))

    def test_select_values_are_those_of_the_design(self):
        for (name, fieldname), values in SELECTS.items():
            options = [option for option in fields_of(name)[fieldname]["options"].split("\n") if option]
            self.assertEqual(options, values.split("|"), (name, fieldname))
