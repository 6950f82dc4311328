"""The site's socket.io server: who connects, which rooms he may join, and how events reach him.

Rooms are the framework's: `user:<name>` and `website` for everybody, `all` for desk users, and for who asks
and may read, `doctype:<DocType>` and `doc:<DocType>/<name>`.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http.cookies import SimpleCookie
from typing import Any

import socketio
from werkzeug.wrappers import Request

import frappe
from frappe import realtime
from frappe.auth import validate_auth
from frappe.sessions import load
from frappe.utils.places import realtime_socket

LONGEST_EVENT = 4 * 1024 * 1024


class SocketServer:
    """Sockets of one site. Made anywhere, then `start`ed in the event loop that serves it."""

    def __init__(self, site: str, sites_path: str) -> None:
        self.site, self.sites_path = site, sites_path
        frappe.init(site, sites_path=sites_path, force=True)
        self.namespace = f"/{frappe.local.site}"
        self.folder = frappe.local.site_folder
        frappe.destroy()
        self.sockets_of: dict[str, set[str]] = {}
        self.server = socketio.AsyncServer(
            async_mode="asgi",
            namespaces=[self.namespace],
            cors_allowed_origins=None,  # only pages of the site itself
            async_handlers=False,  # what a socket asks for is done in the order of its asking
        )
        self._register()

    def _register(self) -> None:
        handlers: dict[str, Callable[..., Awaitable[Any]]] = {
            "connect": self.connect,
            "disconnect": self.disconnect,
            "ping": self.ping,
            "doctype_subscribe": self.doctype_subscribe,
            "doctype_unsubscribe": self.doctype_unsubscribe,
            "doc_subscribe": self.doc_subscribe,
            "doc_unsubscribe": self.doc_unsubscribe,
        }
        for event, handler in handlers.items():
            self.server.on(event, handler=handler, namespace=self.namespace)

    async def start(self) -> None:
        """Take events from this process's threads, and from other processes over the local socket."""
        self.loop = asyncio.get_running_loop()
        realtime.attach(self.emit, self.disconnect_session)
        path = realtime_socket(self.folder)
        with suppress(FileNotFoundError):
            os.unlink(path)
        before = os.umask(0o177)
        try:
            self.bridge = await asyncio.start_unix_server(self._read_bridge, path, limit=LONGEST_EVENT)
        finally:
            os.umask(before)

    async def stop(self) -> None:
        realtime.attach(None, None)
        self.bridge.close()
        with suppress(FileNotFoundError):
            os.unlink(realtime_socket(self.folder))
        await self.server.shutdown()

    async def _read_bridge(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ValueError, KeyError, OSError):
            while line := await reader.readline():
                entry = json.loads(line)
                if "disconnect" in entry:
                    await self._disconnect_session(entry["disconnect"])
                else:
                    await self._emit(entry["event"], entry["message"], entry["room"])
        writer.close()

    def emit(self, entries: list[realtime.Entry]) -> None:
        """From any thread: send each event to everybody in its room."""
        # Most rooms are empty, and every visit recorded tells a handful of them.
        taken = self.server.manager.rooms.get(self.namespace, {})
        heard = [(event, realtime.plain(message), room) for event, message, room in entries if room in taken]
        if heard:
            asyncio.run_coroutine_threadsafe(self._emit_all(heard), self.loop)

    async def _emit_all(self, entries: list[realtime.Entry]) -> None:
        for event, message, room in entries:
            await self._emit(event, message, room)

    async def _emit(self, event: str, message: Any, room: str) -> None:
        await self.server.emit(event, message, room=room, namespace=self.namespace)

    def disconnect_session(self, sid: str) -> None:
        asyncio.run_coroutine_threadsafe(self._disconnect_session(sid), self.loop)

    async def _disconnect_session(self, sid: str) -> None:
        for socket in list(self.sockets_of.get(sid, ())):
            await self.server.disconnect(socket, namespace=self.namespace)

    async def connect(self, socket: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Accept a socket that comes with the cookie of a session or an Authorization header."""
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
        sid = cookies["sid"].value if "sid" in cookies else ""
        header = environ.get("HTTP_AUTHORIZATION", "")
        found = await asyncio.to_thread(self._identify, sid, header)
        if found is None:
            raise ConnectionRefusedError("no session")
        user, user_type = found
        await self.server.save_session(socket, {"user": user, "sid": sid}, namespace=self.namespace)
        self.sockets_of.setdefault(sid, set()).add(socket)
        await self._join(socket, realtime.get_user_room(user))
        await self._join(socket, realtime.get_website_room())
        if user_type == "System User":
            await self._join(socket, realtime.get_site_room())

    async def disconnect(self, socket: str, *reason: Any) -> None:
        session = await self.server.get_session(socket, namespace=self.namespace)
        sockets = self.sockets_of.get(session.get("sid", ""), set())
        sockets.discard(socket)
        if not sockets:
            self.sockets_of.pop(session.get("sid", ""), None)

    async def ping(self, socket: str, *_ignored: Any) -> None:
        await self.server.emit("pong", room=socket, namespace=self.namespace)

    async def doctype_subscribe(self, socket: str, doctype: Any = None, *_ignored: Any) -> None:
        if await self._may_read(socket, doctype, ""):
            await self._join(socket, realtime.get_doctype_room(doctype))

    async def doctype_unsubscribe(self, socket: str, doctype: Any = None, *_ignored: Any) -> None:
        await self._leave(socket, realtime.get_doctype_room(doctype))

    async def doc_subscribe(self, socket: str, doctype: Any = None, name: Any = None, *_ignored: Any) -> None:
        if name and await self._may_read(socket, doctype, str(name)):
            await self._join(socket, realtime.get_doc_room(doctype, name))

    async def doc_unsubscribe(
        self, socket: str, doctype: Any = None, name: Any = None, *_ignored: Any
    ) -> None:
        await self._leave(socket, realtime.get_doc_room(doctype, name))

    async def _join(self, socket: str, room: str) -> None:
        await self.server.enter_room(socket, room, namespace=self.namespace)

    async def _leave(self, socket: str, room: str) -> None:
        await self.server.leave_room(socket, room, namespace=self.namespace)

    async def _may_read(self, socket: str, doctype: Any, name: str) -> bool:
        if not isinstance(doctype, str) or not doctype:
            return False
        session = await self.server.get_session(socket, namespace=self.namespace)
        return await asyncio.to_thread(self._check, session["user"], doctype, name)

    def _check(self, user: str, doctype: str, name: str) -> bool:
        return bool(self._on_site(lambda: self._readable(user, doctype, name)))

    @staticmethod
    def _readable(user: str, doctype: str, name: str) -> bool:
        frappe.set_user(user)
        try:
            return realtime.has_permission(doctype, name)
        except (frappe.PermissionError, frappe.ValidationError):
            return False

    def _identify(self, sid: str, header: str) -> tuple[str, str] | None:
        """(user, user type) behind a cookie or header; None for guests and for what names nobody."""

        def find() -> tuple[str, str] | None:
            stored = load(sid) if sid and sid != "Guest" else None
            if stored is not None:
                frappe.set_user(stored.user)
            elif header:
                frappe.local.request = Request({"HTTP_AUTHORIZATION": header, "REQUEST_METHOD": "GET"})
                frappe.local.login_manager = frappe._dict()
                with suppress(frappe.AuthenticationError, frappe.CSRFTokenError):
                    validate_auth()
            user = frappe.session.user
            if user == "Guest":
                return None
            return user, frappe.get_cached_value("User", user, "user_type") or ""

        found: tuple[str, str] | None = self._on_site(find)
        return found

    def _on_site(self, question: Callable[[], Any]) -> Any:
        frappe.init(self.site, sites_path=self.sites_path, force=True)
        frappe.connect(set_admin_as_user=False)
        try:
            return question()
        finally:
            frappe.destroy()
