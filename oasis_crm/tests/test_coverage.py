"""When firms are due for a visit, and how much of it is done in time."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import getdate, now_datetime, nowdate
from oasis_crm.api import coverage, visits
from oasis_crm.services import due
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_firm, make_manager, make_office, make_rep, make_team

TODAY = getdate(nowdate())


class CoverageCase(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.rep = make_rep()

    def seen(self, days_ago, rating="A", rep=None, **over):
        """A firm of that rating, last visited so many days ago; None for never."""
        last = None if days_ago is None else now_datetime() - timedelta(days=days_ago)
        values = {"rating": rating, "last_visit_on": last, **over}
        return make_firm(sales_rep=rep or self.rep, **values)


class DueDates(CoverageCase):
    def test_a_visit_moves_the_day_on_which_the_next_is_due(self):
        firm = self.seen(20)
        self.assertEqual(getdate(firm.visit_due_on), TODAY - timedelta(days=6))
        with self.as_user(self.rep):
            visits.record(firm.name, "Interested")
        self.assertEqual(getdate(firm.reload().visit_due_on), TODAY + timedelta(days=14))

    def test_so_does_another_rating_and_a_lost_firm_is_not_due(self):
        firm = self.seen(1, "B")
        firm.rating = "A"
        firm.save()
        self.assertEqual(getdate(firm.visit_due_on), TODAY + timedelta(days=13))
        firm.update({"stage": "Lost", "lost_reason": "Fiyat"})
        firm.save()
        self.assertIsNone(firm.visit_due_on)

    def test_the_nightly_job_mends_what_was_written_past_the_firm(self):
        firm, right = self.seen(1, "B"), self.seen(3)
        frappe.db.set_value("Firm", firm.name, "rating", "C", update_modified=False)
        stamp = frappe.db.get_value("Firm", right.name, "modified")
        with patch.object(frappe.db, "commit"):
            due.refresh()
        self.assertEqual(getdate(firm.reload().visit_due_on), TODAY + timedelta(days=89))
        self.assertEqual(frappe.db.get_value("Firm", right.name, "modified"), stamp)

    def test_another_cadence_in_the_settings_sets_the_job_going(self):
        settings = frappe.get_doc("Oasis Settings")
        with patch.object(due, "refresh_soon") as asked:
            settings.save()
            self.assertFalse(asked.called)
            settings.cadence_b_days = 21
            settings.save()
            self.assertTrue(asked.called)


class Overview(CoverageCase):
    def overview(self, user, **over):
        with self.as_user(user):
            return coverage.overview(**over)

    def test_firms_are_counted_by_light_and_the_share_leaves_out_those_without_a_cadence(self):
        for days, rating in ((1, "A"), (12, "A"), (20, "A"), (30, "C"), (200, "D"), (None, "")):
            self.seen(days, rating)
        told = self.overview(self.rep)
        ratings = {row["rating"]: row for row in told["ratings"]}
        self.assertEqual(set(ratings), {"A", "B", "C"})
        lights = [ratings["A"][light] for light in ("green", "orange", "red")]
        self.assertEqual(lights, [1, 1, 1])
        # The unrated one counts as a C that is due on the day it came.
        self.assertEqual((ratings["C"]["green"], ratings["C"]["orange"]), (1, 1))
        self.assertEqual(told["total"]["share"], 0.8)
        self.assertIsNone(ratings["B"]["share"])

    def test_a_rep_sees_his_own_a_leader_his_team_and_a_manager_everybodys(self):
        leader, other = make_rep(), make_rep()
        make_team(leader=leader, members=[self.rep])
        self.seen(1)
        self.seen(1, rep=other)
        for user, expected in ((self.rep, {self.rep}), (leader, {self.rep}), (other, {other})):
            self.assertEqual({row["sales_rep"] for row in self.overview(user)["reps"]}, expected)
        reps = {row["sales_rep"] for row in self.overview(make_manager())["reps"]}
        self.assertLessEqual({self.rep, other}, reps)

    def test_a_firm_that_is_only_visited_does_not_count(self):
        firm = self.seen(1)
        visitor = make_rep()
        with self.as_user(make_office()):
            visits.assign(firm.name, visitor)
        self.assertEqual(self.overview(visitor)["reps"], [])

    def test_it_can_be_asked_for_a_team_or_a_rep(self):
        team = make_team(members=[self.rep]).name
        self.seen(1)
        for over in ({"sales_team": team}, {"sales_rep": self.rep}):
            self.assertEqual(self.overview(make_office(), **over)["total"]["green"], 1)
        self.assertEqual(self.overview(make_office(), sales_team=make_team().name)["reps"], [])


class Overdue(CoverageCase):
    def test_the_latest_stands_first_and_nothing_is_listed_that_is_in_time(self):
        late, later = self.seen(20), self.seen(40)
        self.seen(1)
        with self.as_user(self.rep):
            told = coverage.overdue()
        self.assertEqual([row["name"] for row in told["rows"]], [later.name, late.name])
        self.assertEqual(told["rows"][0]["days_late"], 26)

    def test_it_comes_in_pages_and_by_rating(self):
        self.seen(20)
        self.seen(200, "C")
        with self.as_user(self.rep):
            page = coverage.overdue(limit=1)
            self.assertEqual((len(page["rows"]), page["more"]), (1, True))
            self.assertEqual([row["rating"] for row in coverage.overdue(rating="A")["rows"]], ["A"])

    def test_the_unrated_are_listed_with_the_rating_they_are_like(self):
        firm = self.seen(200, "")
        with self.as_user(self.rep):
            self.assertEqual([row["name"] for row in coverage.overdue(rating="C")["rows"]], [firm.name])
