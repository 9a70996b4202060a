"""Good tables as .ods, .xls, .xlsb and delimited text, as programs and people write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from tests.unit.importing import spreadsheet_files as binary
from tools.dressed_workbooks import workbook
from tools.good_tables import ROWS, Dressed, Good, Value, day_count, good_table, plain


def dressed(random: Random) -> Dressed:
    """A good table in a file of any format."""
    how = random.choice([workbook, workbook, workbook, _ods, _ods, _text, _text, _xls, _xlsb])
    return how(random, good_table(random))


# .ods -------------------------------------------------------------------------------------------

_STATES = (*[""] * 12, ' table:visibility="collapse"', ' table:visibility="filter"')
_KINDS = (*["float"] * 12, "percentage", "currency", "dollars", "thousands")
_BLANK_ROWS = (
    '<table:table-row table:number-rows-repeated="{}"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row>'
)
_DUBLIN = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:text='


def _ods(random: Random, good: Good) -> Dressed:
    made: list[str] = []
    top = random.choice([0, 0, 2, 6])
    rows = _BLANK_ROWS.format(top) if top else ""
    names = "".join(_ods_text(random, name, made) for name in good.fields)
    rows += f"<table:table-row>{names}</table:table-row>"
    gap = random.randrange(1, ROWS) if random.random() < 0.15 else -1
    places: dict[str, int] = {}
    at = top + 1
    for n, row in enumerate(good.rows):
        if n == gap:
            made.append("a gap")
            rows += _BLANK_ROWS.format(200)
            at += 200
        at += 1
        places[str(row[0])] = at
        rows += _ods_row(random, row, made)
    if random.random() < 0.5:
        rows += _BLANK_ROWS.format(1_048_000)
    with TemporaryDirectory() as folder:
        path = binary.ods(Path(folder) / "t.ods", rows, binary.ODS_STYLES)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    content = parts["content.xml"].decode().replace("xmlns:text=", _DUBLIN, 1)
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, content if name == "content.xml" else part)
    return Dressed("t.ods", saved.getvalue(), good, places, made)


def _ods_row(random: Random, row: list[Value], made: list[str]) -> str:
    state = random.choice(_STATES)
    made += [state] if state else []
    cells, column = "", 0
    while column < len(row):
        value = row[column]
        cell = _ods_cell(random, value, made)
        again = value is not None and row[column + 1 : column + 2] == [value]
        if again and random.random() < 0.5:
            twice = '<table:table-cell table:number-columns-repeated="2"'
            cell = cell.replace("<table:table-cell", twice, 1)
            column += 1
        cells += cell
        column += 1
    return f"<table:table-row{state}>{cells}</table:table-row>"


def _ods_text(random: Random, value: str, made: list[str]) -> str:
    text = escape(value)
    way = random.choice([*["plain"] * 6, "span", "note", "spaces", "link"])
    if way != "plain":
        made.append(f"{way} around {value!r}")
    inside = {
        "plain": f"<text:p>{text}</text:p>",
        "span": f"<text:p><text:span>{escape(value[:2])}</text:span>{escape(value[2:])}</text:p>",
        "note": "<office:annotation><dc:creator>Ann</dc:creator><text:p>Ask her</text:p>"
        f"</office:annotation><text:p>{text}</text:p>",
        "spaces": f"<text:p><text:s/>{text}<text:s/></text:p>",
        "link": f"<text:p><text:a>{text}</text:a></text:p>",
    }[way]
    return f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'


def _ods_cell(random: Random, value: Value, made: list[str]) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return _ods_text(random, value, made)
    if random.random() < 0.05:
        made.append(f"{plain(value)!r} as text")
        return _ods_text(random, plain(value), made)
    formula = ' table:formula="of:=[.A1]+1"' if random.random() < 0.05 else ""
    if isinstance(value, float):
        return _ods_number(random, value, formula, made)
    text = value.isoformat()
    if isinstance(value, datetime):
        text = random.choice([text, text, f"{text}.000000000"])
    return (
        f'<table:table-cell{formula} office:value-type="date" office:date-value="{text}">'
        "<text:p>x</text:p></table:table-cell>"
    )


def _ods_number(random: Random, value: float, formula: str, made: list[str]) -> str:
    kind = random.choice(_KINDS)
    if kind != "float":
        made.append(f"{kind} {value}")
    type_ = {"dollars": "currency", "thousands": "float"}.get(kind, kind)
    extra = {
        "currency": ' office:currency="EUR"',
        "dollars": ' office:currency="USD"',
        "thousands": ' table:style-name="thousands"',
    }.get(kind, "")
    return (
        f'<table:table-cell{formula} office:value-type="{type_}"{extra} office:value="{value!r}">'
        f"<text:p>{value:.0f}</text:p></table:table-cell>"
    )


# Binary workbooks -------------------------------------------------------------------------------


def _xls(random: Random, good: Good) -> Dressed:
    return _binary(random, good, binary.xls, "xls")


def _xlsb(random: Random, good: Good) -> Dressed:
    return _binary(random, good, binary.xlsb, "xlsb")


def _binary(random: Random, good: Good, write: Callable[..., Path], ending: str) -> Dressed:
    made: list[str] = []
    rows: list[list[binary.Value]] = [[*good.fields]]
    rows += [[_binary_value(random, value, made) for value in row] for row in good.rows]
    places = {str(row[0]): n for n, row in enumerate(good.rows, 2)}
    hidden = (random.randrange(1, ROWS),) if random.random() < 0.2 else ()
    columns = (random.randrange(1, len(good.fields)),) if random.random() < 0.2 else ()
    made += [f"hidden {hidden} {columns}"] if hidden or columns else []
    with TemporaryDirectory() as folder:
        path = write(Path(folder) / f"t.{ending}", rows, binary.Layout((), hidden, columns))
        return Dressed(f"t.{ending}", path.read_bytes(), good, places, made)


def _binary_value(random: Random, value: Value, made: list[str]) -> binary.Value:
    if isinstance(value, datetime):
        return plain(value)
    if isinstance(value, date):
        return day_count(value)
    if isinstance(value, str) and random.random() < 0.05:
        made.append(f"struck {value}")
        return binary.Struck(value)
    if isinstance(value, float) and random.random() < 0.08:
        style = random.choice([1, 2, 3, 4, 5, 7, 8])
        made.append(f"{value} as {binary.FORMATS[style]}")
        return binary.Percent(value, style)
    return value


# Delimited text ---------------------------------------------------------------------------------

_SERIAL = "counts of days"
_SHAPES = (
    "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%m/%d/%Y %I:%M %p", "%d/%m/%Y %H:%M", "%Y年%m月%d日 %H:%M",
    _SERIAL, "%a, %d %b %Y %H:%M", "%Y-%m-%dT%H:%M:%S",
)  # fmt: skip
_TWISTS = (
    *("", "", "mixed ends", "bom inside", "two code pages", "two delimiters", "two orders"),
    *("quoted newline", "sep", "blank lines", "nul", "trailing delimiter", "padding"),
    *("header again", "apostrophe", "two signs"),
)
_CODES = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


def _text(random: Random, good: Good) -> Dressed:
    delimiter, end = random.choice([",", ";", "\t", "|"]), random.choice(["\n", "\r\n"])
    comma, quoted = random.random() < 0.3, random.random() < 0.4
    twist, shape = random.choice(_TWISTS), random.choice(_SHAPES)
    shape = "%d/%m/%Y %H:%M" if twist == "two orders" else shape
    made = [f"{delimiter!r} {end!r} comma {comma} dates {shape}", twist]
    lines = _cells(good, shape, comma, twist)
    places = {str(row[0]): n for n, row in enumerate(good.rows, 2)}
    half, other = len(lines) // 2, ";" if delimiter != ";" else ","
    written = []
    for n, line in enumerate(lines):
        sign = other if twist == "two delimiters" and n > half else delimiter
        text = sign.join(_field(each, delimiter, quoted) for each in line)
        written.append(text + (delimiter if twist == "trailing delimiter" else ""))
    more = _twisted(written, twist, half, delimiter)
    places = {key: row + (more if row > half else 0) for key, row in places.items()}
    if twist == "mixed ends":
        written = [line + random.choice(["\n", "\r\n"]) for line in written]
    else:
        written = [line + end for line in written]
    code = random.choice(_CODES)
    if "年" in shape or twist in ("two code pages", "bom inside"):
        code = "utf-8"
    made.append(code)
    half = half if twist == "two code pages" else len(written)
    content = "".join(written[:half]).encode(code, "replace")
    content += "".join(written[half:]).encode("cp1252", "replace")
    return Dressed("t.csv", content, good, places, made)


def _cells(good: Good, shape: str, comma: bool, twist: str) -> list[list[str]]:
    lines = [[*good.fields]]
    for n, row in enumerate(good.rows):
        here = "%m/%d/%Y %H:%M" if twist == "two orders" and n % 2 else shape
        sign = comma != (twist == "two signs" and n % 2 == 1)
        lines.append([_said(value, here, sign) for value in row])
    if twist == "quoted newline":
        for n, line in enumerate(lines):
            line.append(f"one\ntwo {n}" if n else "Notes")
    if twist == "padding":
        lines = [[f" {text}  " for text in line] for line in lines]
    if twist == "apostrophe":
        amounts = [at for at, to in enumerate(good.fields.values()) if to in ("amount", "spend")]
        for line in lines[1:]:
            line[amounts[0]] = f"'{line[amounts[0]]}"
    return lines


def _twisted(written: list[str], twist: str, half: int, delimiter: str) -> int:
    """Changes whole lines; how many more there are in the middle."""
    if twist == "sep":
        written.insert(0, f"sep={delimiter}")
    elif twist == "bom inside":
        written[half] = "\ufeff" + written[half]
    elif twist == "nul":
        written[half] = written[half].replace("e", "e\0", 1)
    elif twist in ("blank lines", "header again"):
        more = [""] * 200 if twist == "blank lines" else [written[0]]
        written[half:half] = more
        return len(more)
    return 0


def _said(value: Value, shape: str, comma: bool) -> str:
    if isinstance(value, date) and shape == _SERIAL:
        days = f"{day_count(value):.{10 if isinstance(value, datetime) else 0}f}"
        return days.replace(".", ",") if comma else days
    if isinstance(value, datetime):
        return value.strftime(shape)
    if isinstance(value, date):
        return value.strftime(shape.partition(" %H")[0].partition(" %I")[0].partition("T%H")[0])
    said = plain(value)
    return said.replace(".", ",") if isinstance(value, float) and comma else said


def _field(text: str, delimiter: str, quoted: bool) -> str:
    if quoted or delimiter in text or "\n" in text or '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return text
