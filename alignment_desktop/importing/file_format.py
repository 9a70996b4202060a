"""What a file is by its content, whatever its name says; what cannot be read is refused here."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.file_formats import (
    Container,
    FileFormat,
    file_endings,
    formats_in,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_GZIP = b"\x1f\x8b"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PLAIN_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_NO_SPREADSHEETS = (b"%PDF-", b"{\\rtf", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PAR1", b"SQLite ")
_WEB_PAGE = re.compile(r"<(?:!doctype html|html|head|body|meta|style|table|tr|div)\b", re.I)
_XML_SHEET = re.compile(r"<(?:\w+:)?Workbook\b|<office:document\b|<gnm:Workbook\b|Excel\.Sheet")
_LETTER = re.compile(r"MIME-Version:|Content-Type: *multipart/related", re.I)


def workbook_format(data: bytes) -> str | None:
    """The name of a workbook's format; None where the file may be delimited text.

    Raises:
        Problem: `file-encrypted`, `file-damaged`, `file-is-archive`, `file-of-other-program` or
            `file-not-a-spreadsheet`.
    """
    if data.startswith(_ZIPS):
        return _zip_format(data)
    if data.startswith(_OLE):
        return _ole_format(data)
    if data.startswith((_GZIP, *_PLAIN_BIFF)):
        # Gnumeric, and Excel of before 1993.
        raise Problem("file-of-other-program")
    if data.startswith(_NO_SPREADSHEETS) or _is_lock(data):
        raise not_a_spreadsheet()
    return None


def not_a_spreadsheet() -> Problem:
    """Says which files would be read."""
    return Problem("file-not-a-spreadsheet", known=", ".join(file_endings()))


def _is_lock(data: bytes) -> bool:
    """Whether this is the `~$` file that Excel lays beside an open workbook.

    It holds a user's name twice, the length of the name first, and is always of one size.
    """
    return len(data) == 165 and data[0] < 55 and data[1 + data[0] : 55].strip(b" \0") == b""


def _zip_format(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _archive_format(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
    ) as trouble:
        raise Problem("file-damaged") from trouble


def _archive_format(archive: zipfile.ZipFile) -> str:
    names = {name.replace("\\", "/").lower().lstrip("/") for name in archive.namelist()}
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise Problem("file-encrypted")
    for each in formats_in(Container.ZIP):
        if each.is_told_by(names):
            return _stating_format(archive, each) if each.media_type else each.name
    if "[content_types].xml" in names:
        raise not_a_spreadsheet()
    if any(name.endswith(".iwa") for name in names):
        raise Problem("file-of-other-program")
    raise Problem("file-is-archive")


def _stating_format(archive: zipfile.ZipFile, expected: FileFormat) -> str:
    """A format whose files state what they are, as open documents do in their manifest."""

    def part(name: str) -> bytes:
        return archive.read(name) if name in archive.namelist() else b""

    manifest = part("META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        raise Problem("file-encrypted")
    media_type = expected.media_type.encode()
    if not part("mimetype").startswith(media_type) and media_type not in manifest:
        raise not_a_spreadsheet()
    return expected.name


def _ole_format(data: bytes) -> str:
    if _has_stream(data, "EncryptedPackage"):
        raise Problem("file-encrypted")
    known = formats_in(Container.COMPOUND)
    for each in known:
        if any(_has_stream(data, part) for part in each.parts):
            return each.name
    if _has_stream(data, "WordDocument") or _has_stream(data, "PowerPoint Document"):
        raise not_a_spreadsheet()
    # A spreadsheet whose directory is broken, or one cut short; the reader finds out.
    return known[0].name


def _has_stream(data: bytes, name: str) -> bool:
    """Whether the compound file's directory, whose entries are 128 bytes long, names a stream."""
    entry = (name + "\0").encode("utf-16-le")
    at = -1
    while (at := data.find(entry, at + 1)) >= 0:
        if at % 128 == 0:
            return True
    return False


def refuse_other_text(head: str, whole: bytes) -> None:
    """Refuse text that is no table of delimited fields.

    Args:
        head: The beginning of the file, decoded.
        whole: All bytes of the file.

    Raises:
        Problem: `file-is-web-page`, `file-is-old-xml`, `file-of-other-program` or
            `file-not-a-spreadsheet`.
    """
    head = head.lstrip()
    if head.startswith("<?xml") or _LETTER.match(head):
        if _XML_SHEET.search(head):
            raise Problem("file-is-old-xml")
        if _LETTER.match(head) or _WEB_PAGE.search(head):
            raise Problem("file-is-web-page")
        raise not_a_spreadsheet()
    if head.startswith("<") and _WEB_PAGE.search(head):
        raise Problem("file-is-web-page")
    if head.startswith("<") and _XML_SHEET.search(head):
        raise Problem("file-is-old-xml")
    # Records such as `C;Y1;X1;K"Name"`, after a first line that begins with `ID;P`.
    if head.startswith("ID;P") and re.search(r"[\r\n][BCFPO];", head):
        raise Problem("file-of-other-program")
    if head.startswith(("{", "[")) and _is_json(whole):
        raise not_a_spreadsheet()


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
