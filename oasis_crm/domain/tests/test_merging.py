import unittest
from datetime import date

from oasis_crm.domain.merging import taken_over


class TestMerging(unittest.TestCase):
    def test_only_empty_fields_are_filled(self):
        new = taken_over({"phone": "1", "email": None}, {"phone": "2", "email": "a@b.tr", "website": None})
        self.assertEqual(new, {"email": "a@b.tr"})

    def test_consumption_adds_up_and_dates_reach_furthest(self):
        kept = {"litres_30d": 10.0, "last_fuel_on": date(2026, 1, 1), "followed_since": date(2026, 1, 1)}
        gone = {"litres_30d": 5.0, "last_fuel_on": date(2026, 2, 1), "followed_since": date(2025, 1, 1)}
        self.assertEqual(taken_over(kept, gone), {**gone, "litres_30d": 15.0})

    def test_the_further_stage_and_the_closer_relationship_win(self):
        kept, gone = (
            {"stage": "Prospect", "relationship": "Tracked"},
            {"stage": "Order", "relationship": "Customer"},
        )
        self.assertEqual(taken_over(kept, gone)["stage"], "Order")
        self.assertEqual(taken_over(gone, kept), {})
        self.assertEqual(taken_over({"stage": "Suspect"}, {"stage": "Lost"}), {})

    def test_a_place_is_taken_over_whole_or_not_at_all(self):
        gone = {"latitude": 39.9, "longitude": 32.8}
        self.assertEqual(taken_over({}, gone), gone)
        self.assertEqual(taken_over({"latitude": 41.0}, gone), {})
