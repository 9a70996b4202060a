"""Imports every file of folders unaided, and prints what became of each as a table.

    PYTHONPATH=. python tools/import_table.py FOLDER …

Per file: its kind, the header row, how many of the columns that mean a field were taken for it (by
the key in `tests/data/recognition_key.toml`, which has headers only), how many dates are right, the
rows, and what was asked. A date is right where it is what `strptime` makes of the cell by the one
format that reads its whole column; where several do, and differ, the import has to ask. Exit status
1 where a column was taken for a field that it does not mean, or a date is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import ROW, FieldType, day_column, field_type
from alignment_desktop.importing.cells import text_column
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.column_cells import DEFAULT_BLANK
from alignment_desktop.importing.header_row import headers
from alignment_desktop.importing.locating import Located, complete
from alignment_desktop.importing.recognise import recognise
from alignment_desktop.importing.workbook import RawWorkbook, read_workbook
from tests.recognition_key import CONTEXT, Verdict, sheets, verdict

_DAYS = (
    *(
        "%Y-%m-%d",
        "%d-%m-%Y",
        "%m-%d-%Y",
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%d.%m.%Y",
        "%Y/%m/%d",
        "%d-%m-%y",
    ),
    *(
        "%m-%d-%y",
        "%d %b %Y",
        "%d %b, %Y",
        "%b %d, %Y",
        "%B %d, %Y",
        "%d/%m/%y",
        "%m/%d/%y",
        "%d.%m.%y",
    ),
)
_TIMES = ("", " %H:%M", " %H:%M:%S", "T%H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", ", %H:%M", "T%H:%M")
_BLANK = {*DEFAULT_BLANK, "", "0000-00-00"}


@dataclass
class Line:
    """What became of one file."""

    file: str
    kind: str
    header: str
    columns: str
    dates: str
    rows: str
    asked: str
    wrong: bool = False

    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        return (
            self.file, self.kind, self.header, self.columns, self.dates, self.rows, self.asked,
        )  # fmt: skip


def line_of(name: str, entry: dict[str, Any], workbook: RawWorkbook) -> tuple[Line, Verdict]:
    """Import one file without any help."""
    told = verdict(entry, workbook)
    columns = f"{told.right} of {told.meant}" if told.meant else "–"
    line = Line(name, told.kind or "–", "–", columns, "–", "–", "", bool(told.wrong))
    try:
        found = recognise(workbook, CONTEXT)
        located = complete(workbook, found.mapping, CONTEXT)
        line.header = str(located.header_row)
        result = check(located.sheet, located.mapping, CONTEXT)
    except Problem as problem:
        line.asked = problem.code
        return line, told
    right, all_, unclear = 0, 0, 0
    for good, count, ways in dates(located, result):
        right, all_, unclear = right + good, all_ + count, unclear + (ways > 1)
    line.dates = f"{right:,} of {all_:,}" if all_ else "–"
    if unclear:
        line.dates += f" ({unclear} columns with two readings)"
    line.wrong |= right < all_
    line.rows = f"{result.rows:,}"
    unsure = [each.column for each in found.verdicts if each.field and each.is_unsure]
    parts = [f"{len(result.problems):,} problems" if len(result.problems) else ""]
    parts += [f"{len(result.warnings):,} warnings" if len(result.warnings) else ""]
    parts += [f"taken with doubt: {', '.join(unsure)}" if unsure else ""]
    line.asked = "; ".join(filter(None, parts)) or "nothing"
    return line, told


def dates(located: Located, result: Checked) -> Iterator[tuple[int, int, int]]:
    """Per column of dates how many are right, how many there are, and how many ways read it."""
    places = headers(located.sheet, located.header_row)
    zone = ZoneInfo(located.mapping.timezone or CONTEXT.zone)
    for column, to in result.columns.items():
        dated = field_type(result.kind, to) in (FieldType.MOMENT, FieldType.DAY)
        if not dated or column in located.mapping.times or to not in result.frame.columns:
            continue
        texts = dict(located.sheet.frame.select(ROW, text_column(places[column])).iter_rows())
        own = [day_column(to)] if day_column(to) in result.frame.columns else []
        taken = result.frame.select(ROW, to, *own).rows()
        said = {row: (texts[row] or "").strip() for row, *_ in taken}
        filled = {row: text for row, text in said.items() if text.casefold() not in _BLANK}
        ways = list(readings(filled.values()))
        if not ways:
            continue
        values = {row: _local(value, day, zone) for row, value, *day in taken}
        best = max(
            sum(values[row] == each for row, each in zip(filled, way, strict=True)) for way in ways
        )
        yield best, len(filled), len(ways)


def readings(texts: Iterable[str]) -> Iterator[list[datetime]]:
    """What `strptime` makes of a whole column, each different reading once."""
    cells = list(texts)
    seen: list[list[datetime]] = []
    for form in (day + time for day in _DAYS for time in _TIMES):
        try:
            read = [datetime.strptime(text, form) for text in cells]  # noqa: DTZ007 - local
        except ValueError:
            continue
        if read not in seen:
            seen.append(read)
            yield read


def _local(value: Any, day: list[date | None], zone: ZoneInfo) -> datetime | None:
    if day and day[0] is not None:
        value = day[0]
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None)
    return datetime(value.year, value.month, value.day) if value else None  # noqa: DTZ001 - local


def main(folders: list[Path]) -> int:
    """Print the table; 1 where something is wrong."""
    lines, right, meant = [], 0, 0
    for entry in sheets():
        for name in [entry["file"], *entry.get("same", [])] if "file" in entry else []:
            for path in (folder / name for folder in folders):
                if path.is_file():
                    line, told = line_of(name, entry, read_workbook(path))
                    lines.append(line)
                    right, meant = right + told.right, meant + told.meant
    head = ("File", "Kind", "Header row", "Columns right", "Dates right", "Rows", "Asked or told")
    for cells in (head, ("---",) * len(head), *(line.cells() for line in lines)):
        print("| " + " | ".join(cells) + " |")
    wrong = sum(line.wrong for line in lines)
    print(f"\n{right} of {meant} columns right ({right / max(meant, 1):.1%}); {wrong} files wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
