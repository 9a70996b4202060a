"""The agreement attached to a checked file beside the workspace's own, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout
from typing_extensions import override

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.agreement.agreement_comparison import ClauseCards, standing_words
from alignment_desktop.gui.reading.own_keys import Act, OwnKeys
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.comparing import Comparison, Standing


class AttachedComparison(OwnKeys):
    """Shows what differs.

    Attributes:
        closed: One wants back to the verdict.
        chosen: Carries the `Place` of a clause to be shown.
    """

    closed = Signal()
    chosen = Signal(object)

    def __init__(self, switch: ThemeSwitch, icons: Icons) -> None:
        super().__init__()
        its = wording().verification
        self.back_button = QPushButton(its.back_to_verdict())
        icons.dress(self.back_button, "chevron-left")
        set_look(self.back_button, "kind", "quiet")
        set_tool_tip(self.back_button, f"{its.back_to_verdict()} (Esc)")
        self.back_button.clicked.connect(lambda _on=False: self.closed.emit())
        self.summary = label(tone="muted", wrap=True)
        self.area = ClauseCards(switch)
        self.area.chosen.connect(self.chosen)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.back_button)
        row.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.area, 1)

    def show_compared(
        self, found: Comparison, standing: Standing, shown: Agreement
    ) -> Iterator[None]:
        """Shows what differs, a clause up to each `yield`.

        Args:
            found: What differs; the attached agreement is the older one.
            standing: What of the workspace it is compared with.
            shown: The agreement of the window: clauses of it can be gone to.
        """
        its, words = wording().verification, standing_words(standing)
        same = its.same_as_mine(standing=words)
        self.summary.setText(its.compared_with(standing=words) if found.changes else same)
        yield from self.area.show_cards(found, shown)

    @override
    def act_of_escape(self) -> Act | None:
        return self.closed.emit
