"""Events for open screens: published here, delivered by the server's sockets (`socket_server`)."""

import json
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import frappe
from frappe.utils.json_data import json_handler
from frappe.utils.places import realtime_socket

# event, message, room
Entry = tuple[str, Any, str]
# What carries events to the sockets: set by the server; in other processes the bridge does it.
Emit = Callable[[list[Entry]], None]
Disconnect = Callable[[str], None]
_emit: Emit | None = None
_disconnect: Disconnect | None = None
BRIDGE_SECONDS = 1.0


def attach(emit: Emit | None, disconnect: Disconnect | None) -> None:
    """The server of this process delivers from now on; None detaches it."""
    global _emit, _disconnect
    _emit, _disconnect = emit, disconnect


def publish_realtime(
    event: str | None = None,
    message: Any = None,
    room: str | None = None,
    user: str | None = None,
    doctype: str | None = None,
    docname: str | None = None,
    after_commit: bool = False,
) -> None:
    """Send an event to a room: the given one, a user's, a document's, or every desk user's.

    `after_commit`: once the running transaction has been committed, and not at all when it is rolled back.
    """
    message = {} if message is None else message
    event = event or "global"
    if event == "list_update":
        room = get_doctype_room(doctype or message.get("doctype"))
    room = room or _room_for(user, doctype, docname)
    if after_commit:
        _after_commit((event, message, room))
    else:
        deliver([(event, message, room)])


def _room_for(user: str | None, doctype: str | None, docname: str | None) -> str:
    if user:
        return get_user_room(user)
    if doctype and docname:
        return get_doc_room(doctype, docname)
    return get_site_room()


def _after_commit(entry: Entry) -> None:
    log: list[Entry] = frappe.local.realtime_log
    if not log:
        frappe.db.after_commit.add(flush_realtime_log)
        frappe.db.after_rollback.add(clear_realtime_log)
    if entry not in log:
        log.append(entry)


def flush_realtime_log() -> None:
    entries, frappe.local.realtime_log = frappe.local.realtime_log, []
    deliver(entries)


def clear_realtime_log() -> None:
    frappe.local.realtime_log = []


def deliver(entries: list[Entry]) -> None:
    """Hand events to the sockets of this process, or to the server's process over its local socket."""
    if _emit is not None:
        _emit(entries)
        return
    _send_over_bridge(
        [{"event": event, "message": plain(message), "room": room} for event, message, room in entries]
    )


def plain(message: Any) -> Any:
    """The message in the types that JSON has."""
    return json.loads(json.dumps(message, default=json_handler))


def disconnect_session(sid: str) -> None:
    """Close the sockets of a session that has ended."""
    if _disconnect is not None:
        _disconnect(sid)
    else:
        _send_over_bridge([{"disconnect": sid}])


def _send_over_bridge(entries: list[dict[str, Any]]) -> None:
    path = realtime_socket(frappe.local.site_folder)
    if not os.path.exists(path):
        return  # no server, so nobody to tell
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as bridge:
        bridge.settimeout(BRIDGE_SECONDS)
        bridge.connect(path)
        bridge.sendall(b"".join(json.dumps(entry).encode() + b"\n" for entry in entries))


@frappe.whitelist(allow_guest=True)
def has_permission(doctype: str, name: str) -> bool:
    """Whether the caller may read the document, or the type where `name` is empty; else PermissionError."""
    frappe.has_permission(doctype, "read", doc=name or None, throw=True)
    return True


def get_doctype_room(doctype: str | None) -> str:
    return f"doctype:{doctype}"


def get_doc_room(doctype: str | None, docname: Any) -> str:
    return f"doc:{doctype}/{docname}"


def get_user_room(user: str) -> str:
    return f"user:{user}"


def get_site_room() -> str:
    return "all"


def get_website_room() -> str:
    return "website"
