"""Who may do what: roles, levels, owners, User Permissions and the apps' hooks."""

from __future__ import annotations

from typing import Any

from frappe.context import local
from frappe.exceptions import PermissionError
from frappe.hooks_registry import get_hooks
from frappe.invocation import call
from frappe.messages import throw
from frappe.model.meta import RIGHTS, Meta, get_meta
from frappe.translate import _
from frappe.types import _dict
from frappe.utils.caching import cache
from frappe.utils.settings import get_system_setting

AUTOMATIC_ROLES = ("Guest", "All", "Desk User", "Administrator")
rights = RIGHTS


def get_roles(username: str | None = None) -> list[str]:
    """The user's roles with those everybody has; Administrator has all."""
    user = username or local.session.user
    if user == "Guest" or not user:
        return ["Guest"]
    if user == "Administrator":
        roles: list[str] = cache.get_value(
            "roles::Administrator",
            lambda: [row[0] for row in local.db.execute("SELECT name FROM tabRole").fetchall()],
        )
        return list(roles)
    return list(cache.get_value(f"roles::{user}", lambda: _read_roles(user)))


def _read_roles(user: str) -> list[str]:
    rows = local.db.execute(
        "SELECT r.role, IFNULL(t.disabled, 0) FROM `tabHas Role` r LEFT JOIN tabRole t ON t.name = r.role "
        "WHERE r.parenttype='User' AND r.parent=? ORDER BY r.idx",
        (user,),
    ).fetchall()
    roles = [role for role, disabled in rows if role not in AUTOMATIC_ROLES and not disabled]
    kind = local.db.execute("SELECT user_type FROM tabUser WHERE name=?", (user,)).fetchone()
    automatic = ["All", "Guest"]
    if kind is not None and kind[0] == "System User":
        automatic.append("Desk User")
    return [*roles, *automatic]


def clear_roles(user: str | None = None) -> None:
    cache.delete_keys(f"roles::{user or ''}")


# --- role permissions


def get_role_permissions(doctype_meta: Any, user: str | None = None, is_owner: bool | None = None) -> _dict:
    """{right: 0 or 1} at level 0 over the user's roles; `if_owner` holds the rights that only owners have."""
    meta = get_meta(doctype_meta) if isinstance(doctype_meta, str) else doctype_meta
    who = user or local.session.user
    key = (meta.name, who, bool(is_owner))
    kept: dict[Any, _dict] = local.role_permissions
    if key not in kept:
        kept[key] = _role_permissions(meta, who, bool(is_owner))
    return kept[key]


def _role_permissions(meta: Meta, user: str, is_owner: bool) -> _dict:
    permissions = _dict(if_owner={})
    if user == "Administrator":
        permissions.update(dict.fromkeys(RIGHTS, 1))
        permissions.has_if_owner_enabled = False
        return permissions
    roles = set(get_roles(user))
    applicable = [perm for perm in meta.permissions if perm.role in roles and perm.permlevel == 0]
    # a level-0 rule whose read is for owners alone
    permissions.has_if_owner_enabled = any(perm.if_owner for perm in applicable)
    for right in RIGHTS:
        with_right = [perm for perm in applicable if perm.get(right)]
        permissions[right] = int(bool(with_right))
        if with_right and permissions.has_if_owner_enabled and all(perm.if_owner for perm in with_right):
            permissions.if_owner[right] = 1
            if not is_owner and right != "create":
                permissions[right] = 0
    return permissions


def requires_owner_constraint(role_permissions: _dict) -> bool:
    """Are lists limited to what the user owns?"""
    if not role_permissions.get("has_if_owner_enabled"):
        return False
    owner = role_permissions.get("if_owner") or {}
    return not role_permissions.get("read") and bool(owner.get("read") or owner.get("select"))


def only_has_select_perm(doctype: str, user: str | None = None) -> bool:
    """May the user choose from these documents, but not read them?"""
    meta = get_meta(doctype)
    if meta.istable:
        return False
    permissions = get_role_permissions(meta, user)
    readable = permissions.get("read") or permissions.if_owner.get("read")
    return bool((permissions.get("select") or permissions.if_owner.get("select")) and not readable)


# --- one document


def has_permission(
    doctype: str | None = None,
    ptype: str = "read",
    doc: Any = None,
    user: str | None = None,
    throw: bool = False,
    *,
    parent_doctype: str | None = None,
) -> bool:
    """May the user do this, to this document where one is given?"""
    doctype = doctype or getattr(doc, "doctype", "")
    who = user or local.session.user
    allowed = who == "Administrator" or _permitted(str(doctype), ptype, doc, who, parent_doctype)
    if not allowed and throw:
        _refuse(str(doctype), ptype, doc)
    return allowed


def _refuse(doctype: str, ptype: str, doc: Any) -> None:
    name = doc if isinstance(doc, str) else getattr(doc, "name", None) or ""
    throw(
        _("You may not {0} {1} {2}").format(_(ptype), _(doctype), name).strip(),
        PermissionError,
        title=_("Not permitted"),
    )


def _permitted(doctype: str, ptype: str, doc: Any, user: str, parent_doctype: str | None) -> bool:
    meta = get_meta(doctype)
    if meta.istable:
        return _child_permitted(meta, ptype, doc, user, parent_doctype)
    if ptype in ("submit", "cancel", "amend") and not meta.is_submittable:
        return False
    if ptype == "import" and not meta.allow_import:
        return False
    if doc is not None and not isinstance(doc, dict) and not hasattr(doc, "doctype"):
        from frappe.documents import get_doc

        doc = get_doc(doctype, doc)
    if doc is None:
        permissions = get_role_permissions(meta, user)
        if_owner = permissions.if_owner.get(ptype) or (ptype == "read" and permissions.if_owner.get("select"))
        return bool(permissions.get(ptype) or if_owner or (ptype == "select" and permissions.get("read")))
    return _document_permitted(meta, ptype, doc, user)


def _document_permitted(meta: Meta, ptype: str, doc: Any, user: str) -> bool:
    is_owner = str(doc.get("owner") or "").lower() == user.lower()
    permissions = get_role_permissions(meta, user, is_owner)
    granted = permissions.get(ptype) or (ptype == "select" and permissions.get("read"))
    if not granted:
        return False
    if not controller_permits(doc, ptype, user):
        return False
    # what one owns by an owner's rule needs no User Permission
    owned = (
        is_owner
        and permissions.has_if_owner_enabled
        and (permissions.if_owner.get(ptype) or permissions.if_owner.get("read"))
    )
    return bool(owned) or has_user_permission(doc, user)


def controller_permits(doc: Any, ptype: str, user: str) -> bool:
    """Every has_permission hook must say True."""
    hooks = get_hooks("has_permission", {})
    paths = [*hooks.get(doc.doctype, []), *hooks.get("*", [])] if hooks else []
    return all(call(path, doc=doc, ptype=ptype, user=user, debug=False) is True for path in reversed(paths))


def _child_permitted(meta: Meta, ptype: str, doc: Any, user: str, parent_doctype: str | None) -> bool:
    """A row is as permitted as its parent."""
    parent = (
        doc.get("parenttype") if doc is not None and not isinstance(doc, str) else None
    ) or parent_doctype
    if not parent or get_meta(parent).istable:
        return False
    if not any(df.options == meta.name for df in get_meta(parent).table_fields):
        return False
    parent_doc = None
    if doc is not None and not isinstance(doc, str) and doc.get("parent"):
        from frappe.documents import get_doc

        parent_doc = getattr(doc, "parent_doc", None) or get_doc(parent, doc.get("parent"))
    return has_permission(parent, ptype, parent_doc, user)


# --- User Permissions


def get_user_permissions(user: str | None = None) -> dict[str, list[_dict]]:
    """{DocType: [{doc, applicable_for, is_default}]}: what the user is limited to."""
    who = user or local.session.user
    if not who or who in ("Administrator", "Guest"):
        return {}
    found: dict[str, list[_dict]] = cache.get_value(
        f"user_permissions::{who}", lambda: _read_user_permissions(who)
    )
    return found


def _read_user_permissions(user: str) -> dict[str, list[_dict]]:
    rows = local.db.rows(
        "SELECT allow, for_value, applicable_for, is_default FROM `tabUser Permission` "
        "WHERE user=? ORDER BY creation",
        (user,),
    )
    found: dict[str, list[_dict]] = {}
    for row in rows:
        entry = _dict(doc=row.for_value, applicable_for=row.applicable_for, is_default=row.is_default)
        found.setdefault(row.allow, []).append(entry)
    return found


def allowed_values(entries: list[_dict], doctype: str) -> list[str]:
    return [entry.doc for entry in entries if not entry.applicable_for or entry.applicable_for == doctype]


def _strict() -> bool:
    return bool(get_system_setting("apply_strict_user_permissions"))


def has_user_permission(doc: Any, user: str | None = None) -> bool:
    """Do the document's own name and all its links lie within the user's User Permissions?"""
    granted = get_user_permissions(user)
    if not granted:
        return True
    if doc.doctype in granted:
        allowed = allowed_values(granted[doc.doctype], doc.doctype)
        if allowed and doc.get("name") and doc.name not in allowed:
            return False
    return all(_links_permitted(row, doc.doctype, granted) for row in (doc, *_rows(doc)))


def _rows(doc: Any) -> list[Any]:
    return doc.get_all_children() if hasattr(doc, "get_all_children") else []


def _links_permitted(row: Any, doctype: str, granted: dict[str, list[_dict]]) -> bool:
    strict = _strict()
    for df in get_meta(row.doctype).link_fields:
        if df.ignore_user_permissions or df.options not in granted:
            continue
        value = row.get(df.fieldname)
        if not value and not strict:
            continue
        allowed = allowed_values(granted[df.options], doctype)
        if allowed and value not in allowed:
            return False
    return True


# --- lists


def match_conditions(doctype: str, user: str) -> str:
    """The SQL that limits a list to what the user may read; an empty text where nothing does."""
    permissions = get_role_permissions(doctype, user)
    escape = local.db.escape
    if requires_owner_constraint(permissions):
        own = f"`tab{doctype}`.`owner` = {escape(user, percent=False)}"
    else:
        own = " AND ".join(_user_permission_conditions(doctype, user))
    parts = [f"({own})" if own else "", permission_query_conditions(doctype, user)]
    return " AND ".join(part for part in parts if part)


def _user_permission_conditions(doctype: str, user: str) -> list[str]:
    granted = get_user_permissions(user)
    if not granted:
        return []
    meta, conditions = get_meta(doctype), []
    strict = _strict()
    targets = [(df.fieldname, df.options) for df in meta.link_fields if not df.ignore_user_permissions]
    for fieldname, target in [*targets, ("name", doctype)]:
        allowed = allowed_values(granted.get(target, []), doctype)
        if not allowed:
            continue
        column = f"`tab{doctype}`.`{fieldname}`"
        values = ", ".join(local.db.escape(value, percent=False) for value in allowed)
        empty = "" if strict else f"{column} IS NULL OR {column} = '' OR "
        conditions.append(f"({empty}{column} IN ({values}))")
    return conditions


def permission_query_conditions(doctype: str, user: str) -> str:
    hooks = get_hooks("permission_query_conditions", {})
    paths = [*hooks.get(doctype, []), *hooks.get("*", [])] if hooks else []
    found = [call(path, user, doctype=doctype) for path in paths]
    return " AND ".join(f"({condition})" for condition in found if condition)


# --- asking about permissions


def get_doc_permissions(doc: Any, user: str | None = None, ptype: str | None = None) -> _dict:
    """Every right on one document."""
    who = user or local.session.user
    meta = get_meta(doc.doctype)
    is_owner = str(doc.get("owner") or "").lower() == who.lower()
    if not controller_permits(doc, ptype or "read", who):
        return _dict({ptype or "read": 0})
    permissions = _dict(get_role_permissions(meta, who, is_owner))
    permissions.if_owner = dict(permissions.if_owner)
    if not meta.is_submittable:
        permissions.update(submit=0, cancel=0, amend=0)
    if not meta.allow_import:
        permissions["import"] = 0
    if is_owner and permissions.if_owner:
        permissions.update(permissions.if_owner)
    elif not has_user_permission(doc, who):
        permissions.update(dict.fromkeys(RIGHTS, 0))
    return permissions


def get_doctypes_with_read(user: str | None = None) -> list[str]:
    names = [
        row[0]
        for row in local.db.execute("SELECT name FROM tabDocType WHERE istable=0 ORDER BY name").fetchall()
    ]
    return [name for name in names if has_permission(name, "read", user=user)]
