"""The site folder: finding it, judging it, locking it, making it whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import oasis_crm
from launcher.language import Refusal
from launcher.places import ROOT

FOLDERS = ("public/files", "private/files", "private/backups", "mail", "logs", "locks")
CHECKED_BYTES = 64 << 20
MAKING = ".making-"
SITE_NAME = "oasis.localhost"
SHAPES = (
    "database/schema.py",
    "modules.txt",
    "hooks.py",
    "**/patches.txt",
    "**/doctype/*/*.json",
    "**/report/*/*.json",
    "**/fixtures/*.json",
)


def exists(folder: Path) -> bool:
    if folder.exists() and not folder.is_dir():
        raise Refusal(f"{folder} is a file; a site is a folder.", f"{folder} bir dosya; site bir klasördür.")
    return folder.exists() and any(folder.iterdir())


def require(folder: Path) -> dict[str, Any]:
    """The configuration of a site that can be worked with; else a Refusal that says what is wrong."""
    if not exists(folder):
        raise Refusal(
            f"there is no site in {folder}; make one with: ./oasis new-site",
            f"{folder} içinde site yok; şununla oluşturun: ./oasis new-site",
        )
    config = read_config(folder)
    require_database(folder)
    require_known_version(config)
    return config


def read_config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / "site_config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise broken(folder, "site_config.json") from error
    if not isinstance(config, dict):
        raise broken(folder, "site_config.json")
    return config


def require_database(folder: Path) -> None:
    """Cheap: opens the file and reads its schema, not its rows (`./oasis doctor` reads them all)."""
    file = folder / "site.db"
    if not file.is_file():
        raise broken(folder, "site.db")
    try:
        with closing(sqlite3.connect(file, timeout=30)) as database:
            database.execute("select 1 from tabSingles limit 1")
    except sqlite3.Error as error:
        raise broken(folder, f"site.db: {error}") from error


def require_sound(folder: Path) -> None:
    """Reads every page of a database that is small enough for it to take no time."""
    from frappe.database.connection import open_file

    if (folder / "site.db").stat().st_size > CHECKED_BYTES:
        return
    try:
        with closing(open_file(folder / "site.db")) as database:
            answer = database.execute("pragma quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise broken(folder, f"site.db: {error}") from error
    if answer != "ok":
        raise broken(folder, f"site.db: {answer.splitlines()[-1]}")


def broken(folder: Path, what: str) -> Refusal:
    return Refusal(
        f"the site in {folder} is broken ({what}); restore a backup with: ./oasis restore",
        f"{folder} içindeki site bozuk ({what}); yedekten geri yükleyin: ./oasis restore",
    )


def require_known_version(config: dict[str, Any]) -> None:
    made_by = str(config.get("app_version") or "0")
    if as_numbers(made_by) > as_numbers(oasis_crm.__version__):
        raise Refusal(
            f"this site was last used with version {made_by}, newer than this one ({oasis_crm.__version__}); "
            "update this copy first.",
            f"bu site en son {made_by} sürümüyle kullanıldı, bu kopya daha eski ({oasis_crm.__version__}); "
            "önce bu kopyayı güncelleyin.",
        )


def as_numbers(version: str) -> tuple[int, ...]:
    return tuple(int("".join(c for c in part if c.isdigit()) or 0) for part in version.split("."))


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Held by the one process that serves or changes the site as a whole. The operating system lets go of
    it however that process ends."""
    from frappe.server import ServerError, SiteIsServedError, locked

    try:
        with locked(folder):
            yield
    except SiteIsServedError as error:
        raise in_use(folder) from error
    except ServerError as error:
        raise Refusal(str(error), str(error)) from error


def in_use(folder: Path) -> Refusal:
    holder = (folder / "server.lock").read_text().strip()
    return Refusal(
        f"the site in {folder} is already in use (process {holder}).",
        f"{folder} içindeki site zaten kullanımda (süreç {holder}).",
    )


@contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """A temporary folder that becomes `folder` when the block ends well, and is removed when it does not."""
    if exists(folder):
        raise Refusal(
            f"{folder} exists already; nothing was changed.",
            f"{folder} zaten var; hiçbir şey değiştirilmedi.",
        )
    clear_leftovers(folder)
    making = folder.with_name(f".{folder.name.strip('.')}{MAKING}{os.getpid()}")
    try:
        making.mkdir(parents=True)
        yield making
        if folder.exists():
            folder.rmdir()
        os.rename(making, folder)
    except OSError as error:
        raise refusal_of(error) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed process left of a site that it was making."""
    for left in folder.parent.glob(f".{folder.name.strip('.')}{MAKING}*"):
        if not is_running(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)


def is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def refusal_of(error: OSError) -> Refusal:
    if error.errno == errno.ENOSPC:
        return Refusal("the disk is full.", "disk dolu.")
    return Refusal(f"{error.strerror}: {error.filename}", f"{error.strerror}: {error.filename}")


def is_disk_full(error: BaseException) -> bool:
    return (isinstance(error, OSError) and error.errno == errno.ENOSPC) or "disk is full" in str(error)


def lay_out(folder: Path, **settings: Any) -> None:
    """The folders and the configuration of a new site; its database comes with the installation."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    config = {
        "site_name": SITE_NAME,
        "encryption_key": secrets.token_urlsafe(32),
        "installed_apps": ["frappe"],
        **settings,
    }
    write_config(folder, config)


def write_config(folder: Path, config: dict[str, Any]) -> None:
    file = folder / "site_config.json"
    half = file.with_suffix(".part")
    half.write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    half.chmod(0o600)
    os.replace(half, file)


def note_migrated(folder: Path) -> None:
    """Remember what the site's schema was made from, so that an unchanged one is not migrated again."""
    config = read_config(folder)
    config |= {"app_version": oasis_crm.__version__, "shape": shape()}
    write_config(folder, config)


def is_outdated(config: dict[str, Any]) -> bool:
    return config.get("shape") != shape()


def shape() -> str:
    """Changes with anything that a migration would bring into the site."""
    sha = hashlib.sha256()
    for app in (ROOT / "standalone" / "frappe", ROOT / "oasis_crm"):
        for file in sorted({file for pattern in SHAPES for file in app.glob(pattern)}):
            sha.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return sha.hexdigest()
