"""The job that posts push messages to the browser makers' services.

What is sent is encrypted for the browser that receives it; the service in between reads nothing.
"""

import json
from typing import Any

from pywebpush import WebPushException, webpush

import frappe
from frappe.utils import cint, now_datetime
from oasis_crm.services import settings

#: A browser that could not be reached this many times in a row is forgotten.
_GIVE_UP_AFTER = 10
#: What the services answer for a browser that has withdrawn.
_GONE = (404, 410)
_SECONDS = 10
#: How long a service keeps a message for a device that is switched off, in seconds.
_KEEP = 12 * 60 * 60


def deliver(user: str, title: str, url: str, extra: dict[str, Any] | None = None) -> None:
    """Job: post the message to each browser of the user, then note what the services answered."""
    browsers = [_browser(name) for name in _names(user)]
    doc = settings.document()
    private, contact = doc.get_password("vapid_private_key"), doc.vapid_subject or doc.mail_from
    # The services are slow; no transaction is held open while they answer.
    frappe.db.commit()
    message = json.dumps({"title": title, "url": url, **(extra or {})})
    answers = [(name, _post(info, message, private, contact)) for name, info in browsers]
    for name, status in answers:
        _note(name, status)


def _names(user: str) -> list[str]:
    return frappe.get_all("Push Subscription", filters={"user": user}, pluck="name", order_by="creation asc")


def _browser(name: str) -> tuple[str, dict[str, Any]]:
    doc = frappe.get_doc("Push Subscription", name)
    return name, {"endpoint": doc.endpoint, "keys": {"p256dh": doc.p256dh, "auth": doc.get_password("auth")}}


def _post(browser: dict[str, Any], message: str, private: str, contact: str | None) -> int:
    """The service's HTTP status; 0 where it could not be reached."""
    claims = {"sub": f"mailto:{contact or 'postmaster@localhost.localdomain'}"}
    try:
        answer = webpush(
            browser,
            message,
            vapid_private_key=private,
            vapid_claims=claims,
            ttl=_KEEP,
            timeout=_SECONDS,
        )
        return cint(answer.status_code)
    except WebPushException as error:
        return cint(error.response.status_code) if error.response is not None else 0
    except OSError:
        return 0


def _note(name: str, status: int) -> None:
    if 200 <= status < 300:
        frappe.db.set_value("Push Subscription", name, {"last_used_on": now_datetime(), "failures": 0})
        return
    failures = cint(frappe.db.get_value("Push Subscription", name, "failures")) + 1
    if status in _GONE or failures >= _GIVE_UP_AFTER:
        frappe.db.delete("Push Subscription", {"name": name})
    else:
        frappe.db.set_value("Push Subscription", name, "failures", failures)
