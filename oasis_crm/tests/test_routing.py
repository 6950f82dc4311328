"""Visits to many firms at once, who has least to do, and what the assigner follows."""

from datetime import datetime, time, timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate
from oasis_crm import errors
from oasis_crm.api import routing, visits
from oasis_crm.notifications import missed
from oasis_crm.services import batch_job, visit_batches
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_firm, make_leave, make_office, make_rep, make_team, make_visit

TODAY = nowdate()


class RoutingCase(OasisTestCase):
    def setUp(self):
        super().setUp()
        settings = frappe.get_doc("Oasis Settings")
        settings.use_public_holidays = 0
        settings.save()
        self.office, self.leader = make_office(), make_rep()
        self.ali, self.bora = make_rep(first_name="Ali"), make_rep(first_name="Bora")
        self.team = make_team(leader=self.leader, members=[self.ali, self.bora]).name
        self.first, self.last = add_days(TODAY, 1), add_days(TODAY, 20)

    def firms(self, count, **over):
        return [make_firm(**over).name for _ in range(count)]

    def assign_many(self, firms, strategy="Rep", user=None, run=True, **over):
        days = {"from_date": str(self.first), "to_date": str(self.last)}
        with self.as_user(user or self.office), patch.object(frappe.db, "commit"):
            name = routing.assign_many(firms, strategy, **{**days, **over})["name"]
            if run:
                batch_job.run(name)
            return routing.batch(name)

    def told(self, user):
        return frappe.get_all(
            "Notification Log", filters={"for_user": user}, pluck="subject", order_by="creation asc"
        )


class ManyFirms(RoutingCase):
    def test_each_firm_gets_a_visit_and_none_at_the_time_of_another(self):
        answer = self.assign_many(self.firms(12), sales_rep=self.ali, note="Teklif")
        self.assertEqual((answer["status"], answer["assigned"], answer["refused"]), ("Done", 12, 0))
        self.assertEqual(len({row["planned_start"] for row in answer["rows"]}), 12)
        days = [row["planned_start"].date() for row in answer["rows"]]
        self.assertTrue(all(days.count(day) <= 8 and day.weekday() < 5 for day in days))

    def test_the_rep_is_told_once_of_all(self):
        self.assign_many(self.firms(3), sales_rep=self.ali)
        self.assertEqual(len(self.told(self.ali)), 1)
        self.assertIn("3", self.told(self.ali)[0])

    def test_the_least_loaded_of_the_team_goes_and_the_load_stays_even(self):
        make_visit(sales_rep=self.ali, planned_start=f"{self.first} 10:00:00")
        answer = self.assign_many(self.firms(5), "Least Loaded", sales_team=self.team)
        reps = [row["sales_rep"] for row in answer["rows"]]
        self.assertEqual(reps[0], self.bora)
        self.assertEqual((reps.count(self.ali), reps.count(self.bora)), (2, 3))

    def test_each_firms_own_rep_goes_and_a_firm_without_one_is_named(self):
        mine, nobodys = make_firm(sales_rep=self.ali).name, make_firm().name
        answer = self.assign_many([mine, nobodys], "Follower")
        first, second = answer["rows"]
        self.assertEqual((first["result"], first["sales_rep"]), ("Assigned", self.ali))
        self.assertEqual(second["result"], "Refused")
        self.assertTrue(second["reason"])

    def test_a_firm_that_is_visited_in_these_days_already_is_not_visited_twice(self):
        visit = make_visit(planned_start=f"{add_days(TODAY, 3)} 10:00:00")
        answer = self.assign_many([visit.firm], sales_rep=self.ali)
        self.assertEqual(answer["refused"], 1)

    def test_when_the_days_are_full_the_rest_is_refused_and_can_be_tried_again(self):
        day = getdate(add_days(TODAY, 7))
        while day.weekday() > 4:
            day += timedelta(days=1)
        firms = self.firms(10)
        answer = self.assign_many(firms, sales_rep=self.ali, from_date=str(day), to_date=str(day))
        self.assertEqual((answer["assigned"], answer["refused"]), (8, 2))
        done = answer["rows"][0]["visit"]
        frappe.db.set_value("Firm Visit", done, "status", "Cancelled")
        with self.as_user(self.office), patch.object(frappe.db, "commit"):
            routing.retry(answer["name"])
            batch_job.run(answer["name"])
            again = routing.batch(answer["name"])
        self.assertEqual((again["assigned"], again["refused"]), (9, 1))
        self.assertEqual(frappe.db.count("Firm Visit", {"firm": ["in", firms]}), 9)

    def test_what_broke_off_goes_on_where_it_stood(self):
        firms = self.firms(3)
        answer = self.assign_many(firms, sales_rep=self.ali, run=False)
        with (
            self.as_user(self.office),
            patch.object(frappe.db, "commit"),
            # A test may not take back more than its own work.
            patch.object(frappe.db, "rollback"),
            patch.object(batch_job, "_CHUNK", 1),
            patch.object(batch_job, "_tell", side_effect=[None, RuntimeError]),
        ):
            batch_job.run(answer["name"])
        self.assertEqual(frappe.db.get_value("Visit Batch", answer["name"], "status"), "Failed")
        with self.as_user(self.office), patch.object(frappe.db, "commit"):
            routing.retry(answer["name"])
            batch_job.run(answer["name"])
        self.assertEqual(frappe.db.count("Firm Visit", {"firm": ["in", firms]}), 3)

    def test_a_leader_sends_his_team_to_its_firms_and_to_no_others(self):
        own, foreign = make_firm(sales_rep=self.ali).name, make_firm(sales_rep=make_rep()).name
        answer = self.assign_many([own, foreign], user=self.leader, sales_rep=self.bora)
        self.assertEqual([row["result"] for row in answer["rows"]], ["Assigned", "Refused"])
        self.assertEqual(answer["rows"][1]["firm_name"], foreign)
        self.assert_refused(
            frappe.PermissionError, self.assign_many, [own], user=self.leader, sales_rep=make_rep()
        )

    def test_what_cannot_be_for_any_firm_is_refused_at_once_and_makes_nothing(self):
        gone = make_rep()
        frappe.db.set_value("User", gone, "enabled", 0)
        away = make_rep()
        make_leave(away, to_date=add_days(TODAY, 30))
        before = frappe.db.count("Visit Batch")
        for expected, over in (
            (errors.RoutingError, {"sales_rep": gone}),
            (errors.RoutingError, {"sales_rep": self.office}),
            (errors.AbsentError, {"sales_rep": away}),
            (errors.RoutingError, {}),
            (errors.PastDateError, {"sales_rep": self.ali, "from_date": str(add_days(TODAY, -1))}),
            (errors.DateOrderError, {"sales_rep": self.ali, "to_date": TODAY}),
        ):
            self.assert_refused(expected, self.assign_many, self.firms(1), **over)
        self.assert_refused(errors.RoutingError, self.assign_many, [], sales_rep=self.ali)
        self.assertEqual(frappe.db.count("Visit Batch"), before)

    def test_a_stalled_batch_is_taken_up_again_as_its_owner(self):
        name = self.assign_many(self.firms(1), sales_rep=self.ali, run=False)["name"]
        yesterday = add_days(now_datetime(), -1)
        frappe.db.set_value("Visit Batch", name, "modified", yesterday, update_modified=False)
        asked = {}
        with patch.object(visit_batches, "_enqueue", lambda one: asked.update({one: frappe.session.user})):
            visit_batches.resume_stalled()
        self.assertEqual(asked[name], self.office)


class Loads(RoutingCase):
    def picker(self, user=None, **over):
        with self.as_user(user or self.office):
            return routing.loads(str(self.first), str(self.last), **over)

    def test_the_least_loaded_stands_first_and_who_is_away_last(self):
        make_visit(sales_rep=self.ali, planned_start=f"{self.first} 10:00:00")
        rows = self.picker(sales_team=self.team)
        self.assertEqual([(row["rep"], row["visits"]) for row in rows], [(self.bora, 0), (self.ali, 1)])
        make_leave(self.bora, cover=self.ali)
        rows = self.picker(sales_team=self.team)
        self.assertEqual([row["rep"] for row in rows], [self.ali, self.bora])
        self.assertEqual(rows[1]["away"]["cover"], self.ali)

    def test_a_leader_sees_his_team_and_a_rep_nobody(self):
        self.assertLessEqual(
            {row["rep"] for row in self.picker(self.leader)}, {self.ali, self.bora, self.leader}
        )
        self.assertEqual(self.picker(self.ali), [])


class FollowUp(RoutingCase):
    def setUp(self):
        super().setUp()
        with self.as_user(self.office):
            self.visit = visits.assign(make_firm(sales_rep=self.ali).name, self.ali)["name"]

    def follow(self, user=None, **over):
        with self.as_user(user or self.office):
            return routing.follow_up(**{"sales_rep": self.ali, **over})

    def decline(self):
        with self.as_user(self.ali):
            visits.respond(self.visit, False, "Aracım arızalı")

    def reassign(self, user=None, **over):
        with self.as_user(user or self.office):
            return visits.reassign(self.visit, **over)

    def test_it_counts_and_lists_what_became_of_each(self):
        self.decline()
        page = self.follow()
        self.assertEqual((page["counts"]["Declined"], page["counts"]["Assigned"]), (1, 0))
        self.assertEqual(page["rows"][0]["decline_reason"], "Aracım arızalı")
        self.assertEqual(self.follow(status="Accepted")["rows"], [])

    def test_one_follows_ones_own_or_everybodys_and_a_rep_only_his(self):
        self.assertEqual(len(self.follow(mine=True)["rows"]), 1)
        self.assertEqual(self.follow(make_office(), mine=True)["rows"], [])
        self.assertEqual(self.follow(make_rep())["rows"], [])

    def test_a_declined_visit_goes_to_the_least_loaded_of_the_others(self):
        self.decline()
        answer = self.reassign()
        self.assertEqual((answer["status"], answer["sales_rep"]), ("Assigned", self.bora))
        self.assertEqual(len(self.told(self.bora)), 1)
        row = frappe.get_doc("Firm Visit", self.visit)
        self.assertEqual((row.assigned_by, row.decline_reason), (self.office, None))

    def test_a_missed_visit_goes_to_its_rep_again_at_a_time_to_come(self):
        frappe.db.set_value("Firm Visit", self.visit, "planned_start", add_days(now_datetime(), -3))
        missed._miss(self.visit)
        answer = self.reassign()
        self.assertEqual(answer["sales_rep"], self.ali)
        self.assertGreater(get_datetime(answer["planned_start"]), now_datetime())

    def test_what_is_done_is_not_assigned_anew_and_no_rep_assigns(self):
        self.assert_refused(frappe.PermissionError, self.reassign, user=self.ali, sales_rep=self.bora)
        with self.as_user(self.ali):
            firm = frappe.db.get_value("Firm Visit", self.visit, "firm")
            visits.record(firm, "Interested", visit=self.visit)
        self.assert_refused(errors.VisitClosedError, self.reassign, sales_rep=self.bora)


class BadInput(RoutingCase):
    def setUp(self):
        super().setUp()
        self.firm = make_firm(sales_rep=self.ali)

    def assign(self, start, rep=None):
        with self.as_user(self.office):
            return visits.assign(self.firm.name, rep or self.ali, planned_start=str(start))

    def nothing_was_made(self):
        self.assertFalse(frappe.db.exists("Firm Visit", {"firm": self.firm.name}))

    def move(self, visit, start):
        with self.as_user(self.ali):
            return visits.reschedule(visit, str(start))

    def test_outside_working_hours_is_warned_of_and_done_all_the_same(self):
        evening = datetime.combine(getdate(add_days(TODAY, 3)), time(21))
        answer = self.assign(evening)
        self.assertEqual(get_datetime(answer["planned_start"]), evening)
        self.assertTrue(answer["warnings"])
        self.assertTrue(self.move(answer["name"], evening + timedelta(days=1))["warnings"])

    def test_within_them_there_is_nothing_to_warn_of(self):
        day = getdate(add_days(TODAY, 3))
        while day.weekday() > 4:
            day += timedelta(days=1)
        self.assertEqual(self.assign(datetime.combine(day, time(10)))["warnings"], [])

    def test_to_the_disabled_through_the_documents_own_door_is_refused(self):
        frappe.db.set_value("User", self.bora, "enabled", 0)
        start = add_days(now_datetime(), 2)
        values = {"sales_rep": self.bora, "status": "Assigned", "planned_start": start}
        self.assert_refused(errors.RoutingError, make_visit, self.firm.name, **values)
        self.nothing_was_made()

    def test_an_open_visit_is_not_moved_into_the_past_through_any_door(self):
        visit = make_visit(self.firm.name, self.ali)
        before, past = visit.planned_start, add_days(now_datetime(), -2)
        self.assert_refused(errors.PastDateError, self.move, visit.name, past)
        visit.planned_start = past
        self.assert_refused(errors.PastDateError, visit.save)
        stored = frappe.db.get_value("Firm Visit", visit.name, "planned_start")
        self.assertEqual(get_datetime(stored), get_datetime(before))

    def test_a_visit_of_the_past_that_is_open_moves_to_the_future_and_a_done_one_does_not(self):
        visit = make_visit(self.firm.name, self.ali)
        frappe.db.set_value("Firm Visit", visit.name, "planned_start", add_days(now_datetime(), -1))
        start = add_days(now_datetime(), 4).replace(microsecond=0)
        self.assertEqual(get_datetime(self.move(visit.name, start)["planned_start"]), start)
        with self.as_user(self.ali):
            visits.record(self.firm.name, "Interested", visit=visit.name)
        self.assert_refused(errors.VisitClosedError, self.move, visit.name, add_days(now_datetime(), 9))

    def test_a_position_that_is_no_place_is_refused_and_nothing_is_recorded(self):
        nowhere = {"latitude": 91, "longitude": 32, "accuracy": 5, "taken_at": str(now_datetime())}
        with self.as_user(self.ali):
            self.assert_refused(
                errors.InvalidLocationError, visits.record, self.firm.name, "Interested", check_in=nowhere
            )
        self.nothing_was_made()


class Missed(RoutingCase):
    def test_after_a_long_downtime_each_late_visit_is_missed_and_told_of_once(self):
        with self.as_user(self.office):
            late = [visits.assign(make_firm(sales_rep=self.ali).name, self.ali)["name"] for _ in range(3)]
            on_time = visits.assign(make_firm(sales_rep=self.ali).name, self.ali)["name"]
        for name in late:
            frappe.db.set_value("Firm Visit", name, "planned_start", add_days(now_datetime(), -9))
        before = len(self.told(self.ali))
        with patch.object(frappe.db, "commit"):
            missed.mark_missed()
            missed.mark_missed()
        statuses = [frappe.db.get_value("Firm Visit", name, "status") for name in (*late, on_time)]
        self.assertEqual(statuses, ["Missed"] * 3 + ["Assigned"])
        self.assertEqual((len(self.told(self.ali)) - before, len(self.told(self.office))), (3, 3))
