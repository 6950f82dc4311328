"""Making a site, filling it with demo data, bringing it up to date: whole, or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from launcher import sites
from launcher.language import Refusal, tell

APP = "oasis_crm"
BEFORE = "site.db.before-migrate"
DEMO_ADMIN_PASSWORD = "admin"
SIZES = {"firms": "DEMO_FIRMS", "visits": "DEMO_VISITS", "sales": "DEMO_SALES"}


def new_site(folder: Path, admin_password: str | None, demo: bool) -> None:
    """Make a site in a temporary folder and move it to its place when it is complete."""
    import frappe

    began = time.monotonic()
    password = admin_password or (DEMO_ADMIN_PASSWORD if demo else secrets.token_urlsafe(12))
    tell(f"Making the site {folder} …", f"Site oluşturuluyor: {folder} …")
    with sites.made_whole(folder) as making, database_errors(making):
        sites.lay_out(making, demo=int(demo))
        install(making, password)
        sites.note_migrated(making)
        if demo:
            fill(making)
        close_databases(making)
    seconds = round(time.monotonic() - began)
    tell(f"Site ready ({seconds} s)", f"Site hazır ({seconds} sn)")
    if not demo and not admin_password:
        tell(f"Administrator's password: {password}", f"Administrator parolası: {password}")
    frappe.destroy()


def install(folder: Path, password: str) -> None:
    import frappe
    from frappe.installer import install_app
    from frappe.model.sync import sync_all
    from frappe.utils.install import make_basics
    from frappe.utils.scheduler import sync_jobs

    with connected(folder):
        frappe.flags.in_install = "frappe"
        sync_all()
        make_basics(password)
        sync_jobs()
        frappe.db.commit()
        frappe.flags.in_install = None
        install_app(APP, report=print)


def fill(folder: Path) -> None:
    """Demo data in the sizes that the environment asks for."""
    import frappe
    from oasis_crm.demo import make

    sizes: dict[str, Any] = {name: int(os.environ[key]) for name, key in SIZES.items() if os.environ.get(key)}
    tell("Making the demo data …", "Demo verisi hazırlanıyor …")
    with connected(folder):
        make(progress=print, **sizes)
        frappe.db.optimize()
        frappe.db.commit()


def migrate(folder: Path) -> None:
    """Bring the site to this version. When anything fails, the site is as it was before."""
    import frappe
    from frappe.migrate import migrate as migrate_site
    from frappe.utils.backups import copy_database

    recover(folder)
    before, half = folder / BEFORE, folder / f"{BEFORE}.part"
    config = sites.require(folder)
    with sites.lock(folder), database_errors(folder):
        copy_database(folder / "site.db", half)
        os.replace(half, before)
        try:
            with connected(folder):
                migrate_site(report=print)
            sites.note_migrated(folder)
        except BaseException:
            put_back(folder, before)
            sites.write_config(folder, config)
            raise
        finally:
            before.unlink(missing_ok=True)
            half.unlink(missing_ok=True)
    frappe.destroy()


def recover(folder: Path) -> None:
    """Put the former database back where a migration was killed half-way."""
    if not (folder / BEFORE).exists():
        return
    with sites.lock(folder):
        tell("A migration was cut off; undoing it …", "Yarıda kesilmiş bir güncelleme geri alınıyor …")
        put_back(folder, folder / BEFORE)


def put_back(folder: Path, before: Path) -> None:
    close_databases(folder)
    for ending in ("-wal", "-shm"):
        (folder / f"site.db{ending}").unlink(missing_ok=True)
    os.replace(before, folder / "site.db")


def migrate_if_outdated(folder: Path) -> None:
    recover(folder)
    if sites.is_outdated(sites.require(folder)):
        tell("Bringing the site up to date …", "Site güncelleniyor …")
        migrate(folder)


@contextmanager
def connected(folder: Path) -> Iterator[None]:
    """The site bound as Administrator; what is not committed inside is undone."""
    import frappe

    frappe.init(folder.name, sites_path=str(folder.parent), force=True)
    try:
        frappe.connect()
        yield
    finally:
        frappe.destroy()


@contextmanager
def database_errors(folder: Path) -> Iterator[None]:
    """What the disk or the database refuses, said in one sentence."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if sites.is_disk_full(error):
            raise Refusal("the disk is full.", "disk dolu.") from error
        if isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error):
            raise sites.broken(folder, str(error)) from error
        raise


def close_databases(folder: Path) -> None:
    """No open file may keep a folder's old place when the folder moves."""
    from frappe.database.connection import close_idle
    from frappe.utils.background_jobs import forget_lanes

    close_idle(folder / "site.db")
    close_idle((folder / "site.db").resolve())
    forget_lanes(folder)


def restore(archive: Path, folder: Path, force: bool) -> Path | None:
    """Put a backup in the place of the site; answers where the former site is kept, if there was one."""
    from frappe.utils.backups import BackupError
    from frappe.utils.backups import restore as unpack

    if sites.exists(folder) and not force:
        raise Refusal(
            f"there is a site in {folder}; --force puts the backup in its place and keeps it aside.",
            f"{folder} içinde bir site var; --force yedeği onun yerine koyar ve onu kenarda saklar.",
        )
    sites.clear_leftovers(folder)
    fresh = folder.with_name(f".{folder.name.strip('.')}{sites.MAKING}{os.getpid()}")
    fresh.mkdir(parents=True)
    try:
        with database_errors(folder):
            unpack(archive, fresh)
            for name in sites.FOLDERS:
                (fresh / name).mkdir(parents=True, exist_ok=True)
            sites.require(fresh)
        return exchange(folder, fresh)
    except BackupError as error:
        raise Refusal(
            f"{archive} is damaged ({error}); nothing was changed.",
            f"{archive} bozuk ({error}); hiçbir şey değiştirilmedi.",
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def exchange(folder: Path, fresh: Path) -> Path | None:
    if not sites.exists(folder):
        if folder.exists():
            folder.rmdir()
        os.rename(fresh, folder)
        return None
    aside = folder.with_name(f"{folder.name}.before-restore-{time.strftime('%Y%m%d-%H%M%S')}")
    with sites.lock(folder):
        os.rename(folder, aside)
        os.rename(fresh, folder)
    return aside
