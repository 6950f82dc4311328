import frappe
from frappe.utils import add_days, getdate, now_datetime, today
from oasis_crm import errors
from oasis_crm.api import firms
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make,
    make_contract,
    make_firm,
    make_manager,
    make_office,
    make_rep,
    make_sale,
    make_team,
)

VKN, OTHER_VKN = "4540536920", "9310073097"


class TestFirmIdentity(OasisTestCase):
    def test_a_tax_id_with_a_wrong_check_digit_is_refused(self):
        self.assert_refused(errors.InvalidTaxIdError, make_firm, tax_id="4540536921")

    def test_a_placeholder_tax_id_is_refused(self):
        for placeholder in ("1234567890", "12345678950"):
            self.assert_refused(errors.InvalidTaxIdError, make_firm, tax_id=placeholder)

    def test_the_same_tax_id_is_refused_with_a_conflict_and_without_naming_the_other_firm(self):
        first = make_firm(firm_name="Gizli Nakliyat", tax_id=VKN)
        message = self.assert_refused(errors.DuplicateFirmError, make_firm, tax_id="454 053 69 20")
        self.assertEqual(errors.DuplicateFirmError.http_status_code, 409)
        self.assertNotIn(first.firm_name, message)
        self.assertNotIn(first.name, message)

    def test_two_who_look_at_the_same_moment_do_not_both_store_a_tax_id(self):
        make_firm(tax_id=VKN)
        late = frappe.get_doc({"doctype": "Firm", "firm_name": "Geç Kalan", "tax_id": VKN})
        late.check_tax_id = lambda: None
        self.assert_refused(errors.DuplicateFirmError, late.insert)

    def test_firms_without_a_tax_id_do_not_collide(self):
        make_firm(tax_id="")
        make_firm(tax_id="")

    def test_phones_are_stored_in_one_spelling(self):
        firm = make_firm(
            phone="0312 418 00 00", contacts=[{"contact_name": "Ali", "phone": "0532 123 45 67"}]
        )
        self.assertEqual(firm.phone, "+903124180000")
        self.assertEqual(firm.contacts[0].phone, "+905321234567")

    def test_what_is_no_phone_is_refused(self):
        self.assert_refused(errors.InvalidPhoneError, make_firm, phone="12")

    def test_half_a_location_and_one_off_the_globe_are_refused(self):
        for place in ({"latitude": 39.9}, {"latitude": 139.9, "longitude": 32.8}):
            self.assert_refused(errors.InvalidLocationError, make_firm, **place)

    def test_the_search_key_is_folded(self):
        firm = make_firm(firm_name="IŞIK Çelik Ltd. Şti.", city="İzmir")
        self.assertTrue(firm.search_key.startswith("isik celik ltd sti izmir"), firm.search_key)

    def test_the_same_client_id_is_stored_once(self):
        make_firm(client_id="7c9e6679")
        self.assert_refused(frappe.UniqueValidationError, make_firm, client_id="7c9e6679")

    def test_signs_and_invisible_letters_are_no_name(self):
        for nothing in ("", "  ", "\u200b", "---", "!?."):
            self.assert_refused(frappe.MandatoryError, make_firm, firm_name=nothing)

    def test_anothers_client_id_does_not_tell_his_firm(self):
        with self.as_user(make_rep()):
            theirs = firms.quick_entry("Gizli Hafriyat", client_id="0a4f9d11")["name"]
        with self.as_user(make_rep()):
            refusal = self.assert_refused(
                frappe.UniqueValidationError, firms.quick_entry, "Bambaşka Petrol", client_id="0a4f9d11"
            )
        self.assertNotIn(theirs, refusal)


class TestFirmFollowUp(OasisTestCase):
    def test_a_rep_follows_what_he_enters(self):
        rep = make_rep()
        team = make_team(members=[rep])
        with self.as_user(rep):
            firm = make_firm()
        self.assertEqual((firm.sales_rep, firm.sales_team), (rep, team.name))
        self.assertEqual(getdate(firm.followed_since), getdate(today()))

    def test_a_rep_does_not_enter_a_firm_for_another(self):
        rep, other = make_rep(), make_rep()
        with self.as_user(rep):
            self.assert_refused(frappe.PermissionError, make_firm, sales_rep=other)

    def test_a_rep_does_not_hand_a_firm_over_by_editing_it(self):
        rep, other = make_rep(), make_rep()
        firm = make_firm(sales_rep=rep)
        with self.as_user(rep):
            for taker in (other, None):
                mine = frappe.get_doc("Firm", firm.name)
                mine.sales_rep = taker
                self.assert_refused(frappe.PermissionError, mine.save)

    def test_a_rep_does_not_take_a_firm_by_editing_it(self):
        rep, other = make_rep(), make_rep()
        firm = make_firm(sales_rep=other)
        with self.as_user(rep):
            his = frappe.get_doc("Firm", firm.name)
            his.sales_rep = rep
            self.assert_refused(frappe.PermissionError, his.save)

    def test_the_office_assigns_a_firm(self):
        rep, firm = make_rep(), make_firm()
        with self.as_user(make_office()):
            firm = frappe.get_doc("Firm", firm.name)
            firm.sales_rep = rep
            firm.save()
        self.assertEqual(firm.sales_rep, rep)

    def test_what_the_system_works_out_is_not_written_by_a_rep(self):
        rep = make_rep()
        firm = make_firm(sales_rep=rep)
        with self.as_user(rep):
            mine = frappe.get_doc("Firm", firm.name)
            mine.update({"credit_limit": 1_000_000, "rating": "A", "contract_end": today()})
            mine.save()
        firm.reload()
        self.assertFalse(firm.credit_limit or firm.rating or firm.contract_end)

    def test_the_available_limit_is_what_is_left(self):
        firm = make_firm(credit_limit=100_000, limit_used=30_000)
        self.assertEqual(firm.limit_available, 70_000)


class TestFirmStages(OasisTestCase):
    def move(self, firm, stage, **over):
        firm.update({"stage": stage, **over})
        return firm.save()

    def test_a_move_is_logged_with_the_days_it_took(self):
        firm = make_firm(stage_since=add_days(now_datetime(), -10))
        self.move(firm, "Approach")
        change = frappe.get_last_doc("Stage Change", filters={"firm": firm.name}, order_by="creation desc")
        self.assertEqual(
            (change.from_stage, change.to_stage, change.days_in_stage, change.changed_by),
            ("Suspect", "Approach", 10, "Administrator"),
        )

    def test_a_save_without_a_move_logs_nothing(self):
        firm = make_firm()
        firm.save()
        self.assertFalse(frappe.db.exists("Stage Change", {"firm": firm.name}))

    def test_a_move_the_table_does_not_have_is_refused(self):
        self.assert_refused(errors.StageMoveError, self.move, make_firm(), "Payment")

    def test_an_order_needs_a_submitted_contract(self):
        firm = make_firm()
        make_contract(firm.name, submit=False)
        self.assert_refused(errors.StageMoveError, self.move, firm, "Order")

    def test_payment_needs_a_sale(self):
        firm = make_firm()
        make_contract(firm.name)
        firm.reload()
        self.assert_refused(errors.StageMoveError, self.move, firm, "Payment")
        make_sale(firm.name)
        firm.reload()
        self.assertEqual(self.move(firm, "Payment").relationship, "Customer")

    def test_a_loss_needs_a_reason_and_a_revival_forgets_it(self):
        firm = make_firm()
        self.assert_refused(errors.StageMoveError, self.move, firm, "Lost")
        firm.reload()
        self.move(firm, "Lost", lost_reason="Price")
        self.assertIsNone(self.move(firm, "Prospect").lost_reason)

    def test_a_customer_who_is_lost_is_a_former_customer(self):
        firm = make_firm()
        make_contract(firm.name)
        firm.reload()
        self.assertEqual(firm.relationship, "Customer")
        self.assertEqual(self.move(firm, "Lost", lost_reason="Closed").relationship, "Former Customer")

    def test_a_new_firm_does_not_begin_at_a_stage_it_has_no_proof_for(self):
        self.assert_refused(errors.StageMoveError, make_firm, stage="Order")

    def test_nobody_writes_the_log_by_hand(self):
        firm = make_firm()
        with self.as_user(make_manager()):
            self.assert_refused(
                frappe.PermissionError, make, "Stage Change", firm=firm.name, to_stage="Closing"
            )

    def test_the_log_goes_with_its_firm(self):
        firm = make_firm()
        self.move(firm, "Prospect")
        firm.delete()
        self.assertFalse(frappe.db.exists("Stage Change", {"firm": firm.name}))


class TestFirmAuditTrail(OasisTestCase):
    def test_who_changed_what_is_kept(self):
        firm, office = make_firm(vehicle_count=3), make_office()
        with self.as_user(office):
            firm = frappe.get_doc("Firm", firm.name)
            firm.vehicle_count = 7
            firm.save(ignore_version=False)
        version = frappe.get_last_doc("Version", filters={"ref_doctype": "Firm", "docname": firm.name})
        self.assertEqual(version.owner, office)
        self.assertIn(
            ["vehicle_count", 3, 7], [change for change in frappe.parse_json(version.data)["changed"]]
        )


class TestOtherVkn(OasisTestCase):
    def test_a_corrected_tax_id_is_checked_like_a_new_one(self):
        make_firm(tax_id=VKN)
        firm = make_firm(tax_id=OTHER_VKN)
        firm.tax_id = VKN
        self.assert_refused(errors.DuplicateFirmError, firm.save)
