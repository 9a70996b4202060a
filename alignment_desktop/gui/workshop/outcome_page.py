"""What came of the workshop, on one page: what was decided, what is parked, and what comes next."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.charts.give_and_take import give_and_take
from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.minutes import AGREED, Item, Outcome
from alignment_desktop.domain.workshop import Voice
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.fonts import BOLD, MEDIUM, SEMIBOLD
from alignment_desktop.gui.painting.avatar import paint_avatar
from alignment_desktop.gui.painting.consent_mark import BOTH, Consent, consent_of, paint_consent
from alignment_desktop.gui.seats.seat import initials
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.changed_value import ChangedValue
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.gui.workshop.agenda_strip import paint_parked
from alignment_desktop.gui.workshop.clause_states import clause_called
from alignment_desktop.gui.workshop.key_button import KeyButton
from alignment_desktop.gui.workshop.workshop import Workshop
from alignment_desktop.gui.workshop.zoom import SMALL, TEXT, TITLE, Zoom
from alignment_desktop.phrasing.days import day_text
from alignment_desktop.phrasing.durations import duration_text
from alignment_desktop.phrasing.minutes import (
    agreed_text,
    change_texts,
    clause_party,
    deeds,
    headline,
    item_name,
    open_text,
    parked_reason,
    parked_text,
    standing_clause,
    steps_text,
    waits_text,
    when_text,
)
from alignment_desktop.services.workshop import Recorded

_MOST = 40
"""Clauses that a card lists: what is read from afar."""
_THINNEST = 6
"""Pixels from one mark to the next, below which none is drawn."""


class _Room(QWidget):
    """Who took part, as round pictures."""

    def __init__(self, switch: ThemeSwitch, zoom: Zoom, people: list[tuple[str, str]]) -> None:
        super().__init__()
        accessible.install()
        self._switch, self._side, self._people = switch, zoom.px(34), people
        self.setAccessibleName(", ".join(name for name, _ in people))
        set_tool_tip(self, self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(self._side * 1.2 * len(self._people)), self._side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, (name, tone) in enumerate(self._people):
            box = QRectF(at * self._side * 1.2, 0, self._side, self._side)
            paint_avatar(painter, box, initials(name), tone, self._switch.theme)


class _Marks(QWidget):
    """A mark for each clause that was on the table."""

    def __init__(self, switch: ThemeSwitch, zoom: Zoom, items: tuple[Item, ...], name: str) -> None:
        super().__init__()
        accessible.install()
        self._switch, self._side, self._items = switch, zoom.px(28), items
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self._side + 4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._items:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = min(self._side * 1.28, self.width() / len(self._items))
        if step < _THINNEST:
            return  # nobody could tell them apart, and the headline counts them
        side = min(self._side, step / 1.1)
        x = self.width() - step * len(self._items)
        for each in self._items:
            box = QRectF(x, (self.height() - side) / 2, side, side)
            if each.outcome is Outcome.PARKED:
                paint_parked(painter, box, self._switch.theme)
            else:
                consent = _consent(each)
                if each.outcome is Outcome.REMOVED:
                    consent = BOTH
                paint_consent(painter, box, consent, self._switch.theme)
            x += step


def _consent(item: Item) -> Consent:
    """Where both stood at the end."""
    return consent_of(item.agreed or {}, item.proposing)


def _line() -> QFrame:
    """A hairline between two things."""
    made = QFrame()
    made.setObjectName("keyboard_line")
    made.setFixedHeight(1)
    return made


accessible.register(_Room, QAccessible.Role.Graphic)
accessible.register(_Marks, QAccessible.Role.Graphic)


class OutcomePage(QWidget):
    """Shows the outcome.

    Attributes:
        back_wanted: The agenda is to be seen again.
        preview_wanted: The minutes are to be read before they are saved.
        save_wanted: The page is to be saved as PDF.
        freeze_wanted: The agreement is to be frozen.
    """

    back_wanted = Signal()
    preview_wanted = Signal()
    save_wanted = Signal()
    freeze_wanted = Signal()

    def __init__(self, switch: ThemeSwitch, zoom: Zoom, workshop: Workshop) -> None:
        super().__init__()
        self._switch, self._zoom, self._workshop = switch, zoom, workshop
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(zoom.px(10))
        self._content = QWidget()
        self._column.addWidget(self._content)
        self._column.addStretch(1)
        its = wording().workshop
        self.back_button = KeyButton(switch, zoom, "Esc", its.back())
        self.preview_button = KeyButton(switch, zoom, "V", its.preview_minutes())
        self.save_button = KeyButton(switch, zoom, "Ctrl+E", its.save_pdf())
        self.freeze_button = KeyButton(switch, zoom, "F", primary=True)
        self.next_step = label(pixels=zoom.px(SMALL), weight=SEMIBOLD, wrap=True)
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(0, zoom.px(8), 0, zoom.px(12))
        row.setSpacing(zoom.px(12))
        row.addWidget(self.next_step, 1)
        for button, signal in (
            (self.back_button, self.back_wanted),
            (self.preview_button, self.preview_wanted),
            (self.save_button, self.save_wanted),
            (self.freeze_button, self.freeze_wanted),
        ):
            button.clicked.connect(signal)
            row.addWidget(button)
        switch.changed.connect(self.renew)

    def renew(self, _theme: object = None) -> None:
        """Shows how everything stands now."""
        found = self._workshop.found
        if found is None:
            return
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._zoom.px(12))
        self._add_head(column, found)
        row = QHBoxLayout()
        row.setSpacing(self._zoom.px(20))
        row.addWidget(self._decided(found), 2)
        side = QVBoxLayout()
        side.setSpacing(self._zoom.px(16))
        for card in (self._parked(found), self._open(found), self._balance(found)):
            if card is not None:
                side.addWidget(card)
        side.addStretch(1)
        row.addLayout(side, 1)
        column.addLayout(row)
        old, self._content = self._content, content
        self._column.replaceWidget(old, content)
        old.hide()
        old.deleteLater()
        self._show_foot(found)

    def _show_foot(self, found: Recorded) -> None:
        its, agreement = wording().workshop, found.table.agreement
        waiting = sum(
            not found.table.whole(each) and found.table.parked(each) is None
            for each in agreement.clauses
        )
        agreed = not found.table.consents.missing(agreement.clauses)
        ready = agreed and not found.unchanged
        number = found.versions + 1
        parked = len(found.minutes.of(Outcome.PARKED))
        parts = [its.next_step_freeze(number=number)] if ready else []
        if agreed and found.unchanged:
            parts.append(its.next_step_unchanged(number=found.versions))
        if waiting:
            parts.append(its.next_step_open(waiting, count=waiting))
        if parked:
            parts.append(its.next_step_parked(parked, count=parked))
        self.next_step.setText(" ".join(f"{part.rstrip('.')}." for part in parts))
        self.freeze_button.say("F", its.freeze(number=number) if ready else "")

    def _add_head(self, column: QVBoxLayout, found: Recorded) -> None:
        px, language, minutes = self._zoom.px, user_language(), found.minutes
        began, ended = self._hours(found)
        head = QHBoxLayout()
        when = when_text(began, ended, found.table.agreement.timezone, language)
        its = wording().workshop
        title = its.outcome_head(title=its.workshop(), when=when)
        head.addWidget(label(title, px(SMALL), tone="muted", wrap=True), 1)
        people = self._people(minutes.people, found)
        if people:
            head.addWidget(label(language.minutes.took_part(), px(SMALL), tone="muted"))
            head.addWidget(_Room(self._switch, self._zoom, people))
        column.addLayout(head)
        row = QHBoxLayout()
        words = headline(minutes, language)
        row.addWidget(label(words, px(TITLE), BOLD, wrap=True), 3)
        row.addWidget(_Marks(self._switch, self._zoom, minutes.items, words), 2)
        column.addLayout(row)
        parts = (
            (agreed_text(minutes, language), "text"),
            (parked_text(minutes, language), "at_risk"),
            (open_text(minutes, language), "text"),
        )
        palette = self._switch.theme.palette
        spans = [
            f'<span style="color:{palette.of(tone)}">{text}</span>' for text, tone in parts if text
        ]
        said = label(pixels=px(TEXT), wrap=True)
        said.setTextFormat(Qt.TextFormat.RichText)
        said.setText(" ".join(spans))
        column.addWidget(said)

    def _hours(self, found: Recorded) -> tuple[datetime, datetime]:
        began = self._workshop.clock.began
        return began, max(self._workshop.session.now(), found.minutes.ended or began)

    def _people(self, people: tuple[Voice, ...], found: Recorded) -> list[tuple[str, str]]:
        return list(
            {
                found.names.get(each.person, each.person): each.party or "shared"
                for each in people
                if each.person is not None
            }.items()
        )

    def _card(self, title: str) -> tuple[QFrame, QVBoxLayout]:
        card = QFrame()
        set_look(card, "card", "true")
        px = self._zoom.px
        column = QVBoxLayout(card)
        column.setContentsMargins(px(24), px(14), px(24), px(16))
        column.setSpacing(px(8))
        column.addWidget(label(title, px(TEXT), SEMIBOLD))
        return card, column

    def _decided(self, found: Recorded) -> QFrame:
        px, language = self._zoom.px, user_language()
        card, column = self._card(language.minutes.decided())
        every = found.minutes.of(*(each for each in AGREED if each is not Outcome.WRITTEN))
        items = every[:_MOST]
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(10))
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        for row, item in enumerate(items):
            grid.addWidget(_line(), 2 * row, 0, 1, 3)
            self._add_decision(grid, 2 * row + 1, item, found)
        column.addLayout(grid)
        self._add_rest(column, len(every) - len(items))
        written = found.minutes.of(Outcome.WRITTEN)
        if written:
            column.addWidget(_line())
            named = written[:_MOST]
            names = ", ".join(item_name(each, found.table.agreement, language) for each in named)
            if len(written) > _MOST:
                left = len(written) - _MOST
                names = wording().frame.and_more(names=names, rest=left)
            text = f"{language.minutes.as_written_are()}: {names}"
            column.addWidget(label(breakable(text), px(SMALL), wrap=True))
        if not items and not written:
            text = wording().workshop.facilitator_none()
            column.addWidget(label(text, px(SMALL), tone="muted"))
        column.addStretch(1)
        return card

    def _add_decision(self, grid: QGridLayout, row: int, item: Item, found: Recorded) -> None:
        px, language, agreement = self._zoom.px, user_language(), found.table.agreement
        party = clause_party(item.id, standing_clause(item, agreement), agreement)
        palette = self._switch.theme.palette
        whose = label(party_words(party), px(SMALL), MEDIUM)
        whose.setStyleSheet(f"color: {palette.of(party)}")
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(whose, row, 0, top)
        name = item_name(item, agreement, language)
        grid.addWidget(label(breakable(name), px(SMALL), MEDIUM, wrap=True), row, 1, top)
        cell = QVBoxLayout()
        cell.setSpacing(px(2))
        for change in change_texts(item, agreement, language):
            words = ChangedValue(self._switch, px(SMALL))
            words.show_change(change.old, change.new)
            if change.field:
                cell.addWidget(label(change.field, px(SMALL), tone="muted"))
            cell.addWidget(words)
        by = steps_text(item, found.names, language)
        cell.addWidget(label(by, px(SMALL), tone="muted", wrap=True))
        grid.addLayout(cell, row, 2)

    def _parked(self, found: Recorded) -> QFrame | None:
        items = found.minutes.of(Outcome.PARKED)
        if not items:
            return None
        px, language = self._zoom.px, user_language()
        card, column = self._card(language.minutes.parked_are())
        for item in items[:_MOST]:
            parked = item.parked
            assert parked is not None
            column.addWidget(_line())
            name = clause_called(found.table, item.id)
            column.addWidget(label(breakable(name), px(SMALL), MEDIUM, wrap=True))
            reason = parked_reason(parked, found.names, language)
            if reason:
                column.addWidget(label(breakable(reason), px(SMALL), tone="muted", wrap=True))
            row = QHBoxLayout()
            owner = found.names.get(parked.owner, parked.owner)
            row.addWidget(label(owner, px(SMALL), wrap=True), 1)
            row.addWidget(label(day_text(parked.until, language), px(SMALL), SEMIBOLD))
            column.addLayout(row)
        self._add_rest(column, len(items) - _MOST)
        return card

    def _open(self, found: Recorded) -> QFrame | None:
        items = found.minutes.of(Outcome.OPEN)
        if not items:
            return None
        px, language = self._zoom.px, user_language()
        card, column = self._card(language.minutes.open_are())
        for item in items[:_MOST]:
            name, waits = clause_called(found.table, item.id), waits_text(item, language)
            text = wording().workshop.clause_by(name=name, by=waits)
            column.addWidget(label(breakable(text), px(SMALL), wrap=True))
        self._add_rest(column, len(items) - _MOST)
        return card

    def _add_rest(self, column: QVBoxLayout, count: int) -> None:
        """Says how many more there are, where so many are not listed; the minutes list them all."""
        if count > 0:
            text = wording().clauses.and_more(count=count)
            column.addWidget(label(text, self._zoom.px(SMALL), tone="muted"))

    def _balance(self, found: Recorded) -> QFrame:
        px, language, clock = self._zoom.px, user_language(), self._workshop.clock
        card, column = self._card(language.minutes.give_and_take())
        rows = deeds(found.minutes, language)
        chart = ChartView(self._switch, language.minutes.give_and_take())
        height = px(32)
        chart.setMinimumHeight(height * (len(rows) + 1))
        parties = party_words(PARTIES[0]), party_words(PARTIES[1])
        chart.show_chart(
            lambda width, _height: give_and_take(rows, parties, width, row=height, size=px(SMALL))
        )
        column.addWidget(chart)
        count = max(found.minutes.discussed, 1)
        spent = clock.whole.total_seconds()
        text = wording().workshop.time_spent(
            time=duration_text(spent, language),
            length=duration_text(clock.length.total_seconds(), language),
            each=duration_text(spent / count, language),
        )
        column.addWidget(label(text, px(SMALL), tone="muted", wrap=True))
        return card
