"""Who may do what."""

import frappe
from frappe.tests import IntegrationTestCase

from .doctypes import RIGHTS, firm, hooked, make_firm_types, make_role, make_town, make_user, rule


class TestPermissions(IntegrationTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in ("Contract Manager", "Contract Rep", "Contract Viewer"):
            make_role(name)
        make_town()
        rights = ("read", "write", "create", "delete")
        make_firm_types(
            permissions=[
                rule("System Manager", *RIGHTS),
                rule("Contract Manager", *rights),
                rule("Contract Manager", "read", "write", permlevel=1),
                rule("Contract Rep", "read", "write", "create", if_owner=1),
                rule("Contract Viewer", "read"),
            ]
        )
        cls.manager = make_user("manager", "Contract Manager")
        cls.rep = make_user("rep", "Contract Rep")
        cls.other = make_user("other", "Contract Rep")
        cls.viewer = make_user("viewer", "Contract Viewer")
        cls.nobody = make_user("nobody")

    def setUp(self):
        frappe.db.savepoint("contract")

    def tearDown(self):
        frappe.set_user("Administrator")
        frappe.db.rollback(save_point="contract")
        frappe.clear_messages()

    def made_by(self, user, **over):
        frappe.set_user(user)
        name = firm(**over).insert().name
        frappe.set_user("Administrator")
        return name

    def listed(self, user):
        return frappe.get_list("Contract Firm", pluck="name", order_by="name asc", user=user)

    def test_without_a_role_nothing_is_read(self):
        with self.set_user(self.nobody), self.assertRaises(frappe.PermissionError):
            frappe.get_list("Contract Firm")

    def test_an_owners_rule_reaches_what_one_owns(self):
        mine, his = self.made_by(self.rep), self.made_by(self.other)
        self.assertEqual(self.listed(self.rep), [mine])
        self.assertTrue(frappe.has_permission("Contract Firm", "write", doc=mine, user=self.rep))
        self.assertFalse(frappe.has_permission("Contract Firm", "read", doc=his, user=self.rep))
        with self.set_user(self.rep), self.assertRaises(frappe.PermissionError):
            frappe.get_doc("Contract Firm", his).check_permission("read")

    def test_a_reader_does_not_write(self):
        name = self.made_by(self.manager)
        with self.set_user(self.viewer):
            doc = frappe.get_doc("Contract Firm", name)
            doc.litres = 5
            self.assertRaises(frappe.PermissionError, doc.save)
            self.assertRaises(frappe.PermissionError, firm().insert)
            self.assertRaises(frappe.PermissionError, frappe.delete_doc, "Contract Firm", name)

    def test_a_value_above_ones_level_is_neither_written_nor_listed(self):
        name = self.made_by(self.rep, margin=9)
        self.assertEqual(frappe.db.get_value("Contract Firm", name, "margin"), 0)
        frappe.db.set_value("Contract Firm", name, "margin", 7)
        with self.set_user(self.rep):
            doc = frappe.get_doc("Contract Firm", name)
            doc.margin = 1
            doc.save()
            self.assertNotIn("margin", frappe.get_list("Contract Firm", fields=["name", "margin"])[0])
            self.assertNotIn("margin", frappe.get_list("Contract Firm", fields=["*"])[0])
            doc.apply_fieldlevel_read_permissions()
            self.assertFalse(doc.get("margin"))
        self.assertEqual(frappe.db.get_value("Contract Firm", name, "margin"), 7)

    def test_a_user_permission_limits_lists_and_documents_and_lets_empty_links_pass(self):
        van, ankara = self.made_by(self.manager, town="Van"), self.made_by(self.manager, town="Ankara")
        nowhere = self.made_by(self.manager)
        frappe.get_doc(
            {
                "doctype": "User Permission",
                "user": self.viewer,
                "allow": "Contract Town",
                "for_value": "Ankara",
                "apply_to_all_doctypes": 1,
            }
        ).insert()
        self.assertEqual(self.listed(self.viewer), [ankara, nowhere])
        self.assertFalse(frappe.has_permission("Contract Firm", "read", doc=van, user=self.viewer))
        self.assertTrue(frappe.has_permission("Contract Firm", "read", doc=nowhere, user=self.viewer))

    def test_hooks_of_apps_limit_lists_and_documents(self):
        name = self.made_by(self.manager)
        hooks = {
            "permission_query_conditions": {"Contract Firm": [f"{__name__}.condition"]},
            "has_permission": {"Contract Firm": [f"{__name__}.never"]},
        }
        with hooked(self, hooks):
            self.assertEqual(self.listed(self.manager), [])
            self.assertFalse(frappe.has_permission("Contract Firm", "read", doc=name, user=self.manager))
            self.assertEqual(frappe.get_all("Contract Firm", pluck="name"), [name])

    def test_rows_of_tables_need_their_parent(self):
        self.made_by(self.manager, people=[{"person_name": "Ayşe"}])
        with self.set_user(self.manager):
            self.assertRaises(frappe.PermissionError, frappe.get_list, "Contract Person")
            rows = frappe.get_list("Contract Person", parent_doctype="Contract Firm", pluck="person_name")
        self.assertEqual(rows, ["Ayşe"])


def condition(user, doctype=None):
    return "`tabContract Firm`.`firm_name` = 'nobody is called so'"


def never(doc, ptype, user):
    return False
