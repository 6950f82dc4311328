"""Sites to measure on."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Size:
    firms: int = 20_000
    visits: int = 200_000
    sales: int = 1_000_000

    @classmethod
    def asked(cls) -> Size:
        """By DEMO_FIRMS, DEMO_VISITS and DEMO_SALES, as for a demo."""
        given = {name: os.environ.get(f"DEMO_{name.upper()}") for name in ("firms", "visits", "sales")}
        return cls(**{name: int(value) for name, value in given.items() if value})

    @property
    def tenth(self) -> Size:
        # A demo of more than 10,000 firms gets a rep for each 500; one firm more keeps the reps alike.
        return Size(self.firms // 10 + 1, self.visits // 10, self.sales // 10)

    def __str__(self) -> str:
        return f"{self.firms:,} firms, {self.visits:,} visits, {self.sales:,} fuel sales"


def make_site(folder: Path, size: Size | None = None, demo: bool = True) -> Path:
    """A site in that folder; one that is there already is taken as it is."""
    if folder.exists():
        return folder
    size = size or Size()
    sizes = {f"DEMO_{name.upper()}": str(value) for name, value in vars(size).items()}
    command = [sys.executable, "-m", "launcher", "new-site", "--site", str(folder)]
    command += ["--demo" if demo else "--no-demo", "--admin-password", "admin"]
    quiet = {"stdout": subprocess.DEVNULL} if not sys.stdout.isatty() else {}
    subprocess.run(command, check=True, env={**os.environ, **sizes}, **quiet)
    return folder
