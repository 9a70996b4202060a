"""Filling in what a mapping leaves out: the sheet, the header row, and the columns as spelt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import LEAD_FIELDS, LEAD_KEYS, Kind, field_type
from alignment_desktop.importing.header_names import header_names
from alignment_desktop.importing.header_row import find_header_row, headers, sheet_words
from alignment_desktop.importing.mapping import Mapping, check_fields, nearest
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alignment_desktop.importing.context import ImportContext
    from alignment_desktop.importing.workbook import RawSheet, RawWorkbook


@dataclass(frozen=True, slots=True)
class Located:
    """A mapping brought to a file.

    Attributes:
        sheet: The sheet that it reads.
        header_row: Number of the row with the column names.
        mapping: With kind, sheet, header row, and the columns as the sheet spells them.
    """

    sheet: RawSheet
    header_row: int
    mapping: Mapping


def complete(workbook: RawWorkbook, mapping: Mapping, context: ImportContext) -> Located:
    """Bring a mapping to a file: find what it leaves out.

    Only the mapping's columns are mapped. Names match trimmed, in exact case first, then without
    case where that is one column; a column that is mapped to nothing may be absent.

    Raises:
        Problem: `no-such-sheet`, `sheet-empty`, `header-row-blank`, `mapping-no-such-column`,
            `mapping-column-unclear`, `mapping-same-column`, `kind-unclear`, or what
            `check_fields` finds.
    """
    mapping = replace(mapping, kind=mapping.kind or _one_kind_of(mapping))
    check_fields(mapping)
    sheet, row = _place(workbook, mapping, context)
    columns = _spelt(mapping, sheet, list(headers(sheet, row)))
    where: str | int = sheet.name or sheet.number
    return Located(sheet, row, replace(mapping, sheet=where, header_row=row, columns=columns))


def lacking(workbook: RawWorkbook, mapping: Mapping, context: ImportContext) -> list[str]:
    """The columns of a mapping that a file does not have, in the sheet that has most of them.

    Raises:
        Problem: `no-such-sheet`, `sheet-empty` or `header-row-blank`.
    """
    known = _Names(headers(*_place(workbook, mapping, context)))
    return [name for name in _needed(mapping) if not known.matches(name)]


def without_lost_sheet(workbook: RawWorkbook, mapping: Mapping) -> Mapping:
    """A mapping without its sheet, where the file has none of that name or number."""
    try:
        sheets_to_look_at(workbook, mapping.sheet)
    except Problem:
        return replace(mapping, sheet=None)
    return mapping


def _place(workbook: RawWorkbook, mapping: Mapping, context: ImportContext) -> tuple[RawSheet, int]:
    """The sheet and the row of names that have most of the columns of a mapping."""
    candidates = sheets_to_look_at(workbook, mapping.sheet)
    best: tuple[tuple[int, bool], RawSheet, int] | None = None
    for sheet in candidates:
        row = mapping.header_row or _header_row(sheet, mapping, context)
        if row is None or not _has_row(sheet, row):
            continue
        known = _Names(headers(sheet, row))
        missing = sum(1 for name in _needed(mapping) if not known.matches(name))
        rank = (-missing, not sheet.hidden)
        if best is None or rank > best[0]:
            best = (rank, sheet, row)
    if best is None:
        if mapping.header_row and candidates:
            headers(candidates[0], mapping.header_row)  # says what is wrong with that row
        raise Problem("sheet-empty", file=workbook.file_name)
    return best[1:]


def sheets_to_look_at(workbook: RawWorkbook, wanted: str | int | None) -> Sequence[RawSheet]:
    """The sheet that is asked for, by name or number, or all where none is.

    Raises:
        Problem: `no-such-sheet`.
    """
    if wanted is None:
        return workbook.sheets
    for same in _SAME:
        found = [sheet for sheet in workbook.sheets if same(sheet, wanted)]
        if len(found) == 1:
            return found
    names = ", ".join(
        f'"{sheet.name}"' if sheet.name else str(sheet.number) for sheet in workbook.sheets
    )
    raise Problem("no-such-sheet", file=workbook.file_name, sheet=str(wanted), sheets=names)


_SAME = (
    lambda sheet, wanted: sheet.name == wanted,
    lambda sheet, wanted: sheet.name.strip() == str(wanted).strip(),
    lambda sheet, wanted: sheet.name.strip().casefold() == str(wanted).strip().casefold(),
    lambda sheet, wanted: str(sheet.number) == str(wanted).strip(),
)


def kind_of(mapping: Mapping) -> Kind | None:
    """The one kind that has all of the mapping's fields; leads where a field says so."""
    fitting = _fitting(mapping)
    fields = {field for field in mapping.columns.values() if field} | set(mapping.constants)
    if Kind.LEADS in fitting and fields & ({*LEAD_KEYS} | (set(LEAD_FIELDS) - _SHARED)):
        return Kind.LEADS
    return fitting[0] if len(fitting) == 1 else None


def _one_kind_of(mapping: Mapping) -> Kind:
    kind = kind_of(mapping)
    if kind is None:
        raise Problem("kind-unclear", kinds=", ".join(_fitting(mapping) or Kind))
    return kind


def _fitting(mapping: Mapping) -> list[Kind]:
    fields = {field for field in mapping.columns.values() if field} | set(mapping.constants)
    return [kind for kind in Kind if all(field_type(kind, field) for field in fields)]


_SHARED = {
    name
    for kind in Kind
    if kind is not Kind.LEADS
    for name in LEAD_FIELDS
    if field_type(kind, name)
}


def _header_row(sheet: RawSheet, mapping: Mapping, context: ImportContext) -> int | None:
    """The row with most of the mapping's own names; names that are known anyhow help little."""
    wanted = {name.strip().casefold() for name in mapping.columns}
    found = find_header_row(
        sheet, lambda text: name if (name := text.strip().casefold()) in wanted else None
    )
    if found is None:
        return None
    known = _Names(headers(sheet, found))
    if any(known.matches(name) for name in mapping.columns):
        return found
    return find_header_row(sheet, lambda text: header_names().field_of(text, context))


def _has_row(sheet: RawSheet, row: int) -> bool:
    return sheet.frame["row"].index_of(row) is not None


def _needed(mapping: Mapping) -> list[str]:
    return [name for name, field in mapping.columns.items() if field]


class _Names:
    """The headers of a sheet, to be found by the names that a mapping gives them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.exact = set(names)
        self.folded: dict[str, list[str]] = {}
        for name in names:
            self.folded.setdefault(name.casefold(), []).append(name)

    def matches(self, name: str) -> list[str]:
        """The headers that a name means: the exact one, else all that differ in case only."""
        return [name] if name in self.exact else self.folded.get(name.casefold(), [])


def _spelt(mapping: Mapping, sheet: RawSheet, known: list[str]) -> dict[str, str]:
    """The mapping's columns under the names that the sheet gives them."""
    columns: dict[str, str] = {}
    names = _Names(known)
    by_name = sorted(mapping.columns.items(), key=lambda item: item[0] not in names.exact)
    for name, field in by_name:
        found = names.matches(name)
        if not found:
            if not field:
                continue
            raise Problem(
                "mapping-no-such-column",
                column=name,
                sheet=sheet_words(sheet),
                nearest=nearest(name, known),
            )
        if len(found) > 1:
            raise Problem("mapping-column-unclear", column=name, columns=", ".join(found))
        if found[0] in columns:
            raise Problem("mapping-same-column", column=name, header=found[0])
        columns[found[0]] = field
    return {name: columns[name] for name in known if name in columns}
