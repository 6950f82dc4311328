import tempfile
import time
import unittest
from datetime import date
from pathlib import Path

from oasis_crm.domain.import_cells import Uncalculated
from oasis_crm.imports import reading
from oasis_crm.imports.sniffing import FileError
from oasis_crm.imports.tests.workbook_builders import HEADINGS, bomb, text_table, workbook

#: Written by a spreadsheet library of the time, in the format of Excel 97 to 2003.
OLD = (Path(__file__).parent / "files" / "old.xls").read_bytes()
ROW = ["Öz Işık Nakliyat", "4540536920", "0312 418 00 00", "İzmir"]


class TestReading(unittest.TestCase):
    def read(self, content, name="firms.xlsx"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            path.write_bytes(content)
            return reading.read(path, name)

    def assert_refused(self, code, content, name="firms.xlsx"):
        began = time.monotonic()
        with self.assertRaises(FileError) as caught:
            self.read(content, name)
        self.assertEqual(caught.exception.code, code)
        self.assertLess(time.monotonic() - began, 30)

    def test_a_workbook_is_read_with_its_line_numbers(self):
        table = self.read(workbook(ROW, [None, None, None, None], ROW))
        self.assertEqual(table.columns, list(HEADINGS))
        self.assertEqual([number for number, _cells in table.lines], [2, 4])
        self.assertEqual(table.lines[0][1], ROW)

    def test_text_is_read_in_every_usual_encoding_and_delimiter(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1254"):
            for delimiter in ";,\t":
                table = self.read(text_table(ROW, encoding=encoding, delimiter=delimiter), "firms.csv")
                self.assertEqual(table.lines, [(2, ROW)], (encoding, delimiter))

    def test_an_old_workbook_is_read_with_its_days_numbers_and_merged_cells(self):
        table = self.read(OLD, "müşteriler.xls")
        self.assertEqual(
            (table.kind, table.columns[:2], table.columns[5]), ("xls", list(HEADINGS[:2]), "Aylık Litre")
        )
        self.assertEqual(
            table.lines,
            [
                (
                    3,
                    ["Öz Işık Nakliyat", 4540536920.0, "0312 418 00 00", "İzmir", date(2009, 3, 14), 12500.5],
                ),
                (
                    4,
                    [
                        "Şahinoğlu Çiğköfte Gıda",
                        "9310073097",
                        3124180001.0,
                        "İzmir",
                        "15.04.2009",
                        "1.250,75",
                    ],
                ),
                (5, ["Gökçe Petrol", "", "", "Ağrı", "", ""]),
            ],
        )

    def test_an_old_workbook_that_was_cut_off_is_damaged_wherever_it_was_cut(self):
        for share in (0.3, 0.7, 0.99):
            self.assert_refused("damaged", OLD[: int(len(OLD) * share)], "firms.xls")

    def test_an_old_workbook_with_a_password_asks_to_take_it_off(self):
        first = OLD.index(b"\x09\x08\x10\x00") + 20
        locked = OLD[:first] + (0x2F).to_bytes(2, "little") + OLD[first + 2 :]
        self.assert_refused("password", locked, "firms.xls")

    def test_an_old_workbook_under_a_new_name_is_told(self):
        self.assert_refused("is_other", OLD, "firms.xlsx")

    def test_a_cell_merged_over_lines_counts_for_each_of_them(self):
        rows = [["A", None, None, "Ankara"], ["B", None, None, None], ["C", None, None, "Bursa"]]
        table = self.read(workbook(*rows, change=lambda sheet: sheet.merge_cells("D2:D3")))
        self.assertEqual([cells[3] for _number, cells in table.lines], ["Ankara", "Ankara", "Bursa"])

    def test_a_formula_without_a_result_is_not_taken_for_an_empty_cell(self):
        table = self.read(workbook(["A", None, None, "=D1"], ["B", None, None, "Bursa"]))
        self.assertIsInstance(table.lines[0][1][3], Uncalculated)

    def test_a_million_empty_rows_cost_nothing(self):
        def reach_down(sheet):
            sheet.cell(1_048_576, 1).number_format = "0"

        began = time.monotonic()
        table = self.read(workbook(ROW, change=reach_down))
        self.assertEqual(len(table.lines), 1)
        self.assertLess(time.monotonic() - began, 20)

    def test_a_stray_cell_in_the_last_corner_does_not_take_the_server_down(self):
        def stray(sheet):
            sheet["XFD1048576"] = "x"

        self.assert_refused("unpacks_too_large", workbook(ROW, change=stray))

    def test_a_zip_bomb_is_not_unpacked(self):
        self.assert_refused("unpacks_too_large", bomb())

    def test_a_password_is_asked_to_be_taken_off(self):
        encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
        self.assert_refused("password", encrypted)
        self.assert_refused("password", encrypted, "firms.xls")

    def test_a_truncated_file_is_damaged(self):
        whole = workbook(ROW)
        self.assert_refused("damaged", whole[: len(whole) // 2])
        self.assert_refused("damaged", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "firms.xls")

    def test_a_line_without_an_end_is_damaged(self):
        self.assert_refused("damaged", b"Firma Adi;Sehir\n" + b"x" * 300_000, "firms.csv")

    def test_another_type_under_a_right_name_is_told(self):
        self.assert_refused("is_other", b"%PDF-1.7 x")
        self.assert_refused("is_other", b"\x89PNG\r\n", "firms.csv")
        self.assert_refused("is_web_page", b"<html><table></table></html>", "firms.xls")
        self.assert_refused("is_text", text_table(ROW), "firms.xlsx")
        self.assert_refused("is_other", workbook(ROW), "firms.csv")
        self.assert_refused("unknown_type", b"x", "firms.docx")

    def test_letters_that_were_decoded_wrongly_are_not_imported(self):
        garbled = text_table(ROW).decode("cp1252", "replace").encode()
        self.assert_refused("encoding", garbled, "firms.csv")
        self.assert_refused("encoding", b"Firma Ad\x8d;\x81\n\x8fx;y", "firms.csv")

    def test_nothing_to_import_is_told(self):
        self.assert_refused("empty", b"  \n", "firms.csv")
        self.assert_refused("no_rows", workbook())
        self.assert_refused("no_rows", workbook(headings=()))
