import unittest

from oasis_crm.domain import text


class TestFold(unittest.TestCase):
    def test_all_four_turkish_letters_i_are_one(self):
        self.assertEqual({text.fold(word) for word in ("IŞIK", "Işık", "ışık", "İşik", "isik")}, {"isik"})

    def test_a_letter_typed_as_letter_and_mark_is_the_same_letter(self):
        self.assertEqual(text.fold("gu\u0308l"), text.fold("GÜL"))

    def test_circumflexes_and_foreign_marks_go(self):
        self.assertEqual(text.fold("Kâzım Šefčovič"), "kazim sefcovic")

    def test_white_space_is_one_space_and_nothing_is_empty(self):
        self.assertEqual(text.fold("  Öz \t Petrol\n"), "oz petrol")
        self.assertEqual(text.fold(None), "")

    def test_folding_twice_changes_nothing(self):
        for sample in ("ŞİRKETİ", "ﬁliz", "Straße", "ǅ"):
            self.assertEqual(text.fold(text.fold(sample)), text.fold(sample))

    def test_words_drop_punctuation(self):
        self.assertEqual(text.words("Öz-Işık Nak. A.Ş."), ["oz", "isik", "nak", "a", "s"])

    def test_a_search_key_holds_each_word_once_within_its_limit(self):
        self.assertEqual(text.search_key(["Demir Nak.", "DEMİR Nakliyat", None]), "demir nak nakliyat")
        self.assertLessEqual(len(text.search_key(["uzun " + "a" * 300])), 140)
