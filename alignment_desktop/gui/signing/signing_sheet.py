"""The sheet on which something is signed: what it is, what changed, who is next; identity, mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.signatures import SPONSOR
from alignment_desktop.gui.days import day_words
from alignment_desktop.gui.file_choice import choose_existing
from alignment_desktop.gui.folder_memory import FolderMemory, Purpose
from alignment_desktop.gui.fonts import BOLD, MEDIUM
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.pages.agreement.agreement_comparison import ClauseCards
from alignment_desktop.gui.reading.reader import Reader
from alignment_desktop.gui.reading.zoom import Fit
from alignment_desktop.gui.signing.identity_choice import IdentityChoice
from alignment_desktop.gui.signing.mark_choice import MarkChoice
from alignment_desktop.gui.signing.signing_words import signing_names, what_words
from alignment_desktop.gui.signing.verdict_words import signer_words
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import ShortLabel, breakable, label
from alignment_desktop.gui.window.screen_room import fit_to_screen
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import known_at_text
from alignment_desktop.words.language import capital

if TYPE_CHECKING:
    from alignment_desktop.domain.signing_entries import ReviewFrozen
    from alignment_desktop.gui.job_runner import Working
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.signing_offers import SigningOffer

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIZE = QSize(1060, 680)
_LEFT = 470
_ABOVE = 8  # pixels above the document's own buttons
_CHANGES = 220
ChooseExisting = Callable[[FolderMemory, Purpose, QWidget, str, str], Path | None]


class SigningSheet(QDialog):
    """One page of questions beside the document that is signed.

    Attributes:
        sign_wanted: Everything is chosen, and it is to be signed.
        stop_wanted: What runs is to be stopped; the sheet stays.
    """

    sign_wanted = Signal()
    stop_wanted = Signal()

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        party: str,
        offer: SigningOffer,
        parent: QWidget | None = None,
        *,
        choose: ChooseExisting = choose_existing,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.party, self.offer = party, offer
        its = wording().signing
        self.setWindowTitle(its.sign_what(what=what_words(offer.state)))
        self.setSizeGripEnabled(True)
        self.identity = IdentityChoice(session.folders, choose)
        self.mark = MarkChoice(switch, session.folders, choose)
        self.address_field = QLineEdit()
        self.address_field.setAccessibleName(its.time_address())
        self.address_field.setPlaceholderText("https://")
        self.time_note = label(pixels=12, tone="muted", wrap=True)
        self.address_field.textChanged.connect(lambda _text: self._say_whose_clock())
        self.trouble = label(tone="missed", wrap=True)
        self.trouble.hide()
        self.sign_button = QPushButton(its.sign_now())
        set_look(self.sign_button, "kind", "primary")
        self.sign_button.setDefault(True)
        self.cancel_button = QPushButton(its.cancel())
        self.cancel_button.setAutoDefault(False)
        self.changes: ClauseCards | None = None
        self.show_changes_button = QPushButton(wording().clauses.show(), self)
        set_look(self.show_changes_button, "kind", "quiet")
        self.show_changes_button.setAutoDefault(False)
        self.progress = ShortLabel(12, tone="muted")
        self.reader: Reader | None = None
        self._paper = QWidget()
        self._busy = False
        self._switch, self._icons = switch, icons
        self._lay_out()
        self.sign_button.clicked.connect(lambda _on=False: self._sign())
        self.cancel_button.clicked.connect(lambda _on=False: self.reject())
        self.show_changes_button.clicked.connect(lambda _on=False: self._show_changes())
        for button in self.findChildren(QPushButton):
            # Enter in a field signs; what it must never do is press the first button it finds.
            if button is not self.sign_button:
                button.setAutoDefault(False)
        self._say_whose_clock()
        self.resize(_SIZE)
        fit_to_screen(self)

    def show_document(self) -> Iterator[None]:
        """Makes what shows the document, once the questions are in sight."""
        yield
        its = wording().signing
        reader = Reader(
            self._session, self._switch, self._icons, "signing-document", its.first_page()
        )
        reader.view.show_zoom(Fit.PAGE)
        self.reader = reader
        column = column_of(self._paper)
        column.setContentsMargins(0, _ABOVE, 0, 0)
        column.addWidget(reader)
        yield
        reader.show_pdf(self.offer.content)

    @property
    def address(self) -> str:
        """That of the time stamp authority; empty: none is asked."""
        return self.address_field.text().strip()

    def show_trouble(self, text: str) -> None:
        """Says why it is not signed; what is chosen stays."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def set_busy(self, busy: bool) -> None:
        """While it is being signed nothing else can be chosen, and Cancel stops it."""
        self._busy = busy
        self.progress.say("")
        self._form.setEnabled(not busy)
        self.sign_button.setEnabled(not busy)
        its = wording().signing
        self.sign_button.setText(its.signing() if busy else its.sign_now())

    def show_working(self, working: Working | None) -> None:
        """Says how far the signing is."""
        self.progress.say("" if working is None or not self._busy else working.text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() in _ENTER and isinstance(focused, QPushButton):
            # Enter presses the button that has the keyboard: on "Cancel" it must not sign.
            focused.click()
            return
        super().keyPressEvent(event)

    @override
    def reject(self) -> None:
        if self._busy:
            self.stop_wanted.emit()
        else:
            super().reject()

    def _lay_out(self) -> None:
        self._form = QWidget()
        self._form.setObjectName("scrolled")
        column = QVBoxLayout(self._form)
        column.setContentsMargins(20, 18, 16, 18)
        column.setSpacing(8)
        column.addWidget(self._what())
        self._add_changes(column)
        its = wording().signing
        column.addWidget(_heading(its.who_next()))
        column.addWidget(label(self._who_next(), wrap=True))
        for title, widget in ((its.identity(), self.identity), (its.mark(), self.mark)):
            column.addWidget(_heading(title))
            column.addWidget(widget)
        column.addWidget(_heading(its.time()))
        address_title = label(its.time_address(), 12, MEDIUM)
        address_title.setBuddy(self.address_field)
        for each in (address_title, self.address_field, self.time_note):
            column.addWidget(each)
        column.addStretch(1)
        area = ColumnArea(self._form, focusable=True)
        area.setFixedWidth(_LEFT)
        self.area = area
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(area)
        upper.addWidget(_line(QFrame.Shape.VLine))
        upper.addWidget(self._paper, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 14)
        foot.setSpacing(10)
        foot.addWidget(self.trouble, 3)
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.sign_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(_line(QFrame.Shape.HLine))
        whole.addLayout(foot)

    def _what(self) -> Card:
        its, offer = wording().signing, self.offer
        agreement = offer.agreement
        zone = ZoneInfo(agreement.timezone)
        frozen = day_words(offer.frozen_at.astimezone(zone).date())
        card = Card()
        card.body.addWidget(label(its.you_sign(), 12, MEDIUM, "muted"))
        card.body.addWidget(
            label(
                breakable(agreement.header.organisation or self._session.name), 17, BOLD, wrap=True
            )
        )
        card.body.addWidget(label(breakable(agreement.label), wrap=True))
        version = its.what_frozen(what=capital(what_words(offer.state)), day=frozen)
        card.body.addWidget(label(version, wrap=True))
        hashed = its.content_hash(hash=offer.content_hash)
        card.body.addWidget(label(breakable(hashed), 11, tone="muted", wrap=True))
        return card

    def _add_changes(self, column: QVBoxLayout) -> None:
        its, offer, party = wording().signing, self.offer, signer_words(self.party)
        if offer.review is not None:
            self._add_figures(column, offer.review)
            return
        heading, nothing = its.what_changed(party=party), its.nothing_changed(party=party)
        if self.party == SPONSOR:
            # A sponsor agrees to no clauses; the two parties do.
            heading, nothing = its.what_they_agreed(), its.both_agreed()
        column.addWidget(_heading(heading))
        self.nothing = label(nothing, wrap=True)
        column.addWidget(self.nothing)
        before = offer.before
        if before is not None:
            count = len(before.changes)
            row = QHBoxLayout()
            said = its.since_version(count, count=count, number=offer.state.version - 1)
            row.addWidget(label(said, wrap=True), 1)
            row.addWidget(self.show_changes_button, 0, Qt.AlignmentFlag.AlignTop)
            self.show_changes_button.setVisible(bool(count))
            column.addLayout(row)
            self.changes = ClauseCards(self._switch)
            self.changes.setFixedHeight(_CHANGES)
            self.changes.hide()
            column.addWidget(self.changes)
        else:
            self.show_changes_button.hide()
        if offer.moved_on:
            column.addWidget(label(its.draft_moved_on(), 12, tone="at_risk", wrap=True))

    def _add_figures(self, column: QVBoxLayout, review: ReviewFrozen) -> None:
        """Says on what a frozen review stands: nobody agreed to its clauses."""
        its, zone = wording().signing, self.offer.agreement.timezone
        column.addWidget(_heading(its.stands_on()))
        as_of = known_at_text(self.offer.as_of, zone, user_language())
        self.nothing = label(its.figures_as_of(as_of=as_of, version=review.version), wrap=True)
        column.addWidget(self.nothing)
        self.show_changes_button.hide()
        if self.offer.moved_on:
            column.addWidget(label(its.review_moved_on(), 12, tone="at_risk", wrap=True))

    def _who_next(self) -> str:
        its, state = wording().signing, self.offer.state
        if not state.after:
            return its.nobody_after()
        named = []
        for party in state.after:
            names = signing_names(self.offer.agreement, party)
            named.append(f"{signer_words(party)} ({names})" if names else signer_words(party))
        text = user_language().listed(named) + "."
        return text if state.signatures else f"{text} {its.first_certifies()}"

    def _show_changes(self) -> None:
        before, cards = self.offer.before, self.changes
        if before is None or cards is None:
            return
        cards.show()
        self.show_changes_button.hide()
        self._session.run_when_idle(
            "signing-changes", cards.show_cards(before, self.offer.agreement)
        )

    def _say_whose_clock(self) -> None:
        its = wording().signing
        self.time_note.setText(its.authority_note() if self.address else its.clock_note())

    def _sign(self) -> None:
        self.show_trouble("")
        self.sign_wanted.emit()


def _line(shape: QFrame.Shape) -> QFrame:
    made = QFrame()
    made.setObjectName("dividing_line")
    if shape is QFrame.Shape.VLine:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def _heading(text: str) -> QLabel:
    made = label(text, 13, BOLD)
    made.setContentsMargins(0, 10, 0, 0)
    return made
