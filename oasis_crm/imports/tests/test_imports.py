import io
from pathlib import Path
from unittest.mock import patch

import openpyxl

import frappe
from frappe.utils import getdate, today
from oasis_crm import errors
from oasis_crm.api import imports
from oasis_crm.imports import batches, job, looking
from oasis_crm.imports.tests.workbook_builders import HEADINGS, text_table, upload, workbook
from oasis_crm.offline import log
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make,
    make_firm,
    make_manager,
    make_office,
    make_rep,
    make_team,
    make_visit,
)

VKN, OTHER_VKN = "4540536920", "9310073097"


def verdicts(answer):
    return [row["verdict"] for row in answer["rows"]]


class ImportTestCase(OasisTestCase):
    """Imports run at once and inside the test's transaction."""

    def setUp(self):
        super().setUp()
        for target, name in ((batches, "_enqueue"), (frappe.db, "commit"), (frappe.db, "rollback")):
            kept = frappe.db.rollback

            def replacement(*args, kept=kept, **kwargs):
                # Only savepoints are undone: the transaction is the test's.
                if kwargs.get("save_point"):
                    kept(**kwargs)

            patcher = patch.object(target, name, replacement)
            patcher.start()
            self.addCleanup(patcher.stop)

    def run_import(self, *rows, mapping=None, headings=HEADINGS):
        """Import rows as the session's user; answers the import's values."""
        name = imports.start(upload(workbook(*rows, headings=headings)), mapping)["name"]
        job.run(name)
        return frappe.get_doc("Firm Import", name)


class TestPreview(ImportTestCase):
    def test_each_line_gets_a_verdict_and_nothing_is_written(self):
        rep, other = make_rep(), make_rep(first_name="Öteki Temsilci")
        with self.as_user(rep):
            make_firm(firm_name="Benim Akdeniz Nakliyat", tax_id=VKN, city="Mersin")
        with self.as_user(other):
            make_firm(firm_name="Gizli Kardelen Petrol", tax_id=OTHER_VKN, city="Bursa")
        before = frappe.db.count("Firm")
        with self.as_user(rep):
            answer = imports.preview(
                upload(
                    workbook(
                        ["Yepyeni Zümrüt Lojistik", None, "0532 111 22 33", "Adana"],
                        ["Benim Akdeniz Nakliyat", VKN, "0312 418 00 00", "Mersin"],
                        ["Benim Akdenizz Nak. Ltd.", None, None, "Mersin"],
                        ["Başka Ad", OTHER_VKN, None, None],
                        ["Yanlış Vergi", "4540536921", None, None],
                        ["YEPYENİ ZÜMRÜT LOJ. LTD.", None, None, "Adana"],
                    )
                )
            )
        expected = [
            "New",
            "Update",
            "Duplicate of mine",
            "Followed by another rep",
            "Invalid",
            "Duplicate of mine",
        ]
        self.assertEqual(verdicts(answer), expected)
        self.assertEqual(answer["counts"]["Duplicate of mine"], 2)
        self.assertEqual(answer["mapping"]["Vergi No"], "tax_id")
        self.assertEqual(frappe.db.count("Firm"), before)
        followed = answer["rows"][3]
        self.assertIn("Öteki Temsilci", followed["reason"])
        self.assertIsNone(followed["firm"])
        self.assertNotIn("Kardelen", str(followed))
        self.assertIn("2", answer["rows"][5]["reason"])

    def test_a_corrected_mapping_is_obeyed(self):
        url = upload(workbook(["A Firması", "Bursa"], headings=("Birinci", "İkinci")))
        self.assertEqual(imports.preview(url)["rows"], [])
        answer = imports.preview(url, {"Birinci": "firm_name", "İkinci": "city"})
        self.assertEqual(answer["rows"][0]["values"], {"firm_name": "A Firması", "city": "Bursa"})

    def test_a_mapping_to_what_is_no_field_maps_nothing(self):
        url = upload(workbook(["A Firması", "Bursa"], headings=("Birinci", "İkinci")))
        for odd in (["firm_name"], {}, 1, "owner", "score"):
            mapped = imports.preview(url, {"Birinci": odd})["mapping"]
            self.assertEqual(mapped, {"Birinci": None, "İkinci": None}, odd)

    def test_a_file_of_somebody_else_is_not_read(self):
        with self.as_user(make_rep()):
            url = upload(workbook(["Gizli", None, None, None]))
        with self.as_user(make_rep()):
            self.assert_refused(frappe.PermissionError, imports.preview, url)

    def test_a_file_that_cannot_be_read_is_refused_in_words(self):
        self.assert_refused(errors.WorkbookError, imports.preview, upload(b"%PDF-1.7 " * 9))
        self.assert_refused(errors.WorkbookError, imports.start, upload(b"PK\x03\x04 half a workbook"))
        self.assertFalse(frappe.db.count("Firm Import", {"owner": frappe.session.user, "status": "Draft"}))

    def test_a_rep_does_not_choose_the_follower(self):
        rep, other = make_rep(), make_rep()
        with self.as_user(rep):
            url = upload(workbook(["Deneme Firması", other], headings=("Firma", "Satış Temsilcisi")))
            self.assertIsNone(imports.preview(url)["mapping"]["Satış Temsilcisi"])


class TestImport(ImportTestCase):
    def test_a_new_firm_is_as_if_it_had_been_entered_by_hand(self):
        rep = make_rep()
        make_team(members=[rep])
        with self.as_user(rep):
            batch = self.run_import(
                ["Öz Işık Nakliyat", VKN, "0312 418 00 00", "İzmir", "ayse@isik.example", "Ayşe", 12],
                headings=(*HEADINGS, "Yetkili E-posta", "Yetkili", "Araç Sayısı"),
            )
            imported = frappe.get_doc("Firm", {"firm_import": batch.name})
            frappe.db.delete("Firm Key", {"firm": imported.name})
            frappe.db.set_value("Firm", imported.name, "tax_id", None)
            entered = make_firm(
                firm_name="Öz Işık Nakliyat",
                tax_id=VKN,
                phone="0312 418 00 00",
                city="İzmir",
                vehicle_count=12,
                contacts=[{"contact_name": "Ayşe", "email": "ayse@isik.example", "is_primary": 1}],
            )
        imported.reload()
        entered.reload()
        differ = {
            "name",
            "creation",
            "modified",
            "stage_since",
            "entry_method",
            "firm_import",
            "tax_id",
            "contacts",
        }
        for field in set(imported.meta.get_valid_columns()) - differ:
            self.assertEqual(imported.get(field) or None, entered.get(field) or None, field)
        for field in ("contact_name", "email", "is_primary", "idx", "parentfield"):
            self.assertEqual(imported.contacts[0].get(field), entered.contacts[0].get(field), field)
        self.assertEqual(imported.entry_method, "Excel")

    def test_an_imported_firm_is_found_by_the_duplicate_check(self):
        batch = self.run_import(["Öz Zeytindalı Nakliyat", VKN, None, "İzmir"])
        self.assertEqual(batch.status, "Done")
        self.assert_refused(
            errors.DuplicateFirmError, make_firm, firm_name="ÖZ ZEYTİNDALI NAK.", city="İzmir"
        )

    def test_what_goes_in_and_what_not_is_counted_and_kept(self):
        batch = self.run_import(
            ["Zümrüt Tarım", VKN, None, "Adana"],
            ["Yanlış", "123", None, None],
            ["Zümrüt Tarım", VKN, None, None],
        )
        counts = (
            batch.total_rows,
            batch.new_count,
            batch.invalid_count,
            batch.duplicate_count,
            batch.progress,
        )
        self.assertEqual(counts, (3, 1, 1, 1, 100))
        self.assertEqual([row.verdict for row in batch.rows], ["New", "Invalid", "Duplicate of mine"])
        self.assertTrue(batch.rows[0].firm)

    def test_what_did_not_go_in_comes_back_with_the_reason_in_a_column(self):
        batch = self.run_import(["Zümrüt Tarım", VKN, None, "Adana"], ["=HYPERLINK(1)", "123", None, None])
        file = frappe.get_doc("File", {"file_url": batch.error_workbook})
        self.assertEqual((file.is_private, file.attached_to_name), (1, batch.name))
        with open(file.get_full_path(), "rb") as stored:
            rows = list(openpyxl.load_workbook(io.BytesIO(stored.read())).active.iter_rows(values_only=True))
        self.assertEqual(len(rows), 2)
        self.assertEqual(rows[0][:4], HEADINGS)
        self.assertIn("123", rows[1][-1])

    def test_the_reasons_are_in_the_language_of_who_started_the_import(self):
        self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
        with self.as_user(make_rep(language="tr")):
            name = imports.start(upload(workbook(["Zümrüt Tarım", "123", None, None])))["name"]
            frappe.local.lang = "en"
            job.run(name)
        reason = frappe.db.get_value("Firm Import Row", {"parent": name}, "reason")
        self.assertIn("Vergi", reason)

    def test_an_import_that_a_manager_resumes_stays_its_owners(self):
        with self.as_user(make_rep()):
            name = imports.start(upload(workbook(["Zümrüt Tarım", None, None, "Adana"])))["name"]
            imports.cancel(name)
            rep = frappe.session.user
        runs_as = []
        with (
            self.as_user(make_manager()),
            patch.object(batches, "_enqueue", lambda _name: runs_as.append(frappe.session.user)),
        ):
            imports.resume(name)
        self.assertEqual(runs_as, [rep])

    def test_an_update_fills_in_and_leaves_a_trace(self):
        firm = make_firm(firm_name="Zümrüt Tarım", tax_id=VKN, city="Adana")
        batch = self.run_import(["Zümrüt Tarım", VKN, "0312 418 00 00", None])
        firm.reload()
        self.assertEqual((batch.update_count, firm.phone, firm.city), (1, "+903124180000", "Adana"))

    def test_staff_name_the_follower_in_a_column(self):
        rep = make_rep(first_name="Mehmet", last_name="Saha")
        with self.as_user(make_office()):
            batch = self.run_import(
                ["Zümrüt Tarım", "mehmet saha"], ["İnci Gıda", "kimse"], headings=("Firma", "Temsilci")
            )
        self.assertEqual(frappe.db.get_value("Firm", batch.rows[0].firm, "sales_rep"), rep)
        self.assertEqual(batch.rows[1].verdict, "Invalid")

    def test_an_import_that_was_cut_off_goes_on_with_nothing_in_twice(self):
        rows = [[f"Kesinti {number} Nakliyat", None, None, "Adana"] for number in range(150)]
        name = imports.start(upload(workbook(*rows)))["name"]
        with (
            patch.object(job, "_finish", side_effect=KeyboardInterrupt),
            self.assertRaises(KeyboardInterrupt),
        ):
            job.run(name)
        last = frappe.get_all("Firm Import Row", filters={"parent": name, "idx": [">", 100]}, pluck="firm")
        frappe.db.delete("Firm Import Row", {"parent": name, "idx": [">", 100]})
        frappe.db.delete("Firm", {"name": ["in", last]})
        frappe.db.delete("Firm Key", {"firm": ["in", last]})
        frappe.db.set_value("Firm Import", name, "new_count", 100)
        job.run(name)
        batch = frappe.get_doc("Firm Import", name)
        self.assertEqual((batch.status, batch.new_count, len(batch.rows)), ("Done", 150, 150))
        self.assertEqual(frappe.db.count("Firm", {"firm_import": name}), 150)

    def test_what_the_preview_found_is_not_looked_for_again(self):
        make_firm(firm_name="Zümrüt Vadi Tarım", city="Adana")
        url = upload(workbook(["Zümrütt Vadi Tarım", None, None, "Adana"], ["İnci Gıda", None, None, "Muş"]))
        self.assertEqual(verdicts(imports.preview(url)), ["Duplicate of mine", "New"])
        with patch.object(looking, "look", side_effect=AssertionError):
            name = imports.start(url)["name"]
            job.run(name)
        batch = frappe.get_doc("Firm Import", name)
        self.assertEqual([row.verdict for row in batch.rows], ["Duplicate of mine", "New"])

    def test_a_firm_that_was_entered_or_renamed_since_the_preview_is_found_all_the_same(self):
        gone = make_firm(firm_name="Zümrüt Vadi Tarım", city="Adana")
        url = upload(
            workbook(
                ["Zümrütt Vadi Tarım", None, None, "Adana"],
                ["İnci Köprü Gıda", None, None, "Muş"],
                ["Turkuaz Bahar Nakliyat", None, None, "Kars"],
            )
        )
        self.assertEqual(verdicts(imports.preview(url)), ["Duplicate of mine", "New", "New"])
        make_firm(firm_name="İnci Köprüü Gıda", city="Muş")
        gone.firm_name = "Turkuaz Bahar Nakliyat"
        gone.city = "Kars"
        gone.save()
        log.flush()
        name = imports.start(url)["name"]
        job.run(name)
        rows = frappe.get_doc("Firm Import", name).rows
        self.assertEqual([row.verdict for row in rows[:2]], ["New", "Duplicate of mine"])
        self.assertNotEqual(rows[2].verdict, "New")

    def test_a_cancelled_import_writes_nothing_more_and_can_be_resumed(self):
        name = imports.start(upload(workbook(["Zümrüt Tarım", None, None, "Adana"])))["name"]
        self.assertEqual(imports.cancel(name)["status"], "Cancelled")
        job.run(name)
        self.assertFalse(frappe.db.exists("Firm", {"firm_import": name}))
        self.assert_refused(errors.ImportStateError, imports.cancel, name)
        imports.resume(name)
        job.run(name)
        self.assertTrue(frappe.db.exists("Firm", {"firm_import": name}))

    def test_the_same_file_started_twice_is_one_import(self):
        url = upload(workbook(["Zümrüt Tarım", None, None, "Adana"]))
        self.assertEqual(imports.start(url)["name"], imports.start(url)["name"])

    def test_the_same_workbook_imported_again_changes_nothing(self):
        row = ["Zümrüt Tarım", VKN, "0312 418 00 00", "Adana"]
        self.run_import(row)
        again = self.run_import(row)
        self.assertEqual((again.new_count, again.update_count, again.duplicate_count), (0, 0, 1))

    def test_an_old_workbook_is_imported(self):
        content = (Path(__file__).parent / "files" / "old.xls").read_bytes()
        name = imports.start(upload(content, "eski.xls"))["name"]
        job.run(name)
        rows = frappe.get_doc("Firm Import", name).rows
        firm = frappe.get_doc("Firm", rows[0].firm)
        self.assertEqual((firm.firm_name, firm.tax_id, firm.city), ("Öz Işık Nakliyat", VKN, "İzmir"))
        self.assertEqual((firm.phone, firm.potential_litres), ("+903124180000", 12500.5))
        self.assertEqual(
            frappe.db.get_value("Firm", rows[1].firm, ["phone", "potential_litres"])[0], "+903124180001"
        )

    def test_a_file_that_cannot_be_read_leaves_nothing_and_says_so_in_the_readers_language(self):
        self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
        bad = {
            "firms.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
            "firms.csv": b"\x8d;\x81\n\x8fx;y",
        }
        for file_name, content in bad.items():
            before = frappe.db.count("Firm"), frappe.db.count("Firm Import")
            told = set()
            for language in ("tr", "en"):
                frappe.local.lang = language
                for call in (imports.preview, imports.start):
                    with self.assertRaises(errors.WorkbookError) as caught:
                        call(upload(content, file_name))
                    told.add(str(caught.exception))
            self.assertEqual(len(told), 2, told)
            self.assertEqual((frappe.db.count("Firm"), frappe.db.count("Firm Import")), before)

    def test_a_text_table_in_the_old_code_page_is_imported(self):
        url = upload(text_table(["Işık Çiğdem Şti", "", "", "Muğla"], encoding="cp1254"), "firms.csv")
        name = imports.start(url)["name"]
        job.run(name)
        self.assertTrue(frappe.db.exists("Firm", {"firm_import": name, "firm_name": "Işık Çiğdem Şti"}))

    def test_a_rep_does_not_see_anothers_import(self):
        with self.as_user(make_rep()):
            batch = self.run_import(["Zümrüt Tarım", None, None, "Adana"])
        with self.as_user(make_rep()):
            for call in (imports.undo, imports.cancel, imports.resume):
                self.assert_refused(frappe.PermissionError, call, batch.name)

    def test_the_template_is_understood_by_the_import(self):
        for language in ("tr", "en"):
            imports.template(language)
            content = frappe.local.response.filecontent
            answer = imports.preview(upload(content, f"{language}.xlsx"))
            self.assertEqual(verdicts(answer), ["New"], language)
            self.assertNotIn(None, answer["mapping"].values())


class TestUndo(ImportTestCase):
    def test_undoing_removes_what_nobody_has_touched(self):
        batch = self.run_import(["Zümrüt Tarım", VKN, None, "Adana"], ["İnci Gıda", None, None, "Bursa"])
        answer = imports.undo(batch.name)
        self.assertEqual((answer["removed"], answer["kept"], answer["status"]), (2, [], "Undone"))
        self.assertFalse(frappe.db.exists("Firm", {"firm_import": batch.name}))
        self.assertFalse(frappe.db.exists("Firm Key", {"firm": batch.rows[0].firm}))
        make_firm(firm_name="Zümrüt Tarım", tax_id=VKN, city="Adana")

    def test_firms_that_somebody_worked_on_stay_and_are_named(self):
        rep = make_rep()
        with self.as_user(rep):
            batch = self.run_import(
                ["Zümrüt Tarım", None, None, "Adana"],
                ["İnci Gıda", None, None, "Bursa"],
                ["Mavi Nak", None, None, "Van"],
            )
            changed, visited, left = (row.firm for row in batch.rows)
            frappe.db.set_value("Firm", changed, "modified", frappe.utils.add_to_date(None, minutes=1))
            make_visit(firm=visited, sales_rep=rep)
            answer = imports.undo(batch.name)
        self.assertEqual(answer["removed"], 1)
        self.assertEqual({kept["firm"] for kept in answer["kept"]}, {changed, visited})
        self.assertFalse(frappe.db.exists("Firm", left))

    def test_updated_values_come_back_unless_changed_since(self):
        first = make_firm(firm_name="Zümrüt Tarım", tax_id=VKN, city="Adana")
        second = make_firm(firm_name="İnci Gıda", tax_id=OTHER_VKN, city="Bursa")
        batch = self.run_import(
            ["Zümrüt Tarım", VKN, "0312 418 00 00", "Mersin"],
            ["İnci Gıda", OTHER_VKN, "0312 418 00 01", "İzmir"],
        )
        second.reload()
        second.city = "Van"
        second.save()
        answer = imports.undo(batch.name)
        first.reload()
        second.reload()
        self.assertEqual((first.city, first.phone), ("Adana", None))
        self.assertEqual((second.city, second.phone), ("Van", None))
        self.assertEqual((answer["restored"], answer["kept_count"]), (1, 1))

    def test_an_import_is_undone_once_and_not_while_it_runs(self):
        batch = self.run_import(["Zümrüt Tarım", None, None, "Adana"])
        imports.undo(batch.name)
        self.assert_refused(errors.ImportStateError, imports.undo, batch.name)
        running = make("Firm Import", file="/private/files/x.xlsx", status="Running")
        self.assert_refused(errors.ImportStateError, imports.undo, running.name)

    def test_a_manager_undoes_a_reps_import(self):
        with self.as_user(make_rep()):
            batch = self.run_import(["Zümrüt Tarım", None, None, "Adana"])
        with self.as_user(make_manager()):
            self.assertEqual(imports.undo(batch.name)["removed"], 1)
        self.assertEqual(
            getdate(frappe.db.get_value("Firm Import", batch.name, "undone_on")), getdate(today())
        )
