"""What the cells of a column say of the field that its name stands for."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from alignment_desktop.frames import FieldType, Kind, field_type
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.dates import lacks_year
from alignment_desktop.importing.moment_columns import is_date
from alignment_desktop.importing.numbers import take_apart
from alignment_desktop.importing.periods import read_period
from alignment_desktop.importing.text_values import NO, YES, is_known
from alignment_desktop.values import dataclass

LOOKED_AT = 400
"""Different values; more of them tell nothing else."""
_FIRST = 1_000
_NUMBERS = (int(CellKind.NUMBER), int(CellKind.PERCENT))
_GRADE = re.compile(r"[A-Fa-f](?:[+-]|[1-9])?")
_TIME = re.compile(
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s*[AaPp]\.?\s?[Mm]\.?|\s*Uhr|\s?h|\s?uur)?"
    r"|(?:[01]?\d|2[0-3])(?:\s?h\s?(?:[0-5]\d)?|\.[0-5]\d)|24:00(?::00)?"
)
_MIDNIGHT = re.compile(r"[ T]00:00(?::00)?$")
_DISTINCT = 0.5
"""A column with fewer different values than this share of its cells names no single leads."""
_FEW = 10
"""So few rows may repeat by chance."""
_IDENTIFIER = re.compile(r"\d\D|\D\d|\d{5}")
"""What an identifier has and the number of a row has not: letters beside digits, or many digits."""
_NAMED = 0.8
"""More of the values than this; a label or two may stand below them."""
_DATED = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|\d{1,2}[./ -]{1,2}\d{1,2}[./ -]{1,2}\d{2}|^[34]\d{4}(?:[.,]\d+)?$"
)
_MEANT: dict[FieldType | None, re.Pattern[str]] = {
    FieldType.MOMENT: _DATED,
    FieldType.DAY: _DATED,
    FieldType.NUMBER: re.compile(
        r"^\D{0,9}\d[\d.,' ]*\D{0,9}[\d.,' ]*\D{0,9}$|^1[89]\d{2}-\d{2}-\d{2}(?: |$)"
    ),
}
"""What cells have that are meant as a date or a number, in whatever way nobody can read.

A number that is shown as a date is one of the year 1900. Employees are often stated as ranges.
"""
_TELEPHONE = re.compile(r"[+\d(][\d\s()/.-]{5,}(?:\s*(?:x|ext\.?)\s*\d+)?")
_DIALLED = re.compile(r"(?:\+|\()\d[\d\s()/.-]{5,}(?:\s*(?:x|ext\.?)\s*\d+)?")
"""A telephone number that is no identifier: these have no `+` and no brackets."""
_BAND = re.compile(r"[<>]?\s*\d[\d.,]*\s*(?:[-–]\s*\d[\d.,]*|\+)")
"""How many employees a company has, in a column whose name may mean the one in charge."""
_NO_PERSON = re.compile(rf"{_TELEPHONE.pattern}|\d+|[^@]*@.*|[^;]+;.+")
"""Numbers, ids, addresses, and several people at once."""
_COUNT = re.compile(r"\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
"""A count, where an id would have no commas."""
_ODD = {
    "owner": _BAND,
    "name": _NO_PERSON,
    "account": _TELEPHONE,
    "attempts": _TELEPHONE,
    "campaign": _THOUSANDS,
    "kind": _COUNT,
}
"""What a column of another meaning holds, though its name may mean the field."""
_WORDED = frozenset(
    ("account", "name", "source", "channel", "industry", "owner", "stage", "return_reason",
     "lost_reason", "kind", "by", "detail")
)  # fmt: skip
"""Fields of words, which are neither yes and no nor days alone, whatever their column is called."""
_FLAGS = frozenset((*YES, *NO))
_NAMING = ("lead_id", "opportunity_id")


_Check = Callable[[str, int], bool]


class Fit(StrEnum):
    """What cells say of a field."""

    BLANK = "blank"
    """There is none."""
    UNFIT = "unfit"
    """None of them can be a value of it."""
    REPEATS = "repeats"
    """They name the same few things again and again."""
    MEANT = "meant"
    """None of them can be read as a value of it, though nearly all are meant as one."""
    DOUBTFUL = "doubtful"
    """Fewer than half of them can be a value of it."""
    FITS = "fits"
    PROVES = "proves"
    """They say so themselves, whatever the name is."""


@dataclass(frozen=True, slots=True)
class ColumnEvidence:
    """The cells of one column, as far as they tell what it is.

    Attributes:
        filled: How many cells are filled.
        distinct: How many different values these have.
        values: Different values (text and kind), the first `LOOKED_AT`.
        valueless: Whether a filled cell has no value: an error, or a formula without a result.
    """

    filled: int
    distinct: int
    values: tuple[tuple[str, int], ...]
    valueless: bool

    @property
    def is_times(self) -> bool:
        """Whether the cells are times of a day, without the day."""
        return bool(self.values) and all(
            kind == CellKind.TIME or _TIME.fullmatch(text) for text, kind in self.values
        )

    @property
    def is_timed(self) -> bool:
        """Whether a cell has a time of day other than midnight."""
        return any(":" in text and not _MIDNIGHT.search(text) for text, _ in self.values)

    def fit(self, field: str, kind: Kind, context: ImportContext) -> Fit:
        """What the cells say of a field of a kind of sheet."""
        if not self.filled:
            return Fit.BLANK
        if not self.values:
            return Fit.FITS  # formulas without a result: the name must tell
        if kind in (Kind.LEADS, Kind.ACTIVITIES) and field in _NAMING:
            return self._fit_of_ids(kind)
        if field == "grade":
            good = self._share(lambda text, _: _GRADE.fullmatch(text) is not None)
            return Fit.PROVES if good == 1 else Fit.FITS
        if self._are_odd(field):
            return Fit.UNFIT
        type_ = field_type(kind, field) or FieldType.TEXT
        check = _CHECKS.get(field) or _BY_TYPE.get(type_)
        if check is None:
            return Fit.FITS
        share = self._share(lambda text, kind_of_cell: check(text, kind_of_cell, field, context))
        if share == 0:
            return Fit.FITS if self.valueless else self._fit_of_none(field, type_)
        if share < 0.5:
            return Fit.DOUBTFUL
        return Fit.PROVES if field == "email" else Fit.FITS

    def _are_odd(self, field: str) -> bool:
        """Whether the cells hold what another column than the field's does."""
        odd = _ODD.get(field)
        if odd is not None and self._share(lambda text, _: bool(odd.fullmatch(text))) > 0.5:
            return True
        return field in _WORDED and (self._are_flags or self._are_days)

    @property
    def _are_flags(self) -> bool:
        """Whether the cells say yes and no: `Kunde: ja` names no customer."""
        return all(text.casefold() in _FLAGS for text, _ in self.values)

    @property
    def _are_days(self) -> bool:
        return all(is_date(text, kind) for text, kind in self.values)

    def _fit_of_ids(self, kind: Kind) -> Fit:
        if self._share(lambda text, _: bool(_DIALLED.fullmatch(text))) > 0.5:
            return Fit.UNFIT
        once = kind is Kind.LEADS
        if once and self.repeats:
            return Fit.REPEATS
        return Fit.PROVES if self._are_ids and self.distinct >= self.filled * once else Fit.FITS

    def _fit_of_none(self, field: str, type_: FieldType) -> Fit:
        """What cells say of a field of which none of them can be a value."""
        meant = _MEANT.get(type_) if field != "employees" else None
        if meant is None or self._share(lambda text, _: bool(meant.search(text))) <= _NAMED:
            return Fit.UNFIT
        return Fit.MEANT

    @property
    def repeats(self) -> bool:
        """Whether the values come again and again."""
        return self.filled > _FEW and self.distinct < _DISTINCT * self.filled

    @property
    def _are_ids(self) -> bool:
        """Whether the values are identifiers, and not numbers of rows or of things counted."""
        return self._share(lambda text, _: _IDENTIFIER.search(text) is not None) > _NAMED

    def _share(self, check: _Check) -> float:
        return sum(check(text, kind) for text, kind in self.values) / len(self.values)


def evidence_of(column: ColumnCells) -> ColumnEvidence:
    """What a column's cells tell."""
    valueless = column.valueless().is_not_null()
    sound = column.only(~valueless)
    filled = len(column.texts) - column.texts.null_count()
    cells = sound.frame().drop_nulls("text")
    distinct = cells["text"].hash().n_unique()
    # Where the first cells differ enough, no other is among the values.
    values = cells.head(_FIRST).unique(maintain_order=True)
    if values.height < LOOKED_AT:
        values = cells.unique(maintain_order=True)
    first = tuple(values.head(LOOKED_AT).iter_rows())
    return ColumnEvidence(filled, distinct, first, bool(valueless.any()))


def _is_date(text: str, kind: int, _field: str, _context: ImportContext) -> bool:
    return is_date(text, kind) or (kind == CellKind.TEXT and lacks_year(text))


def _is_number(text: str, kind: int, _field: str, _context: ImportContext) -> bool:
    return kind in _NUMBERS or (kind == CellKind.TEXT and take_apart(text) is not None)


def _is_period(text: str, kind: int, _field: str, context: ImportContext) -> bool:
    return is_date(text, kind) or read_period(text, context) is not None


def _is_address(text: str, _kind: int, _field: str, _context: ImportContext) -> bool:
    return "@" in text


def _is_word(text: str, _kind: int, field: str, context: ImportContext) -> bool:
    return is_known(field, text, context)


_CHECKS = {"email": _is_address, "outcome": _is_word, "decision": _is_word}
_BY_TYPE = {
    FieldType.NUMBER: _is_number,
    FieldType.MOMENT: _is_date,
    FieldType.DAY: _is_date,
    FieldType.PERIOD: _is_period,
}
