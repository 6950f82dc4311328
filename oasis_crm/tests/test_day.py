"""A rep's day, as the endpoints tell it: the story that the whole app has to carry."""

import frappe
from frappe.utils import add_days, get_datetime, now_datetime, nowdate
from oasis_crm import errors
from oasis_crm.api import dashboard, firms, offline, visits
from oasis_crm.domain.scheduling import closed
from oasis_crm.services import firm_keys, settings
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_firm, make_office, make_rep, make_team


class ARepsDay(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.rep, self.colleague, self.stranger = make_rep(), make_rep(first_name="Beste"), make_rep()
        self.office = make_office()
        make_team(members=[self.rep, self.stranger])
        make_team(members=[self.colleague])
        self.followed = make_firm(
            firm_name="Gökkuşağı Nakliyat San. ve Tic. Ltd. Şti.", city="Bursa", sales_rep=self.colleague
        )

    def enter(self, **over):
        values = {"firm_name": "Zümrütova Lojistik", "phone": "0532 111 22 33", "city": "Ankara"}
        return firms.quick_entry(**{**values, **over})["name"]

    def test_a_rep_who_starts_a_followed_firm_is_told_by_whom_and_not_which(self):
        with self.as_user(self.rep):
            found = firms.find_duplicates(firm_name="GÖKKUŞAGI NAK. LTD", city="Bursa")
            twice = firms.find_duplicates(firm_name="Gkökuşaıg Nak.", city="Bursa")
            self.assertEqual([row["firm_name"] for row in twice], [row["firm_name"] for row in found])
        self.assertEqual(len(found), 1)
        self.assertFalse(found[0]["can_open"])
        self.assertIsNone(found[0]["firm"])
        self.assertIsNone(found[0]["city"])
        self.assertIn("Beste", found[0]["followed_by"])
        self.assertEqual(found[0]["followed_since"], nowdate())

    def test_entering_it_all_the_same_needs_a_reason(self):
        with self.as_user(self.rep):
            self.assert_refused(
                errors.DuplicateFirmError, self.enter, firm_name="Gokkusagi Nakliyat", city="Bursa"
            )
            name = self.enter(
                firm_name="Gokkusagi Nakliyat",
                city="Bursa",
                not_duplicate_reason="Another owner, other street",
            )
        self.assertEqual(frappe.db.get_value("Firm", name, "similar_firm"), self.followed.name)

    def test_the_refusal_carries_the_candidates(self):
        frappe.clear_messages()
        with self.as_user(self.rep), self.assertRaises(errors.DuplicateFirmError):
            self.enter(firm_name="Gökkuşağı Nakliyat", city="Bursa")
        message = frappe.local.message_log[0]
        self.assertEqual((message["refused"], message["candidates"][0]["firm"]), ("likeness", None))

    def test_the_same_tax_number_is_refused_whatever_the_reason(self):
        make_firm(tax_id="4540536920", sales_rep=self.colleague)
        with self.as_user(self.rep):
            self.assert_refused(
                errors.DuplicateFirmError, self.enter, tax_id="454 053 69 20", not_duplicate_reason="A branch"
            )

    def test_the_same_client_id_enters_one_firm(self):
        with self.as_user(self.rep):
            self.assertEqual(self.enter(client_id="c-1"), self.enter(client_id="c-1"))

    def test_a_recorded_visit_plans_the_next_one_at_a_free_working_hour(self):
        with self.as_user(self.rep):
            firm = self.enter()
            answer = visits.record(firm=firm, outcome="Interested", notes="Wants an offer", client_id="v-1")
            start = get_datetime(answer["next_visit"]["planned_start"])
            entries = visits.calendar(nowdate(), str(add_days(nowdate(), 60)))
        self.assertGreaterEqual(start.date(), get_datetime(add_days(nowdate(), 15)).date())
        self.assertIsNone(closed(start.date(), settings.work_rules()))
        self.assertTrue(answer["next_visit"]["reason"])
        planned = [entry for entry in entries if entry["name"] == answer["next_visit"]["name"]]
        self.assertEqual(planned[0]["start"], str(start))

    def test_the_same_visit_sent_twice_is_one_visit_with_one_answer(self):
        with self.as_user(self.rep):
            firm = self.enter()
            first = visits.record(firm=firm, outcome="Interested", client_id="v-2")
            self.assertEqual(first, visits.record(firm=firm, outcome="Interested", client_id="v-2"))
        self.assertEqual(frappe.db.count("Firm Visit", {"firm": firm, "status": "Done"}), 1)

    def test_the_proposal_is_what_recording_then_plans(self):
        with self.as_user(self.rep):
            firm = self.enter()
            proposed = visits.propose_next(firm, "Offer Made")
            recorded = visits.record(firm=firm, outcome="Offer Made")["next_visit"]
        self.assertEqual(proposed["planned_start"], recorded["planned_start"])
        self.assertEqual(proposed["reason"], recorded["reason"])

    def test_the_office_sees_the_visit_and_another_rep_finds_it_by_no_endpoint(self):
        with self.as_user(self.rep):
            firm = self.enter()
            visit = visits.record(firm=firm, outcome="Interested")["name"]
        with self.as_user(self.office):
            self.assertIn(visit, frappe.get_list("Firm Visit", pluck="name"))
            history = [entry["name"] for entry in firms.timeline(firm)["entries"]]
            self.assertIn(visit, history)
        with self.as_user(self.stranger):
            self.assertNotIn(visit, frappe.get_list("Firm Visit", pluck="name"))
            seen = visits.calendar(nowdate(), str(add_days(nowdate(), 60)), [self.rep])
            self.assertEqual({entry["doctype"] for entry in seen} - {"Holiday"}, set())
            self.assertNotIn(visit, {change["name"] for change in offline.pull()["changes"]})
            self.assert_refused(frappe.PermissionError, firms.timeline, firm)
            self.assert_refused(frappe.PermissionError, visits.record, firm, "Interested")
            self.assert_refused(frappe.PermissionError, visits.propose_next, firm, "Interested")

    def test_instant_info_has_all_panels_and_shows_a_rep_his_own(self):
        with self.as_user(self.rep):
            firm = self.enter()
            visits.record(firm=firm, outcome="Offer Made")
            panels = {panel["key"]: panel for panel in dashboard.instant_info()["panels"]}
        self.assertEqual(
            list(panels),
            [
                *("assigned_visits", "work_orders", "planned_visits", "reminders", "contracts_ending"),
                *("low_limits", "quiet_customers", "supplier_contracts_ending", "targets"),
            ],
        )
        self.assertEqual([row["firm"] for row in panels["planned_visits"]["rows"]], [firm])
        with self.as_user(self.stranger):
            counts = {panel["count"] for panel in dashboard.instant_info()["panels"]}
        self.assertEqual(counts, {0})

    def test_a_visit_cannot_be_recorded_before_it_took_place(self):
        with self.as_user(self.rep):
            firm = self.enter()
            tomorrow = str(add_days(now_datetime(), 1))
            self.assert_refused(errors.FutureDateError, visits.record, firm, "Interested", done_on=tomorrow)
        self.assertEqual(frappe.db.count("Firm Visit", {"firm": firm}), 0)

    def test_keys_made_again_are_the_keys_that_were_there(self):
        make_firm(
            firm_name="Leylakdere Hafriyat",
            phone="0532 111 22 33",
            contacts=[{"contact_name": "Ayşe", "phone": "05335554433"}],
        )
        columns = ["firm", "kind", "mark", "sketch", "city"]
        before = sorted(map(str, frappe.get_all("Firm Key", fields=columns, order_by="name asc")))
        firm_keys.rebuild()
        self.assertEqual(
            sorted(map(str, frappe.get_all("Firm Key", fields=columns, order_by="name asc"))), before
        )
        with self.as_user(self.rep):
            found = firms.find_duplicates(firm_name="Something else", phone="0533 555 44 33")
        self.assertEqual([row["reasons"] for row in found], [["phone"]])
