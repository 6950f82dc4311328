"""Arguments of whitelisted functions, brought to their annotated types or refused."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, ForwardRef, TypeVar

from pydantic import ConfigDict, PydanticUserError, TypeAdapter, ValidationError

from frappe.context import local
from frappe.exceptions import FrappeTypeError

Function = TypeVar("Function", bound=Callable[..., Any])
CONFIG = ConfigDict(arbitrary_types_allowed=True)


def validate_argument_types(function: Function) -> Function:
    """Wraps `function`: annotated arguments are coerced as pydantic does when lax, else FrappeTypeError."""

    @functools.wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        if not (local.request or local.flags.in_test):
            return function(*args, **kwargs)
        signature = _signature(function)
        try:
            # What is missing is the function's own business: a decorator below may refuse the caller first.
            bound = signature.bind_partial(*args, **kwargs)
        except TypeError:
            return function(*args, **kwargs)
        for name, value in bound.arguments.items():
            parameter = signature.parameters[name]
            if parameter.kind not in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
                bound.arguments[name] = coerce(function, parameter, value)
        return function(*bound.args, **bound.kwargs)

    return checked  # type: ignore[return-value]


@functools.lru_cache(maxsize=1024)
def _signature(function: Callable[..., Any]) -> inspect.Signature:
    """Annotations left as text count in the engine's modules only: in apps the framework skips them too."""
    return inspect.signature(function, eval_str=function.__module__.split(".")[0] == "frappe")


def coerce(function: Callable[..., Any], parameter: inspect.Parameter, value: Any) -> Any:
    kind = parameter.annotation
    if kind is inspect.Parameter.empty or _is_forward(kind) or value is parameter.default:
        return value
    if kind is bool:
        kind = int | bool | float
    try:
        return _adapter(kind).validate_python(value)
    except ValidationError as error:
        raise FrappeTypeError(
            f"{function.__qualname__}: {parameter.name} must be {_named(kind)}, not {type(value).__name__}"
        ) from error


def _is_forward(kind: Any) -> bool:
    return isinstance(kind, str | ForwardRef) or any(
        isinstance(part, str | ForwardRef) for part in getattr(kind, "__args__", ())
    )


def _named(kind: Any) -> str:
    return getattr(kind, "__name__", None) or str(kind)


@functools.lru_cache(maxsize=1024)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    try:
        return TypeAdapter(kind, config=CONFIG)
    except PydanticUserError:
        return TypeAdapter(kind)
