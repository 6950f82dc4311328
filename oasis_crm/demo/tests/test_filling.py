"""The demo on a site: what is written in bulk is what the controllers would have let through."""

from pathlib import Path

import frappe
from frappe.utils import nowdate
from oasis_crm.api.documents import thumbnail
from oasis_crm.api.firms import timeline
from oasis_crm.demo import make
from oasis_crm.demo.filling import SiteInUseError
from oasis_crm.domain.blocking import words_of
from oasis_crm.domain.duplicates import number_keys
from oasis_crm.domain.names import parts
from oasis_crm.domain.visits import OPEN
from oasis_crm.services.firm_keys import data_of
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_firm

RULED = (
    "Firm", "Firm Visit", "Fuel Contract", "Fuel Sale", "Fuel Station", "Firm Document", "Sales Target",
    "Field Work Order", "Firm Transfer", "Personal Reminder", "Sales Team",
)  # fmt: skip
_CHILDREN = (
    "Firm Contact",
    "Stage Change",
    "Fuel Contract Price",
    "Sales Target Line",
    "Sales Team Member",
    "Firm Key",
    "Leave Cover",
    "Comment",
    "Notification Log",
)
_TOUCHED_BY_SAVING = ("modified", "modified_by")


def _values(doc) -> dict:
    """A document's values, its child rows' too, without what every save changes."""
    flat = {}
    for field, value in doc.as_dict().items():
        if field in _TOUCHED_BY_SAVING or field.startswith("_"):
            continue
        flat[field] = [_values(row) for row in doc.get(field)] if isinstance(value, list) else value
    return flat


class TestDemoOnASite(OasisTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        # A site on which people have tried things is not empty; the class's end brings the rows back.
        for doctype in (*RULED, *_CHILDREN):
            frappe.db.delete(doctype)
        cls.told: list[str] = []
        cls.counts = make(firms=120, visits=700, sales=1500, progress=cls.told.append)

    def test_saving_a_row_changes_nothing(self):
        for doctype in RULED:
            for name in frappe.get_all(doctype, pluck="name", order_by="creation desc", limit=12):
                doc = frappe.get_doc(doctype, name)
                before = _values(doc)
                doc.save()
                self.assertEqual(_values(frappe.get_doc(doctype, name)), before, f"{doctype} {name}")

    def test_a_firm_entered_anew_passes_the_same_rules(self):
        for name in frappe.get_all("Firm", {"stage": "Suspect"}, pluck="name", order_by="name asc", limit=10):
            firm = frappe.copy_doc(frappe.get_doc("Firm", name), ignore_no_copy=False)
            firm.duplicate_reason = "The same one, entered again."
            firm.insert()
            self.assertEqual(firm.stage, "Suspect")

    def test_numbers_go_on_where_the_demo_ends(self):
        self.assertEqual(make_firm().name, "FIRM-00121")

    def test_firms_sum_up_what_their_rows_say(self):
        for firm in frappe.get_all(
            "Firm",
            filters={"relationship": "Customer"},
            fields=["name", "last_fuel_on", "contract_end", "last_visit_on", "next_visit_on"],
            order_by="name asc",
        ):
            self.assertEqual(firm.last_fuel_on, _last("Fuel Sale", "sold_at", firm=firm.name))
            self.assertEqual(firm.contract_end, _last("Fuel Contract", "ends_on", firm=firm.name))
            done = _last("Firm Visit", "done_on", firm=firm.name, status="Done")
            self.assertEqual(firm.last_visit_on, done)

    def test_every_firm_has_the_keys_by_which_a_duplicate_is_found(self):
        for name in frappe.get_all("Firm", pluck="name", order_by="name asc", limit=20):
            data = data_of(frappe.get_doc("Firm", name))
            words = words_of(parts(data.firm_name))
            expected = {("Word", word) for word in words} | set(number_keys(data))
            keys = frappe.get_all("Firm Key", {"firm": name}, ["kind", "mark"], order_by="name asc")
            self.assertEqual({(key.kind, key.mark) for key in keys}, expected)

    def test_some_documents_have_pictures_joined_to_a_pdf(self):
        pages = frappe.get_all("Firm Document Page", pluck="parent", order_by="parent asc")
        self.assertGreater(len(pages), 4)
        document = frappe.get_doc("Firm Document", pages[0])
        file = frappe.get_doc("File", {"file_url": document.file, "attached_to_name": document.name})
        self.assertTrue(file.is_private)
        self.assertTrue(Path(file.get_full_path()).read_bytes().startswith(b"%PDF"))

    def test_a_document_without_a_picture_of_its_own_shares_one_that_its_reader_may_open(self):
        document = frappe.db.get_value("Firm Document Page", {"image": ("like", "%-rep1-1.jpg")}, "parent")
        frappe.set_user("rep1@oasis.example")
        thumbnail(document)
        self.assertTrue(frappe.local.response.filecontent)
        file = frappe.get_doc("File", {"attached_to_name": document, "attached_to_field": "file"})
        self.assertTrue(Path(file.get_full_path()).read_bytes().startswith(b"%PDF"))

    def test_a_new_user_finds_leaves_orders_of_a_team_comments_and_something_unread(self):
        away = frappe.get_all("Leave Cover", pluck="status", order_by="from_date asc")
        self.assertEqual(away, ["Active", "Planned"])
        leave = frappe.get_all("Leave Cover", ["rep", "from_date", "to_date"], order_by="name asc", limit=1)[
            0
        ]
        left = {
            "sales_rep": leave.rep,
            "status": ["in", OPEN],
            "planned_start": ["between", [nowdate(), leave.to_date]],
        }
        self.assertEqual(frappe.db.count("Firm Visit", left), 0)
        groups = frappe.get_all(
            "Field Work Order",
            {"assigned_to": "rep1@oasis.example"},
            pluck="order_group",
            order_by="name asc",
        )
        self.assertEqual(len(set(filter(None, groups))), 2)
        for user in ("rep1", "leader", "manager"):
            unread = {"for_user": f"{user}@oasis.example", "read": 0}
            self.assertTrue(frappe.db.exists("Notification Log", unread), user)
        said = frappe.get_all(
            "Comment",
            {"reference_doctype": "Firm", "comment_type": "Comment"},
            pluck="reference_name",
            order_by="creation desc",
        )
        self.assertTrue(any(entry["kind"] == "comment" for entry in timeline(said[0])["entries"]))

    def test_every_seller_follows_firms_and_the_leader_leads_north(self):
        for seller in ("rep1", "rep5", "rep8", "leader"):
            self.assertTrue(frappe.db.exists("Firm", {"sales_rep": f"{seller}@oasis.example"}), seller)
        self.assertEqual(frappe.db.get_value("Sales Team", "North", "leader"), "leader@oasis.example")

    def test_it_goes_only_where_there_are_no_firms(self):
        self.assert_refused(SiteInUseError, make, firms=1, progress=self.told.append)

    def test_it_tells_what_it_writes(self):
        self.assertTrue(any("Fuel Sale" in line for line in self.told))
        self.assertEqual(self.counts["Firm"], 120)


def _last(doctype: str, field: str, **filters):
    found = frappe.get_all(doctype, filters=filters, pluck=field, order_by=f"{field} desc", limit=1)
    return found[0] if found else None
