"""`./oasis` sets up what is missing, does nothing twice, and says in one sentence what stops it."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from launcher import browser, node, serving, testing, webapp
from launcher.language import Refusal
from launcher.places import ROOT
from launcher.totals import Totals


def checkout(folder: Path, *requirements: str) -> Path:
    """The least of a checkout that `oasis` can start from."""
    (folder / "standalone" / "launcher").mkdir(parents=True)
    shutil.copy(ROOT / "oasis", folder / "oasis")
    (folder / "standalone" / "requirements.txt").write_text("\n".join(requirements))
    (folder / "standalone" / "requirements-dev.txt").write_text("")
    (folder / "standalone" / "launcher" / "__main__.py").write_text("import sys; print('ran', sys.argv[1:])")
    return folder


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    quiet = {"PIP_NO_INDEX": "1", "LC_ALL": "C", **environment}
    command = [sys.executable, str(folder / "oasis"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **quiet})


def test_a_half_made_environment_is_made_anew_and_a_whole_one_is_used(tmp_path: Path):
    folder = checkout(tmp_path)
    (folder / ".venv" / "bin").mkdir(parents=True)
    first, second = start(folder, "doctor"), start(folder, "doctor")
    assert "Making the Python environment" in first.stdout
    assert second.stdout == "ran ['doctor']\n"


def test_a_package_that_cannot_be_had_leaves_no_environment_and_one_sentence(tmp_path: Path):
    folder = checkout(tmp_path, "no-such-package-of-oasis==1.0")
    refused = start(folder, "serve", LC_ALL="tr_TR.UTF-8")
    assert refused.returncode == 1
    assert refused.stderr.startswith("oasis: Python paketleri kurulamadı: ERROR")
    assert refused.stderr.count("\n") == 1
    assert not (folder / ".venv").exists()


@pytest.fixture
def web_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A web app whose npm only writes down what it was told; `fails` names a command that fails."""
    source = tmp_path / "frontend"
    (source / "node_modules").mkdir(parents=True)
    for name in ("package.json", "package-lock.json", "main.ts"):
        (source / name).write_text(name)
    said = SimpleNamespace(source=source, built=tmp_path / "built", calls=[], fails="")

    def npm(arguments: list[str], folder: Path, extra: object = None, quiet: bool = False) -> int:
        said.calls.append(" ".join(arguments))
        (folder / "node_modules").mkdir(exist_ok=True)
        (tmp_path / "npm.log").write_text("npm error something is wrong")
        return int(" ".join(arguments) == said.fails)

    monkeypatch.setattr(webapp, "npm", npm)
    monkeypatch.setattr(webapp, "FRONTEND", source)
    monkeypatch.setattr(webapp, "BUILT_WEB_APP", said.built)
    monkeypatch.setattr(webapp, "CACHE", tmp_path)
    return said


def test_the_web_app_is_built_when_its_sources_changed(web_app: SimpleNamespace):
    webapp.build()
    webapp.build()
    assert web_app.calls == ["ci", "run build"]
    (web_app.source / "main.ts").write_text("changed")
    webapp.build()
    assert web_app.calls == ["ci", "run build", "run build"]


def test_packages_are_installed_again_when_the_lock_file_changed(web_app: SimpleNamespace):
    webapp.build()
    (web_app.source / "package-lock.json").write_text("changed")
    webapp.build()
    assert web_app.calls == ["ci", "run build"] * 2


def test_what_npm_leaves_in_node_modules_is_no_source(web_app: SimpleNamespace):
    webapp.build()
    (web_app.source / "node_modules" / "written-by-npm").write_text("x")
    webapp.build()
    assert web_app.calls == ["ci", "run build"]


def test_a_failed_installation_leaves_no_packages(web_app: SimpleNamespace):
    web_app.fails = "ci"
    with pytest.raises(Refusal, match="something is wrong"):
        webapp.build()
    assert not (web_app.source / "node_modules").exists()


def test_a_failed_build_is_tried_again(web_app: SimpleNamespace):
    web_app.fails = "run build"
    with pytest.raises(Refusal, match="could not be built"):
        webapp.build()
    web_app.fails = ""
    webapp.build()
    assert web_app.calls == ["ci", "run build", "run build"]


@pytest.mark.parametrize(
    ("answer", "good"),
    [("v18.20.1", False), ("v20.9.0", False), ("v20.19.0", True), ("v24.1.0", True), ("", False)],
)
def test_an_old_node_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, good: bool):
    program = tmp_path / "node"
    program.write_text(f"#!/bin/sh\necho {answer}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert node.system_node_is_new_enough() is good


def test_without_chromium_the_browser_tests_fail_loudly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    monkeypatch.setattr(browser, "installed", lambda: None)
    monkeypatch.setattr(browser, "install_on_debian", lambda: None)
    monkeypatch.setattr(testing, "RESULTS", tmp_path / "results")
    assert testing.run(["browser"]) is False
    printed = capsys.readouterr()
    assert "Chromium" in printed.err
    assert printed.out.splitlines()[-1] == "0 passed, 1 failed"


def test_the_last_line_adds_the_suites_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    monkeypatch.setattr(testing, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(testing, "SUITES", {"a": lambda: Totals(2), "b": lambda: Totals(3, 0, 1)})
    assert testing.run([]) is True
    assert capsys.readouterr().out.splitlines()[-1] == "5 passed, 0 failed, 1 skipped"


def test_a_taken_port_is_named_with_another_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=f"port {port} is taken .* PORT={port + 1}"):
            serving.require_free_port("127.0.0.1", port)
