"""`./oasis <command>`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from launcher import quality, webapp


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def oasis() -> None:
    """Oasis CRM on one machine."""


@oasis.command("build")
def build_command() -> None:
    """Build the web app where its sources changed."""
    webapp.build()


@oasis.command("test")
@click.argument("suites", nargs=-1, type=click.Choice(["server", "units", "browser"]))
def test_command(suites: Sequence[str]) -> None:
    """Run all tests, or the named suites; ends in one line of totals."""
    from launcher import testing

    sys.exit(0 if testing.run(suites) else 1)


@oasis.command("lint")
def lint_command() -> None:
    """ruff, codespell, eslint."""
    sys.exit(0 if quality.lint() else 1)


@oasis.command("types")
def types_command() -> None:
    """mypy and vue-tsc."""
    sys.exit(0 if quality.types() else 1)


@oasis.command("format")
def format_command() -> None:
    """Rewrite sources in the agreed form."""
    sys.exit(0 if quality.tidy() else 1)


if __name__ == "__main__":
    oasis(prog_name="oasis")
