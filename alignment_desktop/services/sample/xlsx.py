"""The smallest spreadsheet file that holds a table, with the same bytes whenever it is written.

The sample's largest sheet has well over a hundred thousand cells. A library that can also write
charts and formulas takes several times as long for it, and tells the hour in the file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Cell = str | int | float | date | datetime | None

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN, _DAY, _MOMENT = 0, 1, 2
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets count days without a zone

_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
        '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
        '<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '</cellStyleXfs><cellXfs count="3">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    ),
}


def write_xlsx(path: Path, title: str, rows: Iterable[Sequence[Cell]], made: datetime) -> None:
    """Write one sheet.

    Args:
        path: The file, which is overwritten.
        title: Name of the sheet.
        rows: From the first row on; None is a cell that is not there, an empty row a blank one.
        made: What the file says of when it was made.
    """
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        f'<sheet name={quoteattr(title)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{_rows(rows)}</sheetData></worksheet>'
    parts = {**_PARTS, "xl/workbook.xml": workbook, "xl/worksheets/sheet1.xml": sheet}
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, made.timetuple()[:6])
            file.writestr(entry, _HEAD + content, zipfile.ZIP_DEFLATED)


def _rows(rows: Iterable[Sequence[Cell]]) -> str:
    letters: list[str] = []
    written = []
    for number, row in enumerate(rows, start=1):
        letters += [_letters(place) for place in range(len(letters), len(row))]
        cells = "".join(
            _cell(f"{letters[place]}{number}", value)
            for place, value in enumerate(row)
            if value is not None
        )
        if cells:
            written.append(f'<row r="{number}">{cells}</row>')
    return "".join(written)


def _cell(name: str, value: str | int | float | date | datetime) -> str:
    if isinstance(value, str):
        return (
            f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        )
    if isinstance(value, datetime):
        return f'<c r="{name}" s="{_MOMENT}"><v>{_serial(value)!r}</v></c>'
    if isinstance(value, date):
        midnight = datetime.combine(value, datetime.min.time())
        return f'<c r="{name}" s="{_DAY}"><v>{int(_serial(midnight))}</v></c>'
    return f'<c r="{name}" s="{_PLAIN}"><v>{value!r}</v></c>'


def _serial(moment: datetime) -> float:
    """Days since the day that spreadsheets count from."""
    return (moment - _DAY_ZERO).total_seconds() / 86_400


def _letters(place: int) -> str:
    """What a spreadsheet calls a column: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
