"""Editors of single values: a line, words over several lines, a choice, a flag, a day, a list."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QEvent, QLocale, QObject, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.hidden_characters import on_one_line
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.typed_targets import TargetField
from alignment_desktop.gui.inspector.words import locale
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.wording import user_language
from alignment_desktop.phrasing.days import hours_of_day_text


def number_text(value: object) -> str:
    """A number as it is edited: the locale's decimal sign, no grouping."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, int | float):
        return "" if value is None else str(value)
    point = QLocale().decimalPoint()
    return str(value).replace(".", point)


def read_number(text: str) -> object:
    """The number that is written; the text itself where it is none, for the rules to refuse."""
    plain = text.strip().replace("\N{NO-BREAK SPACE}", "").replace("\N{NARROW NO-BREAK SPACE}", "")
    plain = ungrouped(plain) or plain
    value, fits = QLocale().toDouble(plain) if not _PLAIN.fullmatch(plain) else (float(plain), True)
    if not fits:
        value, fits = QLocale.c().toDouble(plain)
    if not fits:
        return text
    return int(value) if value.is_integer() else value


_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_TARGET = re.compile(
    r"(?P<op>>=|<=)?\s*(?P<number>[+-]?\d[\d.,'\s\u2019]*?)\s*(?P<unit>%|[A-Za-z]*)"
)


def grouped(number: str) -> str:
    """A number that is written plainly, with the locale's decimal sign and groups."""
    own = locale()
    marks = {ord(","): own.groupSeparator(), ord("."): own.decimalPoint()}
    return f"{Decimal(number):,f}".translate(marks)


def ungrouped(text: str) -> str | None:
    """A number as it is written plainly, out of one with groups or the locale's decimal sign.

    The user's way of writing comes before the English one; None where it is neither.
    """
    for own in (locale(), QLocale.c()):
        # People type a plain space or apostrophe where a locale has a finer one.
        group = own.groupSeparator()
        plain = {"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\u2019": "'"}
        for fine, typed in plain.items():
            text, group = text.replace(fine, typed), group.replace(fine, typed)
        mark, point = re.escape(group), re.escape(own.decimalPoint())
        shape = rf"[+-]?(?:\d+|\d{{1,3}}(?:{mark}\d{{3}})+)(?:{point}\d+)?"
        if re.fullmatch(shape, text):
            return text.replace(group, "").replace(own.decimalPoint(), ".")
    return None


def stated_target(text: str, field: TargetField) -> str:
    """A target as texts write it, with the sign and the unit that were left out.

    Args:
        text: What was typed; as it stands, for the rules to refuse, where it is no target.
        field: What it is typed for.
    """
    stated, parts = _target_parts(text)
    if parts is None:
        return stated
    op, number, unit = parts
    op, unit = field.completed(op, Decimal(number), unit)
    return " ".join(part for part in (op, number, unit) if part)


def _target_parts(text: str) -> tuple[str, tuple[str, str, str] | None]:
    """What was typed; and its sign, its number as it is written plainly, and its unit."""
    text = text.strip().replace("≥", ">=").replace("≤", "<=")
    match = _TARGET.fullmatch(text)
    plain = ungrouped(match["number"]) if match else None
    if match is None or plain is None:
        return text, None
    return text, (match["op"] or "", plain, match["unit"])


class Editor(QWidget):
    """Edits one value as tables write it; None stands for nothing.

    Attributes:
        committed: The field was left, or Enter pressed, or something chosen.
        typed: Something was typed that is not committed yet.
    """

    committed = Signal()
    typed = Signal()

    @abstractmethod
    def value(self) -> object:
        """What is in the field now, as tables write it."""

    @abstractmethod
    def show_value(self, value: object) -> None:
        """Shows another value."""

    def mark_wrong(self, wrong: bool) -> None:
        """Marks the field as wrong, or no more."""

    def select_words(self) -> None:
        """Selects all that is written in it, so that what is typed takes its place."""

    def name_for(self, name: str) -> None:
        """Takes the name under which assistive programs know it."""
        proxy = self.focusProxy() or self
        # A button that adds to a list says what it adds, beside to which.
        adds = proxy.text() if isinstance(proxy, QPushButton) else ""
        proxy.setAccessibleName(f"{name}: {adds}" if adds else name)

    def _fill(self, *widgets: QWidget, spacing: int = 4) -> QHBoxLayout:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing)
        for widget in widgets:
            row.addWidget(widget)
        self.setFocusProxy(widgets[0])
        return row


def leaves_undo(event: QEvent, available: bool) -> bool:
    """Whether Ctrl+Z is meant for the agreement, as the field itself has nothing to undo."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and is_undo(event)
        and not available
    )


def is_undo(event: QKeyEvent) -> bool:
    """Whether a key takes back what was typed last."""
    return event.matches(QKeySequence.StandardKey.Undo)


class Line(QLineEdit):
    """A line that hands Ctrl+Z on where it has nothing to undo itself.

    Attributes:
        entered: The keyboard came to it.
    """

    entered = Signal()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entered.emit()
        super().focusInEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if leaves_undo(event, self.isUndoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event) and not self.isUndoAvailable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_text(self, text: str) -> None:
        """Shows what stands: there is nothing to undo in the line any more."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        elif self.isUndoAvailable() or self.isRedoAvailable():
            at, marked, count = self.cursorPosition(), self.selectionStart(), self.selectionLength()
            self.setText(text)
            self.setCursorPosition(at)
            if marked >= 0:
                self.setSelection(marked, count)


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.line = Line()
        self.line.setPlaceholderText(placeholder)
        self.line.editingFinished.connect(self.committed)
        self.line.textEdited.connect(self.typed)
        self._fill(self.line)

    @override
    def value(self) -> object:
        return on_one_line(self.line.text()).strip() or None  # a pasted text keeps its breaks

    @override
    def show_value(self, value: object) -> None:
        self.line.show_text("" if value is None else str(value))

    @override
    def select_words(self) -> None:
        self.line.selectAll()

    def take_text(self, text: str) -> None:
        """Takes what is typed in another place, as into a cell of a table."""
        if text != self.line.text():
            self.line.setText(text)
            self.typed.emit()

    @override
    def mark_wrong(self, wrong: bool) -> None:
        set_look(self.line, "state", "wrong" if wrong else "")


class NumberEditor(LineEditor):
    """A number; blank is none, or `blank` where the rules write none so."""

    def __init__(self, placeholder: str = "", blank: object = None) -> None:
        super().__init__(placeholder)
        self._blank = blank

    @override
    def value(self) -> object:
        text = self.line.text().strip()
        return read_number(text) if text else self._blank

    @override
    def show_value(self, value: object) -> None:
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        text = grouped(str(value)) if plain else number_text(value)
        super().show_value("" if value == self._blank else text)


class ShareEditor(NumberEditor):
    """A share: shown in percent, taken in percent or as a number from 0 to 1."""

    @override
    def value(self) -> object:
        text = self.line.text().strip()
        number = super().value() if "%" not in text else read_number(text.replace("%", ""))
        if not isinstance(number, int | float) or isinstance(number, bool):
            return text or None
        # Nobody means a share of ninety-five times the target.
        return float(Decimal(str(number)) / 100) if "%" in text or number > 1 else number

    @override
    def show_value(self, value: object) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            share = (Decimal(str(value)) * 100).normalize()
            LineEditor.show_value(self, user_language().percent(grouped(str(share))))
        else:
            super().show_value(value)


def written_target(target: Target) -> str:
    """A target as it is edited, with its sign: `≥ 2,100,000 EUR`."""
    op, _, rest = str(target).partition(" ")
    number, _, unit = rest.partition(" ")
    sign = {">=": "≥", "<=": "≤"}[op]
    goal = user_language().percent(grouped(number))
    if unit != "%":
        goal = f"{grouped(number)} {unit}".rstrip()
    return f"{sign} {goal}"


class TargetEditor(LineEditor):
    """A target: shown with typographic signs and its number in groups, taken with or without.

    A number alone is one of the unit, and on the side, that the target has so far: 85 is ≥ 85%.
    """

    _standing: Target | None = None
    _context = TargetField()
    _keeps = True

    def set_context(self, context: TargetField, *, keeps: bool) -> None:
        """Says what the target is for.

        Args:
            context: Its measure; and a target beside it, whose sign and unit count where this one
                has none yet.
            keeps: Whether what stands is a target of the same kind of figure.
        """
        self._context, self._keeps = context, keeps

    @property
    def field(self) -> TargetField:
        """What the target is for, and what stands."""
        standing = (self._standing or self._context.standing) if self._keeps else None
        return replace(self._context, standing=standing)

    @override
    def value(self) -> object:
        return stated_target(self.line.text(), self.field) or None

    def taken_as(self) -> Target | None:
        """The target as it is understood, where it was typed without a sign; else None."""
        _, parts = _target_parts(self.line.text())
        if parts is None or parts[0]:
            return None
        try:
            return Target.parse(self.value())
        except Problem:
            return None

    @override
    def show_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        self._standing = None
        try:
            target = Target.parse(text)
        except Problem:
            # What is none was typed so, and stays so.
            super().show_value(text.replace(">=", "≥").replace("<=", "≤"))
            return
        self._standing = target
        super().show_value(written_target(target))


class ShiftsEditor(LineEditor):
    """Hours of a day, divided by commas: shown as `09:00–17:00`, taken with a hyphen too."""

    def __init__(self) -> None:
        super().__init__(hours_of_day_text(["09:00-17:00"], user_language()))

    @override
    def value(self) -> object:
        parts = [part.strip() for part in self.line.text().replace("\u2013", "-").split(",")]
        return [part for part in parts if part] or None

    @override
    def show_value(self, value: object) -> None:
        hours = value if isinstance(value, list) else []
        super().show_value(", ".join(str(shift).replace("-", "\u2013") for shift in hours))


class FlagEditor(Editor):
    """Yes or no."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.check = QCheckBox(text)
        self.check.clicked.connect(lambda _on: self.committed.emit())
        self._fill(self.check)

    @override
    def value(self) -> object:
        return self.check.isChecked()

    @override
    def show_value(self, value: object) -> None:
        self.check.setChecked(value is True)


def column_of(parent: QWidget, spacing: int = 4) -> QVBoxLayout:
    """A column without margins, laid into a widget."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column


def forget(widget: QObject) -> None:
    """Lets a widget go that is no longer shown."""
    if isinstance(widget, QWidget):
        widget.hide()
    widget.deleteLater()


def read_scalar(text: str) -> object:
    """A number or flag where it is written as one; else the text: `007` stays a text."""
    if text.casefold() in ("true", "false"):
        return text.casefold() == "true"
    number = read_number(text)
    return number if number_text(number) == text else text
