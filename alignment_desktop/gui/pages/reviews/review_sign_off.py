"""The signing of a review, beside it: it is frozen, and then signed as a version is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from alignment_desktop.gui.days import day_words
from alignment_desktop.gui.file_choice import choose_existing
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.pages.reviews.review_freezing import FreezingPanel
from alignment_desktop.gui.regional import own_paper
from alignment_desktop.gui.signing.signed_files import ChooseExisting, ChooseNew
from alignment_desktop.gui.signing.signing_card import SigningCard
from alignment_desktop.gui.signing.signing_flow import SigningFlow
from alignment_desktop.gui.signing.signing_words import what_words
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.window.tab_order import bring_opened_into_sight
from alignment_desktop.gui.wording import other_words, user_language, wording
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.words.language import capital

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.review_freezing import KeptReview, MadeReview
    from alignment_desktop.services.review_signing import ReviewSigning
    from alignment_desktop.services.workspace import Workspace

_STATE, _FREEZE = "review-signing", "review-freezing"
_HASH = 8


class ReviewSignOff(QObject):
    """Says how far the signing of the review is, and freezes it.

    Attributes:
        view: What stands beside the review.
        card: Who has to sign.
        flow: Does what the card asks for.
    """

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        page: QWidget,
        *,
        choose_new: ChooseNew,
        choose_existing: ChooseExisting = choose_existing,
    ) -> None:
        """Joins the card and the session.

        Args:
            session: The window's handle on the services.
            switch: The theme.
            icons: For buttons.
            page: The page, before which dialogs stand.
            choose_new: Asks where to save.
            choose_existing: Asks for a file that is there.
        """
        super().__init__(page)
        self._session = session
        self._period, self._figures = "", ""
        self._shown: tuple[str | None, str] | None = None
        # Once a review is frozen, the keyboard goes to what can be done with it.
        self._goes_on = False
        self._signing: ReviewSigning | None = None
        its = wording().reviews
        self.card = SigningCard(switch, icons, its.signed_once_frozen())
        self.note = label("", 12, tone="muted", wrap=True)
        self.changed = label("", 12, tone="at_risk", wrap=True)
        self.freeze_button = QPushButton(its.freeze())
        self.panel = FreezingPanel()
        self.view = QWidget()
        column = QVBoxLayout(self.view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(its.sign_off(), 13, BOLD))
        for widget in (self.note, self.card, self.changed, self.freeze_button, self.panel):
            column.addWidget(widget)
        self.flow = SigningFlow(
            session,
            switch,
            icons,
            self.card,
            page,
            choose_existing=choose_existing,
            choose_new=choose_new,
        )
        self.freeze_button.clicked.connect(lambda _on=False: self.begin_freezing())
        self.panel.wanted.connect(self._freeze)
        self.panel.stop_wanted.connect(self._stop)
        self.panel.left.connect(self._leave_freezing)
        session.seat_changed.connect(lambda _seat: self._show())
        self._show()

    def show_review(self, period: str, figures: str) -> None:
        """Reads how far the signing of a review is.

        Args:
            period: The label of its days; empty: all of the agreement.
            figures: On what its figures stand; empty where there are none.
        """
        if (self._session.label, period) != self._shown:
            self._shown = self._session.label, period
            self._signing, self._goes_on = None, False
            if not self._session.runs(_FREEZE):
                self.panel.close_panel()
        self._period, self._figures = period, figures
        self.flow.period = period
        label_ = self._session.label

        def question(workspace: Workspace, _monitor: Monitor) -> ReviewSigning | None:
            from alignment_desktop.services.review_signing import review_signing

            return review_signing(workspace, label_, period)

        self._session.ask(_STATE, question, self._take)

    def show_figures(self, figures: str) -> None:
        """Says on what the figures stand, once they are measured."""
        self._figures = figures
        self.panel.show_figures(figures)

    def _take(self, signing: ReviewSigning | None) -> None:
        self._signing = signing
        if signing is not None:
            self.flow.answers.content_hash = signing.content_hash
        self._show()
        if self._goes_on:
            self._goes_on = False
            self.card.take_keyboard()
            bring_opened_into_sight(self.card)

    def _show(self) -> None:
        its, signing, session = wording().reviews, self._signing, self._session
        agreement = session.draft.agreement if signing is None else signing.agreement
        self.card.show_state(
            None if signing is None else signing.state,
            agreement,
            session.seat,
            session.now().astimezone().date(),
            read_only=session.read_only,
        )
        note, changed = "", ""
        if signing is not None:
            day = day_words(signing.frozen_at.astimezone().date())
            what = capital(what_words(signing.state))
            hashed = signing.content_hash[:_HASH]
            note = breakable(its.frozen_on(what=what, day=day, hash=hashed))
            named = {
                "words": its.changed_words(),
                "imports": its.changed_imports(),
                "version": its.changed_version(),
            }
            parts = user_language().listed(named[each] for each in signing.changed)
            changed = its.changed_since_frozen(what=capital(parts)) if parts else ""
        for shown, text in ((self.note, note), (self.changed, changed)):
            shown.setText(text)
            shown.setVisible(bool(text))
        self.freeze_button.setText(its.freeze() if signing is None else its.freeze_again())
        self.freeze_button.setVisible(self._freezes and self.panel.isHidden())

    @property
    def _freezes(self) -> bool:
        """Whether there is something to be frozen that is not yet."""
        session = self._session
        offered = self._signing is None or bool(self._signing.changed)
        return offered and bool(session.news.batches) and not session.read_only

    def offers(self, go: Offer) -> tuple[Offer, ...]:
        """What can be done about the signing, for menu and palette.

        Args:
            go: Brings the signatures into sight.
        """
        its, card, words = wording().signing, self.card, other_words("sign")
        state = card.state
        waiting = None if state is None else state.waiting_for
        turn = waiting is not None and card.seat_signs_for(waiting)

        def freeze() -> None:
            go.act()
            self.begin_freezing()

        return (
            Offer(
                self.freeze_button.text(), "", freeze, self._freezes, other_words("freeze-review")
            ),
            Offer(its.sign(), "", card.sign_button.click, turn, words),
            Offer(its.file_signed(), "", self.flow.files.file, card.files, words),
            card.certificate_offer(go),
            go,
        )

    def begin_freezing(self) -> None:
        """Says what is frozen; it is frozen by the panel's own button."""
        self.panel.open_panel(self._figures)
        self.freeze_button.hide()
        bring_opened_into_sight(self.panel)

    def _leave_freezing(self) -> None:
        self._show()
        self.freeze_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _freeze(self) -> None:
        from alignment_desktop.services.review_freezing import FreezeReview

        session = self._session
        command = FreezeReview(self._period or None, session.label, paper=own_paper())
        at = session.now()
        self.panel.set_busy(True)

        def question(workspace: Workspace, monitor: Monitor) -> MadeReview:
            # Beside the store: figures and pages take long, and others go on meanwhile.
            return replace(command, monitor=monitor).made(workspace, at)

        session.ask(_FREEZE, question, self._keep, self._refuse)

    def _keep(self, made: MadeReview) -> None:
        from alignment_desktop.services.review_freezing import KeepReview

        self._session.execute(KeepReview(made), done=self._frozen, failed=self._refuse)

    def _frozen(self, kept: KeptReview) -> None:
        self.panel.close_panel()
        facts = kept.facts
        review = period_text(facts.period, user_language(), year=True)
        said = wording().reviews.frozen_done(review=review, number=facts.number)
        self._session.notify(" ".join([said, *map(sentence, kept.warnings)]))
        self._goes_on = self.view.isVisible()

    def _refuse(self, problem: Problem) -> None:
        self.panel.set_busy(False)
        self.panel.show_trouble(self._session.sentence(problem))

    def _stop(self) -> None:
        for topic in (_FREEZE, "KeepReview"):
            self._session.stop(topic)
