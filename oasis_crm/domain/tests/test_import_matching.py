import unittest

from oasis_crm.domain import import_matching as matching
from oasis_crm.domain.duplicates import LIKELY, FirmData
from oasis_crm.domain.import_rows import Problem, Row


def pool_of(*names):
    pool, words = matching.Pool(), matching.Words()
    for name in names:
        line = matching.line(FirmData(name, "Ankara"))
        words.add(line.singles)
        pool.add(name, line.parts.sketch, line.keys, "Ankara")
    return pool, words


def best(name, *stored):
    pool, words = pool_of(*stored)
    line = matching.line(FirmData(name, "Ankara"))
    meant = {word: words.near(word) | {word} for word in line.singles}
    sizes = {near: pool.size(near, line.numbers) for group in meant.values() for near in group}
    found = matching.best(line, pool.alike(line, matching.groups_to_ask(line, meant, sizes), ()), 0.86)
    return found[0].firm if found else None


class TestMatching(unittest.TestCase):
    def test_the_same_name_is_found_through_suffix_order_slip_and_missing_blank(self):
        stored = ("Öz Yılmazlar Nakliyat Ltd. Şti.", "Kardelen Petrol A.Ş.")
        for typed in (
            "ÖZ YILMAZLAR NAK.",
            "Yılmazlar Öz Nakliyat",
            "Öz Yılmazalr Nakliyat",
            "ÖzYılmazlar Nakliyat",
        ):
            self.assertEqual(best(typed, *stored), stored[0], typed)

    def test_another_firm_is_not_found(self):
        self.assertIsNone(best("Öz Aydınlar Nakliyat", "Öz Yılmazlar Nakliyat", "Kardelen Petrol"))

    def test_numbers_in_names_tell_firms_apart(self):
        self.assertIsNone(best("Filo 10002 Nakliyat", "Filo 10001 Nakliyat", "Filo 10003 Nakliyat"))
        self.assertEqual(best("FİLO 10001 NAK", "Filo 10001 Nakliyat"), "Filo 10001 Nakliyat")


class TestCities(unittest.TestCase):
    def found(self, city):
        pool = matching.Pool(by_city=True)
        stored = (("here", "turkuas", "MUĞLA"), ("there", "turkuaz", "Kars"), ("nowhere", "turkuax", None))
        for firm, name, there in stored:
            pool.add(firm, f"{name} ozgur|", ("ozgur",), there)
        line = matching.line(FirmData("Turkuaz Özgür", city))
        return {candidate.firm for candidate, _ in pool.alike(line, [("ozgur",)], ())}

    def test_a_line_is_compared_with_firms_of_its_city_and_of_none(self):
        self.assertEqual(self.found("Muğla"), {"here", "nowhere"})

    def test_a_line_without_a_city_is_compared_with_all(self):
        self.assertEqual(self.found(None), {"here", "there", "nowhere"})

    def test_cities_matter_only_where_another_one_is_never_enough(self):
        self.assertTrue(matching.keeps_to_its_city(LIKELY))
        self.assertFalse(matching.keeps_to_its_city(0.8))


class TestTwins(unittest.TestCase):
    def twins(self, *lines):
        read = [
            (Row(number, problems=problems), matching.line(firm))
            for number, (firm, problems) in enumerate(lines, start=2)
        ]
        twins = matching.Twins(LIKELY)
        return twins.among(read[:1]) | twins.among(read[1:])

    def test_a_line_is_the_same_firm_as_an_earlier_one_by_tax_number_or_by_name(self):
        found = self.twins(
            (FirmData("Zümrüt Tarım", "Adana", "4540536920"), []),
            (FirmData("İnci Köprü Gıda", "Muş"), []),
            (FirmData("Başka Ad", "Van", "4540536920"), []),
            (FirmData("İNCİ KÖPRÜÜ GIDA LTD.", "Muş"), []),
            (FirmData("İnci Köprü Gıda", "Kars"), []),
        )
        self.assertEqual(found, {4: 2, 5: 3})

    def test_a_line_that_is_wrong_is_nobodys_twin(self):
        wrong = [Problem("tax_id", "tax_length")]
        same = FirmData("Zümrüt Tarım", "Adana")
        self.assertEqual(self.twins((same, wrong), (same, []), (same, wrong)), {})
