"""Mail waits in the queue, leaves once for each recipient, and is never lost."""

import smtplib
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

import frappe
from frappe.email import queue, transport
from frappe.tests.binding import bound
from frappe.utils.housekeeping import clear_old_logs


@pytest.fixture
def folder(site: Path) -> Iterator[Path]:
    with bound(site):
        yield site


def delivered(folder: Path) -> list[EmailMessage]:
    files = sorted((folder / "mail").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def send(**over: Any) -> Any:
    values = {"recipients": "ayse@oasis.example", "subject": "Ziyaret"}
    return frappe.sendmail(**{**values, "message": "<p>Merhaba <b>Ayşe</b></p>", **over})


class RefusingServer:
    """An SMTP server that is down."""

    def __enter__(self) -> Any:
        raise ConnectionRefusedError("connection refused")

    def __exit__(self, *_: object) -> None: ...


class PickyServer:
    """An SMTP server that does not know one of the recipients."""

    def __init__(self) -> None:
        self.got: list[str] = []

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None: ...

    def deliver(self, message: EmailMessage, recipient: str) -> None:
        if recipient.startswith("nobody"):
            raise smtplib.SMTPRecipientsRefused({recipient: (550, b"no such user")})
        self.got.append(recipient)


def test_without_a_server_mail_becomes_files(folder: Path):
    send(recipients=["ayse@oasis.example", "can@oasis.example"])
    queue.flush()
    mails = delivered(folder)
    assert {mail["To"] for mail in mails} == {"ayse@oasis.example", "can@oasis.example"}
    assert mails[0]["Subject"] == "Ziyaret"
    assert "Merhaba Ayşe" in mails[0].get_body(("plain",)).get_content()
    assert "<b>Ayşe</b>" in mails[0].get_body(("html",)).get_content()


def test_a_mail_leaves_once(folder: Path):
    queued = send()
    queue.flush()
    queue.flush()
    assert len(delivered(folder)) == 1
    assert frappe.db.get_value("Email Queue", queued.name, "status") == "Sent"


def test_attachments_arrive_whole(folder: Path):
    send(attachments=[{"fname": "rapor.pdf", "fcontent": b"%PDF"}, {"fname": "not.txt", "fcontent": "şöyle"}])
    queue.flush()
    parts = {part.get_filename(): part.get_content() for part in delivered(folder)[0].iter_attachments()}
    assert parts == {"rapor.pdf": b"%PDF", "not.txt": "şöyle"}


def test_a_wrong_address_is_refused_before_anything_is_queued(folder: Path):
    with pytest.raises(frappe.InvalidEmailAddressError):
        send(recipients="not an address")
    assert frappe.db.count("Email Queue") == 0


def test_nobody_to_write_to_queues_nothing(folder: Path):
    assert send(recipients=[]) is None


def test_a_mail_for_later_waits(folder: Path):
    send(send_after=frappe.utils.add_to_date(None, hours=1, as_datetime=True))
    queue.flush()
    assert delivered(folder) == []


def test_a_server_that_is_down_is_tried_again_later(folder: Path, monkeypatch: pytest.MonkeyPatch):
    queued = send()
    monkeypatch.setattr(queue, "open_transport", RefusingServer)
    queue.flush()
    queued.reload()
    assert (queued.status, queued.retry) == ("Not Sent", 1)
    assert queued.send_after > frappe.utils.now_datetime()
    assert "connection refused" in queued.error


def test_after_the_last_try_the_error_stays(folder: Path, monkeypatch: pytest.MonkeyPatch):
    queued = send()
    monkeypatch.setattr(queue, "open_transport", RefusingServer)
    for _ in range(queue.MOST_TRIES):
        frappe.db.set_value("Email Queue", queued.name, "send_after", None)
        queue.flush()
    assert frappe.db.get_value("Email Queue", queued.name, "status") == "Error"
    monkeypatch.undo()
    queue.flush()
    assert delivered(folder) == []


def test_one_refused_recipient_does_not_hold_up_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch):
    server = PickyServer()
    monkeypatch.setattr(queue, "open_transport", lambda: server)
    queued = send(recipients=["nobody@oasis.example", "can@oasis.example"])
    queue.flush()
    frappe.db.set_value("Email Queue", queued.name, "send_after", None)
    queue.flush()
    assert server.got == ["can@oasis.example"]
    assert frappe.db.get_value("Email Queue", queued.name, "status") == "Partially Sent"


def test_a_mail_left_in_sending_by_a_killed_process_is_sent(folder: Path):
    queued = send()
    frappe.db.set_value("Email Queue", queued.name, "status", "Sending")
    queue.flush()
    assert len(delivered(folder)) == 1


def test_an_outgoing_account_says_how_to_reach_its_server(folder: Path):
    frappe.get_doc(
        doctype="Email Account",
        email_account_name="Oasis",
        email_id="crm@oasis.example",
        enable_outgoing=1,
        default_outgoing=1,
        smtp_server="smtp.oasis.example",
        smtp_port=587,
        use_tls=1,
        password="secret",
    ).insert()
    account = transport.outgoing_account()
    assert (account.server, account.port, account.tls) == ("smtp.oasis.example", 587, True)
    assert (account.login, account.password) == ("crm@oasis.example", "secret")


def test_what_is_outside_of_the_slice_names_itself(folder: Path):
    with pytest.raises(NotImplementedError, match="inline_images"):
        send(inline_images=[{"filename": "x.png"}])


def test_mails_delivered_long_ago_are_cleared_and_others_stay(folder: Path):
    names = [send(subject=subject).name for subject in ("old", "old but waiting", "new")]
    for name in names[:2]:
        long_ago = frappe.utils.add_to_date(None, days=-100)
        frappe.db.set_value("Email Queue", name, "creation", long_ago, update_modified=False)
    for name in (names[0], names[2]):
        frappe.db.set_value("Email Queue", name, "status", "Sent")
    clear_old_logs()
    assert set(frappe.get_all("Email Queue", pluck="name", order_by="name asc")) == set(names[1:])
    assert not frappe.db.exists("Email Queue Recipient", {"parent": names[0]})
