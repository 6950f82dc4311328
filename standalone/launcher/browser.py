"""The Chromium that the browser tests drive."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from launcher.language import Refusal, tell

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def chromium() -> Path:
    """The system's Chromium; as root on Debian it is installed when missing."""
    found = installed()
    if found is None:
        install_on_debian()
        found = installed()
    if found is None:
        raise Refusal(
            "the browser tests need Chromium and none is installed (Debian: apt install chromium).",
            "tarayıcı sınamaları için Chromium gerekir, kurulu değil (Debian: apt install chromium).",
        )
    return found


def installed() -> Path | None:
    named = os.environ.get("CHROMIUM_PATH")
    candidates = [named] if named else [shutil.which(name) for name in NAMES]
    found = next((Path(path) for path in candidates if path), None)
    return found or (MACOS if MACOS.exists() else None)


def install_on_debian() -> None:
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return
    tell("Installing Chromium …", "Chromium kuruluyor …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
        subprocess.call(
            [apt, *command], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
