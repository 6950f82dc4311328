"""What a file really is, whatever its name says. Pure: bytes in, a kind or a refusal out."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Literal

Kind = Literal["xlsx", "xls", "csv"]
FileCode = Literal[
    "too_large", "empty", "unknown_type", "is_other", "is_web_page", "is_text", "password", "damaged",
    "unpacks_too_large", "encoding", "too_many_rows", "too_many_columns", "too_slow", "no_rows", "no_reader",
]  # fmt: skip

MOST_BYTES = 25 * 1024 * 1024
#: What a workbook may unpack to: room for a million cells, none for a bomb.
MOST_UNPACKED = 300 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The first record of an old workbook's stream, the record of encryption, and how soon it comes.
_OLD_BEGIN, _ENCRYPTED, _FIRST_RECORDS = b"\x09\x08\x10\x00\x00\x06\x05\x00", 0x2F, 12
_EXTENSIONS: dict[str, Kind] = {"xlsx": "xlsx", "xlsm": "xlsx", "xls": "xls", "csv": "csv", "txt": "csv"}
_OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"PK\x05\x06": "ZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
}
_PIECE = 1024 * 1024


class FileError(ValueError):
    """A file that cannot be imported. `shown`: what the sentence about it names."""

    def __init__(self, code: FileCode, shown: str = "") -> None:
        super().__init__(code)
        self.code, self.shown = code, shown


def kind_of(file_name: str, content: bytes) -> Kind:
    """The kind of a file, where its content agrees with its name and can be unpacked."""
    extension = file_name.rpartition(".")[2].lower()
    named = _EXTENSIONS.get(extension)
    if named is None:
        raise FileError("unknown_type", extension)
    if len(content) > MOST_BYTES:
        raise FileError("too_large", str(MOST_BYTES // _PIECE))
    if not content.strip():
        raise FileError("empty")
    for start, other in _OTHERS.items():
        if content.startswith(start):
            raise FileError("is_other", other)
    if content.startswith(_ZIP):
        return _packed(content, named)
    if content.startswith(_OLE):
        return _compound(content, named)
    return _text(content, named)


def _text(content: bytes, named: Kind) -> Kind:
    if (
        content[:2000]
        .lstrip(b"\xef\xbb\xbf \r\n\t")
        .lower()
        .startswith((b"<html", b"<!doctype", b"<table", b"<?xml"))
    ):
        raise FileError("is_web_page")
    if named != "csv":
        # Workbooks of a name that hold plain text come out of old programs; a cut-off file has no text.
        raise FileError("is_text" if _is_text(content) else "damaged")
    return "csv"


def _is_text(content: bytes) -> bool:
    return b"\x00" not in content[:4000] and content[:1] >= b"\t"


def _compound(content: bytes, named: Kind) -> Kind:
    """The container of old workbooks, of encrypted new ones, and of old text documents."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileError("password")
    if _is_locked(content):
        raise FileError("password")
    if "WordDocument".encode("utf-16-le") in content:
        raise FileError("is_other", "Word")
    if named != "xls":
        raise FileError("is_other", "XLS")
    return "xls"


def _is_locked(content: bytes) -> bool:
    """Whether an old workbook is encrypted: a record near the beginning of its stream says so."""
    at = content.find(_OLD_BEGIN)
    for _ in range(_FIRST_RECORDS if at >= 0 else 0):
        kind, length = struct.unpack_from("<HH", content.ljust(at + 4, b"\0"), at)
        if kind == _ENCRYPTED:
            return True
        at += 4 + length
    return False


def _packed(content: bytes, named: Kind) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {info.filename: info for info in archive.infolist()}
            if "xl/workbook.xml" not in members:
                raise FileError("is_other", _content_type(members))
            if any(info.flag_bits & 0x1 for info in members.values()):
                raise FileError("password")
            _unpack(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        if isinstance(error, FileError):
            raise
        raise FileError("damaged") from None
    if named != "xlsx":
        raise FileError("is_other", "XLSX")
    return "xlsx"


def _content_type(members: dict[str, zipfile.ZipInfo]) -> str:
    known = {
        "word/document.xml": "Word",
        "xl/workbook.bin": "XLSB",
        "content.xml": "OpenDocument",
        "ppt/presentation.xml": "PowerPoint",
    }
    return next((name for path, name in known.items() if path in members), "ZIP")


def _unpack(archive: zipfile.ZipFile) -> None:
    """Unpack everything piece by piece and throw it away: sizes that an archive states prove nothing."""
    left = MOST_UNPACKED
    if sum(info.file_size for info in archive.infolist()) > left:
        raise FileError("unpacks_too_large")
    for info in archive.infolist():
        with archive.open(info) as member:
            while piece := member.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise FileError("unpacks_too_large")
