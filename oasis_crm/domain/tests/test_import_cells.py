import unittest
from datetime import date, datetime

from oasis_crm.domain.import_cells import CellError, Uncalculated, understand
from oasis_crm.domain.import_fields import BY_NAME


def read(name, cell):
    return understand(cell, BY_NAME[name])


class TestCells(unittest.TestCase):
    def assert_problem(self, code, name, cell):
        with self.assertRaises(CellError, msg=repr(cell)) as caught:
            read(name, cell)
        self.assertEqual(caught.exception.code, code)

    def test_phones_come_in_any_spelling_and_as_numbers(self):
        for cell in (
            "0532 123 45 67",
            5321234567.0,
            "+90 (532) 123-45-67",
            "905321234567",
            "5321234567 / 0312",
        ):
            self.assertEqual(read("phone", cell), "+905321234567", repr(cell))

    def test_what_cannot_be_dialled_is_no_phone(self):
        for cell in ("yok", "12", 7.0):
            self.assert_problem("not_phone", "phone", cell)

    def test_a_number_that_lost_its_digits_is_not_guessed(self):
        self.assert_problem("scientific", "phone", "5,32E+09")
        self.assert_problem("scientific", "tax_id", "4.54E+09")

    def test_tax_numbers_get_their_lost_zeros_back(self):
        self.assertEqual(read("tax_id", float("712345675")), "0712345675")
        self.assertEqual(read("tax_id", "454 053 69 20"), "4540536920")
        self.assertEqual(read("tax_id", "'4540536920"), "4540536920")

    def test_wrong_tax_numbers_are_told_apart(self):
        self.assert_problem("tax_check_digit", "tax_id", "4540536921")
        self.assert_problem("tax_placeholder", "tax_id", 1234567890.0)
        self.assert_problem("tax_length", "tax_id", "454")

    def test_numbers_have_a_decimal_comma_or_a_point(self):
        cells = {
            "1.234,56": 1234.56,
            "1,234.56": 1234.56,
            "12.500": 12500,
            "1234,5": 1234.5,
            7: 7,
            "250 lt": 250,
        }
        for cell, number in cells.items():
            self.assertEqual(read("potential_litres", cell), number, repr(cell))

    def test_what_is_no_amount_is_refused(self):
        self.assert_problem("not_number", "potential_litres", "çok")
        self.assert_problem("not_number", "potential_litres", float("inf"))
        self.assert_problem("negative", "potential_litres", -5.0)
        self.assert_problem("not_whole", "vehicle_count", "2,5")

    def test_coordinates_keep_three_digits_behind_the_comma(self):
        self.assertEqual(read("latitude", "41,008"), 41.008)
        self.assert_problem("not_coordinate", "latitude", "kuzey")

    def test_days_are_read_in_every_usual_way(self):
        cells = (
            "31.12.2027",
            "31/12/2027",
            "2027-12-31",
            "31.12.27",
            "31 Aralık 2027",
            "31 Dec 2027",
            46752.0,
        )
        for cell in (*cells, date(2027, 12, 31), datetime(2027, 12, 31, 8)):
            self.assertEqual(read("supplier_contract_end", cell), date(2027, 12, 31), repr(cell))

    def test_what_is_no_day_is_refused(self):
        for cell in ("31.02.2027", "yakında", "99", "01.01.1900"):
            self.assert_problem("not_date", "supplier_contract_end", cell)

    def test_firm_types_are_known_in_both_languages(self):
        for cell in ("İNŞAAT", "construction", "Taahhüt"):
            self.assertEqual(read("firm_type", cell), "Construction")
        self.assert_problem("not_choice", "firm_type", "Uzay")

    def test_text_is_tidied_and_loses_markup(self):
        self.assertEqual(read("firm_name", "  Öz <b>Işık</b>\n Nak.\u200b "), "Öz Işık Nak.")
        self.assertEqual(read("customer_code", 1042.0), "1042")
        self.assert_problem("too_long", "firm_name", "a" * 141)

    def test_formulas_without_a_result_or_with_an_error_are_told(self):
        self.assert_problem("uncalculated", "city", Uncalculated())
        self.assert_problem("formula_error", "city", "#REF!")

    def test_mail_and_web_addresses(self):
        self.assertEqual(read("email", "Bilgi@Firma.COM.TR; x@y.tr"), "bilgi@firma.com.tr")
        self.assertEqual(read("website", "www.firma.com.tr"), "https://www.firma.com.tr")
        self.assert_problem("not_email", "email", "bilgi(at)firma")
        self.assert_problem("not_url", "website", "javascript:alert(1)")
