"""Expressions that admins write, such as workflow conditions, evaluated with nothing dangerous in reach."""

from __future__ import annotations

import ast
import functools
from types import CodeType
from typing import Any

from frappe.context import local
from frappe.exceptions import ValidationError
from frappe.types import _dict
from frappe.utils import data

ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd, ast.BinOp,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Compare, ast.Eq, ast.NotEq, ast.Lt,
    ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot, ast.IfExp, ast.Call, ast.keyword,
    ast.Attribute, ast.Subscript, ast.Slice, ast.Name, ast.Load, ast.Constant, ast.List, ast.Tuple,
    ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension,
    ast.Store, ast.JoinedStr, ast.FormattedValue, ast.Starred,
)  # fmt: skip
UTILITIES = (
    "now", "nowdate", "today", "now_datetime", "getdate", "get_datetime", "add_days", "add_months",
    "add_to_date", "date_diff", "flt", "cint", "cstr",
)  # fmt: skip
BUILTINS = {
    "abs": abs, "all": all, "any": any, "bool": bool, "dict": dict, "float": float, "int": int, "len": len,
    "list": list, "max": max, "min": min, "round": round, "set": set, "sorted": sorted, "str": str,
    "sum": sum, "tuple": tuple, "True": True, "False": False, "None": None,
}  # fmt: skip


def safe_eval(code: str, eval_globals: dict[str, Any] | None = None, eval_locals: Any = None) -> Any:
    """The value of one expression; ValidationError where it reaches for more than data."""
    names = {**BUILTINS, **(eval_globals or {}), "__builtins__": {}}
    return eval(_compiled(code.strip()), names, dict(eval_locals or {}))


@functools.lru_cache(maxsize=512)
def _compiled(code: str) -> CodeType:
    try:
        tree = ast.parse(code, mode="eval")
    except SyntaxError as error:
        raise ValidationError(f"{code!r} is not an expression") from error
    for node in ast.walk(tree):
        if not isinstance(node, ALLOWED) or _reaches_inside(node):
            raise ValidationError(f"{code!r} uses {type(node).__name__}, which expressions may not")
    return compile(tree, "<expression>", "eval")


def _reaches_inside(node: ast.AST) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name.startswith("_") or name in ("format", "format_map")


def get_safe_globals() -> _dict:
    """What expressions of admins may use beside their own names."""

    def get_value(*args: Any, **kwargs: Any) -> Any:
        return local.db.get_value(*args, **kwargs)

    utils = _dict({name: getattr(data, name) for name in UTILITIES})
    session = _dict(user=local.session.user)
    frappe = _dict(session=session, utils=utils, db=_dict(get_value=get_value))
    return _dict(frappe=frappe, **utils)
