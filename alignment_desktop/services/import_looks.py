"""What an import assistant shows before anything is stored, and what its user may settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import polars as pl

from alignment_desktop.documents.workbook import Cell, Table, write_tables
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import DAY_SUFFIX, OWN, ROW, FieldType, Kind, day_column, field_type
from alignment_desktop.importing.cells import text_column
from alignment_desktop.importing.dates import DateOrder
from alignment_desktop.importing.header_names import header_names
from alignment_desktop.importing.header_row import headers
from alignment_desktop.importing.locating import complete
from alignment_desktop.importing.mapping import Mapping as FileMapping
from alignment_desktop.importing.mapping import mapping_text, parse_mapping
from alignment_desktop.importing.workbook import read_workbook
from alignment_desktop.measurement.known import AsOf
from alignment_desktop.services.importing import (
    ImportRequest,
    Prepared,
    Proposal,
    check_proposal,
    context_of,
    propose,
)

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.importing.checking import CellProblem, CellWarning
    from alignment_desktop.importing.context import ImportContext
    from alignment_desktop.importing.workbook import RawSheet, RawWorkbook
    from alignment_desktop.services.workspace import Workspace

SHOWN_ROWS = 200
"""Rows of a preview."""
_TOP_ROWS, _TOP_COLUMNS = 25, 6
_LISTED = 6
_OPEN_VALUES = 40
_MEANINGS = {"outcome": ("won", "lost"), "decision": ("accepted", "returned")}

__all__ = ["Choices", "ColumnLook", "Look", "SheetLook", "look", "read_workbook", "sheets_of"]


@dataclass(frozen=True)
class Choices:
    """What the user has settled; what is empty or None is found.

    Attributes:
        kind: What a row is.
        sheet: The sheet's name; where it has none, its number as text.
        header_row: Number of the row with the column names.
        columns: Column name to field; empty text ignores it, a name left out keeps it as it is.
        dates: Order of dates, such as `day first`.
        decimal: The decimal sign.
        timezone: Zone of the file's local times.
        repeats: Which of several rows of one key stays, such as `last by Modified`.
        values: Field to what its cell texts mean.
        data_as_of: The moment or day that the data speak of, as written.
        without: Fields that were found to be the same in every row, and are not to be.
        again: Whether bytes that are here already are imported once more.
        remember: The name under which these choices are to be remembered.
        profile: The remembered mapping to read the file by; empty: none, even where one fits.
        label: The agreement whose calendar and stages hold; the newest where None.
    """

    kind: Kind | None = None
    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] | None = None
    dates: str = ""
    decimal: str = ""
    timezone: str = ""
    repeats: str = ""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    data_as_of: str = ""
    without: frozenset[str] = frozenset()
    again: bool = False
    remember: str = ""
    profile: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A sheet of the file: its name (or number as text), rows and columns."""

    name: str
    rows: int
    columns: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column of the file, and how it would be read.

    Attributes:
        name: As the file calls it.
        sample: Its first value that is not blank; may be empty.
        field: The field; empty where it is ignored, its own name where it is kept.
        kind_of_value: `text`, `number`, `moment`, `day` or `period`; empty for no field.
        filled: Cells with a value.
        values: The distinct values where there are few, in order; else empty.
        distinct: How many distinct values it has.
        wrong: Problem code to how many cells have it.
        open_values: Values whose meaning is unknown, the commonest first.
        meanings: What such a value may mean.
    """

    name: str
    sample: str
    field: str
    kind_of_value: str
    filled: int
    values: tuple[str, ...]
    distinct: int
    wrong: Mapping[str, int]
    open_values: tuple[str, ...]
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """How often one thing is wrong in one column, and its first example."""

    count: int
    column: str
    example: Problem


@dataclass(frozen=True)
class Look:
    """How a file would be imported by certain choices.

    Attributes:
        proposal: What to check once more, or to change.
        recognised: Whether the sheet was known by its column names or by a profile.
        columns: Every column of the sheet.
        top: The sheet's first rows: number and texts.
        prepared: What would be stored; None where something about the whole sheet is unclear.
        trouble: What is unclear then.
        zone: The zone that local times are read in.
        preview_fields: Fields, or own names, of the preview's columns.
        preview: Rows: the number that a spreadsheet shows, and the typed values.
        profiles: Names of the remembered mappings.
        stages: Key and name of the agreement's stages.
        zones: Names of the time zones to choose from.
        groups: Problems, then warnings, by code and column, the commonest first.
        problem_rows: How many rows have a problem.
        rows_left_out: How many of them are left out whole.
    """

    proposal: Proposal
    recognised: bool
    columns: tuple[ColumnLook, ...]
    top: tuple[tuple[int, tuple[str, ...]], ...]
    prepared: Prepared | None
    trouble: Problem | None
    zone: str
    preview_fields: tuple[str, ...]
    preview: tuple[tuple[int, tuple[object, ...]], ...]
    profiles: tuple[str, ...]
    stages: tuple[tuple[str, str], ...]
    zones: tuple[str, ...]
    groups: tuple[ProblemGroup, ...]
    problem_rows: int
    rows_left_out: int


def sheets_of(workbook: RawWorkbook) -> tuple[SheetLook, ...]:
    """The sheets of a file, in its order."""
    return tuple(
        SheetLook(
            sheet.name or str(sheet.number),
            sheet.frame.height,
            (sheet.frame.width - 1) // 2,
            sheet.hidden,
        )
        for sheet in workbook.sheets
    )


def look(workspace: Workspace, workbook: RawWorkbook, choices: Choices, monitor: Monitor) -> Look:
    """How a file that was read would be imported by these choices.

    What concerns the sheet as a whole and the user can settle is `trouble` of the answer.

    Raises:
        Problem: Where the file has no sheet that could be read.
        Cancelled: Where the monitor asks to stop.
    """
    agreement = workspace.draft(choices.label).agreement
    context = context_of(agreement)
    with workspace.store.read() as reader:
        profiles = reader.profiles()
    proposal, recognised = _proposal(workspace, workbook, choices, context)
    prepared, trouble = None, None
    try:
        proposal = _settled(proposal, choices, context)
        prepared = check_proposal(workspace, proposal, monitor)
    except Problem as problem:
        trouble = problem
    mapping = proposal.located.mapping
    zone = mapping.timezone or context.zone
    fields, rows = _preview(prepared, zone)
    problems = prepared.checked.problems if prepared else ()
    return Look(
        proposal=proposal,
        recognised=recognised,
        columns=_columns(proposal, prepared),
        top=_top(proposal.located.sheet),
        prepared=prepared,
        trouble=trouble,
        zone=zone,
        preview_fields=fields,
        preview=rows,
        profiles=tuple(profiles),
        stages=tuple((key, stage.name) for key, stage in agreement.stages.items()),
        zones=_zones(),
        groups=_groups(prepared),
        problem_rows=len({found.row for found in problems}),
        rows_left_out=len({found.row for found in problems if found.effect == "row"}),
    )


def save_problem_rows(prepared: Prepared, path: Path, say: Callable[[Problem], str]) -> None:
    """Writes a workbook with one row per problem: where, what, and the row's cells as they stand.

    Raises:
        Problem: Where it cannot be written.
    """
    checked = prepared.checked
    sheet = next(each for each in prepared.workbook.sheets if each.name == prepared.sheet)
    places = headers(sheet, checked.mapping.header_row or 1)
    wanted = {found.row for found in checked.problems}
    frame = sheet.frame.filter(pl.col(ROW).is_in(list(wanted)))
    texts = frame.select(ROW, *(text_column(place) for place in places.values()))
    cells = {row[0]: row[1:] for row in texts.iter_rows()}
    rows: list[list[Cell]] = [
        [
            found.row,
            found.column,
            say(Problem(found.code, **found.facts)),
            "Row left out" if found.effect == "row" else "Cell read as blank",
            found.code,
            *cells.get(found.row, ()),
        ]
        for found in checked.problems
    ]
    write_tables(
        path, [Table("Problem rows", ["Row", "Column", "Problem", "Effect", "Code", *places], rows)]
    )


def _groups(prepared: Prepared | None) -> tuple[ProblemGroup, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Problem] = {}
    every: list[CellProblem | CellWarning] = []
    if prepared is not None:
        every = [*prepared.checked.problems, *prepared.warnings]
    for found in every:
        key = found.code, found.column
        counts[key] += 1
        if key not in first:
            first[key] = Problem(found.code, **found.facts)
    return tuple(ProblemGroup(count, key[1], first[key]) for key, count in counts.most_common())


@lru_cache(maxsize=1)
def _zones() -> tuple[str, ...]:
    # Etc/… and the old abbreviations are left out: their signs and summers surprise people.
    places = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return (*sorted(places), "UTC")


def _proposal(
    workspace: Workspace, workbook: RawWorkbook, choices: Choices, context: ImportContext
) -> tuple[Proposal, bool]:
    """The file as recognised, or with no column placed where it is not."""
    request = ImportRequest(
        path=Path(workbook.path),
        kind=choices.kind,
        sheet=choices.sheet,
        profile=choices.profile or None,
        label=choices.label,
    )
    if choices.header_row is None:
        try:
            remembered = choices.profile is None
            return propose(workspace, workbook, request, remembered=remembered), True
        except Problem as problem:
            if problem.code != "sheet-not-recognised":
                raise
    kind = choices.kind or Kind.LEADS
    plain = FileMapping(kind=kind, sheet=choices.sheet, header_row=choices.header_row)
    located = complete(workbook, plain, context)
    if choices.header_row is not None:
        names = list(headers(located.sheet, located.header_row))
        placed = header_names().assign(names, kind, context, opportunities=False)
        columns = {name: placed[name] for name in names if name in placed}
        located = replace(located, mapping=replace(located.mapping, columns=columns))
    known = bool(located.mapping.columns)
    return Proposal(workbook=workbook, located=located, label=choices.label), known


def _settled(proposal: Proposal, choices: Choices, context: ImportContext) -> Proposal:
    """The proposal with the user's words over what was found.

    Raises:
        Problem: Where one of them means nothing, such as a time zone that does not exist.
    """
    mapping = proposal.located.mapping
    if choices.columns is not None:
        mapping = replace(mapping, columns=dict(choices.columns))
    columns = set(mapping.columns.values()) | choices.without
    constants = {name: each for name, each in mapping.constants.items() if name not in columns}
    mapping = replace(mapping, constants=constants)
    for name, meanings in choices.values.items():
        given = {**mapping.values.get(name, {}), **meanings}
        mapping = replace(mapping, values={**mapping.values, name: given})
    if choices.dates:
        mapping = replace(mapping, dates=DateOrder(choices.dates))
    given_words = {
        name: value
        for name, value in (
            ("decimal", choices.decimal),
            ("timezone", choices.timezone),
        )
        if value
    }
    mapping = replace(mapping, **given_words)  # type: ignore[arg-type]
    if choices.repeats:
        # The text's own reader knows how such a choice is written.
        quoted = choices.repeats.replace("\\", "\\\\").replace('"', '\\"')
        mapping = replace(mapping, repeats=parse_mapping(f'repeats = "{quoted}"').repeats)
    if choices.data_as_of:
        as_of = AsOf.of(choices.data_as_of, context.zone)
        mapping = replace(mapping, data_as_of=as_of.day or as_of.moment)
    # A mapping that was settled by hand obeys the same rules as one that was written.
    parse_mapping(mapping_text(mapping))
    return replace(
        proposal,
        located=replace(proposal.located, mapping=mapping),
        again=choices.again,
        remember=choices.remember or None,
    )


def _columns(proposal: Proposal, prepared: Prepared | None) -> tuple[ColumnLook, ...]:
    located = proposal.located
    below = located.sheet.frame.filter(pl.col(ROW) > located.header_row)
    wrong: dict[str, Counter[str]] = {}
    unknown: dict[str, Counter[str]] = {}
    for found in prepared.checked.problems if prepared else ():
        wrong.setdefault(found.column, Counter())[found.code] += 1
        if found.code == "unknown-value":
            unknown.setdefault(found.column, Counter())[found.facts["value"]] += 1
    kind = located.mapping.kind or Kind.LEADS
    return tuple(
        _column(
            name,
            located.mapping.columns.get(name, name),
            name in located.mapping.columns,
            kind,
            below[text_column(place)],
            wrong.get(name, Counter()),
            unknown.get(name, Counter()),
        )
        for name, place in headers(located.sheet, located.header_row).items()
    )


def _column(
    name: str,
    given: str,
    mapped: bool,
    kind: Kind,
    texts: pl.Series,
    wrong: Counter[str],
    unknown: Counter[str],
) -> ColumnLook:
    filled = texts.drop_nulls()
    values = filled.unique(maintain_order=True)
    type_ = field_type(kind, given) if mapped and given else None
    return ColumnLook(
        name=name,
        sample=filled[0] if len(filled) else "",
        field=given,
        kind_of_value=type_.value if type_ else "",
        filled=len(filled),
        values=tuple(sorted(values.to_list())) if len(values) <= _LISTED else (),
        distinct=len(values),
        wrong=dict(wrong),
        open_values=tuple(value for value, _ in unknown.most_common(_OPEN_VALUES)),
        meanings=_MEANINGS.get(given, ()) if mapped else (),
    )


def _top(sheet: RawSheet) -> tuple[tuple[int, tuple[str, ...]], ...]:
    width = min((sheet.frame.width - 1) // 2, _TOP_COLUMNS)
    names = [text_column(place) for place in range(width)]
    shown = sheet.frame.head(_TOP_ROWS).select(ROW, *names)
    return tuple((int(row[0]), tuple(text or "" for text in row[1:])) for row in shown.iter_rows())


def _preview(
    prepared: Prepared | None, zone: str
) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[object, ...]], ...]]:
    if prepared is None:
        return (), ()
    frame = prepared.checked.frame.head(SHOWN_ROWS)
    names = [name for name in frame.columns if name != ROW and not name.endswith(DAY_SUFFIX)]
    local = ZoneInfo(zone)
    columns = [_shown(frame, name, prepared.checked.kind, local) for name in names]
    rows = zip(frame[ROW].to_list(), zip(*columns, strict=True), strict=True)
    return tuple(name.removeprefix(OWN) for name in names), tuple(rows)


def _shown(frame: pl.DataFrame, name: str, kind: Kind, zone: ZoneInfo) -> Sequence[object]:
    """A column's values; a moment in the file's zone, and as a day where that is all it is."""
    values = frame[name].to_list()
    if field_type(kind, name) is not FieldType.MOMENT or name.startswith(OWN):
        return values
    days: list[date | None] = [None] * len(values)
    if day_column(name) in frame.columns:
        days = frame[day_column(name)].to_list()
    return [
        day or (moment.astimezone(zone) if isinstance(moment, datetime) else None)
        for moment, day in zip(values, days, strict=True)
    ]
