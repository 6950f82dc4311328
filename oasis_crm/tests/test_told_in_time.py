"""Visits about to begin and overdue work orders: told once, by preference, also after downtime.

The moment at which a job runs is handed in; nothing here waits.
"""

import uuid
from datetime import datetime, timedelta
from unittest.mock import patch

import frappe
from frappe.utils import get_datetime, now_datetime
from oasis_crm.api import offline
from oasis_crm.errors import PreferenceError
from oasis_crm.notifications import inbox, overdue, receivers, reminders, upcoming
from oasis_crm.services import preferences
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make_firm,
    make_reminder,
    make_rep,
    make_team,
    make_visit,
    make_work_order,
)


class Told(OasisTestCase):
    def setUp(self):
        super().setUp()
        receivers.forget()
        # Jobs commit after each document; a commit would make the rows of this test stay.
        for name in ("commit", "rollback"):
            patcher = patch.object(frappe.db, name)
            patcher.start()
            self.addCleanup(patcher.stop)
        self.addCleanup(receivers.forget)
        self.rep = make_rep()

    def told(self, user=None):
        return frappe.get_all(
            "Notification Log",
            filters={"for_user": user or self.rep},
            pluck="subject",
            order_by="creation asc",
        )

    def prefer(self, user=None, **values):
        with self.as_user(user or self.rep):
            preferences.change(values)

    def _undo(self):
        # The patched rollback must not keep the test from being undone.
        patch.stopall()
        super()._undo()


class UpcomingVisits(Told):
    def setUp(self):
        super().setUp()
        firm = make_firm(sales_rep=self.rep, firm_name="Öz Işık Nakliyat")
        self.visit = make_visit(firm.name, self.rep)
        self.start = get_datetime(self.visit.planned_start)

    def at(self, minutes):
        """Run the job so many minutes from the start of the visit."""
        upcoming.remind(self.start + timedelta(minutes=minutes))

    def test_the_rep_is_told_once_half_an_hour_before(self):
        self.at(-31)
        self.assertEqual(self.told(), [])
        self.at(-30)
        self.at(-29)
        self.assertEqual(len(self.told()), 1)
        self.assertIn("Öz Işık Nakliyat", self.told()[0])

    def test_as_long_before_as_he_likes_or_not_at_all(self):
        self.prefer(visit_reminder_minutes=120)
        self.at(-119)
        self.assertEqual(len(self.told()), 1)
        other = make_visit(sales_rep=make_rep())
        self.prefer(other.sales_rep, visit_reminder_minutes=0)
        upcoming.remind(get_datetime(other.planned_start))
        self.assertEqual(self.told(other.sales_rep), [])

    def test_a_visit_that_is_moved_is_told_again_for_its_new_start(self):
        self.at(-30)
        later = self.start + timedelta(hours=5)
        frappe.db.set_value("Firm Visit", self.visit.name, "planned_start", later)
        upcoming.remind(later - timedelta(minutes=30))
        self.assertEqual(len(self.told()), 2)

    def test_after_downtime_one_that_just_began_is_told_and_yesterdays_is_not(self):
        self.at(20)
        self.assertEqual(len(self.told()), 1)
        old = make_visit(sales_rep=self.rep, planned_start=self.start + timedelta(days=1))
        upcoming.remind(get_datetime(old.planned_start) + timedelta(days=1))
        self.assertEqual(len(self.told()), 1)

    def test_a_visit_that_is_done_or_cancelled_is_not_told(self):
        self.visit.update({"status": "Cancelled"}).save()
        self.at(-10)
        self.assertEqual(self.told(), [])

    def test_nobody_is_reminded_days_ahead(self):
        with self.as_user(self.rep):
            self.assert_refused(PreferenceError, preferences.change, {"visit_reminder_minutes": 5000})


class OverdueOrders(Told):
    def setUp(self):
        super().setUp()
        self.leader = make_rep()
        make_team(leader=self.leader, members=[self.rep])
        self.now = now_datetime().replace(hour=8, minute=0)
        with self.as_user(self.leader):
            self.order = make_work_order(
                self.rep, subject="Tabela", due_on=self.now - timedelta(days=1), priority="High"
            )
        frappe.db.delete("Notification Log", {"for_user": self.rep})

    def test_who_does_it_and_who_gave_it_hear_of_it_once_a_day(self):
        for hours in (0, 1, 24):
            overdue.tell_of_overdue(self.now + timedelta(hours=hours))
        for user in (self.rep, self.leader):
            self.assertEqual(len(self.told(user)), 2, user)
            self.assertIn("Tabela", self.told(user)[0])

    def test_many_orders_make_one_line(self):
        with self.as_user(self.leader):
            for subject in ("Numune", "Afiş"):
                make_work_order(self.rep, subject=subject, due_on=self.now - timedelta(hours=5))
        frappe.db.delete("Notification Log", {"for_user": self.rep})
        overdue.tell_of_overdue(self.now)
        (line,) = self.told()
        for word in ("3", "Tabela", "Numune", "Afiş"):
            self.assertIn(word, line)

    def test_who_does_not_want_it_hears_nothing(self):
        self.prefer(overdue_orders=0)
        overdue.tell_of_overdue(self.now)
        self.assertEqual(self.told(), [])
        self.assertEqual(len(self.told(self.leader)), 1)

    def test_what_is_completed_or_not_due_is_left_alone(self):
        frappe.db.set_value("Field Work Order", self.order.name, "status", "Completed")
        make_work_order(self.rep, due_on=self.now + timedelta(days=1))
        frappe.db.delete("Notification Log", {"for_user": self.rep})
        overdue.tell_of_overdue(self.now)
        self.assertEqual(self.told(), [])


class DueReminders(Told):
    def make(self, moment, **over):
        with self.as_user(self.rep):
            return make_reminder(**{"remind_at": moment, **over})

    def test_the_job_tells_at_its_minute_and_not_before(self):
        moment = (now_datetime() + timedelta(hours=2)).replace(second=0, microsecond=0)
        self.make(moment, subject="Çek")
        reminders.fire_due(moment - timedelta(minutes=1))
        self.assertEqual(self.told(), [])
        reminders.fire_due(moment)
        reminders.fire_due(moment + timedelta(minutes=1))
        self.assertEqual(len(self.told()), 1)

    def test_what_fell_due_in_three_days_of_downtime_is_told_once_each(self):
        first = now_datetime() + timedelta(hours=1)
        for hours in (0, 20, 40):
            self.make(first + timedelta(hours=hours))
        for minutes in (0, 1):
            reminders.fire_due(first + timedelta(days=3, minutes=minutes))
        self.assertEqual(len(self.told()), 3)

    def test_the_31st_of_every_month_for_half_a_year(self):
        moment = datetime(now_datetime().year + 1, 1, 31, 9)
        self.make(moment, repeat="Monthly")
        seen = []
        for _month in range(6):
            reminders.fire_due(moment)
            filters = {"user": self.rep, "notified_on": ["is", "not set"]}
            (moment,) = frappe.get_all(
                "Personal Reminder", filters=filters, pluck="remind_at", order_by="remind_at asc"
            )
            seen.append(moment.day)
        leap = moment.year % 4 == 0
        self.assertEqual(seen, [29 if leap else 28, 31, 30, 31, 30, 31])
        self.assertEqual(len(self.told()), 6)

    def test_one_that_repeats_and_is_put_off_does_not_come_twice_a_day_from_then_on(self):
        moment = now_datetime() + timedelta(minutes=1)
        name = self.make(moment, repeat="Daily").name
        reminders.fire_due(moment)
        with self.as_user(self.rep):
            put_off = reminders.snooze(name, 60)
        reminders.fire_due(get_datetime(put_off.remind_at))
        reminders.fire_due(moment + timedelta(days=1))
        self.assertEqual(len(self.told()), 3)
        waiting = {"user": self.rep, "notified_on": ["is", "not set"]}
        self.assertEqual(frappe.db.count("Personal Reminder", {"user": self.rep, "repeat": "Daily"}), 2)
        self.assertEqual(len(frappe.get_all("Personal Reminder", filters=waiting, order_by="name asc")), 1)

    def test_one_that_rang_on_a_device_is_not_told_again(self):
        moment = now_datetime() - timedelta(minutes=3)
        name = self.make(moment, repeat="Weekly", client_id=frappe.generate_hash(length=20)).name
        with self.as_user(self.rep):
            for _again in range(2):
                reminders.rang(name, moment)
        reminders.fire_due(now_datetime())
        self.assertEqual(len(self.told()), 1)
        self.assertEqual(inbox.unread(self.rep), 0)
        self.assertEqual(frappe.db.count("Personal Reminder", {"user": self.rep}), 2)

    def test_made_and_rung_without_a_network_it_arrives_as_told(self):
        name, moment = str(uuid.uuid4()), str(now_datetime() - timedelta(minutes=20))
        made = {"subject": "Fatura", "remind_at": moment, "client_id": name}
        rung = {"reminder": name, "at": moment}
        changes = [
            {"id": str(uuid.uuid4()), "doctype": "Personal Reminder", "name": name, **what}
            for what in ({"action": "insert", "values": made}, {"action": "rang", "values": rung})
        ]
        with self.as_user(self.rep):
            results = offline.push("phone", changes)["results"]
        self.assertEqual([result["status"] for result in results], ["applied", "applied"])
        reminders.fire_due(now_datetime())
        self.assertEqual((len(self.told()), inbox.unread(self.rep)), (1, 0))

    def test_a_device_that_rings_early_or_late_changes_nothing(self):
        later = self.make(now_datetime() + timedelta(hours=1)).name
        with self.as_user(self.rep):
            self.assertIsNone(reminders.rang(later, now_datetime()).notified_on)
        moment = now_datetime() - timedelta(minutes=3)
        told = self.make(moment, client_id=frappe.generate_hash(length=20)).name
        reminders.fire_due(now_datetime())
        with self.as_user(self.rep):
            reminders.rang(told, moment)
        self.assertEqual(len(self.told()), 1)

    def test_nobody_rings_for_another(self):
        name = self.make(now_datetime() + timedelta(hours=1)).name
        with self.as_user(make_rep()):
            self.assert_refused(frappe.PermissionError, reminders.rang, name, now_datetime())

    def test_the_preferences_of_a_batch_are_loaded_at_once(self):
        moment = now_datetime() + timedelta(hours=1)
        for _count in range(4):
            self.rep = make_rep()
            self.make(moment)
        receivers.forget()
        with patch.object(receivers, "_rows", wraps=receivers._rows) as rows:
            reminders.fire_due(moment)
        self.assertEqual(rows.call_count, 2)


class Listing(Told):
    def setUp(self):
        super().setUp()
        self.firm, self.order = make_firm(sales_rep=self.rep), make_work_order(self.rep)
        frappe.db.delete("Notification Log", {"for_user": self.rep})
        for number in range(3):
            inbox.tell(self.rep, f"Firma {number}", self.firm)
        inbox.tell(self.rep, "Emir", self.order)
        inbox.tell(make_rep(), "Başkasının", self.firm)

    def listing(self, **over):
        with self.as_user(self.rep):
            return inbox.listing(**{"start": 0, "limit": 50, "kind": None, "unread_only": False, **over})

    def test_newest_first_in_pages_of_one_kind_his_own_only(self):
        self.assertEqual(self.listing()["rows"][0]["subject"], "Emir")
        self.assertEqual(len(self.listing()["rows"]), 4)
        self.assertEqual([row["subject"] for row in self.listing(kind="Field Work Order")["rows"]], ["Emir"])
        page = self.listing(limit=3)
        self.assertTrue(page["more"])
        self.assertFalse(self.listing(start=3, limit=3)["more"])

    def test_read_and_unread_are_told_to_his_other_screens(self):
        names = [row["name"] for row in self.listing()["rows"]]
        with self.as_user(self.rep), patch.object(inbox, "publish") as publish:
            self.assertEqual(inbox.mark(names[:1], True), 3)
            self.assertEqual(publish.call_args.args[1], inbox.READ)
            self.assertEqual(len(self.listing(unread_only=True)["rows"]), 3)
            self.assertEqual(inbox.mark(names[:1], False), 4)
            self.assertEqual(inbox.mark(None, True), 0)

    def test_nobody_marks_anothers(self):
        names = [row["name"] for row in self.listing()["rows"]]
        with self.as_user(make_rep()):
            inbox.mark(names, True)
        self.assertEqual(self.listing()["unread"], 4)
