"""The page of meetings, business hours and people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.gui.file_choice import choose_new
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.clause_inspector import ClauseInspector
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.pages.cadence.agenda_block import AgendaBlock
from alignment_desktop.gui.pages.cadence.cadence_picture import CadencePicture
from alignment_desktop.gui.pages.cadence.due_block import DueBlock
from alignment_desktop.gui.pages.cadence.meeting_saving import MeetingSaver
from alignment_desktop.gui.pages.cadence.meeting_words import meetings_of
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage, PageKinds
from alignment_desktop.gui.pages.clauses.clause_picture import ClausePicture
from alignment_desktop.gui.pages.clauses.selection_actions import AGREE_KEYS, both_enters
from alignment_desktop.gui.pages.scoreboard.scoreboard_saving import ChoosePath
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.wording import other_words, wording

if TYPE_CHECKING:
    from alignment_desktop.services.cadence import Cadence


class CadencePage(ClausePage):
    """When both teams meet and when they work."""

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        choose: ChoosePath = choose_new,
        *,
        scoreboards: ScoreboardCache | None = None,
    ) -> None:
        kinds = PageKinds(
            KINDS_OF_PAGE["cadence"],
            "cadence",
            wording().clauses.when_we_meet_and(),
            wording().clauses.our_meetings_and_the(),
            wording().clauses.write_the_first_meeting(),
        )
        self._drawn: CadencePicture | None = None
        self.agenda: AgendaBlock | None = None
        super().__init__(session, switch, icons, kinds, parent)
        self._scoreboards = scoreboards or ScoreboardCache(session)
        self._saver = MeetingSaver(session, self, choose)

    @override
    def _build_tools(self) -> None:
        super()._build_tools()
        its = wording().cadence
        self.save_button = QPushButton(its.save_all())
        set_tool_tip(self.save_button, its.save_all_tip())
        self.save_button.clicked.connect(self._save_all)
        row = self._tools.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.indexOf(self.add_button), self.save_button)

    @override
    def shown_when_idle(self) -> Iterator[None]:
        self.save_button.setEnabled(bool(meetings_of(self._session.draft.agreement)))
        yield from super().shown_when_idle()

    @override
    def make_picture(self) -> ClausePicture:
        picture = CadencePicture(self._session, self._switch, self._icons, self.clause_actions)
        self._drawn = picture
        picture.meetings.save_wanted.connect(self._save_series)
        picture.dated.connect(self._show_dates)
        # Delete and Insert are about blocks there, and not about the calendar.
        for keys in both_enters(AGREE_KEYS):
            key = QShortcut(QKeySequence(keys), picture.hours.week)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(self.selection_actions.agree)
        return picture

    @cached_property
    @override
    def clause_inspector(self) -> ClauseInspector:
        made = super().clause_inspector
        self.agenda = AgendaBlock(self._session, self._scoreboards, self._dates)
        self.agenda.save_wanted.connect(self._save_series)
        made.add_block(["meeting"], self.agenda)
        made.add_block(["calendar"], DueBlock(self._session, self._icons))
        return made

    def _show_dates(self) -> None:
        if self.agenda is not None:
            self.agenda.show_agenda()

    def _dates(self) -> Cadence | None:
        return self._drawn.cadence if self._drawn is not None else None

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
