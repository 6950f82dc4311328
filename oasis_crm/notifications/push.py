"""Browsers that take push messages, and the site's own keys: no relay stands in between."""

import hashlib
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import frappe
from frappe import _
from oasis_crm.domain.push import is_push_service
from oasis_crm.errors import PushSubscriptionError
from oasis_crm.services import settings


def public_key() -> str:
    """The key that browsers subscribe with; made when it is first asked for."""
    if not settings.document().vapid_public_key:
        _make_keys()
    return str(settings.document().vapid_public_key)


def _make_keys() -> None:
    doc = frappe.get_doc(settings.DOCTYPE, settings.DOCTYPE, for_update=True)
    if doc.vapid_public_key:
        return
    private = ec.generate_private_key(ec.SECP256R1())
    number = private.private_numbers().private_value.to_bytes(32, "big")
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    doc.update({"vapid_private_key": _base64(number), "vapid_public_key": _base64(point)})
    # The keys are the site's, made for whoever subscribes first; they are nobody's setting.
    doc.save(ignore_permissions=True)


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def subscribe(subscription: dict[str, Any], device: str | None) -> str:
    """Keep a browser of the session's user, once; answers the document's name."""
    endpoint, keys = str(subscription.get("endpoint") or ""), subscription.get("keys") or {}
    if not is_push_service(endpoint) or not keys.get("p256dh") or not keys.get("auth"):
        frappe.throw(_("This is not a browser's push subscription."), PushSubscriptionError)
    known = frappe.db.get_value("Push Subscription", {"endpoint_hash": _digest(endpoint)})
    doc = frappe.get_doc("Push Subscription", known) if known else frappe.new_doc("Push Subscription")
    doc.update(
        {
            "user": frappe.session.user,
            "endpoint": endpoint,
            "endpoint_hash": _digest(endpoint),
            "p256dh": keys["p256dh"],
            "auth": keys["auth"],
            "device": (device or "")[:140],
            "failures": 0,
        }
    )
    # Nobody writes this DocType by hand: a browser proves itself by knowing its own address and keys.
    doc.save(ignore_permissions=True)
    return str(doc.name)


def unsubscribe(endpoint: str) -> None:
    """Forget a browser of the session's user."""
    frappe.db.delete("Push Subscription", {"endpoint_hash": _digest(endpoint), "user": frappe.session.user})


def _digest(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


def queue(user: str, title: str, url: str, extra: dict[str, Any] | None = None) -> None:
    """Send to all browsers of a user, in a job after the transaction: nobody waits for a push service."""
    if not frappe.db.exists("Push Subscription", {"user": user}):
        return
    frappe.enqueue(
        "oasis_crm.notifications.push_job.deliver",
        queue="short",
        enqueue_after_commit=True,
        user=user,
        title=title,
        url=url,
        extra=extra,
    )
