"""The clause on the table: its name, what it says, both parties, and what it means on data."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.fonts import BOLD, MEDIUM
from alignment_desktop.gui.painting.consent_mark import (
    NEITHER,
    Consent,
    consent_text,
    paint_consent,
)
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.gui.workshop.agenda_strip import paint_parked
from alignment_desktop.gui.workshop.clause_states import (
    clause_called,
    consent_shown,
    party_state,
    sentence_of,
)
from alignment_desktop.gui.workshop.effect_card import EffectCard
from alignment_desktop.gui.workshop.party_card import PartyCard
from alignment_desktop.gui.workshop.workshop import Workshop
from alignment_desktop.gui.workshop.zoom import SMALL, TEXT, TITLE, Zoom
from alignment_desktop.phrasing.days import day_text

_MARK, _BESIDE = 76, 860


class _Mark(QWidget):
    """The consent mark between both cards."""

    def __init__(self, switch: ThemeSwitch, zoom: Zoom) -> None:
        super().__init__()
        accessible.install()
        self._switch = switch
        self._side = zoom.px(_MARK)
        self._consent, self._parked = NEITHER, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        switch.changed.connect(self.update)

    def show_consent(self, consent: Consent, parked: str) -> None:
        """Shows where both stand; `parked` says that it is put aside."""
        self._consent, self._parked = consent, bool(parked)
        self.setAccessibleName(parked or consent_text(consent))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(self._side * 1.7), self._side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._side
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        if self._parked:
            paint_parked(painter, box, self._switch.theme)
        else:
            paint_consent(painter, box, self._consent, self._switch.theme)


accessible.register(_Mark, QAccessible.Role.Graphic)


class ClauseView(QWidget):
    """Shows what a workshop has on its table.

    Attributes:
        pressed: Carries the key of a button in a party's card.
    """

    pressed = Signal(str)

    def __init__(self, switch: ThemeSwitch, zoom: Zoom, workshop: Workshop) -> None:
        super().__init__()
        self._workshop = workshop
        px = zoom.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        self.name = label(pixels=px(TITLE), weight=BOLD, wrap=True)
        self.sentence = label(pixels=px(TEXT), wrap=True)
        self.parked = label(pixels=px(SMALL), weight=MEDIUM, tone="at_risk", wrap=True)
        self.cards = {party: PartyCard(switch, zoom) for party in PARTIES}
        self.mark = _Mark(switch, zoom)
        self.effect = EffectCard(switch, zoom)
        self.effect.hide()
        column.addWidget(self.name)
        column.addWidget(self.sentence)
        column.addWidget(self.parked)
        self.parties = QWidget()
        self._zoom = zoom
        self._row = row = QHBoxLayout(self.parties)
        row.setContentsMargins(0, px(10), 0, px(4))
        row.addWidget(self.cards[PARTIES[0]], 1)
        row.addWidget(self.mark)
        row.addWidget(self.cards[PARTIES[1]], 1)
        column.addWidget(self.parties)
        column.addWidget(self.effect)
        for party, card in self.cards.items():
            card.pressed.connect(self.pressed)
            card.leader_clicked.connect(lambda party=party: workshop.next_speaker(party))

    def renew(self) -> None:
        """Shows how the clause stands now."""
        workshop, its = self._workshop, wording().workshop
        shown, found = workshop.table, workshop.found
        self.parties.setVisible(shown is not None)
        if shown is None or found is None:
            waiting = found is None
            self.name.setText("" if waiting else its.nothing_waits())
            self.sentence.setText("" if waiting else its.nothing_waits_text())
            self.parked.hide()
            self.effect.hide()
            return
        table = found.table
        self.name.setText(breakable(clause_called(table, shown.id)))
        self.sentence.setText(breakable(sentence_of(shown, table.agreement)))
        self.sentence.setVisible(bool(self.sentence.text()))
        parked = table.parked(shown.id)
        words = ""
        if parked is not None:
            facts = {
                "name": found.names.get(parked.owner, parked.owner),
                "day": day_text(parked.until, user_language()),
            }
            words = its.parked_with(**facts)
            if parked.why:
                words = its.parked_with_why(**facts, why=parked.why)
        self.parked.setText(words)
        self.parked.setVisible(bool(words))
        for party, card in self.cards.items():
            card.show_state(party_state(workshop, shown, table, party))
        self.mark.show_consent(consent_shown(table, shown.id), words)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._zoom.px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
