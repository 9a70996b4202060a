"""The overview: the one next step, what waits for whom, the next meeting, and what was kept."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.clauses import HEADER, KINDS, PARTIES
from alignment_desktop.domain.next_meeting import ComingMeeting, next_meeting
from alignment_desktop.domain.next_step import (
    Progress,
    Step,
    first_step,
    later_step,
    others_consent_step,
    own_consent_step,
    signing_step,
)
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Offer, Page
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.pages.clauses.template_start import TemplateStart
from alignment_desktop.gui.pages.overview.overview_agreeing import OverviewAgreeing
from alignment_desktop.gui.pages.overview.overview_meeting import MeetingCard
from alignment_desktop.gui.pages.overview.overview_next import NextStepCard
from alignment_desktop.gui.pages.overview.overview_rows import (
    agreed_rows,
    agreed_stat,
    balance_rows,
    declined_for,
    finding_row,
    import_row,
    signature_rows,
    waiting_row,
)
from alignment_desktop.gui.seats.seat import signing_parties
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import Stat, StatRow
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.widgets.link_card import LinkCard
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.window.place import Place
from alignment_desktop.gui.wording import other_words, user_language, wording
from alignment_desktop.phrasing.days import days_text

if TYPE_CHECKING:
    from decimal import Decimal

    from alignment_desktop.domain.findings import Finding
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.scoreboard import Board
    from alignment_desktop.gui.inspector.agree_review import AgreeReview
    from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
    from alignment_desktop.services.drafts import Draft
    from alignment_desktop.services.due_leads import DueLeads
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow

_NEXT = "overview next"
_DUE = "overview due"
_SHOWING = "overview showing"
_WHO = frozenset({HEADER, "person"})
"""Kinds of clauses that say who agrees, and nothing of what they agree on."""
_MOST_IMPORTS = 3


class OverviewPage(Page):
    """How the agreement stands, at a glance."""

    SHOWS: ClassVar[frozenset[Hashable]] = frozenset(Changed)

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        _icons: Icons,
        parent: QWidget | None = None,
        *,
        scoreboards: ScoreboardCache,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self._scoreboards = scoreboards
        its = wording().overview
        self.next_card = NextStepCard()
        self.next_button, self.agree_button = (
            self.next_card.next_button,
            self.next_card.agree_button,
        )
        self.stats = StatRow()
        self.waiting_card = LinkCard(switch, its.what_waits())
        self.meeting_card = MeetingCard(switch)
        self.findings_card = LinkCard(switch, its.what_does_not_fit())
        self.agreed_card = LinkCard(switch, its.what_is_agreed())
        self.balance_card = LinkCard(switch, its.give_and_take())
        self.due_card = LinkCard(switch, wording().scoreboard.what_is_due())
        self.figures_card = LinkCard(switch, its.latest_figures())
        self.imports_card = LinkCard(switch, its.last_imports())
        for card in (self.next_card, self.findings_card, self.due_card, self.meeting_card):
            card.hide()
        self.empty = EmptyPage(
            switch,
            Emptiness(
                "overview",
                its.nothing_is_promised_yet(),
                its.here_we_will_see(),
                wording().common.write_the_first_commitment(),
            ),
        )
        self.empty.acted.connect(lambda: session.go_to("commitments"))
        self.template_start = TemplateStart(session, tuple(KINDS))
        self.template_start.offer_on(self.empty)
        self._next: Place = Place()
        self._build()
        self.agreeing = OverviewAgreeing(session, switch, self._column)
        self.agree_button.clicked.connect(self._agree)
        self.next_button.clicked.connect(lambda: self._follow(self._next))
        session.seat_changed.connect(self._show_seat)
        self._progress: Progress | None = None
        self._board: Board | None = None
        self._spent: Decimal | None = None
        self._errors: list[ClauseId] = []
        self._seen = session.draft.revision

    @property
    def review(self) -> AgreeReview | None:
        """What changed since a party last agreed; None where it was never needed."""
        return self.agreeing.review

    @override
    def offers(self) -> tuple[Offer, ...]:
        words = other_words("next-step")
        done = (
            Offer(button.text(), "", button.click, words=words, in_menu=False)
            for button in (self.next_button, self.agree_button)
            if not button.isHidden()
        )
        return (*done, *self.template_start.offers())

    @override
    def refresh(self) -> None:
        session = self._session
        self._seen = session.draft.revision
        agreement = session.draft.agreement
        days = agreement.header.period
        words = days_text(days.start, days.end, user_language())
        self.set_subtitle(f"{agreement.label} · {words}")
        # Whoever only said who they are still has all of it before them.
        begun = any(kind not in _WHO for kind, _ in agreement.clauses)
        written = begun or session.news.batches > 0
        self._stack.setCurrentIndex(0 if written else 1)
        self._show_waiting()
        self._show_next_step()
        self._show_agreed()
        self._show_balance()
        session.run_when_idle(
            _SHOWING, self._show_board(self._board if session.news.batches else None)
        )
        if session.news.batches:
            self._scoreboards.ask("overview", View(), self._show_measured, self._refused)
        session.ask("overview", _imports, self._show_imports)
        session.ask("findings", partial(_findings, agreement), self._show_findings)
        question = partial(_progress, session.draft, self._today(), session.now())
        # That a version or an import is damaged is told where they are shown.
        session.ask(_NEXT, question, self._show_progress, failed=lambda _problem: None)

    def _today(self) -> date:
        zone = ZoneInfo(self._session.draft.agreement.timezone)
        return self._session.now().astimezone(zone).date()

    def _show_measured(self, measured: MeasuredBoard) -> None:
        def question(
            _workspace: Workspace, _monitor: Monitor
        ) -> tuple[tuple[DueLeads, ...], Decimal | None]:
            from alignment_desktop.services.due_leads import due_leads
            from alignment_desktop.services.plan_money import spent

            return due_leads(measured), spent(measured)

        self._session.run_when_idle(_SHOWING, self._show_board(measured.board))
        self._session.ask(_DUE, question, partial(self._show_due, measured))

    def _show_due(
        self, measured: MeasuredBoard, found: tuple[tuple[DueLeads, ...], Decimal | None]
    ) -> None:
        # Loaded here: nothing is measured yet when the window is painted first.
        from alignment_desktop.gui.pages.scoreboard.due_rows import as_of_words, due_rows

        due, self._spent = found
        self.due_card.show_note(as_of_words(measured))
        self.due_card.show_rows(due_rows(due))
        self.due_card.setVisible(any(each.count for each in due))
        self._show_stats(measured.board)

    def _refused(self, problem: Problem) -> None:
        self._session.notify(self._session.sentence(problem), wrong=True)

    def _build(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(12)
        left = (
            self.waiting_card, self.meeting_card, self.agreed_card, self.balance_card,
            self.imports_card,
        )  # fmt: skip
        for cards in (left, (self.findings_card, self.due_card, self.figures_card)):
            one = QVBoxLayout()
            one.setSpacing(12)
            for card in cards:
                card.chosen.connect(self._follow)
                one.addWidget(card)
            one.addStretch(1)
            columns.addLayout(one, 1)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(self.next_card)
        column.addWidget(self.stats)
        column.addLayout(columns)
        column.addStretch(1)
        area = ColumnArea(inside)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(area)
        self._stack.addWidget(self.empty)

    def _show_progress(self, found: tuple[Progress, ComingMeeting | None]) -> None:
        self._progress, meeting = found
        self.meeting_card.show_meeting(meeting, self._session.draft.agreement, self._today())
        self._show_waiting()
        self._show_next_step()

    def _show_next_step(self) -> None:
        """The one next step: mine, then theirs, then what comes once both agree to it all."""
        session, party = self._session, self._session.party
        standings, agreement = session.news.negotiations, session.draft.agreement
        own = own_consent_step(standings, party) if party else None
        step = first_step(own, agreement) or own
        if step is None and self._progress is not None:
            step = (
                signing_step(self._progress, signing_parties(session.seat, agreement))
                or others_consent_step(standings)
                or later_step(self._progress, agreement.header.period, self._today(), self._errors)
            )
        if step is not None or self._progress is not None:
            self._show_step(step, len(self._to_agree(party)) if party else 0)

    def _show_step(self, step: Step | None, to_agree: int) -> None:
        session = self._session
        self.next_card.show()
        self._next = self.next_card.show_step(
            step, session.draft.agreement, session.party or "", to_agree
        )

    def _agree(self) -> None:
        party = self._session.party
        if party is not None:
            self.agreeing.begin(party, self._to_agree(party), self._seen)

    def _show_seat(self, _seat: object) -> None:
        self.agreeing.leave()
        self._show_waiting()
        self._show_next_step()

    def _waits_for(self, party: str) -> list[ClauseId]:
        """What a party has to decide: proposals to answer, and clauses to agree to."""
        found = self._session.news.negotiations.items()
        return [each for each, standing in found if party in standing.waits_for]

    def _to_agree(self, party: str) -> list[ClauseId]:
        """Those of them that can be agreed to as they stand; proposals are decided one by one."""
        standings = self._session.news.negotiations
        return [each for each in self._waits_for(party) if not standings[each].open]

    def _show_agreed(self) -> None:
        """Where something is left to agree to; the navigation counts what is agreed."""
        draft = self._session.draft
        self.agreed_card.show_rows(agreed_rows(draft))
        given = draft.consents
        self.agreed_card.setVisible(
            any(len(given.of(each)) < len(PARTIES) for each in draft.agreement.clauses)
        )

    def _show_waiting(self) -> None:
        news, party = self._session.news, self._session.party
        standings = news.negotiations
        declined = {
            each
            for each, its in standings.items()
            if its.proposals and declined_for(news, each, party)
        }
        ids = [
            each
            for each, its in standings.items()
            if its.waits_for or its.parked or each in declined
        ]
        # What waits for whoever is at the keyboard comes first, then commitments, which are what
        # the agreement is about.
        ids.sort(
            key=lambda each: (
                not standings[each].waits_for and each not in declined,
                party is not None
                and each not in declined
                and party not in standings[each].waits_for,
                not standings[each].open,
                each[0] != "commitment",
            )
        )
        signatures = signature_rows(self._progress, news) if self._progress else []
        self.waiting_card.show_first(
            ids,
            lambda each: waiting_row(news.draft, each, standings[each]),
            also=signatures,
            otherwise=wording().overview.nothing_waits(),
        )

    def _show_balance(self) -> None:
        """How many changes each side proposed, conceded and waived; shown, never scored."""
        news = self._session.news
        links = balance_rows(news.discussion, news.draft.id)
        self.balance_card.setVisible(bool(links))
        self.balance_card.show_rows(links)

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        agreement = self._session.draft.agreement
        self.findings_card.show_first(findings, lambda each: finding_row(each, agreement))
        self.findings_card.setVisible(bool(findings))
        self._errors = [
            clause_id_of(each.keys[0])
            for each in findings
            if each.severity == "error" and each.keys
        ]
        self._show_next_step()

    def _follow(self, place: Place) -> None:
        self._session.go_to_place(place)

    def _show_board(self, board: Board | None) -> Iterator[None]:
        measured = board if board is not None and board.batches else None
        self._show_stats(measured)
        if measured is not None:
            yield
        if measured is None or measured is not self._board:
            self._show_figures(measured)
        self._board = measured

    def _show_stats(self, board: Board | None) -> None:
        waiting = {party: len(self._waits_for(party)) for party in PARTIES}
        stats = [agreed_stat(self._session.draft, self._session.news.versions, waiting)]
        if board is None:
            stats.append(
                Stat(wording().common.commitments_kept(), "–", wording().common.no_results_yet())
            )
        else:
            from alignment_desktop.gui.pages.overview.overview_figures import measured_stats

            agreement = self._session.draft.agreement
            stats += measured_stats(board, agreement, self._spent, user_language())
        self.stats.show_stats(stats)

    def _show_figures(self, board: Board | None) -> None:
        links: list[Link] = []
        if board is not None:
            # Loaded here: nothing is measured yet when the window is painted first.
            from alignment_desktop.gui.pages.overview.overview_figures import (
                figure_row,
                most_urgent_first,
            )

            marks = user_language()
            links = [figure_row(line, marks) for line in most_urgent_first(board.lines)]
        self.figures_card.show_first(
            links,
            lambda link: link,
            otherwise=wording().overview.drop_a_spreadsheet_on(),
            full_list=Place("scoreboard"),
        )

    def _show_imports(self, batches: Sequence[BatchRow]) -> None:
        self.imports_card.show_first(
            batches, import_row, first=_MOST_IMPORTS, full_list=Place("results")
        )
        self.imports_card.setVisible(bool(batches))


def _findings(agreement: Agreement, _workspace: Workspace, _monitor: Monitor) -> list[Finding]:
    """What does not fit together; of many clauses that takes a while."""
    from alignment_desktop.services.agreeing import check

    return check(agreement)


def _progress(
    draft: Draft, today: date, now: datetime, workspace: Workspace, _monitor: Monitor
) -> tuple[Progress, ComingMeeting | None]:
    """How far the agreement is beyond the consent of both, and which meeting comes next."""
    from alignment_desktop.services.next_steps import progress_of

    return progress_of(workspace, draft, today), next_meeting(draft.agreement, now)


def _imports(workspace: Workspace, _monitor: Monitor) -> tuple[BatchRow, ...]:
    """The imports that count, the newest first."""
    # Importing needs heavy libraries: they are loaded here, in the pool, not with the window.
    from alignment_desktop.services.imported_batches import batches

    return tuple(row for row in reversed(batches(workspace)) if not row.withdrawn)
