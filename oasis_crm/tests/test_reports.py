"""The script reports: what they count, and that nobody finds another's rows in any of them."""

import json
from typing import Any

import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, add_to_date, now_datetime, today
from oasis_crm.errors import DateOrderError
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make_contract,
    make_firm,
    make_manager,
    make_office,
    make_rep,
    make_sale,
    make_target,
    make_team,
    make_user,
    make_visit,
)

REPORTS = {
    "Followed Firms", "Visits Performed", "Visits Planned", "Visits Assigned", "Firm Analysis",
    "Target Realisation", "SPANCOP", "Contract Watch", "Limit Watch", "Dormant Customers", "Rep Activity",
    "Consumption Trend",
}  # fmt: skip
MARK = "Gizemli Kervan"


def report(name: str, **filters: Any) -> dict[str, Any]:
    """The report's answer for the session's user."""
    return run(name, filters=json.dumps(filters))


def summed(answer: dict[str, Any]) -> dict[str, Any]:
    """The summary by label."""
    return {entry["label"]: entry["value"] for entry in answer["report_summary"]}


def visit_done(rep: str, firm: str, **over: Any):
    """A visit that took place a moment ago."""
    moment = add_to_date(now_datetime(), minutes=-30)
    values = {"status": "Done", "outcome": "Interested", "done_on": moment, "planned_start": moment}
    return make_visit(firm=firm, sales_rep=rep, **{**values, **over})


class TestReports(OasisTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.rep, self.other = make_rep(first_name="Emre"), make_rep(first_name="Derya")

    def customer(self, rep: str, **over: Any):
        """A customer of the rep's whom every watch list is about."""
        firm = make_firm(sales_rep=rep, firm_name=f"{MARK} {frappe.generate_hash(length=6)} Nakliyat")
        make_contract(firm.name, ends_on=add_days(today(), 20))
        firm.reload()
        firm.db_set(
            {
                "credit_limit": 100_000,
                "limit_available": 6_000,
                "daily_spend": 4_000,
                "last_fuel_on": add_days(today(), -40),
                "usual_gap_days": 3,
                "quiet_from": add_days(today(), -31),
                "litres_12m": 12_000,
                **over,
            }
        )
        return firm

    def everything(self, rep: str) -> None:
        """One row of the rep's for each report."""
        firm = self.customer(rep)
        visit_done(rep, firm.name)
        make_visit(firm=firm.name, sales_rep=rep)
        make_visit(
            firm=firm.name,
            sales_rep=rep,
            status="Assigned",
            planned_start=add_to_date(now_datetime(), days=2),
        )
        make_sale(firm.name, product="Diesel", sold_at=add_to_date(now_datetime(), minutes=-5))
        make_target(rep)

    def test_the_reports_that_users_know_by_name_are_all_there(self):
        found = frappe.get_all("Report", {"module": "Oasis CRM"}, pluck="name", order_by="name asc")
        self.assertEqual(set(found), REPORTS)

    def test_every_report_has_rows_for_the_rep_whose_they_are(self):
        self.everything(self.rep)
        with self.as_user(self.rep):
            for name in sorted(REPORTS):
                answer = report(name)
                self.assertTrue(answer["result"], name)
                fields = {column["fieldname"] for column in answer["columns"]}
                self.assertLessEqual(fields, set(answer["result"][0]), name)

    def test_no_report_shows_a_rep_what_is_anothers(self):
        self.everything(self.other)
        with self.as_user(self.rep):
            for name in sorted(REPORTS):
                answer = report(name)
                text = json.dumps([answer["result"], answer["chart"], answer["report_summary"]], default=str)
                self.assertNotIn(MARK, text, name)
                self.assertNotIn("Derya", text, name)
                moved = [row for row in answer["result"] if row.get("firms") or row.get("quantity")]
                self.assertEqual(moved, [], name)

    def test_asking_for_another_rep_opens_nothing(self):
        self.everything(self.other)
        with self.as_user(self.rep):
            for name in sorted(REPORTS):
                answer = report(name, sales_rep=self.other)
                self.assertNotIn(MARK, json.dumps(answer["result"], default=str), name)

    def test_a_manager_may_ask_for_one_rep_and_for_a_team(self):
        self.everything(self.rep)
        self.everything(self.other)
        team = make_team(members=[self.other])
        with self.as_user(make_manager()):
            self.assertEqual(len(report("Followed Firms", sales_rep=self.rep)["result"]), 1)
            rows = report("Visits Performed", sales_team=team.name)["result"]
        self.assertEqual({row["sales_rep"] for row in rows}, {"Derya"})

    def test_a_leader_sees_his_team_and_a_rep_gets_nothing_by_naming_a_team(self):
        leader = make_rep()
        team = make_team(leader=leader, members=[self.rep])
        self.everything(self.rep)
        with self.as_user(leader):
            self.assertEqual(len(report("Limit Watch")["result"]), 1)
        with self.as_user(self.other):
            self.assertEqual(report("Limit Watch", sales_team=team.name)["result"], [])

    def test_the_office_has_no_targets(self):
        with self.as_user(make_office()):
            self.assert_refused(frappe.PermissionError, report, "Target Realisation")

    def test_visits_performed_counts_kinds_and_firms(self):
        firm = make_firm(sales_rep=self.rep).name
        visit_done(self.rep, firm)
        visit_done(self.rep, firm, visit_type="Phone")
        make_visit(firm=firm, sales_rep=self.rep)
        with self.as_user(self.rep):
            answer = report("Visits Performed")
            phone = report("Visits Performed", visit_type="Phone")
        self.assertEqual(len(answer["result"]), 2)
        self.assertEqual(summed(answer)["Firms Seen"], 1)
        self.assertEqual(len(phone["result"]), 1)

    def test_a_visit_of_last_month_is_not_in_this_months_report(self):
        firm = make_firm(sales_rep=self.rep).name
        long_ago = add_to_date(now_datetime(), days=-40)
        visit_done(self.rep, firm, done_on=long_ago, planned_start=long_ago)
        with self.as_user(self.rep):
            self.assertEqual(report("Visits Performed")["result"], [])
            earlier = report("Visits Performed", from_date=add_days(today(), -60), to_date=today())
        self.assertEqual(len(earlier["result"]), 1)

    def test_spancop_counts_moves_conversion_and_weighted_litres(self):
        firms = [make_firm(sales_rep=self.rep, potential_litres=1000) for _ in range(3)]
        for firm in firms[:2]:
            firm.stage = "Prospect"
            firm.save()
        firms[0].stage, firms[0].lost_reason = "Lost", "Closed down"
        firms[0].save()
        with self.as_user(self.rep):
            rows = {row["stage"]: row for row in report("SPANCOP")["result"]}
        self.assertEqual(rows["Suspect"]["firms"], 1)
        self.assertEqual((rows["Suspect"]["moved_out"], rows["Suspect"]["conversion"]), (2, 100))
        self.assertEqual((rows["Prospect"]["moved_in"], rows["Prospect"]["lost"]), (2, 1))
        self.assertEqual(rows["Prospect"]["conversion"], 0)
        self.assertEqual(rows["Prospect"]["weighted"], 100)
        self.assertEqual(rows["Prospect"]["top"], firms[1].firm_name)

    def test_limit_watch_says_how_long_a_limit_lasts(self):
        self.customer(self.rep)
        self.customer(self.rep, limit_available=90_000)
        with self.as_user(self.rep):
            rows = report("Limit Watch")["result"]
            low = report("Limit Watch", only_low=1)["result"]
        self.assertEqual([row["percent_left"] for row in rows], [6, 90])
        self.assertEqual(rows[0]["runway"], 1.5)
        self.assertEqual(len(low), 1)

    def test_dormant_customers_go_by_habit_or_by_the_days_asked_for(self):
        self.customer(self.rep, last_fuel_on=add_days(today(), -10), quiet_from=add_days(today(), -1))
        with self.as_user(self.rep):
            self.assertEqual([row["days"] for row in report("Dormant Customers")["result"]], [10])
            self.assertEqual(report("Dormant Customers", days=30)["result"], [])

    def test_consumption_trend_goes_month_by_month_and_compares(self):
        firm, last_month = self.customer(self.rep).name, add_to_date(now_datetime(), months=-1)
        make_sale(firm, product="Diesel", sold_at=last_month, litres=200)
        make_sale(firm, product="Diesel", sold_at=add_to_date(now_datetime(), minutes=-5), litres=300)
        with self.as_user(self.rep):
            answer = report("Consumption Trend")
        self.assertEqual(len(answer["result"]), 12)
        self.assertEqual(answer["result"][-1]["change"], 50)
        self.assertEqual(summed(answer)["Litres"], 500)

    def test_target_realisation_shows_the_pace(self):
        make_target(self.rep, lines=[{"metric": "Litres", "target": 1000, "achieved": 400, "percent": 40}])
        with self.as_user(self.rep):
            (row,) = report("Target Realisation")["result"]
        self.assertEqual((row["percent"], row["missing"]), (40, 600))
        self.assertGreater(row["projection"], 0)

    def test_a_period_that_ends_before_it_begins_is_refused(self):
        with self.as_user(self.rep):
            self.assert_refused(
                DateOrderError, report, "Rep Activity", from_date=today(), to_date=add_days(today(), -1)
            )

    def test_who_holds_no_role_of_ours_gets_no_report(self):
        with self.as_user(make_user()):
            self.assert_refused(frappe.PermissionError, report, "Followed Firms")
