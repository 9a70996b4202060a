"""The overview: what is agreed, what waits for whom, what was kept, and what came in lately."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.clauses import PARTIES, clause_name
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Page
from alignment_desktop.gui.page_header import tool_row
from alignment_desktop.gui.pages.overview_rows import (
    agreed_rows,
    balance_rows,
    declined_for,
    finding_row,
    import_row,
    waiting_row,
)
from alignment_desktop.gui.place import Place
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import Stat, StatRow
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.widgets.link_card import LinkCard
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.days import days_text

if TYPE_CHECKING:
    from alignment_desktop.domain.findings import Finding
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.scoreboard import Board
    from alignment_desktop.gui.inspector.agree_review import AgreeReview
    from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
    from alignment_desktop.services.agreeing import Agreed
    from alignment_desktop.services.changes_to_agree import Unread
    from alignment_desktop.services.due_leads import DueLeads
    from alignment_desktop.services.scoreboard import MeasuredBoard
    from alignment_desktop.services.workspace import Draft, Workspace
    from alignment_desktop.storage.evidence import BatchRow

_AGREEING = "overview agreeing"
_NEXT = "overview next"
_DUE = "overview due"
_FREEZE, _SIGN = "freeze", "sign"
_SHOWING = "overview showing"
_MOST = 6
_MOST_FIGURES = 20
_MOST_IMPORTS = 5


class OverviewPage(Page):
    """How the agreement stands, at a glance."""

    SHOWS: ClassVar[frozenset[Hashable]] = frozenset(Changed)

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        scoreboards: ScoreboardCache,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self._scoreboards = scoreboards
        self.stats = StatRow()
        self.agreed_card = LinkCard(switch, wording().overview.what_is_agreed())
        self.waiting_card = LinkCard(switch, wording().overview.what_waits())
        self.figures_card = LinkCard(switch, wording().overview.latest_figures())
        self.due_card = LinkCard(switch, wording().scoreboard.what_is_due())
        self.due_card.hide()
        self.findings_card = LinkCard(switch, wording().overview.what_does_not_fit())
        self.balance_card = LinkCard(switch, wording().overview.give_and_take())
        self.imports_card = LinkCard(switch, wording().overview.last_imports())
        self.empty = EmptyPage(
            switch,
            Emptiness(
                "overview",
                wording().overview.nothing_is_promised_yet(),
                wording().overview.here_we_will_see(),
                wording().common.write_the_first_commitment(),
            ),
        )
        self.empty.acted.connect(lambda: session.go_to("commitments"))
        self.agree_button = QPushButton()
        self.agree_button.setFont(font(13, MEDIUM))
        set_look(self.agree_button, "kind", "primary")
        icons.dress(self.agree_button, "check", "on_fill")
        self.agree_button.clicked.connect(self._agree)
        self.next_button = QPushButton()
        self.next_button.setFont(font(13, MEDIUM))
        set_look(self.next_button, "kind", "primary")
        self._next: Place = Place()
        self.next_button.clicked.connect(lambda: self._follow(self._next))
        self._tools = tool_row(self.next_button, self.agree_button)
        self._build()
        session.seat_changed.connect(self._show_seat)
        self.review: AgreeReview | None = None
        self._reviewed: tuple[str, tuple[str, ...], int] = ("", (), 0)
        self._board: Board | None = None
        self._seen = session.draft.revision

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def refresh(self) -> None:
        session = self._session
        self._seen = session.draft.revision
        agreement = session.draft.agreement
        days = agreement.header.period
        words = days_text(days.start, days.end, user_language())
        self.set_subtitle(f"{agreement.label} · {words}")
        written = len(agreement.clauses) > 1 or session.news.batches > 0
        self._stack.setCurrentIndex(0 if written else 1)
        self._show_agree_button()
        self._show_agreed()
        self._show_waiting()
        self._show_balance()
        session.run_when_idle(
            _SHOWING, self._show_board(self._board if session.news.batches else None)
        )
        if session.news.batches:
            self._scoreboards.ask("overview", View(), self._show_measured, self._refused)
        session.ask("overview", _imports, self._show_imports)
        session.ask("findings", partial(_findings, agreement), self._show_findings)

    def _show_measured(self, measured: MeasuredBoard) -> None:
        self._session.run_when_idle(_SHOWING, self._show_board(measured.board))

        def question(_workspace: Workspace, _monitor: Monitor) -> tuple[DueLeads, ...]:
            from alignment_desktop.services.due_leads import due_leads

            return due_leads(measured)

        self._session.ask(_DUE, question, partial(self._show_due, measured))

    def _show_due(self, measured: MeasuredBoard, found: tuple[DueLeads, ...]) -> None:
        # Loaded here: nothing is measured yet when the window is painted first.
        from alignment_desktop.gui.pages.due_rows import as_of_words, due_rows

        self.due_card.show_note(as_of_words(measured))
        self.due_card.show_rows(due_rows(found))
        self.due_card.setVisible(any(each.count for each in found))

    def _refused(self, problem: Problem) -> None:
        self._session.notify(self._session.sentence(problem), wrong=True)

    def _build(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(12)
        left = (self.agreed_card, self.findings_card, self.balance_card, self.imports_card)
        for cards in (left, (self.waiting_card, self.due_card, self.figures_card)):
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
        column.addWidget(self.stats)
        column.addLayout(columns)
        column.addStretch(1)
        area = ColumnArea(inside)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(area)
        self._stack.addWidget(self.empty)

    def _show_next_step(self) -> None:
        """What comes next, where that is not to agree: to answer proposals, to freeze, to sign."""
        session, party = self._session, self._session.party
        standings = session.news.negotiations
        asked = [each for each in self._waits_for(party or "") if standings[each].open]
        self.next_button.setVisible(bool(asked))
        session.cancel(_NEXT)
        if asked:
            text = wording().overview.answer_proposals(len(asked), count=len(asked))
            self.next_button.setText(text)
            self._next = Place("", *asked[0])
        elif not any(each.waits_for for each in standings.values()):
            draft = session.draft
            question = partial(_to_freeze_or_sign, draft, party)
            session.ask(_NEXT, question, self._show_version_step, self._refused)

    def _show_version_step(self, step: tuple[str, int] | None) -> None:
        """Offers to freeze or to sign the version of a number; None: there is nothing to do."""
        self.next_button.setVisible(step is not None)
        if step is not None:
            its, (act, number) = wording().overview, step
            say = its.freeze_version if act == _FREEZE else its.sign_version
            self.next_button.setText(say(number=number))
            self._next = Place("agreement")

    def _agree(self) -> None:
        """Shows what changed since the party last agreed, if anything did, and then agrees."""
        session, party = self._session, self._session.party
        if party is None:
            return
        draft, ids, seen = session.draft, self._to_agree(party), self._seen

        def show(unread: tuple[Unread, ...]) -> None:
            self._reviewed = party, tuple(clause_name(*each) for each in ids), seen
            if unread:
                self._made_review().show_changes(unread, draft.agreement, party, len(ids))
            else:
                self._agree_reviewed()

        from alignment_desktop.services.changes_to_agree import unread_changes

        session.ask(
            _AGREEING,
            lambda workspace, _monitor: unread_changes(workspace, draft, ids, party),
            show,
            failed=self._refused,
        )

    def _made_review(self) -> AgreeReview:
        """The panel of what changed; made when it is first needed, the window has to be quick."""
        if self.review is None:
            from alignment_desktop.gui.inspector.agree_review import AgreeReview

            self.review = AgreeReview(self._switch)
            self.review.agreed.connect(self._agree_reviewed)
            self._column.insertWidget(0, self.review)
        return self.review

    def _agree_reviewed(self) -> None:
        session = self._session
        party, names, seen = self._reviewed
        if not names or party != session.party:
            return

        def done(agreed: Agreed) -> None:
            count = len(agreed.names)
            session.notify(
                wording().overview.agrees_to_clauses(count, party=party_words(party), count=count),
                action=wording().common.undo(),
                act=session.undo,
            )

        from alignment_desktop.services.agreeing import Agree

        def refused(problem: Problem) -> None:
            self._refused(problem)
            session.look()

        session.execute(Agree(party, names, session.label, seen), done=done, failed=refused)

    def _show_seat(self, _seat: object) -> None:
        if self.review is not None:
            self.review.hide()
        self._show_agree_button()
        self._show_waiting()

    def _show_agree_button(self) -> None:
        party = self._session.party
        self._show_next_step()
        waits = self._to_agree(party) if party else []
        # The header shows the row of tools again whenever it comes to this page.
        self.agree_button.setVisible(bool(waits))
        if party:
            text = wording().overview.agree_to_all_as(count=len(waits), party=party_words(party))
            self.agree_button.setText(text)

    def _waits_for(self, party: str) -> list[ClauseId]:
        """What a party has to decide: proposals to answer, and clauses to agree to."""
        found = self._session.news.negotiations.items()
        return [each for each, standing in found if party in standing.waits_for]

    def _to_agree(self, party: str) -> list[ClauseId]:
        """Those of them that can be agreed to as they stand; proposals are decided one by one."""
        standings = self._session.news.negotiations
        return [each for each in self._waits_for(party) if not standings[each].open]

    def _show_agreed(self) -> None:
        self.agreed_card.show_rows(agreed_rows(self._session.draft))

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
        links = [waiting_row(news.draft, each, standings[each]) for each in ids[:_MOST]]
        self.waiting_card.show_rows(links, wording().overview.nothing_waits_both_agree())
        self._show_more(self.waiting_card, len(ids))

    def _show_balance(self) -> None:
        """How many changes each side proposed, conceded and waived; shown, never scored."""
        news = self._session.news
        links = balance_rows(news.discussion, news.draft.id)
        self.balance_card.setVisible(bool(links))
        self.balance_card.show_rows(links)

    def _show_more(self, card: LinkCard, count: int) -> None:
        """Says beside the heading how many are not shown."""
        more = count - len(card.rows)
        card.show_note(wording().overview.and_more(more=more) if more else "")

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        agreement = self._session.draft.agreement
        links = [finding_row(each, agreement) for each in findings[:_MOST]]
        self.findings_card.show_rows(links, wording().overview.everything_fits_together())
        self._show_more(self.findings_card, len(findings))

    def _follow(self, place: Place) -> None:
        self._session.go_to(place.page, kind=place.kind, key=place.key)

    def _show_board(self, board: Board | None) -> Iterator[None]:
        measured = board if board is not None and board.batches else None
        self._show_stats(measured)
        if measured is not None:
            yield
        if measured is None or measured is not self._board:
            self._show_figures(measured)
        self._board = measured

    def _show_stats(self, board: Board | None) -> None:
        draft = self._session.draft
        clauses = draft.agreement.clauses
        agreed = sum(len(draft.consents.of(each)) == len(PARTIES) for each in clauses)
        versions = self._session.news.versions
        frozen = wording().overview.version_is_frozen(versions=versions)
        stats = [
            Stat(
                wording().common.agreed_by_both(),
                wording().overview.of(agreed=agreed, count=len(clauses)),
                frozen if versions else wording().overview.no_version_is_frozen(),
            )
        ]
        for party in PARTIES:
            waits = self._waits_for(party)
            commitments = sum(kind == "commitment" for kind, _ in waits)
            note = wording().overview.of_them_commitments(commitments=commitments)
            words = wording().common.waits_for(party=party_words(party))
            nothing = wording().overview.agrees_to_everything()
            stats.append(Stat(words, str(len(waits)), note if waits else nothing))
        if board is None:
            stats.append(
                Stat(wording().common.commitments_kept(), "–", wording().common.no_results_yet())
            )
        else:
            from alignment_desktop.gui.pages.scoreboard_cards import kept_stat

            stats.append(kept_stat(board, user_language()))
        self.stats.show_stats(stats)

    def _show_figures(self, board: Board | None) -> None:
        links: list[Link] = []
        if board is not None:
            # Loaded here: nothing is measured yet when the window is painted first.
            from alignment_desktop.gui.pages.overview_figures import figure_row, most_urgent_first

            marks = user_language()
            links = [figure_row(line, marks) for line in most_urgent_first(board.lines)]
        self.figures_card.show_rows(
            links[:_MOST_FIGURES],
            wording().overview.drop_a_spreadsheet_on(),
        )
        self._show_more(self.figures_card, len(links))

    def _show_imports(self, batches: Sequence[BatchRow]) -> None:
        links = [import_row(row) for row in batches[:_MOST_IMPORTS]]
        self.imports_card.show_rows(links, wording().overview.nothing_has_been_imported())
        self._show_more(self.imports_card, len(batches))


def _findings(agreement: Agreement, _workspace: Workspace, _monitor: Monitor) -> list[Finding]:
    """What does not fit together; of many clauses that takes a while."""
    from alignment_desktop.services.agreeing import check

    return check(agreement)


def _to_freeze_or_sign(
    draft: Draft, party: str | None, workspace: Workspace, _monitor: Monitor
) -> tuple[str, int] | None:
    """Which version can be frozen next, or waits for the signature of who is at the keyboard.

    Where the last version says it all, nothing is to be frozen.
    """
    versions = workspace.versions(draft)
    if not versions or versions[-1].content_hash != draft.agreement.content_hash:
        found = len(versions) + 1 if len(draft.agreement.clauses) > 1 else 0
        return (_FREEZE, found) if found else None
    from alignment_desktop.services.signing_states import what_is_signed

    state = what_is_signed(workspace, draft.agreement.label)
    waits = state is not None and party is not None and state.waiting_for == party
    return (_SIGN, versions[-1].number) if waits else None


def _imports(workspace: Workspace, _monitor: Monitor) -> tuple[BatchRow, ...]:
    """The imports that count, the newest first."""
    # Importing needs heavy libraries: they are loaded here, in the pool, not with the window.
    from alignment_desktop.services.imported_batches import batches

    return tuple(row for row in reversed(batches(workspace)) if not row.withdrawn)
