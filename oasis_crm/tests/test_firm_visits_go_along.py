"""A firm that changes hands takes its open visits into the new rep's calendar, by the rules of every plan."""

from datetime import timedelta
from itertools import pairwise

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, get_datetime, nowdate
from oasis_crm.api import firms
from oasis_crm.services import leave as leaves
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make,
    make_firm,
    make_leave,
    make_manager,
    make_office,
    make_rep,
    make_visit,
)
from oasis_crm.tests.test_leave import workday

HALF_HOUR = timedelta(minutes=30)


class GoingAlong(OasisTestCase):
    def setUp(self):
        super().setUp()
        frappe.db.set_single_value("Oasis Settings", "use_public_holidays", 0)
        self.old, self.new = make_rep(), make_rep()
        self.firm = make_firm(sales_rep=self.old)

    def visit(self, start, rep=None, firm=None):
        firm = firm or (self.firm.name if rep is None else make_firm(sales_rep=rep).name)
        return make_visit(firm, rep or self.old, planned_start=start).name

    def transfer(self):
        wanted = make("Firm Transfer", firm=self.firm.name, to_rep=self.new, reason="Moved to Ankara")
        with self.as_user(make_manager()):
            return apply_workflow(wanted, "Approve")

    def claim(self):
        long_ago = add_days(nowdate(), -400)
        frappe.db.set_value("Firm", self.firm.name, {"last_visit_on": None, "followed_since": long_ago})
        with self.as_user(self.new):
            firms.claim(self.firm.name)

    def state(self, visit):
        rep, start = frappe.db.get_value("Firm Visit", visit, ["sales_rep", "planned_start"])
        return rep, get_datetime(start)

    def told(self, user):
        return frappe.get_all(
            "Notification Log", filters={"for_user": user}, pluck="subject", order_by="creation asc"
        )

    def assert_nobody_is_at_two_places(self, rep):
        fields = ["planned_start", "planned_minutes"]
        rows = frappe.get_all("Firm Visit", {"sales_rep": rep}, fields, order_by="planned_start asc")
        for before, after in pairwise(rows):
            ends = get_datetime(before.planned_start) + timedelta(minutes=before.planned_minutes)
            self.assertLessEqual(ends, get_datetime(after.planned_start))


class TestVisitsOfATransfer(GoingAlong):
    def test_where_its_time_is_free_a_visit_keeps_it(self):
        visit = self.visit(workday(10))
        self.transfer()
        self.assertEqual(self.state(visit), (self.new, workday(10)))

    def test_onto_the_new_reps_own_visits_none_is_put(self):
        busy = [self.visit(workday(10), self.new), self.visit(workday(10) + HALF_HOUR, self.new)]
        moved = [self.visit(workday(10)), self.visit(workday(10) + HALF_HOUR)]
        self.transfer()
        for visit, start in zip(busy, (workday(10), workday(10) + HALF_HOUR), strict=True):
            self.assertEqual(self.state(visit), (self.new, start))
        self.assertEqual({self.state(visit)[1].date() for visit in moved}, {workday(10).date()})
        self.assert_nobody_is_at_two_places(self.new)

    def test_into_the_new_reps_leave_none_is_put(self):
        last = workday(10).date() + timedelta(days=4)
        make_leave(self.new, from_date=workday(10).date(), to_date=last)
        visit = self.visit(workday(10))
        self.transfer()
        self.assertEqual(self.state(visit)[0], self.new)
        self.assertGreater(self.state(visit)[1].date(), last)

    def test_a_sunday_that_the_old_rep_chose_is_no_sunday_of_the_new_ones(self):
        sunday = workday(10) + timedelta(days=6 - workday(10).weekday())
        visit = self.visit(sunday)
        self.transfer()
        self.assertEqual(self.state(visit)[1].date(), sunday.date() + timedelta(days=1))

    def test_a_visit_in_a_colleagues_hands_comes_too_and_does_not_go_back(self):
        cover = make_rep()
        visit = self.visit(workday(10))
        leave = make_leave(self.old, cover, to_date=add_days(nowdate(), 20))
        self.assertEqual(self.state(visit)[0], cover)
        self.transfer()
        self.assertEqual(self.state(visit), (self.new, workday(10)))
        leaves.cancel(leave.name)
        self.assertEqual(self.state(visit), (self.new, workday(10)))

    def test_both_are_told_how_many_went_and_how_many_to_another_time(self):
        self.visit(workday(10), self.new)
        self.visit(workday(10))
        self.visit(workday(12))
        self.transfer()
        taker, giver = self.told(self.new)[-1], self.told(self.old)[-1]
        self.assertIn(self.firm.firm_name, taker)
        self.assertRegex(taker, r"2\..* 1\.$")
        self.assertIn(self.firm.firm_name, giver)
        self.assertRegex(giver, r"2\.$")


class TestVisitsOfAClaim(GoingAlong):
    def test_they_are_fitted_in_and_the_one_who_lost_the_firm_is_told(self):
        self.visit(workday(10), self.new)
        visit = self.visit(workday(10))
        self.claim()
        self.assertEqual(self.state(visit)[0], self.new)
        self.assert_nobody_is_at_two_places(self.new)
        self.assertEqual((len(self.told(self.old)), len(self.told(self.new))), (1, 1))

    def test_without_visits_only_the_one_who_lost_the_firm_is_told(self):
        self.claim()
        self.assertEqual((len(self.told(self.old)), len(self.told(self.new))), (1, 0))


class TestVisitsOfManyFirms(GoingAlong):
    def test_each_finds_its_own_time_and_each_rep_is_told_once(self):
        others = [make_firm(sales_rep=self.old).name for _ in range(3)]
        names = [self.firm.name, *others]
        for name in names:
            self.visit(workday(10), self.old, name)
        with self.as_user(make_office()):
            answer = firms.bulk_assign([*names, "no such firm"], self.new, "New region")
        self.assertEqual(answer["assigned"], names)
        self.assertEqual([row["firm"] for row in answer["skipped"]], ["no such firm"])
        self.assert_nobody_is_at_two_places(self.new)
        self.assertEqual((len(self.told(self.old)), len(self.told(self.new))), (1, 1))
