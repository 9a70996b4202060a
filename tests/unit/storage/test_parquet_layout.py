from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

from alignment_desktop.storage.parquet_layout import LayoutError, layout_of
from tests.forgery import as_parquet

_INTEGER, _BYTES, _LIST, _STRUCT = 6, 8, 9, 12


def written(fields: Mapping[int, Any]) -> bytes:
    """A structure in Thrift's compact protocol."""
    out, before = b"", 0
    for number, value in sorted(fields.items()):
        kind, content = value_written(value)
        out += bytes([(number - before) << 4 | kind]) + content
        before = number
    return out + b"\0"


def value_written(value: Any) -> tuple[int, bytes]:
    if isinstance(value, Mapping):
        return _STRUCT, written(value)
    if isinstance(value, bytes):
        return _BYTES, unsigned(len(value)) + value
    if isinstance(value, list):
        kinds = [value_written(each) for each in value]
        kind = kinds[0][0] if kinds else _STRUCT
        return _LIST, bytes([0xF0 | kind]) + unsigned(len(value)) + b"".join(c for _, c in kinds)
    return _INTEGER, unsigned(value << 1 ^ value >> 63)


def unsigned(number: int) -> bytes:
    number &= 2**64 - 1
    out = []
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def page(values: int, unpacked: int, body: bytes = b"xyz", *, kind: int = 0) -> bytes:
    about = {5: {1: values}} if kind == 0 else {7: {1: values}} if kind == 2 else {8: {1: values}}
    return written({1: kind, 2: unpacked, 3: len(body), **about}) + body


def file_of(
    pages: bytes, rows: int, *, whole: int | None = None, column: Mapping[int, Any] | None = None,
    schema: list[Mapping[int, Any]] | None = None, chunk: Mapping[int, Any] | None = None,
) -> bytes:  # fmt: skip
    """A file with one column and one group of rows."""
    about = {4: 6, 5: rows, 7: len(pages), 9: 4, **(column or {})}
    footer = written(
        {
            2: schema or [{4: b"root", 5: 1}, {4: b"a", 3: 1}],
            3: rows if whole is None else whole,
            4: [{1: [{3: about, **(chunk or {})}], 3: rows}],
        }
    )
    return b"PAR1" + pages + footer + len(footer).to_bytes(4, "little") + b"PAR1"


def test_rows_columns_and_unpacked_bytes_are_known_without_unpacking() -> None:
    frame = pl.DataFrame({"row": range(1000), "own:a": [None, "long" * 100] * 500})
    layout = layout_of(as_parquet(frame))
    assert (layout.columns, layout.rows) == (("row", "own:a"), 1000)
    assert 8_000 < layout.unpacked_bytes < 30_000
    assert layout_of(as_parquet(frame.clear())).rows == 0


def test_zeros_that_pack_well_are_counted_as_they_are_unpacked() -> None:
    data = as_parquet(pl.DataFrame({"own:a": ["\0" * 30_000_000]}))
    assert len(data) < 10_000
    assert layout_of(data).unpacked_bytes > 30_000_000


def test_the_pages_of_all_kinds_are_counted() -> None:
    pages = page(7, 100, kind=2) + page(3, 50) + page(2, 25, kind=3)
    layout = layout_of(file_of(pages, 5))
    assert (layout.rows, layout.unpacked_bytes) == (5, 175)
    with_dictionary = {9: 4 + len(page(7, 100, kind=2)), 11: 4}
    assert layout_of(file_of(pages, 5, column=with_dictionary)).unpacked_bytes == 175
    assert layout_of(file_of(pages, 5, column={11: 0})).unpacked_bytes == 175


NO_FILES = {
    "nothing": b"",
    "no mark": b"x" * 100,
    "a footer longer than the file": b"PAR1" + b"\xff\xff\xff\x7f" + b"PAR1",
    "other rows in all": file_of(page(5, 9), 5, whole=6),
    "other rows on the pages": file_of(page(4, 9), 5),
    "a page of a hundred million rows": file_of(page(100_000_000, 9), 5),
    "a page that ends beyond its column": file_of(page(5, 9), 5, column={7: 9}),
    "a column that ends beyond the file": file_of(page(5, 9), 5, column={7: 10**6}),
    "a column before the file": file_of(page(5, 9), 5, column={9: -4}),
    "a page of negative size": file_of(page(5, -1), 5),
    "another packing": file_of(page(5, 9), 5, column={4: 2}),
    "a column in another file": file_of(page(5, 9), 5, chunk={1: b"other.parquet"}),
    "a nested column": file_of(
        page(5, 9), 5, schema=[{4: b"root", 5: 1}, {4: b"a", 5: 1}, {4: b"b"}]
    ),
    "a repeated column": file_of(page(5, 9), 5, schema=[{4: b"root", 5: 1}, {4: b"a", 3: 2}]),
    "a column without a name": file_of(page(5, 9), 5, schema=[{4: b"root", 5: 1}, {3: 1}]),
    "two columns for one": file_of(
        page(5, 9), 5, schema=[{4: b"root", 5: 2}, {4: b"a"}, {4: b"b"}]
    ),
    "no columns": file_of(page(5, 9), 5, schema=[{4: b"root"}]),
}


@pytest.mark.parametrize("data", NO_FILES.values(), ids=NO_FILES)
def test_numbers_that_contradict_each_other_are_no_file_of_ours(data: bytes) -> None:
    with pytest.raises(LayoutError):
        layout_of(data)


def with_footer(footer: bytes) -> bytes:
    return b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1"


@pytest.mark.parametrize(
    "footer",
    [
        pytest.param(b"\x1c" * 50_000, id="structures without end"),
        pytest.param(b"\x19" * 50_000, id="lists without end"),
        pytest.param(b"\x29\xfc" + unsigned(2**40), id="a list of a trillion"),
        pytest.param(b"\x18" + unsigned(2**40), id="a text of a trillion letters"),
        pytest.param(b"\x16" + b"\xff" * 5_000, id="a number without end"),
        pytest.param(b"\x1f", id="a value of an unknown kind"),
        pytest.param(b"", id="no footer"),
    ],
)
def test_a_footer_that_goes_on_for_ever_is_left_at_once(footer: bytes) -> None:
    with pytest.raises(LayoutError):
        layout_of(with_footer(footer))


def test_any_change_of_a_file_is_a_layout_or_none() -> None:
    some = random.Random(11)
    data = as_parquet(pl.DataFrame({"row": range(300), "own:a": [str(n) for n in range(300)]}))
    for _ in range(2_000):
        changed = bytearray(data)
        for _ in range(some.randint(1, 3)):
            changed[some.randrange(len(changed))] = some.randrange(256)
        try:
            assert layout_of(bytes(changed)).rows >= 0
        except LayoutError:
            continue
