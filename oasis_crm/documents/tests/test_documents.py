import base64
from unittest.mock import patch

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, today
from oasis_crm import errors
from oasis_crm.api import documents
from oasis_crm.documents import expiry
from oasis_crm.documents.tests.pictures import camera_traces, opened, picture
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_document, make_firm, make_office, make_rep

TYPE = "Tax Certificate"


def sent(content=None, **over):
    return {"content": base64.b64encode(content or picture()).decode(), **over}


def upload(content, file_name="page.jpg"):
    values = {"doctype": "File", "file_name": file_name, "is_private": 1, "content": content}
    return frappe.get_doc(values).insert()


class TestCapture(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.rep = make_rep()
        self.firm = make_firm(sales_rep=self.rep).name

    def stored(self, url):
        file = frappe.get_doc("File", {"file_url": url})
        with open(file.get_full_path(), "rb") as content:
            return file, content.read()

    def test_pages_become_one_private_pdf_of_the_document(self):
        with self.as_user(self.rep):
            answer = documents.capture(
                self.firm, TYPE, [sent(), sent(rotation=90)], number="42", expires_on=add_days(today(), 90)
            )
        document = frappe.get_doc("Firm Document", answer["name"])
        file, content = self.stored(document.file)
        self.assertTrue(content.startswith(b"%PDF"))
        self.assertEqual((file.is_private, file.attached_to_name, answer["pages"]), (1, document.name, 2))
        self.assertEqual((document.status, document.number, len(document.pages)), ("Captured", "42", 2))
        self.assertTrue(all(page.image.startswith("/private/") for page in document.pages))

    def test_what_the_camera_wrote_is_gone_with_the_upload(self):
        with self.as_user(self.rep):
            uploaded = upload(picture(exif=camera_traces()))
            answer = documents.capture(self.firm, TYPE, [uploaded.file_url])
        self.assertFalse(frappe.db.exists("File", uploaded.name))
        page = frappe.get_doc("Firm Document", answer["name"]).pages[0]
        for url in (page.image, answer["file"]):
            self.assertNotIn(b"Secret Camera", self.stored(url)[1])

    def test_the_same_capture_sent_again_is_one_document(self):
        with self.as_user(self.rep):
            first = documents.capture(self.firm, TYPE, [sent()], client_id="capture-1")
            again = documents.capture(self.firm, TYPE, [], client_id="capture-1")
        self.assertEqual(first, again)
        self.assertEqual(frappe.db.count("Firm Document", {"client_id": "capture-1"}), 1)

    def test_somebody_elses_capture_is_not_answered_by_its_id(self):
        with self.as_user(self.rep):
            documents.capture(self.firm, TYPE, [sent()], client_id="capture-2")
        other = make_rep()
        firm = make_firm(sales_rep=other).name
        with self.as_user(other):
            call = (documents.capture, firm, TYPE, [sent()])
            self.assert_refused(frappe.PermissionError, *call, client_id="capture-2")

    def test_a_rep_captures_for_his_own_firms_only(self):
        with self.as_user(make_rep()):
            self.assert_refused(frappe.PermissionError, documents.capture, self.firm, TYPE, [sent()])

    def test_a_file_of_somebody_else_is_no_page(self):
        with self.as_user(make_rep()):
            uploaded = upload(picture())
        with self.as_user(self.rep):
            call = (documents.capture, self.firm, TYPE, [uploaded.file_url])
            self.assert_refused(frappe.PermissionError, *call)

    def test_a_refusal_names_the_page_and_keeps_nothing(self):
        before = (frappe.db.count("Firm Document"), frappe.db.count("File"))
        bad = (b"\0\0\0\x18ftypheic" + b"\0" * 40, b"plain text", picture()[:300], b"MZ\x90\0program")
        with self.as_user(self.rep):
            for content in bad:
                message = self.assert_refused(
                    errors.PageError, documents.capture, self.firm, TYPE, [sent(), sent(content)]
                )
                self.assertIn("2", message)
            self.assert_refused(errors.PageError, documents.capture, self.firm, TYPE, [])
            self.assert_refused(errors.PageError, documents.capture, self.firm, TYPE, [sent()] * 31)
            self.assert_refused(errors.PageError, documents.capture, self.firm, TYPE, [{"content": "!!"}])
        self.assertEqual((frappe.db.count("Firm Document"), frappe.db.count("File")), before)

    def test_a_pdf_is_kept_as_it_is_and_not_mixed_with_pictures(self):
        pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
        with self.as_user(self.rep):
            answer = documents.capture(self.firm, TYPE, [sent(pdf)])
            self.assertEqual(self.stored(answer["file"])[1], pdf)
            self.assert_refused(errors.PageError, documents.capture, self.firm, TYPE, [sent(), sent(pdf)])

    def test_a_rejected_document_is_captured_again(self):
        with self.as_user(self.rep):
            name = documents.capture(self.firm, TYPE, [sent(picture(colour="red"))])["name"]
            again = (documents.capture, self.firm, TYPE, [sent()])
            self.assert_refused(errors.PageError, *again, document=name)
        with self.as_user(make_office()):
            document = frappe.get_doc("Firm Document", name)
            document.rejection_reason = "Okunmuyor"
            document.save()
            apply_workflow(document, "Reject")
        with self.as_user(self.rep):
            answer = documents.capture(self.firm, TYPE, [sent(), sent()], document=name)
        self.assertEqual((answer["name"], answer["status"], answer["pages"]), (name, "Captured", 2))

    def test_a_thumbnail_is_for_those_who_read_the_document(self):
        with self.as_user(self.rep):
            name = documents.capture(self.firm, TYPE, [sent()])["name"]
            documents.thumbnail(name, 100)
        self.assertEqual(max(opened(frappe.local.response.filecontent).size), 100)
        with self.as_user(make_rep()):
            self.assert_refused(frappe.PermissionError, documents.thumbnail, name)


class TestMissing(OasisTestCase):
    def test_what_is_not_there_in_force_is_missing(self):
        rep = make_rep()
        firm = make_firm(sales_rep=rep, firm_type="Public").name
        with self.as_user(rep):
            gaps = {gap["document_type"]: gap["status"] for gap in documents.missing(firm)}
            self.assertEqual(gaps, {"Sales Contract": "Missing", TYPE: "Missing"})
            make_document(firm, document_type=TYPE)
            expired = make_document(firm, document_type="Sales Contract", expires_on=add_days(today(), -1))
            self.assertEqual(
                [(gap["status"], gap["document"]) for gap in documents.missing(firm)],
                [("Expired", expired.name)],
            )
            make_document(firm, document_type="Sales Contract", expires_on=add_days(today(), 30))
            self.assertEqual(documents.missing(firm), [])

    def test_a_rep_learns_of_the_gaps_of_his_own_firms(self):
        rep, other = make_rep(), make_rep()
        mine = make_firm(sales_rep=rep, firm_type="Public").name
        hidden = make_firm(sales_rep=other, firm_type="Public").name
        with self.as_user(rep):
            self.assertEqual([row["firm"] for row in documents.missing()], [mine])
            self.assert_refused(frappe.PermissionError, documents.missing, hidden)


class TestExpiry(OasisTestCase):
    def setUp(self):
        super().setUp()
        for name in ("commit", "rollback"):
            patcher = patch.object(frappe.db, name)
            patcher.start()
            self.addCleanup(patcher.stop)
        self.rep = make_rep()
        self.firm = make_firm(sales_rep=self.rep).name

    def tidings(self):
        return frappe.get_all(
            "Notification Log", filters={"for_user": self.rep}, pluck="subject", order_by="name"
        )

    def test_the_rep_is_told_once_for_each_date(self):
        document = make_document(self.firm, document_type="Guarantee Letter", expires_on=add_days(today(), 5))
        expiry.remind()
        expiry.remind()
        self.assertEqual(len(self.tidings()), 1)
        document.reload()
        document.expires_on = add_days(today(), 9)
        document.save()
        expiry.remind()
        self.assertEqual(len(self.tidings()), 2)

    def test_nobody_is_told_of_what_lies_far_or_was_rejected(self):
        make_document(self.firm, document_type="Guarantee Letter", expires_on=add_days(today(), 300))
        rejected = make_document(self.firm, document_type="Guarantee Cheque", expires_on=add_days(today(), 5))
        frappe.db.set_value("Firm Document", rejected.name, "status", "Rejected")
        expiry.remind()
        self.assertEqual(self.tidings(), [])
