"""The life of a document: what it is given, what is refused, what others are told."""

import frappe
from frappe.tests import IntegrationTestCase
from frappe.utils import add_days, today

from .doctypes import field, firm, hooked, make_doctype, make_firm_types, make_town


class ContractCase(IntegrationTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make_town()
        make_firm_types()

    def setUp(self):
        frappe.db.savepoint("contract")

    def tearDown(self):
        frappe.db.rollback(save_point="contract")
        frappe.clear_messages()

    def assert_refused(self, error, call, *args, **kwargs):
        before = frappe.db.count("Contract Firm")
        frappe.db.savepoint("refused")
        with self.assertRaises(error):
            call(*args, **kwargs)
        frappe.db.rollback(save_point="refused")
        self.assertEqual(frappe.db.count("Contract Firm"), before)


class TestInsert(ContractCase):
    def test_a_new_document_has_its_defaults_and_stamps(self):
        doc = firm().insert().reload()
        self.assertEqual((doc.stage, doc.staff, doc.litres, doc.is_key), ("Lead", 0, 0.0, 0))
        self.assertEqual(
            (doc.owner, doc.modified_by, doc.docstatus, doc.idx), ("Administrator",) * 2 + (0, 0)
        )
        self.assertEqual(str(doc.creation), str(doc.modified))

    def test_stamps_and_names_from_outside_do_not_count(self):
        doc = firm(name="MINE", owner="x@y.z", creation="2000-01-01").insert()
        self.assertTrue(doc.name.startswith("CF-"))
        self.assertEqual(doc.owner, "Administrator")
        self.assertNotIn("2000", str(doc.creation))

    def test_values_come_back_in_the_types_of_their_fields(self):
        name = (
            firm(opened_on="2025-01-31", next_call="2025-01-31 09:30:00", staff="12", litres="1.5")
            .insert()
            .name
        )
        doc = frappe.get_doc("Contract Firm", name)
        self.assertEqual(str(doc.opened_on), "2025-01-31")
        self.assertEqual(doc.next_call, frappe.utils.get_datetime("2025-01-31 09:30:00"))
        self.assertEqual((doc.staff, doc.litres), (12, 1.5))

    def test_what_is_fetched_through_a_link_is_filled_in(self):
        doc = firm(town="Ankara").insert()
        self.assertEqual(doc.town_region, "Central")

    def test_a_link_takes_the_case_of_the_name_it_means(self):
        self.assertEqual(firm(town="ankara").insert().town, "Ankara")

    def test_a_link_to_nothing_is_refused_before_the_controller_is_asked(self):
        self.assert_refused(frappe.LinkValidationError, firm(town="Atlantis", firm_name="").insert)

    def test_what_is_mandatory_is_asked_for_in_rows_too(self):
        self.assert_refused(frappe.MandatoryError, firm(firm_name="").insert)
        self.assert_refused(frappe.MandatoryError, firm(people=[{"email": "a@b.co"}]).insert)

    def test_values_that_do_not_fit_are_refused(self):
        self.assert_refused(frappe.ValidationError, firm(stage="Nope").insert)
        self.assert_refused(frappe.CharacterLengthExceededError, firm(code="ABCDEF").insert)
        self.assert_refused(frappe.CharacterLengthExceededError, firm(firm_name="x" * 141).insert)
        self.assert_refused(frappe.CharacterLengthExceededError, firm(staff=99_999_999_999).insert)
        self.assert_refused(frappe.NonNegativeError, firm(staff=-1).insert)
        people = [{"person_name": "A", "email": "nobody"}]
        self.assert_refused(frappe.InvalidEmailAddressError, firm(people=people).insert)

    def test_a_taken_value_and_a_taken_name_are_told_apart(self):
        firm(tax_no="1").insert()
        self.assert_refused(frappe.UniqueValidationError, firm(tax_no="1").insert)
        ankara = frappe.get_doc({"doctype": "Contract Town", "town_name": "Ankara"})
        self.assert_refused(frappe.DuplicateEntryError, ankara.insert)

    def test_unique_values_may_be_empty_many_times(self):
        self.assertTrue(firm(tax_no="").insert().name != firm(tax_no="").insert().name)

    def test_scripts_in_text_are_made_harmless(self):
        doc = firm(firm_name="<b>A</b><script>x</script>", notes="<img src=x onerror=alert(1)>").insert()
        self.assertNotIn("<script", doc.firm_name)
        self.assertNotIn("onerror", doc.notes)

    def test_a_failed_insert_gives_its_number_back(self):
        taken = firm().insert().name
        frappe.db.savepoint("failing")
        with self.assertRaises(frappe.MandatoryError):
            firm(firm_name="").insert()
        frappe.db.rollback(save_point="failing")
        self.assertEqual(int(firm().insert().name[3:]), int(taken[3:]) + 1)

    def test_a_secret_is_kept_encrypted_and_shown_as_stars(self):
        doc = firm(secret="s3cret").insert()
        self.assertEqual(frappe.db.get_value("Contract Firm", doc.name, "secret"), "******")
        self.assertEqual(frappe.get_doc("Contract Firm", doc.name).get_password("secret"), "s3cret")


class TestSave(ContractCase):
    def test_a_document_that_changed_meanwhile_is_not_overwritten(self):
        first = firm().insert()
        second = frappe.get_doc("Contract Firm", first.name)
        first.litres = 1
        first.save()
        second.litres = 2
        self.assert_refused(frappe.TimestampMismatchError, second.save)

    def test_what_is_set_once_stays(self):
        doc = firm(fixed="A").insert()
        doc.fixed = "B"
        self.assert_refused(frappe.CannotChangeConstantError, doc.save)

    def test_who_made_it_and_when_stays(self):
        doc = firm().insert()
        doc.owner = "Guest"
        self.assert_refused(frappe.CannotChangeConstantError, doc.save)

    def test_rows_that_are_gone_go_and_others_keep_their_names(self):
        doc = firm(people=[{"person_name": "A"}, {"person_name": "B"}]).insert()
        kept = doc.people[1].name
        doc.remove(doc.people[0])
        doc.append("people", {"person_name": "C"})
        doc.save()
        stored = frappe.get_doc("Contract Firm", doc.name).people
        self.assertEqual([(row.person_name, row.idx) for row in stored], [("B", 1), ("C", 2)])
        self.assertEqual(stored[0].name, kept)

    def test_a_change_is_seen_against_what_is_stored(self):
        doc = firm(opened_on=today()).insert()
        doc.reload()
        doc.opened_on = today()
        doc.save()
        self.assertFalse(doc.has_value_changed("opened_on"))
        doc.opened_on = add_days(today(), 1)
        doc.save()
        self.assertTrue(doc.has_value_changed("opened_on"))
        self.assertEqual(str(doc.get_value_before_save("opened_on")), today())

    def test_everything_of_a_new_document_counts_as_changed(self):
        self.assertTrue(firm().has_value_changed("litres"))

    def test_db_set_writes_at_once_and_stamps(self):
        doc = firm().insert()
        before = doc.modified
        doc.db_set("litres", 7)
        self.assertEqual(frappe.db.get_value("Contract Firm", doc.name, "litres"), 7.0)
        self.assertNotEqual(str(before), str(frappe.db.get_value("Contract Firm", doc.name, "modified")))

    def test_a_version_says_what_changed(self):
        doc = firm(people=[{"person_name": "A"}]).insert().reload()
        doc.litres = 5
        doc.people[0].person_name = "B"
        doc.append("people", {"person_name": "C"})
        doc.save(ignore_version=False)
        data = frappe.parse_json(frappe.get_last_doc("Version", {"docname": doc.name}).data)
        self.assertEqual([change[0] for change in data.changed], ["litres"])
        self.assertEqual(data.row_changed[0][3], [["person_name", "A", "B"]])
        self.assertEqual(data.added[0][1]["person_name"], "C")

    def test_the_controller_is_asked_in_its_order(self):
        asked = []

        class Watched(type(firm())):
            def run_method(self, method, *args, **kwargs):
                asked.append(method)
                return super().run_method(method, *args, **kwargs)

        doc = Watched(firm().as_dict())
        doc.insert()
        inserted = [
            "before_insert",
            "before_naming",
            "autoname",
            "before_validate",
            "validate",
            "before_save",
            "after_insert",
            "on_update",
            "on_change",
        ]
        self.assertEqual([method for method in asked if method in inserted], inserted)
        asked.clear()
        doc.flags.ignore_validate = True
        doc.save()
        self.assertIn("before_validate", asked)
        self.assertNotIn("validate", asked)
        self.assertNotIn("before_save", asked)

    def test_hooks_of_apps_run_after_the_controller_and_may_not_commit(self):
        doc = firm().insert()
        with hooked(
            self, {"doc_events": {"Contract Firm": {"on_update": [f"{__name__}.double_and_commit"]}}}
        ):
            doc.litres = 4
            doc.save()
        self.assertEqual(doc.litres, 8)
        frappe.db.rollback(save_point="contract")
        self.assertFalse(frappe.db.exists("Contract Firm", doc.name))
        frappe.db.savepoint("contract")


def double_and_commit(doc, method):
    doc.litres *= 2
    frappe.db.commit()


class TestSubmit(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        fields = [
            field("firm", "Link", options="Contract Firm", reqd=1),
            field("total", "Currency"),
            field("remark", allow_on_submit=1),
        ]
        make_doctype("Contract Order", fields, autoname="CO-.####", is_submittable=1)

    def order(self):
        return frappe.get_doc(
            {"doctype": "Contract Order", "firm": firm().insert().name, "total": 10}
        ).insert()

    def test_a_submitted_document_keeps_its_values_but_for_those_that_may_change(self):
        order = self.order().submit()
        order.remark = "later"
        order.save()
        order.total = 11
        self.assert_refused(frappe.UpdateAfterSubmitError, order.save)

    def test_a_status_goes_forward_only(self):
        order = self.order().submit()
        order.docstatus = 0
        self.assert_refused(frappe.DocstatusTransitionError, order.save)
        order.reload()
        order.cancel()
        self.assertEqual(frappe.db.get_value("Contract Order", order.name, "docstatus"), 2)
        order.reload()
        self.assert_refused(frappe.ValidationError, order.save)

    def test_an_amendment_is_named_after_what_it_amends(self):
        order = self.order().submit()
        order.cancel()
        amended = frappe.copy_doc(order)
        amended.update({"amended_from": order.name, "docstatus": 0})
        self.assertEqual(amended.insert().name, f"{order.name}-1")

    def test_what_is_needed_elsewhere_is_not_deleted(self):
        order = self.order()
        self.assert_refused(frappe.LinkExistsError, frappe.delete_doc, "Contract Firm", order.firm)
        order.submit()
        self.assert_refused(frappe.ValidationError, order.delete)

    def test_a_link_to_what_is_cancelled_is_refused(self):
        order = self.order().submit()
        order.cancel()
        other = self.order()
        other.amended_from = order.name
        self.assertEqual(other.save().amended_from, order.name)


class TestDeleteAndRename(ContractCase):
    def test_a_deleted_document_leaves_a_record_and_no_rows(self):
        doc = firm(people=[{"person_name": "A"}]).insert()
        doc.add_comment("Comment", "hello")
        doc.delete()
        self.assertFalse(frappe.db.exists("Contract Firm", doc.name))
        self.assertFalse(frappe.db.exists("Contract Person", {"parent": doc.name}))
        self.assertFalse(frappe.db.exists("Comment", {"reference_name": doc.name}))
        self.assertTrue(frappe.db.exists("Deleted Document", {"deleted_name": doc.name}))

    def test_the_last_number_is_given_back(self):
        doc = firm().insert()
        doc.delete()
        self.assertEqual(firm().insert().name, doc.name)

    def test_links_follow_a_new_name(self):
        doc = firm(town="Van").insert()
        new = frappe.rename_doc("Contract Town", "Van", "Tuşba", force=True)
        self.assertEqual(new, "Tuşba")
        self.assertEqual(frappe.db.get_value("Contract Firm", doc.name, "town"), "Tuşba")
        self.assertEqual(frappe.get_doc("Contract Town", "Tuşba").town_name, "Tuşba")

    def test_two_are_merged_into_one(self):
        doc = firm(town="Van").insert()
        frappe.rename_doc("Contract Town", "Van", "Ankara", force=True, merge=True)
        self.assertEqual(frappe.db.get_value("Contract Firm", doc.name, "town"), "Ankara")
        self.assertFalse(frappe.db.exists("Contract Town", "Van"))

    def test_a_copy_and_its_rows_are_new(self):
        doc = firm(people=[{"person_name": "A"}]).insert()
        copied = frappe.copy_doc(doc).insert()
        self.assertNotEqual(copied.name, doc.name)
        self.assertNotEqual(copied.people[0].name, doc.people[0].name)
