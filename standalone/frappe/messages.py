"""Messages to the user, gathered during a request and sent with its answer."""

from __future__ import annotations

from typing import Any, NoReturn

from frappe.context import local
from frappe.exceptions import ValidationError
from frappe.types import _dict

Refusal = type[Exception] | Exception


def msgprint(
    msg: Any,
    title: str | None = None,
    raise_exception: bool | Refusal = False,
    as_list: bool = False,
    indicator: str | None = None,
    alert: bool = False,
) -> None:
    """Queues a message for the user; raises as well where `raise_exception` says so."""
    text = "".join(f"<p>{item}</p>" for item in msg) if isinstance(msg, list | tuple) else str(msg)
    message = _dict(message=text)
    if as_list:
        message.as_list = 1
    if title:
        message.title = title
    if indicator or raise_exception:
        message.indicator = indicator or "red"
    if alert:
        message.alert = 1
    if raise_exception:
        message.raise_exception = 1
        message.setdefault("title", None)
    local.message_log.append(message)
    if raise_exception:
        _raise(text, raise_exception, message)


def _raise(text: str, kind: bool | Refusal, message: _dict) -> NoReturn:
    error: Exception
    if isinstance(kind, Exception):
        error = kind
    elif isinstance(kind, type) and issubclass(kind, Exception):
        error = kind(text)
    else:
        error = ValidationError(text)
    error.__dict__["message_entry"] = message
    raise error


def throw(
    msg: Any, exc: Refusal = ValidationError, title: str | None = None, as_list: bool = False
) -> NoReturn:
    """Tells the user why and raises `exc`."""
    msgprint(msg, title=title, raise_exception=exc, indicator="red", as_list=as_list)
    raise ValidationError(msg)


def get_message_log() -> list[_dict]:
    return list(local.message_log)


def clear_messages() -> None:
    local.message_log = []


def clear_last_message() -> None:
    if local.message_log:
        local.message_log = local.message_log[:-1]
