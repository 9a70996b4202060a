"""Copies of files that were just signed, to be opened or sent; the workspace keeps its own."""

from __future__ import annotations

from pathlib import Path

from alignment_desktop.documents.output_files import replacing
from alignment_desktop.paths import user_data_folder


def write_copy(content: bytes, name: str) -> Path:
    """Writes a copy into a folder of the user's own, and gives its path.

    Args:
        content: The file.
        name: What it is called; an older copy of that name is replaced.

    Raises:
        Problem: That it cannot be written.
    """
    folder = user_data_folder() / "signed"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    with replacing(path, ".pdf") as temporary:
        temporary.write_bytes(content)
    return path
