"""A site's content goes into a bundle and comes out of it with nothing lost."""

import os
import stat
import tempfile
import zipfile

import frappe
from frappe.utils.password import check_password, get_decrypted_password, update_password
from oasis_crm.services import stored_files
from oasis_crm.setup import bundle
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_distributor, make_firm, make_rep, make_visit

_LOOKED_AT = (
    "Firm",
    "Firm Key",
    "Firm Visit",
    "User",
    "Has Role",
    "Workflow Transition",
    "File",
    "Visit Outcome",
)


class TestBundle(OasisTestCase):
    def setUp(self) -> None:
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "site.zip")

    def write(self) -> dict[str, int]:
        return bundle.write(self.path, progress=_silently)

    def load(self) -> dict[str, int]:
        return bundle.load(self.path, progress=_silently)

    def empty_the_site(self) -> None:
        for doctype in ("Firm", "Firm Key", "Firm Visit", "Distributor"):
            frappe.db.delete(doctype)

    def test_what_was_written_is_there_again(self):
        firm = make_firm(firm_name="Işık Şehir İnşaat", credit_limit=1250.5)
        make_visit(firm.name)
        before = _content()
        written = self.write()
        self.empty_the_site()
        self.assertEqual(self.load(), written)
        self.assertEqual(_content(), before)

    def test_people_log_in_with_the_password_they_had(self):
        rep = make_rep()
        update_password(rep, "Kuzey-Rüzgarı-7")
        self.write()
        self.empty_the_site()
        update_password(rep, "something else")
        self.load()
        self.assertEqual(check_password(rep, "Kuzey-Rüzgarı-7"), rep)

    def test_secrets_are_kept_with_the_key_of_the_new_site(self):
        distributor = make_distributor(webhook_secret="s3cr3t").name
        self.write()
        self.empty_the_site()
        self.load()
        self.assertEqual(get_decrypted_password("Distributor", distributor, "webhook_secret"), "s3cr3t")

    def test_numbers_go_on_where_they_were(self):
        last = make_firm().name
        self.write()
        self.empty_the_site()
        series = frappe.qb.DocType("Series")
        frappe.qb.update(series).set(series.current, 0).where(series.name == "FIRM-").run()
        self.load()
        self.assertEqual(make_firm().name, f"FIRM-{int(last[5:]) + 1:05d}")

    def test_files_come_along(self):
        firm = make_firm().name
        url = stored_files.keep(b"a paper of its own", "bundle-paper.txt", "Firm", firm, None)
        place = frappe.get_doc("File", {"file_url": url}).get_full_path()
        self.write()
        self.empty_the_site()
        os.remove(place)
        self.load()
        with open(place, "rb") as file:
            self.assertEqual(file.read(), b"a paper of its own")

    def test_a_file_that_would_lie_outside_the_folder_is_left_out(self):
        self.write()
        with zipfile.ZipFile(self.path, "a") as z:
            z.writestr("stored/private/files/../../site_config.json", "{}")
        self.empty_the_site()
        before = frappe.get_site_config()
        self.load()
        self.assertEqual(frappe.get_site_config(), before)

    def test_only_its_owner_reads_the_file(self):
        self.write()
        self.assertEqual(stat.S_IMODE(os.stat(self.path).st_mode), 0o600)

    def test_a_site_with_firms_is_left_as_it_is(self):
        make_firm()
        self.write()
        self.assert_refused(bundle.BundleError, self.load)

    def test_another_file_is_refused(self):
        self.empty_the_site()
        with open(self.path, "wb") as file:
            file.write(b"PK\x03\x04 not quite")
        self.assert_refused(bundle.BundleError, self.load)


def _silently(line: str) -> None:
    pass


def _content() -> dict:
    return {doctype: frappe.get_all(doctype, fields=["*"], order_by="name asc") for doctype in _LOOKED_AT}
