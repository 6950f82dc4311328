"""The API described by itself (OpenAPI 3.1): from the DocTypes and from the signatures of the endpoints."""

import inspect
import pkgutil
import types
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Union, get_args, get_origin
from urllib.parse import quote

import frappe
from frappe.utils import get_url
from oasis_crm import __version__

MODULE = "Oasis CRM"
_API = "oasis_crm.api"
_SCHEMAS: dict[str, dict[str, Any]] = {
    "Int": {"type": "integer"},
    "Check": {"type": "integer", "enum": [0, 1]},
    "Float": {"type": "number"},
    "Currency": {"type": "number"},
    "Percent": {"type": "number"},
    "Date": {"type": "string", "format": "date"},
    "Datetime": {"type": "string", "examples": ["2026-11-23 09:30:00"]},
    "JSON": {"type": "string", "contentMediaType": "application/json"},
}
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    dict: {"type": "object"},
    list: {"type": "array", "items": {}},
    type(None): {"type": "null"},
}
#: What the layout of a form is made of, and what is never answered.
_NO_VALUE = frozenset(
    {"Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold", "Image", "Password"}
)
_PAGING = {
    "fields": ("string", "JSON list of fieldnames"),
    "filters": ("string", "JSON list of [fieldname, operator, value]"),
    "or_filters": ("string", "JSON list, any of which must hold"),
    "order_by": ("string", "for example `modified desc`"),
    "limit_start": ("integer", "rows to skip"),
    "limit_page_length": ("integer", "rows a page, 20 unless told; 0 for all"),
}

Function = Callable[..., Any]


def spec() -> dict[str, Any]:
    """The document, with the DocTypes that the session's user may read."""
    doctypes = [name for name in _doctypes() if frappe.has_permission(name, "read")]
    schemas = {_key(name): _document_schema(name) for name in doctypes}
    for name in doctypes:
        schemas |= {_key(child): _document_schema(child) for child in _children(name)}
    paths: dict[str, Any] = {}
    for path, function in endpoints():
        paths[f"/api/method/{path}"] = _operations(path, function)
    for name in doctypes:
        paths |= _resource(name)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Oasis CRM", "version": __version__},
        "servers": [{"url": get_url()}],
        "security": [{"token": []}, {"session": []}],
        "paths": paths,
        "components": {"schemas": schemas | {"Error": _error()}, "securitySchemes": _security()},
    }


def endpoints() -> Iterator[tuple[str, Function]]:
    """Dotted path and function of every endpoint of our own, in alphabetical order."""
    package = import_module(_API)
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        module = import_module(f"{_API}.{info.name}")
        for name, function in sorted(inspect.getmembers(module, inspect.isfunction)):
            if hasattr(function, "oasis_roles") and inspect.unwrap(function).__module__ == module.__name__:
                yield f"{_API}.{info.name}.{name}", function


def _operations(path: str, function: Function) -> dict[str, Any]:
    origin = inspect.unwrap(function)
    arguments = inspect.signature(origin).parameters.values()
    return {
        method.lower(): {
            "operationId": f"{path}.{method.lower()}",
            "tags": [path.split(".")[2]],
            "summary": (inspect.getdoc(origin) or "").split("\n")[0],
            "x-roles": list(function.oasis_roles),  # type: ignore[attr-defined]
            **(_query(arguments) if method == "GET" else _body(arguments)),
            "responses": _responses("message", {}),
        }
        for method in function.oasis_methods  # type: ignore[attr-defined]
    }


def _query(arguments: Any) -> dict[str, Any]:
    return {
        "parameters": [
            {
                "name": argument.name,
                "in": "query",
                "required": argument.default is argument.empty,
                "schema": _of_type(argument.annotation),
            }
            for argument in arguments
        ]
    }


def _body(arguments: Any) -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {argument.name: _of_type(argument.annotation) for argument in arguments},
        "required": [argument.name for argument in arguments if argument.default is argument.empty],
    }
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}}


def _of_type(kind: Any) -> dict[str, Any]:
    if get_origin(kind) in (Union, types.UnionType):
        return {"anyOf": [_of_type(part) for part in get_args(kind)]}
    return _PLAIN.get(get_origin(kind) or kind, {})


def _doctypes() -> list[str]:
    filters = {"module": MODULE, "istable": 0, "issingle": 0}
    return frappe.get_all("DocType", filters=filters, pluck="name", order_by="name asc")


def _children(doctype: str) -> list[str]:
    return [field.options for field in frappe.get_meta(doctype).get_table_fields()]


def _key(doctype: str) -> str:
    return doctype.replace(" ", "")


def _reference(doctype: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{_key(doctype)}"}


def _document_schema(doctype: str) -> dict[str, Any]:
    fields = [field for field in frappe.get_meta(doctype).fields if field.fieldtype not in _NO_VALUE]
    properties = {"name": {"type": "string"}, "modified": _SCHEMAS["Datetime"]}
    properties |= {field.fieldname: _field_schema(field) for field in fields}
    required = [field.fieldname for field in fields if field.reqd]
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def _field_schema(field: Any) -> dict[str, Any]:
    if field.fieldtype == "Table":
        return {"type": "array", "items": _reference(field.options), "title": field.label}
    schema = dict(_SCHEMAS.get(field.fieldtype, {"type": "string"}), title=field.label)
    if field.fieldtype == "Select":
        schema["enum"] = (field.options or "").split("\n")
    if field.fieldtype == "Link":
        schema["x-link"] = field.options
    if field.description:
        schema["description"] = field.description
    if field.read_only:
        schema["readOnly"] = True
    return schema


def _resource(doctype: str) -> dict[str, Any]:
    path, one = f"/api/resource/{quote(doctype)}", _responses("data", _reference(doctype))
    content = {"content": {"application/json": {"schema": _reference(doctype)}}}
    named = [{"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}]
    paging = [
        {"name": name, "in": "query", "description": text, "schema": {"type": kind}}
        for name, (kind, text) in _PAGING.items()
    ]
    many = _responses("data", {"type": "array", "items": _reference(doctype)})

    def operation(verb: str, **values: Any) -> dict[str, Any]:
        return {"operationId": f"{_key(doctype)}.{verb}", "tags": [doctype], **values}

    return {
        path: {
            "get": operation("list", parameters=paging, responses=many),
            "post": operation("create", requestBody=content, responses=one),
        },
        f"{path}/{{name}}": {
            "parameters": named,
            "get": operation("read", responses=one),
            "put": operation("update", requestBody=content, responses=one),
            "delete": operation("delete", responses={"202": {"description": "Deleted"}, **_failures()}),
        },
    }


def _responses(key: str, schema: dict[str, Any]) -> dict[str, Any]:
    answer = {"type": "object", "properties": {key: schema}}
    return {
        "200": {"description": "Done", "content": {"application/json": {"schema": answer}}},
        **_failures(),
    }


def _failures() -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    reasons = {
        "401": "Not logged in",
        "403": "Not allowed",
        "404": "Not there",
        "409": "There already",
        "417": "Refused by a rule",
    }
    return {status: {"description": text, "content": content} for status, text in reasons.items()}


def _error() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "exc_type": {
                "type": "string",
                "description": "The refusal's class, for example DuplicateFirmError",
            },
            "_server_messages": {"type": "string", "description": "JSON list of JSON objects with `message`"},
        },
    }


def _security() -> dict[str, Any]:
    return {
        "token": {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`token <api_key>:<api_secret>`",
        },
        "session": {"type": "apiKey", "in": "cookie", "name": "sid"},
    }
