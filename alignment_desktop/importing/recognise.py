"""Recognising a file without a mapping: which sheet, what its rows are, and what columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import field, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import FIELDS, Kind
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.dates import DateOrder
from alignment_desktop.importing.days_above import days_above
from alignment_desktop.importing.header_names import header_names
from alignment_desktop.importing.header_row import find_header_row, headers, sheet_words
from alignment_desktop.importing.locating import (
    Located,
    complete,
    kind_of,
    lacking,
    sheets_to_look_at,
    without_lost_sheet,
)
from alignment_desktop.importing.mapping import ACROSS, SUM, Mapping
from alignment_desktop.importing.moment_columns import read_cell
from alignment_desktop.importing.outcome_columns import with_decision, with_outcome
from alignment_desktop.importing.placing import ColumnVerdict, SheetCells, place, verdicts
from alignment_desktop.importing.sheet_kinds import (
    Guess,
    guesses,
    is_of_opportunities,
)
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.workbook import RawSheet, RawWorkbook

__all__ = ["Located", "Recognised", "complete", "recognise", "recognise_rest"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file seems to be.

    Attributes:
        sheet: The sheet that fits best.
        mapping: Complete: kind, sheet, header row, columns, values and constants.
        unplaced: Columns that stand for no field; they are kept under their own names.
        certainty: Share (0 to 1) of the columns that stand for a field.
        profile: The profile that fits the file, where one was used.
        nearly: The profile that fits but for a few columns, where one was used.
        lacking: Those columns, with their fields.
        verdicts: What each column was taken for, how surely and why, in the order of the sheet.
        others: Names of the further sheets that could be imported as well, where none was named.
    """

    sheet: RawSheet
    mapping: Mapping
    unplaced: tuple[str, ...]
    certainty: float
    profile: str | None = None
    nearly: str = ""
    lacking: dict[str, str] = field(default_factory=dict)
    verdicts: tuple[ColumnVerdict, ...] = ()
    others: tuple[str, ...] = ()


def recognise(
    workbook: RawWorkbook,
    context: ImportContext,
    *,
    kind: Kind | None = None,
    sheet: str | int | None = None,
    header_row: int | None = None,
    profiles: Dictionary[str, Mapping] | None = None,
) -> Recognised:
    """Recognise a file by the names of its columns and what is in them.

    Args:
        workbook: The file.
        context: What the agreement gives: its stages have columns of their own.
        kind: What its rows are, where that is known.
        sheet: The sheet's name or number, where that is known.
        header_row: Number of the row with the column names, where that is known.
        profiles: Mappings remembered by name; one that fits a sheet wholly goes before names.

    Raises:
        Problem: `sheet-not-recognised`, which names the columns and the fields that they could
            be; `sheet-empty`, `no-such-sheet`, `header-row-blank`.
    """
    remembered = _by_profile(workbook, context, kind, sheet, profiles or {})
    mapped = sum(map(bool, remembered.mapping.columns.values())) if remembered else 0
    near = _nearly_by_profile(workbook, context, kind, sheet, profiles or {}, mapped)
    if by_profile := near or remembered:
        return by_profile
    found: list[Guess] = []
    seen: list[tuple[RawSheet, list[str]]] = []
    for candidate in sheets_to_look_at(workbook, sheet):
        row = header_row or find_header_row(
            candidate, lambda text: header_names().field_of(text, context)
        )
        if row is None:
            continue
        names = headers(candidate, row)
        seen.append((candidate, list(names)))
        cells = SheetCells(candidate, row, names, file=workbook.file_name)
        found += guesses(cells, context, kind)
    enough = [guess for guess in found if guess.enough]
    if not enough:
        raise _refusal(workbook, seen, found, kind)
    best = max(enough, key=lambda guess: guess.score)
    known = {guess.sheet.number for guess in enough}
    others = (each for each in workbook.sheets if each.number in known and each is not best.sheet)
    visible = tuple(each.name for each in others if not each.hidden)
    return replace(_recognised(best, context), others=visible)


def recognise_rest(workbook: RawWorkbook, mapping: Mapping, context: ImportContext) -> Recognised:
    """Recognise what a mapping leaves open; what it names, it decides.

    Raises:
        Problem: As `recognise` and `complete` do.
    """
    if not any(mapping.columns.values()):
        # Nothing that it names finds the sheet.
        found = recognise(
            workbook,
            context,
            kind=mapping.kind,
            sheet=mapping.sheet,
            header_row=mapping.header_row,
        )
        at = replace(mapping, kind=found.mapping.kind, header_row=found.mapping.header_row)
        located = complete(workbook, replace(at, sheet=found.mapping.sheet), context)
    else:
        kind = mapping.kind or kind_of(mapping) or _kind_beside(workbook, mapping, context)
        located = complete(workbook, replace(mapping, kind=kind), context)
    given = located.mapping
    kind = given.kind or Kind.LEADS
    names = headers(located.sheet, located.header_row)
    cells = SheetCells(located.sheet, located.header_row, names)
    open_names = {name: at for name, at in names.items() if name not in given.columns}
    rest = SheetCells(located.sheet, located.header_row, open_names)
    opportunities = is_of_opportunities(list(names))
    without = [*filter(None, given.columns.values()), *given.constants, *given.also.values()]
    placing = place(rest, kind, context, opportunities=opportunities, without=without)
    guess = Guess(cells, kind, placing, opportunities, enough=True)
    mapping = _with_more(guess, context, given, without)
    told = {each.column: each for each in verdicts(placing, list(open_names))}
    every = [
        told[name] if name in told else ColumnVerdict(name, given.columns[name], 1.0, "mapping")
        for name in names
    ]
    return _result(located.sheet, mapping, names, every)


def _kind_beside(workbook: RawWorkbook, mapping: Mapping, context: ImportContext) -> Kind:
    """The kind of the sheet, where the mapping's own fields do not tell it."""
    found = recognise(workbook, context, sheet=mapping.sheet, header_row=mapping.header_row)
    return found.mapping.kind or Kind.LEADS


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
        asked = _as_asked(workbook, profile, kind, sheet)
        if asked is None or not any(profile.columns.values()):
            continue
        try:
            located = complete(workbook, asked, context)
        except Problem:
            continue  # it is another file's profile
        names = headers(located.sheet, located.header_row)
        placed = located.mapping.columns
        every = [
            ColumnVerdict(each, placed.get(each, ""), 1.0 if each in placed else 0.0, "profile")
            for each in names
        ]
        return replace(
            _result(located.sheet, located.mapping, names, every), certainty=1.0, profile=name
        )
    return None


def _as_asked(
    workbook: RawWorkbook, profile: Mapping, kind: Kind | None, sheet: str | int | None
) -> Mapping | None:
    """A profile with the kind and the sheet that were asked for; None where it has another kind."""
    if kind and profile.kind not in (None, kind):
        return None
    asked = replace(profile, kind=profile.kind or kind, sheet=sheet or profile.sheet)
    return asked if sheet else without_lost_sheet(workbook, asked)


def _nearly_by_profile(
    workbook: RawWorkbook,
    context: ImportContext,
    kind: Kind | None,
    sheet: str | int | None,
    profiles: Dictionary[str, Mapping],
    known: int,
) -> Recognised | None:
    """The file read by the profile of which it lacks the fewest columns; the rest is recognised.

    What a column means is not forgotten because another one was renamed. Only a profile of which
    more than `known` columns are there is looked for: so many has one that fits wholly.
    """
    near: tuple[float, str, Mapping, list[str]] | None = None
    for name, profile in profiles.items():
        asked = _as_asked(workbook, profile, kind, sheet)
        if asked is None:
            continue
        try:
            gone = lacking(workbook, asked, context)
        except Problem:
            continue
        needed = sum(map(bool, profile.columns.values()))
        share, there = len(gone) / max(needed, 1), needed - len(gone)
        fits = gone and there >= max(_FEWEST_LEFT, known + 1) and share <= _MOST_LACKING
        if fits and (near is None or share < near[0]):
            near = share, name, asked, gone
    if near is None:
        return None
    _, name, profile, gone = near
    fields = {column: profile.columns[column] for column in gone}
    columns = {column: to for column, to in profile.columns.items() if column not in gone}
    also, times = (
        {column: of for column, of in each.items() if not {column, of} & set(gone)}
        for each in (profile.also, profile.times)
    )
    rest = replace(profile, columns=columns, also=also, times=times, recognise=True)
    try:
        found = recognise_rest(workbook, rest, context)
    except Problem:
        return None
    told = [
        replace(each, reason="profile") if each.reason == "mapping" else each
        for each in found.verdicts
    ]
    return replace(found, nearly=name, lacking=fields, verdicts=tuple(told))


_FEWEST_LEFT, _MOST_LACKING = 3, 1 / 3
"""A file that has fewer of a profile's columns, or lacks a larger share, is another one."""


def _refusal(
    workbook: RawWorkbook,
    seen: Sequence[tuple[RawSheet, list[str]]],
    found: Sequence[Guess],
    kind: Kind | None,
) -> Problem:
    if not seen:
        return Problem("sheet-empty", file=workbook.file_name)
    sheet, names = max(seen, key=lambda each: (not each[0].hidden, len(each[1])))
    here = [guess for guess in found if guess.sheet is sheet]
    best = max(here, key=lambda guess: guess.score)
    could_be = best.placing.columns
    shown = [f'"{name}" ({could_be[name]}?)' if name in could_be else f'"{name}"' for name in names]
    likely = kind or best.kind
    return Problem(
        "sheet-not-recognised",
        file=workbook.file_name,
        sheet=sheet_words(sheet),
        columns=", ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else "") or "none",
        kind=str(likely),
        fields=", ".join(FIELDS[likely]),
    )


_SHOWN = 12


def _recognised(guess: Guess, context: ImportContext) -> Recognised:
    names = list(guess.cells.names)
    where = guess.sheet.name or guess.sheet.number
    empty = Mapping(kind=guess.kind, sheet=where, header_row=guess.cells.header_row)
    mapping = _with_more(guess, context, empty, ())
    return _result(guess.sheet, mapping, names, verdicts(guess.placing, names))


def _result(
    sheet: RawSheet, mapping: Mapping, names: Iterable[str], told: Sequence[ColumnVerdict]
) -> Recognised:
    """The mapping in the order of the sheet, with what it finally makes of each column."""
    in_order = {name: mapping.columns[name] for name in names if name in mapping.columns}
    final = []
    for each in told:
        field = in_order.get(each.column, "")
        if each.field != field and each.reason != "time-of-day":
            # Its cells tell more than its name: a stage that says which deals were won.
            each = ColumnVerdict(each.column, field, 0.9 if field else 0.5, "cells", each.field)
        final.append(each)
        if also := mapping.also.get(each.column):
            final.append(replace(each, field=also))
    return Recognised(
        sheet=sheet,
        mapping=replace(mapping, columns=in_order),
        unplaced=tuple(name for name in names if name not in in_order),
        certainty=len(in_order) / max(len(list(names)), 1),
        verdicts=tuple(final),
    )


def _with_more(
    guess: Guess, context: ImportContext, given: Mapping, without: Sequence[str]
) -> Mapping:
    """What was placed, laid under what was given, and what the sheet tells beside its columns."""
    columns = {**guess.placing.columns, **given.columns}
    mapping = replace(given, columns=columns, times={**guess.placing.times, **given.times})
    if guess.kind is Kind.LEADS and "outcome" not in without:
        mapping = with_outcome(guess, mapping, context, list(given.columns))
    if guess.kind is Kind.LEADS and "decision" not in without:
        mapping = with_decision(guess, mapping, list(given.columns))
    if guess.periods:
        # What is counted without a period beside them is the sum over all of them.
        sums = ACROSS[guess.kind]
        alone = {
            name: field
            for name, field in mapping.columns.items()
            if field not in sums or name in given.columns
        }
        mapping = replace(mapping, columns={**alone, **guess.periods})
    elif guess.kind in (Kind.CAMPAIGNS, Kind.FIGURES):
        mapping = _with_days_above(guess, mapping, context)
    if guess.kind is Kind.CAMPAIGNS and mapping.repeats is None:
        levels = header_names().tells_of(guess.cells.names, "levels")
        if levels and not set(levels) <= set(mapping.columns):
            mapping = replace(mapping, repeats=SUM)
    return mapping


def _with_days_above(guess: Guess, mapping: Mapping, context: ImportContext) -> Mapping:
    """Where no column tells the period, a line above the header may: `July 1, 2025 - …`."""
    told = {"period", "start", "end"} & {*mapping.columns.values(), *mapping.constants}
    if told == {"start"} and "start" in mapping.columns.values():
        only = _only_day(guess, mapping)
        days = days_above(guess.cells, context) if only else None
        if days and days.start == only:
            return replace(mapping, constants={**mapping.constants, "end": days.end})
        return _with_own_ends(guess, mapping)
    if told:
        return mapping
    days = days_above(guess.cells, context)
    if days is None:
        return mapping
    same = {"start": days.start, "end": days.end}
    return replace(mapping, constants={**mapping.constants, **same})


def _only_day(guess: Guess, mapping: Mapping) -> date | None:
    """The day on which every row starts, where they all start on one."""
    days = _starts(guess, mapping)
    return days[0] if len(days) == 1 else None


def _starts(guess: Guess, mapping: Mapping) -> list[date]:
    """The days on which rows start, in their order; none where they may be other ones as well."""
    starts = [header for header, to in mapping.columns.items() if to == "start"]
    values = [each for header in starts for each in guess.cells.evidence(header).values]
    readings = []
    for order in (mapping.dates,) if mapping.dates else (DateOrder.DAY, DateOrder.MONTH):
        found = [read_cell(text, kind, order) for text, kind in values]
        if all(found):
            readings.append({written.moment.date() for written in found if written})
    return sorted(readings[0]) if readings and readings[0] == readings[-1] else []


def _with_own_ends(guess: Guess, mapping: Mapping) -> Mapping:
    """The mapping where each day on which a row starts is the whole of its period.

    So it is where the days follow one another and campaigns come again, as in reports by day.
    """
    named = [name for name, to in mapping.columns.items() if to == "campaign"]
    again = any(each.distinct < each.filled for each in map(guess.cells.evidence, named))
    steps = sorted((later - day).days for day, later in pairwise(_starts(guess, mapping)))
    if again and steps and steps[len(steps) // 2] == 1:
        header = next(header for header, to in mapping.columns.items() if to == "start")
        return replace(mapping, also={**mapping.also, header: "end"})
    return mapping
