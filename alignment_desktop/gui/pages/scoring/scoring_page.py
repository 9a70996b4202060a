"""The page of scoring: the matrix and the rules, and one lead to try them on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.gui.help.topics import KeyLine
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.score_shift_block import ScoreShiftBlock
from alignment_desktop.gui.inspector.tried_lead import TriedLead
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage, PageKinds
from alignment_desktop.gui.pages.clauses.clause_picture import ClausePicture
from alignment_desktop.gui.pages.scoring.scoring_picture import ScoringPicture
from alignment_desktop.gui.score_evidence import ScoreEvidence
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.view_switch import ViewSwitch
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.wording import other_words, wording

CLAUSE, TRY = "clause", "try"
"""What stands beside the page."""
TRY_KEYS = "Ctrl+Shift+J"
"""Goes to the lead that is tried, and back to the clause."""
_KINDS = ("rule", "grade", "threshold")


class ScoringPage(ClausePage):
    """How leads are scored, and what is done with them."""

    SHOWS = ClausePage.SHOWS | {Changed.EVIDENCE}

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["scoring"],
            "scoring",
            wording().clauses.which_leads_we_call(),
            wording().clauses.points_for_leads_that(),
            wording().clauses.write_the_first_scoring(),
        )
        super().__init__(session, switch, icons, kinds, parent)
        self.evidence = ScoreEvidence(session, self)
        QShortcut(QKeySequence(TRY_KEYS), self).activated.connect(self.toggle_side)

    @override
    def make_picture(self) -> ClausePicture:
        made = ScoringPicture(self._session, self._switch, self.evidence, self.clause_actions)
        self.side.tried.placed.connect(made.show_lead)
        made.threshold_wanted.connect(partial(self.selection_actions.add, "threshold"))
        return made

    @cached_property
    def side(self) -> ScoringSide:
        """What stands beside the page; made when it is first wanted."""
        tried = TriedLead(self._session, self._switch, self.evidence)
        self.clause_inspector.add_block(
            _KINDS, ScoreShiftBlock(self._session, self.evidence, tried)
        )
        made = ScoringSide(self.clause_inspector, tried)
        made.setParent(self)
        made.hide()
        self.evidence.board_changed.connect(self._refresh_tried)
        self.inspection_wanted.connect(lambda: made.show_side(CLAUSE))
        return made

    @override
    def inspector(self) -> QWidget | None:
        return self.side

    @override
    def shown_when_idle(self) -> Iterator[None]:
        yield from super().shown_when_idle()
        if self.picture is None:
            self.evidence.refresh()
        self._refresh_tried()

    @override
    def offers(self) -> tuple[Offer, ...]:
        its = wording().scoring
        other = its.try_lead() if self.side.shown == CLAUSE else its.a_clause()
        words = other_words("try-lead")
        return (*super().offers(), Offer(other, TRY_KEYS, self.toggle_side, words=words))

    @override
    def own_keys(self) -> tuple[KeyLine, ...]:
        if self.picture is None:
            return super().own_keys()
        its = wording().scoring
        return (
            KeyLine("↑ ↓ ← →", its.key_cells()),
            KeyLine("Enter", its.key_action()),
            KeyLine("Shift+↑ ↓ ← →", its.key_bounds()),
        )

    def toggle_side(self) -> None:
        """Shows the lead that is tried, or the clause again."""
        view = TRY if self.side.shown == CLAUSE else CLAUSE
        if view == TRY:
            self.inspection_wanted.emit()
        self.side.show_side(view)
        if view == TRY:
            self.side.tried.take_keyboard()
        else:
            self.take_keyboard()

    def _refresh_tried(self) -> None:
        if self.side.shown == TRY:
            self.side.tried.refresh()


class ScoringSide(QWidget):
    """The inspector of a clause, or a lead that is tried."""

    def __init__(self, inspector: QWidget, tried: TriedLead) -> None:
        super().__init__()
        its = wording().scoring
        self.tried = tried
        self.switch = ViewSwitch(
            its.in_inspector(), ((CLAUSE, its.a_clause()), (TRY, its.try_lead()))
        )
        for button in self.switch.buttons.values():
            set_tool_tip(button, f"{button.text()} ({TRY_KEYS})")
        self._stack = QStackedWidget()
        self._stack.addWidget(inspector)
        self._stack.addWidget(tried)
        inspector.show()
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 18, 0)
        head.addWidget(self.switch)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.switch.chosen.connect(self.show_side)

    @property
    def shown(self) -> str:
        """`CLAUSE` or `TRY`."""
        return self.switch.shown

    def show_side(self, view: str) -> None:
        """Shows the clause, or the lead that is tried."""
        self.switch.show_chosen(view)
        self._stack.setCurrentIndex(0 if view == CLAUSE else 1)
        if view == TRY:
            self.tried.refresh()
        else:
            self.tried.placed.emit(None, "")
