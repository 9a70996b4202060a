"""The columns of a file as rows of a table: a sample, what it means, and whether that fits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from typing_extensions import override

from alignment_desktop.gui.importing.words import field_word, number_word
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import Index, ValueTableModel
from alignment_desktop.gui.painting.chips import Chip

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import ColumnLook, Look

IGNORE = ""
KEEP = "\0keep"
"""What the choice to keep a column under its own name stands for; no field is called so."""
_MANY_WRONG = 0.05


def _tr(text: str) -> str:
    return QCoreApplication.translate("Import", text)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the file.

    Attributes:
        key: Its name in the file.
        sample: Its first value.
        field: The field's code, `IGNORE` or `KEEP`.
        means: The field in words.
        check: Whether it fits.
        reason: Why, or what to do.
    """

    key: str
    sample: str
    field: str
    means: str
    check: Chip
    reason: str


def column_rows(look: Look) -> tuple[ColumnRow, ...]:
    """The rows for a look at a file."""
    return tuple(_row(column, look) for column in look.columns)


def _row(column: ColumnLook, look: Look) -> ColumnRow:
    check, reason = _check(column, look)
    field, means = column.field, field_word(column.field, look.stages)
    if not column.field:
        means = _tr("Ignore")
    elif not column.kind_of_value:
        field, means = KEEP, _tr("Keep as it is")
    return ColumnRow(column.name, column.sample, field, means, check, reason)


def _check(column: ColumnLook, look: Look) -> tuple[Chip, str]:
    trouble = look.trouble
    if trouble is not None and trouble.facts.get("column") == column.name and column.kind_of_value:
        return _needs_you(_trouble_words(trouble.code))
    if not column.field:
        return Chip(_tr("ignored"), "neutral"), ""
    if not column.kind_of_value:
        return Chip(_tr("kept"), "neutral"), "" if column.filled else _tr("empty")
    if column.open_values:
        count = len(column.open_values)
        text = _tr("{count} of {all} values unknown")
        return _needs_you(text.format(count=count, all=column.distinct))
    wrong = column.wrong + column.left_out
    if wrong:
        text = " · ".join(
            words.format(number_word(count))
            for words, count in (
                (_tr("{0} cannot be read"), column.wrong),
                (_tr("{0} rows left out"), column.left_out),
            )
            if count
        )
        if wrong > _MANY_WRONG * column.filled:
            return _needs_you(text)
        return Chip(_tr("matched"), "kept"), text
    return Chip(_tr("matched"), "kept"), _fitting_words(column, look)


def _needs_you(reason: str) -> tuple[Chip, str]:
    return Chip(_tr("needs you"), "at_risk"), reason


def _trouble_words(code: str) -> str:
    return {
        "dates-unclear": _tr("day or month first?"),
        "decimal-unclear": _tr("comma or point?"),
    }.get(code, _tr("see on the right"))


def _fitting_words(column: ColumnLook, look: Look) -> str:
    mapping = look.proposal.located.mapping
    if not column.filled:
        return _tr("empty")
    if column.kind_of_value in ("moment", "day"):
        order = str(mapping.dates) if mapping.dates else ""
        words = {
            "day first": _tr("day first"),
            "month first": _tr("month first"),
            "year first": _tr("year first"),
        }
        zone = ""
        if column.kind_of_value == "moment":
            zone = _tr("times in {0}").format(look.zone.replace("_", " "))
        return " · ".join(part for part in (words.get(order, ""), zone) if part)
    if column.kind_of_value == "number":
        words = {",": _tr("decimal comma"), ".": _tr("decimal point")}
        return words.get(mapping.decimal or "", "")
    if column.distinct == column.filled and column.filled > 1:
        return _tr("each different")
    if column.values:
        return ", ".join(column.values)
    return _tr("{count} values").format(count=number_word(column.distinct))


class ColumnsModel(ValueTableModel[ColumnRow]):
    """The columns of a file."""

    class Column(IntEnum):
        """Its columns."""

        NAME = 0
        SAMPLE = 1
        MEANS = 2
        CHECK = 3

    @override
    def heading(self, column: int) -> str:
        return (
            self.tr("Column in the file"),
            self.tr("Sample"),
            self.tr("Means"),
            self.tr("Check"),
        )[column]

    @override
    def text(self, row: ColumnRow, column: int) -> str:
        if column == self.Column.CHECK:
            return f"{row.check.text}: {row.reason}" if row.reason else row.check.text
        return (row.key, row.sample, row.means)[column]

    @override
    def value(self, row: ColumnRow, column: int, role: int) -> object:
        if column == self.Column.CHECK and role == Role.CHIP:
            return row.check
        if column == self.Column.CHECK and role == Role.SORT:
            return row.reason
        if column == self.Column.MEANS and role == Qt.ItemDataRole.EditRole:
            return row.field
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == self.Column.MEANS:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags
