import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, today
from oasis_crm import errors
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make, make_contract, make_document, make_firm, make_office, make_rep


class TestFirmDocument(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.rep = make_rep()
        self.firm = make_firm(sales_rep=self.rep)
        with self.as_user(self.rep):
            self.document = make_document(self.firm.name)

    def test_the_office_verifies(self):
        with self.as_user(make_office()):
            self.assertEqual(apply_workflow(self.document, "Verify").status, "Verified")

    def test_the_rep_does_not_verify_his_own_capture(self):
        with self.as_user(self.rep), self.assertRaises(frappe.ValidationError):
            apply_workflow(self.document, "Verify")

    def test_the_rep_does_not_change_what_the_office_has_verified(self):
        with self.as_user(make_office()):
            apply_workflow(self.document, "Verify")
        with self.as_user(self.rep):
            document = frappe.get_doc("Firm Document", self.document.name)
            document.amount = 5_000_000
            self.assert_refused(errors.VerifiedError, document.save)

    def test_a_rejection_says_why_and_a_new_capture_starts_clean(self):
        with self.as_user(make_office()):
            self.assert_refused(errors.RejectionReasonError, apply_workflow, self.document, "Reject")
            document = frappe.get_doc("Firm Document", self.document.name)
            document.rejection_reason = "Not readable"
            document.save()
            self.assertEqual(apply_workflow(document, "Reject").status, "Rejected")
        with self.as_user(self.rep):
            again = apply_workflow(frappe.get_doc("Firm Document", self.document.name), "Capture Again")
        self.assertEqual((again.status, again.rejection_reason), ("Captured", None))

    def test_a_paper_does_not_expire_before_it_was_issued(self):
        self.document.update({"issued_on": today(), "expires_on": add_days(today(), -1)})
        self.assert_refused(errors.DateOrderError, self.document.save)


class TestFuelContract(OasisTestCase):
    def test_submitting_makes_the_firm_a_customer_at_order(self):
        firm = make_firm()
        contract = make_contract(firm.name)
        firm.reload()
        self.assertEqual((firm.stage, firm.relationship), ("Order", "Customer"))
        self.assertEqual(getdate(firm.contract_end), getdate(contract.ends_on))

    def test_the_latest_contract_counts_and_a_cancelled_one_does_not(self):
        firm = make_firm()
        first = make_contract(firm.name)
        second = make_contract(firm.name, ends_on=add_days(today(), 730))
        firm.reload()
        self.assertEqual(getdate(firm.contract_end), getdate(second.ends_on))
        second.cancel()
        firm.reload()
        self.assertEqual(getdate(firm.contract_end), getdate(first.ends_on))

    def test_it_does_not_end_before_it_starts(self):
        self.assert_refused(
            errors.DateOrderError, make_contract, make_firm().name, ends_on=add_days(today(), -1)
        )

    def test_a_product_is_priced_once_and_not_below_nothing(self):
        firm = make_firm().name
        twice = [{"product": "Diesel", "discount_percent": 5}] * 2
        self.assert_refused(errors.DuplicateRowError, make_contract, firm, prices=twice)
        gift = [{"product": "Diesel", "discount_percent": 101}]
        self.assert_refused(frappe.ValidationError, make_contract, firm, prices=gift)

    def test_a_rep_drafts_and_the_office_submits(self):
        rep = make_rep()
        firm = make_firm(sales_rep=rep)
        with self.as_user(rep):
            draft = make_contract(firm.name, submit=False)
            self.assertEqual(draft.sales_rep, rep)
            self.assert_refused(frappe.PermissionError, draft.submit)
        with self.as_user(make_office()):
            frappe.get_doc("Fuel Contract", draft.name).submit()


class TestDocumentType(OasisTestCase):
    def test_a_firm_type_is_asked_for_a_paper_once(self):
        rows = [{"firm_type": "Fleet"}, {"firm_type": "Fleet"}]
        self.assert_refused(
            errors.DuplicateRowError, make, "Document Type", document_type="Permit", required_for=rows
        )
