import unittest

from oasis_crm.domain import phones


class TestPhones(unittest.TestCase):
    def test_one_number_however_typed_is_stored_once(self):
        typed = ("0532 123 45 67", "+90 (532) 123-4567", "5321234567", "00905321234567")
        self.assertEqual({phones.normalise(text) for text in typed}, {"+905321234567"})

    def test_a_call_centre_number_is_a_number(self):
        self.assertEqual(phones.normalise("444 1 444"), "+904441444")

    def test_a_foreign_number_keeps_its_country(self):
        self.assertEqual(phones.normalise("+49 30 901820"), "+4930901820")

    def test_what_cannot_be_dialled_is_none_and_nothing_is_empty(self):
        for text in ("yok", "12", "0532", "5" * 25):
            self.assertIsNone(phones.normalise(text), text)
        self.assertEqual(phones.normalise("  "), "")
        self.assertEqual(phones.normalise(None), "")
