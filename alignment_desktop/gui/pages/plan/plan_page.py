"""The page of the plan: what we want, for whom, with what, and who we are."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.campaign_block import CAMPAIGN, CONTENT, CampaignBlock
from alignment_desktop.gui.inspector.clause_inspector import ClauseInspector
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage, PageKinds
from alignment_desktop.gui.pages.clauses.clause_picture import ClausePicture
from alignment_desktop.gui.pages.plan.plan_picture import PlanPicture
from alignment_desktop.gui.plan_evidence import PlanEvidence
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.wording import wording


class PlanPage(ClausePage):
    """The plan: a timeline of campaigns with objectives, or a table of all its clauses."""

    SHOWS = ClausePage.SHOWS | {Changed.EVIDENCE}

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["plan"],
            "plan",
            wording().clauses.what_we_want_to(),
            wording().clauses.our_objectives_initiatives_and(),
            wording().clauses.write_the_first_objective(),
        )
        super().__init__(session, switch, icons, kinds, parent)

    @cached_property
    def _evidence(self) -> PlanEvidence:
        return PlanEvidence(self._session, self)

    @override
    def make_picture(self) -> ClausePicture:
        made = PlanPicture(self._session, self._switch, self.clause_actions, self._evidence)
        if self.views is not None:
            made.table_wanted.connect(self.views.toggle)
        return made

    @cached_property
    @override
    def clause_inspector(self) -> ClauseInspector:
        made = super().clause_inspector
        block = CampaignBlock(self._session, self._switch, self._evidence)
        block.chosen.connect(self.select)
        made.add_block((CAMPAIGN, CONTENT), block)
        return made
