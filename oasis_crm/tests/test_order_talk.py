"""Comments, mentions and files on work orders: as visible as the order, told once, on every device."""

import base64
import hashlib
import io
import uuid
from unittest.mock import patch

from PIL import Image

import frappe
from oasis_crm import errors
from oasis_crm.api import offline, work_orders
from oasis_crm.permissions import mentions, realtime
from oasis_crm.services import stored_files
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_manager, make_office, make_rep, make_team, make_work_order

ORDER = "Field Work Order"


class OrderTalk(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.leader, self.rep = make_rep(first_name="Gökçe"), make_rep(first_name="Işıl")
        make_team(leader=self.leader, members=[self.rep])
        with self.as_user(self.leader):
            self.order = make_work_order(self.rep, subject="Tabelayı değiştir")
        frappe.db.delete("Notification Log", {"for_user": self.rep})

    def say(self, user, text, *mentions):
        with self.as_user(user):
            return work_orders.comment(self.order.name, text, list(mentions))

    def told(self, user):
        return frappe.get_all(
            "Notification Log",
            filters={"for_user": user},
            pluck="subject",
            order_by="creation asc",
        )

    def pulled(self, user):
        with self.as_user(user):
            changes = offline.pull()["changes"]
        return next((c["doc"] for c in changes if c["name"] == self.order.name), None)


class Comments(OrderTalk):
    def test_a_comment_tells_the_other_one_once_and_travels_with_the_order(self):
        self.say(self.rep, "Merdiven yok.\n<b>Yarın</b> gelirim")
        (told,) = self.told(self.leader)
        self.assertIn("Merdiven yok.", told)
        (comment,) = self.pulled(self.leader)["comments"]
        self.assertEqual(comment["comment_email"], self.rep)
        self.assertIn("&lt;b&gt;Yarın", comment["content"])

    def test_who_is_mentioned_is_told_once_as_mentioned(self):
        office = make_office(first_name="Çağrı")
        self.say(self.rep, "@Çağrı @Gökçe bakar mısınız?", office, self.leader, office)
        for user in (office, self.leader):
            (told,) = self.told(user)
            self.assertIn("Işıl", told)
        self.assertEqual(self.told(self.rep), [])

    def test_who_may_not_see_the_order_is_not_mentioned_and_nothing_is_written(self):
        stranger = make_rep(first_name="Şule")
        message = self.assert_refused(errors.MentionError, self.say, self.rep, "@Şule", stranger)
        self.assertIn("Şule", message)
        self.assertEqual(self.told(stranger), [])
        self.assertFalse(
            frappe.db.exists("Comment", {"reference_name": self.order.name, "comment_type": "Comment"})
        )

    def test_a_stranger_neither_reads_nor_writes(self):
        stranger = make_rep()
        self.say(self.rep, "Gizli")
        self.assert_refused(frappe.PermissionError, self.say, stranger, "Merhaba")
        self.assertIsNone(self.pulled(stranger))

    def test_an_empty_comment_is_refused(self):
        self.assert_refused(errors.CommentError, self.say, self.rep, "  \n ")

    def test_those_who_see_the_order_hear_of_the_comment_at_once(self):
        with patch.object(realtime, "publish") as publish:
            self.say(self.rep, "Bitti sayılır")
        heard = {call.args[0] for call in publish.call_args_list if call.args[1] == realtime.CHANGED}
        self.assertLessEqual({self.leader, self.rep}, heard)

    def test_the_frameworks_own_mention_of_who_may_not_see_it_tells_nobody(self):
        stranger = make_rep()
        mention = '<span class="mention" data-id="{0}" data-value="x">@x</span>'
        with self.as_user(self.rep):
            written = self.order.add_comment("Comment", mention.format(stranger))
        self.assertNotIn('class="mention"', written.content)
        self.assertIn("@x", written.content)
        self.assertEqual(self.told(stranger), [])
        # Not inserted: the framework would mail whom it tells.
        about = {"doctype": "Comment", "reference_doctype": ORDER, "reference_name": self.order.name}
        text = mention.format(stranger) + mention.format(self.leader)
        comment = frappe.get_doc({**about, "content": text})
        mentions.keep_to_readers(comment)
        self.assertEqual(comment.content.count('class="mention"'), 1)

    def test_a_comment_written_without_a_network_is_written_once(self):
        change = {
            "id": str(uuid.uuid4()),
            "doctype": ORDER,
            "name": self.order.name,
            "action": "comment",
            "values": {"work_order": self.order.name, "text": "Depoda kimse yok"},
        }
        with self.as_user(self.rep):
            for _ in range(2):
                self.assertEqual(offline.push("phone", [change])["results"][0]["status"], "applied")
        self.assertEqual(len(self.pulled(self.rep)["comments"]), 1)


class Files(OrderTalk):
    def upload(self, user, content, filename):
        about = {
            "upload_id": str(uuid.uuid4()),
            "sha256": hashlib.sha256(content).hexdigest(),
            "total": len(content),
            "filename": filename,
        }
        with self.as_user(user):
            return offline.upload_chunk(offset=0, content=base64.b64encode(content).decode(), **about)[
                "file_url"
            ]

    def attach(self, user, content, filename):
        url = self.upload(user, content, filename)
        with self.as_user(user):
            return work_orders.attach(self.order.name, [{"file_url": url, "filename": filename}])["files"][0]

    def photo(self):
        exif = Image.Exif()
        exif[0x010F] = "SpyPhone"
        made = io.BytesIO()
        Image.new("RGB", (900, 600), (20, 120, 90)).save(made, "JPEG", exif=exif)
        return made.getvalue()

    def hung(self):
        filters = {"attached_to_doctype": ORDER, "attached_to_name": self.order.name}
        return frappe.get_all("File", filters=filters, fields=["name", "file_name"], order_by="creation asc")

    def test_a_photograph_loses_what_the_camera_wrote_and_has_a_small_picture(self):
        url = self.attach(self.rep, self.photo(), "tabela önü.jpg")
        self.assertTrue(url.startswith("/private/"))
        (file,) = self.hung()
        self.assertNotIn(b"SpyPhone", stored_files.content_of(frappe.get_doc("File", file.name)))
        with self.as_user(self.leader):
            work_orders.thumbnail(file.name, 120)
        with Image.open(io.BytesIO(frappe.local.response.filecontent)) as small:
            self.assertEqual(small.size, (120, 80))
        self.assertEqual([one["name"] for one in self.pulled(self.leader)["files"]], [file.name])

    def test_any_other_file_is_kept_as_it_is(self):
        content = "Teslim tutanağı".encode()
        self.attach(self.rep, content, "tutanak.txt")
        self.assertEqual(stored_files.content_of(frappe.get_doc("File", self.hung()[0].name)), content)

    def test_what_only_calls_itself_a_picture_is_refused(self):
        self.assert_refused(errors.OasisError, self.attach, self.rep, b"no picture at all", "x.jpg")

    def test_a_stranger_neither_attaches_nor_opens(self):
        self.attach(self.rep, self.photo(), "a.jpg")
        name, stranger = self.hung()[0].name, make_rep()
        url = self.upload(stranger, b"text", "b.txt")
        with self.as_user(stranger):
            self.assert_refused(
                frappe.PermissionError, work_orders.attach, self.order.name, [{"file_url": url}]
            )
            self.assert_refused(frappe.PermissionError, work_orders.thumbnail, name)
            self.assertFalse(frappe.has_permission("File", "read", doc=name))

    def test_nobody_hangs_anothers_upload_on_his_order(self):
        url = self.upload(make_rep(), b"not yours", "c.txt")
        with self.as_user(self.rep):
            self.assert_refused(
                frappe.PermissionError, work_orders.attach, self.order.name, [{"file_url": url}]
            )

    def test_who_hung_it_there_and_who_gave_the_order_take_it_off(self):
        for remover in (self.rep, self.leader):
            self.attach(self.rep, uuid.uuid4().bytes, "d.bin")
            with self.as_user(make_manager()):
                self.assert_refused(
                    frappe.PermissionError, work_orders.detach, self.order.name, self.hung()[0].name
                )
            with self.as_user(remover):
                work_orders.detach(self.order.name, self.hung()[0].name)
            self.assertEqual(self.hung(), [])
