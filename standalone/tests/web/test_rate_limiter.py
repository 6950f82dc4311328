"""So many calls in so many seconds, and not one more."""

from __future__ import annotations

import sys
import threading
import types

import pytest
from callers import MANAGER

import frappe
from frappe import rate_limiter
from frappe.rate_limiter import Window, rate_limit


@pytest.fixture
def clock(monkeypatch):
    now = {"at": 1000.0}
    monkeypatch.setattr(rate_limiter.time, "monotonic", lambda: now["at"])
    return now


@pytest.fixture
def limited(monkeypatch):
    module = types.ModuleType("frappe.limits_of_tests")
    monkeypatch.setitem(sys.modules, module.__name__, module)

    def add(**options):
        def limited_call():
            return "done"

        module.limited_call = frappe.whitelist(allow_guest=True)(rate_limit(**options)(limited_call))
        return f"/api/method/{module.__name__}.limited_call"

    return add


def test_a_window_opens_with_the_first_hit_and_closes_after_its_time(clock):
    window = Window("a", 60)
    assert [window.hit(), window.hit(), window.count()] == [1, 2, 2]
    clock["at"] += 61
    assert window.count() == 0
    assert window.hit() == 1


def test_counting_from_many_threads_loses_nothing():
    window = Window("threads", 60)
    threads = [threading.Thread(target=lambda: [window.hit() for _ in range(500)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert window.count() == 4000


def test_the_number_of_counters_is_bounded(monkeypatch, clock):
    monkeypatch.setattr(rate_limiter, "MAX_KEYS", 10)
    for number in range(25):
        Window(f"key {number}", 60).hit()
    assert len(rate_limiter._counts) <= 10


def test_an_endpoint_refuses_the_call_after_the_last_allowed_one(caller, limited):
    path = limited(limit=2, seconds=60)
    assert [caller().get(path).status for _ in range(3)] == [200, 200, 429]
    assert caller().get(path).body["exc_type"] == "RateLimitExceededError"
    assert caller(address="10.0.0.9").get(path).status == 200


def test_a_limit_by_key_counts_each_value_for_itself(caller, limited):
    path = limited(key="who", limit=1, seconds=60, ip_based=False)
    assert [caller().get(f"{path}?who={who}").status for who in "aab"] == [200, 429, 200]


def test_only_the_named_methods_are_counted(caller, limited):
    path = limited(limit=1, seconds=60, methods=["POST"])
    assert [caller(MANAGER).get(path).status for _ in range(3)] == [200, 200, 200]
    assert [caller(MANAGER).post(path).status for _ in range(2)] == [200, 429]
