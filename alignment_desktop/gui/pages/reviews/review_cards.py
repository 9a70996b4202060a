"""Cards of a review: its headline and paragraph, and lists of decisions, actions and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout
from typing_extensions import override

from alignment_desktop.domain.review_entries import ACTION, EDITED, HEADLINE
from alignment_desktop.domain.review_records import ReviewRecord
from alignment_desktop.gui.fonts import BOLD, font
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.text_editors import TextEditor
from alignment_desktop.gui.pages.reviews.review_fields import ReviewField, Unsaved
from alignment_desktop.gui.pages.reviews.review_rows import (
    WIDE,
    NewLine,
    RecordRow,
    action_headings,
)
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import ShortLabel, label
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

_SIDE = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One record as a list shows it.

    Attributes:
        record: The record.
        origin: Where it comes from, or where it went on; may be empty.
    """

    record: ReviewRecord
    origin: str = ""


class SentencesCard(Card):
    """Headline and paragraph: written from the figures, or by people.

    Attributes:
        edit_wanted: Carries `headline` or `paragraph`, and what it is to say.
        restore_wanted: Carries which of the two is to be written from the figures again.
        fields: The two fields.
    """

    edit_wanted = Signal(str, str)
    restore_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        its = wording().reviews
        names = {EDITED[0]: its.headline(), EDITED[1]: its.paragraph()}
        self.body.setContentsMargins(8, 10, 8, 10)
        self.fields: dict[str, ReviewField] = {}
        self.notes = {sort: ShortLabel(12, tone="muted") for sort in EDITED}
        self.restore_buttons: dict[str, QPushButton] = {}
        for sort, name in names.items():
            editor = TextEditor(its.no_sentence_yet(), least=1, breaks=False)
            if sort == HEADLINE:
                editor.paper.setFont(font(17, BOLD))
            field = ReviewField(editor, name)
            field.wanted.connect(partial(self.edit_wanted.emit, sort))
            self.fields[sort] = field
            button = QPushButton(its.restore())
            button.setAccessibleName(its.restore_named(name=name))
            set_look(button, "kind", "quiet")
            button.clicked.connect(partial(self._restore, sort))
            button.hide()
            self.restore_buttons[sort] = button
            head = QHBoxLayout()
            head.setContentsMargins(10, 0, 0, 0)
            head.addWidget(label(name, 12, tone="muted"))
            head.addSpacing(8)
            head.addWidget(self.notes[sort], 1)
            head.addWidget(button)
            self.body.addLayout(head)
            self.body.addWidget(field)

    def _restore(self, sort: str, _on: bool = False) -> None:
        self.restore_wanted.emit(sort)

    def show_sentence(self, sort: str, text: str, note: str, seen: int, *, edited: bool) -> None:
        """Shows what one of the two says.

        Args:
            sort: Which.
            text: What it says.
            note: Where that comes from.
            seen: The workspace's revision by which it stands so.
            edited: Whether people wrote it.
        """
        self.fields[sort].show_standing(text, seen)
        self.notes[sort].say(note)
        self.restore_buttons[sort].setVisible(edited)


class RecordsCard(Card):
    """A titled list of records of one sort, with an empty line at its end.

    Attributes:
        edit_wanted: Carries a `RecordRow`, the field's name, and what is to stand in it.
        remove_wanted: Carries the `RecordRow` whose record is to be taken out.
        add_wanted: Carries the words of a new record.
        rows: The rows by the number of their record, in their order.
    """

    edit_wanted = Signal(object, str, str)
    remove_wanted = Signal(object)
    add_wanted = Signal(str)

    def __init__(self, title: str, sort: str, icons: Icons, *, adds: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.sort = sort
        self._icons = icons
        self.rows: dict[int, RecordRow] = {}
        self.body.setContentsMargins(_SIDE, 12, _SIDE, 10)
        self.body.setSpacing(6)
        self.title = label(title, 13, BOLD)
        self.note = ShortLabel(12, tone="muted")
        self.button = QPushButton()
        set_look(self.button, "kind", "quiet")
        self.button.hide()
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 0, 0)
        head.setSpacing(6)
        head.addWidget(self.title, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.button)
        self.body.addLayout(head)
        self._headings = action_headings()
        self._headings.hide()
        self.body.addWidget(self._headings)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.body.addLayout(self._column)
        self.new: NewLine | None = None
        if adds:
            self.new = NewLine(sort)
            self.new.field.wanted.connect(self.add_wanted)
            self.body.addWidget(self.new)

    def showing(
        self,
        lines: Sequence[Line],
        seen: int,
        people: Mapping[str, str],
        unsaved: Mapping[tuple[int, str], Unsaved],
    ) -> Iterator[None]:
        """Shows other records, a row up to each `yield`: each has several fields.

        Rows in which something is typed that does not stand stay, even where their record is gone.

        Args:
            lines: The records.
            seen: The workspace's revision by which they stand so.
            people: The names of the people who may own an action, by key.
            unsaved: What was typed before, and not saved, by record and field.
        """
        wanted = {line.record.id for line in lines}
        for number in [number for number in self.rows if number not in wanted]:
            if not self.rows[number].is_unsaved:
                self._drop(number)
        for at, line in enumerate(lines):
            number = line.record.id
            row = self.rows.get(number)
            if row is None:
                row = self._made(number)
                row.show_people(people)
                row.show_record(line.record, seen, line.origin)
                for name, field in row.fields.items():
                    if (number, name) in unsaved:
                        field.take_up(unsaved[number, name])
                self.rows[number] = row
                self._column.insertWidget(at, row)
                yield
            else:
                row.show_people(people)
                row.show_record(line.record, seen, line.origin)
        self._show_headings()

    def _made(self, number: int) -> RecordRow:
        row = RecordRow(number, self.sort, self._icons)
        row.edit_wanted.connect(partial(self.edit_wanted.emit, row))
        row.remove_wanted.connect(partial(self.remove_wanted.emit, row))
        return row

    def _drop(self, number: int) -> None:
        row = self.rows.pop(number)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _show_headings(self) -> None:
        wide = self.width() >= WIDE + 2 * _SIDE
        self._headings.setVisible(self.sort == ACTION and bool(self.rows) and wide)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_headings()

    def clear(self) -> None:
        """Lets all rows go."""
        for number in list(self.rows):
            self._drop(number)
