"""What the web app needs to know before it shows anything."""

import hashlib
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, flt, get_system_timezone, now_datetime, nowdate
from oasis_crm import __version__
from oasis_crm.domain import stages
from oasis_crm.domain.holidays import public_holidays
from oasis_crm.domain.scheduling import WorkRules
from oasis_crm.notifications import inbox
from oasis_crm.permissions import roles
from oasis_crm.permissions.realtime import staff
from oasis_crm.permissions.scope import Scope, scope_of
from oasis_crm.services import people, preferences, settings, wording

_NUMBERS = (
    *("slot_minutes", "daily_visit_cap", "default_visit_minutes", "missed_after_hours", "claim_after_days"),
    *("check_in_radius_m", "check_in_max_age_minutes", "contract_end_days", "supplier_end_days"),
    *("document_expiry_days", "no_fuel_days", "limit_runway_days", "working_set_size"),
)


def boot() -> dict[str, Any]:
    """Everything of docs/api.md under `boot.get`."""
    scope = scope_of()
    held = frappe.get_roles()
    chosen = preferences.of_user()
    return {
        "user": scope.user,
        "full_name": people.full_name(scope.user),
        "mode": people.mode(),
        "roles": [role for role in roles.EVERYONE if role in held],
        "is_leader": bool(scope.leads),
        "language": chosen["language"],
        "today": nowdate(),
        "now": str(now_datetime())[:19],
        "version": __version__,
        "site": frappe.local.site,
        **_system(),
        "teams": _teams(scope),
        "users": _users(scope),
        "colleagues": _colleagues(scope),
        "settings": _settings(),
        "outcomes": _outcomes(),
        "stages": _stages(),
        "document_types": _document_types(),
        "preferences": chosen,
        "translations_version": translations_version(),
        "unread_notifications": inbox.unread(scope.user),
        "offline": {"scope": "working set" if scope.everything else "full"},
    }


def _system() -> dict[str, Any]:
    return {
        "time_zone": get_system_timezone(),
        "currency": frappe.db.get_default("currency") or "TRY",
        "date_format": frappe.db.get_single_value("System Settings", "date_format"),
        "number_format": frappe.db.get_single_value("System Settings", "number_format"),
    }


def _teams(scope: Scope) -> list[dict[str, Any]]:
    filters = {} if scope.everything else {"name": ["in", sorted(scope.teams) or [""]]}
    teams = frappe.get_all("Sales Team", filters=filters, fields=["name", "leader"], order_by="name asc")
    rows = frappe.get_all(
        "Sales Team Member",
        filters={"parenttype": "Sales Team"},
        fields=["parent", "user"],
        order_by="idx asc",
    )
    names = people.full_names(row.user for row in rows)
    return [
        {
            "team": team.name,
            "leader": team.leader,
            "members": [
                {"user": row.user, "full_name": names[row.user]} for row in rows if row.parent == team.name
            ],
        }
        for team in teams
    ]


def _users(scope: Scope) -> list[dict[str, Any]]:
    """Whom the user may assign to and filter by: the field reps in his scope."""
    user, held = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
    query = (
        frappe.qb.from_(user)
        .inner_join(held)
        .on((held.parent == user.name) & (held.parenttype == "User"))
        .select(user.name, user.full_name)
        .where(held.role == roles.FIELD)
        .where(user.enabled == 1)
        .orderby(user.full_name)
    )
    if not scope.everything:
        query = query.where(user.name.isin(sorted(scope.reads)))
    rows = query.run(as_dict=True)
    team_of = {
        row.user: row.parent
        for row in frappe.get_all(
            "Sales Team Member",
            filters={"parenttype": "Sales Team"},
            fields=["parent", "user"],
            order_by="idx asc",
        )
    }
    return [
        {"user": row.name, "full_name": row.full_name, "mode": "field", "team": team_of.get(row.name)}
        for row in rows
    ]


def _colleagues(scope: Scope) -> list[dict[str, Any]]:
    """Who else may see the user's documents: managers, the office, and who leads his teams."""
    filters = {"name": ["in", sorted(scope.teams) or [""]], "leader": ["is", "set"]}
    leaders = frappe.get_all("Sales Team", filters=filters, pluck="leader", order_by="name asc")
    names = people.full_names((set(staff()) | set(leaders)) - {"Administrator"})
    return [{"user": user, "full_name": name} for user, name in sorted(names.items())]


def _settings() -> dict[str, Any]:
    document, rules = settings.document(), settings.work_rules()
    return {
        **{name: cint(document.get(name)) for name in _NUMBERS},
        "low_limit_percent": flt(document.low_limit_percent),
        "work_start": f"{rules.start:%H:%M}",
        "work_end": f"{rules.end:%H:%M}",
        "working_days": sorted(rules.days),
        **_holidays(rules),
        "cadence": settings.cadence(),
        "map_tiles": document.map_tiles_url,
        "map_attribution": document.map_attribution,
        "privacy_notice": document.privacy_notice,
        "vapid_public_key": document.vapid_public_key,
        "restrict_reps_to_own_data": bool(document.restrict_reps_to_own_data),
    }


def _holidays(rules: WorkRules) -> dict[str, Any]:
    """This year's and next year's days off and their names, so that a device proposes no visit on them
    without the network.
    """
    year, lang = now_datetime().year, wording.language()
    public = {day: name for y in (year, year + 1) for day, name in public_holidays(y, lang).items()}
    named = {
        str(day): name for day, name in ((public if rules.public_holidays else {}) | rules.holidays).items()
    }
    return {"holidays": sorted(named), "holiday_names": named}


def _outcomes() -> list[dict[str, Any]]:
    fields = ["name as outcome", "next_visit_rule", "days", "next_stage", "asks_lost_reason"]
    rows = frappe.get_all(
        "Visit Outcome", filters={"disabled": 0}, fields=fields, order_by="creation asc, name asc"
    )
    return [{**row, "label": _(row.outcome)} for row in rows]


def _stages() -> list[dict[str, Any]]:
    document = settings.document()
    return [
        {
            "stage": stage,
            "label": _(stage),
            "probability": flt(document.get(f"probability_{stage.lower()}")),
            "next": sorted(stages.TRANSITIONS.get(stage, ()), key=stages.STAGES.index),
        }
        for stage in stages.STAGES
    ]


def _document_types() -> list[dict[str, Any]]:
    types = frappe.get_all(
        "Document Type",
        filters={"disabled": 0},
        fields=["name", "has_expiry", "has_amount"],
        order_by="creation asc, name asc",
    )
    needs: dict[str, list[str]] = {}
    for row in frappe.get_all(
        "Document Requirement", fields=["parent", "firm_type"], order_by="parent asc, idx asc"
    ):
        needs.setdefault(row.parent, []).append(row.firm_type)
    return [{**row, "label": _(row.name), "required_for": needs.get(row.name, [])} for row in types]


def translations_version() -> str:
    """Changes with the app's version and with the words that admins translate themselves."""
    own = frappe.get_all("Translation", fields=["modified"], order_by="modified desc", limit=1)
    mark = f"{__version__} {own[0].modified if own else ''}"
    return hashlib.sha256(mark.encode()).hexdigest()[:12]
