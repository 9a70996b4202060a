"""The rows of a sheet as they would be imported, typed and marked, a slice at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, overload
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from typing_extensions import override

from alignment_desktop.frames import (
    OWN,
    ROW,
    FieldType,
    Kind,
    day_column,
    field_type,
    is_companion,
)
from alignment_desktop.importing.cells import text_column
from alignment_desktop.importing.header_row import headers
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.cell_problems import CellProblems
    from alignment_desktop.services.importing import Prepared

_WIDEST = 200  # columns; nobody looks through more, and those with a field come first
_EXAMPLES, _MONTHS = 200, 12
_ORDERED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]\d")
_SIGNED = re.compile(r"\d[.,]\d")
_PERIOD_FIELDS = ("start", "end")

Fate = Literal["kept", "left out", "merged"]


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column of the preview.

    Attributes:
        field: The field, or the column's own name.
        header: The column of the file that gives it; empty where the same holds in every row.
        number: Whether it holds numbers.
    """

    field: str
    header: str
    number: bool


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the file.

    Attributes:
        number: As a spreadsheet shows it.
        values: The typed values; texts as they stand where a row is not kept or a cell not read.
        marks: Column to the effect of what is wrong with its cell: `row`, `cell` or `none`.
        fate: Whether the row is kept, left out, or says the same as one above it.
    """

    number: int
    values: tuple[object, ...]
    marks: Mapping[int, str]
    fate: Fate

    @property
    def key(self) -> str:
        """Its number, as text."""
        return str(self.number)


class PreviewRows(Sequence[PreviewRow]):
    """Every row of data of a sheet; a row is made only when it is asked for.

    Attributes:
        columns: The columns, those with a field first.
    """

    def __init__(self, prepared: Prepared, found: CellProblems, zone: str) -> None:
        """Prepares what would be stored, so that the rows of a screen cost next to nothing later.

        Args:
            prepared: The checked sheet.
            found: Its problems and warnings.
            zone: Name of the zone in which moments are shown.
        """
        checked = prepared.checked
        self._prepared, self._zone = prepared, ZoneInfo(zone)
        self._kind = checked.kind
        names = [name for name in checked.frame.columns if name != ROW]
        self._names = [name for name in names if not is_companion(name)][:_WIDEST]
        by_field = {field: header for header, field in checked.columns.items() if field}
        self.columns = tuple(
            PreviewColumn(
                name.removeprefix(OWN),
                by_field.get(name.removeprefix(OWN), self._period_header(name, by_field)),
                not name.startswith(OWN) and field_type(self._kind, name) is FieldType.NUMBER,
            )
            for name in self._names
        )
        # What is looked at in the window's own thread must wait for nobody: places are sought in
        # plain arrays, as each question to polars goes through its pool of threads.
        self._found = _Numbered(found.frame.select(ROW, "column", "effect"))
        self._typed = _Numbered(checked.frame)
        self._raw = _Numbered(self._texts())
        self._headings = [column.header for column in self.columns]
        self._by_header = {
            header: at for at, header in reversed([*enumerate(self._headings)]) if header
        }

    @staticmethod
    def _period_header(name: str, by_field: Mapping[str, str]) -> str:
        return by_field.get("period", "") if name in _PERIOD_FIELDS else ""

    def _texts(self) -> pl.DataFrame:
        """The texts of the file's rows of data: their numbers, and a column for each shown one."""
        checked = self._prepared.checked
        sheet = next(
            each for each in self._prepared.workbook.sheets if each.name == self._prepared.sheet
        )
        header_row = checked.mapping.header_row or 0
        places = headers(sheet, header_row)
        gone = pl.Series([row for row, _ in checked.left_out], dtype=pl.Int64)
        rows = (pl.col(ROW) > header_row) & ~pl.col(ROW).is_in(gone.implode())
        return sheet.frame.filter(rows).select(
            ROW,
            *(
                (
                    pl.col(text_column(places[column.header]))
                    if column.header in places
                    else pl.lit(None, pl.String)
                ).alias(str(at))
                for at, column in enumerate(self.columns)
            ),
        )

    @override
    def __len__(self) -> int:
        return self._prepared.checked.rows

    @overload
    def __getitem__(self, at: int) -> PreviewRow: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[PreviewRow]: ...

    @override
    def __getitem__(self, at: int | slice) -> PreviewRow | Sequence[PreviewRow]:
        if isinstance(at, slice):
            return self._made(self._raw.frame[at])
        place = range(len(self))[at]
        return self._made(self._raw.frame[place : place + 1])[0]

    def examples(self) -> tuple[tuple[str, object], ...]:
        """A date and a number of the first rows, as written and as read, where they have any.

        Of dates one that another order would read otherwise, else the first; of numbers the first
        that is written with a decimal or a grouping sign.
        """
        found: dict[str, tuple[str, object]] = {}
        raw = self._raw.frame[:_EXAMPLES]
        for row, texts in zip(self._made(raw), raw.drop(ROW).iter_rows(), strict=True):
            if row.fate != "kept":
                continue
            for at, (text, value) in enumerate(zip(texts, row.values, strict=True)):
                if text is None or at in row.marks or self._names[at].startswith(OWN):
                    continue
                if isinstance(value, date) and (digits := _ORDERED.match(text.strip())):
                    first, second = sorted(map(int, digits.groups()))
                    turned = first != second and second <= _MONTHS
                    if turned and "turned" not in found:
                        found["turned"] = text.strip(), value
                    found.setdefault("dated", (text.strip(), value))
                elif isinstance(value, float) and _SIGNED.search(text):
                    found.setdefault("number", (text.strip(), value))
        dated = found.get("turned") or found.get("dated")
        return tuple(each for each in (dated, found.get("number")) if each is not None)

    def place_of(self, row: int, column: str) -> tuple[int, int]:
        """Where a cell of the file is shown: its row and column here; -1 for what is not shown."""
        at = self._raw.place_of(row)
        shown = at < len(self) and self._raw.numbers[at] == row
        return at if shown else -1, self._by_header.get(column, -1)

    def _made(self, raw: pl.DataFrame) -> list[PreviewRow]:
        if raw.is_empty():
            return []
        numbers = raw[ROW].to_list()
        first, last = numbers[0], numbers[-1]
        typed = self._typed.between(first, last)
        columns = [self._values(typed, name) for name in self._names]
        kept = typed[ROW].to_list()
        read = dict(zip(kept, zip(*columns, strict=True), strict=True)) if columns else {}
        marks: dict[int, dict[int, str]] = {}
        out: set[int] = set()
        for row, header, effect in self._found.between(first, last).rows():
            if effect == "row":
                out.add(row)
            if header in self._by_header:
                marks.setdefault(row, {}).setdefault(self._by_header[header], effect)
        return [
            self._row(row, texts, read.get(row), marks.get(row, {}), row in out)
            for row, *texts in raw.rows()
        ]

    @staticmethod
    def _row(
        number: int,
        texts: list[str | None],
        typed: tuple[object, ...] | None,
        marks: Mapping[int, str],
        out: bool,
    ) -> PreviewRow:
        if typed is None:
            return PreviewRow(number, tuple(texts), marks, "left out" if out else "merged")
        values = tuple(
            text if marks.get(at) == "cell" else value
            for at, (text, value) in enumerate(zip(texts, typed, strict=True))
        )
        return PreviewRow(number, values, marks, "kept")

    def _values(self, frame: pl.DataFrame, name: str) -> Sequence[object]:
        """A column's values; a moment in the shown zone, and as a day where that is all it is."""
        values = frame[name].to_list()
        if name.startswith(OWN) or not _is_moment(self._kind, name):
            return values
        days: list[date | None] = [None] * len(values)
        if day_column(name) in frame.columns:
            days = frame[day_column(name)].to_list()
        return [
            day or (moment.astimezone(self._zone) if isinstance(moment, datetime) else None)
            for moment, day in zip(values, days, strict=True)
        ]


def _is_moment(kind: Kind, name: str) -> bool:
    return field_type(kind, name) is FieldType.MOMENT


class _Numbered:
    """Rows of a frame in the order of their numbers, found without asking polars.

    Attributes:
        frame: The rows.
        numbers: Their numbers.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame
        self.numbers = frame[ROW].to_numpy()

    def place_of(self, row: int) -> int:
        """Where a row of a number is, or would be."""
        return int(np.searchsorted(self.numbers, row, "left"))

    def between(self, first: int, last: int) -> pl.DataFrame:
        """The rows from one number to another."""
        return self.frame[self.place_of(first) : int(np.searchsorted(self.numbers, last, "right"))]
