"""What stands in the way of freezing: each missing consent and each error, one press away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from alignment_desktop.domain.findings import Finding
from alignment_desktop.domain.proposals import Negotiation
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.pages.overview.overview_rows import (
    agrees_to_all,
    finding_row,
    waiting_row,
)
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.link_card import LinkCard
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.window.place import Place
from alignment_desktop.gui.wording import wording
from alignment_desktop.services.drafts import Draft

_MOST = 6
"""So many of each are listed; the others are on the page that lists them all."""


class FreezeHindrances(QWidget):
    """Lists what has to be settled first; out of sight where there is nothing.

    Attributes:
        chosen: Carries the `Place` of what was pressed.
    """

    chosen = Signal(object)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self.waiting_card = LinkCard(switch, wording().agreement.waits_for_consent())
        self.errors_card = LinkCard(switch, wording().agreement.errors_of_the_checks())
        column = column_of(self, 8)
        for card in (self.waiting_card, self.errors_card):
            card.chosen.connect(self.chosen)
            column.addWidget(card)

    def show_hindrances(self, draft: Draft, errors: Sequence[Finding]) -> None:
        """Shows what stands in the way of freezing a draft."""
        waiting = [each for each, _ in draft.agreement.in_order() if not agrees_to_all(draft, each)]
        of = draft.consents.of
        rows = [waiting_row(draft, each, Negotiation(of(each))) for each in waiting[:_MOST]]
        self._fill(self.waiting_card, rows, len(waiting))
        rows = [finding_row(each, draft.agreement) for each in errors[:_MOST]]
        self._fill(self.errors_card, rows, len(errors))
        self.setVisible(bool(waiting or errors))

    @staticmethod
    def _fill(card: LinkCard, rows: list[Link], count: int) -> None:
        more = count - len(rows)
        if more:
            text = wording().agreement.more_on_the_overview(count=more)
            rows = [*rows, Link(text, leads_to=Place("overview"))]
        card.show_rows(rows)
        card.setVisible(bool(rows))
