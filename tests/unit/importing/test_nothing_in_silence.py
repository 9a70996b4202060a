"""Whatever is done to a good file, a cell that then says something else is named.

A good table is written in a hundred ways, most of them wrong. Each is imported, and compared with
the import of the good one: a cell is the same, or a problem or a warning names it, or its row is
left out with a reason, or the file is refused.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.locating import complete
from alignment_desktop.importing.mapping import Mapping as FileMapping
from alignment_desktop.importing.mapping import parse_mapping
from tests.unit.importing.spreadsheet_files import read_here

ZONE = ZoneInfo("Europe/Berlin")
CONTEXT = ImportContext(
    zone="Europe/Berlin",
    currency="EUR",
    stages={"mql": ("Marketing Qualified Lead", "MQL"), "sal": ("Sales Accepted Lead", "SAL")},
    reasons={"price": "Price"},
)
MAPPING = parse_mapping("""
kind = "leads"
[columns]
"Lead ID" = "lead_id"
"Created" = "created_at"
"Account" = "account"
"Amount" = "amount"
"Stage" = "stage"
"Outcome" = "outcome"
"Decision" = "decision"
"Reason" = "return_reason"
""")
NAMES = list(MAPPING.columns)
FIELDS = list(MAPPING.columns.values())
ROWS = [
    ["1001", "2026-10-05 09:00", "Müller & Söhne", "1250.5", "MQL", "won", "accepted", ""],
    ["1002", "2026-10-16 10:30", "Acme", "99", "SAL", "lost", "returned", "Price"],
    ["1003", "2026-11-07 11:00", "Zeta Ltd", "300", "MQL", "", "accepted", ""],
    ["1004", "2026-11-28 12:15", "Größe AG", "0.75", "SAL", "won", "", "Price"],
    ["1005", "2026-12-09 13:45", "O'Brien", "12000", "MQL", "lost", "returned", ""],
]
GOOD: dict[str, dict[str, object]] = {
    row[0]: {
        "created_at": datetime.fromisoformat(row[1]),
        "account": row[2],
        "amount": float(row[3]),
        "stage": row[4].lower(),
        "outcome": row[5] or None,
        "decision": row[6] or None,
        "return_reason": row[7] or None,
    }
    for row in ROWS
}
OF_THE_WHOLE = {"guessed-encoding", "stray-bytes", "unusual-quotes", "control-signs"}
"""Warnings that speak of every cell of a file."""
OF_A_COLUMN = {"damaged-ids", "letters-lost", "letters-garbled", "some-per-cents", "all-per-cents"}


@dataclass(frozen=True)
class Written:
    """A table as it is written to a file.

    Attributes:
        lines: Lines of delimited text, the first with the names; rows of data have their key.
        delimiter: What stands between the fields.
        end: What ends a line.
        encoding: The code page.
        texts: What cells of free text say now, by key and field.
    """

    lines: tuple[tuple[str | None, str], ...]
    delimiter: str = ","
    end: str = "\n"
    encoding: str = "utf-8"
    texts: tuple[tuple[str, str, str], ...] = ()

    def data(self) -> bytes:
        return "".join(line + self.end for _, line in self.lines).encode(self.encoding, "replace")

    def with_line(self, at: int, key: str | None, line: str) -> Written:
        lines = list(self.lines)
        lines[at] = key, line
        return replace(self, lines=tuple(lines))

    def with_new_line(self, at: int, line: str) -> Written:
        lines = list(self.lines)
        lines.insert(at, (None, line))
        return replace(self, lines=tuple(lines))


def written(delimiter: str, order: list[int], rows: list[list[str]]) -> Written:
    """The good table as delimited text, without quotation marks but where they are needed."""

    def line(fields: list[str]) -> str:
        return delimiter.join(
            f'"{fields[at]}"' if delimiter in fields[at] else fields[at] for at in order
        )

    lines = [(None, line(NAMES)), *((row[0], line(row)) for row in rows)]
    return Written(tuple(lines), delimiter=delimiter)


def of(draw: st.DrawFn, *choices: str) -> str:
    return draw(st.sampled_from(choices))


def a_cell(table: Written, at: int, place: int, text: str, name: str) -> Written:
    """The table with one cell written as `text`."""
    key, line = table.lines[at]
    fields = line.split(table.delimiter)
    fields[place] = text
    now = (key or "", MAPPING.columns[name], text.strip())
    changed = replace(table, texts=(*table.texts, now))
    return changed.with_line(at, key, table.delimiter.join(fields))


WORDS = ("maybe", "Zombie", "-?-", "TBD", "n.a.", "=1/0", "12,5,7", "31.02.2026", "1e400", "yes/no")
SIGNS = (
    '"',
    "'",
    "\\",
    ",",
    ";",
    "\t",
    '""',
    '\\"',
    "“",
    "\x02",
    "\u200b",
    "\u00a0",
    "\ufffd",
    "#",
)
UNSEEN = ('"', "\x02", "\u200b")
"""Signs that nobody means who writes an identifier."""
KEY, FREE = NAMES.index("Lead ID"), NAMES.index("Account")
MOMENTS = (
    "%d.%m.%Y %H:%M",
    "%m/%d/%Y %I:%M %p",
    "%Y-%m-%dT%H:%M:%S",
    "%d %b %Y %H:%M",
    "%Y/%m/%d %H:%M",
)
NUMBERS: tuple[Callable[[float], str], ...] = (
    lambda number: f"{number:,.2f}",
    lambda number: f"{number:,.2f}".translate(str.maketrans(",.", ".,")),
    lambda number: f"{number:,.2f}".translate(str.maketrans(",.", " ,")),
    lambda number: f"{number:.2f} €",
    lambda number: f"EUR {number:.2f}",
    lambda number: f"{number:.6E}",
)


def rewritten(draw: st.DrawFn) -> list[list[str]]:
    """The good rows with dates and numbers in one of the ways in which people write them."""
    shape = draw(st.sampled_from(MOMENTS))
    number = draw(st.sampled_from([None, *NUMBERS]))
    return [
        [
            row[0],
            datetime.fromisoformat(row[1]).strftime(shape),
            row[2],
            number(float(row[3])) if number else row[3],
            *row[4:],
        ]
        for row in ROWS
    ]


@st.composite
def damaged_text(draw: st.DrawFn) -> Written:
    """The good table, written in an unusual way, and then damaged up to three times."""
    order = draw(st.permutations(range(len(NAMES))))
    table = written(draw(st.sampled_from([",", ";", "\t", "|"])), list(order), rewritten(draw))
    for _ in range(draw(st.integers(0, 3))):
        table = damaged(draw, table, list(order))
    return replace(
        table,
        end=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        encoding=draw(
            st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16", "mac_roman"])
        ),
    )


def damaged(draw: st.DrawFn, table: Written, order: list[int]) -> Written:
    """The table with one more fault."""
    rows = [at for at, (key, _) in enumerate(table.lines) if key]
    at, place = draw(st.sampled_from(rows)), draw(st.integers(0, len(NAMES) - 1))
    key, line = table.lines[at]
    fields = line.split(table.delimiter)
    kind = draw(st.sampled_from(["word", "sign", "line", "more", "less", "quote", "spaces"]))
    if kind == "line":
        text = of(draw, "", "# by hand", "Total", "-----", "a;b", "Report of October", "1006")
        return table.with_new_line(draw(st.integers(0, len(table.lines))), text)
    if len(fields) != len(NAMES):
        return table  # one field more and another less would be a record of the right width
    if kind == "more":
        return table.with_line(at, key, line + table.delimiter + of(draw, "x", ""))
    if kind == "less":
        return table.with_line(at, key, table.delimiter.join(fields[:-1]))
    if kind == "spaces":
        return table.with_line(at, key, f" {table.delimiter} ".join(fields))
    text, column = fields[place], order[place]
    if kind == "quote":
        mark = of(draw, '"', "'" if column != KEY else '"', '="', "“")
        text = mark + text + {"“": "”"}.get(mark, mark[-1])
    elif kind == "sign":
        inside = draw(st.integers(0, len(text)))
        signs = UNSEEN if column == KEY else SIGNS
        text = text[:inside] + of(draw, *signs) + text[inside:]
    elif column not in (KEY, FREE):
        text = of(draw, *WORDS)
    return a_cell(table, at, place, text, NAMES[column])


@dataclass
class Outcome:
    """What became of a file: the values by key, and what is named.

    Attributes:
        values: Field to value, per key.
        placed: The row of each key.
        rows: The numbers of rows of which something is named as a whole.
        cells: Rows and fields that are named.
        columns: Fields of which something is named for the whole column.
        all: Whether something is named that concerns every cell.
    """

    values: dict[str, dict[str, object]]
    placed: dict[str, int]
    rows: set[int] = field(default_factory=set)
    cells: set[tuple[int, str]] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    all: bool = False

    def names(self, row: int, name: str) -> bool:
        return self.all or row in self.rows or (row, name) in self.cells or name in self.columns


def imported(path: Path, mapping: FileMapping = MAPPING) -> Outcome | None:
    """What an import of the file makes of it; None where it is refused."""
    try:
        located = complete(read_here(path), mapping, CONTEXT)
        result = check(located.sheet, located.mapping, CONTEXT)
    except Problem:
        return None
    return outcome(result)


def outcome(result: Checked) -> Outcome:
    values, placed = {}, {}
    for row in result.frame.iter_rows(named=True):
        told: dict[str, object] = {name: row.get(name) for name in FIELDS[1:]}
        moment = row["created_at"]
        told["created_at"] = moment and moment.astimezone(ZONE).replace(tzinfo=None)
        values[row["lead_id"]] = told
        placed[row["lead_id"]] = row["row"]
    found = Outcome(values, placed, rows={row for row, _ in result.left_out})
    for each in (*result.problems, *result.warnings):
        name = result.columns.get(each.column, "")
        if each.code in OF_THE_WHOLE:
            found.all = True
        elif each.code in OF_A_COLUMN:
            found.columns.add(name)
        elif each.code.endswith("-word-not-agreed"):
            found.cells |= {(row, name) for row in _rows_saying(result, name, each.facts["value"])}
        elif each.effect == "row" or not each.column or name == "lead_id":
            found.rows.add(each.row)
        else:
            found.cells.add((each.row, name))
    return found


def _rows_saying(result: Checked, name: str, word: str) -> set[int]:
    return set(result.frame.filter(result.frame[name] == word)["row"])


def assert_named(found: Outcome, table: Written) -> None:
    """Every good cell is there, or named; and no row is there that is neither good nor named."""
    rows = {key: at for at, (key, _) in enumerate(table.lines, start=1) if key}
    for key, good in GOOD.items():
        for name, value in good.items():
            now = found.values.get(key, {}).get(name)
            told = (key, name, now) in table.texts and name in ("account", "stage", "return_reason")
            assert now == value or told or found.names(rows[key], name), (key, name, value, now)
    for key, row in found.placed.items():
        known = key in GOOD or found.all or "lead_id" in found.columns
        assert known or row in found.rows, key


@settings(max_examples=20)
@given(damaged_text())
def test_a_cell_of_delimited_text_that_says_something_else_is_named(table: Written) -> None:
    path = _path("damaged.csv")
    path.write_bytes(table.data())
    found = imported(path)
    if found is not None:
        assert_named(found, table)


SHOWN = (
    *("=B2+1", "#N/A", "#DIV/0!", True, 0.25, 1e17, date(2026, 10, 5), "31.02.2026", "Zombie"),
    *("1.234,56", "$5", "\u200bZombie", "M\u00fc\ufffdller", "won, then lost", 46_300),
)
FORMATS = ("General", "0%", "00000", '"$"#,##0', "[$€-407] #,##0.00", "yyyy-mm-dd", "@")


@st.composite
def damaged_workbook(draw: st.DrawFn) -> tuple[openpyxl.Workbook, set[tuple[int, int]]]:
    """The good table as a workbook with up to three faults, and which cells have one."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(NAMES)
    for row in ROWS:
        sheet.append([row[0], datetime.fromisoformat(row[1]), row[2], float(row[3]), *row[4:]])
    touched = set()
    for _ in range(draw(st.integers(1, 3))):
        at, column = draw(st.integers(2, 6)), draw(st.integers(2, len(NAMES)))
        cell = sheet.cell(at, column)
        kind = draw(st.sampled_from(["value", "format", "merge", "hide", "strike"]))
        if kind == "value" and NAMES[column - 1] != "Account":
            cell.value = draw(st.sampled_from(SHOWN))
            touched.add((at, column))
        elif kind == "format" and NAMES[column - 1] == "Amount":
            cell.number_format = draw(st.sampled_from(FORMATS))
        elif kind == "merge" and at < 6 and cell.value and not sheet.merged_cells:
            # Below an empty cell the file itself would lose what stands in the lower one.
            sheet.merge_cells(None, at, column, at + 1, column)
            touched.add((at + 1, column))
        elif kind == "hide":
            sheet.row_dimensions[at].hidden = True
        elif kind == "strike" and cell.value:
            cell.font = Font(strike=True)
    return book, touched


@settings(max_examples=8)
@given(damaged_workbook())
def test_a_cell_of_a_workbook_that_says_something_else_is_named(
    made: tuple[openpyxl.Workbook, set[tuple[int, int]]],
) -> None:
    book, touched = made
    path = _path("damaged.xlsx")
    book.save(path)
    found = imported(path)
    if found is None:
        return
    for at, row in enumerate(ROWS, start=2):
        for name, value in GOOD[row[0]].items():
            now = found.values.get(row[0], {}).get(name)
            # What a cell truly says is not a fault of its reading.
            meant = (at, FIELDS.index(name) + 1) in touched and now is not None
            assert now == value or meant or found.names(at, name), (row[0], name, value, now)


def _path(name: str) -> Path:
    return Path(tempfile.gettempdir()) / f"{os.getpid()}-{name}"
