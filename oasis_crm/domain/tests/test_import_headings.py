import unittest

from oasis_crm.domain import import_headings as headings
from oasis_crm.domain.import_fields import FIELDS


class TestHeadings(unittest.TestCase):
    def test_headings_are_known_in_both_languages_and_in_any_order(self):
        guessed = headings.guess(["İL", "Vergi No", "Phone", "FİRMA ADI", "Not", "E-posta"])
        expected = {
            "İL": "city",
            "Vergi No": "tax_id",
            "Phone": "phone",
            "FİRMA ADI": "firm_name",
            "Not": None,
        }
        self.assertEqual(guessed, {**expected, "E-posta": "email"})

    def test_a_typing_slip_does_not_matter(self):
        self.assertEqual(headings.meaning("Vergi Dairesii"), "tax_office")

    def test_no_heading_means_two_fields(self):
        said = [heading for field in FIELDS for heading in field.headings]
        self.assertEqual(len(said), len(set(said)))

    def test_headings_are_written_folded(self):
        for field in FIELDS:
            for heading in field.headings:
                self.assertEqual(headings.meaning(heading), field.name, heading)

    def test_a_title_stands_in_for_a_missing_name(self):
        self.assertEqual(headings.guess(["Ticari Unvan", "Tel"])["Ticari Unvan"], "firm_name")
        both = headings.guess(["Ticari Unvan", "Firma"])
        self.assertEqual(both, {"Ticari Unvan": "legal_title", "Firma": "firm_name"})

    def test_titles_above_the_headings_are_passed_over(self):
        rows = [["Müşteri listesi", "", ""], ["", "", ""], ["Firma", "Telefon", "Şehir"], ["A", "1", "x"]]
        self.assertEqual(headings.heading_row(rows), 2)

    def test_columns_without_or_with_the_same_heading_stay_apart(self):
        self.assertEqual(headings.columns(["Tel", "", "Tel"]), ["Tel", "Column 2", "Tel (2)"])

    def test_a_mapping_is_taken_either_way_round(self):
        columns = ["A", "B"]
        self.assertEqual(
            headings.understood({"A": "firm_name", "C": "city"}, columns), {"A": "firm_name", "B": None}
        )
        self.assertEqual(headings.understood({"firm_name": "B"}, columns), {"A": None, "B": "firm_name"})
        self.assertIsNone(headings.understood({"A": "city", "B": "city"}, columns))
