"""Fixed-window counters: so many calls by a key in so many seconds.

Kept in memory: one process serves a site, and a restart may well forgive.
"""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import frappe
from frappe.exceptions import RateLimitExceededError

F = TypeVar("F", bound=Callable[..., Any])
DAY = 24 * 60 * 60
# Keys hold addresses and user names typed by strangers: their number must stay bounded.
MAX_KEYS = 50_000

_lock = threading.Lock()
_counts: dict[str, tuple[float, int]] = {}


class Window:
    """One counter. The window opens with the first hit and lasts `seconds`."""

    def __init__(self, key: str, seconds: float) -> None:
        self.key = key
        self.seconds = seconds

    def count(self) -> int:
        with _lock:
            return self._current()[1]

    def hit(self) -> int:
        """Counts one more and answers the new number."""
        with _lock:
            ends, count = self._current()
            if len(_counts) >= MAX_KEYS and self.key not in _counts:
                _forget_ended()
            _counts[self.key] = (ends, count + 1)
            return count + 1

    def reset(self) -> None:
        with _lock:
            _counts.pop(self.key, None)

    def _current(self) -> tuple[float, int]:
        ends, count = _counts.get(self.key, (0.0, 0))
        now = time.monotonic()
        return (ends, count) if ends > now else (now + self.seconds, 0)


def _forget_ended() -> None:
    now = time.monotonic()
    for key in [key for key, (ends, _count) in _counts.items() if ends <= now]:
        del _counts[key]
    while len(_counts) >= MAX_KEYS:  # all still open: the oldest go first
        del _counts[next(iter(_counts))]


def forget_all() -> None:
    """Every counter starts anew."""
    with _lock:
        _counts.clear()


def rate_limit(
    key: str | None = None,
    limit: int | Callable[[], int] = 5,
    seconds: int = DAY,
    methods: str | Sequence[str] = "ALL",
    ip_based: bool = True,
) -> Callable[[F], F]:
    """Let an endpoint be called `limit` times in `seconds`, counted by address, by the form's `key`, or both.

    Beyond that: RateLimitExceededError (429). Calls from within are not counted.
    """

    def decorate(fn: F) -> F:
        @functools.wraps(fn)
        def limited(*args: Any, **kwargs: Any) -> Any:
            request = frappe.local.request
            if request and (methods == "ALL" or request.method in methods):
                _count(fn, key, limit() if callable(limit) else limit, seconds, ip_based)
            return fn(*args, **kwargs)

        return cast(F, limited)

    return decorate


def _count(fn: Callable[..., Any], key: str | None, limit: int, seconds: int, ip_based: bool) -> None:
    from frappe import _

    parts = [str(frappe.local.request_ip)] if ip_based else []
    if key:
        parts.append(str(frappe.local.form_dict.get(key) or ""))
    if not any(parts):
        frappe.throw(_("A rate limit needs a key or the caller's address."))
    name = ":".join(["call", str(frappe.local.site_folder), f"{fn.__module__}.{fn.__qualname__}", *parts])
    if Window(name, seconds).hit() > limit:
        frappe.throw(_("Too many requests. Please try again later."), RateLimitExceededError)
