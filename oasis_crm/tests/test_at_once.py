"""What two people do at the same moment, in threads and in processes, each with a connection of its own.

These tests commit: what they made is removed at the end.
"""

import multiprocessing
import os
from collections import Counter
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any
from unittest.mock import patch

import frappe
from oasis_crm.api import firms, imports, visits
from oasis_crm.imports import job
from oasis_crm.imports.tests.workbook_builders import upload, workbook
from oasis_crm.tests import FrameworkTestCase
from oasis_crm.tests.builders import make_firm, make_office, make_rep, make_visit

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


class AtOnceCase(FrameworkTestCase):
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
        with executor() as pool:
            running = [pool.submit(as_another, self.place(), *call) for call in calls]
            answers = [one.result(timeout=60) for one in running]
        # What the others committed is seen by a transaction that begins now.
        frappe.db.rollback()
        return answers

    def in_another_thread(self, *call):
        """Run a call to its end while this thread waits; what it answered."""
        with in_threads() as pool:
            return pool.submit(as_another, self.place(), *call).result(timeout=60)

    def place(self):
        folder = os.path.abspath(frappe.get_site_path())
        return os.path.basename(folder), os.path.dirname(folder)


class AtOnce(AtOnceCase):
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

    def test_firms_of_several_reps_that_go_to_one_at_once_never_double_book_him(self):
        office, taker = self.keep("User", make_office()), self.keep("User", make_rep())
        self.reps.append(taker)
        going = [make_firm(sales_rep=rep).name for rep in self.reps[:AT_ONCE]]
        open_visits = [make_visit(firm, rep).name for firm, rep in zip(going, self.reps, strict=False)]
        endpoint = f"{firms.__name__}.bulk_assign"
        calls = [(office, endpoint, {"firms": [firm], "sales_rep": taker}) for firm in going]
        answers = self.at_once(in_threads, calls)
        for name in frappe.get_all(
            "Firm Transfer", filters={"to_rep": taker}, pluck="name", order_by="name asc"
        ):
            self.keep("Firm Transfer", name)
        rows = frappe.get_all(
            "Firm Visit", {"name": ["in", open_visits]}, ["sales_rep", "planned_start"], order_by="name asc"
        )
        self.assertEqual({row.sales_rep for row in rows}, {taker}, answers)
        self.assertEqual(len({row.planned_start for row in rows}), AT_ONCE)


class ImportAtOnce(AtOnceCase):
    """A workbook is imported while reps enter firms of it by hand."""

    def workbook_of(self, count):
        # Numbers tell firms apart that are named alike.
        self.names = [f"Turkuazköy {number} Hafriyat" for number in range(1, count + 1)]
        url = upload(workbook(*[[name, None, None, "Uşak"] for name in self.names]))
        self.keep("File", frappe.db.get_value("File", {"file_url": url}))
        with patch("oasis_crm.imports.batches._enqueue"):
            self.batch = imports.start(url)["name"]
        self.made.insert(0, ("Firm Import", self.batch))
        return self.batch

    def remove(self):
        frappe.db.rollback()
        frappe.set_user("Administrator")
        imports.undo(self.batch)
        frappe.db.commit()
        super().remove()

    def entering(self, rep, name):
        values = {"firm_name": name, "city": "Uşak"}
        return rep, f"{firms.__name__}.quick_entry", values

    def assert_each_is_in_once(self, answers):
        """`answers`: of those who entered the last firms of the workbook."""
        rows = frappe.get_doc("Firm Import", self.batch).rows
        verdicts = {row.firm_name: row.verdict for row in rows}
        self.assertEqual(list(verdicts), self.names)
        for name, answer in zip(reversed(self.names), answers, strict=False):
            self.assertEqual(frappe.db.count("Firm", {"firm_name": name}), 1, name)
            entered = isinstance(answer, dict)
            self.assertEqual(answer if not entered else "", "" if entered else "DuplicateFirmError", name)
            self.assertEqual(verdicts[name], "Duplicate of mine" if entered else "New", name)

    def race(self, executor):
        name = self.workbook_of(200)
        running = ("Administrator", f"{job.__name__}.run", {"firm_import": name})
        entries = [
            self.entering(rep, name) for rep, name in zip(self.reps, reversed(self.names), strict=False)
        ]
        _done, *answers = self.at_once(executor, [running, *entries[: AT_ONCE - 1]])
        self.assert_each_is_in_once(answers)

    def test_a_firm_entered_in_a_thread_while_its_workbook_is_imported_is_there_once(self):
        self.race(in_threads)

    def test_a_firm_entered_in_a_process_while_its_workbook_is_imported_is_there_once(self):
        self.race(in_processes)

    def test_a_firm_entered_between_two_batches_of_an_import_is_a_duplicate_of_its_line(self):
        name = self.workbook_of(120)
        answers, told = [], job._tell

        def enter_the_last(batch):
            told(batch)
            if not answers:
                answers.append(self.in_another_thread(*self.entering(self.reps[0], self.names[-1])))

        with patch.object(job, "_tell", enter_the_last):
            job.run(name)
        self.assertEqual([type(answer) for answer in answers], [dict], answers)
        self.assert_each_is_in_once(answers)

    def test_a_firm_of_a_batch_that_is_in_is_refused_to_who_enters_it_next(self):
        name = self.workbook_of(120)
        answers, told = [], job._tell

        def enter_the_first(batch):
            told(batch)
            if not answers:
                answers.append(self.in_another_thread(*self.entering(self.reps[0], self.names[0])))

        with patch.object(job, "_tell", enter_the_first):
            job.run(name)
        self.assertEqual(answers, ["DuplicateFirmError"])
        self.assertEqual(frappe.db.count("Firm", {"firm_name": self.names[0]}), 1)
