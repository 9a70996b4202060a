"""Adds revisions to files as an attacker does: any object replaced, any object added."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf

Change = Callable[[pikepdf.Pdf], Sequence[Any]]


def revised(content: bytes, change: Change, *, root: str = "", junk: bytes = b"") -> bytes:
    """The file with one more revision.

    Args:
        content: The file.
        change: Changes objects of the opened file, and returns those that it changed or made.
        root: What the table names as the catalogue, where not the one that it was.
        junk: What stands between the last object and the table.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        size = int(pdf.trailer.Size)
        objects = {each.objgen[0]: written(each) for each in change(pdf)}
        catalogue = root or f"{pdf.Root.objgen[0]} 0 R"
        info = pdf.trailer.get("/Info")
        described = "" if info is None else f"/Info {info.objgen[0]} 0 R"
    return with_objects(content, objects, size, f"/Root {catalogue} {described}", junk)


def written(value: Any) -> bytes:
    """An object as it stands in a file, without its number."""
    if not isinstance(value, pikepdf.Stream):
        return bytes(value.unparse(resolved=True))
    stored = value.read_raw_bytes()
    about: Any = pikepdf.Dictionary(dict(value.stream_dict.items()))
    about.Length = len(stored)
    return bytes(about.unparse(resolved=True)) + b"\nstream\n" + stored + b"\nendstream"


def with_objects(
    content: bytes,
    objects: dict[int, bytes],
    size: int,
    trailer: str,
    junk: bytes = b"",
    freed: Sequence[int] = (),
) -> bytes:
    """The file with a revision of these objects and a plain table."""
    body = bytearray(content)
    places = {}
    for number, value in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n" % number + value + b"\nendobj\n"
    body += junk
    table = len(body)
    body += b"xref\n"
    for number, place in places.items():
        body += b"%d 1\n%010d 00000 n \n" % (number, place)
    for number in freed:
        body += b"%d 1\n%010d 00001 f \n" % (number, 0)
    body += b"trailer\n<< %s /Size %d /Prev %d /ID %s >>\n" % (
        trailer.encode(),
        max([size, *(number + 1 for number in objects)]),
        last_table(content),
        identifier(content),
    )
    return bytes(body) + b"startxref\n%d\n%%%%EOF\n" % table


def last_table(content: bytes) -> int:
    return int(re.findall(rb"startxref\s+(\d+)", content)[-1])


def identifier(content: bytes) -> bytes:
    return bytes(re.findall(rb"/ID\s*(\[[^\]]*\])", content)[-1])


def numbered(content: bytes, find: Callable[[pikepdf.Pdf], Any]) -> int:
    """The number of an object."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return int(find(pdf).objgen[0])


def saved_anew(content: bytes, change: Callable[[pikepdf.Pdf], object] | None = None) -> bytes:
    """The file as another program writes it, by default without any change."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if change is not None:
            change(pdf)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()
