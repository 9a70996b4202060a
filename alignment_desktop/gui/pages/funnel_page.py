"""The page of the one funnel: its stages and what the plan stands on, drawn and listed."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.clause_inspector import ClauseInspector
from alignment_desktop.gui.inspector.stage_block import StageBlock
from alignment_desktop.gui.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.pages.clause_page import ClausePage, PageKinds
from alignment_desktop.gui.pages.clause_picture import ClausePicture
from alignment_desktop.gui.pages.funnel_picture import FunnelPicture
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
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

    @cached_property
    @override
    def clause_inspector(self) -> ClauseInspector:
        """The inspector, with what it says of stages beside their fields."""
        made = super().clause_inspector
        made.add_block(("stage",), StageBlock(self._session, self._switch, self.clause_actions))
        return made
