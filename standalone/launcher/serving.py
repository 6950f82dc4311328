"""Serving a site: HTTP, sockets, job workers and the scheduler in one process."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from launcher import sites
from launcher.language import Refusal, say, tell

LOG_BYTES = 1_000_000
DEMO_PASSWORD = "oasis"
DEMO_USERS = "manager, office, leader, rep1 … rep8 @oasis.example"


def serve(folder: Path, host: str, port: int) -> None:
    """Serve until told to stop. Everything that can be refused is refused before anything is started."""
    from frappe.server import PortTakenError, ServerError, Service, SiteIsServedError
    from frappe.server import serve as serve_site
    from frappe.utils.scheduler import Scheduler
    from frappe.utils.workers import Workers

    config = sites.require(folder)
    sites.require_sound(folder)
    keep_log(folder)
    services: list[Service] = [Workers(folder), Scheduler(folder)]
    try:
        serve_site(folder.name, folder.parent, host, port, services, announce(config, folder))
    except SiteIsServedError as error:
        raise sites.in_use(folder) from error
    except PortTakenError as error:
        raise port_taken(port) from error
    except ServerError as error:
        raise Refusal(str(error), str(error)) from error
    except sqlite3.Error as error:
        raise sites.broken(folder, str(error)) from error


def keep_log(folder: Path) -> None:
    """What goes wrong beside a request is kept in the site's log; nobody watches the terminal at night."""
    (folder / "logs").mkdir(exist_ok=True)
    handler = RotatingFileHandler(folder / "logs" / "oasis.log", maxBytes=LOG_BYTES, backupCount=5)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)


def port_taken(port: int) -> Refusal:
    return Refusal(
        f"port {port} is taken by another program; choose another: make run PORT={port + 1}",
        f"{port} numaralı port dolu; başkasını seçin: make run PORT={port + 1}",
    )


def require_free_port(host: str, port: int) -> None:
    """So that a long set-up is not made for a port that is taken."""
    from frappe.server import PortTakenError, listening

    try:
        with listening(host, port):
            pass
    except PortTakenError as error:
        raise port_taken(port) from error


def announce(config: dict[str, Any], folder: Path) -> Callable[[str], None]:
    def ready(address: str) -> None:
        tell("", "")
        tell(f"Oasis CRM is ready: {address}/oasis", f"Oasis CRM hazır: {address}/oasis")
        if config.get("demo"):
            tell(f"  Demo users, password {DEMO_PASSWORD}:", f"  Demo kullanıcıları, parola {DEMO_PASSWORD}:")
            print(f"    {DEMO_USERS}", flush=True)
            print("    Administrator / admin", flush=True)
        stop = say("Stop with Ctrl+C.", "Durdurmak için Ctrl+C.")
        print(f"  {stop}  ({os.path.relpath(folder)})", flush=True)

    return ready
