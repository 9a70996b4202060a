"""One stream of a compound file, wherever its sectors lie."""

from __future__ import annotations

import struct

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.compound_file import CompoundFile
from tests.unit.importing.spreadsheet_files import OLE, compound_file

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
SECTOR = 512


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HB", len(written), kind)
    return head.ljust(116, b"\0") + struct.pack("<2IQ", start, size, 0)[:12]


def made(
    sectors: list[bytes], following: list[int], directory: int, small: int, further: int = END
) -> bytes:
    """A compound file; its table of next sectors is the first of the sectors."""
    header = OLE + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, directory, 0, 4096, small, 1, further, 1)
    # Where the rest of the list of the table's sectors is elsewhere, the header lists none.
    header += struct.pack("<109I", 0 if further == END else FREE, *[FREE] * 108)
    table = struct.pack("<128I", *following, *[FREE] * (128 - len(following)))
    return header + b"".join(each.ljust(SECTOR, b"\0") for each in [table, *sectors])


def test_a_small_stream_lies_in_the_stream_of_the_root() -> None:
    directory = entry("Root Entry", 5, 3, 128) + entry("Book", 2, 1, 70)
    small_table = struct.pack("<4I", FREE, 0, END, FREE)
    content = b"second".ljust(64, b".") + b"first".ljust(64, b".")
    data = made([directory, small_table, content], [0xFFFFFFFD, END, END, END], 1, 2)
    assert CompoundFile(data).stream("Workbook", "Book") == content[64:] + content[:6]


def test_the_list_of_the_table_s_sectors_may_go_on_elsewhere() -> None:
    directory = entry("Root Entry", 5, END, 0) + entry("Workbook", 2, 3, 4096)
    list_of_table = struct.pack("<128I", 0, *[FREE] * 126, END)
    content = [bytes([65 + number]) * SECTOR for number in range(8)]
    chain = [0xFFFFFFFD, END, 0xFFFFFFFC, *range(4, 11), END]
    data = made([directory, list_of_table, *content], chain, 1, END, further=2)
    assert CompoundFile(data).stream("Workbook") == b"".join(content)


def test_a_list_that_leads_in_a_circle_or_nowhere_ends() -> None:
    circle = struct.pack("<128I", *[FREE] * 127, 2)
    assert CompoundFile(made([b"", circle], [FREE], 1, END, further=2)).stream("Workbook") is None
    assert CompoundFile(made([b""], [FREE], 1, END, further=99)).stream("Workbook") is None


def test_sectors_of_another_size_are_of_no_compound_file() -> None:
    data = bytearray(compound_file("Workbook", b"x"))
    data[30] = 10
    with pytest.raises(Problem, match="file-damaged"):
        CompoundFile(bytes(data))
