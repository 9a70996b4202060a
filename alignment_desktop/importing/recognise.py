"""Recognising a file without a mapping: which sheet, what its rows are, and what columns mean."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import LEAD_KEYS, ROW, FieldType, Kind, field_type
from alignment_desktop.importing.cells import CellKind, kind_column, text_column
from alignment_desktop.importing.column_cells import ColumnCells, clean
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.header_names import canonical_field, header_names
from alignment_desktop.importing.header_row import find_header_row, headers, sheet_words
from alignment_desktop.importing.locating import Located, complete, sheets_to_look_at
from alignment_desktop.importing.mapping import Mapping
from alignment_desktop.importing.periods import read_range
from alignment_desktop.importing.text_values import outcome_of

if TYPE_CHECKING:
    from alignment_desktop.importing.workbook import RawSheet, RawWorkbook

__all__ = ["Located", "Recognised", "complete", "recognise"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file seems to be.

    Attributes:
        sheet: The sheet that fits best.
        mapping: Complete: kind, sheet, header row, columns, values and constants.
        unplaced: Columns that stand for no field; they are kept under their own names.
        certainty: Share (0 to 1) of the columns that stand for a field.
        profile: The profile that fits the file, where one was used.
    """

    sheet: RawSheet
    mapping: Mapping
    unplaced: tuple[str, ...]
    certainty: float
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class _Guess:
    sheet: RawSheet
    header_row: int
    kind: Kind
    columns: dict[str, str]
    headers: dict[str, int]
    opportunities: bool

    @property
    def score(self) -> tuple[bool, int]:
        return not self.sheet.hidden, len(self.columns)


def recognise(
    workbook: RawWorkbook,
    context: ImportContext,
    *,
    kind: Kind | None = None,
    sheet: str | int | None = None,
    profiles: Dictionary[str, Mapping] | None = None,
) -> Recognised:
    """Recognise a file by its column names.

    Args:
        workbook: The file.
        context: What the agreement gives: its stages have columns of their own.
        kind: What its rows are, where that is known.
        sheet: The sheet's name or number, where that is known.
        profiles: Mappings remembered by name; one that fits a sheet wholly goes before names.

    Raises:
        Problem: `sheet-not-recognised`, which names the columns that could not be placed;
            `sheet-empty`, `no-such-sheet`.
    """
    remembered = _by_profile(workbook, context, kind, sheet, profiles or {})
    if remembered:
        return remembered
    guesses: list[_Guess] = []
    seen: list[tuple[RawSheet, list[str]]] = []
    for candidate in sheets_to_look_at(workbook, sheet):
        row = find_header_row(candidate, lambda text: header_names().field_of(text, context))
        if row is None:
            continue
        names = headers(candidate, row)
        seen.append((candidate, list(names)))
        guesses += _guesses(candidate, row, names, context, kind)
    if not guesses:
        raise _refusal(workbook, seen)
    best = max(guesses, key=lambda guess: guess.score)
    return _recognised(best, context)


def _by_profile(
    workbook: RawWorkbook,
    context: ImportContext,
    kind: Kind | None,
    sheet: str | int | None,
    profiles: Dictionary[str, Mapping],
) -> Recognised | None:
    """The file read by the profile with most columns of those that fit it wholly."""
    by_size = sorted(profiles.items(), key=lambda item: -len(item[1].columns))
    for name, profile in by_size:
        if not any(profile.columns.values()) or (kind and profile.kind not in (None, kind)):
            continue
        asked = replace(profile, kind=profile.kind or kind, sheet=sheet or profile.sheet)
        try:
            located = complete(workbook, asked, context)
        except Problem:
            continue  # it is another file's profile
        names = list(headers(located.sheet, located.header_row))
        placed = located.mapping.columns
        return Recognised(
            sheet=located.sheet,
            mapping=located.mapping,
            unplaced=tuple(each for each in names if each not in placed),
            certainty=1.0,
            profile=name,
        )
    return None


def _guesses(
    sheet: RawSheet,
    header_row: int,
    names: dict[str, int],
    context: ImportContext,
    kind: Kind | None,
) -> list[_Guess]:
    """What the sheet may be; of equals the first is meant."""
    known = header_names()
    marked = known.marked(names, "opportunities")
    opportunities = bool(marked) and not known.marked(names, "leads")
    guesses = []
    for each in [kind] if kind else list(Kind):
        columns = known.assign(list(names), each, context, opportunities=opportunities)
        if _is_enough(each, columns, forced=kind is not None):
            guesses.append(_Guess(sheet, header_row, each, columns, names, opportunities))
    return guesses


def _is_enough(kind: Kind, columns: dict[str, str], *, forced: bool) -> bool:
    """Whether what was recognised makes a file of this kind."""
    fields = set(columns.values())
    match kind:
        case Kind.LEADS:
            # A column called `ID` alone may number anything.
            plain_id = [name for name, field in columns.items() if field == "lead_id"]
            if len(fields) == 1 and plain_id and plain_id[0].strip().casefold() == "id":
                return forced
            return any(
                field in (*LEAD_KEYS, "outcome", "stage")
                or field_type(kind, field) is FieldType.MOMENT
                for field in fields
            )
        case Kind.ACTIVITIES:
            return "at" in fields and bool(fields & {"lead_id", "email"})
        case Kind.CAMPAIGNS:
            told = {"start", "end", "period", "spend", "impressions", "clicks"}
            return "campaign" in fields and bool(fields & told)
        case Kind.FIGURES:
            return fields >= {"figure", "value"}
        case _:
            return "account" in fields and bool(fields & {"since", "ended", "revenue", "cost"})


def _refusal(workbook: RawWorkbook, seen: Sequence[tuple[RawSheet, list[str]]]) -> Problem:
    if not seen:
        return Problem("sheet-empty", file=workbook.file_name)
    sheet, names = max(seen, key=lambda each: (not each[0].hidden, len(each[1])))
    shown = ", ".join(f'"{name}"' for name in names[:12]) + (" …" if len(names) > 12 else "")
    return Problem(
        "sheet-not-recognised",
        file=workbook.file_name,
        sheet=sheet_words(sheet),
        columns=shown or "none",
    )


def _recognised(guess: _Guess, context: ImportContext) -> Recognised:
    mapping = Mapping(
        kind=guess.kind,
        sheet=guess.sheet.name or guess.sheet.number,
        header_row=guess.header_row,
        columns=guess.columns,
    )
    if guess.kind is Kind.LEADS:
        mapping = _with_outcome(guess, mapping, context)
    if guess.kind in (Kind.CAMPAIGNS, Kind.FIGURES):
        mapping = _with_days_above(guess, mapping)
    in_order = {name: mapping.columns[name] for name in guess.headers if name in mapping.columns}
    return Recognised(
        sheet=guess.sheet,
        mapping=replace(mapping, columns=in_order),
        unplaced=tuple(name for name in guess.headers if name not in mapping.columns),
        certainty=len(in_order) / max(len(guess.headers), 1),
    )


def _with_outcome(guess: _Guess, mapping: Mapping, context: ImportContext) -> Mapping:
    """Find the column that says which deals were won, or that every row is one that was.

    Words of it that nobody knows are left to the check, which tells them: an open deal is as
    little to be guessed as a lost one.
    """
    columns = dict(mapping.columns)
    named = {header for header, field in columns.items() if field == "outcome"}
    if any(canonical_field(header, Kind.LEADS) for header in named):
        return mapping  # it says so itself, whatever another column is like
    for header in header_names().marked(guess.headers, "outcomes"):
        if canonical_field(header, Kind.LEADS):
            continue  # `stage` is the stage
        values = _cells(guess, header).texts.drop_nulls().unique(maintain_order=True).to_list()
        meanings = ((value, outcome_of(value, context)) for value in values)
        meant = {value: meaning for value, meaning in meanings if meaning is not None}
        if not {"won", "lost"} & set(meant.values()):
            continue
        if header in named:
            return mapping  # a word that is no outcome is a mistake there, not another stage
        columns = {name: field for name, field in columns.items() if field != "outcome"}
        if columns.get(header) == "stage":
            # Another column may tell the stage, now that this one tells the outcome.
            others = [name for name in guess.headers if name != header]
            again = header_names().assign(
                others, Kind.LEADS, ImportContext(), opportunities=guess.opportunities
            )
            columns.update(
                (name, field)
                for name, field in again.items()
                if field == "stage" and name not in columns
            )
        columns[header] = "outcome"
        return replace(mapping, columns=columns, values={"outcome": meant})
    for header in header_names().marked(guess.headers, "won"):
        all_won = _cells(guess, header).texts.null_count() == 0
        if columns.get(header) == "closed_at" and all_won and "outcome" not in columns.values():
            return replace(mapping, constants={"outcome": "won"})
    return mapping


def _cells(guess: _Guess, header: str) -> ColumnCells:
    below = guess.sheet.frame.filter(pl.col(ROW) > guess.header_row)
    place = guess.headers[header]
    return clean(header, below[text_column(place)], below[kind_column(place)], None)


def _with_days_above(guess: _Guess, mapping: Mapping) -> Mapping:
    """Where no column tells the period, a line above the header may: `July 1, 2025 - …`."""
    if {"period", "start", "end"} & set(mapping.columns.values()):
        return mapping
    above = guess.sheet.frame.filter(pl.col(ROW) < guess.header_row)
    for place in range((above.width - 1) // 2):
        texts = above.filter(pl.col(kind_column(place)) == int(CellKind.TEXT))[text_column(place)]
        for text in texts.drop_nulls():
            days = read_range(text)
            if days:
                return replace(mapping, constants={"start": days.start, "end": days.end})
    return mapping
