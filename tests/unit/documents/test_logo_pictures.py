"""Pictures of a logo are kept small and plain, and what is no picture is one sentence."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from alignment_desktop.documents.logo_pictures import LARGEST_FILE, picture_to_keep, printable
from alignment_desktop.domain.problems import Problem

RED = (200, 20, 30)


def written(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **how)
    return target.getvalue()


def of_many_points(width: int, height: int) -> bytes:
    """A PNG that says it is of that size, and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGB", "PNG"), ("RGB", "JPEG"), ("L", "PNG"), ("1", "PNG"), ("P", "PNG"), ("CMYK", "JPEG")],
)
def test_every_sort_of_picture_is_kept_in_one_form(mode: str, kind: str) -> None:
    kept = picture_to_keep(written(Image.new("RGB", (60, 20), RED).convert(mode), kind))
    shown = printable(kept)
    assert (shown.width, shown.height, len(shown.points)) == (60, 20, 3600)
    # Whatever the program is given, it keeps one thing of it.
    assert picture_to_keep(kept) == kept


def test_what_is_see_through_lies_on_white() -> None:
    clear = Image.new("RGBA", (4, 2), (*RED, 0))
    clear.putpixel((0, 0), (*RED, 255))
    shown = printable(picture_to_keep(written(clear)))
    assert tuple(shown.points[:3]) == RED
    assert set(shown.points[3:]) == {255}


def test_a_large_picture_is_made_smaller_in_its_own_proportions() -> None:
    shown = printable(picture_to_keep(written(Image.new("RGB", (4000, 800), RED))))
    assert (shown.width, shown.height) == (800, 160)
    assert shown.fitted(170, 30) == pytest.approx((150, 30))


def test_a_photograph_stands_as_it_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    shown = printable(picture_to_keep(written(Image.new("RGB", (40, 10)), "JPEG", exif=exif)))
    assert (shown.width, shown.height) == (10, 40)


@pytest.mark.parametrize(
    "content",
    [
        of_many_points(8000, 5000),
        of_many_points(20_000, 10_000),
        b"\x89PNG" * (LARGEST_FILE // 4 + 1),
    ],
    ids=["40 million points", "a bomb", "a large file"],
)
def test_a_picture_that_takes_too_much_to_read_is_refused_unread(content: bytes) -> None:
    with pytest.raises(Problem, match="logo-too-large"):
        picture_to_keep(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        written(Image.new("RGB", (60, 20), RED))[:-40],
        written(Image.effect_noise((60, 60), 50), "JPEG")[:400],
        written(Image.new("RGB", (4, 4)), "GIF"),
        of_many_points(10, 10),
    ],
    ids=["nothing", "text", "drawing", "cut PNG", "cut JPEG", "GIF", "empty PNG"],
)
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Problem, match="logo-not-a-picture"):
        picture_to_keep(content)


def test_a_workspace_of_others_cannot_hold_a_picture_that_would_not_be_kept() -> None:
    with pytest.raises(Problem, match="logo-not-a-picture"):
        printable(written(Image.new("RGB", (801, 20), RED)))
