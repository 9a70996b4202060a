"""A proposal as a card: who proposes what instead of what stands, why, and the answers to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import PARTIES, display_name
from alignment_desktop.domain.differences import FieldChange
from alignment_desktop.domain.proposals import (
    ACCEPT,
    COUNTER,
    DECLINE,
    PARK,
    WITHDRAW,
    Body,
    Proposal,
    ProposalState,
)
from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.changed_fields import ChangedFields
from alignment_desktop.gui.inspector.choice_editors import Combo
from alignment_desktop.gui.inspector.day_editors import DayEditor
from alignment_desktop.gui.inspector.leader_choice import LeaderChoice
from alignment_desktop.gui.seats.seat import Seat, leaders_of, people_in
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import party_words, wording
from alignment_desktop.values import dataclass

EXPLAIN = "explain"
"""Beside the answers: whoever proposed gives the reason."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that somebody wants to give.

    Attributes:
        proposal: The proposal.
        answer: One of `domain.discussion.ANSWERS`, but no counter-proposal; or `EXPLAIN`.
        party: Who answers.
        why: The reason; may be empty.
        owner: Who looks after a parked one.
        until: The day until which it is parked, in ISO form; empty where none is chosen.
        leader: Who says so by the facilitator's hand; None: whoever is at the keyboard.
    """

    proposal: Proposal
    answer: str
    party: str
    why: str = ""
    owner: str = ""
    until: str = ""
    leader: Seat | None = None

    @property
    def until_day(self) -> date | None:
        """The day; None where none is chosen, or what was typed is none."""
        try:
            return date.fromisoformat(self.until)
        except ValueError:
            return None


class ProposalCard(QFrame):
    """One proposal that waits for an answer.

    Attributes:
        replied: Carries a `Reply`.
        counter_wanted: Carries the field that the other party would rather have otherwise.
    """

    replied = Signal(object)
    counter_wanted = Signal(str)

    def __init__(self, switch: ThemeSwitch, icons: Icons) -> None:
        super().__init__()
        self._proposal: Proposal | None = None
        self._party: str | None = None
        self._agreement = Agreement("", {})
        self._asked = ""
        its = wording().proposals
        self.who = label("", 13, SEMIBOLD, wrap=True)
        self.when = label("", 12, tone="muted")
        self.counters = label("", 12, tone="muted", wrap=True)
        self.sentence = label("", 13, wrap=True)
        self.fields = ChangedFields(switch, name_width=64)
        self.why = label("", 13, wrap=True)
        self.state = label("", 12, tone="muted", wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(its.why())
        self.reason.setAccessibleName(its.why())
        self.reason.returnPressed.connect(self._explain)
        self.buttons: dict[str, QPushButton] = {}
        for answer, text in (
            (ACCEPT, its.agree()),
            (COUNTER, its.counter()),
            (DECLINE, its.decline()),
            (WITHDRAW, its.withdraw()),
            (PARK, its.park()),
        ):
            button = QPushButton(text)
            button.clicked.connect(partial(self.answer, answer))
            self.buttons[answer] = button
        set_look(self.buttons[ACCEPT], "kind", "primary")
        self.buttons[ACCEPT].setFont(font(13, MEDIUM))
        set_tool_tip(self.buttons[ACCEPT], its.agree_hint())
        set_tool_tip(self.buttons[COUNTER], its.counter_hint())
        self.owner = Combo()
        self.owner.setAccessibleName(its.owner())
        self.until = DayEditor(icons)
        self.until.line.setAccessibleName(its.until())
        self.park_button = QPushButton(its.park_it())
        self.park_button.clicked.connect(self._park)
        self.trouble = label("", 12, tone="missed", wrap=True)
        self.leaders = LeaderChoice()
        self.leaders.chosen.connect(self._leader_says)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.who, 1)
        head.addWidget(self.when)
        column.addLayout(head)
        for part in (self.counters, self.sentence, self.fields, self.why, self.state, self.reason):
            column.addWidget(part)
        column.addWidget(self.buttons[ACCEPT])
        others = QWidget()
        row = FlowLayout(others, 8)
        for answer in (COUNTER, DECLINE, WITHDRAW, PARK):
            row.addWidget(self.buttons[answer])
        column.addWidget(others)
        self.parking = QWidget()
        parking = QVBoxLayout(self.parking)
        parking.setContentsMargins(0, 0, 0, 0)
        parking.setSpacing(6)
        its = wording().proposals
        for text, editor in ((its.owner(), self.owner), (its.until(), self.until)):
            parking.addWidget(label(text, 12, tone="muted"))
            parking.addWidget(editor)
        parking.addWidget(self.park_button)
        column.addWidget(self.parking)
        column.addWidget(self.trouble)
        column.addWidget(self.leaders)

    @property
    def proposal(self) -> Proposal | None:
        """The proposal that is shown."""
        return self._proposal

    def show_proposal(
        self,
        proposal: Proposal,
        standing: Body | None,
        agreement: Agreement,
        party: str | None,
        words: Mapping[str, str],
    ) -> None:
        """Shows a proposal.

        Args:
            proposal: The proposal.
            standing: The clause as it stands, as JSON values; None: there is none.
            agreement: What it is part of.
            party: Who is at the keyboard; None: the facilitator.
            words: Who proposes under `who`, when under `when`, how it stands under `state`,
                and under `counters` to what it is a counter.
        """
        before = self._proposal
        # What was parked just now is no longer being parked.
        if before is None or (proposal.id, proposal.answers) != (before.id, before.answers):
            self.reason.clear()
            self.parking.hide()
        self._proposal, self._party, self._agreement = proposal, party, agreement
        self._asked = ""
        set_look(self, "proposal", proposal.party)
        its = wording().proposals
        self.who.setText(breakable(its.proposes(who=words["who"])))
        self.when.setText(words["when"])
        self.counters.setText(breakable(words["counters"]))
        self.counters.setVisible(bool(words["counters"]))
        sentences = {"added": its.would_add(), "removed": its.would_remove()}
        self.sentence.setText(sentences.get(proposal.change, ""))
        self.sentence.setVisible(proposal.change in sentences)
        # A field that says by now what is proposed is no change any more.
        changes = [
            FieldChange(name, old, new)
            for name, (old, new) in proposal.fields(standing).items()
            if old != new
        ]
        self.fields.setVisible(proposal.change != "removed")
        self.fields.show_changes(proposal.clause, changes, agreement, agreement)
        self.why.setText(breakable(f"“{proposal.why}”"))
        self.why.setVisible(bool(proposal.why))
        self.state.setText(breakable(words["state"]))
        self.state.setVisible(bool(words["state"]))
        self._show_people()
        own = party == proposal.party
        self.reason.setPlaceholderText(its.add_why() if own else its.why())
        self.reason.setVisible(not (own and proposal.why))
        answering = party is None or not own
        self.buttons[ACCEPT].setVisible(answering)
        self.buttons[ACCEPT].setText(its.agree_as() if party is None else its.agree())
        self.buttons[DECLINE].setVisible(answering)
        may_counter = party is not None and not own and standing is not None
        self.buttons[COUNTER].setVisible(may_counter and proposal.proposed is not None)
        self.buttons[WITHDRAW].setVisible(own)
        self.buttons[PARK].setVisible(proposal.state is ProposalState.OPEN)
        self.trouble.hide()
        self.leaders.hide()

    def offer_day(self, day: date) -> None:
        """Offers a day until which it is parked, where none is written yet."""
        if self.until.value() is None:
            self.until.show_value(day.isoformat())

    def answer(self, answer: str) -> None:
        """Answers as whoever is at the keyboard; asks for what is still needed."""
        proposal = self._proposal
        if proposal is None:
            return
        if answer == COUNTER:
            self.counter_wanted.emit(next(iter(proposal.fields(proposal.base)), ""))
        elif answer == PARK:
            self.parking.setVisible(self.parking.isHidden())
            if self.parking.isVisible():
                self.owner.setFocus()
        elif self._party is None:
            self._ask_leaders(answer)
        else:
            self._send(Reply(proposal, answer, self._party, self.reason.text()))

    def _send(self, reply: Reply) -> None:
        self.trouble.hide()
        self.replied.emit(reply)

    def show_trouble(self, text: str) -> None:
        """Says why an answer was refused."""
        self.trouble.setText(breakable(text))
        self.trouble.show()

    def _park(self) -> None:
        proposal = self._proposal
        if proposal is None:
            return
        party = self._party or proposal.party
        stated = str(self.until.value() or "")
        owner = str(self.owner.currentData() or "")
        reply = Reply(proposal, PARK, party, self.reason.text(), owner, stated)
        if reply.until_day is None or not owner:
            self.show_trouble(wording().proposals.park_needs_both())
            return
        self._send(reply)

    def _explain(self) -> None:
        """Whoever proposed says why."""
        proposal, why = self._proposal, self.reason.text().strip()
        if proposal is not None and self._party == proposal.party and why:
            self._send(Reply(proposal, EXPLAIN, proposal.party, why))

    def _ask_leaders(self, answer: str) -> None:
        """By the facilitator's hand a leader of the other party answers."""
        proposal = self._proposal
        assert proposal is not None
        self._asked = answer
        party = next(each for each in PARTIES if each != proposal.party)
        its = wording().proposals
        offers = []
        for key, person in leaders_of(party, self._agreement).items():
            name = display_name(person)
            text = (
                its.leader_agrees(name=name) if answer == ACCEPT else its.leader_declines(name=name)
            )
            offers.append((Seat(party, key), text))
        nobody = wording().inspector.nobody_can_say_yes(parties=party_words(party))
        self.leaders.show_offers(offers, nobody, "" if answer == ACCEPT else its.who_declines())
        self.leaders.show()
        self.leaders.take_keyboard()

    def _leader_says(self, leader: Seat) -> None:
        if self._proposal is not None and leader.speaks_for is not None:
            why = self.reason.text()
            reply = Reply(self._proposal, self._asked, leader.speaks_for, why, leader=leader)
            self._send(reply)

    def _show_people(self) -> None:
        held = self.owner.currentData()
        self.owner.clear()
        for key, person in people_in(self._agreement).items():
            self.owner.addItem(display_name(person), key)
        self.owner.setCurrentIndex(max(self.owner.findData(held), 0))
