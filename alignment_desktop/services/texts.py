"""Text files that a user names: read whole, with a sentence where that cannot be."""

from __future__ import annotations

from pathlib import Path

from alignment_desktop.domain.problems import Problem


def read_text_file(path: Path) -> str:
    """The text of a UTF-8 file; a byte-order mark at its beginning is dropped.

    Raises:
        Problem: `text-file-missing`, `text-file-refused`, `text-file-not-utf8`.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Problem("text-file-missing", file=str(path)) from None
    except UnicodeDecodeError:
        raise Problem("text-file-not-utf8", file=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Problem("text-file-refused", file=str(path), reason=reason) from None
