"""The next agreement, begun with the clauses of this one, beside what came of its targets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QWidget

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.periods import days_after, name_of_days
from alignment_desktop.gui.days import day_words, read_day
from alignment_desktop.gui.fonts import BOLD, MEDIUM
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.day_editors import DayEditor
from alignment_desktop.gui.inspector.editors import Editor, LineEditor, column_of
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.link_card import LinkCard
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

_WIDEST = 760


@dataclass(frozen=True, slots=True)
class NextWish:
    """What was written into the form.

    Attributes:
        label: What the next agreement is called.
        start: The first day of its period.
        end: Its last day, included.
    """

    label: str
    start: date
    end: date


class NextAgreement(QWidget):
    """Proposes the next period, and begins its agreement.

    Attributes:
        begin_wanted: Carries a `NextWish`.
        chosen: Carries the `Place` of a promise to be looked at.
    """

    begin_wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self, switch: ThemeSwitch, icons: Icons) -> None:
        super().__init__()
        self._source: Agreement | None = None
        self._proposed = NextWish("", date.min, date.min)
        self._read_only = False
        its = wording().agreement
        self.title = label(weight=BOLD, pixels=14, wrap=True)
        self.note = label(its.next_begins_with(), 12, tone="muted", wrap=True)
        self.label_field = LineEditor()
        self.start_field, self.end_field = DayEditor(icons), DayEditor(icons)
        self.begin_button = QPushButton()
        set_look(self.begin_button, "kind", "primary")
        self.begin_button.clicked.connect(self._begin)
        self.why_not = label(pixels=12, tone="muted", wrap=True)
        self.trouble = label(pixels=12, tone="missed", wrap=True)
        self.trouble.hide()
        self.results_card = LinkCard(switch, its.what_came_of_the_targets())
        self.results_card.chosen.connect(self.chosen)
        self._lay_out()
        for field in (self.label_field, self.start_field, self.end_field):
            field.typed.connect(self._may_begin)
            field.committed.connect(self._may_begin)

    def _lay_out(self) -> None:
        its = wording().agreement
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        fields: tuple[tuple[str, Editor], ...] = (
            (its.label(), self.label_field),
            (its.first_day(), self.start_field),
            (its.last_day(), self.end_field),
        )
        for text, field in fields:
            name = label(text, 12, MEDIUM)
            name.setBuddy(field)
            field.name_for(text)
            form.addRow(name, field)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.begin_button)
        foot.addWidget(self.why_not, 1)
        card = Card()
        card.body.setSpacing(10)
        card.body.addWidget(self.title)
        card.body.addWidget(self.note)
        card.body.addLayout(form)
        card.body.addLayout(foot)
        card.body.addWidget(self.trouble)
        content = QWidget()
        content.setObjectName("scrolled")
        content.setMaximumWidth(_WIDEST)
        column = column_of(content, 14)
        column.setContentsMargins(24, 12, 16, 16)
        column.addWidget(card)
        column.addWidget(self.results_card)
        column.addStretch(1)
        area = ColumnArea(content, focusable=True)
        column_of(self).addWidget(area)

    def show_source(self, agreement: Agreement, *, read_only: bool) -> None:
        """Proposes what follows an agreement; what was typed already stays.

        Args:
            agreement: The agreement that is shown.
            read_only: Whether nothing can be changed here.
        """
        self._source, self._read_only = agreement, read_only
        self.title.setText(wording().agreement.the_agreement_after(label=agreement.label))
        self.results_card.setAccessibleName(wording().agreement.what_came_of_the_targets())
        proposed = proposal(agreement)
        if proposed != self._proposed:
            self._proposed = proposed
            self.label_field.show_value(proposed.label)
            self.start_field.show_value(proposed.start.isoformat())
            self.end_field.show_value(proposed.end.isoformat())
            self.trouble.hide()
        self._may_begin()

    def show_results(self, rows: Sequence[Link]) -> None:
        """Shows what came of each promise, beside its target."""
        self.results_card.show_rows(rows, wording().agreement.nothing_measured_yet())

    def show_trouble(self, text: str) -> None:
        """Says below the fields why it was not begun; empty: it was."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _wish(self) -> NextWish | None:
        """What is in the fields; None where something is missing."""
        start, end = (read_day(field.line.text()) for field in (self.start_field, self.end_field))
        text = str(self.label_field.value() or "")
        return NextWish(text, start, end) if text and start and end else None

    def _may_begin(self) -> None:
        wish = self._wish()
        its = wording().agreement
        why = ""
        if self._read_only:
            why = its.this_workspace_can_only()
        elif not self.label_field.value():
            why = its.write_a_label()
        elif wish is None:
            why = its.write_the_day_such(day=day_words(date(2026, 12, 24)))
        elif wish.end < wish.start:
            why = its.it_ends_before_it_starts()
        self.why_not.setText(why)
        self.begin_button.setEnabled(not why)
        self.begin_button.setText(its.begin(label=wish.label) if wish else its.begin_the_next())

    def _begin(self) -> None:
        wish = self._wish()
        if wish is not None:
            self.show_trouble("")
            self.begin_wanted.emit(wish)


def proposal(agreement: Agreement) -> NextWish:
    """The period after an agreement's, of the same length, with the label that such days have."""
    header = agreement.header
    days = header.period.start, header.period.end
    start, end = days_after(*days) or days
    label_ = name_of_days(start, end, header.fiscal_year_start)
    if (start.month, start.day, end.month, end.day, end.year) == (1, 1, 12, 31, start.year):
        label_ = str(start.year)
    return NextWish(label_, start, end)
