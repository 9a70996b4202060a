"""Text files that a user names: read whole, with a sentence where that cannot be."""

from __future__ import annotations

from pathlib import Path

from alignment_desktop.domain.problems import Problem

_MOST = 64_000_000
"""Bytes that a text may have; one of ten thousand clauses has some three million."""


def read_text_file(path: Path) -> str:
    """The text of a UTF-8 file; a byte-order mark at its beginning is dropped.

    Raises:
        Problem: `text-file-missing`, `text-file-refused`, `text-file-too-large`,
            `text-file-not-utf8`.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST + 1)
        if len(content) > _MOST:  # there are devices that never end
            raise Problem("text-file-too-large", file=str(path), most=_MOST // 1_000_000)
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        raise Problem("text-file-missing", file=str(path)) from None
    except UnicodeDecodeError:
        raise Problem("text-file-not-utf8", file=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Problem("text-file-refused", file=str(path), reason=reason) from None
