"""Large sheets of .xlsx workbooks, cut into small workbooks that are read one after another.

The library that reads workbooks holds every cell of a sheet at once, each of which takes many times
the memory that its column needs. Cut between its rows, a sheet of any size costs no more than a
piece, and each piece is read by the very same rules.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import IO

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

from alignment_desktop.frames import ROW
from alignment_desktop.importing.byte_search import ByteBlock, pattern_of
from alignment_desktop.importing.cells import (
    Cell,
    CellKind,
    kind_column,
    marked_row,
    pieces_of,
    text_column,
    without_blanks,
)
from alignment_desktop.importing.damages import DAMAGES
from alignment_desktop.importing.office_xml_marks import MarkSearch, sheet_parts
from alignment_desktop.importing.sheet_marks import CellMarks, SheetMarks
from alignment_desktop.side_by_side import side_by_side
from alignment_desktop.values import dataclass

_LARGE = 8_000_000
"""A sheet that unpacks to fewer bytes is read at once, which takes no longer."""
_PIECE = 2_000_000
"""Bytes of a piece, a row more or less."""
_LONGEST_PIECE = 100_000_000
"""What stands before the rows, and one row, are shorter."""
_KEPT = (
    *("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
    "xl/styles.xml",
)
"""The parts of a workbook that say how the cells of every sheet are to be read."""
_SHARED = "xl/sharedStrings.xml"
_FIRST_SHEET = "xl/worksheets/sheet1.xml"
_SHEET_DATA = re.compile(rb"<((?:\w+:)?)sheetData(?:\s[^>]*)?(?<!/)>")
_ITEMS = re.compile(rb"<((?:\w+:)?)sst(?:\s[^>]*)?(?<!/)>")
_ROW_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_REFERENCE, _TYPES = b' t="s"><v>', (b't="s"', b"t='s'")
_ANY_REFERENCE = re.compile(rb"""(\st=)["']s["']([^<>]*>\s*<(?:\w+:)?v>)""")
_A_TYPE = pattern_of(_TYPES)
_SIGN = "\ue000\uf8ff"
"""Stands before the number of a shared text until that is put in its place."""
_UNSURE = pattern_of([b"<!", _SIGN.encode()])
"""What is in comments could look like rows, and a text that is there like one of ours."""
_TEXTS_ALONE = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    b'main"><sheetData>%b</sheetData></worksheet>'
)
_BOOK_OF_TEXTS = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"/>',
    "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/'
    b'2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    b'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="Texts" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/'
    b'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    b"</Relationships>",
}


class NotCutError(Exception):
    """A sheet cannot be cut between its rows, and has to be read at once."""


UNCUT = (NotCutError, CalamineError, pl.exceptions.PolarsError, *DAMAGES)
"""What tells that a sheet has to be read at once, which may fail for a reason that can be told."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Rows of a sheet.

    Attributes:
        xml: The sheet with these rows alone.
        first: The number of the first row.
        last: The number of the last row.
        searched: The rows alone, to be searched.
    """

    xml: bytes
    first: int
    last: int
    searched: ByteBlock


class LargeSheets:
    """The large sheets of a workbook.

    Attributes:
        parts: The name of each large sheet, and the part of the archive that holds its cells.
    """

    def __init__(self, data: bytes) -> None:
        """Looks which sheets are large.

        Raises:
            zipfile.BadZipFile, KeyError, ElementTree.ParseError and others of damaged archives.
        """
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(self._archive.namelist())
        self.parts = {
            name: part
            for name, part in sheet_parts(self._archive).items()
            if part in names and self._archive.getinfo(part).file_size > _LARGE
        }
        self._kept = {name: self._archive.read(name) for name in _KEPT if name in names}
        self._search = MarkSearch(self._archive) if self.parts else None
        self._texts: pl.Series | None = None
        self._reading_texts = Lock()

    def outline(self) -> CalamineWorkbook | None:
        """The workbook without any cell, which tells of its sheets; None where it cannot be."""
        try:
            return _opened(self._kept)
        except CalamineError:
            return None

    def pieces(self, name: str, index: int, marks: SheetMarks) -> Iterator[pl.DataFrame]:
        """The cells of a large sheet, as `pieces_of` gives them.

        Args:
            name: The sheet's name.
            index: Its place among all sheets, from 0.
            marks: Get what the sheet says of its cells; all of it is there once the last piece is.

        Raises:
            NotCutError and the others of `UNCUT`: The sheet is not written as spreadsheets write
                it, or cannot be read.
        """
        part, search = self.parts[name], self._search
        assert search is not None

        def read(piece: _Piece) -> tuple[SheetMarks, list[pl.DataFrame]]:
            found = SheetMarks()
            search.note(piece.searched, found)
            if any(not piece.first <= row <= piece.last for row in found.cells):
                raise NotCutError
            return found, list(self._frames(piece, part, index, found.cells))

        with self._archive.open(part) as xml:
            rows = _Elements(xml, _SHEET_DATA, b"row", b"sheetData")
            marks.add(search.of_book())
            search.note(ByteBlock(rows.head), marks)
            for found, frames in side_by_side(read, _pieces(rows)):
                marks.add(found)
                yield from frames
            search.through(xml, marks, rows.after)

    def _frames(
        self, piece: _Piece, part: str, index: int, marks: CellMarks
    ) -> Iterator[pl.DataFrame]:
        xml = piece.xml
        refers = piece.searched.has(_A_TYPE)
        if refers:
            xml = xml.replace(_REFERENCE, b' t="str"><v>' + _SIGN.encode())
            if any(sign in xml for sign in _TYPES):
                xml = _ANY_REFERENCE.sub(rb'\1"str"\2' + _SIGN.encode(), xml)
                if any(sign in xml for sign in _TYPES):
                    raise NotCutError
        sheet = _opened({**self._kept, part: xml}).get_sheet_by_index(index)
        row, column = sheet.start or (0, 0)
        read = sheet.to_python(skip_empty_area=True) if sheet.start else []
        whole: Iterable[tuple[int, Sequence[Cell]]] = enumerate(read, start=row + 1)
        if column or marks:
            rows = {number: [*[""] * column, *cells] for number, cells in whole}
            whole = (
                (number, marked_row(rows.get(number, []), marks.get(number, {})))
                for number in sorted({*rows, *marks})
            )
        for frame in pieces_of(whole):
            yield self._with_texts(frame) if refers else frame

    def _with_texts(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The cells with the shared texts in the places of their numbers."""
        with self._reading_texts:
            if self._texts is None:
                self._texts = _shared_texts(self._archive)
        columns = [frame[ROW]]
        width = (frame.width - 1) // 2
        for place in range(width):
            texts, kinds = frame[text_column(place)], frame[kind_column(place)]
            refers = texts.str.starts_with(_SIGN).fill_null(False)
            if refers.any():
                numbers = texts.set(~refers, None).str.strip_prefix(_SIGN).cast(pl.UInt32)
                named = self._texts.gather(numbers)
                texts = named.zip_with(refers, texts)
                kinds = kinds.set(refers & named.is_null(), int(CellKind.BLANK))
            columns += [texts.alias(text_column(place)), kinds.alias(kind_column(place))]
        return without_blanks(pl.DataFrame(columns))


def _pieces(rows: _Elements) -> Iterator[_Piece]:
    """The rows of a sheet, so many at a time."""
    after = 0
    opening = b"<%brow " % rows.prefix
    # Rows without a number depend on those before them.
    unsure = f"{_UNSURE}|{opening.decode().rstrip()}[^ ]"
    for content in rows:
        searched = ByteBlock(content)
        if searched.has(unsure):
            raise NotCutError
        first, last = content.find(opening), content.rfind(opening)
        numbers = [_ROW_NUMBER.search(_tag_at(content, at)) for at in (first, last)]
        if numbers[0] is None or numbers[1] is None:
            raise NotCutError
        first_row, last_row = int(numbers[0][1]), int(numbers[1][1])
        if first_row <= after:
            raise NotCutError
        after = last_row
        yield _Piece(rows.whole(content), first_row, last_row, searched)


def _tag_at(content: bytes, place: int) -> bytes:
    """The beginning of the element at `place`."""
    return content[place : content.index(b">", place)]


class _Elements:
    """The elements of a part that is a long list of them, so many at a time.

    Attributes:
        head: What stands before the first element.
        prefix: Of the names of elements, with its colon.
        after: What is read of the part behind the list, once the last element is.
    """

    def __init__(
        self, xml: IO[bytes], begins: re.Pattern[bytes], item: bytes, container: bytes
    ) -> None:
        """Reads up to the first element.

        Args:
            xml: The part.
            begins: Finds the opening tag of the list.
            item: The name of the elements.
            container: The name of the list.

        Raises:
            NotCutError: The list does not begin.
        """
        rest, found = b"", None
        while found is None:
            block = xml.read(_PIECE)
            rest += block
            found = begins.search(rest)
            if found is None and (not block or len(rest) > _LONGEST_PIECE):
                raise NotCutError
        self.head, self.prefix, self.after = rest[: found.end()], found[1], b""
        self._xml, self._rest = xml, rest[found.end() :]
        self._end = b"</%b%b>" % (self.prefix, item)
        self._last = b"</%b%b>" % (self.prefix, container)
        root = re.search(rb"<((?:\w+:)?worksheet)\b", self.head)
        self._tail = self._last + (b"</%b>" % root[1] if root else b"")

    def whole(self, content: bytes) -> bytes:
        """The part with only some of its elements."""
        return self.head + content + self._tail

    def __iter__(self) -> Iterator[bytes]:
        """Some elements after the other.

        Raises:
            NotCutError: One of the elements has no end for long.
        """
        over, rest = False, self._rest
        while not over:
            block = self._xml.read(_PIECE)
            rest += block
            stop = rest.find(self._last)
            over = stop >= 0 or not block
            cut = rest.rfind(self._end, 0, stop if stop >= 0 else None) + len(self._end)
            if cut >= len(self._end):
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > _LONGEST_PIECE:
                raise NotCutError
        self.after = rest


def _shared_texts(archive: zipfile.ZipFile) -> pl.Series:
    """The texts to which cells refer by their number; null where one is empty."""
    parts: list[pl.Series] = []
    with archive.open(_SHARED) as xml:
        items = _Elements(xml, _ITEMS, b"si", b"sst")
        for content in items:
            count = len(re.findall(rb"<%bsi[\s/>]" % items.prefix, content))
            if b"<!" in content:
                raise NotCutError
            cells = b"".join(b'<row><c t="s"><v>%d</v></c></row>' % at for at in range(count))
            whole = {
                **_BOOK_OF_TEXTS,
                _SHARED: items.whole(content),
                _FIRST_SHEET: _TEXTS_ALONE % cells,
            }
            sheet = _opened(whole).get_sheet_by_index(0)
            rows: Sequence[Sequence[Cell]] = list(sheet.iter_rows())
            texts = pl.Series([str(row[0]) for row in rows], dtype=pl.String)
            texts = texts.str.replace_all("\0", "", literal=True)
            parts.append(texts.extend_constant("", count - len(texts)))
    texts = pl.concat([pl.Series(dtype=pl.String), *parts])
    return texts.set(texts == "", None)


def _opened(parts: Mapping[str, bytes]) -> CalamineWorkbook:
    """A workbook of these parts of an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    out.seek(0)
    return CalamineWorkbook.from_filelike(out)
