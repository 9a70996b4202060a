"""Signs are found in blocks of any bytes, and what means something in a pattern is taken as is."""

from __future__ import annotations

import pytest

from alignment_desktop.importing.byte_search import ByteBlock, pattern_of


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (b'<c t="e">', True),
        (b"<row (a|b)>", True),
        ("\ue000\uf8ff7".encode(), True),
        (b"\xff\xfe\x00 cut in a letter \xc3", False),
        (b"<row ab>", False),
        (b"", False),
    ],
)
def test_a_block_has_a_sign_where_its_very_bytes_are_there(block: bytes, found: bool) -> None:
    signs = pattern_of([b't="e"', b"(a|b)", "\ue000\uf8ff".encode()])
    assert ByteBlock(block).has(signs) is found
