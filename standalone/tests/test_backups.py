"""A backup holds everything, and a damaged one changes nothing."""

import io
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from frappe.utils.backups import BackupError, backup, restore
from launcher import making, sites
from launcher.language import Refusal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    sites.lay_out(folder)
    with closing(sqlite3.connect(folder / "site.db")) as database:
        database.execute("pragma journal_mode=wal")
        database.execute("create table tabSingles (doctype, field, value)")
        database.execute("insert into tabSingles values ('A', 'b', 'c')")
        database.commit()
    (folder / "private/files/deed.pdf").write_bytes(b"%PDF")
    (folder / "public/files/şirket logosu.png").write_bytes(b"PNG")
    return folder


def rows(folder: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(folder / "site.db")) as database:
        return database.execute("select * from tabSingles").fetchall()


def test_a_backup_brings_databases_files_and_configuration_back(folder: Path, tmp_path: Path):
    archive = backup(folder)
    restore(archive, tmp_path / "other")
    assert rows(tmp_path / "other") == [("A", "b", "c")]
    assert (tmp_path / "other/private/files/deed.pdf").read_bytes() == b"%PDF"
    assert (tmp_path / "other/public/files/şirket logosu.png").read_bytes() == b"PNG"
    assert sites.read_config(tmp_path / "other") == sites.read_config(folder)


def test_a_backup_is_of_one_moment_while_rows_are_written(folder: Path, tmp_path: Path):
    with closing(sqlite3.connect(folder / "site.db")) as writer:
        writer.execute("insert into tabSingles values ('not', 'yet', 'committed')")
        archive = backup(folder)
    restore(archive, tmp_path / "other")
    assert rows(tmp_path / "other") == [("A", "b", "c")]


def test_a_failed_backup_leaves_no_archive(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: Path) -> None:
        raise OSError("full")

    monkeypatch.setattr("frappe.utils.backups.copy_database", full)
    with pytest.raises(OSError, match="full"):
        backup(folder)
    assert list((folder / "private/backups").iterdir()) == []


def test_one_changed_byte_is_noticed(folder: Path, tmp_path: Path):
    archive = backup(folder)
    with tarfile.open(archive) as tar:
        members = [(member, tar.extractfile(member).read()) for member in tar]
    forged = tmp_path / "forged.tar.gz"
    with tarfile.open(forged, "w:gz") as tar:
        for member, content in members:
            changed = content.replace(b"%PDF", b"%PDG")
            tar.addfile(member, io.BytesIO(changed))
    with pytest.raises(BackupError, match=r"deed\.pdf"):
        restore(forged, tmp_path / "other")


def test_a_cut_off_archive_is_refused_and_the_site_stays(folder: Path, tmp_path: Path):
    archive = backup(folder, tmp_path / "whole.tar.gz")
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(Refusal, match="damaged"):
        making.restore(archive, folder, force=True)
    assert rows(folder) == [("A", "b", "c")]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["site", "whole.tar.gz"]


def test_an_archive_cannot_write_outside_of_the_site(tmp_path: Path):
    archive = tmp_path / "evil.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        member = tarfile.TarInfo("../escaped")
        tar.addfile(member, io.BytesIO(b""))
    with pytest.raises(BackupError):
        restore(archive, tmp_path / "deep" / "other")
    assert not (tmp_path / "deep" / "escaped").exists()


def test_restoring_over_a_site_asks_for_force_and_keeps_the_former_one(folder: Path, tmp_path: Path):
    archive = backup(folder, tmp_path / "whole.tar.gz")
    with closing(sqlite3.connect(folder / "site.db")) as database:
        database.execute("delete from tabSingles")
        database.commit()
    with pytest.raises(Refusal, match="--force"):
        making.restore(archive, folder, force=False)
    aside = making.restore(archive, folder, force=True)
    assert rows(folder) == [("A", "b", "c")]
    assert rows(aside) == []
