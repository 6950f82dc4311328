"""What the screens ask for beside visits: boot, preferences, history, work orders, targets, claims."""

from datetime import timedelta

import frappe
from frappe.utils import add_days, now_datetime, nowdate
from oasis_crm import errors
from oasis_crm.api import boot, dashboard, firms, preferences, targets, visits, work_orders
from oasis_crm.services import panels
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make_contract,
    make_document,
    make_firm,
    make_manager,
    make_office,
    make_reminder,
    make_rep,
    make_sale,
    make_target,
    make_team,
    make_user,
    make_visit,
    make_work_order,
)


class Boot(OasisTestCase):
    def test_it_says_who_one_is_and_whom_one_may_see(self):
        leader, member, stranger = make_rep(), make_rep(), make_rep()
        make_team(leader=leader, members=[member])
        with self.as_user(leader):
            told = boot.get()
        self.assertEqual((told["user"], told["mode"], told["is_leader"]), (leader, "field", True))
        users = {row["user"] for row in told["users"]}
        self.assertEqual(users & {leader, member, stranger}, {leader, member})
        with self.as_user(make_office()):
            self.assertEqual(boot.get()["mode"], "office")

    def test_a_rep_learns_the_names_of_those_who_see_his_work_and_of_nobody_else(self):
        leader, member, peer, manager = make_rep(), make_rep(), make_rep(), make_manager()
        make_team(leader=leader, members=[member, peer])
        with self.as_user(member):
            named = {row["user"] for row in boot.get()["colleagues"]}
        self.assertEqual(named & {leader, peer, manager, "Administrator"}, {leader, manager})

    def test_it_carries_what_a_device_needs_to_plan_with_no_network(self):
        with self.as_user(make_rep()):
            told = boot.get()
        self.assertIn("Interested", {row["outcome"] for row in told["outcomes"]})
        self.assertIn(f"{now_datetime().year}-10-29", told["settings"]["holidays"])
        self.assertEqual(told["settings"]["cadence"]["A"], 14)
        self.assertRegex(told["settings"]["work_start"], r"^\d\d:\d\d$")

    def test_who_works_in_no_mode_is_refused(self):
        with self.as_user(make_user()):
            self.assert_refused(frappe.PermissionError, boot.get)


class Preferences(OasisTestCase):
    def test_what_is_saved_is_what_is_read_and_nobody_elses(self):
        rep, other = make_rep(), make_rep()
        with self.as_user(rep):
            preferences.save({"theme": "Dark", "quick_menu": ["quick_entry", "calendar"]})
            self.assertEqual(preferences.get()["quick_menu"], ["quick_entry", "calendar"])
            self.assertEqual(preferences.save({"density": "Compact"})["theme"], "Dark")
        with self.as_user(other):
            self.assertEqual(preferences.get()["theme"], "Auto")

    def test_a_language_chosen_is_the_language_one_is_spoken_to_in(self):
        rep = make_rep(language="tr")
        with self.as_user(rep):
            preferences.save({"language": "en"})
        self.assertEqual(frappe.db.get_value("User", rep, "language"), "en")

    def test_what_is_no_preference_is_refused(self):
        with self.as_user(make_rep()):
            self.assert_refused(frappe.ValidationError, preferences.save, {"user": "Administrator"})
            self.assert_refused(frappe.ValidationError, preferences.save, {"theme": "Pink"})


class History(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.rep = make_rep()
        self.firm = make_firm(sales_rep=self.rep)

    def page(self, *args, **kwargs):
        with self.as_user(self.rep):
            return firms.timeline(self.firm.name, *args, **kwargs)

    def test_it_holds_everything_newest_first(self):
        with self.as_user(self.rep):
            visits.record(self.firm.name, "Interested", notes="Wants an offer")
        make_document(self.firm.name)
        make_contract(self.firm.name)
        make_sale(self.firm.name)
        self.firm.reload().add_comment("Comment", "Ask for Ayşe")
        entries = self.page()["entries"]
        kinds = {entry["kind"] for entry in entries}
        self.assertLessEqual({"visit", "stage", "document", "contract", "comment", "sale"}, kinds)
        moments = [entry["on"] for entry in entries]
        self.assertEqual(moments, sorted(moments, reverse=True))

    def test_calls_are_told_apart_from_visits(self):
        with self.as_user(self.rep):
            visits.record(self.firm.name, "Call Later", visit_type="Phone")
            visits.record(self.firm.name, "Interested")
        self.assertEqual([entry["kind"] for entry in self.page(["call"])["entries"]], ["call"])
        self.assertEqual([entry["kind"] for entry in self.page(["visit"])["entries"]], ["visit"])

    def test_it_tells_of_the_limit_and_of_who_changed_what(self):
        manager = make_manager()
        with self.as_user(manager):
            firm = frappe.get_doc("Firm", self.firm.name)
            firm.update({"credit_limit": 250_000, "limit_as_of": now_datetime(), "vehicle_count": 12})
            firm.save(ignore_version=False)
        limits = self.page(["limit"])["entries"]
        self.assertEqual({entry["doctype"] for entry in limits}, {"Firm", "Version"})
        self.assertTrue(all("250" in entry["text"] for entry in limits))
        [change] = self.page(["change"])["entries"]
        self.assertIn("→ 12", change["text"])
        self.assertEqual(change["by"], manager)

    def test_a_comment_is_text_and_no_markup(self):
        self.firm.reload().add_comment("Comment", "<div>Ask for <b>Ayşe</b></div>")
        self.assertEqual(self.page(["comment"])["entries"][0]["text"], "Ask for Ayşe")

    def test_it_is_filtered_by_kind_and_read_page_by_page(self):
        for days in range(1, 6):
            with self.as_user(self.rep):
                visits.record(self.firm.name, "Call Later", done_on=str(add_days(now_datetime(), -days)))
        first = self.page(["visit"], 0, 3)
        rest = self.page(["visit"], 3, 3)
        self.assertEqual((len(first["entries"]), first["more"]), (3, True))
        self.assertEqual((len(rest["entries"]), rest["more"]), (2, False))
        self.assertFalse({e["name"] for e in first["entries"]} & {e["name"] for e in rest["entries"]})


class WorkOrders(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.manager, self.rep = make_manager(), make_rep()
        with self.as_user(self.manager):
            self.order = make_work_order(self.rep)

    def step(self, user, action, note=None):
        with self.as_user(user):
            return work_orders.step(self.order.name, action, note)["status"]

    def told(self, user):
        return frappe.get_all(
            "Notification Log", filters={"for_user": user}, pluck="subject", order_by="creation asc"
        )

    def test_it_goes_step_by_step_to_approval_and_both_are_told(self):
        steps = [self.step(self.rep, action) for action in ("See", "Accept", "Start")]
        self.assertEqual(steps, ["Seen", "Accepted", "In Progress"])
        self.assertEqual(self.step(self.rep, "Complete", "All five papers are in"), "Completed")
        self.assertEqual(self.step(self.manager, "Approve"), "Approved")
        self.order.reload()
        self.assertEqual(self.order.result_note, "All five papers are in")
        self.assertTrue(self.order.seen_on and self.order.completed_on)
        self.assertTrue(any("papers" in subject for subject in self.told(self.manager)))
        self.assertEqual(len(self.told(self.rep)), 2)

    def test_a_step_out_of_turn_or_anothers_step_is_refused(self):
        self.assert_refused(frappe.ValidationError, self.step, self.rep, "Complete")
        self.assert_refused(frappe.PermissionError, self.step, make_rep(), "Accept")
        self.assertEqual(self.order.reload().status, "Open")


class Targets(OasisTestCase):
    def test_a_reps_lines_come_with_their_pace(self):
        rep = make_rep()
        make_target(rep, lines=[{"metric": "Litres", "target": 1000}, {"metric": "Visits", "target": 20}])
        with self.as_user(rep):
            lines = targets.progress()["lines"]
        self.assertEqual([line["metric"] for line in lines], ["Litres", "Visits"])
        self.assertLessEqual(0, lines[0]["expected_today"])
        self.assertLessEqual(lines[0]["expected_today"], 1000)
        self.assertEqual(lines[0]["projection"], 0)

    def test_another_reps_targets_are_not_told(self):
        rep = make_rep()
        make_target(rep)
        with self.as_user(make_rep()):
            self.assertEqual(targets.progress(sales_rep=rep)["lines"], [])

    def test_another_period_is_asked_for_by_any_of_its_days(self):
        rep = make_rep()
        make_target(rep, period_start=add_days(nowdate(), -400))
        with self.as_user(rep):
            self.assertEqual(targets.progress()["lines"], [])
            self.assertEqual(len(targets.progress(period_start=str(add_days(nowdate(), -400)))["lines"]), 1)


class InstantInfo(OasisTestCase):
    def panel(self, user, key):
        with self.as_user(user):
            return next(panel for panel in dashboard.instant_info()["panels"] if panel["key"] == key)

    def test_each_watch_list_names_the_firm_that_belongs_on_it(self):
        rep = make_rep()
        ending = make_firm(sales_rep=rep)
        make_contract(ending.name, ends_on=add_days(nowdate(), 30))
        supplier = make_firm(sales_rep=rep, supplier_contract_end=add_days(nowdate(), 80))
        self.assertEqual([row["name"] for row in self.panel(rep, "contracts_ending")["rows"]], [ending.name])
        rows = self.panel(rep, "supplier_contracts_ending")["rows"]
        self.assertEqual([(row["name"], row["days_left"]) for row in rows], [(supplier.name, 80)])

    def test_low_limits_and_quiet_customers_are_found_by_their_figures(self):
        rep = make_rep()
        low, quiet, well = (make_firm(sales_rep=rep).name for _ in range(3))
        customer = {"relationship": "Customer", "credit_limit": 100_000, "last_fuel_on": now_datetime()}
        silent = now_datetime() - timedelta(days=16)
        frappe.db.set_value("Firm", low, {**customer, "limit_available": 15_000})
        frappe.db.set_value("Firm", quiet, {**customer, "limit_available": 90_000, "last_fuel_on": silent})
        frappe.db.set_value("Firm", well, {**customer, "limit_available": 90_000})
        limits = self.panel(rep, "low_limits")["rows"]
        self.assertEqual([(row["name"], row["percent_left"]) for row in limits], [(low, 15.0)])
        quiets = self.panel(rep, "quiet_customers")["rows"]
        self.assertEqual([(row["name"], row["days"]) for row in quiets], [(quiet, 16)])

    def test_reminders_are_ones_own_whatever_the_role(self):
        rep, manager = make_rep(), make_manager()
        with self.as_user(rep):
            make_reminder(subject="Private")
        self.assertEqual(self.panel(rep, "reminders")["count"], 1)
        self.assertEqual(self.panel(manager, "reminders")["count"], 0)

    def test_a_panel_counts_all_and_shows_the_first(self):
        rep = make_rep()
        for _ in range(7):
            make_visit(sales_rep=rep)
        panel = self.panel(rep, "planned_visits")
        self.assertEqual((panel["count"], len(panel["rows"])), (7, panels.ROWS))

    def test_a_leader_sees_the_teams_targets_before_its_peoples(self):
        leader, rep = make_rep(), make_rep()
        team = make_team(leader, [rep])
        make_target(rep)
        make_target(None, sales_team=team.name)
        found = [row["sales_team"] for row in self.panel(leader, "targets")["rows"]]
        self.assertEqual(found, [team.name, None])

    def test_planned_visits_stand_in_the_order_of_their_hours(self):
        rep = make_rep()
        for hour in (14, 9, 10):
            make_visit(sales_rep=rep, planned_start=f"{add_days(nowdate(), 1)} {hour:02}:00:00")
        hours = [row["planned_start"][11:13] for row in self.panel(rep, "planned_visits")["rows"]]
        self.assertEqual(hours, ["09", "10", "14"])

    def test_what_is_behind_a_panel_is_the_same_question_read_on(self):
        rep, leader, manager = make_rep(), make_rep(), make_manager()
        make_team(leader=leader, members=[rep])
        self.fill_panels(rep, leader)
        for user in (rep, leader, manager, make_office()):
            with self.as_user(user):
                for panel in dashboard.instant_info()["panels"]:
                    whole = self.read_through(panel["key"])
                    self.assertEqual(
                        (len(whole), whole[: panels.ROWS]), (panel["count"], panel["rows"]), panel["key"]
                    )

    def fill_panels(self, rep, leader):
        silent = now_datetime() - timedelta(days=30)
        figures = {"relationship": "Customer", "credit_limit": 100_000, "limit_available": 1000}
        for number in range(7):
            firm = make_firm(sales_rep=rep, supplier_contract_end=add_days(nowdate(), 20)).name
            make_contract(firm, ends_on=add_days(nowdate(), 30))
            frappe.db.set_value("Firm", firm, {**figures, "last_fuel_on": silent})
            make_visit(firm, rep, planned_start=add_days(now_datetime(), 1 + number / 10))
            make_visit(firm, rep, planned_start=add_days(now_datetime(), 2 + number / 10), status="Assigned")
            with self.as_user(leader):
                make_work_order(rep, due_on=None if number % 2 else add_days(nowdate(), 3))
                make_reminder()
        make_target(rep)

    def read_through(self, key, step=3):
        """All rows behind a panel, asked for a few at a time."""
        rows, page = [], {"rows": [None]}
        while page["rows"]:
            page = dashboard.panel(key, start=len(rows), limit=step)
            rows += page["rows"]
        return rows

    def test_a_panel_that_is_none_is_not_found(self):
        with self.as_user(make_rep()):
            self.assert_refused(frappe.DoesNotExistError, dashboard.panel, "secrets")

    def test_it_asks_the_database_little(self):
        rep = make_rep()
        make_visit(sales_rep=rep)
        with self.as_user(rep):
            dashboard.instant_info()
            with self.assertQueryCount(30):
                dashboard.instant_info()


class TakingOver(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.old, self.new = make_rep(), make_rep()
        self.firm = make_firm(firm_name="Leylakdere Hafriyat", sales_rep=self.old)

    def as_new(self, call, **values):
        with self.as_user(self.new):
            return call(**values)

    def test_a_rep_asks_for_a_firm_he_may_not_read_by_what_he_typed(self):
        answer = self.as_new(
            firms.request_transfer,
            candidate={"firm_name": "leylakdere hafriyat"},
            reason="My customer's sister firm",
        )
        transfer = frappe.get_doc("Firm Transfer", answer["name"])
        self.assertEqual(
            (transfer.firm, transfer.to_rep, transfer.status), (self.firm.name, self.new, "Requested")
        )

    def test_without_a_reason_or_a_firm_nothing_is_asked(self):
        self.assert_refused(errors.TransferError, self.as_new, firms.request_transfer, firm=self.firm.name)
        self.assert_refused(
            frappe.DoesNotExistError,
            self.as_new,
            firms.request_transfer,
            candidate={"firm_name": "Yokyok"},
            reason="x",
        )

    def test_a_follow_up_that_sleeps_is_claimed_with_its_open_visits(self):
        visit = make_visit(self.firm.name, self.old)
        long_ago = add_days(nowdate(), -200)
        frappe.db.set_value("Firm", self.firm.name, {"followed_since": long_ago, "last_visit_on": long_ago})
        self.assertEqual(self.as_new(firms.claim, firm=self.firm.name)["sales_rep"], self.new)
        self.assertEqual(visit.reload().sales_rep, self.new)
        self.assertEqual(frappe.db.get_value("Firm", self.firm.name, "sales_rep"), self.new)

    def test_a_follow_up_begun_today_does_not_sleep_whatever_the_last_visit_was(self):
        long_ago = add_days(nowdate(), -200)
        frappe.db.set_value("Firm", self.firm.name, {"followed_since": long_ago, "last_visit_on": long_ago})
        self.as_new(firms.claim, firm=self.firm.name)
        with self.as_user(self.old):
            self.assertRaises(errors.NotClaimableError, firms.claim, firm=self.firm.name)
        self.assertEqual(frappe.db.get_value("Firm", self.firm.name, "sales_rep"), self.new)

    def test_one_that_is_looked_after_is_not(self):
        self.assert_refused(errors.NotClaimableError, self.as_new, firms.claim, firm=self.firm.name)
        self.assertEqual(frappe.db.get_value("Firm", self.firm.name, "sales_rep"), self.old)
