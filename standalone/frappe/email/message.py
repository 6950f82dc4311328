"""The MIME message of a mail: HTML with a text alternative, attachments, no recipient yet."""

from __future__ import annotations

import html
import mimetypes
import re
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid
from typing import Any

import frappe

BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|tr|h\d|li|table)>", re.IGNORECASE)
LINKS = re.compile(r"<a\b[^>]*href=[\"']([^\"']+)[\"'][^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
UNSEEN = re.compile(r"<(style|script|head|title)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
TAGS = re.compile(r"<[^>]+>")
# what all mails share around their content
FRAME = "frappe/templates/emails/standard.html"


def build(
    sender: tuple[str, str], subject: str, content: str, attachments: list[dict[str, Any]] | None = None
) -> EmailMessage:
    """A message from (name, address); recipients are set at delivery, one message each."""
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    message["From"] = formataddr(sender)
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain=sender[1].rpartition("@")[2] or "localhost")
    message.set_content(as_text(content))
    framed = frappe.render_template(FRAME, {"content": content, "subject": subject})
    message.add_alternative(framed, subtype="html")
    for attachment in attachments or []:
        attach(message, attachment["fname"], attachment["fcontent"])
    return message


def as_text(content: str) -> str:
    """What a reader without HTML sees; links keep their address."""
    seen = LINKS.sub(lambda link: f"{link.group(2)} ({link.group(1)})", UNSEEN.sub("", content))
    text = html.unescape(TAGS.sub("", BREAKS.sub("\n", seen)))
    return re.sub(r"\n\s*\n+", "\n\n", text).strip() + "\n"


def attach(message: EmailMessage, name: str, content: bytes | str) -> None:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    main, _, sub = kind.partition("/")
    data = content.encode() if isinstance(content, str) else content
    charset = {"charset": "utf-8"} if main == "text" else {}
    message.add_attachment(data, maintype=main, subtype=sub, filename=name, params=charset)
