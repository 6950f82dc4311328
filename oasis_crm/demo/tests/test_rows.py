"""The demo's rows as plain data: no site is needed to look at them."""

import unittest
from collections import Counter
from datetime import date
from itertools import chain, pairwise

import phonenumbers

from oasis_crm.demo import journeys
from oasis_crm.demo.cast import cast, ways
from oasis_crm.demo.firms import firms
from oasis_crm.demo.places import provinces, territories
from oasis_crm.demo.sales import customers, sales
from oasis_crm.demo.stations import codes_by_place, stations
from oasis_crm.demo.visits import visits
from oasis_crm.demo.world import World
from oasis_crm.domain import tax_ids
from oasis_crm.domain.stages import FIRST, may_move

TODAY = date(2026, 11, 23)


class Demo:
    """A demo of 600 firms, made without a site."""

    def __init__(self, **over) -> None:
        self.world = World(**{"today": TODAY, "firms": 600, "visits": 4000, "sales": 9000, **over})
        self.cast = cast(self.world)
        traits = ways(self.world, self.cast)
        self.firms = list(firms(self.world, self.cast.territories, self.cast.team_of, traits))
        rng = self.world.stream("journeys")
        for firm in self.firms:
            journeys.travel(self.world, firm, rng)
        self.visits = list(visits(self.world, self.firms))
        self.customers = customers(self.world, self.firms, codes_by_place(stations(self.world)))
        self.sales = list(chain.from_iterable(sales(self.world, self.customers)))


class TestDemoRows(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.demo = Demo()

    def test_the_same_seed_and_day_make_the_same_rows(self):
        again = Demo()
        for kind in ("firms", "visits", "sales"):
            self.assertEqual(repr(getattr(again, kind)), repr(getattr(self.demo, kind)))

    def test_another_seed_makes_other_firms(self):
        other = Demo(seed=1)
        names = {firm.naming.short for firm in self.demo.firms}
        self.assertLess(sum(firm.naming.short in names for firm in other.firms), 100)

    def test_tax_ids_are_valid_and_of_the_right_kind(self):
        numbers = [firm.tax_id for firm in self.demo.firms if firm.tax_id]
        self.assertEqual(len(set(numbers)), len(numbers))
        for firm in self.demo.firms:
            if firm.tax_id:
                self.assertIsNone(tax_ids.problem(firm.tax_id), firm.tax_id)
                kind = "TCKN" if firm.naming.sole_trader else "VKN"
                self.assertEqual(tax_ids.kind(firm.tax_id), kind)

    def test_telephone_numbers_are_turkish_ones_of_their_kind(self):
        for firm in self.demo.firms[:200]:
            for number, kind in ((firm.mobile, "MOBILE"), (firm.phone, "FIXED_LINE")):
                parsed = phonenumbers.parse(number, None)
                self.assertEqual(parsed.country_code, 90)
                expected = getattr(phonenumbers.PhoneNumberType, kind)
                self.assertEqual(phonenumbers.number_type(parsed), expected, number)

    def test_no_two_firms_bear_the_same_name(self):
        self.assertEqual(len({firm.naming.short for firm in self.demo.firms}), len(self.demo.firms))

    def test_every_firm_goes_through_the_stages_as_the_table_allows(self):
        for firm in self.demo.firms:
            days = [firm.since, *(day for day, _ in firm.path)]
            stages = [FIRST, *(stage for _, stage in firm.path)]
            self.assertEqual(days, sorted(days), firm)
            self.assertLess(days[-1], self.demo.world.now)
            for before, after in pairwise(stages):
                self.assertTrue(may_move(before, after), (before, after))

    def test_there_are_as_many_visits_as_asked_for_and_about_as_many_sales(self):
        self.assertEqual(sum(map(len, self.demo.visits)), 4000)
        self.assertAlmostEqual(len(self.demo.sales), 9000, delta=300)

    def test_a_demo_may_be_as_small_as_nothing(self):
        self.assertEqual(Demo(firms=0, visits=0, sales=0).sales, [])
        self.assertEqual(len(Demo(firms=3, visits=0, sales=0).firms), 3)

    def test_nobody_is_in_two_places_at_once_nor_works_on_a_holiday(self):
        taken = Counter((v.rep, v.day, v.slot) for v in chain.from_iterable(self.demo.visits))
        self.assertEqual(taken.most_common(1)[0][1], 1)
        working = set(self.demo.world.working_days)
        self.assertFalse({day for _, day, _ in taken} - working)

    def test_what_is_done_lies_behind_and_what_is_open_ahead(self):
        now = self.demo.world.now
        for visit in chain.from_iterable(self.demo.visits):
            is_open = visit.status in ("Planned", "Assigned", "Accepted")
            self.assertEqual(visit.day >= now, is_open, visit)

    def test_only_customers_fuel_and_some_have_gone_quiet(self):
        buyers = {sale[2].index for sale in self.demo.sales if sale[2]}
        fates = {firm.fate for firm in self.demo.firms if firm.index in buyers}
        self.assertLessEqual(fates, {"Payment", "Former"})
        last = self.demo.world.last
        quiet = [c for c in self.demo.customers if c.firm.fate == "Payment" and c.last < last - 15]
        self.assertGreater(len(quiet), 0)

    def test_no_sale_comes_before_the_first_fuelling(self):
        for _, _, firm, *_, day, _, _, _, _, _, _, _ in self.demo.sales:
            if firm:
                self.assertGreaterEqual(day, journeys.reached(firm, "Payment"))

    def test_reps_end_with_different_results(self):
        won = Counter(firm.rep for firm in self.demo.firms if firm.has_signed)
        self.assertGreater(max(won.values()), 1.3 * min(won[rep] for rep in range(8)))


class TestPlaces(unittest.TestCase):
    def test_all_81_provinces_are_there_with_their_plate_numbers(self):
        self.assertEqual([p.plate for p in provinces()], list(range(1, 82)))
        self.assertEqual(provinces()[33].name, "İstanbul")

    def test_districts_lie_in_turkey_and_near_their_province(self):
        for province in provinces():
            self.assertTrue(province.districts)
            for district in province.districts:
                self.assertTrue(
                    35.8 < district.latitude < 42.2 and 25.6 < district.longitude < 44.9, district
                )
                self.assertLess(abs(district.latitude - province.latitude), 1.9, district)

    def test_every_province_is_covered_and_reps_of_a_half_have_equal_shares(self):
        covered = territories([0, 0, 1, 1, 0])
        self.assertEqual({p.plate for t in covered for p in t.provinces}, set(range(1, 82)))
        self.assertAlmostEqual(covered[0].reach[-1], covered[4].reach[-1], places=3)
