"""`frappe.cache`: values in this process, dropped in every process of the site when one deletes them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from frappe.context import local
from frappe.hooks_registry import clear_hooks

EVERYTHING = "*"
ABSENT = object()


class Store:
    """One site's values: key → (value, moment it ends or None)."""

    def __init__(self) -> None:
        self.values: dict[str, tuple[Any, float | None]] = {}
        self.seen = -1

    def get(self, key: str) -> Any:
        entry = self.values.get(key)
        if entry is None:
            return ABSENT
        value, ends = entry
        if ends is not None and ends < time.monotonic():
            self.values.pop(key, None)
            return ABSENT
        return value

    def drop(self, key: str) -> None:
        if key == EVERYTHING:
            self.values = {k: v for k, v in self.values.items() if v[1] is not None}
        elif key.endswith(EVERYTHING):
            start = key[:-1]
            for name in [k for k in self.values if k.startswith(start)]:
                self.values.pop(name, None)
        else:
            self.values.pop(key, None)


_stores: dict[str, Store] = {}


def store() -> Store:
    """The present site's."""
    try:
        return local.cache_store  # type: ignore[no-any-return]
    except AttributeError:
        local.cache_store = _stores.setdefault(str(local.site_folder), Store())
        return local.cache_store  # type: ignore[no-any-return]


class Cache:
    """The framework's cache calls; `frappe.cache` and `frappe.cache()` are the same."""

    def __call__(self) -> Cache:
        return self

    @staticmethod
    def _key(key: str, user: str | bool | None = None) -> str:
        if user is True:
            user = local.session.user
        return f"user:{user}:{key}" if user else key

    def get_value(self, key: str, generator: Callable[[], Any] | None = None, user: str | None = None) -> Any:
        """The kept value; where there is none, what `generator` makes is kept and answered."""
        name, kept = self._key(key, user) if user else key, store()
        entry = kept.values.get(name)
        if entry is not None and entry[1] is None:
            return entry[0]  # asked hundreds of times a request: no further calls
        value = kept.get(name)
        if value is not ABSENT:
            return value
        if generator is None:
            return None
        value = generator()
        kept.values[name] = (value, None)
        return value

    def set_value(
        self, key: str, val: Any, user: str | None = None, expires_in_sec: float | None = None
    ) -> None:
        ends = time.monotonic() + expires_in_sec if expires_in_sec else None
        store().values[self._key(key, user)] = (val, ends)

    def delete_value(self, keys: Any, user: str | None = None) -> None:
        for key in [keys] if isinstance(keys, str) else keys:
            self._forget(self._key(key, user))

    def delete_keys(self, key: str) -> None:
        """Drops every key that begins with `key`."""
        self._forget(f"{key}{EVERYTHING}")

    def clear(self) -> None:
        self._forget(EVERYTHING)

    def hget(self, name: str, key: str, generator: Callable[[], Any] | None = None) -> Any:
        return self.get_value(f"{name}|{key}", generator)

    def hset(self, name: str, key: str, value: Any) -> None:
        self.set_value(f"{name}|{key}", value)

    def _forget(self, key: str) -> None:
        store().drop(key)
        database = getattr(local, "db", None)
        if database is not None:
            database.note_cache_clear(key)

    def __getattr__(self, name: str) -> Any:
        raise NotImplementedError(f"frappe.cache.{name} is not part of the standalone engine")


cache = Cache()


def clear_cache(user: str | None = None, doctype: str | None = None) -> None:
    """Forgets what is kept of a user, of a DocType, or everything that no moment ends."""
    if user:
        cache.delete_keys(f"user:{user}:")
        cache.delete_value([f"roles::{user}", f"user_permissions::{user}"])
    elif doctype:
        from frappe.model.meta import clear_meta

        clear_meta(doctype)
    else:
        cache.clear()
        clear_hooks()
    local.role_permissions = {}
