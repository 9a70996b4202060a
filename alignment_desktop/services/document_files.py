"""Files that a user names for signing: documents, identities, certificates, pictures."""

from __future__ import annotations

import stat
from pathlib import Path

from alignment_desktop.domain.problems import Problem

PDF_START = 1024
"""Within so many bytes a PDF says that it is one."""
SMALL = 4_000_000
"""The most bytes of an identity, a certificate, a picture."""


def read_document(path: Path, most: int) -> bytes:
    """What a file holds.

    Args:
        path: The file.
        most: The most bytes that are read.

    Raises:
        Problem: `document-missing`, `document-no-file` (a folder, or a pipe, which would have to be
            waited for), `document-refused`, `document-too-large`.
    """
    shown = str(path)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise Problem("document-no-file", file=shown)
        if about.st_size > most:
            raise Problem("document-too-large", file=shown, most=_in_megabytes(most))
        with path.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise Problem("document-missing", file=shown) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Problem("document-refused", file=shown, reason=reason) from None
    if len(content) > most:  # it has grown meanwhile
        raise Problem("document-too-large", file=shown, most=_in_megabytes(most))
    return content


def read_pdf(path: Path, most: int) -> bytes:
    """What a PDF holds.

    Raises:
        Problem: As `read_document`; `document-not-pdf`, where it does not begin like one.
    """
    require_pdf(path)
    return read_document(path, most)


def require_pdf(path: Path) -> None:
    """Refuses a file that does not begin like a PDF; no more of it is read, however large it is.

    Raises:
        Problem: As `read_document`; `document-not-pdf`.
    """
    shown = str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Problem("document-no-file", file=shown)
        with path.open("rb") as file:
            start = file.read(PDF_START)
    except FileNotFoundError:
        raise Problem("document-missing", file=shown) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Problem("document-refused", file=shown, reason=reason) from None
    if b"%PDF-" not in start:
        raise Problem("document-not-pdf", file=shown)


def _in_megabytes(count: int) -> int:
    return count // 1_000_000
