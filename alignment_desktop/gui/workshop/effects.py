"""Asks what the clause on the table means on the last quarter's leads, beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from alignment_desktop.gui.effect_words import effect_trouble
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.effect_card import EffectCard
from alignment_desktop.gui.workshop.workshop import Workshop

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.clause_effects import Effect
    from alignment_desktop.services.workspace import Workspace

_TOPIC = "workshop-effect"


class Effects(QObject):
    """Shows or hides the effect of the clause on the table.

    Attributes:
        wanted: Whether it is to be seen.
    """

    def __init__(self, workshop: Workshop, parent: QObject) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self.wanted = False
        self._asked: object = None

    def show_on(self, card: EffectCard) -> None:
        """Brings a card up to date; it is hidden where nothing is wanted."""
        shown = self._workshop.table
        card.setVisible(self.wanted and shown is not None)
        if not self.wanted or shown is None:
            self._asked = None
            return
        session = self._workshop.session
        asked = shown.id, shown.clause, shown.proposed, session.news.batches, card
        if asked == self._asked:
            return
        self._asked = asked
        card.say(wording().workshop.effect_measuring())
        clause_id, proposed, label, now = shown.id, shown.proposed, session.label, session.now()

        def question(workspace: Workspace, _monitor: Monitor) -> Effect:
            from alignment_desktop.services.clause_effects import effect_of

            return effect_of(workspace, clause_id, proposed, label, now=now)

        def answer(effect: Effect) -> None:
            if self._asked == asked:
                card.show_effect(effect, effect_trouble(session, effect.trouble))

        session.ask(_TOPIC, question, answer)
