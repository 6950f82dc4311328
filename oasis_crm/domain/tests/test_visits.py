import unittest

from oasis_crm.domain import visits


class TestVisitLife(unittest.TestCase):
    def test_the_table_names_every_status_and_only_real_ones(self):
        statuses = {*visits.OPEN, *visits.CLOSED}
        self.assertEqual(set(visits.TRANSITIONS), statuses)
        for before, after in visits.TRANSITIONS.items():
            self.assertLessEqual(after, statuses - {before})

    def test_what_was_done_stays_done(self):
        self.assertFalse(any(visits.may_become("Done", status) for status in visits.OPEN))

    def test_every_open_visit_can_be_done_missed_or_cancelled(self):
        for status in visits.OPEN:
            self.assertLessEqual({"Done", "Missed", "Cancelled"}, visits.TRANSITIONS[status])

    def test_a_visit_does_not_begin_accepted_or_missed(self):
        self.assertFalse(visits.may_become(None, "Accepted"))
        self.assertFalse(visits.may_become(None, "Missed"))

    def test_only_an_assignment_is_accepted_or_declined(self):
        self.assertFalse(visits.may_become("Planned", "Accepted"))
        self.assertTrue(visits.may_become("Assigned", "Declined"))

    def test_saving_without_a_change_is_no_change(self):
        for status in visits.TRANSITIONS:
            self.assertTrue(visits.may_become(status, status))
