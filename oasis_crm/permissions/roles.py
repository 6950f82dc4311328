"""The three modes as roles, and the one place where a whitelisted function says who may call it."""

import inspect
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, TypeVar

import frappe
from frappe import _

MANAGER = "Oasis Manager"
OFFICE = "Oasis Office"
FIELD = "Oasis Field"
SYSTEM_MANAGER = "System Manager"

EVERYONE = (MANAGER, OFFICE, FIELD)
STAFF = (MANAGER, OFFICE)
MANAGERS = (MANAGER,)
#: For functions that prove the caller by other means (a webhook's signature, a secret link).
GUEST = ()

Function = TypeVar("Function", bound=Callable[..., Any])


def endpoint(
    *, roles: Collection[str], methods: Collection[str] = ("POST",)
) -> Callable[[Function], Function]:
    """Whitelist a function for users who hold one of `roles`; `GUEST` opens it to everybody.

    Only state the read method ("GET") for functions that change nothing: the framework rolls a GET back.
    Raises frappe.PermissionError (403) for anyone else, before the function's body runs.
    """

    def decorate(function: Function) -> Function:
        signature = inspect.signature(function)

        @wraps(function)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if roles:
                require(roles)
            _require_arguments(signature, args, kwargs)
            return function(*args, **kwargs)

        guarded.oasis_roles = tuple(roles)  # type: ignore[attr-defined]  # read by the contract tests
        guarded.oasis_methods = tuple(methods)  # type: ignore[attr-defined]
        return frappe.whitelist(allow_guest=not roles, methods=list(methods))(guarded)

    return decorate


def may_open_app() -> bool:
    """Whether the user works in one of the three modes; nobody else is sent to the web app on logging in."""
    return has_role(EVERYONE)


def _require_arguments(signature: inspect.Signature, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Refuse a call without what the function needs: the framework would call it a failure of its own."""
    given = signature.bind_partial(*args, **kwargs).arguments
    missing = [
        name
        for name, argument in signature.parameters.items()
        if argument.default is argument.empty
        and argument.kind not in (argument.VAR_POSITIONAL, argument.VAR_KEYWORD)
        and name not in given
    ]
    if missing:
        frappe.throw(_("Missing: {0}").format(", ".join(missing)), frappe.ValidationError)


def require(roles: Collection[str], user: str | None = None) -> None:
    """Raise frappe.PermissionError unless the user holds one of `roles` or administers the system."""
    if not has_role(roles, user):
        frappe.throw(_("Your role does not allow this."), frappe.PermissionError)


def has_role(roles: Collection[str], user: str | None = None) -> bool:
    """Whether the user (default: the session's) holds one of `roles`; system managers hold all of them."""
    held = frappe.get_roles(user or frappe.session.user)
    return SYSTEM_MANAGER in held or not set(roles).isdisjoint(held)
