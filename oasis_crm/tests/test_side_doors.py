"""Ways past the permission rule that the framework leaves open, each found shut."""

from functools import wraps
from unittest.mock import patch

import frappe
from frappe.desk.search import search_link
from frappe.utils import add_days, now_datetime
from oasis_crm.desk import calendar
from oasis_crm.permissions import client as guarded_client
from oasis_crm.permissions.joins import hidden_fields, refuse_hidden_fields
from oasis_crm.permissions.scope import scope_of
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make,
    make_contract,
    make_firm,
    make_manager,
    make_reminder,
    make_rep,
    make_visit,
    make_work_order,
)


class TestFieldsOfLinkedDocuments(OasisTestCase):
    def test_a_field_of_a_linked_firm_is_hidden_and_its_title_is_not(self):
        self.assertEqual(hidden_fields("Firm Visit", '["name", "firm.phone"]'), ["firm.phone"])
        self.assertEqual(hidden_fields("Firm Visit", '["firm.firm_name", "firm.name", "outcome.days"]'), [])

    def test_spelling_it_otherwise_does_not_help(self):
        for asked in ("`firm` . `phone`", "name, firm.phone as x", "firm.credit_limit desc"):
            self.assertTrue(hidden_fields("Firm Visit", asked), asked)

    def test_another_table_by_its_name_is_hidden_and_the_own_table_is_not(self):
        self.assertEqual(hidden_fields("Firm Visit", "`tabFirm`.`phone`"), ["Firm"])
        self.assertEqual(hidden_fields("Firm Visit", "`tabFirm Visit`.`status`"), [])

    def test_a_child_table_is_no_detour(self):
        self.assertTrue(hidden_fields("Fuel Contract Price", "firm.phone"))

    def test_only_field_users_are_refused(self):
        asked = frappe._dict(doctype="Firm Visit", fields='["firm.phone"]')
        rep, manager = make_rep(), make_manager()
        with self.a_request(asked):
            self.assert_refused(frappe.PermissionError, refuse_hidden_fields, "Firm Visit", scope_of(rep))
            refuse_hidden_fields("Firm Visit", scope_of(manager))

    def test_a_list_inside_another_request_is_left_alone(self):
        asked = frappe._dict(doctype="Firm", fields="`tabFirm`.`firm_name`")
        with self.a_request(asked):
            refuse_hidden_fields("Firm Visit", scope_of(make_rep()))

    def a_request(self, form_dict):
        return _Request(form_dict)


class _Request:
    """A request with these arguments, as far as the guard looks at it."""

    def __init__(self, form_dict):
        self.form_dict = form_dict

    def __enter__(self):
        self.before = frappe.local.form_dict, getattr(frappe.local, "request", None)
        frappe.local.form_dict, frappe.local.request = self.form_dict, object()

    def __exit__(self, *_error):
        frappe.local.form_dict, frappe.local.request = self.before


class TestStandIns(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.rep = make_rep()
        self.theirs = make_firm(sales_rep=make_rep(), firm_name="Görünmez Petrol")

    def test_a_firm_one_may_not_see_is_not_there_by_its_link(self):
        with self.as_user(self.rep):
            self.assertFalse(guarded_client.validate_link("Firm", self.theirs.name).get("name"))
            self.assertFalse(guarded_client.validate_link("Firm", self.theirs.name, '["phone"]').get("phone"))

    def test_its_title_is_not_told_either(self):
        with self.as_user(self.rep):
            title = guarded_client.get_link_title("Firm", self.theirs.name)
        self.assertEqual(title, self.theirs.name)
        self.assertEqual(guarded_client.get_link_title("Firm", self.theirs.name), "Görünmez Petrol")

    def test_counting_counts_what_one_may_see(self):
        with self.as_user(self.rep):
            self.assertEqual(guarded_client.get_count("Firm", {"name": self.theirs.name}), 0)
            self.assertEqual(guarded_client.get_count("Firm"), 0)

    def test_other_doctypes_are_counted_as_ever(self):
        self.assertEqual(guarded_client.get_count("Visit Outcome"), frappe.db.count("Visit Outcome"))

    def test_counting_tells_nothing_of_what_one_may_not_list(self):
        self.theirs.add_comment("Comment", "Gizli indirim")
        with self.as_user(self.rep):
            for doctype in ("Comment", "Version", "Firm Key", "Sync Change"):
                with self.subTest(doctype):
                    self.assertFalse(self.counted(doctype))
            with self.assertRaises(frappe.DoesNotExistError):
                guarded_client.get_count("Sessions", {"sid": ["like", "a%"]})

    def test_a_change_is_told_to_users_and_not_to_all_who_look_at_the_doctype(self):
        with patch.object(frappe, "publish_realtime") as publish:
            self.theirs.city = "Kars"
            self.theirs.save()
        told = [call for call in publish.call_args_list if "user" in call.kwargs]
        self.assertIn(self.theirs.sales_rep, {call.kwargs["user"] for call in told})
        # The framework sends these to a room of the DocType or the document, even where a user is named.
        self.assertTrue({"list_update", "docinfo_update"}.isdisjoint(call.args[0] for call in told))

    def counted(self, doctype):
        try:
            return guarded_client.get_count(doctype, {"owner": ["!=", self.rep]})
        except frappe.PermissionError:
            return 0


def drawn_from(chart_name=None, chart=None, filters=None, from_date=None):
    """Stands for the framework's function that draws a chart."""
    return f"the caller's rows, {filters}, {from_date}"


@wraps(drawn_from)
def drawn_once_for_all(*_args, **_asked):
    return "what somebody else was shown"


class TestCharts(OasisTestCase):
    def drawn(self, doctype):
        with patch.object(guarded_client, "CHART", f"{__name__}.drawn_once_for_all"):
            asked = {"filters": "f", "from_date": "", "cmd": "x"}
            return guarded_client.get_chart(chart={"document_type": doctype}, **asked)

    def test_a_chart_is_drawn_from_the_callers_rows_not_from_what_another_was_shown(self):
        self.assertEqual(self.drawn("Firm"), "the caller's rows, f, None")

    def test_charts_of_other_doctypes_are_the_frameworks(self):
        self.assertEqual(self.drawn("User"), "what somebody else was shown")


class TestFiles(OasisTestCase):
    def attach(self, firm, **over):
        values = {"file_name": "levha.txt", "content": "levha", "attached_to_doctype": "Firm"}
        return make("File", attached_to_name=firm.name, **{**values, **over})

    def test_what_hangs_on_a_firm_is_never_public(self):
        file = self.attach(make_firm(), is_private=0)
        self.assertTrue(file.is_private)
        self.assertTrue(file.file_url.startswith("/private/files/"), file.file_url)

    def test_a_public_file_that_is_attached_later_is_moved(self):
        name = f"{frappe.generate_hash(length=8)}.txt"
        loose = make("File", file_name=name, content=name, is_private=0)
        firm = make_firm()
        file = make("File", file_url=loose.file_url, attached_to_doctype="Firm", attached_to_name=firm.name)
        self.assertTrue(file.file_url.startswith("/private/files/"), file.file_url)
        self.assertEqual(file.get_content(), name)

    def test_he_who_attached_it_loses_it_with_the_firm(self):
        rep = make_rep()
        firm = make_firm(sales_rep=rep)
        with self.as_user(rep):
            file = self.attach(firm, is_private=1)
            self.assertTrue(file.has_permission("read"))
        firm.sales_rep = make_rep()
        firm.save()
        with self.as_user(rep):
            self.assertFalse(frappe.get_doc("File", file.name).has_permission("read"))

    def test_a_rep_attaches_to_his_own_firms_only(self):
        rep = make_rep()
        firm = make_firm(sales_rep=make_rep())
        with self.as_user(rep):
            self.assert_refused(frappe.PermissionError, self.attach, firm, is_private=1)


class TestDeskCalendar(OasisTestCase):
    def period(self):
        return {"start": str(add_days(now_datetime(), -1)), "end": str(add_days(now_datetime(), 3))}

    def test_it_shows_ones_own_and_titles_visits_by_the_firm(self):
        rep = make_rep()
        mine = make_visit(sales_rep=rep)
        make_visit()
        with self.as_user(rep):
            events = calendar.visits(**self.period())
        title = frappe.db.get_value("Firm", mine.firm, "firm_name")
        self.assertEqual([(event["name"], event["title"]) for event in events], [(mine.name, title)])

    def test_filters_narrow_it(self):
        rep = make_rep()
        make_visit(sales_rep=rep)
        filters = [["Firm Visit", "sales_rep", "=", make_rep()]]
        self.assertEqual(calendar.visits(**self.period(), filters=frappe.as_json(filters)), [])

    def test_work_orders_and_reminders_are_those_of_the_user(self):
        rep = make_rep()
        due = add_days(now_datetime(), 1)
        order = make_work_order(rep, due_on=due)
        with self.as_user(rep):
            reminder = make_reminder(remind_at=due)
            self.assertEqual([e["name"] for e in calendar.work_orders(**self.period())], [order.name])
            self.assertEqual([e["name"] for e in calendar.reminders(**self.period())], [reminder.name])


class TestLinkSearch(OasisTestCase):
    def found(self, txt, **over):
        return [row["value"] for row in search_link("Firm", txt, **over)]

    def test_turkish_letters_do_not_matter_and_words_come_in_any_order(self):
        firm = make_firm(firm_name="Işık Çelik Nakliyat", city="İzmir")
        for txt in ("isik", "IŞIK", "çelik ışık", "izmir isik", firm.name):
            self.assertIn(firm.name, self.found(txt), txt)

    def test_the_name_is_the_label_and_the_key_stays_inside(self):
        firm = make_firm(firm_name="Işık Çelik Nakliyat", city="İzmir")
        row = next(row for row in search_link("Firm", "isik celik") if row["value"] == firm.name)
        self.assertEqual(row["label"], "Işık Çelik Nakliyat")
        self.assertNotIn("isik celik", row["description"])

    def test_filters_narrow_it(self):
        firm = make_firm(firm_name="Işık Çelik Nakliyat", firm_type="Transport")
        self.assertEqual(self.found("isik celik", filters={"firm_type": "Fleet"}), [])
        self.assertEqual(self.found("isik celik", filters={"firm_type": ["!=", "Fleet"]}), [firm.name])


class TestDeletion(OasisTestCase):
    def test_a_firm_with_visits_or_contracts_is_not_deleted(self):
        firm = make_firm()
        make_contract(firm.name)
        self.assert_refused(frappe.LinkExistsError, firm.delete)

    def test_a_rep_deletes_no_firm(self):
        rep = make_rep()
        firm = make_firm(sales_rep=rep)
        with self.as_user(rep):
            self.assert_refused(frappe.PermissionError, frappe.delete_doc, "Firm", firm.name)
