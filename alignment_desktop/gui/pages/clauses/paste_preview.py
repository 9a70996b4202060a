"""What pasted rows would do, before they are taken: in place, above the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout
from typing_extensions import override

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.idle_tasks import paced
from alignment_desktop.gui.inspector.choice_editors import Combo
from alignment_desktop.gui.inspector.words import kinds_word
from alignment_desktop.gui.pasting.pasted_rows import Pasted, PastedRow, row_title
from alignment_desktop.gui.pasting.tabbed_text import MOST_ROWS, one_line
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.widgets.panel import Panel, PanelArea
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.differences import field_name_text, stated_text

_MOST = 60  # rows that are listed
_AT_ONCE = 10  # rows that fill the panel; the others come below them while the window is idle
_MOST_NAMES, _LONGEST = 8, 70
_HIGHEST = 240


class PastePreview(Panel):
    """A panel with what was recognised, what each row would do, and a button that takes them all.

    What cannot be taken stays in it, with its sentence, when the others are taken.

    Attributes:
        taken: Carries the `Pasted` that is to be taken.
        kind_chosen: Carries the kind of clause that rows are of.
        rest_wanted: Carries the `Pasted` whose rows that cannot be taken are wanted back.
        closed: It was closed.
        pasted: What it shows.
    """

    taken = Signal(object)
    kind_chosen = Signal(str)
    rest_wanted = Signal(object)
    closed = Signal()

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__()
        set_look(self, "card", "true")
        self.pasted: Pasted | None = None
        words = wording().pasting
        self.heading = label("", 14, SEMIBOLD, wrap=True)
        self.kind_choice = Combo()
        self.kind_choice.setAccessibleName(words.rows_are())
        for kind in kinds:
            self.kind_choice.addItem(kinds_word(kind), kind)
        if len(kinds) == 1:
            self.kind_choice.hide()
        self.kind_choice.setMinimumWidth(180)
        self.kind_choice.chosen.connect(self._choose_kind)
        self.kind_choice.confirmed.connect(lambda: self._choose_kind(-1))
        self.columns = label("", 12, tone="muted", wrap=True)
        self.missing = label("", 12, MEDIUM, "at_risk", wrap=True)
        self.take_button = QPushButton()
        self.take_button.setFont(font(13, MEDIUM))
        set_look(self.take_button, "kind", "primary")
        self.rest_button = QPushButton(words.copy_rest())
        self.close_button = QPushButton(words.close())
        self.take_button.clicked.connect(lambda: self.taken.emit(self.pasted))
        self.rest_button.clicked.connect(lambda: self.rest_wanted.emit(self.pasted))
        self.close_button.clicked.connect(self.close_preview)
        self._area = PanelArea()
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.kind_choice, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for part in (self.columns, self.missing, self._area):
            column.addWidget(part)
        buttons = QHBoxLayout()
        for button in (self.take_button, self.rest_button, self.close_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def show_pasted(self, pasted: Pasted, agreement: Agreement) -> Iterator[None]:
        """Shows what was pasted, as it was understood, a piece up to each `yield`."""
        appears = self.isHidden()
        self.pasted = pasted
        adds, edits = pasted.of(lambda row: row.adds), pasted.of(lambda row: row.edits)
        wrong = pasted.of(lambda row: bool(row.trouble))
        same = len(pasted.rows) - len(adds) - len(edits) - len(wrong)
        words = wording().pasting
        counts = [
            said(count, count=count)
            for said, count in (
                (words.adds, len(adds)),
                (words.edits, len(edits)),
                (words.same, same),
                (words.wrong, len(wrong)),
            )
            if count
        ]
        self.heading.setText(" · ".join([words.heading(), *counts]))
        self.kind_choice.setCurrentIndex(self.kind_choice.findData(pasted.kind))
        self._show_columns(pasted)
        rest = self._show_rows([*wrong, *edits, *adds], agreement)
        self.take_button.setText(_take_words(len(adds), len(edits)))
        self.take_button.setEnabled(bool(adds or edits))
        self.rest_button.setVisible(bool(wrong))
        self.show()
        if appears:
            button = self.take_button if adds or edits else self.close_button
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        yield from rest

    def close_preview(self) -> None:
        """Closes it; nothing is taken."""
        self.pasted = None
        self.hide()
        self.closed.emit()

    def _show_columns(self, pasted: Pasted) -> None:
        words = wording().pasting
        listed = user_language().listed(pasted.columns)
        by = words.columns_by_heading if pasted.headed else words.columns_by_place
        self.columns.setText(breakable(by(columns=listed)))
        self.columns.setVisible(bool(pasted.columns))
        missing = []
        other = [_short(one_line(name)) for name in pasted.not_taken]
        if other:
            names = ", ".join(other[:_MOST_NAMES])
            if len(other) > _MOST_NAMES:
                names = wording().frame.and_more(names=names, rest=len(other) - _MOST_NAMES)
            missing.append(words.not_taken(len(other), count=len(other), columns=names))
        if pasted.left_out:
            left_out = words.left_out(pasted.left_out, count=pasted.left_out, most=MOST_ROWS)
            missing.append(left_out)
        self.missing.setText(breakable(" ".join(missing)))
        self.missing.setVisible(bool(missing))

    def _show_rows(self, rows: Sequence[PastedRow], agreement: Agreement) -> Iterator[None]:
        """Lists the first rows; the iterator that it gives lists the rest."""
        inside, column = self._area.begin(6)

        def add(row: PastedRow) -> None:
            text = breakable(_row_words(row, agreement))
            tone = "missed" if row.trouble else ""
            column.addWidget(label(text, 13, tone=tone, wrap=True))

        def rest() -> Iterator[None]:
            if len(rows) > _AT_ONCE:
                yield
                yield from paced(map(add, rows[_AT_ONCE:_MOST]))
            if len(rows) > _MOST:
                more = wording().clauses.and_more(count=len(rows) - _MOST)
                column.addWidget(label(more, 12, tone="muted"))
            column.addStretch(1)

        for row in rows[:_AT_ONCE]:
            add(row)
        self._area.show_inside(inside, _HIGHEST)
        self._area.setVisible(bool(rows))
        return rest()

    def _choose_kind(self, _at: int) -> None:
        kind = str(self.kind_choice.currentData())
        if self.pasted is not None and kind != self.pasted.kind:
            self.kind_chosen.emit(kind)

    @override
    def escape(self) -> None:
        self.close_preview()


def _take_words(added: int, changed: int) -> str:
    words = wording().pasting
    if added and changed:
        return words.add_and_change(added=added, changed=changed)
    if added:
        return words.add(count=added)
    return words.change(count=changed) if changed else words.nothing_to_do()


def _row_words(row: PastedRow, agreement: Agreement) -> str:
    """A row in a line: its number, what it is called, and what it does or what is wrong."""
    words, language = wording().pasting, user_language()
    if row.trouble:
        said = " ".join(row.trouble)
    elif row.clause_id is None:
        said = words.is_added()
    else:
        clause = clause_name(*row.clause_id)
        said = "; ".join(
            words.change_of(
                field=field_name_text(row.kind, each.field, language),
                old=_value(clause, each.field, each.old, agreement),
                new=_value(clause, each.field, each.new, agreement),
            )
            for each in row.changes
        )
    parts = (words.row(row=row.number), _short(row_title(row, agreement)), said)
    return " · ".join(part for part in parts if part)


def _value(clause: str, name: str, value: object, agreement: Agreement) -> str:
    said = stated_text(clause, name, value, agreement, user_language())
    return _short(one_line(said)) or wording().pasting.nothing()


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
