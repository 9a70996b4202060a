"""The columns of a file as rows of a table: a sample, what it means, and whether that fits."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from typing_extensions import override

from alignment_desktop.gui.importing.checks import check_text, check_value
from alignment_desktop.gui.importing.words import field_word, number_word
from alignment_desktop.gui.models.value_table import Index, ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.numbers import share_text
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import ColumnLook, Look

IGNORE = ""
KEEP = "\0keep"
"""What the choice to keep a column under its own name stands for; no field is called so."""
_MANY_WRONG = 0.05


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
        means = wording().importing.ignore()
    elif not column.kind_of_value:
        field, means = KEEP, wording().importing.keep_as_it_is()
    return ColumnRow(column.name, column.sample, field, means, check, reason)


def _check(column: ColumnLook, look: Look) -> tuple[Chip, str]:
    trouble = look.trouble
    if trouble is not None and trouble.facts.get("column") == column.name and column.kind_of_value:
        return _needs_you(_trouble_words(trouble.code))
    if not column.field:
        return Chip(wording().importing.ignored(), "neutral"), ""
    if not column.kind_of_value:
        reason = _recognised_words(column, look) if column.filled else wording().importing.empty()
        return Chip(wording().importing.kept(), "neutral"), reason
    if column.open_values:
        count = len(column.open_values)
        unknown = wording().importing.values_unknown(count=count, all=column.distinct)
        return _needs_you(unknown)
    wrong = column.wrong + column.left_out
    if wrong:
        text = " · ".join(
            words(count, count=number_word(count))
            for words, count in (
                (wording().importing.cells_unreadable, column.wrong),
                (wording().importing.rows_left_out_of_it, column.left_out),
            )
            if count
        )
        if wrong > _MANY_WRONG * column.filled:
            return _needs_you(text)
        return Chip(wording().importing.matched(), "kept"), text
    texts = (_recognised_words(column, look), _fitting_words(column, look))
    return Chip(wording().importing.matched(), "kept"), " · ".join(filter(None, texts))


def _recognised_words(column: ColumnLook, look: Look) -> str:
    """Why a column was not taken for the field that it could be, or how unsurely it was."""
    verdicts = look.proposal.recognised
    verdict = next((each for each in verdicts if each.column == column.name), None)
    if verdict is None or verdict.field != (column.field if column.kind_of_value else ""):
        return ""
    field = field_word(verdict.could_be, look.stages) if verdict.could_be else ""
    words = user_language().say(f"recognition.{verdict.reason}", field=field)
    if verdict.field:
        sure = share_text(verdict.confidence, user_language())
        return wording().importing.sure(share=sure, why=words) if verdict.is_unsure else ""
    return words if verdict.could_be else ""


def _needs_you(reason: str) -> tuple[Chip, str]:
    return Chip(wording().importing.needs_you(), "at_risk"), reason


def _trouble_words(code: str) -> str:
    return {
        "dates-unclear": wording().importing.day_or_month_first(),
        "decimal-unclear": wording().importing.comma_or_point(),
    }.get(code, wording().importing.see_on_the_right())


def _fitting_words(column: ColumnLook, look: Look) -> str:
    mapping = look.proposal.located.mapping
    if not column.filled:
        return wording().importing.empty()
    if column.kind_of_value in ("moment", "day"):
        order = str(mapping.dates) if mapping.dates else ""
        words = {
            "day first": wording().importing.day_first(),
            "month first": wording().importing.month_first(),
            "year first": wording().importing.year_first(),
        }
        zone = ""
        if column.kind_of_value == "moment":
            zone = wording().importing.times_in(zone=look.zone.replace("_", " "))
        return " · ".join(part for part in (words.get(order, ""), zone) if part)
    if column.kind_of_value == "number":
        words = {",": wording().importing.decimal_comma(), ".": wording().importing.decimal_point()}
        return words.get(mapping.decimal or "", "")
    if column.distinct == column.filled and column.filled > 1:
        return wording().importing.each_different()
    if column.values:
        return ", ".join(column.values)
    return wording().importing.values(column.distinct, count=number_word(column.distinct))


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
            wording().importing.column_in_the_file(),
            wording().importing.sample(),
            wording().importing.means(),
            wording().importing.check(),
        )[column]

    @override
    def text(self, row: ColumnRow, column: int) -> str:
        if column == self.Column.CHECK:
            return check_text(row)
        return (row.key, row.sample, row.means)[column]

    @override
    def value(self, row: ColumnRow, column: int, role: int) -> object:
        if column == self.Column.CHECK:
            return check_value(row, role)
        if column == self.Column.MEANS and role == Qt.ItemDataRole.EditRole:
            return row.field
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == self.Column.MEANS:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags
