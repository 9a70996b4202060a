"""Rows of a sheet as XML, written straight, and put into a workbook that openpyxl has made.

openpyxl makes an object, an element and a check or two of every cell; of hundreds of thousands
that takes half a minute, in which Python does little else.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

Cell = str | int | float | bool | date | datetime | None
"""What a cell may hold; texts without what XML cannot hold."""

WIDEST = 60
"""Letters; longer texts are wrapped."""
_STILL = (1980, 1, 1, 0, 0, 0)
"""The moment that every part of a workbook carries, so that the same content is the same bytes."""
_MADE = re.compile(rb"<dcterms:(created|modified).*?</dcterms:\1>")
_END = b"</sheetData>"
_MOMENT, _DAY = "yyyy-mm-dd hh:mm", "yyyy-mm-dd"


def may_change(text: str) -> bool:
    """Whether text could become a formula, a number or a day as soon as its cell is edited."""
    begin = text.lstrip()
    return bool(begin) and not begin[0].isalpha()


def repeatable(name: str, content: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    """A part of a workbook without the moment at which it was made."""
    if name == "docProps/core.xml":
        content = _MADE.sub(b"", content)
    return zipfile.ZipInfo(name, _STILL), content


class SheetRows:
    """The rows of one sheet, kept in a temporary file until the workbook is written.

    Attributes:
        last: The number of the last row that was added.
    """

    def __init__(self, sheet: Any, formats: Sequence[str | None], first: int) -> None:
        """Prepares the styles that cells may need.

        Args:
            sheet: A write-only sheet of openpyxl.
            formats: Number formats of its columns.
            first: The number of the first row that is added.
        """
        from openpyxl.styles import Alignment

        self._sheet, self.last = sheet, first - 1
        self._letters: list[str] = []
        self._formats = [self._style(number_format=each) if each else "" for each in formats]
        wrapped = {"alignment": Alignment(vertical="top", wrap_text=True)}
        # Excel keeps such text as text, even after it was edited.
        self._text = {
            (False, False): "",
            (True, False): self._style(**wrapped),
            (False, True): self._style(quotePrefix=True),
            (True, True): self._style(**wrapped, quotePrefix=True),
        }
        self._moment = self._style(number_format=_MOMENT)
        self._day = self._style(number_format=_DAY)
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed by `close`

    def _style(self, **traits: object) -> str:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        for name, value in traits.items():
            setattr(cell, name, value)
        return f' s="{cell.style_id}"'

    def add(self, row: Sequence[Cell]) -> None:
        """Adds a row below the others."""
        self.last += 1
        number = self.last
        while len(self._letters) < len(row):
            self._letters.append(_column_letter(len(self._letters) + 1))
        cells = [
            self._cell(f"{self._letters[at]}{number}", at, value)
            for at, value in enumerate(row)
            if value is not None
        ]
        self._file.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())

    def _cell(self, place: str, at: int, value: Cell) -> str:
        if isinstance(value, str):
            style = self._text[len(value) > WIDEST, may_change(value)]
            return f'<c r="{place}"{style} t="inlineStr"><is>{_text(value)}</is></c>'
        if isinstance(value, bool):
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, int | float):
            style = self._formats[at] if at < len(self._formats) else ""
            return f'<c r="{place}"{style}><v>{value!r}</v></c>'
        from openpyxl.utils.datetime import to_excel

        style = self._moment if isinstance(value, datetime) else self._day
        return f'<c r="{place}"{style}><v>{to_excel(value)!r}</v></c>'

    def copy_to(self, out: IO[bytes]) -> None:
        """Writes the rows."""
        self._file.seek(0)
        while part := self._file.read(1 << 20):
            out.write(part)

    def close(self) -> None:
        """Lets the temporary file go."""
        self._file.close()


def _column_letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _text(value: str) -> str:
    plain = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
    return f"<t{kept}>{plain}</t>"


def write_with_rows(book: Any, sheets: Sequence[SheetRows], path: Path) -> None:
    """Writes a workbook, each sheet with its further rows.

    Args:
        book: A workbook of openpyxl, not saved yet; its sheets hold what stands above the rows.
        sheets: The rows of each of its sheets, in its order.
        path: Where to.
    """
    skeleton = io.BytesIO()
    book.save(skeleton)
    rows = {f"xl/worksheets/sheet{at}.xml": each for at, each in enumerate(sheets, start=1)}
    with (
        zipfile.ZipFile(skeleton) as made,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as whole,
    ):
        for name in made.namelist():
            content = made.read(name)
            if name not in rows:
                part = repeatable(name, content)
                whole.writestr(*part, zipfile.ZIP_DEFLATED, 6)
                continue
            at = content.rindex(_END)
            part_of_rows = zipfile.ZipInfo(name, _STILL)
            part_of_rows.compress_type = zipfile.ZIP_DEFLATED
            with whole.open(part_of_rows, "w", force_zip64=True) as out:
                out.write(content[:at])
                rows[name].copy_to(out)
                out.write(content[at:])
