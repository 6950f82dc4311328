"""The page of the web app: the same document for every route and every user; guests see its log-in."""

from __future__ import annotations

import json

import frappe
from frappe.sessions import get_csrf_token

no_cache = 1


def get_context(context):
    """`csrf_token` of the session and what the page must know before its first request, as JSON."""
    context.no_cache = 1
    context.csrf_token = get_csrf_token()
    context.page_values = script_json(page_values())
    # The token was stored in the session; without a commit this GET would lose it.
    frappe.db.commit()
    return context


def page_values():
    """`site`: the room of the realtime events; `socketio_port`: where these have a port of their own."""
    return {"site": frappe.local.site, "socketio_port": frappe.conf.get("socketio_port")}


def script_json(values):
    """JSON that may stand inside a `<script>`: no character of it can end the element."""
    return json.dumps(values).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
