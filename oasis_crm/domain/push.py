"""Which addresses push messages may go to.

A browser hands over the address of its maker's push service, and the server then posts to it: unchecked, any
user could make the server call any machine. Only the services of browser makers are called.
"""

from __future__ import annotations

from urllib.parse import urlsplit

SERVICES = (
    "fcm.googleapis.com",
    "android.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)


def is_push_service(endpoint: str) -> bool:
    """Whether an address is an https address of a browser maker's push service."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").rstrip(".")
    plain = parts.scheme == "https" and port in (None, 443) and not parts.username
    return plain and any(host == service or host.endswith(f".{service}") for service in SERVICES)
