"""Sheets of a report: tables in which figures are numbers, verdicts are coloured, charts native."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from textwrap import wrap
from typing import Any

from alignment_desktop.charts.palette import Palette, read_tokens
from alignment_desktop.documents.workbook import (
    HEADER_FILL,
    for_print,
    heading_font,
    name_range,
    put_text,
    writable,
)
from alignment_desktop.paths import resource_path
from alignment_desktop.values import dataclass

SHARE, DURATION, COUNT, DAY = "0.0%", "[h]:mm:ss", "#,##0", "yyyy-mm-dd"
_DAY_SECONDS = 86_400
_NARROWEST, _WIDEST = 8, 60
_MARGIN = 3
_LINE = 15.0
"""Points: the height of a row of one line."""
_CHART_WIDE, _CHART_COLUMN, _CHART_ROW = 18.0, 1.65, 0.53
"""Centimetres: the width of a chart, and those of the empty columns and rows behind it."""
_BESIDE = 8
"""A chart stands beside a table of so many columns at most, and below a wider one."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: its value, and the number format that shows it."""

    value: str | float | int | date | datetime | None
    format: str = ""

    @property
    def width(self) -> int:
        """About how many characters it is shown in."""
        value = self.value
        if value is None:
            return 0
        if isinstance(value, str):
            return max((len(line) for line in value.splitlines()), default=0)
        if isinstance(value, date):
            return len(value.isoformat())
        decimals = len(self.format.partition(".")[2].split("%")[0].split(" ")[0].split('"')[0])
        if self.format.endswith("%"):
            return len(f"{100 * value:.{decimals}f}%")
        if self.format.startswith("[h]"):
            return len(f"{value * _DAY_SECONDS / 3600:.0f}:00:00") + 4 * (decimals > 0)
        return len(f"{value:,.{decimals}f}") + len("".join(re.findall('"(.*?)"', self.format))) + 1


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A table on a sheet of its own.

    Attributes:
        name: What the sheet is called.
        headings: One for each column.
        rows: The cells below them.
        coloured: The number of the column of verdicts, from 1; 0: none.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[SheetCell]]
    coloured: int = 0


def add_table(book: Any, table: ReportSheet, tones: Mapping[str, str], header: str) -> Any:
    """Adds a sheet with a table; its range has a name, and is what is printed.

    Args:
        book: A workbook of openpyxl.
        table: What it holds.
        tones: The token of the colour of each verdict in words.
        header: What stands on top of each printed page.
    """
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table.name)
    lines = 1
    for column, heading in enumerate(table.headings, start=1):
        cells = [row[column - 1] for row in table.rows]
        figures = any(not isinstance(cell.value, str | None) for cell in cells)
        head = put_text(sheet.cell(1, column), writable(heading))
        head.font, head.fill = heading_font(), PatternFill("solid", start_color=HEADER_FILL)
        head.alignment = Alignment(
            vertical="top",
            wrap_text=True,
            horizontal="right" if figures else "left",
            indent=0 if figures or column == 1 else 1,
        )
        width = _width(heading, cells)
        sheet.column_dimensions[get_column_letter(column)].width = width
        lines = max(lines, len(wrap(heading, max(int(width) - _MARGIN, 1))))
    sheet.row_dimensions[1].height = lines * _LINE
    for at, row in enumerate(table.rows, start=2):
        for column, cell in enumerate(row, start=1):
            written = put_text(sheet.cell(at, column), writable(cell.value))
            words = isinstance(cell.value, str)
            indent = int(words and column > 1)
            left = "left" if words else None
            written.alignment = Alignment(
                vertical="top", wrap_text=words, horizontal=left, indent=indent
            )
            if cell.format:
                written.number_format = cell.format
    sheet.freeze_panes = "A2"
    last = f"{get_column_letter(max(len(table.headings), 1))}{len(table.rows) + 1}"
    for_print(sheet, header)
    sheet.print_area = f"A1:{last}"
    sheet.auto_filter.ref = f"A1:{last}"
    name_range(book, sheet, last)
    if table.coloured and table.rows:
        _colour(sheet, table, tones)
    return sheet


def _width(heading: str, cells: Iterable[SheetCell]) -> float:
    """Wide enough for each value, and for the longest word of the heading."""
    words = max((len(word) for word in heading.split()), default=0)
    widest = max([words, *(cell.width for cell in cells)])
    return float(min(max(widest + _MARGIN, _NARROWEST), _WIDEST))


def _colour(sheet: Any, table: ReportSheet, tones: Mapping[str, str]) -> None:
    """The colour of each verdict follows its word, also where the word is changed by hand."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(table.coloured)
    place = f"{letter}2:{letter}{len(table.rows) + 1}"
    for word, tone in tones.items():
        quoted = word.replace('"', '""')
        tint = _rgb(f"{tone}_tint")
        rule = CellIsRule(
            operator="equal",
            formula=[f'"{quoted}"'],
            font=Font(color=_rgb(tone), bold=True),
            fill=PatternFill("solid", start_color=tint, end_color=tint),
        )
        sheet.conditional_formatting.add(place, rule)


@cache
def _palette() -> Palette:
    return read_tokens(resource_path("themes/tokens.toml")).light


def _rgb(token: str) -> str:
    """A colour of the palette as a sheet takes it."""
    return _palette().of(token).removeprefix("#")


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A native chart of columns of a sheet.

    Attributes:
        title: What it shows, in words.
        labels: The number of the column, and the first and last row, of what its bars or points
            are called.
        series: Of each bar or line its name, the number of its column, and its first and last row.
        colours: The tokens of the series' colours; of bars those of each bar.
        format: The number format of its values.
        lines: Whether it is a chart of lines; else one of bars from left to right.
        below_zero: Whether bars may lead to the left, too.
    """

    title: str
    labels: tuple[int, int, int]
    series: Sequence[tuple[str, int, int, int]]
    colours: Sequence[str]
    format: str
    lines: bool = False
    below_zero: bool = False


def add_chart(sheet: Any, chart: SheetChart) -> None:
    """Puts a chart below what is on the sheet, and has it printed too."""
    from openpyxl.chart import BarChart, LineChart, Reference, Series
    from openpyxl.chart.series import SeriesLabel
    from openpyxl.utils import get_column_letter

    made: Any = LineChart() if chart.lines else BarChart()
    column, first, last = chart.labels
    for at, (name, values, begin, end) in enumerate(chart.series):
        series = Series(Reference(sheet, values, begin, values, end))
        series.tx = SeriesLabel(v=str(writable(name)))
        if chart.lines:
            series.graphicalProperties.line.solidFill = _rgb(chart.colours[at])
            series.smooth = False
        else:
            series.dPt = [_bar_colour(bar, colour) for bar, colour in enumerate(chart.colours)]
        made.series.append(series)
    made.set_categories(Reference(sheet, column, first, column, last))
    made.title = chart.title
    # Without these openpyxl leaves the axes away.
    made.x_axis.delete = made.y_axis.delete = False
    made.y_axis.number_format, made.y_axis.majorGridlines = chart.format, None
    made.x_axis.number_format = "@"
    if chart.lines:
        made.legend.position = "b"
    else:
        made.type, made.gapWidth = "bar", 60
        made.x_axis.scaling.orientation = "maxMin"
        if chart.below_zero:
            made.x_axis.tickLblPos = "low"
        else:
            made.y_axis.scaling.min = 0
        made.legend = None
    rows = max(20, 2 * (last - first + 1) + 6)
    made.width, made.height = _CHART_WIDE, rows * _CHART_ROW
    table = (sheet.max_row, sheet.max_column)
    across = int(_CHART_WIDE / _CHART_COLUMN) + 1
    if table[1] > _BESIDE:
        place, corner = f"A{table[0] + 2}", (table[0] + rows + 2, table[1])
    else:
        place = f"{get_column_letter(table[1] + 2)}1"
        corner = (max(table[0], rows + 1), table[1] + 1 + across)
    sheet.add_chart(made, place)
    sheet.print_area = f"A1:{get_column_letter(corner[1])}{corner[0]}"


def _bar_colour(bar: int, token: str) -> Any:
    from openpyxl.chart.marker import DataPoint

    point = DataPoint(idx=bar, invertIfNegative=False)
    point.graphicalProperties.solidFill = _rgb(token)
    return point
