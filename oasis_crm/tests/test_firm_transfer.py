import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, now_datetime
from oasis_crm import errors
from oasis_crm.api import firms
from oasis_crm.followers import follower_at
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make,
    make_firm,
    make_manager,
    make_office,
    make_rep,
    make_team,
    make_visit,
)


class TestFirmTransfer(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.old, self.new = make_rep(), make_rep()
        self.firm = make_firm(sales_rep=self.old)

    def request(self, **over):
        values = {"firm": self.firm.name, "to_rep": self.new, "reason": "Moved to Ankara"}
        return make("Firm Transfer", **{**values, **over})

    def told(self, user):
        return frappe.get_all("Notification Log", {"for_user": user}, pluck="subject", order_by="creation asc")

    def decide(self, transfer, action):
        with self.as_user(make_manager()):
            return apply_workflow(transfer, action)

    def test_approval_moves_the_firm_and_its_open_visits_and_keeps_the_history(self):
        past = make_visit(self.firm.name, self.old)
        past.update({"status": "Done", "outcome": "Interested"})
        past.save()
        coming = make_visit(self.firm.name, self.old)
        transfer = self.decide(self.request(), "Approve")
        self.assertEqual((transfer.status, transfer.visits_moved), ("Approved", 1))
        self.assertEqual(frappe.db.get_value("Firm", self.firm.name, "sales_rep"), self.new)
        self.assertEqual(frappe.db.get_value("Firm Visit", coming.name, "sales_rep"), self.new)
        self.assertEqual(frappe.db.get_value("Firm Visit", past.name, "sales_rep"), self.old)

    def test_the_team_of_the_firm_follows_its_rep(self):
        team = make_team(members=[self.new])
        self.decide(self.request(), "Approve")
        self.assertEqual(frappe.db.get_value("Firm", self.firm.name, "sales_team"), team.name)

    def test_a_rejection_moves_nothing(self):
        self.decide(self.request(), "Reject")
        self.assertEqual(frappe.db.get_value("Firm", self.firm.name, "sales_rep"), self.old)

    def test_who_decides_learns_of_a_request_and_who_asked_of_its_rejection(self):
        manager = make_manager()
        with self.as_user(self.new):
            firms.request_transfer(self.firm.name, reason="Moved to Ankara")
        (asked,) = self.told(manager)
        self.assertIn(self.firm.firm_name, asked)
        self.assertIn("Moved to Ankara", asked)
        transfer = frappe.get_last_doc("Firm Transfer", {"firm": self.firm.name})
        with self.as_user(manager):
            apply_workflow(transfer, "Reject")
        (rejected,) = self.told(self.new)
        self.assertIn(self.firm.firm_name, rejected)
        self.assertEqual(self.told(self.old), [])

    def test_a_claim_asks_nobody(self):
        manager = make_manager()
        self.firm.db_set("followed_since", add_days(now_datetime(), -3000))
        with self.as_user(self.new):
            firms.claim(self.firm.name)
        self.assertEqual(self.told(manager), [])

    def test_only_a_manager_decides(self):
        for user in (self.old, self.new, make_office()):
            transfer = self.request(to_rep=make_rep())
            with self.as_user(user), self.assertRaises((frappe.PermissionError, frappe.ValidationError)):
                apply_workflow(transfer, "Approve")
        self.assertEqual(frappe.db.get_value("Firm", self.firm.name, "sales_rep"), self.old)

    def test_a_rep_offers_his_own_firm_and_no_other(self):
        with self.as_user(self.old):
            self.assertEqual(self.request().from_rep, self.old)
        with self.as_user(self.new):
            self.assert_refused(frappe.PermissionError, self.request)

    def test_a_firm_goes_to_an_active_rep_who_does_not_have_it(self):
        self.assert_refused(errors.TransferError, self.request, to_rep=self.old)
        self.assert_refused(errors.TransferError, self.request, to_rep=make_office())

    def test_the_same_request_is_not_made_twice(self):
        self.request()
        self.assert_refused(errors.TransferError, self.request)

    def test_a_firm_that_changed_hands_meanwhile_is_not_handed_over(self):
        first, second = self.request(), self.request(to_rep=make_rep())
        self.decide(first, "Approve")
        self.assert_refused(errors.TransferError, self.decide, second, "Approve")

    def test_who_followed_a_firm_at_a_moment_is_known_after_the_transfer(self):
        before = add_days(now_datetime(), -1)
        self.decide(self.request(), "Approve")
        self.assertEqual(follower_at(self.firm.name, before), self.old)
        self.assertEqual(follower_at(self.firm.name), self.new)
