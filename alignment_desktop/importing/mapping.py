"""The mapping text: how one kind of file is read, as teams keep it beside their spreadsheets."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import field, fields
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.toml_text import parsed
from alignment_desktop.frames import ENTERED, FIELDS, FieldType, Kind, field_type
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.dates import DateOrder
from alignment_desktop.importing.letters import composed
from alignment_desktop.importing.numbers import DECIMAL_SIGNS
from alignment_desktop.importing.periods import period_called
from alignment_desktop.importing.text_form import TextForm
from alignment_desktop.values import dataclass

Constant = str | int | float | bool | date | datetime


class Repeats(NamedTuple):
    """Which of several rows of one key stays: the first or the last by a column's value.

    Where no column is named, all of them do: their numbers are added.
    """

    last: bool
    column: str

    @property
    def added(self) -> bool:
        """Whether the numbers of the rows are added."""
        return not self.column

    @property
    def text(self) -> str:
        """As a mapping states it."""
        return "sum" if self.added else f"{'last' if self.last else 'first'} by {self.column}"


SUM = Repeats(True, "")
ACROSS: dict[Kind, frozenset[str]] = {
    Kind.FIGURES: frozenset({"value"}),
    Kind.CAMPAIGNS: frozenset(
        name for name, type_ in FIELDS[Kind.CAMPAIGNS].items() if type_ is FieldType.NUMBER
    ),
}
"""The fields that a column for each period may give, by the kind of sheet."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one sheet is read. What is None is found, or has its default.

    Attributes:
        kind: What a row of the sheet is.
        sheet: The sheet's name, or its number, the first being 1.
        header_row: Number of the row with the column names, as a spreadsheet shows it.
        timezone: Zone of the file's local times.
        dates: Order of dates written in numbers.
        decimal: The decimal sign, `.` or `,`.
        encoding: The code page of delimited text, as Python names it.
        delimiter: The sign between the fields of delimited text; a space where columns are aligned.
        data_as_of: What the file knows about: a moment, or a day as a whole.
        currency: Code of the file's money.
        blank: Cell texts that mean blank, beside the empty cell.
        repeats: Which of several rows of one key stays.
        blank_erases: Whether a blank of this file erases what an earlier one said.
        recognise: Whether the columns that it does not name are recognised.
        account_domain: The column with the domains of the accounts, by which deals that nothing
            else tells the lead of join the one lead with an address there; where None none does.
        columns: Column name to canonical field; empty text where the column is ignored.
        also: Column name to another field that it gives as well, such as the stage of deals by a
            column that tells which were won.
        times: Column name of a date to the column with its time of day.
        constants: Field to its value for every row.
        values: Field to what its cell texts mean; empty text is blank.
        scales: Column name to what its numbers are multiplied by, where its name says another
            thing or nothing: `Amount (k€)` of full euros has 1.
    """

    kind: Kind | None = None
    sheet: str | int | None = None
    header_row: int | None = None
    timezone: str | None = None
    dates: DateOrder | None = None
    decimal: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    data_as_of: date | datetime | None = None
    currency: str | None = None
    blank: tuple[str, ...] | None = None
    repeats: Repeats | None = None
    blank_erases: bool = False
    recognise: bool = True
    account_domain: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    also: dict[str, str] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    constants: dict[str, Constant] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    scales: dict[str, float] = field(default_factory=dict)

    @property
    def form(self) -> TextForm:
        """What it says of delimited text."""
        return TextForm(self.encoding, self.delimiter)


def parse_profile(text: str) -> Mapping:
    """Read a mapping that was remembered by a name.

    It recognises nothing unless it says so: those that were remembered before there was such a
    word took a mapping alone.
    """
    return parse_mapping(text, recognise=False)


def parse_mapping(text: str, *, recognise: bool = True) -> Mapping:
    """Read a mapping text.

    Args:
        text: In TOML.
        recognise: What the mapping says of the columns that it does not name, where it says
            nothing.

    Raises:
        Problem: `mapping-not-toml` with the line; else one that names the key: unknown, or with
            a value that cannot be.
    """
    try:
        table = parsed(text)
    except Problem as problem:
        raise Problem("mapping-not-toml", **problem.facts) from None
    for key in table:
        if key not in _READERS:
            raise Problem("mapping-unknown-key", key=key, nearest=nearest(key, _READERS))
    given = {key: read(table[key]) for key, read in _READERS.items() if key in table}
    mapping = Mapping(**{"recognise": recognise, **given})
    check_fields(mapping)
    return mapping


def mapping_text(mapping: Mapping) -> str:
    """The mapping as text; `parse_mapping` gives the same mapping back."""
    import tomli_w

    table: dict[str, Any] = {}
    for each in fields(mapping):
        value = getattr(mapping, each.name)
        if value is None or value == {} or value == each.default:
            continue
        if isinstance(value, Repeats):
            value = value.text
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, Kind | DateOrder):
            value = str(value)
        table[each.name] = value
    return tomli_w.dumps(table)


def check_fields(mapping: Mapping) -> None:
    """Check that every field exists in the mapping's kind, and is given once.

    Where the kind is not known yet, a field of any kind is good.

    Raises:
        Problem: `mapping-unknown-field`, `mapping-two-columns`, `mapping-constant-mapped` or
            `mapping-values-twice`.
    """
    given: dict[str, str] = {}
    for key, columns in (("columns", mapping.columns), ("also", mapping.also)):
        for column, name in columns.items():
            if not name:
                continue
            _check_field(f"{key}.{column}", name, mapping.kind)
            if name in given and not _is_across(name, mapping.kind, column, given[name]):
                raise Problem("mapping-two-columns", field=name, first=given[name], second=column)
            given[name] = column
    for name in mapping.constants:
        _check_field(f"constants.{name}", name, mapping.kind)
        if name in given:
            raise Problem("mapping-constant-mapped", field=name, column=given[name])
    for name, meanings in mapping.values.items():
        _check_field(f"values.{name}", name, mapping.kind)
        seen: dict[str, str] = {}
        for written, value in meanings.items():
            if seen.setdefault(written.strip().casefold(), value) != value:
                raise Problem("mapping-values-twice", field=name, value=written)


def _is_across(name: str, kind: Kind | None, *columns: str) -> bool:
    """Whether columns give one field for several periods, by which they are called."""
    kinds = [kind] if kind else list(ACROSS)
    if not any(name in ACROSS.get(each, ()) for each in kinds):
        return False
    context = ImportContext()
    return all(period_called(each, context) for each in columns)


def nearest(word: str, known: Any) -> str:
    """The known word most like `word`, to suggest it."""
    names = [str(name) for name in known]
    if not names:
        return ""
    from rapidfuzz import process  # whoever measures reads mappings too, and is suggested nothing

    return str(process.extractOne(word.casefold(), names, processor=str.casefold)[0])


def _check_field(key: str, name: str, kind: Kind | None) -> None:
    kinds = [kind] if kind else list(Kind)
    if any(field_type(each, name) for each in kinds) and _well_formed(name):
        return
    known = [known for each in kinds for known in FIELDS[each]]
    raise Problem(
        "mapping-unknown-field",
        key=key,
        field=name,
        nearest=nearest(name, known),
        kind=str(kind) if kind else "any kind",
    )


def _well_formed(name: str) -> bool:
    """Stage keys are lower-case words joined by hyphens."""
    if not name.startswith(ENTERED):
        return True
    return re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name.removeprefix(ENTERED)) is not None


def _wrong(key: str, value: object, expected: str) -> Problem:
    return Problem("mapping-bad-value", key=key, value=str(value), expected=expected)


def _text(key: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise _wrong(key, value, "a text")
        return value.strip()

    return read


def _kind(value: object) -> Kind:
    try:
        return Kind(str(value).strip())
    except ValueError:
        raise Problem(
            "mapping-unknown-kind",
            kind=str(value),
            nearest=nearest(str(value), Kind),
            kinds=", ".join(Kind),
        ) from None


def _sheet(value: object) -> str | int:
    # A sheet's name is kept as written: workbooks have names that end in a space.
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise _wrong("sheet", value, "the sheet's name, or its number from 1")


def _header_row(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise _wrong("header_row", value, "the number of a row, from 1")


def _timezone(value: object) -> str:
    name = _text("timezone")(value)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # The zones are looked up as files: a folder's name is an OSError.
        raise Problem("mapping-unknown-zone", zone=name) from None
    return name


def _dates(value: object) -> DateOrder:
    try:
        return DateOrder(str(value).strip())
    except ValueError:
        expected = "one of " + ", ".join(f'"{order}"' for order in DateOrder)
        raise _wrong("dates", value, expected) from None


def _decimal(value: object) -> str:
    if value not in DECIMAL_SIGNS:
        raise _wrong("decimal", value, 'either "," or "."')
    return str(value)


def _encoding(value: object) -> str:
    name = _text("encoding")(value)
    try:
        "a".encode(name)
        return codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError):
        expected = 'the name of a code page, such as "cp1250" or "utf-8"'
        raise _wrong("encoding", value, expected) from None


def _delimiter(value: object) -> str:
    sign = value if isinstance(value, str) else ""
    if sign == "\t" or (len(sign) == 1 and sign.isprintable() and sign not in "\"'"):
        return sign
    raise _wrong("delimiter", value, 'one sign, such as ";" or "\\t"')


def _data_as_of(value: object) -> date | datetime:
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        text = value.strip()
        for read in (date.fromisoformat, datetime.fromisoformat):
            try:
                return read(text)
            except ValueError:
                continue
    raise _wrong("data_as_of", value, "a date or a moment, such as 2027-01-04")


def _currency(value: object) -> str:
    text = _text("currency")(value).upper()
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise _wrong("currency", value, "a currency code of three letters, such as EUR")
    return text


def _blank(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _wrong("blank", value, 'a list of texts, such as ["Select", "-"]')
    return tuple(value)


def _repeats(value: object) -> Repeats:
    if isinstance(value, str) and value.strip() == SUM.text:
        return SUM
    match = re.fullmatch(r"\s*(last|first)\s+by\s+(\S.*?)\s*", str(value))
    if not isinstance(value, str) or match is None:
        raise _wrong("repeats", value, '"last by <column>", "first by <column>" or "sum"')
    return Repeats(match[1] == "last", match[2])


def _whether(key: str) -> Callable[[object], bool]:
    def read(value: object) -> bool:
        if not isinstance(value, bool):
            raise _wrong(key, value, "true or false")
        return value

    return read


def _table(key: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(key, value, f"a table, [{key}]")
    return value


def _columns(key: str, value: object) -> dict[str, str]:
    columns: dict[str, str] = {}
    for column, name in _table(key, value).items():
        if not isinstance(name, str):
            raise _wrong(f"{key}.{column}", name, "the name of a field, or an empty text")
        if composed(column) in columns:
            raise Problem("mapping-column-twice", column=composed(column))
        columns[composed(column)] = name.strip()
    return columns


def _constants(value: object) -> dict[str, Constant]:
    constants: dict[str, Constant] = {}
    for name, constant in _table("constants", value).items():
        if not isinstance(constant, str | int | float | date):
            raise _wrong(f"constants.{name}", constant, "a text, a number or a date")
        constants[name] = constant
    return constants


def _values(value: object) -> dict[str, dict[str, str]]:
    values: dict[str, dict[str, str]] = {}
    for name, meanings in _table("values", value).items():
        values[name] = {}
        for written, meant in _table(f"values.{name}", meanings).items():
            if not isinstance(meant, str | int | float):
                raise _wrong(f"values.{name}.{written}", meant, "a text")
            values[name][written] = str(meant)
    return values


def _scales(value: object) -> dict[str, float]:
    scales: dict[str, float] = {}
    for column, factor in _table("scales", value).items():
        number = isinstance(factor, int | float) and not isinstance(factor, bool)
        if not (number and 0 < factor < _LARGEST_SCALE):
            raise _wrong(f"scales.{column}", factor, "a number such as 1000")
        scales[composed(column)] = factor
    return scales


_LARGEST_SCALE = 1e12
_READERS: dict[str, Callable[[object], Any]] = {
    "kind": _kind,
    "sheet": _sheet,
    "header_row": _header_row,
    "timezone": _timezone,
    "dates": _dates,
    "decimal": _decimal,
    "encoding": _encoding,
    "delimiter": _delimiter,
    "data_as_of": _data_as_of,
    "currency": _currency,
    "blank": _blank,
    "repeats": _repeats,
    "blank_erases": _whether("blank_erases"),
    "recognise": _whether("recognise"),
    "account_domain": lambda value: composed(_text("account_domain")(value)),
    "columns": lambda value: _columns("columns", value),
    "also": lambda value: _columns("also", value),
    "times": lambda value: _columns("times", value),
    "constants": _constants,
    "values": _values,
    "scales": _scales,
}
