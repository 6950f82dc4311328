import frappe
from frappe.utils import add_days, get_datetime, now_datetime
from oasis_crm import errors
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make,
    make_contract,
    make_firm,
    make_manager,
    make_office,
    make_rep,
    make_team,
    make_visit,
)


def done(visit, outcome="Interested", **over):
    visit.update({"status": "Done", "outcome": outcome, **over})
    return visit.save()


class TestVisitLife(OasisTestCase):
    def test_a_visit_does_not_go_back_from_done(self):
        visit = done(make_visit())
        visit.status = "Planned"
        self.assert_refused(errors.VisitStatusError, visit.save)

    def test_a_planned_visit_is_not_accepted(self):
        visit = make_visit()
        visit.status = "Accepted"
        self.assert_refused(errors.VisitStatusError, visit.save)

    def test_an_open_visit_has_its_moment(self):
        self.assert_refused(errors.VisitStatusError, make_visit, planned_start=None)

    def test_a_done_visit_has_an_outcome_and_a_moment_that_is_past(self):
        visit = make_visit()
        self.assert_refused(errors.VisitStatusError, done, visit, outcome=None)
        visit.reload()
        self.assert_refused(errors.FutureDateError, done, visit, done_on=add_days(now_datetime(), 1))
        visit.reload()
        self.assertTrue(done(visit).done_on)

    def test_declining_needs_a_reason(self):
        visit = make_visit(status="Assigned")
        visit.status = "Declined"
        self.assert_refused(errors.VisitStatusError, visit.save)
        visit.reload()
        visit.update({"status": "Declined", "decline_reason": "On leave"})
        visit.save()

    def test_the_clock_makes_a_visit_missed_and_no_rep(self):
        rep = make_rep()
        visit = make_visit(make_firm(sales_rep=rep).name, rep)
        visit.status = "Missed"
        with self.as_user(rep):
            self.assert_refused(errors.VisitStatusError, visit.save)
        visit.reload().status = "Missed"
        with self.as_user(make_office()):
            self.assertEqual(visit.save().status, "Missed")

    def test_losing_a_firm_needs_a_reason(self):
        visit = make_visit()
        self.assert_refused(errors.VisitStatusError, done, visit, outcome="Lost")
        visit.reload()
        done(visit, outcome="Lost", lost_reason="Price")
        firm = frappe.get_doc("Firm", visit.firm)
        self.assertEqual((firm.stage, firm.lost_reason), ("Lost", "Price"))

    def test_only_a_manager_corrects_what_was_done(self):
        rep = make_rep()
        visit = done(make_visit(sales_rep=rep))
        with self.as_user(rep):
            mine = frappe.get_doc("Firm Visit", visit.name)
            mine.notes = "Spoke with the owner"
            mine.save()
            mine.outcome = "Very Interested"
            self.assert_refused(errors.VisitStatusError, mine.save)
        with self.as_user(make_manager()):
            corrected = frappe.get_doc("Firm Visit", visit.name)
            corrected.outcome = "Very Interested"
            corrected.save()

    def test_the_firm_of_a_visit_does_not_change(self):
        visit = make_visit()
        visit.firm = make_firm().name
        self.assert_refused(frappe.CannotChangeConstantError, visit.save)


class TestVisitAndFirm(OasisTestCase):
    def firm_of(self, visit):
        return frappe.get_doc("Firm", visit.firm)

    def test_the_firm_knows_its_next_and_its_last_visit(self):
        visit = make_visit()
        self.assertEqual(get_datetime(self.firm_of(visit).next_visit_on), get_datetime(visit.planned_start))
        moment = add_days(now_datetime().replace(microsecond=0), -1)
        done(visit, done_on=moment)
        firm = self.firm_of(visit)
        self.assertEqual(get_datetime(firm.last_visit_on), moment)
        self.assertIsNone(firm.next_visit_on)

    def test_a_deleted_visit_is_no_next_visit(self):
        visit = make_visit()
        visit.delete()
        self.assertIsNone(self.firm_of(visit).next_visit_on)

    def test_the_outcome_carries_the_firm_forward(self):
        visit = done(make_visit(), outcome="Offer Made")
        self.assertEqual(visit.stage_after, "Negotiation")
        self.assertEqual(self.firm_of(visit).stage, "Negotiation")

    def test_the_outcome_never_sends_a_firm_back(self):
        firm = make_firm()
        make_contract(firm.name)
        visit = done(make_visit(firm=firm.name), outcome="Interested")
        self.assertEqual(self.firm_of(visit).stage, "Order")

    def test_a_stage_the_rep_names_must_be_one_the_firm_can_reach(self):
        visit = make_visit()
        self.assert_refused(errors.StageMoveError, done, visit, stage_after="Payment")


class TestRouting(OasisTestCase):
    def test_who_routes_a_visit_is_kept(self):
        office, rep = make_office(), make_rep()
        firm = make_firm(sales_rep=rep)
        with self.as_user(office):
            visit = make_visit(firm.name, rep, status="Assigned")
        self.assertEqual((visit.origin, visit.assigned_by), ("Assigned", office))

    def test_a_rep_plans_for_nobody_but_himself(self):
        rep, other = make_rep(), make_rep()
        firm = make_firm(sales_rep=rep)
        with self.as_user(rep):
            self.assert_refused(frappe.PermissionError, make_visit, firm.name, other)
            visit = make_visit(firm.name, rep)
            visit.sales_rep = other
            self.assert_refused(frappe.PermissionError, visit.save)

    def test_a_leader_routes_within_the_team(self):
        leader, rep, stranger = make_rep(), make_rep(), make_rep()
        make_team(leader=leader, members=[rep])
        firm = make_firm(sales_rep=rep)
        with self.as_user(leader):
            self.assertEqual(make_visit(firm.name, rep, status="Assigned").assigned_by, leader)
            self.assert_refused(frappe.PermissionError, make_visit, firm.name, stranger)

    def test_a_rep_does_not_record_a_visit_of_a_firm_he_does_not_follow(self):
        rep = make_rep()
        firm = make_firm(sales_rep=make_rep())
        with self.as_user(rep):
            self.assert_refused(frappe.PermissionError, make_visit, firm.name, rep)

    def test_a_visit_without_a_rep_is_the_reps_who_makes_it(self):
        rep = make_rep()
        firm = make_firm(sales_rep=rep)
        with self.as_user(rep):
            visit = make("Firm Visit", firm=firm.name, planned_start=add_days(now_datetime(), 1))
        self.assertEqual(visit.sales_rep, rep)
