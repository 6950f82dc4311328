"""Which functions the outside may call, by which HTTP methods, and who may."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from frappe.context import local
from frappe.exceptions import PermissionError
from frappe.messages import throw
from frappe.permissions import get_roles
from frappe.translate import _
from frappe.utils.typing_validations import validate_argument_types

Function = TypeVar("Function", bound=Callable[..., Any])
ALL_METHODS = ("GET", "POST", "PUT", "DELETE")

whitelisted: set[Any] = set()
guest_methods: set[Any] = set()
xss_safe_methods: set[Any] = set()
allowed_http_methods: dict[Any, tuple[str, ...]] = {}
readers: set[Any] = set()


def whitelist(
    allow_guest: bool = False, xss_safe: bool = False, methods: Iterable[str] | None = None
) -> Callable[[Function], Function]:
    """Lets the decorated function be called over HTTP, by the given methods."""
    allowed = tuple(methods) if methods else ALL_METHODS

    def expose(function: Function) -> Function:
        checked: Function = validate_argument_types(function)
        target = getattr(checked, "__func__", checked)
        whitelisted.add(target)
        allowed_http_methods[target] = allowed
        if methods and "GET" in allowed:
            # Who says that it may be called by GET says that it changes nothing: a GET is rolled back.
            readers.add(inspect.unwrap(target))
        if allow_guest:
            guest_methods.add(target)
            if xss_safe:
                xss_safe_methods.add(target)
        return checked

    return expose


def read_only() -> Callable[[Function], Function]:
    """Declares that a function changes nothing: called by POST, it does not wait for those who write."""

    def mark(function: Function) -> Function:
        readers.add(function)
        return function

    return mark


def is_reader(function: Any) -> bool:
    return inspect.unwrap(getattr(function, "__func__", function)) in readers


def is_whitelisted(method: Any) -> None:
    """Raises PermissionError unless the current user may call `method` over HTTP."""
    method = getattr(method, "__func__", method)
    if method not in whitelisted or (local.session.user == "Guest" and method not in guest_methods):
        throw(_("You cannot call this function"), PermissionError)


def only_for(roles: str | Iterable[str], message: bool | str = False) -> None:
    """Raises PermissionError unless the user has one of the roles; does nothing under tests."""
    if local.flags.in_test or local.session.user == "Administrator":
        return
    wanted = {roles} if isinstance(roles, str) else set(roles)
    if wanted.isdisjoint(get_roles()):
        reason = message if isinstance(message, str) else _("Only these roles may do this: {0}")
        throw(reason.format(", ".join(sorted(wanted))), PermissionError)
