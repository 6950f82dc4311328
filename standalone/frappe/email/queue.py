"""The Email Queue: mails wait here until they are delivered, and stay here as the record of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from email import message_from_string, policy
from email.message import EmailMessage
from email.utils import formataddr, parseaddr
from typing import Any

import frappe
from frappe.email.message import build
from frappe.email.transport import Transport, open_transport, outgoing_account

DOCTYPE = "Email Queue"
MOST_TRIES = 5
FIRST_PAUSE_MINUTES = 2
BATCH = 200
WAITING = ("Not Sent", "Partially Sent", "Sending")


def sendmail(
    recipients: str | Iterable[str] | None = None,
    sender: str = "",
    subject: str = "",
    message: str = "",
    *,
    template: str | None = None,
    args: dict[str, Any] | None = None,
    attachments: list[dict[str, Any]] | None = None,
    send_after: datetime.datetime | None = None,
    reference_doctype: str | None = None,
    reference_name: str | None = None,
    **others: Any,
) -> Any:
    """Queue a mail; it leaves after the transaction is committed, one message a recipient.

    `template` names `templates/emails/<template>.html` of an app, filled with `args`. Answers the
    Email Queue document, or None where nobody is left to write to.
    """
    if others:
        raise NotImplementedError(f"frappe.sendmail: {', '.join(others)}")
    everybody = list(dict.fromkeys(addresses(recipients)))
    if not everybody:
        return None
    if template:
        message = frappe.render_template(f"templates/emails/{template}.html", args or {})
    account, (name, address) = outgoing_account(), parseaddr(sender)
    whom = (name or account.name, address or account.email)
    queued = frappe.get_doc(
        doctype=DOCTYPE,
        sender=whom[1],
        subject=subject[:1000],
        message=build(whom, subject, message, attachments).as_string(),
        send_after=send_after,
        reference_doctype=reference_doctype,
        reference_name=reference_name,
        recipients=[{"recipient": recipient, "status": "Not Sent"} for recipient in everybody],
    )
    queued.insert(ignore_permissions=True)  # whoever causes a mail need not see the queue
    deliver_soon()
    return queued


def addresses(given: str | Iterable[str] | None) -> list[str]:
    """Valid addresses without their names; a wrong one is an error before anything is queued."""
    parts = given.replace(";", ",").split(",") if isinstance(given, str) else list(given or [])
    found = [parseaddr(part)[1] or part.strip() for part in parts if part and part.strip()]
    for address in found:
        frappe.utils.validate_email_address(address, throw=True)
    return found


def deliver_soon() -> None:
    if frappe.flags.in_test and not frappe.flags.testing_email:
        return
    frappe.enqueue(
        flush, queue="short", job_id="email_queue_flush", deduplicate=True, enqueue_after_commit=True
    )


def flush() -> None:
    """Deliver what is due. Runs as a job of which there is one at a time, so a mail found in Sending
    belongs to a run that was killed."""
    names = due_names()
    if not names or frappe.flags.mute_emails or frappe.local.conf.get("mute_emails"):
        return
    transport = open_transport()
    frappe.db.commit()  # what follows talks to a mail server: no transaction may stay open over it
    try:
        with transport:
            for name in names:
                deliver(name, transport)
    except OSError as error:
        for name in names:
            postpone(name, str(error))


def due_names() -> list[str]:
    return list(
        frappe.get_all(
            DOCTYPE,
            filters={"status": ["in", WAITING]},
            or_filters=[["send_after", "is", "not set"], ["send_after", "<=", frappe.utils.now_datetime()]],
            order_by="priority desc, creation asc",
            limit=BATCH,
            pluck="name",
        )
    )


def deliver(name: str, transport: Transport) -> None:
    """Deliver one mail to those recipients who have not got it yet, noting each at once."""
    queued = frappe.get_doc(DOCTYPE, name)
    if queued.status not in WAITING:
        return
    note(name, status="Sending")
    errors = []
    for row in queued.recipients:
        if row.status == "Sent":
            continue
        message = addressed(queued, row.recipient)
        frappe.db.commit()
        try:
            transport.deliver(message, row.recipient)
        except OSError as error:
            errors.append(f"{row.recipient}: {error}")
            continue
        frappe.db.set_value(row.doctype, row.name, "status", "Sent", update_modified=False)
        frappe.db.commit()
    if errors:
        postpone(name, "\n".join(errors))
    else:
        note(name, status="Sent", error=None)


def addressed(queued: Any, recipient: str) -> EmailMessage:
    message = message_from_string(queued.message, policy=policy.default)
    assert isinstance(message, EmailMessage)
    full_name = frappe.db.get_value("User", {"email": recipient}, "full_name")
    message["To"] = formataddr((full_name or "", recipient))
    return message


def postpone(name: str, reason: str) -> None:
    """Try again later, each time after a longer pause; in the end leave it with its error."""
    tries = (frappe.db.get_value(DOCTYPE, name, "retry") or 0) + 1
    sent = frappe.db.exists("Email Queue Recipient", {"parent": name, "status": "Sent"})
    pause = datetime.timedelta(minutes=FIRST_PAUSE_MINUTES**tries)
    status = "Error" if tries >= MOST_TRIES else "Partially Sent" if sent else "Not Sent"
    note(name, status=status, retry=tries, error=reason, send_after=frappe.utils.now_datetime() + pause)


def note(name: str, **values: Any) -> None:
    frappe.db.set_value(DOCTYPE, name, values)
    frappe.db.commit()
