"""The page of the one funnel: its stages and what the plan stands on, drawn and listed."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.plan import Assumption
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.clause_inspector import ClauseInspector
from alignment_desktop.gui.inspector.stage_block import StageBlock
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage, PageKinds
from alignment_desktop.gui.pages.clauses.clause_picture import ClausePicture
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.pages.funnel.funnel_picture import FunnelPicture
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.wording import wording


class FunnelPage(ClausePage):
    """The one funnel, and the numbers that the plan stands on."""

    SHOWS = ClausePage.SHOWS | {Changed.EVIDENCE}

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["funnel"],
            "funnel",
            wording().clauses.one_funnel_from_first(),
            wording().clauses.the_stages_of_a(),
            wording().clauses.write_the_first_stage(),
        )
        super().__init__(session, switch, icons, kinds, parent)

    @override
    def make_picture(self) -> ClausePicture:
        return FunnelPicture(self._session, self._switch, self.clause_actions)

    @override
    def select(self, name: str, *, edit: bool = False) -> None:
        """Selects a clause; whoever is led to an assumption without a number writes it next."""
        super().select(name, edit=edit or self._lacks_value(name))

    @override
    def first_field(self) -> str:
        return "value" if self._lacks_value(self.card.current_key()) else ""

    def _lacks_value(self, name: str) -> bool:
        clause = self._session.draft.agreement.clauses.get(clause_id_of(name)) if name else None
        return isinstance(clause, Assumption) and bool(clause.quantity) and clause.value is None

    @cached_property
    @override
    def clause_inspector(self) -> ClauseInspector:
        """The inspector, with what it says of stages beside their fields."""
        made = super().clause_inspector
        made.add_block(("stage",), StageBlock(self._session, self._switch, self.clause_actions))
        return made
