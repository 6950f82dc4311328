"""Leaves in the calendar: drawn for who may see the rep's days, and said to whoever moves something there."""

from datetime import timedelta

from frappe.utils import add_days
from oasis_crm import errors
from oasis_crm.api import visits
from oasis_crm.services import calendar_feed
from oasis_crm.tests.builders import make_leave, make_manager, make_rep, make_work_order
from oasis_crm.tests.test_calendar_moves import MovingCase, workday


class LeaveDays(MovingCase):
    def setUp(self):
        super().setUp()
        self.first = workday().date()
        last = add_days(self.first, 2)
        self.leave = make_leave(self.rep, self.other, from_date=self.first, to_date=last)

    def days(self, user, users=None, start=0, end=2):
        """The days of leave in a calendar that shows the days from `start` to `end` of this leave."""
        first, after = (str(add_days(self.first, offset)) for offset in (start, end + 1))
        with self.as_user(user):
            found = visits.calendar(first, after, users or [self.rep])
        return [entry for entry in found if entry["doctype"] == "Leave Cover"]

    def test_each_day_of_it_stands_in_the_calendar_of_who_is_away(self):
        found = self.days(self.rep, start=-3, end=9)
        wanted = [str(add_days(self.first, offset)) for offset in range(3)]
        self.assertEqual([entry["start"] for entry in found], wanted)
        self.assertEqual({entry["user"] for entry in found}, {self.rep})
        self.assertTrue(all(entry["all_day"] and not entry["editable"] for entry in found))

    def test_a_calendar_that_ends_at_midnight_shows_nothing_of_the_day_that_begins_then(self):
        self.assertEqual(self.days(self.rep, start=-1, end=-1), [])
        self.assertEqual(len(self.days(self.rep, start=0, end=0)), 1)
        self.assertEqual(self.days(self.rep, start=3, end=3), [])

    def test_only_who_sees_the_reps_days_learns_that_he_is_away(self):
        for user in (self.rep, self.leader, make_manager(), self.other):
            self.assertEqual(len(self.days(user)), 3, user)
        self.assertEqual(self.days(make_rep()), [])
        self.assertEqual(self.days(self.leader, [self.other]), [])

    def test_a_leave_that_was_called_off_leaves_the_calendar(self):
        self.leave.db_set("status", "Cancelled")
        self.assertEqual(self.days(self.rep), [])

    def test_the_feed_of_the_phone_takes_no_days_off_for_appointments(self):
        with self.as_user(self.rep):
            self.assertNotIn(b"On leave", calendar_feed.content(self.rep))

    def test_a_visit_is_not_dragged_there_and_the_refusal_names_who_stands_in(self):
        visit = self.visit()
        refused = self.assert_refused(errors.AbsentError, self.move, visit, workday(11), self.leader)
        self.assertIn(self.other.split("@")[0], str(refused))

    def test_a_work_order_goes_there_and_the_leave_is_said(self):
        with self.as_user(self.leader):
            order = make_work_order(self.rep, due_on=workday(10, 6))
        answer = self.move(order, workday(11), self.leader)
        self.assertEqual(len(answer["warnings"]), 1)
        self.assertEqual(self.move(order, workday(11) - timedelta(days=7), self.leader)["warnings"], [])
