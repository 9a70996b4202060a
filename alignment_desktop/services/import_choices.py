"""What the user of an import assistant settles, laid over what was found in the file."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.importing.dates import DateOrder
from alignment_desktop.importing.header_row import headers
from alignment_desktop.importing.locating import complete
from alignment_desktop.importing.mapping import Mapping as FileMapping
from alignment_desktop.importing.mapping import mapping_text, parse_mapping
from alignment_desktop.importing.recognise import recognise_rest
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.services.importing import ImportRequest, Proposal, propose
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.context import ImportContext
    from alignment_desktop.importing.workbook import RawWorkbook
    from alignment_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class Choices:
    """What the user has settled; what is empty or None is found.

    Attributes:
        kind: What a row is.
        sheet: The sheet's name; where it has none, its number as text.
        header_row: Number of the row with the column names.
        columns: Column name to field; empty text ignores it, None keeps it under its own name. A
            column that is not named here means what was found, unless its field was given to
            another one.
        dates: Order of dates, such as `day first`.
        decimal: The decimal sign.
        encoding: The code page of delimited text.
        delimiter: The sign between its fields.
        timezone: Zone of the file's local times.
        blank: The words that mean blank; None: the usual ones of exports.
        repeats: Which of several rows of one key stays, such as `last by Modified`.
        values: Field to what its cell texts mean.
        data_as_of: The moment or day that the data speak of, as written.
        constants: Field to what holds in every row, such as the period that the file is about.
        without: Fields that were found to be the same in every row, and are not to be.
        again: Whether bytes that are here already are imported once more.
        remember: The name under which these choices are to be remembered.
        profile: The remembered mapping to read the file by; empty: none, even where one fits.
        label: The agreement whose calendar and stages hold; the newest where None.
        account_domain: The column by whose domains deals join leads; empty: none does; None: as a
            remembered mapping says.
    """

    kind: Kind | None = None
    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    dates: str = ""
    decimal: str = ""
    encoding: str = ""
    delimiter: str = ""
    timezone: str = ""
    blank: tuple[str, ...] | None = None
    repeats: str = ""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    data_as_of: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    again: bool = False
    remember: str = ""
    profile: str | None = None
    label: str | None = None
    account_domain: str | None = None


def proposal_of(
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
    found = None
    if choices.header_row is not None:
        with suppress(Problem):
            found = recognise_rest(workbook, plain, context)
    located = complete(workbook, found.mapping if found else plain, context)
    told = found.verdicts if found else ()
    proposal = Proposal(workbook=workbook, located=located, label=choices.label, recognised=told)
    return proposal, found is not None


def _chosen_over(found: Mapping[str, str], chosen: Mapping[str, str | None]) -> dict[str, str]:
    """The fields of columns as the user gave them, and as they were found for all others."""
    taken = {name for name in chosen.values() if name}
    columns = {
        header: name for header, name in found.items() if header not in chosen and name not in taken
    }
    return columns | {header: name for header, name in chosen.items() if name is not None}


def _with_columns(mapping: FileMapping, columns: dict[str, str]) -> FileMapping:
    """The mapping with the user's columns, and of what was found beside them what still holds."""
    before = mapping.columns
    return replace(
        mapping,
        columns=columns,
        also={
            header: field
            for header, field in mapping.also.items()
            if columns.get(header) == before.get(header) and field not in columns.values()
        },
        times={
            header: time
            for header, time in mapping.times.items()
            if columns.get(header) == before.get(header) and time not in columns
        },
    )


def settled(proposal: Proposal, choices: Choices, context: ImportContext) -> Proposal:
    """The proposal with the user's words over what was found.

    Raises:
        Problem: Where one of them means nothing, such as a time zone that does not exist.
    """
    mapping = proposal.located.mapping
    here = headers(proposal.located.sheet, proposal.located.header_row)
    chosen = {header: each for header, each in choices.columns.items() if header in here}
    if chosen:
        mapping = _with_columns(mapping, _chosen_over(mapping.columns, chosen))
    columns = set(mapping.columns.values()) | choices.without
    same = {**mapping.constants, **choices.constants}
    constants = {name: each for name, each in same.items() if name not in columns}
    mapping = replace(mapping, constants=constants)
    for name, meanings in choices.values.items():
        given = {**mapping.values.get(name, {}), **meanings}
        mapping = replace(mapping, values={**mapping.values, name: given})
    if choices.dates:
        mapping = replace(mapping, dates=DateOrder(choices.dates))
    mapping = replace(
        mapping,
        decimal=choices.decimal or mapping.decimal,
        encoding=choices.encoding or mapping.encoding,
        delimiter=choices.delimiter or mapping.delimiter,
        timezone=choices.timezone or mapping.timezone,
    )
    if choices.blank is not None:
        mapping = replace(mapping, blank=choices.blank)
    if choices.repeats:
        # The text's own reader knows how such a choice is written.
        quoted = choices.repeats.replace("\\", "\\\\").replace('"', '\\"')
        mapping = replace(mapping, repeats=parse_mapping(f'repeats = "{quoted}"').repeats)
    if choices.account_domain is not None:
        mapping = replace(mapping, account_domain=choices.account_domain or None)
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
