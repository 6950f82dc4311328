"""A site with the goldens' users, roles and DocTypes, and clients that talk to its WSGI application."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import frappe
from frappe import rate_limiter
from frappe.app import make_application

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "goldens")]

from callers import USERS, Caller  # noqa: E402  found by the line above
from goldens_site import make_site  # noqa: E402


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "site"
    make_site(folder)
    return folder


@pytest.fixture(scope="session")
def application(site: Path) -> Any:
    return make_application(site.name, site.parent)


@pytest.fixture
def caller(application: Any) -> Callable[..., Caller]:
    """`caller()` is a guest, `caller(MANAGER)` comes with that user's API key."""

    def make(user: str | None = None, address: str = "127.0.0.1") -> Caller:
        token = f"{USERS[user]['api_key']}:{USERS[user]['api_secret']}" if user else None
        return Caller(application, token, address)

    return make


@pytest.fixture
def on_site(site: Path) -> Callable[[], Any]:
    """`with on_site():` binds the site as Administrator and commits at the end."""

    @contextmanager
    def bound() -> Iterator[None]:
        frappe.init(site.name, sites_path=str(site.parent), force=True)
        frappe.connect()
        try:
            yield
            frappe.db.commit()
        finally:
            frappe.destroy()

    return bound


@pytest.fixture(autouse=True)
def _forgiving() -> None:
    """Failed attempts of one test must not lock out the next."""
    rate_limiter.forget_all()
