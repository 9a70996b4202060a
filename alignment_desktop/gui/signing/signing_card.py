"""How far the signing of a version or a review is, and what can be done about it, in one card."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.domain.signatures import SPONSOR
from alignment_desktop.domain.signing_state import DECLINED, SIGNED
from alignment_desktop.gui.days import day_words, read_day
from alignment_desktop.gui.fonts import BOLD, MEDIUM
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.day_editors import DayEditor
from alignment_desktop.gui.inspector.editors import forget
from alignment_desktop.gui.inspector.text_editors import TextEditor
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.seats.seat import Seat, person_called
from alignment_desktop.gui.seats.seat_entries import SEAT_KEYS
from alignment_desktop.gui.signing.certificate_panel import CertificatePanel
from alignment_desktop.gui.signing.signing_words import signing_names, state_words
from alignment_desktop.gui.signing.verdict_words import signer_words
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import ChipLabel, breakable, label
from alignment_desktop.gui.widgets.link_buttons import link_button, link_column
from alignment_desktop.gui.window.tab_order import (
    bring_opened_into_sight,
    close_opened,
    keyboard_in,
)
from alignment_desktop.gui.wording import other_words, wording

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.signing_state import SigningState

_TONES = {SIGNED: "kept", DECLINED: "missed"}
_LATER = timedelta(days=7)


class SigningCard(Card):
    """Says whose turn it is, and lets whoever is at the keyboard sign, decline or remind.

    Attributes:
        sign_wanted: Carries the party that is to sign.
        decline_wanted: Carries the party that declines, and why.
        remind_wanted: Carries the day of a reminder.
        file_wanted: A file that was signed elsewhere is to be filed.
        save_wanted: The signed file is to be saved.
    """

    sign_wanted = Signal(str)
    decline_wanted = Signal(str, str)
    remind_wanted = Signal(object)
    file_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, switch: ThemeSwitch, icons: Icons, nothing: str = "") -> None:
        """Makes the card.

        Args:
            switch: The theme.
            icons: For buttons.
            nothing: What it says where nothing is frozen; of versions where empty.
        """
        super().__init__()
        self._nothing = nothing
        self._switch = switch
        self._state: SigningState | None = None
        self._seat, self._today = Seat(), date.min
        self._agreement: Agreement | None = None
        its = wording().signing
        self.words = label(weight=BOLD, wrap=True)
        self.note = label(pixels=12, tone="muted", wrap=True)
        self._signers = QWidget()
        self.sign_button = QPushButton()
        set_look(self.sign_button, "kind", "primary")
        self.remind_button = QPushButton(its.remind())
        self.decline_button = QPushButton(its.decline())
        self.save_button = link_button(its.save_signed())
        self.certificate_button = link_button(its.certificate())
        self.file_button = link_button(its.file_signed())
        self.certificate = CertificatePanel(self.certificate_button)
        self._acts = (self.remind_button, self.decline_button)
        self._links = (self.save_button, self.certificate_button, self.file_button)
        self._others = (*self._acts, *self._links)
        self._make_declining()
        self._make_reminding(icons)
        self._lay_out()
        self._connect()

    def _make_declining(self) -> None:
        its = wording().signing
        self.declining = QWidget()
        self.why_field = TextEditor()
        self._why_title = label(pixels=12, weight=MEDIUM, wrap=True)
        self.why_trouble = label(pixels=12, tone="missed", wrap=True)
        self.why_trouble.hide()
        self.decline_now = QPushButton(its.decline_now())
        set_look(self.decline_now, "kind", "danger")
        self.leave_declining = QPushButton(its.cancel())
        column = _column(self.declining)
        column.addWidget(self._why_title)
        column.addWidget(self.why_field)
        self._decline_warning = label("", 12, tone="muted", wrap=True)
        column.addWidget(self._decline_warning)
        column.addWidget(self.why_trouble)
        column.addLayout(_row(self.decline_now, self.leave_declining))
        self.declining.hide()

    def _make_reminding(self, icons: Icons) -> None:
        its = wording().signing
        self.reminding = QWidget()
        self.day_field = DayEditor(icons)
        self.day_field.name_for(its.remind_day())
        self.save_reminder = QPushButton(its.remind_title())
        self.leave_reminding = QPushButton(its.cancel())
        column = _column(self.reminding)
        column.addWidget(label(its.remind_day(), 12, MEDIUM))
        column.addWidget(self.day_field)
        column.addLayout(_row(self.save_reminder, self.leave_reminding))
        self.reminding.hide()

    def _lay_out(self) -> None:
        self.body.setSpacing(8)
        self.body.addWidget(self.words)
        self.body.addWidget(self._signers)
        self.body.addWidget(self.note)
        self.body.addWidget(self.sign_button)
        self._beside = QWidget()
        row = QHBoxLayout(self._beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in self._acts:
            row.addWidget(button, 1)
        self._below = link_column(*self._links)
        self.body.addWidget(self._beside)
        self.body.addWidget(self._below)
        self.body.addWidget(self.declining)
        self.body.addWidget(self.reminding)
        self.body.addWidget(self.certificate)

    def _connect(self) -> None:
        self.sign_button.clicked.connect(lambda _on=False: self._sign())
        self.decline_button.clicked.connect(lambda _on=False: self._begin_declining())
        self.decline_now.clicked.connect(lambda _on=False: self._decline())
        self.leave_declining.clicked.connect(lambda _on=False: self._leave_declining())
        self.remind_button.clicked.connect(lambda _on=False: self._begin_reminding())
        self.save_reminder.clicked.connect(lambda _on=False: self._remind())
        self.leave_reminding.clicked.connect(lambda _on=False: self.end_reminding())
        self.file_button.clicked.connect(lambda _on=False: self.file_wanted.emit())
        self.save_button.clicked.connect(lambda _on=False: self.save_wanted.emit())
        self.certificate_button.clicked.connect(lambda _on=False: self.begin_certificate())

    @property
    def state(self) -> SigningState | None:
        """What is shown; None where nothing is frozen."""
        return self._state

    def show_state(
        self,
        state: SigningState | None,
        agreement: Agreement,
        seat: Seat,
        today: date,
        *,
        read_only: bool,
    ) -> None:
        """Shows how far the signing is.

        Args:
            state: It; None where nothing is frozen.
            agreement: What the version says, or the one that the review is measured against.
            seat: Who is at the keyboard.
            today: The user's own day, after which a reminder is proposed.
            read_only: Whether nothing can be changed here.
        """
        held = self._holds_keyboard()
        self._show_state(state, agreement, seat, today, read_only=read_only)
        if held and not self._holds_keyboard():
            # What had it, such as the button that signs, is offered no more.
            self.take_keyboard()

    def _holds_keyboard(self) -> bool:
        focused = keyboard_in(self.window())
        return focused is not None and self.isAncestorOf(focused) and focused.isVisibleTo(self)

    def _show_state(
        self,
        state: SigningState | None,
        agreement: Agreement,
        seat: Seat,
        today: date,
        *,
        read_only: bool,
    ) -> None:
        self._state, self._agreement, self._seat = state, agreement, seat
        self._today = today
        its = wording().signing
        if state is None:
            self.words.setText("")
            self.note.setText(self._nothing or its.nothing_to_sign())
            panels = (self.declining, self.reminding, self.certificate)
            for widget in (self.words, self._signers, self.sign_button, *self._others, *panels):
                widget.hide()
            self._hide_empty_rows()
            self.note.show()
            return
        self.words.setText(breakable(state_words(state, agreement)))
        set_look(self.words, "tone", _TONES.get(state.state, ""))
        self.words.show()
        self._show_signers(state, agreement)
        waiting = state.waiting_for
        turn = waiting is not None and self.seat_signs_for(waiting)
        self.sign_button.setVisible(turn and not read_only)
        if waiting is not None:
            self.sign_button.setText(its.sign_as(party=signer_words(waiting)))
        self.note.setText("" if waiting is None or turn else self._whose_turn(waiting))
        self.note.setVisible(bool(self.note.text()))
        self.remind_button.setVisible(waiting is not None)
        self.decline_button.setVisible(self._declines() is not None and not read_only)
        self.file_button.setVisible(waiting is not None and not read_only)
        self.save_button.setVisible(bool(state.signatures))
        self.certificate_button.setVisible(bool(state.signatures or state.refusal))
        self._hide_empty_rows()
        if not self.decline_button.isVisibleTo(self):
            self.declining.hide()
        if waiting is None:
            self.reminding.hide()

    def _hide_empty_rows(self) -> None:
        """Leaves no gap where a row of buttons has none to show."""
        for row, buttons in ((self._beside, self._acts), (self._below, self._links)):
            row.setVisible(any(not button.isHidden() for button in buttons))

    def seat_signs_for(self, party: str) -> bool:
        """Whether who is at the keyboard may sign for a party."""
        if party != SPONSOR:
            return self._seat.speaks_for == party
        person = None
        if self._agreement is not None:
            person = person_called(self._seat.person, self._agreement)
        return person is not None and person.role == SPONSOR

    def _whose_turn(self, party: str) -> str:
        its, words = wording().signing, signer_words(party)
        keys = SEAT_KEYS.get(party)
        return (
            its.seat_of(party=words) if keys is None else its.somebody_else(party=words, keys=keys)
        )

    def _declines(self) -> str | None:
        """For whom the one at the keyboard can decline."""
        state = self._state
        if state is None or state.waiting_for is None:
            return None
        left = [party for party in state.expected if party not in state.signed]
        return next((party for party in left if self.seat_signs_for(party)), None)

    def _show_signers(self, state: SigningState, agreement: Agreement) -> None:
        made = QWidget()
        column = _column(made)
        column.setSpacing(4)
        its = wording().verification
        by_party = {each.party: each for each in state.signatures}
        for party in state.expected:
            signature = by_party.get(party)
            name = signing_names(agreement, party) if signature is None else signature.name
            if signature is None:
                when = its.not_signed_yet()
            else:
                time = signature.time
                when = "" if time is None else day_words(time.astimezone().date())
            row = QHBoxLayout()
            row.setSpacing(8)
            tone = party if party != SPONSOR else "shared"
            row.addWidget(
                ChipLabel(self._switch, Chip(signer_words(party), tone), made),
                0,
                Qt.AlignmentFlag.AlignTop,
            )
            text = " · ".join(filter(None, (name, when)))
            tone = "" if signature is not None else "muted"
            row.addWidget(label(breakable(text), 12, tone=tone, wrap=True), 1)
            column.addLayout(row)
        self.body.replaceWidget(self._signers, made)
        forget(self._signers)
        self._signers = made

    def _sign(self) -> None:
        if self._state is not None and self._state.waiting_for is not None:
            self.sign_wanted.emit(self._state.waiting_for)

    def _begin_declining(self) -> None:
        party = self._declines()
        if party is None:
            return
        self.reminding.hide()
        self.certificate.close_panel()
        title = wording().signing.why_decline(party=signer_words(party))
        self._why_title.setText(title)
        its, of_review = wording().signing, self._state is not None and self._state.review
        warning = its.decline_review_warning() if of_review else its.decline_warning()
        self._decline_warning.setText(warning)
        self.why_field.name_for(title)
        self.why_trouble.hide()
        self.declining.show()
        self.why_field.setFocus()
        bring_opened_into_sight(self.declining)

    def _decline(self) -> None:
        party, why = self._declines(), str(self.why_field.value() or "").strip()
        if not why:
            self.show_decline_trouble(wording().signing.say_why())
            self.why_field.setFocus()
        elif party is not None:
            self.decline_wanted.emit(party, why)

    def show_decline_trouble(self, text: str) -> None:
        """Says why it cannot be declined."""
        self.why_trouble.setText(text)
        self.why_trouble.setVisible(bool(text))

    def end_declining(self) -> None:
        """It is declined: what was written is said by the state now."""
        self.why_field.show_value("")
        self._leave_declining()

    def _leave_declining(self) -> None:
        close_opened(self.declining, self.decline_button)

    def _begin_reminding(self) -> None:
        self.declining.hide()
        self.certificate.close_panel()
        if self.day_field.value() is None:
            self.day_field.show_value((self._today + _LATER).isoformat())
        self.reminding.show()
        self.day_field.line.setFocus()
        bring_opened_into_sight(self.reminding)

    def _remind(self) -> None:
        day = read_day(self.day_field.line.text())
        if day is not None:
            self.remind_wanted.emit(day)

    def begin_certificate(self) -> None:
        """Asks what a completion certificate needs."""
        self.declining.hide()
        self.reminding.hide()
        self.certificate.open_panel()
        bring_opened_into_sight(self.certificate)

    @property
    def files(self) -> bool:
        """Whether a PDF that was signed elsewhere can be filed."""
        return self.file_button.isVisibleTo(self)

    def certificate_offer(self, go: Offer) -> Offer:
        """The completion certificate, as menu and palette offer it.

        Args:
            go: Brings the card into sight.
        """

        def act() -> None:
            go.act()
            self.begin_certificate()

        there = self.certificate_button.isVisibleTo(self)
        text, words = self.certificate_button.text(), other_words("certificate")
        return Offer(text, "", act, there, words)

    def take_keyboard(self) -> None:
        """Puts the keyboard on the first thing to be done."""
        for button in (self.sign_button, *self._others):
            if button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def end_reminding(self) -> None:
        """The reminder is written, or left."""
        close_opened(self.reminding, self.remind_button)


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return column


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
