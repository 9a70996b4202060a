"""Values of a PDF are read in one way or not at all."""

from __future__ import annotations

import zlib
from typing import Any

import pytest

from alignment_desktop.documents.signing.allowed_changes import is_same
from alignment_desktop.documents.signing.encoded_lengths import end_of_value
from alignment_desktop.documents.signing.pdf_syntax import (
    Name,
    Reference,
    decoded,
    read_object,
    read_value,
)
from alignment_desktop.documents.signing.refusals import Refused


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (b"<< /A 1 /B [ 2 0 R 3 ] >>", {"A": 1, "B": [Reference(2), 3]}),
        (b"[1 0 1 0 R -2 +.5 4.]", [1, 0, Reference(1), -2, 0.5, 4.0]),
        (b"(a\\(b\\)\\n\\101\\\nc)", b"a(b)\nAc"),
        (b"(a (nested (deep) one) \\) here)", b"a (nested (deep) one) ) here"),
        (b"<48 65 6C6c6F2>", b"Hello "),
        (b"/application#2ftoml", "application/toml"),
        (b"[true false null]", [True, False, None]),
        (b"<</A/B/C(d)>>", {"A": "B", "C": b"d"}),
    ],
)
def test_a_value_is_read(written: bytes, value: Any) -> None:
    assert read_value(written, 0)[0] == value


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"<< /A 1 /A 2 >>",
        b"<< /A 1 /#41 2 >>",
        b"<< /A >>",
        b"<< 1 2 >>",
        b"[ 1 >>",
        b"<< /A 1 ]",
        b"[ 1 % a comment\n 2 ]",
        b"[ 3 1 R ]",
        b"(never closed",
        b"(nested (but never closed)",
        b"<4G>",
        b"1e5",
        b"truely",
        b"[" * 100 + b"]" * 100,
    ],
)
def test_what_could_be_read_in_two_ways_is_not_read(written: bytes) -> None:
    with pytest.raises(Refused):
        read_value(written, 0)


def test_a_stream_is_as_long_as_it_says() -> None:
    found = read_object(b"7 0 obj\n<< /Length 5 >>\nstream\nabcde\nendstream\nendobj", 0)
    assert (found.number, found.stream) == (7, (31, 36))
    for length in (b"4", b"7", b"-1", b"5.0", b"8 0 R", b"99999"):
        with pytest.raises(Refused):
            read_object(b"7 0 obj\n<< /Length %s >>\nstream\nabcde\nendstream\nendobj" % length, 0)


def test_a_stream_unpacks_to_what_it_holds_and_not_to_anything() -> None:
    packed = zlib.compress(b"abc")
    assert decoded(packed, {"Filter": Name("FlateDecode")}) == b"abc"
    assert decoded(b"abc", {}) == b"abc"
    rows = {"Predictor": 12, "Columns": 2}
    table = zlib.compress(b"\x00\x01\x02" + b"\x02\x01\x01" + b"\x01\x05\x01")
    about = {"Filter": [Name("FlateDecode")], "DecodeParms": [rows]}
    assert decoded(table, about) == b"\x01\x02\x02\x03\x05\x06"
    for stored, other in (
        (packed[:-3], {"Filter": Name("FlateDecode")}),
        (packed, {"Filter": Name("LZWDecode")}),
        (packed, {"Filter": [Name("FlateDecode"), Name("FlateDecode")]}),
        (packed, {"Filter": Name("FlateDecode"), "DecodeParms": rows}),
        (zlib.compress(b"\x04ab"), about),
    ):
        with pytest.raises(Refused):
            decoded(stored, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"A": [54, Name("B")]}, {"A": [54.0, Name("B")]}, True),
        ({"A": 1}, {"A": True}, False),
        ({"A": Name("B")}, {"A": b"B"}, False),
        ({"A": Reference(1)}, {"A": 1}, False),
        ([1, 2], [1, 2, 3], False),
        ({"A": 1}, {"B": 1}, False),
        (None, None, True),
    ],
)
def test_values_are_the_same_where_they_mean_the_same(one: Any, other: Any, same: bool) -> None:
    assert is_same(one, other) is same


@pytest.mark.parametrize(
    ("encoded", "end"),
    [
        (b"\x30\x03\x02\x01\x05\x00\x00", 5),
        (b"\x30\x80\x02\x01\x05\x00\x00\x00", 7),
        (b"\x30\x80\x30\x80\x00\x00\x02\x01\x05\x00\x00", 11),
        (b"\x04\x02ab", 4),
        (b"\x30\x04\x02\x01\x05\x00", None),
        (b"\x30\x02\x02\x01\x05", None),
        (b"\x30\x81\x03\x02\x01\x05", None),
        (b"\x30\x80\x02\x01\x05", None),
        (b"\x04\x80ab\x00\x00", None),
        (b"\x30\x05\x02\x01", None),
        (b"", None),
    ],
)
def test_an_encoded_value_ends_where_its_parts_do(encoded: bytes, end: int | None) -> None:
    assert end_of_value(encoded) == end
