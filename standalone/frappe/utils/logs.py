"""Loggers that write into the site's logs folder."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from frappe.context import local


def logger(
    module: str | None = None,
    with_more_info: bool = False,
    allow_site: bool = True,
    filter: object = None,
    max_size: int = 1_000_000,
    file_count: int = 5,
) -> logging.Logger:
    folder = Path(local.site_folder) / "logs"
    name = f"{folder}:{module or 'frappe'}"
    log = logging.getLogger(name)
    if not log.handlers:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / f"{module or 'frappe'}.log", maxBytes=max_size, backupCount=file_count
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
    return log
