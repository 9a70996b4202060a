"""Which columns tell the deals that were won and the leads that were accepted, by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import replace

from alignment_desktop.frames import Kind
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.header_names import canonical_field, header_names
from alignment_desktop.importing.mapping import Mapping
from alignment_desktop.importing.placing import SheetCells, place
from alignment_desktop.importing.sheet_kinds import Guess
from alignment_desktop.importing.text_values import NO, YES, outcome_of

_OF_DEALS = frozenset({"opportunity_id", "opportunity_at", "closed_at", "lost_reason"})
"""Fields of which one tells that leads stand beside what became of their deals."""


def with_outcome(
    guess: Guess, mapping: Mapping, context: ImportContext, given: Collection[str]
) -> Mapping:
    """Find the column that says which deals were won, or that every row is one that was.

    Words of it that nobody knows are left to the check, which tells them: an open deal is as
    little to be guessed as a lost one.

    Args:
        guess: The sheet.
        mapping: With the columns that were placed.
        context: What the agreement gives.
        given: Columns whose field is settled.
    """
    named = {header for header, field in mapping.columns.items() if field == "outcome"}
    if any(canonical_field(header, Kind.LEADS) for header in named):
        return mapping  # it says so itself, whatever another column is like
    for header, meant in _told(guess, context, mapping, given):
        if header not in named:
            mapping = _taken(guess, mapping, context, header)
        # A word that is no outcome is a mistake there, not another stage.
        return replace(mapping, values={"outcome": meant, **mapping.values})
    return mapping if named else _by_won(guess, mapping, given)


def _told(
    guess: Guess, context: ImportContext, mapping: Mapping, given: Collection[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Columns in which deals are won or lost, the surest first, with the words that are known.

    A column that is called so goes first: one stray word makes no other column the outcome. That a
    lead is dead or disqualified is its stage, and no deal's end, where nothing speaks of deals.
    """
    known = header_names()
    named = {header for header, field in mapping.columns.items() if field == "outcome"}
    of_deals = guess.opportunities or bool(_OF_DEALS & set(mapping.columns.values()))
    names = [name for name in guess.cells.names if name not in given]
    of_leads = known.tells_of(names, "lead_outcomes")
    marked = (*known.marked(names, "outcomes"), *known.tells_of(names, "outcomes"), *of_leads)
    for header in dict.fromkeys((*sorted(named), *marked)):
        if canonical_field(header, Kind.LEADS):
            continue  # `stage` is the stage
        values = guess.cells.cells(header).texts.drop_nulls().unique(maintain_order=True)
        meanings = ((value, outcome_of(value, context)) for value in values)
        meant = {value: meaning for value, meaning in meanings if meaning is not None}
        lost_too = (of_deals or header in named) and header not in of_leads
        if ({"won", "lost"} if lost_too else {"won"}) & set(meant.values()):
            yield header, meant


def _taken(guess: Guess, mapping: Mapping, context: ImportContext, header: str) -> Mapping:
    """The mapping with a column as the outcome, and what tells the stage then."""
    columns = {name: field for name, field in mapping.columns.items() if field != "outcome"}
    also = dict(mapping.also)
    if columns.get(header) == "stage":
        # Another column may tell the stage, now that this one tells the outcome; where none does,
        # it tells both.
        other = _other_stage(guess, context, header, columns)
        columns.update(dict.fromkeys(other, "stage"))
        if not other:
            also[header] = "stage"
    columns[header] = "outcome"
    return replace(mapping, columns=columns, also=also)


def _other_stage(
    guess: Guess, context: ImportContext, header: str, columns: Dictionary[str, str]
) -> list[str]:
    """Another column that tells the stage, if there is one."""
    places = {name: at for name, at in guess.cells.names.items() if name != header}
    rest = SheetCells(guess.sheet, guess.cells.header_row, places)
    again = place(rest, Kind.LEADS, context, opportunities=guess.opportunities)
    return [
        claim.header
        for claim in again.claims
        if claim.field == "stage"
        and claim.header not in columns
        and rest.evidence(claim.header).filled
    ]


def with_decision(guess: Guess, mapping: Mapping, given: Collection[str]) -> Mapping:
    """The decision by a flag of leads that sales accepted, where no column has its words."""
    if "decision" in (*mapping.columns.values(), *mapping.constants):
        return mapping
    return _by_flag(guess, mapping, given, "accepted_flags", ("decision", "accepted")) or mapping


def _by_won(guess: Guess, mapping: Mapping, given: Collection[str]) -> Mapping:
    """The outcome by a flag of deals that were won, or by the day on which each of them was."""
    if flagged := _by_flag(guess, mapping, given, "won_flags", ("outcome", "won")):
        return flagged
    names = [name for name in guess.cells.names if name not in given]
    for header in header_names().marked(names, "won"):
        all_won = guess.cells.cells(header).texts.null_count() == 0
        if mapping.columns.get(header) == "closed_at" and all_won:
            return replace(mapping, constants={**mapping.constants, "outcome": "won"})
    return mapping


def _by_flag(
    guess: Guess, mapping: Mapping, given: Collection[str], group: str, meant: tuple[str, str]
) -> Mapping | None:
    """The mapping with a column of yes and no as a field, where yes has a meaning of it.

    What no means is left to the check, which tells such cells: a deal that is not won may be open
    or lost, and a lead that is not accepted may just wait.
    """
    field, meaning = meant
    names = [name for name in guess.cells.names if name not in given]
    for header in header_names().tells_of(names, group):
        texts = guess.cells.cells(header).texts.drop_nulls()
        if len(texts) and texts.str.to_lowercase().is_in([*YES, *NO]).all():
            yes = [text for text in texts.unique().sort() if text.lower() in YES]
            values = {field: dict.fromkeys(yes, meaning), **mapping.values}
            columns = {**mapping.columns, header: field}
            return replace(mapping, columns=columns, values=values)
    return None
