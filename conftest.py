"""Fixtures of all server tests: one site is made a run, and copied for every test that needs its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from frappe.utils import password

ADMIN_PASSWORD = "admin"
# What makes a password slow to guess makes every log-in of a test slow; nobody guesses here.
password._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def template_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the app installed and nothing in it. Never use it itself: copy it."""
    from launcher import making, sites

    folder = tmp_path_factory.mktemp("template") / "site"
    sites.lay_out(folder)
    making.install(folder, ADMIN_PASSWORD)
    sites.note_migrated(folder)
    making.close_databases(folder)
    return folder


@pytest.fixture(scope="session")
def copy_site(template_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes a new site each time it is called; answers its folder."""

    def copy() -> Path:
        folder = tmp_path_factory.mktemp("site") / "site"
        shutil.copytree(template_site, folder)
        return folder

    return copy


@pytest.fixture(scope="session")
def shared_site(copy_site: Callable[[], Path]) -> Path:
    """The site that test classes share, each undoing what it did."""
    return copy_site()


@pytest.fixture
def site(copy_site: Callable[[], Path]) -> Path:
    """A site of the test's own, for what commits, serves or breaks it; bind it by `with bound(site)`."""
    return copy_site()


@pytest.fixture(autouse=True, scope="class")
def _bind_shared_site(request: pytest.FixtureRequest) -> Iterator[None]:
    """Classes of the app's kind of tests find a site bound, as under the framework's own runner."""
    if request.cls is None or all(base.__name__ != "UnitTestCase" for base in request.cls.__mro__):
        yield
        return
    from frappe.tests.binding import bound

    with bound(request.getfixturevalue("shared_site")):
        yield
