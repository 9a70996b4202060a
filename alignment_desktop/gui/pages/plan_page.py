"""The page of the plan: what we want, for whom, with what, and who we are."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.pages.clause_page import ClausePage, PageKinds
from alignment_desktop.gui.pages.clause_picture import ClausePicture
from alignment_desktop.gui.pages.plan_picture import PlanPicture
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording


class PlanPage(ClausePage):
    """The plan: a timeline of campaigns with objectives, or a table of all its clauses."""

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

    @override
    def make_picture(self) -> ClausePicture:
        return PlanPicture(self._session, self._switch, self.clause_actions)
