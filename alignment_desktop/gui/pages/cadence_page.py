"""The page of meetings, business hours and people."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.gui.cadence.cadence_picture import CadencePicture
from alignment_desktop.gui.cadence.meeting_saving import MeetingSaver
from alignment_desktop.gui.cadence.meeting_words import meetings_of
from alignment_desktop.gui.file_choice import choose_new
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.pages.clause_page import ClausePage, PageKinds
from alignment_desktop.gui.pages.clause_picture import ClausePicture
from alignment_desktop.gui.pages.scoreboard_saving import ChoosePath
from alignment_desktop.gui.pages.selection_actions import AGREE_KEYS, both_enters
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.wording import other_words, wording


class CadencePage(ClausePage):
    """When both teams meet and when they work."""

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        choose: ChoosePath = choose_new,
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["cadence"],
            "cadence",
            wording().clauses.when_we_meet_and(),
            wording().clauses.our_meetings_and_the(),
            wording().clauses.write_the_first_meeting(),
        )
        super().__init__(session, switch, icons, kinds, parent)
        self._saver = MeetingSaver(session, self, choose)

    @override
    def _build_tools(self) -> None:
        super()._build_tools()
        its = wording().cadence
        self.save_button = QPushButton(its.save_all())
        set_tool_tip(self.save_button, its.save_all_tip())
        self.save_button.clicked.connect(self._save_all)
        row = self._tools.layout()
        assert row is not None
        row.addWidget(self.save_button)

    @override
    def make_picture(self) -> ClausePicture:
        picture = CadencePicture(self._session, self._switch, self._icons, self.clause_actions)
        picture.meetings.save_wanted.connect(self._save_series)
        # Delete and Insert are about blocks there, and not about the calendar.
        for keys in both_enters(AGREE_KEYS):
            key = QShortcut(QKeySequence(keys), picture.hours.week)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(self.selection_actions.agree)
        return picture

    @override
    def offers(self) -> tuple[Offer, ...]:
        its = wording().cadence
        some = bool(meetings_of(self._session.draft.agreement))
        save = Offer(its.save_all(), "", self._save_all, some, other_words("meetings"))
        return (*super().offers(), save)

    def _save_all(self) -> None:
        self._saver.save()

    def _save_series(self, key: str) -> None:
        meeting = meetings_of(self._session.draft.agreement).get(key)
        if meeting is not None:
            self._saver.save(key, display_name(meeting))
