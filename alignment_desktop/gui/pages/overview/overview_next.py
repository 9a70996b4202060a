"""The overview's first card: the one next step, and what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.next_step import (
    AGREE,
    ANSWER,
    AWAIT_CONSENT,
    AWAIT_SIGN_OFF,
    AWAIT_SIGNATURE,
    BOTH,
    FREEZE,
    HOLD_REVIEW,
    IMPORT,
    IMPORT_AGAIN,
    MEND,
    REVISE,
    SIGN,
    SIGN_OFF,
    WRITE,
    Step,
)
from alignment_desktop.domain.signatures import SPONSOR
from alignment_desktop.gui.fonts import BOLD, MEDIUM, font
from alignment_desktop.gui.pages.overview.overview_rows import place_of_review, review_name
from alignment_desktop.gui.seats.seat import leaders_of, sponsors_of
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.window.place import FREEZING, SIGNING, Place
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step in words.

    Attributes:
        sentence: What is to be done, or waited for.
        note: Why, or how.
        button: What the button does; empty: there is none.
        place: Where it leads.
    """

    sentence: str
    note: str = ""
    button: str = ""
    place: Place = Place()


class NextStepCard(Card):
    """Says the one next step beside the buttons that do it.

    Attributes:
        next_button: Leads to where it is done.
        agree_button: Agrees to all that waits for who is at the keyboard.
    """

    def __init__(self) -> None:
        super().__init__()
        its = wording().overview
        self.setAccessibleName(its.next_step())
        self.sentence = label("", 17, BOLD, wrap=True)
        self.note = label("", 13, tone="muted", wrap=True)
        self.next_button, self.agree_button = QPushButton(), QPushButton()
        for button in (self.next_button, self.agree_button):
            button.setFont(font(13, MEDIUM))
            button.hide()
        set_look(self.next_button, "kind", "primary")
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (label(its.next_step(), 12, MEDIUM, "muted"), self.sentence, self.note):
            words.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(words, 1)
        for button in (self.next_button, self.agree_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.body.setContentsMargins(16, 14, 16, 16)

    def show_step(
        self, step: Step | None, agreement: Agreement, party: str, to_agree: int
    ) -> Place:
        """Shows the next step.

        Args:
            step: The step; None: there is nothing to do.
            agreement: The agreement as it stands.
            party: Who is at the keyboard; empty of the facilitator.
            to_agree: To how many clauses they can agree as they stand.

        Returns:
            Where it is done.
        """
        its = wording().overview
        words = step_words(step, agreement)
        self.sentence.setText(words.sentence)
        self.note.setText(words.note)
        self.note.setVisible(bool(words.note))
        self.next_button.setText(words.button)
        self.next_button.setVisible(bool(words.button))
        if to_agree:
            self.agree_button.setText(
                its.agree_to_all_as(to_agree, count=to_agree, party=party_words(party))
            )
        self.agree_button.setVisible(bool(to_agree))
        set_look(self.agree_button, "kind", "" if words.button else "primary")
        return words.place


def step_words(step: Step | None, agreement: Agreement) -> StepWords:
    """A step in words; None: there is nothing to do."""
    its = wording().overview
    if step is None:
        return StepWords(its.nothing_to_do(), its.nothing_to_do_note())
    place = Place("", *step.clause) if step.clause else Place("agreement")
    if step.act == WRITE:
        button = wording().common.write_the_first_commitment()
        return StepWords(its.step_write(), its.step_write_note(), button, Place("commitments"))
    if step.act == ANSWER:
        count = step.count
        button = its.answer_proposals(count, count=count)
        return StepWords(
            its.step_answer(count, count=count), its.step_answer_note(count), button, place
        )
    if step.act == AGREE:
        said = its.step_agree(step.count, count=step.count)
        return StepWords(said, its.step_agree_note(step.count), its.read_what_waits(), place)
    return _words_of_others(step, place, agreement) or _words_of_review(step, agreement)


def _words_of_others(step: Step, place: Place, agreement: Agreement) -> StepWords | None:
    its, number, who = wording().overview, step.number, party_words(step.party)
    if step.act == AWAIT_CONSENT:
        both = step.party == BOTH
        said = its.step_await_consent(step.count, count=step.count, party=who)
        note = its.step_await_consent_note(party=who)
        if both:
            said = its.step_await_both(step.count, count=step.count)
            note = its.step_await_both_note()
        return StepWords(said, note, its.show_what_waits(), place)
    if step.act == MEND:
        said = its.step_mend(step.count, count=step.count)
        return StepWords(said, its.step_mend_note(), its.show_what_does_not_fit(), place)
    if step.act == FREEZE:
        button = its.freeze_version(number=number)
        return StepWords(
            its.step_freeze(), its.step_freeze_note(), button, Place("agreement", FREEZING)
        )
    if step.act == SIGN:
        said, button = its.step_sign(number=number), its.sign_version(number=number)
        return StepWords(said, its.step_sign_note(), button, Place("agreement", SIGNING))
    if step.act == AWAIT_SIGNATURE:
        said = its.step_await_signature(number=number, who=_signers(step.party, agreement))
        return StepWords(said, its.step_sign_note(), its.show_version(number=number), place)
    if step.act == REVISE:
        said = its.step_revise(number=number, party=who)
        return StepWords(said, its.step_revise_note(), its.show_version(number=number), place)
    return None


def _words_of_review(step: Step, agreement: Agreement) -> StepWords:
    its, results = wording().overview, Place("results")
    if step.act == IMPORT:
        return StepWords(its.step_import(), its.step_import_note(), its.go_to_results(), results)
    if step.act == IMPORT_AGAIN:
        said = its.step_import_again(step.count, count=step.count)
        return StepWords(said, its.step_import_again_note(), its.go_to_results(), results)
    name, place = review_name(step.review), place_of_review(step.review, agreement)
    button = its.show_review()
    if step.act == SIGN_OFF:
        said = its.step_sign_off(review=name)
        return StepWords(said, its.step_sign_off_note(), its.sign_review(), place)
    if step.act == AWAIT_SIGN_OFF:
        said = its.step_await_sign_off(review=name, who=_signers(step.party, agreement))
        return StepWords(said, its.step_sign_off_note(), button, place)
    assert step.act == HOLD_REVIEW
    return StepWords(its.step_hold_review(review=name), its.step_hold_review_note(), button, place)


def _signers(party: str, agreement: Agreement) -> str:
    """Who signs for a party, by name where the agreement names them."""
    people = sponsors_of(agreement) if party == SPONSOR else leaders_of(party, agreement)
    names = [display_name(each) for each in people.values()]
    return user_language().listed(names) or party_words(party)
