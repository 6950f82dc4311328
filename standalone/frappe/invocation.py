"""Calling a function with what the outside sent: surplus arguments are dropped."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from frappe.hooks_registry import get_attr

NEVER_PASSED = ("ignore_permissions", "flags")


def call(fn: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Calls `fn` with those of `kwargs` that it takes; never with ignore_permissions or flags."""
    function = get_attr(fn) if isinstance(fn, str) else fn
    return function(*args, **get_newargs(function, kwargs))


def get_newargs(fn: Callable[..., Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    names, takes_any = _parameters(fn)
    taken = {key: value for key, value in kwargs.items() if takes_any or key in names}
    for name in NEVER_PASSED:
        taken.pop(name, None)
    return taken


signature = lru_cache(maxsize=1024)(inspect.signature)


@lru_cache(maxsize=1024)
def _parameters(fn: Callable[..., Any]) -> tuple[frozenset[str], bool]:
    parameters = inspect.signature(fn).parameters.values()
    return (
        frozenset(p.name for p in parameters if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)),
        any(p.kind is p.VAR_KEYWORD for p in parameters),
    )
