"""Rows of a review: a decision, an action, a note, and the empty line in which one is written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
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
from alignment_desktop.gui.pages.review_fields import ReviewField
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import headings, user_language, wording
from alignment_desktop.phrasing.reviews import status_text
from alignment_desktop.words.language import capital

_WIDTHS = {"owner": 158, "due": 112, "status": 122}
"""Widths in pixels of the columns of actions, which their headings share."""
REMOVE_WIDTH = 30
GAP = 6
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
        for name, width in _WIDTHS.items():
            if name in self.fields:
                self.fields[name].setFixedWidth(width)
        self._arrange(wide=True)

    def _arrange(self, *, wide: bool) -> None:
        """Puts owner, day and status beside the words; below them where there is little room."""
        if wide == self._wide:
            return
        self._wide = wide
        top, grid, fields = Qt.AlignmentFlag.AlignTop, self._grid, self.fields
        for part in (*fields.values(), self.origin, self.remove_button):
            grid.removeWidget(part)
        last = len(_WIDTHS) + 1
        small = [fields[name] for name in _WIDTHS if name in fields]
        span = 1 if wide or not small else last
        grid.addWidget(fields["text"], 0, 0, 1, span, top)
        if "why" in fields:
            grid.addWidget(fields["why"], 0, 1, top)
            grid.setColumnStretch(1, 1)
        row = 0 if wide else 1
        for column, field in enumerate(small, 1 if wide else 0):
            left = Qt.AlignmentFlag.AlignLeft
            grid.addWidget(field, row, column, 1, 1, top if wide else top | left)
        grid.addWidget(self.remove_button, 0, last, top)
        grid.addWidget(self.origin, 2, 0, 1, span)
        if "outcome" in fields:
            grid.addWidget(fields["outcome"], 3, 0, 1, last)
        grid.setColumnStretch(0, 1 if wide or not small else 0)
        grid.setColumnStretch(last - 1, 0 if wide or not small else 1)

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
    widths = (0, *_WIDTHS.values())
    for column, (text, width) in enumerate(zip(texts, widths, strict=True)):
        made = label(text, 12, tone="muted")
        made.setContentsMargins(10, 0, 0, 0)
        if width:
            made.setFixedWidth(width)
        grid.addWidget(made, 0, column)
    grid.setColumnMinimumWidth(len(texts), REMOVE_WIDTH)
    return holder
