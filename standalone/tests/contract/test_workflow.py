"""From state to state."""

import frappe
from frappe.model.workflow import (
    WorkflowPermissionError,
    WorkflowTransitionError,
    apply_workflow,
    get_transitions,
)
from frappe.tests import IntegrationTestCase

from .doctypes import RIGHTS, field, make_doctype, make_role, make_user, rule


class TestWorkflow(IntegrationTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in ("Contract Manager", "Contract Rep"):
            make_role(name)
        rights = [rule(role, "read", "write", "create") for role in ("Contract Manager", "Contract Rep")]
        fields = [field("title", reqd=1), field("amount", "Currency"), field("approved_by")]
        make_doctype("Contract Paper", fields, permissions=[rule("System Manager", *RIGHTS), *rights])
        for doctype, fieldname, names in (
            (
                "Workflow State",
                "workflow_state_name",
                ("Contract Draft", "Contract Review", "Contract Approved"),
            ),
            ("Workflow Action Master", "workflow_action_name", ("Contract Send", "Contract Approve")),
        ):
            for name in names:
                if not frappe.db.exists(doctype, name):
                    frappe.get_doc({"doctype": doctype, fieldname: name}).insert()
        cls.make_workflow()
        cls.rep = make_user("flowrep", "Contract Rep")
        cls.manager = make_user("flowmanager", "Contract Manager")

    @classmethod
    def make_workflow(cls):
        def step(state, action, after, allowed, **over):
            names = {
                "state": f"Contract {state}",
                "action": f"Contract {action}",
                "next_state": f"Contract {after}",
            }
            return {**names, "allowed": allowed, "allow_self_approval": 1, **over}

        approved = {"update_field": "approved_by", "update_value": "yes"}
        states = [
            {"state": "Contract Draft", "doc_status": "0", "allow_edit": "Contract Rep"},
            {"state": "Contract Review", "doc_status": "0", "allow_edit": "Contract Manager"},
            {"state": "Contract Approved", "doc_status": "0", "allow_edit": "Contract Manager", **approved},
        ]
        transitions = [
            step("Draft", "Send", "Review", "Contract Rep"),
            step("Review", "Approve", "Approved", "Contract Manager", allow_self_approval=0),
            step("Draft", "Approve", "Approved", "Contract Manager", condition="doc.amount < 100"),
        ]
        frappe.get_doc(
            {
                "doctype": "Workflow",
                "workflow_name": "Contract Flow",
                "document_type": "Contract Paper",
                "is_active": 1,
                "workflow_state_field": "workflow_state",
                "states": states,
                "transitions": transitions,
            }
        ).insert()

    def paper(self, user, **over):
        with self.set_user(user):
            return frappe.get_doc({"doctype": "Contract Paper", "title": "P", "amount": 500, **over}).insert()

    def actions(self, user, paper):
        with self.set_user(user):
            return [transition.action for transition in get_transitions(paper)]

    def test_a_new_paper_begins_at_the_first_state(self):
        self.assertEqual(self.paper(self.rep).workflow_state, "Contract Draft")
        with self.assertRaises(WorkflowPermissionError):
            self.paper(self.rep, workflow_state="Contract Review")

    def test_actions_are_by_role_and_condition(self):
        paper = self.paper(self.rep)
        self.assertEqual(self.actions(self.rep, paper), ["Contract Send"])
        self.assertEqual(self.actions(self.manager, paper), [])
        self.assertEqual(self.actions(self.manager, self.paper(self.rep, amount=50)), ["Contract Approve"])

    def test_an_action_sets_the_state_its_field_and_leaves_a_comment(self):
        paper = self.paper(self.rep)
        with self.set_user(self.rep):
            paper = apply_workflow(paper, "Contract Send")
        with self.set_user(self.manager):
            paper = apply_workflow(paper, "Contract Approve")
        self.assertEqual((paper.workflow_state, paper.approved_by), ("Contract Approved", "yes"))
        comments = frappe.get_all(
            "Comment",
            {"reference_name": paper.name, "comment_type": "Workflow"},
            pluck="content",
            order_by="creation asc",
        )
        self.assertEqual(comments, ["Contract Review", "Contract Approved"])

    def test_what_is_not_due_is_refused(self):
        paper = self.paper(self.manager)
        with self.set_user(self.manager):
            self.assertRaises(WorkflowTransitionError, apply_workflow, paper, "Contract Send")
            paper.workflow_state = "Contract Review"
            self.assertRaises(WorkflowPermissionError, paper.save)

    def test_nobody_approves_his_own(self):
        paper = self.paper(self.manager)
        frappe.db.set_value("Contract Paper", paper.name, "workflow_state", "Contract Review")
        with self.set_user(self.manager):
            self.assertRaises(frappe.ValidationError, apply_workflow, paper, "Contract Approve")
