"""A site folder is whole or not there, and what is wrong with one is said in one sentence."""

import errno
import json
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from launcher import sites
from launcher.language import Refusal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The least that counts as a site."""
    folder = tmp_path / "site"
    sites.lay_out(folder)
    with closing(sqlite3.connect(folder / "site.db")) as database:
        database.execute("create table tabSingles (doctype, field, value)")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(Refusal) as refused:
        sites.require(folder)
    return refused.value.message


def test_a_site_is_made_in_another_place_and_moved_when_complete(tmp_path: Path):
    with sites.made_whole(tmp_path / "site") as making:
        (making / "file").write_text("content")
        assert not (tmp_path / "site").exists()
    assert [file.name for file in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site" / "file").read_text() == "content"


def test_a_failed_making_leaves_nothing(tmp_path: Path):
    with pytest.raises(Refusal), sites.made_whole(tmp_path / "site") as making:
        (making / "no-such-folder" / "file").write_text("content")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_making_left_is_cleared_by_the_next(tmp_path: Path):
    ended = subprocess.Popen(["true"])
    ended.wait()
    left = tmp_path / f".site.making-{ended.pid}"
    left.mkdir()
    alive = tmp_path / f".site.making-{os.getppid()}"
    alive.mkdir()
    with sites.made_whole(tmp_path / "site"):
        pass
    assert sorted(file.name for file in tmp_path.iterdir()) == [alive.name, "site"]


def test_a_full_disk_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    with pytest.raises(Refusal, match="the disk is full"), sites.made_whole(tmp_path / "site"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_site_that_is_there_is_not_overwritten(folder: Path):
    with pytest.raises(Refusal, match="exists already"), sites.made_whole(folder):
        raise AssertionError("must not begin")
    assert (folder / "site_config.json").exists()


def test_a_whole_site_is_accepted(folder: Path):
    assert sites.require(folder)["site_name"] == sites.SITE_NAME


def test_a_missing_site_is_named_with_the_command_that_makes_one(tmp_path: Path):
    assert "./oasis new-site" in refusal(tmp_path / "nowhere")


@pytest.mark.parametrize("content", ["{", "[]", "", '"text"'])
def test_a_broken_configuration_is_named(folder: Path, content: str):
    (folder / "site_config.json").write_text(content)
    assert "broken (site_config.json)" in refusal(folder)


def test_a_missing_database_is_named(folder: Path):
    (folder / "site.db").unlink()
    assert "broken (site.db)" in refusal(folder)
    assert not (folder / "site.db").exists()


def test_a_database_of_rubbish_is_named(folder: Path):
    (folder / "site.db").write_bytes(b"rubbish " * 1000)
    assert "site.db: file is not a database" in refusal(folder)


def test_an_empty_database_is_named(folder: Path):
    (folder / "site.db").write_bytes(b"")
    assert "broken (site.db" in refusal(folder)


def test_a_database_with_a_damaged_page_is_named(folder: Path):
    with closing(sqlite3.connect(folder / "site.db")) as database:
        database.executemany("insert into tabSingles values ('A', ?, 'x')", [(n,) for n in range(5000)])
        database.commit()
    whole = (folder / "site.db").read_bytes()
    sites.require_sound(folder)
    (folder / "site.db").write_bytes(whole[:8192] + b"\xff" * 8192 + whole[16384:])
    with pytest.raises(Refusal, match=r"broken \(site\.db"):
        sites.require_sound(folder)


def test_a_file_in_the_place_of_a_site_is_named(tmp_path: Path):
    (tmp_path / "site").write_text("x")
    assert "is a file" in refusal(tmp_path / "site")


def test_a_site_of_a_newer_version_is_refused_unchanged(folder: Path):
    config = {**sites.read_config(folder), "app_version": "999.0.0"}
    sites.write_config(folder, config)
    assert "999.0.0" in refusal(folder)
    assert sites.read_config(folder) == config


def test_a_second_server_is_refused_with_the_first_ones_process(folder: Path):
    held = pytest.raises(Refusal, match=rf"already in use \(process {os.getpid()}\)")
    with sites.lock(folder), held, sites.lock(folder):
        raise AssertionError("must not be held twice")
    with sites.lock(folder):
        pass


def test_the_sentences_follow_the_language_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    assert "site yok" in refusal(tmp_path / "nowhere")


def test_a_changed_definition_makes_a_site_outdated(folder: Path):
    config = sites.read_config(folder)
    assert sites.is_outdated(config)
    sites.note_migrated(folder)
    assert not sites.is_outdated(sites.read_config(folder))


def test_the_configuration_is_for_its_owner_only(folder: Path):
    assert (folder / "site_config.json").stat().st_mode & 0o077 == 0
    assert json.loads((folder / "site_config.json").read_text())["encryption_key"]
