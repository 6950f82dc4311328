"""What the command line says, in Turkish or English by the environment's language."""

from __future__ import annotations

import os

import click


def speaks_turkish() -> bool:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return spoken.lower().startswith("tr")


def say(english: str, turkish: str) -> str:
    """The sentence in the user's language."""
    return turkish if speaks_turkish() else english


def tell(english: str, turkish: str) -> None:
    """Print a sentence at once, also when the output is a pipe."""
    print(say(english, turkish), flush=True)


class Refusal(click.ClickException):
    """Ends a command with one clear sentence on stderr and exit code 1."""

    def __init__(self, english: str, turkish: str) -> None:
        super().__init__(say(english, turkish))

    def show(self, file: object = None) -> None:
        click.echo(f"oasis: {self.message}", err=True)
