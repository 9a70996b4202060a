"""Rows of a review: a decision, an action, a note, and the empty line in which one is written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from alignment_desktop.domain.review_entries import ACTION, DECISION, FIELDS, NEW, NOTE, STATUSES
from alignment_desktop.domain.review_records import ReviewRecord
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.choice_editors import ChoiceEditor, SuggestionEditor
from alignment_desktop.gui.inspector.day_editors import DayEditor
from alignment_desktop.gui.inspector.editors import Editor
from alignment_desktop.gui.inspector.text_editors import TextEditor
from alignment_desktop.gui.pages.reviews.review_fields import ReviewField
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import headings, user_language, wording
from alignment_desktop.phrasing.reviews import status_text
from alignment_desktop.words.language import capital

_WIDTHS = {"owner": (112, 158), "due": (98, 112), "status": (104, 122)}
"""The least and the usual widths in pixels of columns of actions, which their headings share."""
REMOVE_WIDTH = 30
GAP = 6
SMALL = sum(width for _, width in _WIDTHS.values()) + 2 * GAP
WIDE = 660
"""From so many pixels on everything of an action stands on one line."""


class _DueEditor(DayEditor):
    """A day whose calendar is offered where the keyboard or the mouse is."""

    def __init__(self, icons: Icons) -> None:
        super().__init__(icons)
        self.choosing.setVisible(False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Enter):
            self.choosing.setVisible(True)
        elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.Leave):
            self.choosing.setVisible(self.line.hasFocus())
        return super().eventFilter(watched, event)


class _Beside(QWidget):
    """Owner, day and status side by side, as wide as usual where there is room."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(SMALL, super().sizeHint().height())


class RecordRow(QWidget):
    """One record with its fields.

    Attributes:
        edit_wanted: Carries the field's name and what is to stand in it.
        remove_wanted: The record is to be taken out.
        record: The record's number.
    """

    edit_wanted = Signal(str, str)
    remove_wanted = Signal()

    def __init__(self, record: int, sort: str, icons: Icons) -> None:
        super().__init__()
        self.record = record
        self.sort = sort
        self._icons = icons
        self._wide: bool | None = None
        self.fields: dict[str, ReviewField] = {
            name: self._field(name) for name in FIELDS[sort] if name != "carried"
        }
        self.origin = label("", 12, tone="muted", wrap=True)
        self.origin.setContentsMargins(12, 0, 0, 2)
        self.origin.hide()
        self.remove_button = QToolButton()
        icons.dress(self.remove_button, "trash")
        self.remove_button.setAccessibleName(wording().common.remove())
        set_tool_tip(self.remove_button, wording().reviews.remove_line())
        self.remove_button.setFixedWidth(REMOVE_WIDTH)
        self.remove_button.clicked.connect(lambda _on: self.remove_wanted.emit())
        self._lay_out()

    def _field(self, name: str) -> ReviewField:
        its = wording().reviews
        names = {
            "text": {DECISION: its.decision(), ACTION: its.action(), NOTE: its.note()}[self.sort],
            "why": its.why(),
            "owner": headings().owner(),
            "due": headings().due(),
            "status": headings().status(),
            "outcome": its.what_became_of_it(),
        }
        made = ReviewField(self._editor(name), names[name])
        made.wanted.connect(partial(self.edit_wanted.emit, name))
        return made

    def _editor(self, name: str) -> Editor:
        its = wording().reviews
        if name == "owner":
            return SuggestionEditor(its.nobody_yet())
        if name == "due":
            return _DueEditor(self._icons)
        if name == "status":
            language = user_language()
            words = {each: capital(status_text(each, language)) for each in STATUSES}
            return ChoiceEditor(words, optional=False)
        hints = {"why": its.why(), "outcome": its.what_became_of_it()}
        return TextEditor(hints.get(name, ""), least=1, breaks=self.sort == NOTE)

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._small = _Beside(self)
        self._small.setVisible(self.sort == ACTION)
        small = QHBoxLayout(self._small)
        small.setContentsMargins(0, 0, 0, 0)
        small.setSpacing(GAP)
        for name, (least, width) in _WIDTHS.items():
            if name in self.fields:
                self.fields[name].setMinimumWidth(least)
                self.fields[name].setMaximumWidth(width)
                small.addWidget(self.fields[name], width, Qt.AlignmentFlag.AlignTop)
        top = Qt.AlignmentFlag.AlignTop
        if "why" in self.fields:
            self._grid.addWidget(self.fields["why"], 0, 1, top)
            self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self.remove_button, 0, 2, top)
        self._grid.addWidget(self.origin, 2, 0, 1, 2)
        if "outcome" in self.fields:
            self._grid.addWidget(self.fields["outcome"], 3, 0, 1, 2)
        self._arrange(wide=self.sort != ACTION)

    def _arrange(self, *, wide: bool) -> None:
        """Puts owner, day and status beside the words; below them where there is little room."""
        if wide == self._wide:
            return
        self._wide = wide
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        grid.removeWidget(self._small)
        grid.removeWidget(self.fields["text"])
        both = 2 if self.sort == ACTION and not wide else 1
        grid.addWidget(self.fields["text"], 0, 0, 1, both, top)
        if self.sort == ACTION:
            self._small.setMinimumWidth(SMALL if wide else 0)
            place = (0, 1, 1, 1) if wide else (1, 0, 1, 2)
            grid.addWidget(self._small, *place, top | Qt.AlignmentFlag.AlignLeft)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.sort == ACTION:
            self._arrange(wide=event.size().width() >= WIDE)

    def show_people(self, people: Mapping[str, str]) -> None:
        """Offers these people as owners of an action: their names by key."""
        for field in self.fields.values():
            if isinstance(field.editor, SuggestionEditor):
                field.editor.suggest(people)

    def show_record(self, record: ReviewRecord, seen: int, origin: str = "") -> None:
        """Shows what stands in the record.

        Args:
            record: The record.
            seen: The workspace's revision by which it stands so.
            origin: Where it comes from, or where it went on.
        """
        for name, shown in self.fields.items():
            text = record.status if name == "status" else record.value(name)
            shown.show_standing(text, seen)
        self.origin.setText(origin)
        self.origin.setVisible(bool(origin))
        if "outcome" in self.fields:
            # What nobody began has come to nothing yet.
            outcome = self.fields["outcome"]
            outcome.setVisible(record.status != NEW or bool(outcome.text))

    @property
    def is_unsaved(self) -> bool:
        """Whether something is typed in one of the fields that does not stand."""
        return any(each.is_unsaved for each in self.fields.values())


class NewLine(QWidget):
    """The empty line at the end of a list: what is written in it becomes a record.

    Attributes:
        field: The field.
    """

    def __init__(self, sort: str) -> None:
        super().__init__()
        its = wording().reviews
        hints = {
            DECISION: its.write_a_decision(),
            ACTION: its.write_an_action(),
            NOTE: its.write_a_note(),
        }
        editor = TextEditor(hints[sort], least=1, breaks=False)
        self.field = ReviewField(editor, hints[sort])
        self.field.show_standing("", 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, REMOVE_WIDTH + GAP, 0)
        row.addWidget(self.field)
        self.setFocusProxy(self.field)


def action_headings() -> QWidget:
    """The headings above actions."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GAP)
    grid.setColumnStretch(0, 1)
    texts = (wording().reviews.action(), headings().owner(), headings().due(), headings().status())
    widths = (0, *(width for _, width in _WIDTHS.values()))
    for column, (text, width) in enumerate(zip(texts, widths, strict=True)):
        made = label(text, 12, tone="muted")
        made.setContentsMargins(10, 0, 0, 0)
        if width:
            made.setFixedWidth(width)
        grid.addWidget(made, 0, column)
    grid.setColumnMinimumWidth(len(texts), REMOVE_WIDTH)
    return holder
