"""Leave cover: a rep's visits in a colleague's hands for some days, and back."""

from datetime import datetime, time, timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_days, get_datetime, getdate, nowdate
from oasis_crm import errors
from oasis_crm.api import leave, visits
from oasis_crm.services import leave as leaves
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_firm, make_office, make_rep, make_team, make_visit


def workday(days):
    """A moment at ten on a working day of the plain week, at least so many days from now."""
    day = getdate(add_days(nowdate(), days))
    while day.weekday() > 4:
        day += timedelta(days=1)
    return datetime.combine(day, time(10))


class LeaveCase(OasisTestCase):
    def setUp(self):
        super().setUp()
        settings = frappe.get_doc("Oasis Settings")
        settings.use_public_holidays = 0
        settings.save()
        self.rep, self.cover, self.leader = make_rep(), make_rep(), make_rep()
        make_team(leader=self.leader, members=[self.rep, self.cover])
        self.office = make_office()
        self.firm = make_firm(sales_rep=self.rep)
        self.start = workday(10)
        self.visit = make_visit(self.firm.name, self.rep, planned_start=self.start)

    def ask(self, user=None, **over):
        days = {"from_date": str(add_days(nowdate(), 1)), "to_date": str(add_days(nowdate(), 20))}
        return {"rep": self.rep, "cover": self.cover, **days, **over}, user or self.office

    def preview(self, **over):
        values, user = self.ask(**over)
        with self.as_user(user):
            return leave.preview(**values)

    def create(self, **over):
        values, user = self.ask(**over)
        with self.as_user(user):
            return leave.create(**values)

    def cancel(self, name, user=None):
        with self.as_user(user or self.office):
            return leave.cancel(name)

    def told(self, user):
        return frappe.get_all(
            "Notification Log", filters={"for_user": user}, pluck="subject", order_by="creation asc"
        )

    def state(self):
        self.visit.reload()
        return self.visit.sales_rep, get_datetime(self.visit.planned_start)


class HandOver(LeaveCase):
    def test_the_preview_shows_conflicts_and_changes_nothing(self):
        make_visit(sales_rep=self.cover, planned_start=self.start)
        (row,) = self.preview()
        self.assertEqual((row["visit"], row["conflict"]), (self.visit.name, "taken"))
        self.assertEqual(row["new_start"], str(self.start.replace(hour=9)))
        self.assertEqual(self.state(), (self.rep, self.start))

    def test_what_the_preview_shows_is_what_happens(self):
        make_visit(sales_rep=self.cover, planned_start=self.start)
        (row,) = self.preview()
        self.assertEqual(self.create()["visits_moved"], 1)
        self.assertEqual(self.state(), (self.cover, get_datetime(row["new_start"])))

    def test_a_free_time_is_kept_and_the_visit_remembers_whose_it_was(self):
        name = self.create()["name"]
        self.assertEqual(self.state(), (self.cover, self.start))
        self.assertEqual((self.visit.covered_for, self.visit.leave_cover), (self.rep, name))

    def test_both_are_told(self):
        self.create()
        for user in (self.rep, self.cover):
            self.assertEqual(len(self.told(user)), 1, user)

    def test_who_stands_in_reads_the_firm_until_the_leave_is_over(self):
        def reads():
            return bool(frappe.has_permission("Firm", "read", doc=self.firm.name, user=self.cover))

        self.assertFalse(reads())
        name = self.create()["name"]
        self.assertTrue(reads())
        self.cancel(name)
        self.assertFalse(reads())

    def test_visits_outside_the_days_stay(self):
        self.create(to_date=str(add_days(nowdate(), 2)))
        self.assertEqual(self.state(), (self.rep, self.start))


class Absent(LeaveCase):
    def test_assigning_to_the_absent_is_refused_and_names_who_stands_in(self):
        self.create()
        firm = make_firm(sales_rep=self.rep)
        with self.as_user(self.office):
            for start in (str(self.start.date()), str(self.start)):
                message = self.assert_refused(
                    errors.AbsentError, visits.assign, firm.name, self.rep, planned_start=start
                )
                self.assertIn(frappe.db.get_value("User", self.cover, "full_name"), message)
        self.assertFalse(frappe.db.exists("Firm Visit", {"firm": firm.name}))

    def test_so_it_is_through_the_documents_own_door(self):
        self.create()
        values = {"sales_rep": self.rep, "status": "Assigned", "planned_start": self.start}
        self.assert_refused(errors.AbsentError, make_visit, make_firm().name, **values)

    def test_the_next_visit_by_itself_comes_after_the_leave(self):
        self.create()
        with self.as_user(self.rep):
            following = visits.record(self.firm.name, "Interested")["next_visit"]
            proposed = visits.propose_next(self.firm.name, "Interested")
        for planned in (following, proposed):
            self.assertGreater(getdate(planned["planned_start"]), getdate(add_days(nowdate(), 20)))
        self.assertIn("izin" if frappe.local.lang == "tr" else "leave", following["reason"])


class Ending(LeaveCase):
    def turn(self, days):
        """The hourly job, so many days from now."""
        with (
            patch.object(frappe.db, "commit"),
            patch("oasis_crm.services.leave.nowdate", return_value=str(add_days(nowdate(), days))),
        ):
            leaves.turn_days()

    def test_on_the_first_day_it_becomes_active_and_takes_what_was_planned_meanwhile(self):
        name = self.create(from_date=str(add_days(nowdate(), 5)))["name"]
        other = make_visit(make_firm(sales_rep=self.rep).name, self.rep, planned_start=workday(8))
        self.turn(5)
        self.assertEqual(frappe.db.get_value("Leave Cover", name, ["status", "visits_moved"]), ("Active", 2))
        self.assertEqual(other.reload().sales_rep, self.cover)

    def test_after_the_last_day_what_is_undone_returns_and_both_are_told_once(self):
        name = self.create()["name"]
        self.turn(21)
        self.turn(21)
        stored = frappe.db.get_value("Leave Cover", name, ["status", "visits_returned"])
        self.assertEqual(stored, ("Ended", 1))
        self.assertEqual(self.state()[0], self.rep)
        self.assertIsNone(self.visit.covered_for)
        for user in (self.rep, self.cover):
            self.assertEqual(len(self.told(user)), 2)

    def test_cancelled_it_returns_to_its_old_time_and_what_is_done_stays_with_who_did_it(self):
        other = make_visit(make_firm(sales_rep=self.rep).name, self.rep, planned_start=workday(12))
        make_visit(sales_rep=self.cover, planned_start=self.start)
        name = self.create()["name"]
        with self.as_user(self.cover):
            visits.record(other.firm, "Interested", visit=other.name)
        self.assertEqual(self.cancel(name)["status"], "Cancelled")
        self.assertEqual(self.state(), (self.rep, self.start))
        other.reload()
        self.assertEqual((other.sales_rep, other.covered_for), (self.cover, self.rep))
        self.assert_refused(errors.LeaveCoverError, self.cancel, name)

    def test_it_does_not_return_onto_what_the_rep_has_planned_meanwhile(self):
        name = self.create()["name"]
        make_visit(make_firm(sales_rep=self.rep).name, self.rep, planned_start=self.start)
        self.cancel(name)
        self.assertNotEqual(self.state()[1], self.start)


class WhoMay(LeaveCase):
    def test_the_leader_for_his_team_and_no_rep_for_anybody(self):
        self.assertEqual(self.create(user=self.leader)["visits_moved"], 1)
        for user in (self.rep, self.cover, make_rep()):
            self.assert_refused(frappe.PermissionError, self.create, user=user, cover=make_rep())
            self.assert_refused(frappe.PermissionError, self.preview, user=user)

    def test_a_leader_sends_nobody_of_another_team_and_a_rep_ends_no_leave(self):
        self.assert_refused(frappe.PermissionError, self.create, user=self.leader, cover=make_rep())
        name = self.create()["name"]
        self.assert_refused(frappe.PermissionError, self.cancel, name, user=self.rep)

    def test_what_makes_no_sense_is_refused_in_words_and_moves_nothing(self):
        gone = make_rep()
        frappe.db.set_value("User", gone, "enabled", 0)
        yesterday = str(add_days(nowdate(), -1))
        for expected, over in (
            (errors.LeaveCoverError, {"cover": self.rep}),
            (errors.RoutingError, {"cover": gone}),
            (errors.RoutingError, {"cover": self.office}),
            (errors.DateOrderError, {"from_date": str(add_days(nowdate(), 30))}),
            (errors.PastDateError, {"from_date": yesterday, "to_date": yesterday}),
        ):
            self.assert_refused(expected, self.create, **over)
        self.assertEqual(self.state(), (self.rep, self.start))

    def test_two_leaves_do_not_cross(self):
        self.create()
        third = make_rep()
        self.assert_refused(errors.LeaveCoverError, self.create, cover=third)
        self.assert_refused(errors.LeaveCoverError, self.create, rep=third, cover=self.rep)
        self.assert_refused(errors.LeaveCoverError, self.create, rep=self.cover, cover=third)

    def test_a_running_leave_is_not_deleted_away(self):
        name = self.create()["name"]
        self.assert_refused(errors.LeaveCoverError, frappe.delete_doc, "Leave Cover", name)
