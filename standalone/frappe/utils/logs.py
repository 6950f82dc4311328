"""Loggers that write into the site's logs folder."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from frappe.context import local

SIZE = 1_000_000
KEPT = 5


def logger(module: str = "frappe") -> logging.Logger:
    folder = Path(local.site_folder) / "logs"
    log = logging.getLogger(f"{folder}:{module}")
    if not log.handlers:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / f"{module}.log", maxBytes=SIZE, backupCount=KEPT)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
    return log
