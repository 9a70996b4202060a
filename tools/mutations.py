"""Good files of every kind, in the dialects that people have, and the damage done to them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

ZONE = "Europe/Berlin"
ROWS = 14


@dataclass
class Table:
    """A good table.

    Attributes:
        name: What the file is called.
        fields: Column name to field.
        rows: Texts; dates as ISO, numbers with a point.
        day: How its dates are written; None as they are.
        comma: Whether its numbers have a decimal comma.
    """

    name: str
    fields: dict[str, str]
    rows: list[list[str]]
    day: str | None = None
    comma: bool = False


@dataclass
class File:
    """A mutated file.

    Attributes:
        name: With its ending.
        content: Its bytes.
        fields: Column name to field, as a good file has them.
        made: What was done to it, in words.
    """

    name: str
    content: bytes
    fields: dict[str, str]
    made: str


def _moments(random: Random, count: int) -> list[str]:
    first = datetime.fromisoformat("2026-10-01 08:00")
    return [
        (first + timedelta(minutes=random.randrange(120_000))).strftime("%Y-%m-%d %H:%M")
        for _ in range(count)
    ]


def _leads(random: Random, names: list[str]) -> Table:
    at = _moments(random, ROWS)
    fields = ["lead_id", "created_at", "account", "amount", "stage", "outcome", "source", "email"]
    rows = [
        [
            f"L-{1000 + n}",
            at[n],
            random.choice(["Müller & Söhne", "Acme, Inc.", "Zeta Ltd", "O'Brien", "Größe AG"]),
            f"{random.randrange(1, 9_000_000) / 100:.2f}",
            random.choice(["MQL", "SAL"]),
            random.choice(["won", "lost", ""]),
            random.choice(["Web", "Event", ""]),
            f"p{n}@example.com",
        ]
        for n in range(ROWS)
    ]
    return Table("leads", dict(zip(names, fields, strict=True)), rows)


def _english(random: Random) -> Table:
    names = "Lead ID,Created Date,Account,Amount,Stage,Outcome,Lead Source,Email"
    return _leads(random, names.split(","))


def _german(random: Random) -> Table:
    names = "Lead-ID,Erstellt am,Firma,Betrag,Phase,Ergebnis,Quelle,E-Mail"
    table = _leads(random, names.split(","))
    table.day, table.comma = "%d.%m.%Y %H:%M", True
    return table


def _deals(random: Random) -> Table:
    at = _moments(random, 2 * ROWS)
    names = "opportunity_id sales_agent account deal_stage engage_date close_date close_value"
    fields = "opportunity_id owner account outcome opportunity_at closed_at revenue"
    rows = [
        [
            f"{random.randrange(16**8):08X}",
            random.choice(["Anna Kovacs", "Tom Becker"]),
            random.choice(["Cancity", "Isdom", "Hottechi"]),
            random.choice(["Won", "Lost", "Engaging", "Prospecting"]),
            min(at[n], at[n + ROWS])[:10],
            max(at[n], at[n + ROWS])[:10],
            str(random.randrange(9000)),
        ]
        for n in range(ROWS)
    ]
    return Table("deals", dict(zip(names.split(), fields.split(), strict=True)), rows)


def _activities(random: Random) -> Table:
    at = _moments(random, ROWS)
    fields = {"Lead ID": "lead_id", "Activity Type": "kind", "Date": "at", "Owner": "by"}
    rows = [
        [f"L-{1000 + n}", random.choice(["Call", "Email", "Meeting"]), at[n], "Anna Kovacs"]
        for n in range(ROWS)
    ]
    return Table("activities", fields, rows)


def _campaigns(random: Random) -> Table:
    fields = {
        "Campaign": "campaign", "Month": "period", "Channel": "channel",
        "Impressions": "impressions", "Clicks": "clicks", "Cost": "spend",
    }  # fmt: skip
    rows = [
        [
            f"Campaign {n % 5}",
            f"2026-{10 + n // 5:02}",
            random.choice(["Search", "Social"]),
            str(random.randrange(90_000)),
            str(random.randrange(900)),
            f"{random.randrange(900_000) / 100:.2f}",
        ]
        for n in range(ROWS)
    ]
    return Table("campaigns", fields, rows)


def _figures(random: Random) -> Table:
    fields = {"Figure": "figure", "Period": "period", "Value": "value", "Unit": "unit"}
    rows = [
        [f"figure-{n % 3}", f"2026-{8 + n // 3:02}", str(random.randrange(500)), "n"]
        for n in range(ROWS)
    ]
    return Table("figures", fields, rows)


_TABLES = (_english, _german, _deals, _activities, _campaigns, _figures)
_DAYS = ("%d.%m.%Y %H:%M", "%m/%d/%Y %I:%M %p", "%Y-%m-%dT%H:%M:%S", "%d %b %Y %H:%M")


def mutated(random: Random) -> File:
    """A good file with some damage."""
    table = random.choice(_TABLES)(random)
    if random.random() < 0.25:
        return _workbook(random, table)
    return _text(random, table)


# Delimited text ---------------------------------------------------------------------------------

_WORDS = (
    *("maybe", "Zombie", "TBD", "n.a.", "=1/0", "12,5,7", "31.02.2026", "1e400", "yes/no", "NaN"),
    *(
        "1.234.567,8",
        "(500)",
        "-5",
        "5-",
        "$12",
        "12 %",
        "1 234",
        "99/99/9999",
        "2026-13-01",
        "inf",
    ),
    *("1,5 Mio", "12.03.04", "10/11/12", "0x1F", "true", "won, then lost", "gewonnen?", "tomorrow"),
    *("\u2082\u2080", "\u0661\u0662", "1'234", "1e5", "#REF!", "#N/A", "2026-10-05 25:00", "24:00"),
    *("5:30 PM", "Q4 2026", "KW 40", "0000-00-00"),
)
_SIGNS = (
    '"',
    "'",
    "\\",
    ",",
    ";",
    "\t",
    '""',
    "“",
    "\x02",
    "\u200b",
    "\xa0",
    "\ufffd",
    "#",
    "\x00",
    "\r",
)
_LINES = (
    "",
    "# by hand",
    "Total",
    "-----",
    "a;b",
    "Report of October",
    "1006",
    "Grand total,,12",
    ",,,",
)
_ENDS = ("\n", "\r\n", "\r")
_CODES = ("utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16", "mac_roman", "utf-16-le", "utf-32")


def _written(table: Table, random: Random) -> list[list[str]]:
    shape = table.day or random.choice([None, None, *_DAYS])
    comma = table.comma or random.random() < 0.1
    rows = []
    for row in table.rows:
        now = []
        for text, to in zip(row, table.fields.values(), strict=True):
            said = text
            if shape and to.endswith(("_at", "at")) and len(text) == 16:
                said = datetime.fromisoformat(text).strftime(shape)
            elif shape and to.endswith("_at") and len(text) == 10:
                said = datetime.fromisoformat(text).strftime(shape[:8])
            elif comma and to in ("amount", "spend", "revenue"):
                said = text.replace(".", ",")
            now.append(said)
        rows.append(now)
    return rows


def _text(random: Random, table: Table) -> File:
    delimiter = ";" if table.comma else random.choice([",", ",", ";", "\t", "|"])
    order = list(range(len(table.fields)))
    if random.random() < 0.3:
        random.shuffle(order)
    names = list(table.fields)
    grid = [[row[at] for at in order] for row in [names, *_written(table, random)]]
    made = [table.name, f"by {delimiter!r}"]
    quoted = random.random() < 0.3
    made += [random.choice(_CELLS)(random, grid) for _ in range(random.choice([0, 1, 1, 2, 3]))]
    lines = [delimiter.join(_field(text, delimiter, quoted) for text in row) for row in grid]
    if random.random() < 0.2:
        made.append(_spoil_lines(random, lines, delimiter))
    end, code = random.choice(_ENDS), random.choices(_CODES, [8, 2, 2, 1, 1, 1, 1, 1])[0]
    made.append(code)
    content = (end.join(lines) + (end if random.random() < 0.8 else "")).encode(code, "replace")
    if random.random() < 0.5:
        content = _spoil_bytes(random, content, made)
    return File(f"{table.name}.csv", content, table.fields, ", ".join(made))


def _field(text: str, delimiter: str, quoted: bool) -> str:
    if quoted or delimiter in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _somewhere(random: Random, grid: list[list[str]]) -> tuple[int, int]:
    return random.randrange(1, len(grid)), random.randrange(len(grid[0]))


def _a_word(random: Random, grid: list[list[str]]) -> str:
    at, place = _somewhere(random, grid)
    grid[at][place] = random.choice(_WORDS)
    return f"cell {at + 1}/{place + 1} is {grid[at][place]!r}"


def _a_sign(random: Random, grid: list[list[str]]) -> str:
    at, place = _somewhere(random, grid)
    text, sign = grid[at][place], random.choice(_SIGNS)
    inside = random.randint(0, len(text))
    grid[at][place] = text[:inside] + sign + text[inside:]
    return f"{sign!r} in cell {at + 1}/{place + 1}"


def _a_blank(random: Random, grid: list[list[str]]) -> str:
    at, place = _somewhere(random, grid)
    grid[at][place] = random.choice(["", " ", "-", "N/A", "NULL", "\xa0"])
    return f"cell {at + 1}/{place + 1} blank"


def _a_swap(random: Random, grid: list[list[str]]) -> str:
    at, place = _somewhere(random, grid)
    other = random.randrange(len(grid[0]))
    grid[at][place], grid[at][other] = grid[at][other], grid[at][place]
    return f"row {at + 1}: {place + 1} and {other + 1} swapped"


def _a_row_again(random: Random, grid: list[list[str]]) -> str:
    at, _ = _somewhere(random, grid)
    grid.insert(random.randrange(1, len(grid)), list(grid[at]))
    return f"row {at + 1} again"


def _a_column_again(random: Random, grid: list[list[str]]) -> str:
    _, place = _somewhere(random, grid)
    for row in grid:
        row.append(row[place])
    return f"column {place + 1} again"


def _a_title(random: Random, grid: list[list[str]]) -> str:
    grid.insert(0, ["Pipeline export, October 2026", *[""] * (len(grid[0]) - 1)])
    return "a title"


def _a_header(random: Random, grid: list[list[str]]) -> str:
    _, place = _somewhere(random, grid)
    text = grid[0][place]
    grid[0][place] = random.choice([text.upper(), f" {text} ", f"{text}*", text.replace(" ", "_")])
    return f"header {text!r} is {grid[0][place]!r}"


_CELLS: tuple[Callable[[Random, list[list[str]]], str], ...] = (
    _a_word, _a_word, _a_word, _a_sign, _a_sign, _a_blank, _a_swap, _a_row_again, _a_column_again,
    _a_title, _a_header,
)  # fmt: skip


def _spoil_lines(random: Random, lines: list[str], delimiter: str) -> str:
    at = random.randrange(1, len(lines))
    way = random.choice(["new", "more", "less", "split", "join", "spaces"])
    if way == "new":
        lines.insert(at, random.choice(_LINES))
    elif way == "more":
        lines[at] += delimiter + random.choice(["x", ""])
    elif way == "less":
        lines[at] = lines[at].rpartition(delimiter)[0]
    elif way == "split":
        inside = random.randrange(len(lines[at]) + 1)
        lines[at : at + 1] = [lines[at][:inside], lines[at][inside:]]
    elif way == "join" and at + 1 < len(lines):
        lines[at : at + 2] = [lines[at] + lines[at + 1]]
    else:
        lines[at] = lines[at].replace(delimiter, f" {delimiter} ")
    return f"line {at + 1}: {way}"


# Bytes ------------------------------------------------------------------------------------------


def _spoil_bytes(random: Random, content: bytes, made: list[str]) -> bytes:
    data = bytearray(content)
    for _ in range(random.choice([1, 1, 2, 4])):
        at = random.randrange(len(data)) if data else 0
        way = random.choice(["bit", "byte", "gone", "new", "cut", "twice"])
        if way == "bit" and data:
            data[at] ^= 1 << random.randrange(8)
        elif way == "byte" and data:
            data[at] = random.randrange(256)
        elif way == "gone":
            del data[at : at + random.choice([1, 1, 2, 7])]
        elif way == "new":
            data[at:at] = random.randbytes(random.choice([1, 1, 2, 5]))
        elif way == "cut" and random.random() < 0.3:
            del data[at:]
        elif way == "twice":
            data[at:at] = data[at : at + random.randrange(1, 60)]
        made.append(f"{way} at {at}")
    return bytes(data)


# Workbooks --------------------------------------------------------------------------------------

_SHOWN: tuple[object, ...] = (
    *("=B2+1", "#N/A", "#DIV/0!", True, 0.25, 1e17, date(2026, 10, 5), "31.02.2026", "Zombie", -1),
    *("1.234,56", "$5", "\u200bZombie", "M\u00fc\ufffdller", "won, then lost", 46_300, 0, 1e-9),
    2_958_466,
)
_FORMATS = ("0%", "00000", '"$"#,##0', "[$€-407] #,##0.00", "yyyy-mm-dd", "@", "h:mm", "mmm yy")


def _workbook(random: Random, table: Table) -> File:
    book = openpyxl.Workbook()
    sheet = book.active
    made = [table.name, "workbook"]
    sheet.append(list(table.fields))
    for row in table.rows:
        sheet.append(
            [_typed(text, to) for text, to in zip(row, table.fields.values(), strict=True)]
        )
    made += [
        _spoil_sheet(random, sheet, len(table.fields)) for _ in range(random.choice([0, 1, 2, 3]))
    ]
    saved = io.BytesIO()
    book.save(saved)
    content = saved.getvalue()
    if random.random() < 0.5:
        content = _spoil_parts(random, content, made)
    if random.random() < 0.15:
        content = _spoil_bytes(random, content, made)
    return File(f"{table.name}.xlsx", content, table.fields, ", ".join(made))


def _spoil_sheet(random: Random, sheet: Worksheet, width: int) -> str:
    at, place = random.randrange(2, ROWS + 2), random.randrange(1, width + 1)
    cell = sheet.cell(at, place)
    way = random.choice(["value", "value", "format", "merge", "hide", "row"])
    if isinstance(cell, MergedCell):
        return "nothing"
    if way == "value":
        cell.value = random.choice(_SHOWN)
    elif way == "format":
        cell.number_format = random.choice(_FORMATS)
    elif way == "merge" and not sheet.merged_cells:
        right, down = random.choice([0, 1]), random.choice([0, 1, 2])
        sheet.merge_cells(None, at, place, at + down, place + right)
    elif way == "hide":
        sheet.row_dimensions[at].hidden = True
    elif way == "row":
        sheet.insert_rows(at)
    return f"{way} at {at}/{place}"


def _typed(text: str, to: str) -> object:
    if to in ("amount", "revenue", "value", "spend", "impressions", "clicks"):
        return float(text)
    if to.endswith("at") and text[:2] == "20":
        return datetime.fromisoformat(text)
    return text or None


def _spoil_parts(random: Random, content: bytes, made: list[str]) -> bytes:
    """Damage within the parts of the archive, which stays one."""
    old, saved = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    wanted = random.choice(
        ["sheet1.xml", "sheet1.xml", "sharedStrings.xml", "styles.xml", "workbook.xml"]
    )
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(wanted):
                made.append(wanted)
                part = _spoil_bytes(random, part, made)
            new.writestr(name, part)
    return saved.getvalue()
