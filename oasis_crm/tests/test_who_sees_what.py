"""Role × DocType × way out, as one contract.

The documents are a rep's of team North. Each viewer asks for each of them in each way; what he gets must be
what the table says, however he asks.
"""

import frappe
from frappe.model.base_document import get_controller
from oasis_crm.permissions import roles
from oasis_crm.permissions.children import GuardedRow
from oasis_crm.permissions.rules import GUARDED, RULES
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make,
    make_batch,
    make_contract,
    make_document,
    make_firm,
    make_leave,
    make_manager,
    make_office,
    make_reminder,
    make_rep,
    make_report,
    make_sale,
    make_target,
    make_team,
    make_user,
    make_visit,
    make_work_order,
)
from oasis_crm.tests.ways_out import WAYS

VIEWERS = ("owner", "leader", "colleague", "stranger", "office", "manager", "outsider")
_ALL = {"owner", "leader", "office", "manager"}

#: Who sees the rep's documents; what is not listed is seen by himself, his leader, the office and managers.
SEEN_BY = {
    "Personal Reminder": {"owner"},
    "Oasis Preference": {"owner"},
    "Sales Target": {"owner", "leader", "manager"},
    "Sales Team": _ALL | {"colleague"},
    "Offline Change": {"manager"},
    "Push Subscription": set(),
}

#: Ways that a role does not have at all on a DocType, whatever its rows.
ROLE_LACKS = {
    ("Personal Reminder", "report"),
    ("Personal Reminder", "export"),
    ("Oasis Preference", "report"),
    ("Oasis Preference", "export"),
}


class TestWhoSeesWhat(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.users = {
            "owner": make_rep(),
            "leader": make_rep(),
            "colleague": make_rep(),
            "stranger": make_rep(),
            "office": make_office(),
            "manager": make_manager(),
            "outsider": make_user(),
        }
        self.team = make_team(
            leader=self.users["leader"], members=[self.users["owner"], self.users["colleague"]]
        )
        self.documents = self.make_documents()

    def make_documents(self):
        owner = self.users["owner"]
        firm = make_firm(sales_rep=owner)
        documents = {
            "Firm": firm,
            "Firm Visit": make_visit(firm.name, owner),
            "Field Work Order": make_work_order(owner),
            "Firm Document": make_document(firm.name),
            "Fuel Contract": make_contract(firm.name),
            "Fuel Sale": make_sale(firm.name),
            "Leave Cover": make_leave(owner),
            "Sales Target": make_target(owner),
            "Sales Team": self.team,
            "Offline Change": make("Offline Change", mutation_id=frappe.generate_hash(), user=owner),
            "Push Subscription": make("Push Subscription", user=owner, endpoint="https://push.test/1"),
        }
        stage = frappe.get_last_doc("Stage Change", filters={"firm": firm.name}, order_by="creation desc")
        documents["Stage Change"] = stage
        report = make_report()
        with self.as_user(owner):
            documents |= self.make_own(firm, report)
            # Only an endpoint makes batches; it asks for the right on each firm.
            documents["Visit Batch"] = make_batch([firm.name])
        return documents

    def make_own(self, firm, report):
        """What a rep makes for himself; its owner is who made it."""
        transfer = {"firm": firm.name, "to_rep": make_rep(), "reason": "Moved"}
        subscription = {"report": report.name, "recipients": [{"user": self.users["owner"]}]}
        return {
            "Personal Reminder": make_reminder(),
            "Oasis Preference": make("Oasis Preference"),
            "Firm Transfer": make("Firm Transfer", **transfer),
            "Firm Import": make("Firm Import", file="/private/files/firms.xlsx"),
            "Report Subscription": make("Report Subscription", **subscription),
        }

    def asked(self, way, viewer, doctype):
        with self.as_user(self.users[viewer]):
            try:
                return WAYS[way](doctype, self.documents[doctype].name)
            except (frappe.PermissionError, frappe.DoesNotExistError):
                return False
            finally:
                frappe.clear_messages()

    def hang_something_on(self, doctype):
        name = self.documents[doctype].name
        file = {"file_name": "page.txt", "content": "x", "is_private": 1}
        make("File", attached_to_doctype=doctype, attached_to_name=name, **file)
        make("Comment", comment_type="Comment", reference_doctype=doctype, reference_name=name, content="x")
        make("Version", ref_doctype=doctype, docname=name, data="{}")

    def test_every_guarded_doctype_is_asked_for(self):
        self.assertEqual(set(self.documents), set(GUARDED))

    def test_each_viewer_gets_what_is_his_to_see_in_every_way_and_nothing_else(self):
        for doctype in GUARDED:
            self.hang_something_on(doctype)
            for viewer in VIEWERS:
                for way in WAYS:
                    expected = viewer in SEEN_BY.get(doctype, _ALL) and (doctype, way) not in ROLE_LACKS
                    with self.subTest(doctype=doctype, viewer=viewer, way=way):
                        self.assertEqual(self.asked(way, viewer, doctype), expected)


class TestTeamsThatAreNotRestricted(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.owner, self.colleague, self.stranger = make_rep(), make_rep(), make_rep()
        make_team(members=[self.owner, self.colleague])
        self.firm = make_firm(sales_rep=self.owner)
        self.visit = make_visit(self.firm.name, self.owner)

    def switch(self, restricted):
        settings = frappe.get_doc("Oasis Settings")
        settings.restrict_reps_to_own_data = restricted
        settings.save()

    def may(self, user, ptype, doc):
        return bool(frappe.has_permission(doc.doctype, ptype, doc=doc.name, user=user))

    def test_colleagues_read_and_do_not_change(self):
        self.switch(0)
        for doc in (self.firm, self.visit):
            self.assertTrue(self.may(self.colleague, "read", doc))
            self.assertFalse(self.may(self.colleague, "write", doc))
            self.assertFalse(self.may(self.stranger, "read", doc))

    def test_switched_on_again_it_holds_at_once(self):
        self.switch(0)
        self.assertTrue(self.may(self.colleague, "read", self.firm))
        self.switch(1)
        self.assertFalse(self.may(self.colleague, "read", self.firm))

    def test_what_is_personal_stays_personal(self):
        self.switch(0)
        with self.as_user(self.owner):
            reminder = make_reminder()
        self.assertFalse(self.may(self.colleague, "read", reminder))


class TestFormerFollower(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.old, self.new = make_rep(), make_rep()
        self.firm = make_firm(sales_rep=self.old)
        self.visit = make_visit(self.firm.name, self.old)
        self.document = make_document(self.firm.name)
        self.visit.update({"status": "Done", "outcome": "Interested"})
        self.visit.save()
        self.firm.reload()
        self.firm.sales_rep = self.new
        self.firm.save()

    def sees(self, user, doc):
        return bool(frappe.has_permission(doc.doctype, "read", doc=doc.name, user=user))

    def test_he_keeps_his_own_visits_and_loses_the_firm_and_its_papers(self):
        self.assertTrue(self.sees(self.old, self.visit))
        self.assertFalse(self.sees(self.old, self.firm))
        self.assertFalse(self.sees(self.old, self.document))

    def test_who_follows_the_firm_now_sees_its_history(self):
        for doc in (self.firm, self.visit, self.document):
            self.assertTrue(self.sees(self.new, doc))


class TestChildTables(OasisTestCase):
    def test_rows_are_listed_only_where_their_document_is_visible(self):
        rep, stranger = make_rep(), make_rep()
        make_firm(sales_rep=rep, contacts=[{"contact_name": "Ayşe"}])
        for user, seen in ((rep, 1), (stranger, 0)):
            with self.as_user(user):
                rows = frappe.get_list("Firm Contact", parent_doctype="Firm", pluck="contact_name")
                self.assertEqual(rows.count("Ayşe"), seen)

    def test_a_single_row_is_read_and_written_only_where_its_document_is(self):
        rep, stranger = make_rep(), make_rep()
        firm = make_firm(sales_rep=rep, contacts=[{"contact_name": "Ayşe"}])
        row = {
            "doctype": "Firm Contact",
            "parent": firm.name,
            "parenttype": "Firm",
            "parentfield": "contacts",
        }
        for user, allowed in ((rep, True), (stranger, False)):
            with self.as_user(user):
                stored = frappe.get_doc("Firm Contact", firm.contacts[0].name)
                new = frappe.get_doc({**row, "contact_name": "Bora"})
                for ptype, doc in (("read", stored), ("write", stored), ("delete", stored), ("create", new)):
                    self.assertEqual(bool(doc.has_permission(ptype)), allowed, (user, ptype))

    def test_every_child_table_of_a_guarded_doctype_has_its_rule(self):
        for doctype in GUARDED:
            for field in frappe.get_meta(doctype).get_table_fields():
                self.assertEqual(RULES[field.options].parent, doctype, field.options)
                self.assertTrue(issubclass(get_controller(field.options), GuardedRow), field.options)


class TestSpoofedValues(OasisTestCase):
    def test_a_document_is_not_taken_by_claiming_it(self):
        rep, owner = make_rep(), make_rep()
        visit = make_visit(sales_rep=owner)
        with self.as_user(rep):
            claimed = frappe.get_doc("Firm Visit", visit.name)
            claimed.sales_rep = rep
            self.assertFalse(claimed.has_permission("write"))
            self.assertFalse(claimed.has_permission("read"))

    def test_a_name_sent_with_made_up_values_proves_nothing(self):
        rep, owner = make_rep(), make_rep()
        firm = make_firm(sales_rep=owner)
        with self.as_user(rep):
            spoofed = frappe.get_doc({"doctype": "Firm", "name": firm.name, "sales_rep": rep})
            self.assertFalse(spoofed.has_permission("read"))


class TestRoles(OasisTestCase):
    def test_system_managers_count_as_every_role(self):
        self.assertTrue(roles.has_role(roles.MANAGERS, make_user("System Manager")))

    def test_a_role_that_does_not_fit_is_refused(self):
        for user in (make_rep(), make_office(), make_user()):
            self.assert_refused(frappe.PermissionError, roles.require, roles.MANAGERS, user)
