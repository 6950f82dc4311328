"""What two people do at the same moment, in threads and in processes, each with a connection of its own.

These tests commit: what they made is removed at the end.
"""

import multiprocessing
import os
from collections import Counter
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import frappe
from oasis_crm.api import firms, visits
from oasis_crm.tests import FrameworkTestCase
from oasis_crm.tests.builders import make_firm, make_office, make_rep

AT_ONCE = 4


def as_another(place: tuple[str, str], user: str, endpoint: str, values: dict[str, Any]) -> Any:
    """Call an endpoint as the server would for a request of its own; the answer, or the refusal's type."""
    site, sites_path = place
    frappe.init(site, sites_path=sites_path)
    frappe.connect()
    try:
        frappe.set_user(user)
        answer = frappe.get_attr(endpoint)(**values)
        frappe.db.commit()
        return answer
    except Exception as error:
        frappe.db.rollback()
        return type(error).__name__
    finally:
        frappe.destroy()


def in_threads() -> Executor:
    return ThreadPoolExecutor(AT_ONCE)


def in_processes() -> Executor:
    return ProcessPoolExecutor(AT_ONCE, mp_context=multiprocessing.get_context("spawn"))


class AtOnce(FrameworkTestCase):
    def setUp(self):
        frappe.set_user("Administrator")
        self.made: list[tuple[str, str]] = []
        self.reps = [self.keep("User", make_rep()) for _ in range(AT_ONCE)]
        self.addCleanup(self.remove)

    def keep(self, doctype, name):
        self.made.append((doctype, name))
        return name

    def remove(self):
        frappe.db.rollback()
        frappe.set_user("Administrator")
        for rep in self.reps:
            for doctype in ("Firm Visit", "Firm"):
                for name in frappe.get_all(
                    doctype, filters={"sales_rep": rep}, pluck="name", order_by="name asc"
                ):
                    frappe.delete_doc(doctype, name, force=True, ignore_permissions=True)
        for doctype, name in reversed(self.made):
            frappe.delete_doc(doctype, name, force=True, ignore_permissions=True, ignore_missing=True)
        frappe.db.commit()

    def at_once(self, executor, calls):
        """Run the calls side by side; what each answered."""
        frappe.db.commit()
        folder = os.path.abspath(frappe.get_site_path())
        place = (os.path.basename(folder), os.path.dirname(folder))
        with executor() as pool:
            running = [pool.submit(as_another, place, *call) for call in calls]
            answers = [one.result(timeout=60) for one in running]
        # What the others committed is seen by a transaction that begins now.
        frappe.db.rollback()
        return answers

    def entries(self, **values):
        endpoint = f"{firms.__name__}.quick_entry"
        return [(rep, endpoint, {"firm_name": "Turkuazköy Hafriyat", **values}) for rep in self.reps]

    def assert_one_wins(self, answers):
        kinds = Counter("entered" if isinstance(answer, dict) else answer for answer in answers)
        self.assertEqual(kinds, {"entered": 1, "DuplicateFirmError": AT_ONCE - 1}, answers)
        self.assertEqual(frappe.db.count("Firm", {"sales_rep": ["in", self.reps]}), 1)

    def test_of_several_who_enter_the_same_firm_in_threads_one_wins_and_the_others_are_told(self):
        self.assert_one_wins(self.at_once(in_threads, self.entries(city="Uşak")))

    def test_of_several_who_enter_the_same_firm_in_processes_one_wins_and_the_others_are_told(self):
        self.assert_one_wins(self.at_once(in_processes, self.entries(tax_id="4540536920")))

    def test_a_rep_who_records_several_visits_at_once_is_never_double_booked(self):
        rep = self.reps[0]
        followed = [make_firm(sales_rep=rep).name for _ in range(AT_ONCE)]
        endpoint = f"{visits.__name__}.record"
        calls = [(rep, endpoint, {"firm": firm, "outcome": "Interested"}) for firm in followed]
        answers = self.at_once(in_threads, calls)
        starts = {answer["next_visit"]["planned_start"] for answer in answers}
        self.assertEqual(len(starts), AT_ONCE, answers)

    def test_the_same_visit_sent_several_times_at_once_is_recorded_once(self):
        rep = self.reps[0]
        firm = make_firm(sales_rep=rep).name
        endpoint = f"{visits.__name__}.record"
        values = {"firm": firm, "outcome": "Interested", "client_id": frappe.generate_hash(length=20)}
        answers = self.at_once(in_threads, [(rep, endpoint, values)] * AT_ONCE)
        self.assertEqual(len({answer["name"] for answer in answers}), 1, answers)
        self.assertEqual(frappe.db.count("Firm Visit", {"firm": firm, "status": "Done"}), 1)
        self.assertEqual(frappe.db.count("Firm Visit", {"firm": firm, "status": "Planned"}), 1)

    def test_nor_when_processes_record_for_him_at_once(self):
        rep = self.reps[0]
        followed = [make_firm(sales_rep=rep).name for _ in range(AT_ONCE)]
        endpoint = f"{visits.__name__}.record"
        answers = self.at_once(
            in_processes, [(rep, endpoint, {"firm": firm, "outcome": "Interested"}) for firm in followed]
        )
        starts = {answer["next_visit"]["planned_start"] for answer in answers}
        self.assertEqual(len(starts), AT_ONCE, answers)

    def test_several_who_assign_to_one_rep_at_once_never_double_book_him(self):
        rep = self.reps[0]
        office = self.keep("User", make_office())
        followed = [make_firm(sales_rep=rep).name for _ in range(AT_ONCE)]
        endpoint = f"{visits.__name__}.assign"
        for executor in (in_threads, in_processes):
            calls = [(office, endpoint, {"firm": firm, "sales_rep": rep}) for firm in followed]
            answers = self.at_once(executor, calls)
            self.assertEqual(len({answer["planned_start"] for answer in answers}), AT_ONCE, answers)
