"""What belongs to the request, job or test that is running: one context-bound `local`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.local import Local, LocalProxy, release_local

from frappe.exceptions import IncorrectSitePath
from frappe.types import _dict

if TYPE_CHECKING:
    from frappe.database.database import Database

UNBOUND = "no site is bound here: call frappe.init(site) and frappe.connect() first"
DEFAULT_SITE_NAME = "oasis.localhost"

local: Any = Local()


def proxy(name: str) -> Any:
    return LocalProxy(local, name, unbound_message=f"frappe.{name}: {UNBOUND}")


def init(site: str | os.PathLike[str], sites_path: str | os.PathLike[str] = ".", force: bool = False) -> None:
    """Binds the site in the folder `sites_path/site`; opens nothing yet.

    `local.site` becomes the site's name: `site_name` of its site_config.json.
    """
    if getattr(local, "initialised", False):
        if not force:
            return
        release_local(local)
    folder = Path(sites_path) / site
    config = get_site_config(folder)
    local.site_folder = folder.resolve()
    local.sites_path = str(sites_path)
    local.site = config.get("site_name") or DEFAULT_SITE_NAME
    local.conf = config
    local.flags = _dict(
        currently_saving=[],
        in_test=bool(config.get("in_test")),
        in_install=None,
        in_import=False,
        in_migrate=False,
    )
    local.session = _dict(user="Guest", sid="Guest", data=_dict())
    local.form_dict = _dict()
    local.response = _dict(docs=[])
    local.request = None
    local.request_ip = None
    local.message_log = []
    local.lang = config.get("language") or "en"
    local.role_permissions = {}
    local.realtime_log = []
    local.initialised = True


def get_site_config(folder: str | os.PathLike[str] | None = None) -> _dict:
    """The site's settings from site_config.json; an absent file is an empty one."""
    path = Path(folder or local.site_folder) / "site_config.json"
    try:
        return _dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return _dict()
    except ValueError as error:
        raise IncorrectSitePath(f"{path} is not valid JSON: {error}") from error


def connect(site: str | None = None, db_name: str | None = None, set_admin_as_user: bool = True) -> None:
    """Opens the site's database for this context; the user is Administrator unless told otherwise."""
    from frappe.database.database import Database

    if site:
        init(site)
    local.db = Database(local.site_folder / (db_name or "site.db"))
    if set_admin_as_user:
        set_user("Administrator")


def destroy() -> None:
    """Gives the database connection back, undoing what was not committed, and forgets the context."""
    database: Database | None = getattr(local, "db", None)
    try:
        if database is not None:
            database.close()
    finally:
        release_local(local)


def set_user(username: str) -> None:
    """Acts as `username` from here on."""
    local.session.user = username
    local.session.sid = username
    local.session.data = _dict()
    local.role_permissions = {}
    local.form_dict = _dict()


def get_site_path(*parts: str) -> str:
    return str(Path(local.site_folder).joinpath(*parts))


def get_app_path(app: str, *parts: str) -> str:
    import importlib

    origin = importlib.import_module(app).__file__ or ""
    return str(Path(origin).parent.joinpath(*(str(part).replace("-", "_") for part in parts)))
