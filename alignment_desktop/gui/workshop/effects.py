"""Asks what the clause on the table means on the last quarter's leads, beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.gui.workshop.effect_card import EffectCard
from alignment_desktop.gui.workshop.workshop import Workshop
from alignment_desktop.phrasing.fields import field_text
from alignment_desktop.words.language import capital

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
                card.show_effect(effect, self._trouble(effect.trouble))

        session.ask(_TOPIC, question, answer)

    def _trouble(self, problem: Problem | None) -> str:
        """Why nothing can be measured; empty where something can."""
        if problem is None:
            return ""
        session = self._workshop.session
        if problem.code != "field-not-imported":
            return session.sentence(problem)
        name = str(problem.facts["field"])
        field = capital(field_text(name, session.draft.agreement, user_language()))
        return wording().workshop.effect_lacks(field=field)
