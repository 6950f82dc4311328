"""`./oasis <command>`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from launcher import making, quality, serving, sites, webapp
from launcher.language import Refusal, say, tell
from launcher.places import ROOT, site_folder

SITE = click.option("--site", "site", metavar="FOLDER", help="Site folder (default: SITE, else .site).")


def port_number(_context: click.Context, _option: click.Parameter, given: str | None) -> int:
    port = given or os.environ.get("PORT") or "8000"
    if port.isdigit() and int(port) < 1 << 16:
        return int(port)
    raise Refusal(f"{port} is not a port (0 to 65535).", f"{port} bir port değil (0 ile 65535 arası).")


PORT = click.option("--port", callback=port_number, help="Default: PORT, else 8000; 0 takes a free one.")
HOST = click.option("--host", default="127.0.0.1", show_default=True)


class Sentences(click.Group):
    """Says what the engine refuses in one sentence, without a trace."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except Exception as error:
            exceptions = sys.modules.get("frappe.exceptions")
            if exceptions and isinstance(error, exceptions.ValidationError):
                raise Refusal(str(error), str(error)) from error
            raise


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"]})
def oasis() -> None:
    """Oasis CRM on one machine."""


@oasis.command()
@SITE
@HOST
@PORT
def run(site: str | None, host: str, port: int) -> None:
    """Build the web app, make a site the first time, bring it up to date, serve it (`make run`)."""
    folder = site_folder(site)
    serving.require_free_port(host, port)
    if sites.exists(folder):
        sites.require(folder)
    webapp.build()
    if not sites.exists(folder):
        demo = os.environ.get("DEMO", "1") != "0"
        making.new_site(folder, os.environ.get("ADMIN_PASSWORD") or None, demo)
    making.migrate_if_outdated(folder)
    serving.serve(folder, host, port)


@oasis.command()
@SITE
@HOST
@PORT
def serve(site: str | None, host: str, port: int) -> None:
    """Serve a site that is there."""
    folder = site_folder(site)
    making.recover(folder)
    serving.serve(folder, host, port)


@oasis.command("new-site")
@SITE
@click.option("--admin-password", envvar="ADMIN_PASSWORD", help="Made up and printed when not given.")
@click.option("--demo/--no-demo", default=False, help="Fill it with demo data.")
def new_site(site: str | None, admin_password: str | None, demo: bool) -> None:
    """Make a site."""
    making.new_site(site_folder(site), admin_password or None, demo)


@oasis.command()
@SITE
def migrate(site: str | None) -> None:
    """Bring a site to this version."""
    making.migrate(site_folder(site))
    tell("Done.", "Tamam.")


@oasis.command()
@SITE
def demo(site: str | None) -> None:
    """Add demo data (DEMO_FIRMS, DEMO_VISITS, DEMO_SALES set its size)."""
    folder = site_folder(site)
    config = sites.require(folder)
    with sites.lock(folder), making.database_errors(folder):
        making.fill(folder)
        sites.write_config(folder, {**config, "demo": 1})


@oasis.command()
@SITE
@click.option("--to", "target", type=click.Path(path_type=Path), help="Archive to write.")
def backup(site: str | None, target: Path | None) -> None:
    """Write the site into one archive, also while it is served."""
    from frappe.utils.backups import backup as write_backup

    folder = site_folder(site)
    sites.require(folder)
    with making.database_errors(folder):
        print(write_backup(folder, target), flush=True)


@oasis.command()
@SITE
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Also where there is a site; that one is kept aside.")
def restore(site: str | None, archive: Path, force: bool) -> None:
    """Make the site what a backup holds."""
    folder = site_folder(site)
    aside = making.restore(archive, folder, force)
    tell(f"Restored to {folder}.", f"{folder} içine geri yüklendi.")
    if aside:
        tell(f"The former site is kept in {aside}.", f"Önceki site şurada saklandı: {aside}.")


@oasis.command()
@SITE
@click.argument("method")
@click.option("--kwargs", default="{}", help="Arguments as JSON.")
def execute(site: str | None, method: str, kwargs: str) -> None:
    """Call a function by its dotted path, as Administrator, and print what it answers."""
    import json

    import frappe

    folder = site_folder(site)
    sites.require(folder)
    with making.connected(folder):
        answer = frappe.get_attr(method)(**json.loads(kwargs))
        frappe.db.commit()
        if answer is not None:
            shown = json.dumps(answer, default=str, indent=1, ensure_ascii=False)
            print(answer if isinstance(answer, str) else shown, flush=True)


@oasis.command()
@SITE
def console(site: str | None) -> None:
    """A Python prompt with the site bound; nothing is kept without frappe.db.commit()."""
    import code

    import frappe

    folder = site_folder(site)
    sites.require(folder)
    with making.connected(folder):
        code.interact(banner=f"frappe @ {folder}", local={"frappe": frappe}, exitmsg="")


@oasis.command()
@SITE
def worker(site: str | None) -> None:
    """Run queued jobs only, beside a server or without one."""
    import signal
    import threading

    from frappe.utils.workers import Workers

    folder = site_folder(site)
    sites.require(folder)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    workers = Workers(folder)
    workers.start()
    tell("Running jobs. Stop with Ctrl+C.", "İşler çalıştırılıyor. Durdurmak için Ctrl+C.")
    stopping.wait()
    workers.stop()


@oasis.command()
@SITE
def doctor(site: str | None) -> None:
    """Say what is well and what is not."""
    from launcher import doctor as examination

    sys.exit(0 if examination.report(site_folder(site)) else 1)


@oasis.command()
@SITE
@click.argument("target", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def export(site: str | None, target: Path) -> None:
    """Write everything into the new file TARGET, a bundle that a bench loads."""
    from oasis_crm.setup import bundle

    folder = site_folder(site)
    sites.require(folder)
    if target.exists():
        raise Refusal(f"{target} is there already.", f"{target} zaten var.")
    with making.connected(folder):
        bundle.write(str(target.resolve()))
    tell(
        f"Everything is in {target}, passwords of services too: keep it safe.",
        f"Her şey {target} dosyasında, servis parolaları dahil: güvenli yerde saklayın.",
    )


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


@oasis.command()
@PORT
def goldens(port: int) -> None:
    """Serve a fresh site prepared for the replay of recorded answers, and nothing else."""
    os.environ["PORT"] = str(port)
    run_program(ROOT / "standalone" / "tests" / "goldens" / "serve.py")


@oasis.command()
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def benchmark(arguments: Sequence[str]) -> None:
    """Measure; prints the table and writes it as Markdown."""
    run_program(ROOT / "benchmarks" / "__main__.py", *arguments)


def run_program(file: Path, *arguments: str) -> None:
    """Hand over to a program of the checkout."""
    if not file.exists():
        raise Refusal(f"{file} is not part of this checkout.", f"{file} bu kopyada yok.")
    module = [str(file)] if file.name != "__main__.py" else ["-m", file.parent.name]
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, *module, *arguments])


if __name__ == "__main__":
    try:
        oasis(prog_name="oasis")
    except KeyboardInterrupt:
        print(say("stopped.", "durduruldu."), file=sys.stderr)
        sys.exit(130)
