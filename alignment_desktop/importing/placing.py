"""Which column of a sheet stands for which field: by what it is called and what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import field, replace
from typing import TYPE_CHECKING

from alignment_desktop.frames import LEAD_KEYS, ROW, FieldType, Kind, field_type
from alignment_desktop.importing.cells import kind_column, text_column
from alignment_desktop.importing.column_cells import ColumnCells, clean
from alignment_desktop.importing.column_evidence import ColumnEvidence, Fit, evidence_of
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.header_names import (
    BY_CELLS,
    BY_NAME,
    BY_WORDS,
    LOOSE,
    Claim,
    header_names,
)
from alignment_desktop.importing.header_words import readings
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.workbook import RawSheet

THRESHOLD = 0.6
"""Below it a column is not taken unasked."""
_DOUBTED, _AGREED = 0.7, 0.8
_LOOKED_AT = 50_000
"""Rows; what these tell of a column the others do not contradict."""
_BLANK_LAST = 10_000
"""Added to the rank of a blank column: it loses to any filled one."""
_SPARSE, _SPARSE_LATER = 0.5, 5_000
"""Added to the rank of a column that is filled less than this share of another's cells."""
_OF_DATES = {"date", "create"}
_TIME = frozenset({"date"})
"""What `Time`, `Uhrzeit` and `Hora` say, and nothing beside it."""
_OF_WORDS = ("outcome", "decision")
_OF_DEALS = frozenset(
    ["opportunity_id", "opportunity_at", "amount", "closed_at", "outcome", "lost_reason"]
)


@dataclass(frozen=True, slots=True)
class ColumnVerdict:
    """What a column was taken for, how surely, and why.

    Attributes:
        column: Its name.
        field: The field; empty where it is kept under its own name.
        confidence: 0 to 1; of a column that is kept, of the field that it could be.
        reason: A code: `own-name`, `name`, `stage-date`, `words`, `loose-words`, `to-be-proven`,
            `cells`, `mapping`, `profile`; of a column that is kept `unfit`, `repeats`, `taken`,
            `unsure` or `unknown`.
        could_be: The field that its name stands for, where it is kept all the same.
    """

    column: str
    field: str
    confidence: float
    reason: str
    could_be: str = ""

    @property
    def is_unsure(self) -> bool:
        """Whether a user should look at it."""
        return self.confidence <= _AGREED


class SheetCells:
    """The columns of a sheet below its header, looked at once each and only when asked."""

    def __init__(
        self, sheet: RawSheet, header_row: int, names: dict[str, int], *, file: str = ""
    ) -> None:
        """Takes the sheet, its header row's number, its columns' places, and its file's name."""
        self.sheet = sheet
        self.file = file
        self.header_row = header_row
        self.names = names
        self._start = int((sheet.frame[ROW] <= header_row).sum())
        self._evidence: dict[str, ColumnEvidence] = {}

    def cells(self, header: str) -> ColumnCells:
        """The cells of a column, without the name where that stands there again."""
        return self._first(header, None)

    def evidence(self, header: str) -> ColumnEvidence:
        """What the cells of a column tell; of a long one the first that are not all blank."""
        if header not in self._evidence:
            found = evidence_of(self._first(header, _LOOKED_AT))
            if not found.filled:
                found = evidence_of(self.cells(header))
            self._evidence[header] = found
        return self._evidence[header]

    def last_filled(self, header: str) -> int:
        """How many rows there are below the header up to the last filled cell of a column."""
        texts = self.sheet.frame[text_column(self.names[header])].slice(self._start, _LOOKED_AT)
        filled = texts.is_not_null().arg_true()
        return int(filled[-1]) + 1 if len(filled) else 0

    def _first(self, header: str, rows: int | None) -> ColumnCells:
        place = self.names[header]
        texts = self.sheet.frame[text_column(place)].slice(self._start, rows)
        kinds = self.sheet.frame[kind_column(place)].slice(self._start, rows)
        return clean(header, texts.set((texts == header).fill_null(False), None), kinds, None)


@dataclass(frozen=True, slots=True)
class Placing:
    """The columns of a sheet, as fields of one kind.

    Attributes:
        claims: Of the columns that were taken.
        kept: Why the others that could be something were not.
        times: Header of a date to the header of its time of day.
        repeats: Headers of columns that name leads, but the same ones again and again.
    """

    claims: tuple[Claim, ...] = ()
    kept: dict[str, ColumnVerdict] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    repeats: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, str]:
        """Header to field."""
        return {claim.header: claim.field for claim in self.claims}

    @property
    def fields(self) -> set[str]:
        """The fields that are given."""
        return {claim.field for claim in self.claims}


def place(
    cells: SheetCells,
    kind: Kind,
    context: ImportContext,
    *,
    opportunities: bool,
    without: Iterable[str] = (),
) -> Placing:
    """Find the column that each field has.

    Args:
        cells: The sheet.
        kind: What its rows are.
        context: What the agreement gives.
        opportunities: Whether leads are listed by their opportunities.
        without: Fields that are given already.
    """
    known = header_names()
    claims = known.claims(list(cells.names), kind, context, opportunities=opportunities)
    given = set(without)
    claims = [claim for claim in claims if claim.field not in given]
    beside = _side_table(cells)
    kept = {claim.header: _kept(claim, "unsure") for claim in claims if claim.header in beside}
    claims = [claim for claim in claims if claim.header not in beside]
    good: list[Claim] = []
    repeats: list[str] = []
    for claim in sorted(claims):
        fit = cells.evidence(claim.header).fit(claim.field, kind, context)
        if _may_be_others(claim) and cells.evidence(claim.header).repeats:
            fit = Fit.UNFIT
        weighed = _weighed(claim, fit, field_type(kind, claim.field))
        if isinstance(weighed, Claim):
            good.append(weighed)
            continue
        if fit is Fit.REPEATS and claim.confidence >= THRESHOLD:
            repeats.append(claim.header)
        kept.setdefault(claim.header, _kept(claim, weighed))
    good = _fuller_first(good, cells)
    settled = [claim for claim in known.settled(good, kind) if claim.field not in given]
    fields = {*given, *(each.field for each in settled)}
    if "opportunity_id" not in fields:
        # Without deals there is nothing that names its contacts.
        settled = [claim for claim in settled if claim.field != "contact_ids"]
    if kind is Kind.LEADS and "employees" in fields and not fields & _OF_DEALS:
        # Beside its size and without a deal it is what the company earns in all.
        settled = [
            claim for claim in settled if claim.field != "revenue" or claim.reason == "own-name"
        ]
    placed = {claim.header for claim in settled}
    for claim in good:
        kept.setdefault(claim.header, _kept(claim, "taken"))
    return Placing(
        claims=tuple(sorted(settled, key=lambda claim: claim.place)),
        kept={header: verdict for header, verdict in kept.items() if header not in placed},
        times=_times(settled, claims, cells, kind),
        repeats=tuple(repeats),
    )


def _may_be_others(claim: Claim) -> bool:
    """Whether a column may name or address those who sell, or be a few words, by its name."""
    return (claim.field == "email" and claim.rank >= BY_CELLS) or (
        claim.field == "name" and claim.confidence <= LOOSE
    )


def _side_table(cells: SheetCells) -> set[str]:
    """The columns of a shorter table to the right of the first, with blank columns between.

    Its rows are no part of the rows to their left: what it holds ends long before they do.
    """
    names = sorted(cells.names, key=cells.names.__getitem__)
    places = [cells.names[name] for name in names]
    for at in range(1, len(names)):
        if places[at] - places[at - 1] > 1:
            left, right = (
                max(cells.last_filled(name) for name in part) for part in (names[:at], names[at:])
            )
            if 0 < right < _SPARSE * left:
                return set(names[at:])
    return set()


def _fuller_first(claims: Sequence[Claim], cells: SheetCells) -> list[Claim]:
    """The claims, those of columns that are filled far less than another's behind it.

    Not of keys: that few rows belong to a lead says nothing against the column that names it.
    """
    most: dict[str, int] = {}
    for claim in claims:
        filled = cells.evidence(claim.header).filled
        most[claim.field] = max(filled, most.get(claim.field, 0))
    return [
        replace(claim, rank=claim.rank + _SPARSE_LATER)
        if claim.reason != "own-name"
        and claim.field not in (*LEAD_KEYS, "contact_ids")
        and 0 < cells.evidence(claim.header).filled < _SPARSE * most[claim.field]
        else claim
        for claim in claims
    ]


def verdicts(placing: Placing, names: Sequence[str]) -> list[ColumnVerdict]:
    """What became of each column, in the order of the sheet."""
    taken = {claim.header: claim for claim in placing.claims}
    partners = {time: header for header, time in placing.times.items()}
    found = []
    for name in names:
        if claim := taken.get(name):
            found.append(ColumnVerdict(name, claim.field, claim.confidence, claim.reason))
        elif name in partners:
            of = taken[partners[name]]
            found.append(ColumnVerdict(name, of.field, of.confidence, "time-of-day"))
        else:
            found.append(placing.kept.get(name, ColumnVerdict(name, "", 0.0, "unknown")))
    return found


def _kept(claim: Claim, reason: str) -> ColumnVerdict:
    return ColumnVerdict(claim.header, "", min(claim.confidence, 0.5), reason, claim.field)


def _weighed(claim: Claim, fit: Fit, type_: FieldType | None) -> Claim | str:
    """The claim as the cells leave it, or why it is none."""
    blank = replace(claim, rank=claim.rank + _BLANK_LAST) if fit is Fit.BLANK else claim
    if claim.reason == "own-name":
        return blank
    if fit is Fit.REPEATS:
        return "repeats"
    if fit is Fit.UNFIT and not (claim.field in _OF_WORDS and claim.reason == "name"):
        return "unfit"
    if fit in (Fit.DOUBTFUL, Fit.MEANT):
        # A name that may mean something else does not make dates of what mostly is none.
        meanings = {meaning for reading in readings(claim.header) for meaning in reading}
        dated = type_ is not FieldType.MOMENT or meanings & _OF_DATES
        if claim.confidence < BY_WORDS or not dated:
            return "unfit"
        return replace(claim, confidence=_DOUBTED)
    if fit is Fit.PROVES:
        return replace(claim, confidence=max(claim.confidence, BY_NAME), reason=_proved(claim))
    proven = claim.reason == "to-be-proven" and type_ is FieldType.MOMENT
    if fit is Fit.FITS and proven:
        return replace(claim, confidence=_AGREED, reason="cells")
    if fit is Fit.FITS and claim.reason == "loose-words" and type_ is not FieldType.TEXT:
        return replace(claim, confidence=_AGREED)
    return blank if claim.confidence >= THRESHOLD else "unsure"


def _proved(claim: Claim) -> str:
    return "cells" if claim.confidence < BY_WORDS else claim.reason


def _times(
    settled: Iterable[Claim], claims: Iterable[Claim], cells: SheetCells, kind: Kind
) -> dict[str, str]:
    """Columns of times of day, each with the column of the days to which they belong."""
    by_field = {claim.field: claim.header for claim in settled}
    found = _times_beside(by_field, cells, kind)
    for claim in claims:
        header = by_field.get(claim.field)
        if header is None or header == claim.header or header in found:
            continue
        dated = field_type(kind, claim.field) is FieldType.MOMENT
        timed = cells.evidence(header).is_timed or claim.header in found.values()
        if dated and not timed and cells.evidence(claim.header).is_times:
            found[header] = claim.header
    return found


def _times_beside(by_field: Dictionary[str, str], cells: SheetCells, kind: Kind) -> dict[str, str]:
    """Columns called by nothing but the time of day, each with the days to its left.

    Where a sheet has one column of days alone, it is theirs wherever it stands.
    """
    names = list(cells.names)
    dated = [header for field, header in by_field.items()
             if field_type(kind, field) is FieldType.MOMENT]  # fmt: skip
    days = {each for each in dated if not cells.evidence(each).is_timed}
    found: dict[str, str] = {}
    for place_, name in enumerate(names):
        if _TIME not in readings(name) or name in by_field.values():
            continue
        left = names[place_ - 1] if place_ else ""
        day = left if left in days or len(dated) != 1 else dated[0]
        if day in days and day not in found and cells.evidence(name).is_times:
            found[day] = name
    return found
