"""Fills a fresh site with what the recorded calls build on: setup.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import frappe
from frappe.utils.password import update_password

HERE = Path(__file__).parent
SETUP = HERE / "setup.json"


def prepare(setup: dict[str, Any] | None = None) -> None:
    """To be called as Administrator on a connected site without an app; commits."""
    setup = setup or json.loads(SETUP.read_text(encoding="utf-8"))
    settings = frappe.get_doc("System Settings")
    settings.update(setup["site"])
    settings.save()
    insert(setup["roles"])
    for user in setup["users"]:
        make_user(user)
    insert(setup["doctypes"])
    insert({"doctype": "Workflow State", "workflow_state_name": name} for name in setup["workflow_states"])
    insert(
        {"doctype": "Workflow Action Master", "workflow_action_name": name}
        for name in setup["workflow_actions"]
    )
    insert([setup["workflow"], *setup["data"], *setup["user_permissions"]])
    frappe.db.commit()


def insert(documents: Any) -> None:
    for values in documents:
        frappe.get_doc(values).insert()


def make_user(values: dict[str, Any]) -> None:
    user = frappe.get_doc(
        {
            "doctype": "User",
            "email": values["email"],
            "first_name": values["first_name"],
            "send_welcome_email": 0,
            "roles": [{"role": role} for role in values["roles"]],
        }
    ).insert()
    user.api_key, user.api_secret = values["api_key"], values["api_secret"]
    user.save()
    update_password(values["email"], values["password"])
