"""Where things are in the checkout."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
FRONTEND = ROOT / "frontend"
BUILT_WEB_APP = ROOT / "oasis_crm" / "public" / "frontend"
E2E = ROOT / "e2e"
NODE_REQUIREMENTS = ROOT / "standalone" / "requirements-node.txt"


def site_folder(given: str | None = None) -> Path:
    """The site folder asked for by option or by the environment's SITE; relative to the caller's folder."""
    return Path(given or os.environ.get("SITE") or ROOT / ".site").absolute()
