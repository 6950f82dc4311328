"""Builds the web app when its sources changed since the last build."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from pathlib import Path

from launcher.language import Refusal, tell
from launcher.node import npm
from launcher.places import BUILT_WEB_APP, CACHE, FRONTEND

SKIPPED = {"node_modules", "dist", "coverage", "test-results"}


def build() -> None:
    """Bring `oasis_crm/public/frontend` up to date; does nothing where the sources are unchanged."""
    if not (FRONTEND / "package.json").exists():
        tell("No web app in this checkout.", "Bu kopyada web uygulaması yok.")
        return
    stamp, wanted = BUILT_WEB_APP / ".sources", sources_digest(FRONTEND)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    began = time.monotonic()
    install_packages(FRONTEND)
    tell("Building the web app …", "Web uygulaması derleniyor …")
    if npm(["run", "build"], FRONTEND, quiet=True):
        raise failed("the web app could not be built", "web uygulaması derlenemedi")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    seconds = round(time.monotonic() - began)
    tell(f"Web app ready ({seconds} s)", f"Web uygulaması hazır ({seconds} sn)")


def install_packages(folder: Path) -> None:
    """`npm ci`, unless the lock file is the one that `node_modules` was installed from."""
    stamp = folder / "node_modules" / ".oasis-lock"
    wanted = digest([folder / "package.json", folder / "package-lock.json"], folder)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    tell(f"Installing the packages of {folder.name}/ …", f"{folder.name}/ paketleri kuruluyor …")
    if npm(["ci"], folder, quiet=True):
        shutil.rmtree(folder / "node_modules", ignore_errors=True)
        raise failed(
            "the web app's packages could not be installed", "web uygulamasının paketleri kurulamadı"
        )
    stamp.write_text(wanted)


def failed(english: str, turkish: str) -> Refusal:
    log = CACHE / "npm.log"
    reason = next(
        (line.strip() for line in log.read_text(errors="replace").splitlines() if "rror" in line), ""
    )
    if "ENOSPC" in log.read_text(errors="replace"):
        return Refusal("the disk is full.", "disk dolu.")
    return Refusal(f"{english}: {reason} (all of it: {log})", f"{turkish}: {reason} (tamamı: {log})")


def sources_digest(folder: Path) -> str:
    files: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in SKIPPED]
        files += [Path(parent, name) for name in names]
    return digest(sorted(files), folder)


def digest(files: list[Path], folder: Path) -> str:
    sha = hashlib.sha256()
    for file in files:
        if file.exists():
            sha.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return sha.hexdigest()
