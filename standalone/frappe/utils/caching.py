"""`frappe.cache`: values in this process, dropped in every process of the site when one deletes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from frappe.context import local
from frappe.hooks_registry import clear_hooks

EVERYTHING = "*"
ABSENT = object()


class Store:
    """One site's values, and the last of other processes' deletions that it knows of."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.seen = -1

    def drop(self, key: str) -> None:
        """Forgets a key; with `*` at its end, all that begin so."""
        if key.endswith(EVERYTHING):
            start = key[:-1]
            self.values = {name: value for name, value in self.values.items() if not name.startswith(start)}
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

    def get_value(self, key: str, generator: Callable[[], Any] | None = None) -> Any:
        """The kept value; where there is none, what `generator` makes is kept and answered."""
        kept = store()
        value = kept.values.get(key, ABSENT)
        if value is not ABSENT:
            return value
        if generator is None:
            return None
        value = kept.values[key] = generator()
        return value

    def set_value(self, key: str, val: Any) -> None:
        store().values[key] = val

    def delete_value(self, keys: Any) -> None:
        for key in [keys] if isinstance(keys, str) else keys:
            self._forget(key)

    def delete_keys(self, key: str) -> None:
        """Drops every key that begins with `key`."""
        self._forget(f"{key}{EVERYTHING}")

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


def clear_cache(user: str | None = None) -> None:
    """Forgets what is kept of a user, or everything."""
    if user:
        cache.delete_value([f"roles::{user}", f"user_permissions::{user}"])
    else:
        cache.delete_keys("")
        clear_hooks()
    local.role_permissions = {}
