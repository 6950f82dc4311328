import unittest
from datetime import datetime

from oasis_crm.domain import stages
from oasis_crm.domain.stages import Evidence

CONTRACT = Evidence(has_contract=True)
PAYING = Evidence(has_contract=True, has_sale=True)


class TestStages(unittest.TestCase):
    def test_the_table_names_every_stage_and_only_real_ones(self):
        self.assertEqual(set(stages.TRANSITIONS), set(stages.STAGES))
        for stage, targets in stages.TRANSITIONS.items():
            self.assertLessEqual(targets, set(stages.STAGES) - {stage})

    def test_every_stage_can_be_reached_from_the_first(self):
        reached, edge = set(), {stages.FIRST}
        while edge:
            reached |= edge
            edge = {to for stage in edge for to in stages.TRANSITIONS[stage]} - reached
        self.assertEqual(reached, set(stages.STAGES))

    def test_a_suspect_does_not_become_a_paying_customer_in_one_step(self):
        self.assertEqual(stages.refusal("Suspect", "Payment", PAYING), "not_allowed")

    def test_an_order_needs_a_contract(self):
        self.assertEqual(stages.refusal("Closing", "Order", Evidence()), "needs_contract")
        self.assertIsNone(stages.refusal("Closing", "Order", CONTRACT))

    def test_payment_needs_a_first_sale(self):
        self.assertEqual(stages.refusal("Order", "Payment", CONTRACT), "needs_sale")
        self.assertIsNone(stages.refusal("Order", "Payment", PAYING))

    def test_a_loss_needs_its_reason(self):
        self.assertEqual(stages.refusal("Approach", "Lost", Evidence()), "needs_lost_reason")

    def test_a_new_firm_may_start_anywhere_it_has_the_proof_for(self):
        self.assertIsNone(stages.refusal(None, "Negotiation", Evidence()))
        self.assertEqual(stages.refusal(None, "Payment", Evidence()), "needs_contract")

    def test_an_unknown_stage_is_refused(self):
        self.assertEqual(stages.refusal("Suspect", "Won", PAYING), "unknown_stage")

    def test_an_outcome_carries_a_firm_forward_never_back(self):
        self.assertEqual(stages.advance("Suspect", "Negotiation", Evidence()), "Negotiation")
        self.assertEqual(stages.advance("Negotiation", "Approach", Evidence()), "Negotiation")
        self.assertEqual(stages.advance("Payment", "Prospect", PAYING), "Payment")
        self.assertEqual(stages.advance("Suspect", None, Evidence()), "Suspect")

    def test_a_signature_without_its_contract_goes_as_far_as_it_can(self):
        self.assertEqual(stages.advance("Negotiation", "Order", Evidence()), "Closing")
        self.assertEqual(stages.advance("Suspect", "Order", Evidence()), "Negotiation")
        self.assertEqual(stages.advance("Suspect", "Order", CONTRACT), "Order")

    def test_an_outcome_may_lose_and_revive_a_firm(self):
        self.assertEqual(stages.advance("Approach", "Lost", Evidence(has_lost_reason=True)), "Lost")
        self.assertEqual(stages.advance("Lost", "Approach", Evidence()), "Approach")

    def test_days_in_stage_are_whole_and_never_negative(self):
        noon = datetime(2025, 3, 1, 12)
        self.assertEqual(stages.days_in_stage(datetime(2025, 2, 27, 13), noon), 1)
        self.assertEqual(stages.days_in_stage(datetime(2025, 3, 2), noon), 0)
        self.assertEqual(stages.days_in_stage(None, noon), 0)
