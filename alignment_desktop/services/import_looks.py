"""What an import assistant shows of a file before anything is stored."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import ROW
from alignment_desktop.importing.cell_problems import CellProblems
from alignment_desktop.importing.cells import text_column
from alignment_desktop.importing.column_cells import DEFAULT_BLANK
from alignment_desktop.importing.mapping import parse_profile
from alignment_desktop.importing.text_form import TextForm
from alignment_desktop.importing.workbook import read_workbook
from alignment_desktop.phrasing.fields import stage_text
from alignment_desktop.services.import_choices import Choices, proposal_of, settled
from alignment_desktop.services.import_columns import ColumnLook, columns_of
from alignment_desktop.services.import_preview import PreviewRows
from alignment_desktop.services.import_words import ColumnWords, words_of
from alignment_desktop.services.importing import (
    Prepared,
    Proposal,
    check_proposal,
    context_of,
    read_as_stated,
)
from alignment_desktop.services.left_out_rows import LeftOutRows, left_out_rows
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.importing.cell_problems import ProblemGroup
    from alignment_desktop.importing.mapping import Constant
    from alignment_desktop.importing.mapping import Mapping as FileMapping
    from alignment_desktop.importing.workbook import RawSheet, RawWorkbook
    from alignment_desktop.services.workspace import Workspace

_TOP_ROWS, _TOP_COLUMNS = 25, 6

__all__ = [
    "Choices",
    "ColumnLook",
    "ColumnWords",
    "Look",
    "SheetLook",
    "look",
    "read_workbook",
    "sheets_of",
]


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A sheet of the file.

    Attributes:
        name: Its name; its number as text where it has none.
        rows: How many it has, title and header included.
        hidden: Whether a spreadsheet program hides it.
        imported: Whether it was imported already, and counts.
    """

    name: str
    rows: int
    hidden: bool
    imported: bool


@dataclass(frozen=True)
class Look:
    """How a file would be imported by certain choices.

    Attributes:
        proposal: What to check once more, or to change.
        recognised: Whether the sheet was known by its column names or by a profile.
        columns: Every column of the sheet.
        words: The words that stand for something, column by column, and what each becomes.
        top: The sheet's first rows: number and texts.
        prepared: What would be stored; None where something about the whole sheet is unclear.
        trouble: What is unclear then.
        constants: Field to what was found or said to hold in every row, the ones put aside too.
        blank: The words that are read as blank.
        zone: The zone that local times are read in.
        preview: Every row as it would be imported; None where nothing can be.
        examples: A date and a number of the file, as written and as read.
        profiles: Names of the remembered mappings.
        stages: Key of the agreement's stages, and what they are called.
        reasons: What the agreement's reasons are called.
        zones: Names of the time zones to choose from.
        found: Problems and warnings, by row.
        reading: In which order dates written in numbers are read, and by which decimal sign, as
            far as the whole file has one.
        groups: Problems, then warnings, by code and column, the commonest first.
        problem_rows: How many rows have a problem.
        rows_left_out: How many of them are left out whole.
        no_data: The rows that are left out because they are no data.
    """

    proposal: Proposal
    recognised: bool
    columns: tuple[ColumnLook, ...]
    words: tuple[ColumnWords, ...]
    top: tuple[tuple[int, tuple[str, ...]], ...]
    prepared: Prepared | None
    trouble: Problem | None
    constants: Mapping[str, Constant]
    blank: tuple[str, ...]
    zone: str
    preview: PreviewRows | None
    examples: tuple[tuple[str, object], ...]
    profiles: tuple[str, ...]
    stages: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    zones: tuple[str, ...]
    found: CellProblems
    reading: tuple[str, str]
    groups: tuple[ProblemGroup, ...]
    problem_rows: int
    rows_left_out: int
    no_data: LeftOutRows

    @property
    def rows(self) -> int:
        """How many rows of data there are, as far as that is known."""
        if self.prepared is not None:
            return self.prepared.checked.rows
        located = self.proposal.located
        return int((located.sheet.frame[ROW] > located.header_row).sum())


def sheets_of(workspace: Workspace, workbook: RawWorkbook) -> tuple[SheetLook, ...]:
    """The sheets of a file, in its order."""
    with workspace.store.read() as reader:
        done = {
            batch.sheet
            for batch in reader.batches()
            if batch.sha256 == workbook.sha256 and not batch.withdrawn
        }
    return tuple(
        SheetLook(
            sheet.name or str(sheet.number), sheet.frame.height, sheet.hidden, sheet.name in done
        )
        for sheet in workbook.sheets
    )


def look(
    workspace: Workspace,
    workbook: RawWorkbook,
    choices: Choices,
    monitor: Monitor,
    at: datetime | None = None,
) -> Look:
    """How a file that was read would be imported by these choices.

    What concerns the sheet as a whole and the user can settle is `trouble` of the answer.

    Args:
        workspace: Where it would be imported.
        workbook: The raw file.
        choices: What the user chose.
        monitor: Hears how far it is, and may end it.
        at: The present moment.

    Raises:
        Problem: Where the file has no sheet that could be read.
        Cancelled: Where the monitor asks to stop.
    """
    agreement = workspace.draft(choices.label).agreement
    context = context_of(agreement)
    with workspace.store.read() as reader:
        profiles = reader.profiles()
    proposal, recognised = proposal_of(workspace, workbook, choices, context)
    stated = proposal.located.mapping.form
    form = TextForm(choices.encoding or stated.encoding, choices.delimiter or stated.delimiter)
    again = read_as_stated(workbook, form, monitor)
    if again is not None:
        proposal, recognised = proposal_of(workspace, again, choices, context)
    same = {**proposal.located.mapping.constants, **choices.constants}
    prepared, trouble = None, None
    try:
        proposal = settled(proposal, choices, context)
        prepared = check_proposal(workspace, proposal, monitor, at)
    except Problem as problem:
        trouble = problem
    found = CellProblems(proposal.located.sheet.name)
    if prepared is not None:
        found = prepared.checked.problems.with_more(prepared.warnings)
    mapping = proposal.located.mapping
    zone = mapping.timezone or context.zone
    preview = PreviewRows(prepared, found, zone) if prepared else None
    return Look(
        proposal=proposal,
        recognised=recognised,
        columns=columns_of(proposal, prepared),
        words=words_of(proposal, prepared, choices, context, _remembered(profiles)),
        top=_top(proposal.located.sheet),
        prepared=prepared,
        trouble=trouble,
        constants={
            name: value for name, value in same.items() if name not in mapping.columns.values()
        },
        blank=DEFAULT_BLANK if mapping.blank is None else mapping.blank,
        zone=zone,
        preview=preview,
        examples=preview.examples() if preview else (),
        profiles=tuple(profiles),
        stages=tuple((key, stage_text(stage)) for key, stage in agreement.stages.items()),
        reasons=tuple(context.reasons.values()),
        zones=_zones(),
        found=found,
        reading=_reading(mapping, prepared),
        groups=_groups(prepared),
        problem_rows=prepared.checked.problems.count_rows() if prepared else 0,
        rows_left_out=prepared.checked.problems.count_rows("row") if prepared else 0,
        no_data=left_out_rows(proposal.located.sheet, prepared) if prepared else LeftOutRows(),
    )


def _remembered(profiles: Mapping[str, str]) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """What words were said to mean in every mapping that is remembered."""
    return {name: parse_profile(text).values for name, text in profiles.items()}


def _reading(mapping: FileMapping, prepared: Prepared | None) -> tuple[str, str]:
    dates = mapping.dates or (prepared.checked.dates if prepared else None)
    decimal = mapping.decimal or (prepared.checked.decimal if prepared else None)
    return str(dates or ""), decimal or ""


def _groups(prepared: Prepared | None) -> tuple[ProblemGroup, ...]:
    if prepared is None:
        return ()
    return (*prepared.checked.problems.groups(), *prepared.warnings.groups())


@lru_cache(maxsize=1)
def _zones() -> tuple[str, ...]:
    # Etc/… and the old abbreviations are left out: their signs and summers surprise people.
    places = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return (*sorted(places), "UTC")


def _top(sheet: RawSheet) -> tuple[tuple[int, tuple[str, ...]], ...]:
    width = min((sheet.frame.width - 1) // 2, _TOP_COLUMNS)
    names = [text_column(place) for place in range(width)]
    shown = sheet.frame.head(_TOP_ROWS).select(ROW, *names)
    return tuple((int(row[0]), tuple(text or "" for text in row[1:])) for row in shown.iter_rows())
