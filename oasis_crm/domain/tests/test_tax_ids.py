import unittest

from oasis_crm.domain import tax_ids


class TestTaxIds(unittest.TestCase):
    def test_the_number_of_a_company_and_of_a_person_pass(self):
        for number, kind in (("4540536920", "VKN"), ("17291716060", "TCKN")):
            self.assertIsNone(tax_ids.problem(number), number)
            self.assertEqual(tax_ids.kind(number), kind)

    def test_one_wrong_digit_is_seen(self):
        self.assertEqual(tax_ids.problem("4540536921"), "check_digit")
        self.assertEqual(tax_ids.problem("17291716061"), "check_digit")

    def test_placeholders_that_pass_the_check_digits_are_refused(self):
        for number in ("1234567890", "12345678950", "0000000000", "11111111111"):
            self.assertEqual(tax_ids.problem(number), "placeholder", number)

    def test_other_lengths_and_letters_are_refused(self):
        for number in ("", "123", "454053692A", "٤٥٤٠٥٣٦٩٢٠", "454053692012"):
            self.assertEqual(tax_ids.problem(number), "length", number)

    def test_separators_do_not_matter(self):
        self.assertEqual(tax_ids.normalise(" 454 053-69.20 "), "4540536920")
        self.assertEqual(tax_ids.normalise(None), "")
