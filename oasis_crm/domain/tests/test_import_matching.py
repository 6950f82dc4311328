import unittest

from oasis_crm.domain import import_matching as matching
from oasis_crm.domain.duplicates import FirmData


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
