"""Backups: one archive with a consistent copy of the databases, the files and a checksum for each."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

DATABASES = ("site.db", "queue.db")
FOLDERS = ("public/files", "private/files", "mail")
MANIFEST = "manifest.json"
CHUNK = 1 << 20


class BackupError(Exception):
    """The archive is damaged or is none of ours; the message says what is wrong."""


def backup(site: Path, target: Path | None = None) -> Path:
    """Write an archive of the site, also while it is being served; answers its path."""
    folder = site / "private" / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    archive = target or folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{site.name.strip('.')}.tar.gz"
    half = archive.with_name(f".{archive.name}.part")
    try:
        with (
            tempfile.TemporaryDirectory(dir=folder) as work,
            tarfile.open(half, "w:gz", compresslevel=5) as tar,
        ):
            write(tar, site, Path(work))
        os.replace(half, archive)
    finally:
        half.unlink(missing_ok=True)
    return archive


def write(tar: tarfile.TarFile, site: Path, work: Path) -> None:
    checksums = {}
    for name in DATABASES:
        if (site / name).exists():
            copy_database(site / name, work / name)
    members = [(work / name, name) for name in DATABASES if (work / name).exists()]
    members += [(site / "site_config.json", "site_config.json"), *files(site)]
    for file, name in members:
        with open(file, "rb") as content:
            checksums[name] = digest(content)
        tar.add(file, arcname=name, recursive=False)
    manifest = work / MANIFEST
    manifest.write_text(json.dumps({"version": 1, "made": time.time(), "sha256": checksums}, indent=1))
    tar.add(manifest, arcname=MANIFEST)


def files(site: Path) -> Iterator[tuple[Path, str]]:
    for folder in FOLDERS:
        for file in sorted((site / folder).rglob("*")):
            if file.is_file():
                yield file, file.relative_to(site).as_posix()


def copy_database(source: Path, target: Path) -> None:
    """SQLite's own online copy: a moment's state, whatever is written meanwhile."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)


def digest(content: IO[bytes]) -> str:
    sha = hashlib.sha256()
    while chunk := content.read(CHUNK):
        sha.update(chunk)
    return sha.hexdigest()


def restore(archive: Path, folder: Path) -> None:
    """Unpack an archive into an empty folder and verify every byte of it. Raises BackupError."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            unpack(tar, folder)
    except (tarfile.TarError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise BackupError(str(error)) from error
    verify(folder)


def unpack(tar: tarfile.TarFile, folder: Path) -> None:
    for member in tar:
        target = (folder / member.name).resolve()
        if not member.isfile() or not target.is_relative_to(folder.resolve()):
            raise BackupError(member.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        content = tar.extractfile(member)
        assert content is not None, "a file member has content"
        with content, open(target, "wb") as out:
            while chunk := content.read(CHUNK):
                out.write(chunk)


def verify(folder: Path) -> None:
    """Every file of the manifest is there as it was, and no other."""
    manifest = read_manifest(folder / MANIFEST)
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} - {MANIFEST}
    if found != set(manifest):
        raise BackupError(", ".join(sorted(found ^ set(manifest))))
    for name, wanted in manifest.items():
        with open(folder / name, "rb") as content:
            if digest(content) != wanted:
                raise BackupError(name)
    (folder / MANIFEST).unlink()


def read_manifest(file: Path) -> dict[str, str]:
    try:
        written: dict[str, Any] = json.loads(file.read_text())
        checksums: dict[str, str] = written["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(MANIFEST) from error
    return checksums
