"""The fields of one clause that changed, each with its old value struck out and its new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.differences import FieldChange
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.changed_value import ChangedValue, spoken_change
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.differences import field_name_text, stated_text


class ChangedFields(QWidget):
    """One line a field: its name, what it said, what it says."""

    def __init__(
        self,
        switch: ThemeSwitch,
        *,
        pixels: int = 13,
        name_width: int = 96,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._pixels = pixels
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, name_width)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, ChangedValue]] = []

    def show_changes(
        self, clause: str, changes: Sequence[FieldChange], before: Agreement, after: Agreement
    ) -> None:
        """Shows other changes.

        Args:
            clause: The clause, as `kind.key`.
            changes: The fields that differ. The key of a clause that was added or removed is
                left out: the clause's own name says which it is.
            before: Whose clauses the old values may name.
            after: Whose clauses the new values may name.
        """
        language, kind = user_language(), clause.partition(".")[0]
        changes = [each for each in changes if each.field != "key" or (each.old and each.new)]
        while len(self._lines) < len(changes):
            self._add_line()
        for row, (name, value) in enumerate(self._lines):
            shown = row < len(changes)
            name.setVisible(shown)
            value.setVisible(shown)
            if not shown:
                continue
            each = changes[row]
            called = field_name_text(kind, each.field, language)
            old = stated_text(clause, each.field, each.old, before, language)
            new = stated_text(clause, each.field, each.new, after, language)
            name.setText(breakable(called))
            value.show_change(old, new)
            spoken = wording().changes.field_change(field=called, change=spoken_change(old, new))
            value.setAccessibleName(spoken)

    def _add_line(self) -> None:
        name = label(pixels=self._pixels - 1, tone="muted", wrap=True)
        value = ChangedValue(self._switch, self._pixels)
        row = len(self._lines)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, row, 0, top)
        self._grid.addWidget(value, row, 1, top)
        self._lines.append((name, value))
