"""Where mail leaves the site: an SMTP server where one is set, else files in the site's `mail/` folder."""

from __future__ import annotations

import os
import re
import smtplib
import time
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol

import frappe

TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Account:
    """An outgoing mail account; no server means delivery into the folder."""

    email: str
    name: str = ""
    server: str = ""
    port: int = 0
    tls: bool = False
    ssl: bool = False
    login: str = ""
    password: str = ""


class Transport(Protocol):
    def __enter__(self) -> Any: ...

    def __exit__(self, *_: object) -> None: ...

    def deliver(self, message: EmailMessage, recipient: str) -> None: ...


def outgoing_account() -> Account:
    """The default Email Account, else the site_config's `mail_*` keys, else the folder."""
    wanted = {"enable_outgoing": 1, "default_outgoing": 1}
    name = frappe.db.get_value("Email Account", wanted) if frappe.db.table_exists("Email Account") else None
    return of_document(str(name)) if name else of_configuration()


def of_document(name: str) -> Account:
    doc = frappe.get_doc("Email Account", name)
    return Account(
        email=doc.email_id,
        name=doc.email_account_name,
        server=doc.smtp_server or "",
        port=doc.smtp_port or 0,
        tls=bool(doc.use_tls),
        ssl=bool(doc.use_ssl_for_outgoing),
        login=doc.login_id or doc.email_id,
        password=doc.get_password("password", raise_exception=False) or "",
    )


def of_configuration() -> Account:
    conf = frappe.local.conf
    address = conf.get("auto_email_id") or conf.get("mail_login") or f"noreply@{frappe.local.site}"
    return Account(
        email=address,
        name=conf.get("email_sender_name") or "Oasis CRM",
        server=conf.get("mail_server") or "",
        port=int(conf.get("mail_port") or 0),
        tls=bool(conf.get("use_tls")),
        ssl=bool(conf.get("use_ssl")),
        login=conf.get("mail_login") or "",
        password=conf.get("mail_password") or "",
    )


def open_transport() -> Transport:
    account = outgoing_account()
    return Smtp(account) if account.server else Folder(Path(frappe.get_site_path("mail")))


class Smtp:
    """One connection for as many messages as are due."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.session: smtplib.SMTP | None = None

    def __enter__(self) -> Smtp:
        account = self.account
        kind = smtplib.SMTP_SSL if account.ssl else smtplib.SMTP
        self.session = kind(account.server, account.port, timeout=TIMEOUT_SECONDS)
        if account.tls and not account.ssl:
            self.session.starttls()
        if account.login and account.password:
            self.session.login(account.login, account.password)
        return self

    def __exit__(self, *_: object) -> None:
        if self.session:
            self.session.close()

    def deliver(self, message: EmailMessage, recipient: str) -> None:
        assert self.session is not None, "deliver inside of with"
        self.session.send_message(message, from_addr=self.account.email, to_addrs=[recipient])


class Folder:
    """Nothing is sent by surprise, nothing vanishes: each mail is one .eml file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Folder:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""

    def deliver(self, message: EmailMessage, recipient: str) -> None:
        stamp = f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**9:09d}"
        file = self.folder / f"{stamp}-{re.sub(r'[^A-Za-z0-9@._-]', '_', recipient)}.eml"
        half = file.with_suffix(".part")
        half.write_bytes(bytes(message))
        os.replace(half, file)
