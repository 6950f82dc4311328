"""What a browser loads before the first screen stands."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Row

KILOBYTES = 250
BUILT = Path(__file__).resolve().parent.parent / "oasis_crm" / "public" / "frontend"
_LOADED = re.compile(r'(?:src|href)="[^"]*?/frontend/(assets/[^"]+\.js)"')


def rows() -> Iterator[Row]:
    page = (BUILT / "index.html").read_text()
    scripts = [(BUILT / name).read_bytes() for name in sorted(set(_LOADED.findall(page)))]
    sent = sum(len(gzip.compress(script)) for script in scripts) / 1024
    whole = sum(len(script) for script in scripts) / 1024
    yield Row(
        f"first-load JavaScript, {len(scripts)} files",
        f"{sent:.0f} KB gzip",
        f"≤ {KILOBYTES} KB",
        f"{whole:.0f} KB unpacked",
        sent <= KILOBYTES,
    )
