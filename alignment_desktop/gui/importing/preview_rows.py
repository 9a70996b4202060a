"""The preview's tables: rows as they would be imported, and what is wrong with their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, overload

from PySide6.QtCore import QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from typing_extensions import override

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.delegates.cells import CellDelegate, Index
from alignment_desktop.gui.fonts import font
from alignment_desktop.gui.importing.cells import OneLine
from alignment_desktop.gui.importing.words import (
    Stages,
    field_word,
    meaning_word,
    trouble_sentence,
    value_word,
)
from alignment_desktop.gui.models.value_table import ValueTableModel
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.cell_problems import CellProblem, CellProblems
    from alignment_desktop.services.import_preview import PreviewRow, PreviewRows

_TONES = {"row": "missed", "cell": "missed", "none": "at_risk"}
_MEANT = ("outcome", "decision")  # their values are words of ours, not of the file
_MEANINGS = ("won", "lost", "accepted", "returned")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PreviewModel(ValueTableModel["PreviewRow"]):
    """Every row of the sheet; a column for its number, then one for each field."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[str, ...] = ()
        self._numbers: frozenset[int] = frozenset()
        self._meanings: dict[int, Mapping[str, str]] = {}

    def show_preview(self, rows: PreviewRows | None, stages: Stages) -> None:
        """Shows other rows; none where nothing can be imported yet."""
        columns = rows.columns if rows is not None else ()
        headings = [field_word(column.field, stages) for column in columns]
        self._headings = (wording().importing.row(), *headings) if columns else ()
        numbers = [at for at, column in enumerate(columns, start=1) if column.number]
        self._numbers = frozenset({0, *numbers})
        words = {each: meaning_word(each) for each in _MEANINGS}
        meant = {"stage": dict(stages), **dict.fromkeys(_MEANT, words)}
        self._meanings = {
            at: meant[column.field]
            for at, column in enumerate(columns, start=1)
            if column.field in meant
        }
        self.show_many(rows if rows is not None else ())

    @override
    def heading(self, column: int) -> str:
        return self._headings[column]

    @override
    def is_number(self, column: int) -> bool:
        return column in self._numbers

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._headings)

    @override
    def text(self, row: PreviewRow, column: int) -> str:
        if column == 0:
            return row.key
        value = row.values[column - 1]
        if isinstance(value, str) and column in self._meanings and column - 1 not in row.marks:
            return self._meanings[column].get(value, value)
        return value_word(value)

    @override
    def value(self, row: PreviewRow, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            effect = row.marks.get(column - 1)
            if effect is None and row.fate == "kept":
                return None
            words = {
                "cell": wording().importing.cannot_be_read(),
                "row": wording().importing.row_left_out(),
                "none": wording().importing.odd(),
            }
            fates = {
                "left out": wording().importing.row_left_out(),
                "merged": wording().importing.the_same_as_another(),
            }
            parts = (self.text(row, column), words.get(effect or "") or fates.get(row.fate, ""))
            return ", ".join(part for part in parts if part)
        return None


class PreviewDelegate(CellDelegate):
    """A typed value; marked where something is wrong with it, grey where its row is not kept."""

    def __init__(self, switch: ThemeSwitch, parent: QObject, model: PreviewModel) -> None:
        super().__init__(switch, parent)
        self._model = model
        self._words, self._digits = OneLine(font(13)), font(13, tabular=True)
        self.shown: tuple[int, int] | None = None

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        # Asked directly: one question to Qt for each trait of a cell would cost more than painting.
        at, column, theme = index.row(), index.column(), self.theme
        row = self._model.row_at(at)
        text = " ".join(self._model.text(row, column).split())
        effect = row.marks.get(column - 1)
        grey = row.fate != "kept" or text == "–" or column == 0
        tone = "text" if selected or not grey else "muted"
        if effect is not None:
            tone = _TONES[effect]
            cell = box.adjusted(-8, 5, 8, -5)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            here = (at, column) == self.shown
            painter.setPen(QPen(theme.colour(tone), 1.5) if here else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"{tone}_tint"))
            painter.drawRoundedRect(cell, 5, 5)
        painter.setPen(theme.colour(tone))
        if self._model.is_number(column):
            painter.setFont(self._digits)
            painter.drawText(box, _RIGHT, text)
        else:
            self._words.paint(painter, box, text)


@dataclass(frozen=True)
class ProblemRow:
    """Something that is wrong with a cell or a row.

    Attributes:
        key: Its place among all, from 0.
        found: What it is.
        stages: By which its sentence names stages.
    """

    key: str
    found: CellProblem
    stages: Stages

    @cached_property
    def sentence(self) -> str:
        """What is wrong, and what to do; put into words when it is looked at."""
        return trouble_sentence(Problem(self.found.code, **self.found.facts), self.stages)


class ProblemRows(Sequence[ProblemRow]):
    """Problems as rows of a table; each is made only when it is looked at."""

    def __init__(self, found: CellProblems, stages: Stages) -> None:
        self._found, self._stages = found, stages

    @override
    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> ProblemRow: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[ProblemRow]: ...

    @override
    def __getitem__(self, at: int | slice) -> ProblemRow | Sequence[ProblemRow]:
        if isinstance(at, int):
            return ProblemRow(str(at), self._found[at], self._stages)
        first = at.indices(len(self))[0]
        return [
            ProblemRow(str(place), found, self._stages)
            for place, found in enumerate(self._found[at], first)
        ]


class ProblemsModel(ValueTableModel[ProblemRow]):
    """What is wrong, by row."""

    class Column(IntEnum):
        """Its columns."""

        ROW = 0
        COLUMN = 1
        SENTENCE = 2
        EFFECT = 3

    NUMBERS = frozenset({Column.ROW})

    def show_problems(self, found: CellProblems, stages: Stages = ()) -> None:
        """Shows other problems; stages are called as the agreement calls them."""
        self.show_many(ProblemRows(found, stages))

    def _effect_word(self, effect: str) -> str:
        return {
            "row": wording().importing.row_left_out_2(),
            "cell": wording().importing.read_as_blank(),
            "none": wording().importing.only_a_warning(),
        }[effect]

    @override
    def heading(self, column: int) -> str:
        return (
            wording().importing.row(),
            wording().importing.column(),
            wording().importing.what_is_wrong(),
            wording().importing.what_we_do(),
        )[column]

    @override
    def text(self, row: ProblemRow, column: int) -> str:
        if column == self.Column.SENTENCE:
            return row.sentence
        found = row.found
        return (str(found.row), found.column, "", self._effect_word(found.effect))[column]
