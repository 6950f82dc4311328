"""Personal reminders at their minute, once, also after downtime."""

from datetime import datetime, timedelta
from unittest.mock import patch

import frappe
from frappe.utils import get_datetime, now_datetime
from oasis_crm.domain.repeating import next_moment
from oasis_crm.notifications import reminders
from oasis_crm.services import preferences
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_reminder, make_rep


class Reminders(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.rep = make_rep()

    def due(self, minutes=1, **over):
        with self.as_user(self.rep):
            reminder = make_reminder(**over)
        moment = now_datetime() - timedelta(minutes=minutes)
        frappe.db.set_value("Personal Reminder", reminder.name, "remind_at", moment)
        return reminder.name

    def fire(self, name):
        reminders._fire(name, now_datetime())

    def told(self):
        return frappe.get_all(
            "Notification Log", filters={"for_user": self.rep}, pluck="subject", order_by="creation asc"
        )

    def open_ones(self):
        filters = {"user": self.rep, "status": "Open", "notified_on": ["is", "not set"]}
        return frappe.get_all(
            "Personal Reminder", filters=filters, pluck="remind_at", order_by="remind_at asc"
        )

    def test_a_due_reminder_is_told_once_however_often_the_job_runs(self):
        name = self.due(subject="Call Ayşe")
        self.fire(name)
        self.fire(name)
        self.assertEqual(len(self.told()), 1)
        self.assertIn("Call Ayşe", self.told()[0])

    def test_one_that_fell_due_while_the_server_was_down_is_still_told(self):
        self.fire(self.due(minutes=3 * 24 * 60))
        self.assertEqual(len(self.told()), 1)

    def test_a_dismissed_one_is_not_told(self):
        name = self.due()
        frappe.db.set_value("Personal Reminder", name, "status", "Dismissed")
        self.fire(name)
        self.assertEqual(self.told(), [])

    def test_a_repeating_one_comes_again_after_now_without_making_up_for_what_was_missed(self):
        self.fire(self.due(minutes=3 * 24 * 60 + 5, repeat="Daily"))
        following = self.open_ones()
        self.assertEqual(len(following), 1)
        self.assertLess(timedelta(0), get_datetime(following[0]) - now_datetime())
        self.assertLess(get_datetime(following[0]) - now_datetime(), timedelta(days=1))

    def test_a_monthly_one_of_the_31st_returns_to_the_31st(self):
        moment = datetime(2026, 1, 31, 9)
        self.assertEqual(next_moment(moment, "Monthly", moment), datetime(2026, 2, 28, 9))
        self.assertEqual(next_moment(moment, "Monthly", datetime(2026, 3, 1)), datetime(2026, 3, 31, 9))

    def test_a_snoozed_one_is_told_again_later(self):
        name = self.due()
        self.fire(name)
        with self.as_user(self.rep):
            reminders.snooze(name, 10)
        self.assertEqual(len(self.open_ones()), 1)


class RemindersByMail(OasisTestCase):
    def queued(self, wants_mail):
        rep = make_rep()
        with self.as_user(rep):
            preferences.change({"email_reminders": wants_mail})
            reminder = make_reminder(subject="Çek vadesi", note="Teminat çekini al")
        with patch.object(frappe, "enqueue") as enqueue:
            reminders._fire(reminder.name, now_datetime())
        return [
            call for call in enqueue.call_args_list if call.args[0] == "oasis_crm.notifications.mail.send"
        ]

    def test_who_wants_mail_gets_it_after_the_transaction(self):
        (call,) = self.queued(wants_mail=1)
        self.assertTrue(call.kwargs["enqueue_after_commit"])
        self.assertIn("Çek vadesi", call.kwargs["subject"])

    def test_who_does_not_want_mail_gets_none(self):
        self.assertEqual(self.queued(wants_mail=0), [])
