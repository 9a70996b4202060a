"""Pictures of an organisation's logo: made small and plain to be kept, and read to be printed."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from alignment_desktop.documents.pdf.page_pictures import PagePicture
from alignment_desktop.domain.problems import Problem
from alignment_desktop.words.language import Language

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LARGEST_FILE = 10_000_000
"""Bytes of a file that is taken."""
LARGEST_PICTURE = 25_000_000
"""Points of a picture that is taken; what has more would take hundreds of megabytes to read."""
_KEPT = (800, 320)
"""Width and height within which it is kept: some 340 points an inch where it is printed."""


def picture_to_keep(content: bytes) -> bytes:
    """A picture as the workspace keeps it: a PNG of modest size, on white, without anything else.

    Args:
        content: A PNG or JPEG.

    Raises:
        Problem: `logo-not-a-picture`, `logo-too-large`.
    """
    if len(content) > LARGEST_FILE:
        raise _too_large()
    from PIL import Image, ImageOps

    with _opened(content, "PNG", "JPEG") as opened:
        plain = opened.convert("RGB") if opened.mode == "CMYK" else opened
        # Phones write photographs as they were held, and beside them how to turn them.
        turned = ImageOps.exif_transpose(plain).convert("RGBA")
        turned.thumbnail(_KEPT, Image.Resampling.LANCZOS)
        # Paper is white, and what is see-through would take more of readers and archives.
        ground = Image.new("RGB", turned.size, "white")
        ground.paste(turned, mask=turned.getchannel("A"))
    target = io.BytesIO()
    ground.save(target, "PNG", optimize=True)
    return target.getvalue()


def printable(content: bytes) -> PagePicture:
    """A kept picture as it is printed.

    Raises:
        Problem: `logo-not-a-picture`, `logo-too-large`, where it is none that would be kept.
    """
    with _opened(content, "PNG") as opened:
        if opened.width > _KEPT[0] or opened.height > _KEPT[1]:
            raise Problem("logo-not-a-picture")
        plain = opened.convert("RGB")
        return PagePicture(plain.width, plain.height, plain.tobytes())


@contextmanager
def _opened(content: bytes, *formats: str) -> Iterator[Picture]:
    """A picture, read whole; whatever is wrong with it is said in one way."""
    from PIL import Image, UnidentifiedImageError

    too_large = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=formats) as opened:
                if opened.width * opened.height > LARGEST_PICTURE:
                    raise _too_large()
                opened.load()
                yield opened
    except too_large:
        raise _too_large() from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, UserWarning):
        raise Problem("logo-not-a-picture") from None


def _too_large() -> Problem:
    millions = LARGEST_PICTURE // 1_000_000
    return Problem("logo-too-large", megabytes=LARGEST_FILE // 1_000_000, millions=millions)


def logo_says(organisation: str, words: Language) -> str:
    """What a logo shows, for those who do not see it."""
    return words.paper.logo_of(name=organisation) if organisation else words.paper.logo()
