"""Lint, types and format: every tool over the part it knows."""

from __future__ import annotations

import subprocess
import sys

from launcher import webapp
from launcher.node import npm
from launcher.places import FRONTEND, ROOT


def lint() -> bool:
    """ruff, codespell, eslint."""
    return run_all([["ruff", "check", "."], ["ruff", "format", "--check", "."], ["codespell_lib"]], "lint")


def types() -> bool:
    """mypy over the engine and the domain, vue-tsc over the web app."""
    return run_all([["mypy"]], "types")


def tidy() -> bool:
    """ruff's formatter and safe fixes, eslint's fixes."""
    return run_all([["ruff", "check", "--fix-only", "-q", "."], ["ruff", "format", "."]], "format")


def run_all(modules: list[list[str]], script: str) -> bool:
    """Run every tool even when one fails, so that one run shows everything; True when all are content."""
    fine = True
    for module in modules:
        fine = subprocess.call([sys.executable, "-m", *module], cwd=ROOT) == 0 and fine
    if (FRONTEND / "package.json").exists():
        webapp.install_packages(FRONTEND)
        fine = npm(["run", "--if-present", script], FRONTEND) == 0 and fine
    return fine
