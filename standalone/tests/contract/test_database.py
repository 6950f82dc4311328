"""frappe.db and the series of names."""

import frappe
from frappe.tests import IntegrationTestCase
from frappe.utils import nowdate

from .doctypes import field, firm, make_doctype, make_firm_types, make_town


class TestDatabase(IntegrationTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make_town()
        make_firm_types()

    def setUp(self):
        frappe.db.savepoint("contract")

    def tearDown(self):
        frappe.db.rollback(save_point="contract")

    def test_a_value_comes_alone_several_come_together(self):
        name = firm(stage="Active", litres=2).insert().name
        self.assertEqual(frappe.db.get_value("Contract Firm", name, "stage"), "Active")
        self.assertEqual(
            tuple(frappe.db.get_value("Contract Firm", name, ["stage", "litres"])), ("Active", 2.0)
        )
        row = frappe.db.get_value("Contract Firm", {"stage": "Active"}, ["stage", "litres"], as_dict=True)
        self.assertEqual(row, {"stage": "Active", "litres": 2.0})
        self.assertIsNone(frappe.db.get_value("Contract Firm", "none", "stage"))
        self.assertIsNone(frappe.db.exists("Contract Firm", "none"))

    def test_set_value_stamps_and_runs_nothing(self):
        doc = firm().insert()
        frappe.db.set_value("Contract Firm", doc.name, {"litres": 3, "firm_name": ""})
        after = frappe.db.get_value(
            "Contract Firm", doc.name, ["litres", "firm_name", "modified"], as_dict=True
        )
        self.assertEqual((after.litres, after.firm_name), (3.0, ""))
        self.assertGreater(after.modified, frappe.utils.get_datetime(doc.modified))
        frappe.db.set_value("Contract Firm", doc.name, "litres", 4, update_modified=False)
        self.assertEqual(frappe.db.get_value("Contract Firm", doc.name, "modified"), after.modified)

    def test_a_savepoint_undoes_what_came_after_it(self):
        kept = firm().insert().name
        frappe.db.savepoint("here")
        lost = firm().insert().name
        frappe.db.rollback(save_point="here")
        self.assertTrue(frappe.db.exists("Contract Firm", kept))
        self.assertFalse(frappe.db.exists("Contract Firm", lost))

    def test_rows_are_written_many_at_a_time(self):
        rows = [(f"R{number}", "Bulk", number) for number in range(3)]
        frappe.db.bulk_insert("Contract Firm", ["name", "firm_name", "staff"], rows)
        frappe.db.bulk_insert("Contract Firm", ["name", "firm_name", "staff"], rows, ignore_duplicates=True)
        self.assertEqual(frappe.db.count("Contract Firm", {"firm_name": "Bulk"}), 3)
        frappe.db.delete("Contract Firm", {"firm_name": "Bulk", "staff": [">", 0]})
        self.assertEqual(frappe.db.count("Contract Firm", {"firm_name": "Bulk"}), 1)

    def test_a_cached_document_is_read_again_after_it_changed(self):
        doc = firm().insert()
        self.assertEqual(frappe.get_cached_doc("Contract Firm", doc.name).litres, 0)
        frappe.db.set_value("Contract Firm", doc.name, "litres", 8)
        self.assertEqual(frappe.get_cached_value("Contract Firm", doc.name, "litres"), 8)


class TestSettings(IntegrationTestCase):
    def test_settings_have_the_types_of_their_fields(self):
        make_doctype(
            "Contract Settings",
            [field("days", "Int", default="5"), field("since", "Date"), field("note")],
            issingle=1,
        )
        settings = frappe.get_doc("Contract Settings")
        self.assertEqual(settings.days, 5)
        settings.update({"days": 9, "since": nowdate()})
        settings.save()
        self.assertEqual(frappe.db.get_single_value("Contract Settings", "days"), 9)
        self.assertEqual(str(frappe.db.get_single_value("Contract Settings", "since")), nowdate())
        frappe.db.set_single_value("Contract Settings", "days", 2)
        self.assertEqual(frappe.get_doc("Contract Settings").days, 2)
        self.assertEqual(frappe.get_cached_doc("Contract Settings").days, 2)


class TestNaming(IntegrationTestCase):
    def setUp(self):
        self.kind = frappe.generate_hash(length=6).upper()

    def named(self, autoname, **values):
        make_doctype("Contract Name", [field("code"), field("kind")], autoname=autoname)
        return self.another(**values)

    def another(self, **values):
        return frappe.get_doc({"doctype": "Contract Name", **values}).insert().name

    def test_by_a_field(self):
        self.assertEqual(self.named("field:code", code="K-1"), "K-1")

    def test_by_a_series_with_the_year_and_a_field(self):
        year, kind = nowdate()[:4], self.kind
        self.assertEqual(self.named("N-.YYYY.-.kind.-.###", kind=kind), f"N-{year}-{kind}-001")
        self.assertEqual(self.another(kind=kind), f"N-{year}-{kind}-002")
        self.assertEqual(self.another(kind=f"{kind}B"), f"N-{year}-{kind}B-001")

    def test_by_a_pattern(self):
        self.assertEqual(
            self.named("format:{kind}-{code}-{##}", kind=self.kind, code="7"), f"{self.kind}-7-01"
        )

    def test_by_chance(self):
        self.assertRegex(self.named("hash"), "^[0-9a-z]{10}$")

    def test_by_whoever_makes_it(self):
        self.assertEqual(self.named("prompt", name="Mine"), "Mine")

    def test_a_name_with_marks_of_markup_is_refused(self):
        with self.assertRaises(frappe.NameError):
            self.named("field:code", code="<b>")
