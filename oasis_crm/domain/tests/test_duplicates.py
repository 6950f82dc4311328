import random
import unittest

from hypothesis import given, settings
from hypothesis import strategies as st

from oasis_crm.domain import blocking, duplicates, names
from oasis_crm.domain.duplicates import LIKELY, Candidate, FirmData
from oasis_crm.domain.likeness import compare

FIRM = "Öz Yılmaz Kardeşler İnşaat Nakliyat San. ve Tic. Ltd. Şti."


def best(typed, stored, *, known=(), evidence=(), city=None, **data):
    candidate = Candidate("F", names.parts(stored).sketch, city, None, frozenset(evidence))
    found = duplicates.matches(FirmData(typed, **data), [candidate], known, least=0.0)
    return found[0]


class NameParts(unittest.TestCase):
    def test_legal_form_and_trade_are_taken_off_the_name(self):
        self.assertEqual(
            names.parts(FIRM), names.NameParts(("oz", "yilmaz", "kardesler"), ("insaat", "nakliyat"))
        )

    def test_abbreviations_and_full_words_are_the_same(self):
        self.assertEqual(names.parts("Öz Yılmaz Kard. İnş. Nak. A.Ş."), names.parts(FIRM))

    def test_glued_words_come_apart(self):
        self.assertEqual(names.parts("Gökçe inşaatltdşti"), names.parts("Gökçe İnşaat Ltd. Şti."))
        self.assertEqual(names.parts("GÖKÇEPETROL"), names.parts("Gökçe Petrol"))

    def test_a_name_that_only_ends_like_a_trade_stays_whole(self):
        for name in ("Demirsan", "Kurtpet", "Aktaş", "Bereketsan"):
            self.assertEqual(len(names.parts(name).core), 1, name)

    def test_a_name_of_nothing_but_trades_keeps_them(self):
        self.assertEqual(names.parts("Petrol Ürünleri A.Ş.").core, ("petrol", "urunleri"))

    def test_a_name_longer_than_any_is_read_to_where_a_name_may_end(self):
        for endless in ("x" * 100_000, "ab " * 100_000):
            typed = names.parts(endless)
            asked = blocking.asked(typed)
            self.assertLess(len(asked.pieces({})), 1000)
            self.assertLess(len(asked.variants), 1000)

    def test_single_letters_are_initials(self):
        self.assertEqual(names.parts("A.B.C. Petrol").core, ("abc",))

    def test_a_mangled_legal_form_at_the_end_is_no_name(self):
        for name in ("Yılmaz Petrol Ltd. eŞtti.", "Yılmaz Petrol Saan. ve Tic. A.Ş.", "Yılmaz PetrolA.Ş."):
            self.assertEqual(names.parts(name), names.parts("Yılmaz Petrol"), name)

    def test_a_short_surname_is_neither_trade_nor_legal_form(self):
        for name in ("Yılmaz Şen Ltd. Şti.", "Yılmaz Can San. Tic.", "Yılmaz Taş Petrol"):
            self.assertEqual(len(names.parts(name).core), 2, name)
        self.assertEqual(names.parts("Yılmaz Taş. Ltd."), names.parts("Yılmaz Taşımacılık"))

    def test_a_full_stop_shows_that_a_short_trade_is_no_part_of_the_word_in_front(self):
        self.assertEqual(names.parts("Dicleipektur. Ltd."), names.parts("Dicleipek Turizm"))
        self.assertEqual(names.parts("Dicletur Ltd. Şti.").core, ("dicletur",))

    def test_what_passes_for_a_trade_cut_short_may_be_half_of_a_word(self):
        self.assertEqual(names.with_halves("Tür kmen Nakliyat").core, ("tur", "kmen"))
        self.assertEqual(names.with_halves("Öz Truva san Yağ").core, ("oz", "truva", "san"))
        for name in ("Türkmen Nakliyat", "Öz Yılmaz İnş. Nak. San. ve Tic.", "Nak", ""):
            self.assertIsNone(names.with_halves(name), name)

    def test_a_number_run_together_with_the_name_comes_apart(self):
        self.assertEqual(names.parts("Göksu57 Beton"), names.parts("Göksu 57 Beton"))

    @given(st.text(max_size=60))
    def test_any_text_has_parts_that_survive_the_sketch(self, text):
        parts = names.parts(text)
        self.assertEqual(names.from_sketch(parts.sketch), parts)


class Likeness(unittest.TestCase):
    def test_the_same_firm_however_it_is_written_is_likely(self):
        for typed in (
            "OZ YILMAZ KARDESLER INSAAT NAKLIYAT",
            "Öz Yılmaz Kardeşler",
            "Yılmaz Öz Kardeşler İnş.",
            "Öz Yilmas Kardeşler İnşaat",
            "ÖzYılmaz Kardeşler İnşaat Nak. A.Ş.",
        ):
            self.assertGreaterEqual(best(typed, FIRM).score, LIKELY, typed)

    def test_blanks_and_slips_in_any_mixture_do_not_hide_it(self):
        stored = "Kızılırmak Karagöz Petrol Ürünleri San. ve Tic. Ltd. Şti."
        for typed in (
            "KızılırmakKaragözPetrolÜrünleriSan.veTic.Ltd.Şti.",
            "Kızılır mak Karagöz Petrol",
            "Karagöz KızılırmakPetrlo Ürn.",
            "Kızılırmk Karagzö Petrol",
            "Kızılırmak Karagözler Petrol",
            "Kızılırmak Karagöz Petr. Ürünle.",
            "Kızılırmak & Karagöz Petrol",
        ):
            self.assertGreaterEqual(best(typed, stored).score, LIKELY, typed)

    def test_a_word_cut_in_two_is_whole_again_also_where_a_half_looks_like_a_trade(self):
        for typed, stored in (
            ("FTT Tür kmen Akaryakıt", "FTT Türkmen Akaryakıt Ltd. Şti."),
            ("Öz Truva san Yağ", "Öz Truvasan Yağ A.Ş."),
            ("Demirci Sev inç Yağ", "Demirci Sevinç Yağ"),
        ):
            self.assertGreaterEqual(best(typed, stored).score, LIKELY, typed)

    def test_a_trade_with_slips_is_no_part_of_the_name(self):
        for typed, stored in (
            ("Çağlaroğulları Vnç", "Çağlaroğulları Vinç Ltd. Şti."),
            ("Defnetaş 74 Pwstrol", "Defnetaş 74 Petrol"),
            ("Güneşincir etal San. ve Tic.", "Güneşincir Metal San. ve Tic. Ltd. Şti."),
            ("KoçveGülHayvancılıkAnonimŞirketi", "Koç ve Gül Hayvancılık A.Ş."),
        ):
            self.assertGreaterEqual(best(typed, stored).score, LIKELY, typed)

    def test_a_name_that_others_bear_is_no_trade_with_a_slip(self):
        self.assertLess(best("Balcı Can Petrol", "Balcı Cam", known={"can", "balci"}).score, LIKELY)

    def test_another_firm_is_not(self):
        for typed in ("Demir Lojistik", "Yılmaz Gıda", "Öz Kaya İnşaat Nakliyat"):
            self.assertLess(best(typed, FIRM).score, LIKELY, typed)

    def test_a_name_that_contains_another_is_another_firm(self):
        for typed, stored in (
            ("Kuzeypet Lojistik", "Kuzey Lojistik"),
            ("Dinç Kaya Tarım", "Dinç Sarıkaya Baskı"),
            ("Budak Marmara Taşımacılık", "Marmarataş Budak Petrol"),
            ("Pınarel Tarım Ürünleri", "Pınarel Petrol Ürünleri"),
        ):
            known = set(names.parts(typed).core)
            self.assertLess(best(typed, stored, known=known, city="Konya").score, LIKELY, typed)

    def test_a_one_letter_difference_to_a_name_others_bear_is_another_firm(self):
        self.assertLess(best("Kara Nakliyat", "Kaya Nakliyat", known={"kara"}).score, LIKELY)
        self.assertGreaterEqual(best("Kayya Nakliyat", "Kaya Nakliyat").score, LIKELY)

    def test_numbers_tell_branches_apart(self):
        self.assertLess(best("Gökçe Petrol 2", "Gökçe Petrol 1").score, LIKELY)

    def test_the_city_narrows(self):
        same = best("Gökçe Petrol", "Gökçe Petrol", city="Konya")
        here = best("Gökçe Petrol", "Gökçe Petrol", city="Konya")
        candidate = Candidate("F", names.parts("Gökçe Petrol").sketch, "Konya")
        there = duplicates.matches(FirmData("Gökçe Petrol", "Bursa"), [candidate], least=0)[0]
        self.assertEqual(same, here)
        self.assertLess(there.score, same.score)

    def test_the_tax_number_is_certain_and_a_telephone_a_strong_hint(self):
        self.assertEqual(best("Something else", FIRM, evidence={"tax_id"}).score, 1.0)
        phone = best("Something else", FIRM, evidence={"phone"})
        self.assertEqual(phone.reasons, ("phone",))
        self.assertTrue(0.8 <= phone.score < LIKELY)

    def test_who_has_the_very_same_trades_goes_before_who_has_some_of_them(self):
        stored = {"A": "Gökçe Petrol", "B": "Gökçe Petrol Nakliyat", "C": "Gökçe Petrol Tic. Ltd."}
        asked = [Candidate(firm, names.parts(name).sketch) for firm, name in stored.items()]
        found = duplicates.matches(FirmData("Gökçe Petrol Nakliyat A.Ş."), asked)
        self.assertEqual([match.firm for match in found], ["B"])
        found = duplicates.matches(FirmData("Gökçe Petrol A.Ş."), asked)
        self.assertEqual([match.firm for match in found], ["A", "C"])

    def test_what_is_much_less_alike_than_the_best_is_not_shown_unless_it_shares_a_number(self):
        sketch = {name: names.parts(name).sketch for name in ("Gökçe Petrol", "Gökçen Petrol")}
        same = Candidate("A", sketch["Gökçe Petrol"])
        other = Candidate("B", sketch["Gökçen Petrol"])
        called = Candidate("C", names.parts("Deniz Un").sketch, evidence=frozenset({"phone"}))
        found = duplicates.matches(FirmData("Gökçe Petrol"), [same, other, called], {"gokce"}, least=0.5)
        self.assertEqual([match.firm for match in found], ["A", "C"])
        alone = duplicates.matches(FirmData("Gökçe Petrol"), [other], {"gokce"}, least=0.5)
        self.assertEqual([match.firm for match in alone], ["B"])

    @settings(max_examples=60, deadline=None)
    @given(st.randoms(use_true_random=False))
    def test_likeness_is_symmetric_and_between_0_and_1(self, chance):
        vocabulary = ["yilmaz", "kaya", "oz", "gokce", "demirtas", "akdeniz", "toros", "abc", "34"]
        trades = ["insaat", "gida", "petrol"]
        one, other = (
            names.NameParts(
                tuple(chance.sample(vocabulary, chance.randint(1, 3))), tuple(chance.sample(trades, 1))
            )
            for _ in range(2)
        )
        there, back = compare(one, other), compare(other, one)
        self.assertAlmostEqual(there.core, back.core)
        self.assertTrue(0 <= there.core <= 1)
        self.assertEqual(compare(one, one).core, 1)


class Keys(unittest.TestCase):
    @given(st.text("abcdefgh", min_size=4, max_size=10), st.randoms(use_true_random=False))
    def test_two_words_one_slip_apart_share_a_key(self, word, chance):
        at = chance.randrange(len(word))
        for slipped in (
            word[:at] + word[at + 1 :],
            word[:at] + "x" + word[at + 1 :],
            word[:at] + "x" + word[at:],
        ):
            if len(slipped) >= 4:
                self.assertTrue(set(blocking.slips(word)) & set(blocking.slips(slipped)), (word, slipped))

    def test_numbers_are_compared_in_one_spelling(self):
        one = FirmData("x", tax_id="454 053 69 20", phones=("0532 111 22 33",), emails=(" Info@X.com",))
        other = FirmData("y", tax_id="4540536920", phones=("+90 (532) 111-2233",), emails=("info@x.COM",))
        self.assertEqual(duplicates.number_keys(one), duplicates.number_keys(other))

    def test_malformed_numbers_are_no_keys(self):
        self.assertEqual(
            duplicates.number_keys(FirmData("x", tax_id="123", phones=("12",), emails=("x",))), []
        )

    def test_a_word_that_one_firm_bears_whole_may_be_another_firms_two(self):
        asked = blocking.asked(names.parts("Yıldızuludağ Makina"))
        self.assertIn(("yildiz", "uludag"), asked.halves({"yildizuludag": frozenset({"yildizuludag"})}))
        self.assertEqual(asked.halves({}), [])

    def test_a_firm_is_found_by_its_words_whichever_is_mistyped(self):
        stored = set(blocking.words_of(names.parts(FIRM)))
        chance = random.Random(1)
        for word in ("yilmaz", "kardesler"):
            at = chance.randrange(1, len(word))
            typed = word[:at] + word[at + 1 :]
            near = {key for key in stored if blocking.is_slip(key, typed)}
            self.assertIn(word, near)

    def test_a_word_with_two_slips_is_looked_up_by_how_a_spelling_of_it_begins(self):
        for typed, word in (
            ("bboraguverccin", "boraguvercin"),
            ("iorala", "boralar"),
            ("zyetinka", "zeytinak"),
        ):
            begun = tuple(blocking.beginnings(typed))
            self.assertTrue(any(slip.startswith(begun) for slip in blocking.slips(word)), typed)
            self.assertTrue(blocking.is_far_slip(typed, word), typed)
        self.assertEqual(blocking.beginnings("kaya"), [])


if __name__ == "__main__":
    unittest.main()
