"""A rep who visits a firm without following it reads the firm's card, for as long as the visit is open."""

import frappe
from oasis_crm.api import visits
from oasis_crm.offline import log
from oasis_crm.offline.pull import pull
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make,
    make_contract,
    make_document,
    make_firm,
    make_office,
    make_reminder,
    make_rep,
    make_sale,
    make_team,
    make_visit,
)
from oasis_crm.tests.ways_out import WAYS

#: Figures speak of the firms that one follows.
NOT_FOR_VISITORS = {"report"}


class TestVisitors(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.follower, self.visitor, self.leader = make_rep(), make_rep(), make_rep()
        make_team(leader=self.leader, members=[self.visitor])
        self.firm = make_firm(sales_rep=self.follower, contacts=[{"contact_name": "Ayşe"}])
        for doctype, values in (
            ("File", {"file_name": "page.txt", "content": "x", "is_private": 1}),
            ("Comment", {"comment_type": "Comment", "content": "x"}),
            ("Version", {"data": "{}"}),
        ):
            self.hang(doctype, values)
        with self.as_user(make_office()):
            self.visit = visits.assign(self.firm.name, self.visitor)["name"]

    def hang(self, doctype, values):
        keys = {"File": "attached_to", "Comment": "reference", "Version": "ref"}[doctype]
        name = "docname" if doctype == "Version" else f"{keys}_name"
        make(doctype, **{f"{keys}_doctype": "Firm", name: self.firm.name, **values})

    def ways_to(self, doctype, name, user):
        """The ways on which the user gets the document."""
        found = set()
        with self.as_user(user):
            for way, asked in WAYS.items():
                try:
                    if asked(doctype, name):
                        found.add(way)
                except (frappe.PermissionError, frappe.DoesNotExistError):
                    continue
                finally:
                    frappe.clear_messages()
        return found

    def finish(self):
        with self.as_user(self.visitor):
            return visits.record(self.firm.name, "Interested", visit=self.visit)

    def may(self, ptype, doctype="Firm", name=None, user=None):
        return bool(
            frappe.has_permission(doctype, ptype, doc=name or self.firm.name, user=user or self.visitor)
        )

    def test_the_firms_card_is_read_on_every_way_out_and_counts_in_no_figure(self):
        for user in (self.visitor, self.leader):
            self.assertEqual(self.ways_to("Firm", self.firm.name, user), set(WAYS) - NOT_FOR_VISITORS, user)

    def test_it_is_gone_on_every_way_once_the_visit_is_done(self):
        self.finish()
        for user in (self.visitor, self.leader):
            self.assertEqual(self.ways_to("Firm", self.firm.name, user), set(), user)

    def test_it_is_gone_when_the_visit_is_declined(self):
        with self.as_user(self.visitor):
            visits.respond(self.visit, False, "Uzak")
        self.assertFalse(self.may("read"))

    def test_the_card_is_not_changed_and_nothing_is_hung_on_it(self):
        self.assertFalse(self.may("write"))
        self.assertFalse(self.may("delete"))
        with self.as_user(self.visitor):
            self.assert_refused(frappe.PermissionError, make_document, self.firm.name)
            self.assert_refused(frappe.PermissionError, make_visit, self.firm.name, self.visitor)

    def test_a_reminder_of_ones_own_may_name_it(self):
        other = make_firm(sales_rep=self.follower)
        with self.as_user(self.visitor):
            self.assertEqual(make_reminder(firm=self.firm.name).user, self.visitor)
            self.assert_refused(frappe.PermissionError, make_reminder, firm=other.name)

    def test_papers_contracts_sales_and_the_visits_of_others_stay_with_the_follower(self):
        for doc in (
            make_document(self.firm.name),
            make_contract(self.firm.name),
            make_sale(self.firm.name),
            make_visit(self.firm.name, self.follower),
        ):
            self.assertFalse(self.may("read", doc.doctype, doc.name), doc.doctype)

    def test_its_contacts_come_with_the_card(self):
        with self.as_user(self.visitor):
            rows = frappe.get_list("Firm Contact", parent_doctype="Firm", pluck="contact_name")
        self.assertIn("Ayşe", rows)

    def test_a_visit_to_one_firm_opens_no_other(self):
        other = make_firm(sales_rep=self.follower)
        self.assertFalse(self.may("read", name=other.name))

    def test_what_the_visitor_records_there_is_the_visit_he_was_sent_for(self):
        with self.as_user(self.visitor):
            self.assertEqual(visits.record(self.firm.name, "Interested")["name"], self.visit)

    def test_the_next_visit_is_the_followers(self):
        following = self.finish()["next_visit"]["name"]
        self.assertEqual(frappe.db.get_value("Firm Visit", following, "sales_rep"), self.follower)

    def pulled(self, cursor):
        with self.as_user(self.visitor):
            answer = pull(cursor, 1000)
        found = {change["name"]: "removed" not in change for change in answer["changes"]}
        return found, answer["cursor"]

    def test_the_firm_comes_to_the_device_with_the_visit_and_leaves_it_with_the_visit(self):
        found, cursor = self.pulled(None)
        self.assertTrue(found[self.firm.name])
        self.firm.reload()
        self.firm.address_line = "Sanayi Cd. 4"
        self.firm.save()
        log.flush()
        found, cursor = self.pulled(cursor)
        self.assertTrue(found[self.firm.name])
        self.finish()
        log.flush()
        found, cursor = self.pulled(cursor)
        self.assertFalse(found[self.firm.name])
        self.assertTrue(found[self.visit])
