"""Good tables as .xlsx workbooks, with what programs write beside, around and instead of values."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from xml.sax.saxutils import escape, quoteattr

from tools.good_tables import EPOCH, ROWS, Dressed, Good, Value, day_count, plain

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAC = date(1904, 1, 1)
_NUMBERS = (
    "General", "0.00", "#,##0.00", "0.00E+00", "##0.0E+0", "# ?/?", "@", "0", "[Blue]0.00",
    '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-', "#,##0;[Red]-#,##0", "#,##0,", '0.0,,"M"',
    '#,##0.00 "Stück"', "[>=1000]#,##0;0.00", "[$€-407] #,##0.00", "#,##0.00\\ [$EUR]",
    "0.00;;;@", "00000", '"$"#,##0.00', "0%", '#,##0 "k€"', '0.0 "Mio."', '0"K"',
)  # fmt: skip
_USUAL = "yyyy-mm-dd hh:mm"
_MOMENTS = (
    _USUAL, "dd/mm/yyyy", "m/d/yy h:mm", "[$-409]d-mmm-yy", "mmm yy", "[h]:mm", "General", "yyyy",
    '"Week of "yyyy-mm-dd', "dddd", "[$-F800]dddd, mmmm dd, yyyy", "hh:mm:ss", "[mm]:ss", "@",
    "d. mmmm yyyy;@", "[$-x-sysdate]dddd", 'yyyy"年"m"月"d"日"', "0.00",
)  # fmt: skip
_SHEETS = ("Leads", "Leads", "Q1 'best' & co", "Über 😀", " Report ", "<Leads>", "1", "Leads (2)")
_HIDDEN_SIGNS = "\u200b\u00ad\ufeff"
_SPACES = ("  ", "\u00a0", "\u200b", "\t")
_WAYS = (*["shared"] * 6, "rich", "phonetic", "spaces", "inline", "formula", "rich inline", "odd")


@dataclass
class _Book:
    """What a workbook is written with.

    Attributes:
        random: Decides.
        prefix: Of the elements.
        epoch: From which its days count.
        shared: Its shared texts.
        formats: Its number formats; those of struck cells begin with an exclamation mark.
        made: What is unusual.
    """

    random: Random
    prefix: str
    epoch: date
    shared: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)

    def xml(self, name: str, inside: str = "", /, **attributes: object) -> str:
        """An element; attributes that are empty are left out."""
        tag = self.prefix + name
        told = "".join(
            f" {key.replace('__', ':')}={quoteattr(str(value), {chr(34): '&quot;'})}"
            for key, value in attributes.items()
            if value != ""
        )
        return f"<{tag}{told}>{inside}</{tag}>" if inside else f"<{tag}{told}/>"

    def style(self, code: str, *, struck: bool = False) -> int:
        """The number of a style."""
        told = ("!" if struck else "") + code
        if told not in self.formats:
            self.formats.append(told)
        return self.formats.index(told) + 1

    def chance(self, share: float, what: str = "") -> bool:
        """Whether something happens, which is noted then."""
        happens = self.random.random() < share
        if happens and what:
            self.made.append(what)
        return happens


def workbook(random: Random, good: Good) -> Dressed:
    """A good table as an .xlsx workbook."""
    epoch = random.choice([EPOCH, EPOCH, EPOCH, _MAC])
    book = _Book(random, random.choice(["", "", "x:"]), epoch)
    strict = random.random() < 0.2
    book.made.append(f"prefix {book.prefix!r}, strict {strict}, from {epoch}")
    sheet = _Sheet(book, good)
    content = _archive(book, sheet.part(), strict)
    return Dressed("t.xlsx", content, good, sheet.places, book.made)


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


# Cells ------------------------------------------------------------------------------------------


def _cell(book: _Book, at: str, value: Value, struck: bool) -> str:
    style = book.style("General", struck=True) if struck else 0
    if value is None:
        return book.random.choice(["", book.xml("c", r=at), book.xml("c", r=at, s=style)])
    if isinstance(value, str):
        return _text(book, at, value, style)
    if book.chance(0.05, f"text at {at}"):
        return _text(book, at, plain(value), style)
    if book.chance(0.01, f"error at {at}"):
        return book.xml("c", book.xml("v", "#REF!"), r=at, t="e")
    if isinstance(value, float):
        code = book.random.choice(_NUMBERS) if book.chance(0.25) else "General"
        return _number(book, at, repr(value), code, struck)
    if book.chance(0.04, f"ISO at {at}"):
        iso = book.xml("v", value.isoformat())
        return book.xml("c", iso, r=at, s=book.style(_USUAL), t="d")
    code = book.random.choice(_MOMENTS) if book.chance(0.15) else _USUAL
    return _number(book, at, repr(day_count(value, book.epoch)), code, struck)


def _number(book: _Book, at: str, written: str, code: str, struck: bool) -> str:
    if code not in (_USUAL, "General"):
        book.made.append(f"{code} at {at}")
    style = book.style(code, struck=struck)
    before = ""
    if book.chance(0.04, f"formula at {at}"):
        before = book.random.choice([
            book.xml("f", "A1+1"),
            book.xml("f", t="shared", si=0),
            book.xml("f", "SUM(A1)", t="array", ref=at),
        ])  # fmt: skip
        if book.chance(0.3, "without a result"):
            return book.xml("c", before, r=at, s=style)
    kind = book.random.choice(["", "", "n"])
    return book.xml("c", before + book.xml("v", written), r=at, s=style, t=kind)


def _text(book: _Book, at: str, value: str, style: int) -> str:
    way = book.random.choice(_WAYS)
    if way not in ("shared", "inline"):
        book.made.append(f"{way} at {at}")
    if way == "formula":
        inside = book.xml("f", "T(B1)") + book.xml("v", escape(value))
        return book.xml("c", inside, r=at, s=style, t="str")
    shown = _shown(book, value, way)
    if way in ("inline", "rich inline"):
        return book.xml("c", book.xml("is", shown), r=at, s=style, t="inlineStr")
    book.shared.append(book.xml("si", shown))
    return book.xml("c", book.xml("v", str(len(book.shared) - 1)), r=at, s=style, t="s")


def _shown(book: _Book, value: str, way: str) -> str:
    kept = {"xml__space": "preserve"}
    if way in ("rich", "rich inline"):
        inside = len(value) // 2
        halves = (escape(value[:inside]), escape(value[inside:]))
        return "".join(book.xml("r", book.xml("t", half, **kept)) for half in halves)
    if way == "phonetic":
        above = book.xml("rPh", book.xml("t", "フリガナ"), sb=0, eb=1)
        return book.xml("t", escape(value)) + above
    if way == "spaces":
        before = book.random.choice(_SPACES)
        return book.xml("t", f"{before}{escape(value)} \u00a0", **kept)
    if way == "odd":
        value = value[:1] + book.random.choice(_HIDDEN_SIGNS) + value[1:]
    return book.xml("t", escape(value))


# The sheet --------------------------------------------------------------------------------------


class _Sheet:
    """The cells of the sheet, and where the rows of the table stand."""

    def __init__(self, book: _Book, good: Good) -> None:
        self.book, self.good, random = book, good, book.random
        self.top, self.left = random.choice([(0, 0), (0, 0), (0, 0), (6, 2), (1, 0), (3, 1)])
        book.made.append(f"begins at {_letters(self.left)}{self.top + 1}")
        self.lines: dict[int, dict[int, Value]] = {}
        self.places: dict[str, int] = {}
        self.merged: list[str] = []
        if self.top and book.chance(0.6, "a title"):
            self.lines[0] = {self.left: "Pipeline export, first half of 2026"}
        self._put(self.top, list(good.fields))
        gap = random.randrange(1, ROWS) if book.chance(0.1, "a gap") else -1
        at = self.top
        for n, row in enumerate(good.rows):
            at += 1 if n != gap else random.choice([2, 200])
            self._put(at, row)
            self.places[str(row[0])] = at + 1
        self.last = at
        self.struck = random.randrange(ROWS) if book.chance(0.1, "a struck row") else -1
        self.hidden = random.randrange(ROWS) if book.chance(0.15, "a hidden row") else -1
        if book.chance(0.2):
            self._merge()
        self._others()

    def _put(self, at: int, values: Sequence[Value], left: int | None = None) -> None:
        first = self.left if left is None else left
        self.lines.setdefault(at, {}).update(enumerate(values, first))

    def _merge(self) -> None:
        """One text for two rows."""
        rows, random = self.good.rows, self.book.random
        texts = [at for at, value in enumerate(rows[0]) if isinstance(value, str) and at]
        column, first = random.choice(texts), random.randrange(ROWS - 1)
        above, below = (self.places[str(rows[first + i][0])] - 1 for i in (0, 1))
        if rows[first][column] and below == above + 1:
            rows[first + 1][column] = rows[first][column]
            del self.lines[below][self.left + column]
            letters = _letters(self.left + column)
            self.merged.append(f"{letters}{above + 1}:{letters}{below + 1}")
            self.book.made.append("merged")

    def _others(self) -> None:
        """What stands beside and below the table."""
        rows, book = self.good.rows, self.book
        if book.chance(0.1, "a total"):
            amount = max(at for at, value in enumerate(rows[0]) if isinstance(value, float))
            total = sum(float(str(row[amount] or 0)) for row in rows)
            self._put(self.last + 1, ["Total"])
            self._put(self.last + 1, [round(total, 2)], self.left + amount)
        if book.chance(0.1, "a table beside"):
            aside: list[list[Value]] = [["Owner", "Target"], ["Ann", 5.0], ["Bob", 6.0]]
            for n, words in enumerate(aside):
                self._put(self.top + n, words, self.left + len(self.good.fields) + 2)
        if book.chance(0.1, "a table below"):
            self._put(self.last + 4, ["Owner", "Target"])
            self._put(self.last + 5, ["Ann", 5.0])

    def part(self) -> str:
        """The part of the archive."""
        book = self.book
        width = len(self.good.fields)
        first, last = _letters(self.left), _letters(self.left + width - 1)
        whole = f"{first}{self.top + 1}:{last}{self.last + 1}"
        size = book.random.choice(["", "A1", whole])
        told = book.xml("dimension", ref=size) if size else ""
        if book.chance(0.1, "a hidden column"):
            place = self.left + book.random.randrange(1, width) + 1
            told += book.xml("cols", book.xml("col", min=place, max=place, hidden=1))
        rows = "".join(self._row(number) for number in sorted(self.lines))
        if book.chance(0.05, "a far styled cell"):
            rows += book.xml("row", book.xml("c", r="XFD1048576", s=0), r=1_048_576)
        told += book.xml("sheetData", rows)
        if book.chance(0.2, "a filter"):
            told += book.xml("autoFilter", ref=whole)
        if self.merged:
            told += book.xml("mergeCells", book.xml("mergeCell", ref=self.merged[0]), count=1)
        return told

    def _row(self, number: int) -> str:
        keys = [str(row[0]) for row in self.good.rows]
        place = {row - 1: keys.index(key) for key, row in self.places.items()}.get(number, -2)
        cells = ""
        for column, value in sorted(self.lines[number].items()):
            at = f"{_letters(column)}{number + 1}"
            if number > self.top:
                cells += _cell(self.book, at, value, place == self.struck)
            else:
                cells += _text(self.book, at, str(value), 0)
        hidden = 1 if place == self.hidden else ""
        return self.book.xml("row", cells, r=number + 1, hidden=hidden)


# The archive ------------------------------------------------------------------------------------


def _archive(book: _Book, sheet: str, strict: bool) -> bytes:
    main, links = (_STRICT, _STRICT_LINKS) if strict else (_MAIN, _LINKS)
    space: dict[str, object] = {"xmlns__x" if book.prefix else "xmlns": main}
    name = book.random.choice(_SHEETS)
    book.made.append(f"sheet {name!r}")
    sheets = book.xml("sheet", name=name, sheetId=1, r__id="rId1")
    parts = {"xl/worksheets/sheet1.xml": book.xml("worksheet", sheet, **space)}
    others = [state for state in ("hidden", "veryHidden") if book.chance(0.15, f"{state} sheet")]
    for at, state in enumerate(others, 2):
        sheets += book.xml("sheet", name=f"Old {at}", sheetId=at, state=state, r__id=f"rId{at}")
        parts[f"xl/worksheets/sheet{at}.xml"] = book.xml("worksheet", _other(book), **space)
    dates = book.xml("workbookPr", date1904=1) if book.epoch is _MAC else ""
    book_part = book.xml("workbook", dates + book.xml("sheets", sheets), **space, xmlns__r=links)
    targets = [f"worksheets/sheet{at}.xml" for at in range(1, len(others) + 2)]
    parts |= {
        "xl/workbook.xml": book_part,
        "xl/sharedStrings.xml": book.xml("sst", "".join(book.shared), **space),
        "xl/styles.xml": _styles(book, main),
        "xl/_rels/workbook.xml.rels": _relations(links, targets),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        **_further(book),
    }
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        types = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType='
        types += f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPES}'
        archive.writestr("[Content_Types].xml", f'{_HEAD}{types}.sheet.main+xml"/></Types>')
        for part, text in parts.items():
            archive.writestr(part, _HEAD + text)
    return saved.getvalue()


def _other(book: _Book) -> str:
    rows = ""
    for at, text in enumerate(["Lead ID", "X-1", "X-2"], 1):
        cell = book.xml("is", book.xml("t", text))
        rows += book.xml("row", book.xml("c", cell, r=f"A{at}", t="inlineStr"), r=at)
    return book.xml("sheetData", rows)


def _styles(book: _Book, main: str) -> str:
    formats, styles = "", '<xf numFmtId="0" fontId="0"/>'
    for at, told in enumerate(book.formats):
        code = told.removeprefix("!")
        written = quoteattr(code, {chr(34): "&quot;"})
        formats += f"<numFmt numFmtId='{164 + at}' formatCode={written}/>"
        number = 0 if code == "General" else 164 + at
        styles += f'<xf numFmtId="{number}" fontId="{int(told[0] == "!")}"/>'
    return (
        f'<styleSheet xmlns="{main}"><numFmts>{formats}</numFmts><fonts><font/><font><strike/>'
        f"</font></fonts><cellXfs>{styles}</cellXfs></styleSheet>"
    )


def _relations(links: str, targets: list[str]) -> str:
    told = "".join(
        f'<Relationship Id="rId{at}" Type="{links}/worksheet" Target="{target}"/>'
        for at, target in enumerate(targets, 1)
    )
    for at, kind in enumerate(("styles", "sharedStrings"), 90):
        told += f'<Relationship Id="rId{at}" Type="{links}/{kind}" Target="{kind}.xml"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _further(book: _Book) -> dict[str, str]:
    """Comments, and parts that hold no cells."""
    found: dict[str, str] = {}
    if book.chance(0.1, "a comment"):
        found["xl/comments1.xml"] = (
            f'<comments xmlns="{_MAIN}"><commentList><comment ref="A2"><text><t>Check</t></text>'
            "</comment></commentList></comments>"
        )
    if book.chance(0.1, "other parts"):
        names = ("pivotCache/pivotCacheDefinition1", "externalLinks/externalLink1", "tables/table1")
        found |= {f"xl/{name}.xml": f'<part xmlns="{_MAIN}" ref="A1:C3"/>' for name in names}
    return found
