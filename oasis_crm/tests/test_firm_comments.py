"""What people write on a firm stands in its history."""

import frappe
from oasis_crm import errors
from oasis_crm.api import firms, offline
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_firm, make_office, make_rep, make_visit


class TestFirmComments(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.rep = make_rep()
        self.firm = make_firm(sales_rep=self.rep).name

    def say(self, user, text="Depo <b>yeni</b> yere taşındı"):
        with self.as_user(user):
            return firms.comment(self.firm, text)

    def said(self):
        with self.as_user(self.rep):
            return firms.timeline(self.firm, ["comment"])["entries"]

    def test_a_comment_stands_in_the_history_with_its_writer_and_as_it_was_typed(self):
        self.say(self.rep)
        (entry,) = self.said()
        self.assertEqual(entry["by"], self.rep)
        self.assertIn("taşındı", entry["text"])
        self.assertNotIn("<b>", frappe.db.get_value("Comment", entry["name"], "content"))

    def test_the_office_writes_on_every_firm(self):
        self.say(make_office())
        self.assertEqual(len(self.said()), 1)

    def test_neither_a_colleague_nor_a_visitor_writes(self):
        visitor = make_rep()
        make_visit(self.firm, visitor)
        for user in (make_rep(), visitor):
            self.assert_refused(frappe.PermissionError, self.say, user)
        self.assertEqual(self.said(), [])

    def test_a_comment_says_something_and_not_too_much(self):
        for text in ("", " \n ", "a" * 4001):
            self.assert_refused(errors.CommentError, self.say, self.rep, text)

    def test_one_written_with_no_network_arrives_once(self):
        change = {
            "id": frappe.generate_hash(length=32),
            "doctype": "Firm",
            "name": self.firm,
            "action": "comment",
            "values": {"firm": self.firm, "text": "Yarın aranacak"},
        }
        with self.as_user(self.rep):
            for _ in range(2):
                offline.push("phone", [change])
        self.assertEqual([entry["text"] for entry in self.said()], ["Yarın aranacak"])
