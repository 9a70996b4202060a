"""The last resort for a rare character: a font of the computer that may be embedded."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

_MOST = 4_000
"""So many files are looked at; a computer with more has the letters among these."""
_RESTRICTED = 0x0002
_BITMAP_ONLY = 0x0200
_F = TypeVar("_F")


def font_folders() -> list[Path]:
    """Where this system keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        local = Path(os.environ.get("LOCALAPPDATA", str(home)))
        return [windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), data / "fonts"]


def _files() -> Iterator[Path]:
    for folder in font_folders():
        for path in sorted(folder.rglob("*.tt[fc]")):
            if path.is_file():
                yield path


def _may_be_embedded(face: Any) -> bool:
    """Whether its maker allows it, and it has the outlines that every reader can show."""
    if not {"glyf", "OS/2", "hmtx"} <= set(face.table_tags):
        return False
    if {"CBDT", "sbix"} & set(face.table_tags):
        return False
    about = bytes(face.reference_table("OS/2").data or b"")
    if len(about) < 10:
        return False
    (rights,) = struct.unpack(">H", about[8:10])
    return not rights & _BITMAP_ONLY and rights & 0x000F != _RESTRICTED


@cache
def _usable() -> tuple[tuple[Path, int, frozenset[int]], ...]:
    import uharfbuzz as hb

    found = []
    for at, path in enumerate(_files()):
        if at >= _MOST:
            break
        try:
            blob = hb.Blob.from_file_path(str(path))
            for index in range(hb.Face(blob).count):
                face = hb.Face(blob, index)
                if face.glyph_count and _may_be_embedded(face):
                    found.append((path, index, frozenset(face.unicodes)))
        except (OSError, ValueError, hb.HarfBuzzError):
            continue
    return tuple(found)


def system_face(code: int, opened: Callable[[str, Path, int], _F]) -> _F | None:
    """The first font of the computer that has a character; None where there is none.

    Args:
        code: The character.
        opened: Opens a font by name, file and place in a collection.
    """
    for path, index, codes in _usable():
        if code in codes:
            return opened(f"{path.stem}-{index}", path, index)
    return None
