"""Settings: the agreement's header beside its consent, the documents' logo, and this computer."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.clauses import HEADER, Header
from alignment_desktop.gui.file_choice import choose_existing
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.inspector.clause_agreeing import ClauseAgreeing
from alignment_desktop.gui.inspector.clause_inspector import ClauseInspector
from alignment_desktop.gui.inspector.words import field_word, months
from alignment_desktop.gui.page import Offer, Page
from alignment_desktop.gui.pages.clauses.clause_rows import clause_row
from alignment_desktop.gui.pages.document_logo import DocumentLogo
from alignment_desktop.gui.preferences import Preferences
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSetting, ThemeSwitch
from alignment_desktop.gui.widgets.cards import TitledCard
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.link_card import LinkCard
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.widgets.view_switch import ViewSwitch
from alignment_desktop.gui.window.place import FILES, Place
from alignment_desktop.gui.window.zoom import STEPS
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import days_text

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.signing.signed_files import ChooseExisting
    from alignment_desktop.services.workspace import Workspace

FIELDS = ("organisation", "label", "period", "currency", "fiscal_year_start", "language")
"""The fields of the agreement's header that are settings, in order."""
_PARTS = {"period": "period.start"}
"""Where the keyboard goes for a field that has several editors."""
_LOGO = "settings logo"
_WIDEST = 760


class SettingsPage(Page):
    """Gathers what is set once; each fact stays where it belongs."""

    SHOWS: ClassVar[frozenset[Hashable]] = frozenset(
        {Changed.AGREEMENT, Changed.CONSENT, Changed.DISCUSSION, Changed.VERSIONS, Changed.LOGO}
    )

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        preferences: Preferences,
        choose_existing: ChooseExisting = choose_existing,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session, self._icons = session, icons
        self._preferences = preferences
        self.clause_actions = ClauseActions(session, self)
        self.logo = DocumentLogo(session, self, choose_existing)
        self.review = ClauseAgreeing(session, self.clause_actions, switch)
        its = wording().settings
        self.agreement_card = LinkCard(switch, its.agreement())
        self.watched_card = LinkCard(switch, its.watched())
        self._build()
        self.agreement_card.chosen.connect(self.edit)
        self.watched_card.chosen.connect(session.go_to_place)
        self.clause_actions.leader_wanted.connect(lambda *_: self.inspection_wanted.emit())
        self.logo_button.clicked.connect(lambda _on: self._act_on_logo(0))
        self.no_logo_button.clicked.connect(lambda _on: self._act_on_logo(1))
        self.theme_choice.chosen.connect(self._choose_theme)
        self.size_choice.chosen.connect(self._choose_size)
        switch.setting_changed.connect(self._show_computer)
        if preferences.zoom is not None:
            preferences.zoom.changed.connect(self._show_computer)
        session.seat_changed.connect(lambda _seat: self._show_clause())
        self.set_subtitle(its.subtitle())

    def _build(self) -> None:
        its, frame = wording().settings, wording().frame
        themes = {
            ThemeSetting.SYSTEM: frame.as_the_system(),
            ThemeSetting.LIGHT: frame.light(),
            ThemeSetting.DARK: frame.dark(),
        }
        sizes = [(str(each), user_language().percent(str(each))) for each in STEPS]
        self.theme_choice = ViewSwitch(its.colours(), [(str(k), v) for k, v in themes.items()])
        self.size_choice = ViewSwitch(its.size(), sizes)
        self.logo_words = label("", 13, wrap=True)
        agreement = wording().agreement
        self.logo_button = QPushButton(agreement.put_logo())
        self.no_logo_button = QPushButton(agreement.take_logo_off())
        documents = TitledCard(its.documents())
        documents.body.addWidget(label(its.documents_note(), 12, tone="muted", wrap=True))
        documents.body.addWidget(self.logo_words)
        row = QHBoxLayout()
        for button in (self.logo_button, self.no_logo_button):
            row.addWidget(button)
        row.addStretch(1)
        documents.body.addLayout(row)
        computer = TitledCard(its.computer())
        computer.body.addWidget(label(its.computer_note(), 12, tone="muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        left = Qt.AlignmentFlag.AlignLeft
        for at, (text, choice) in enumerate(
            ((its.colours(), self.theme_choice), (its.size(), self.size_choice))
        ):
            grid.addWidget(label(text, 13), at, 0)
            grid.addWidget(choice, at, 1, left)
        computer.body.addLayout(grid)
        note = label(its.agreement_note(), 12, tone="muted", wrap=True)
        note.setContentsMargins(8, 0, 8, 6)
        self.agreement_card.body.insertWidget(1, note)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        for part in (self.review, self.agreement_card, documents, computer, self.watched_card):
            part.setMaximumWidth(_WIDEST)
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ColumnArea(inside))

    @override
    def inspector(self) -> QWidget | None:
        return self.clause_inspector

    @cached_property
    def clause_inspector(self) -> ClauseInspector:
        """The agreement's header with its consent; made when it is first wanted."""
        made = ClauseInspector(self._session, self._switch, self._icons, self.clause_actions)
        # Until the window shows it, the inspector belongs to the page.
        made.setParent(self)
        made.hide()
        made.left.connect(self.take_keyboard)
        return made

    @override
    def undo_typing(self) -> bool:
        return self.clause_inspector.revert()

    @override
    def offers(self) -> tuple[Offer, ...]:
        return self.logo.offers()

    @override
    def refresh(self) -> None:
        header = self._session.draft.agreement.header
        values, its = self._values(header), wording().settings
        own = {"language": its.language(), "period": its.days()}
        self.agreement_card.show_rows(
            [
                Link(
                    own.get(name) or field_word(name, HEADER),
                    values[name] or its.not_set(),
                    leads_to=name,
                )
                for name in FIELDS
            ]
        )
        self._show_clause()
        self._show_computer()
        self._show_watched()

        def question(workspace: Workspace, _monitor: Monitor) -> bool:
            from alignment_desktop.services.logos import has_logo

            return has_logo(workspace)

        self._session.ask(_LOGO, question, self._show_logo)

    def edit(self, name: str) -> None:
        """Puts the keyboard into a field of the agreement's header, beside the page."""
        self.inspection_wanted.emit()
        # Once the inspector is laid out and in sight.
        QTimer.singleShot(
            0,
            self.clause_inspector,
            lambda: self.clause_inspector.edit(_PARTS.get(name, name), select=True),
        )

    def _values(self, header: Header) -> dict[str, str]:
        language = user_language()
        return {
            "organisation": header.organisation,
            "label": self._session.draft.agreement.label,
            "period": days_text(header.period.start, header.period.end, language),
            "currency": header.currency,
            "fiscal_year_start": months()[header.fiscal_year_start],
            "language": language.language_name(header.language),
        }

    def _show_clause(self) -> None:
        session = self._session
        agreement, consents = session.draft.agreement, session.draft.consents
        clause_id = (HEADER, "")
        standing = session.news.negotiation(clause_id)
        row = clause_row(clause_id, agreement.header, agreement, consents, standing, mixed=False)
        self.clause_inspector.show_clause(clause_id, row)

    def _show_logo(self, there: bool) -> None:
        self.logo.is_there = there
        its = wording().settings
        self.logo_words.setText(its.logo_on() if there else its.logo_off())
        may = not self._session.read_only
        self.logo_button.setEnabled(may)
        self.no_logo_button.setEnabled(may and there)

    def _act_on_logo(self, at: int) -> None:
        self.logo.offers()[at].act()

    def _show_computer(self, _setting: object = None) -> None:
        self.theme_choice.show_chosen(str(self._switch.setting))
        zoom = self._preferences.zoom
        if zoom is not None:
            self.size_choice.show_chosen(str(zoom.percent))

    def _choose_theme(self, key: str) -> None:
        self._preferences.theme_wanted.emit(ThemeSetting(key))

    def _choose_size(self, key: str) -> None:
        if self._preferences.zoom is not None:
            self._preferences.zoom.choose(int(key))

    def _show_watched(self) -> None:
        session, its = self._session, wording().settings
        folder = session.watching.watched(session.news.identity).folder
        text = its.nothing_watched() if folder is None else str(folder)
        link = Link(text, note=its.watched_note(), leads_to=Place("results", FILES))
        self.watched_card.show_rows([link])
