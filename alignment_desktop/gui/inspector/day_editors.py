"""Editors of days: typed as people write them, or found in a small calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from alignment_desktop.gui.days import day_words, q_date, read_day
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.editors import LineEditor
from alignment_desktop.gui.inspector.text_editors import LinesEditor
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.day_calendar import DayPopup
from alignment_desktop.gui.wording import wording

_EXAMPLE = date(2026, 12, 24)


def shown_day(stated: object) -> str:
    """A day in ISO form as people read it; anything else as it stands."""
    text = "" if stated is None else str(stated)
    try:
        return day_words(date.fromisoformat(text)) if text else ""
    except ValueError:
        return text


def stated_day(typed: str) -> str:
    """What was typed, in ISO form; as it stands, for the rules to refuse, where it is no day."""
    day = read_day(typed)
    return day.isoformat() if day is not None else typed.strip()


class DayEditor(LineEditor):
    """A day, or blank; a small calendar helps to find it."""

    def __init__(self, icons: Icons) -> None:
        super().__init__(day_words(_EXAMPLE))
        words = wording().inspector.choose_a_day_alt()
        self.choosing = self.line.addAction(
            icons.icon("calendar"), QLineEdit.ActionPosition.TrailingPosition
        )
        icons.dress(self.choosing, "calendar")
        self.choosing.setText(words)
        set_tool_tip(self.choosing, words)
        self.choosing.triggered.connect(self.open_calendar)
        self.line.installEventFilter(self)
        self.line.editingFinished.connect(self._write_out)
        self.popup: DayPopup | None = None

    @override
    def value(self) -> object:
        return stated_day(self.line.text()) or None

    @override
    def show_value(self, value: object) -> None:
        super().show_value(shown_day(value))

    def open_calendar(self) -> None:
        """Offers the days of a month, below the field."""
        # A calendar is a heavy thing: it is made when it is first asked for.
        if self.popup is None:
            self.popup = DayPopup(self)
            self.popup.chosen.connect(self._take)
        day = read_day(self.line.text())
        self.popup.open_below(self.line, q_date(day) if day else QDate())

    def _take(self, day: QDate) -> None:
        self.show_value(date(day.year(), day.month(), day.day()).isoformat())
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.committed.emit()

    def _write_out(self) -> None:
        """However a day was typed, it stands there as all days do."""
        self.show_value(self.value())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if event.key() == Qt.Key.Key_F4 or (with_alt and event.key() == Qt.Key.Key_Down):
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)


class DaysEditor(LinesEditor):
    """Days, one a line."""

    @override
    def value(self) -> object:
        lines = super().value()
        return [stated_day(line) for line in lines] if isinstance(lines, list) else None

    @override
    def show_value(self, value: object) -> None:
        days = [shown_day(day) for day in value] if isinstance(value, list) else None
        super().show_value(days)
