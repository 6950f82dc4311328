"""`oasis doctor`: what is well and what is not, on this machine and in the site."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from launcher import browser, making, node, sites
from launcher.language import Refusal, say

ENOUGH_DISK = 1 << 30
OLDEST_SQLITE = (3, 35, 0)


class Finding(NamedTuple):
    good: bool
    text: str
    needed: bool = True  # without it the site does not run


def report(folder: Path) -> bool:
    """Print every finding; True when nothing that is needed is missing."""
    findings = [*machine(folder), *site(folder)]
    for finding in findings:
        sign = "✓" if finding.good else "✗" if finding.needed else "–"
        print(f" {sign} {finding.text}", flush=True)
    return all(finding.good or not finding.needed for finding in findings)


def machine(folder: Path) -> Iterator[Finding]:
    yield Finding(True, f"Python {sys.version.split()[0]}")
    yield Finding(sqlite3.sqlite_version_info >= OLDEST_SQLITE, f"SQLite {sqlite3.sqlite_version} (≥ 3.35)")
    has_node = node.system_node_is_new_enough()
    absent = say("absent; a packaged one is used", "yok; paketlenmiş olanı kullanılır")
    yield Finding(has_node, f"Node ≥ 20.19{'' if has_node else ': ' + absent}", needed=False)
    yield tool("wkhtmltopdf", say("for PDF files", "PDF dosyaları için"))
    found = browser.installed()
    yield Finding(
        found is not None, f"Chromium {say('for browser tests', 'tarayıcı sınamaları için')}", needed=False
    )
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    yield Finding(free > ENOUGH_DISK, say("free disk space", "boş disk alanı") + f": {free / 2**30:.1f} GB")


def tool(name: str, purpose: str) -> Finding:
    return Finding(shutil.which(name) is not None, f"{name} {purpose}", needed=False)


def site(folder: Path) -> Iterator[Finding]:
    try:
        config = sites.require(folder)
    except Refusal as refusal:
        yield Finding(False, refusal.message)
        return
    yield Finding(True, f"{say('site', 'site')} {folder}")
    outdated = sites.is_outdated(config)
    yield Finding(not outdated, say("schema up to date", "şema güncel"), needed=False)
    for name in ("site.db", "queue.db"):
        if (folder / name).exists():
            yield sound(folder / name)
    yield from contents(folder)


def sound(file: Path) -> Finding:
    """Reads the whole file, with the engine's collations: an index is only right by these."""
    from frappe.database.connection import open_file

    try:
        with closing(open_file(file)) as database:
            problems = [row[0] for row in database.execute("pragma integrity_check")]
    except sqlite3.DatabaseError as error:
        problems = [str(error)]
    good = problems == ["ok"]
    return Finding(good, f"{file.name}: {say('sound', 'sağlam') if good else problems[0]}")


def contents(folder: Path) -> Iterator[Finding]:
    import frappe

    with making.connected(folder):
        since = frappe.utils.add_to_date(None, hours=-24)
        errors = frappe.db.count("Error Log", {"creation": [">", since]})
        label = say("errors logged in 24 hours", "son 24 saatte kaydedilen hata")
        yield Finding(errors == 0, f"{label}: {errors}", needed=False)
        stuck = frappe.db.count("Email Queue", {"status": "Error"})
        label = say("mails that could not be sent", "gönderilemeyen e-posta")
        yield Finding(stuck == 0, f"{label}: {stuck}", needed=False)
    waiting = queued(folder / "queue.db")
    yield Finding(True, f"{say('jobs waiting', 'bekleyen iş')}: {waiting}")


def queued(file: Path) -> int:
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file)) as database:
        return int(database.execute("select count(*) from task").fetchone()[0])
