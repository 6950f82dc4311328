"""Every call that the engine must answer as the framework does gets the recorded answer."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "web")]

from goldens_site import make_site  # noqa: E402  found by the line above
from replay import Replay, compare  # noqa: E402
from serving import served  # noqa: E402

CALLS = json.loads((HERE / "calls.json").read_text(encoding="utf-8"))["calls"]
USERS = json.loads((HERE / "setup.json").read_text(encoding="utf-8"))["users"]
# Answers to the calls that calls.json withholds, measured on the framework by ourselves.
MEASURED = json.loads((HERE / "answers.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """(answer, normalised body) by call id: the calls build on each other, so all are made once, in order."""
    folder = tmp_path_factory.mktemp("goldens") / "site"
    make_site(folder)
    with served(folder) as address:
        run = Replay(address, {user["email"]: f"{user['api_key']}:{user['api_secret']}" for user in USERS})
        return {call["id"]: run.send(call) for call in CALLS}


@pytest.mark.parametrize("call", [call for call in CALLS if call["required"]], ids=lambda call: call["id"])
def test_the_answer_is_the_frameworks(call, answers):
    answer, body = answers[call["id"]]
    expected = {**call, **MEASURED.get(call["id"], {})} if call.get("withheld") else call
    assert compare(expected, answer, body) is None
    if "text" in expected:
        assert answer.text == expected["text"]
