import frappe
from frappe.model.workflow import apply_workflow, get_transitions
from oasis_crm import errors
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make_firm,
    make_manager,
    make_office,
    make_rep,
    make_team,
    make_work_order,
)


class TestWorkOrder(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.leader, self.rep = make_rep(), make_rep()
        self.team = make_team(leader=self.leader, members=[self.rep])
        with self.as_user(self.leader):
            self.order = make_work_order(self.rep)

    def step(self, user, *actions):
        with self.as_user(user):
            for action in actions:
                self.order = apply_workflow(frappe.get_doc("Field Work Order", self.order.name), action)

    def test_a_leader_makes_orders_for_the_team_and_nobody_else(self):
        self.assertEqual((self.order.assigned_by, self.order.team), (self.leader, self.team.name))
        with self.as_user(self.leader):
            self.assert_refused(frappe.PermissionError, make_work_order, make_rep())

    def test_a_rep_makes_no_orders_not_even_for_himself(self):
        with self.as_user(self.rep):
            self.assert_refused(frappe.PermissionError, make_work_order, self.rep)

    def test_each_step_leaves_its_time(self):
        self.step(self.rep, "See", "Accept", "Start", "Complete")
        order = self.order
        stamps = [order.seen_on, order.accepted_on, order.started_on, order.completed_on]
        self.assertTrue(all(stamps), stamps)
        self.assertEqual(stamps, sorted(stamps))
        self.step(self.leader, "Approve")
        self.assertEqual(self.order.status, "Approved")

    def test_accepting_means_having_seen(self):
        self.step(self.rep, "Accept")
        self.assertTrue(self.order.seen_on)

    def test_returned_work_is_started_and_completed_again(self):
        self.step(self.rep, "Accept", "Start", "Complete")
        first = self.order.completed_on
        self.step(self.leader, "Return")
        self.step(self.rep, "Start", "Complete")
        self.assertGreaterEqual(self.order.completed_on, first)

    def test_the_steps_of_the_assignee_are_his_alone(self):
        for user in (self.leader, make_manager(), make_rep()):
            with self.as_user(user), self.assertRaises((frappe.PermissionError, frappe.ValidationError)):
                apply_workflow(frappe.get_doc("Field Work Order", self.order.name), "Accept")

    def test_the_assignee_does_not_approve_his_own_work(self):
        self.step(self.rep, "Accept", "Start", "Complete")
        with self.as_user(self.rep):
            self.assertEqual(get_transitions(self.order), [])

    def test_a_step_out_of_turn_is_refused(self):
        with self.as_user(self.rep), self.assertRaises(frappe.ValidationError):
            apply_workflow(self.order, "Complete")

    def test_the_assignee_reports_but_does_not_rewrite_the_order(self):
        with self.as_user(self.rep):
            mine = frappe.get_doc("Field Work Order", self.order.name)
            mine.result_note = "Depot was closed"
            mine.save()
            mine.due_on = "2030-01-01 10:00:00"
            self.assert_refused(frappe.PermissionError, mine.save)

    def test_a_closed_order_is_not_changed(self):
        self.step(self.leader, "Cancel")
        self.order.subject = "Something else"
        self.assert_refused(errors.WorkOrderStepError, self.order.save)

    def test_the_office_sees_all_orders_and_makes_none(self):
        with self.as_user(make_office()):
            self.assertTrue(frappe.has_permission("Field Work Order", "read", doc=self.order.name))
            self.assert_refused(frappe.PermissionError, make_work_order, self.rep)

    def test_an_order_about_a_firm_outside_the_team_is_refused(self):
        firm = make_firm(sales_rep=make_rep())
        with self.as_user(self.leader):
            self.assert_refused(frappe.PermissionError, make_work_order, self.rep, firm=firm.name)
