"""Who of the agreement's people can sign, by which certificate, and the authority above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.domain.clauses import Person, display_name
from alignment_desktop.domain.signatures import SIGNERS, SPONSOR
from alignment_desktop.gui.days import day_words
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.inspector.editors import forget
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.signing.identity_choice import WARNED, MakeIdentity, NewIdentity
from alignment_desktop.gui.signing.signing_words import signing_people
from alignment_desktop.gui.signing.verdict_words import fingerprint_words, signer_words
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import Card, TitledCard
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import ChipLabel, breakable, label
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.signing_state import RegisteredIdentity, Signing


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who may sign.

    Attributes:
        party: For whom.
        person: The key of the person; empty: the workspace names nobody.
        name: What the person is called.
        title: What the person is.
    """

    party: str
    person: str
    name: str
    title: str = ""


def signers_of(agreement: Agreement, known: Sequence[RegisteredIdentity]) -> list[Signer]:
    """Who may sign an agreement, or has an identity, one party after the other."""
    found = []
    people = agreement.of_kind("person")
    for party in SIGNERS:
        stand = signing_people(agreement, party)
        others = [
            each.facts.person
            for each in known
            if each.facts.party == party and each.facts.person not in stand
        ]
        for key, person in stand.items():
            found.append(Signer(party, key, display_name(person) or key, person.title))
        for key in dict.fromkeys(others):
            clause = people.get(key)
            name, title = key, ""
            if isinstance(clause, Person):
                name, title = display_name(clause) or key, clause.title
            found.append(Signer(party, key, name, title))
    return found


class IdentityList(ColumnArea):
    """Lists them, one card a person, and lets identities be made, registered and replaced.

    Attributes:
        make_wanted: Carries a `Signer` and a `NewIdentity`.
        register_wanted: Carries the `Signer` who brings a certificate along.
        export_wanted: The certificate of the workspace's authority is to be saved.
    """

    make_wanted = Signal(object, object)
    register_wanted = Signal(object)
    export_wanted = Signal()

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._switch = switch
        its = wording().signing
        self.making = MakeIdentity()
        self.making.hide()
        self.making.wanted.connect(self._make)
        self.making.left.connect(self.end_making)
        self._made_for: Signer | None = None
        self._has_authority = False
        self._standing: set[tuple[str, str]] = set()
        self.make_buttons: dict[tuple[str, str], QPushButton] = {}
        self.register_buttons: dict[tuple[str, str], QPushButton] = {}
        self.cards: list[Card] = []
        self._people = QWidget()
        self.trouble = label(pixels=12, tone="missed", wrap=True)
        self.trouble.hide()
        self.root = TitledCard(its.trust_in_acrobat())
        self.root.body.setSpacing(6)
        self.root_words = label(tone="muted", wrap=True)
        self.export_button = QPushButton(its.export_root())
        self.export_button.clicked.connect(lambda _on=False: self.export_wanted.emit())
        self.root.body.addWidget(self.root_words)
        for step in (its.acrobat_one(), its.acrobat_two(), its.acrobat_three()):
            self.root.body.addWidget(label(step, wrap=True))
        self.root.body.addWidget(self.export_button, 0, Qt.AlignmentFlag.AlignLeft)
        content = QWidget()
        content.setObjectName("scrolled")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(24, 12, 24, 24)
        self._column.setSpacing(10)
        self._column.addWidget(label(its.identities_of(), tone="muted", wrap=True))
        for widget in (self._people, self.making, self.trouble, self.root):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.setWidget(content)

    def show_identities(
        self, signing: Signing, agreement: Agreement, now: datetime, *, read_only: bool
    ) -> None:
        """Shows who has an identity now.

        Args:
            signing: What the workspace knows.
            agreement: Whose people they are.
            now: The present moment.
            read_only: Whether nothing can be changed here.
        """
        authority = signing.authority
        self._has_authority = authority is not None
        its = wording().signing
        words = its.no_root()
        if authority is not None:
            said = wording().verification.fingerprint(text=fingerprint_words(authority.fingerprint))
            words = f"{authority.name}. {said}"
        self.root_words.setText(breakable(words))
        self.export_button.setEnabled(authority is not None)
        self.make_buttons, self.register_buttons, self.cards = {}, {}, []
        self._standing = {
            (each.facts.party, each.facts.person)
            for each in signing.identities
            if each.replaced_at is None
        }
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for signer in signers_of(agreement, signing.identities):
            own = [
                each
                for each in signing.identities
                if (each.facts.party, each.facts.person) == (signer.party, signer.person)
            ]
            card = self._card(signer, own, now, read_only=read_only)
            column.addWidget(card)
            self.cards.append(card)
        if not self.cards:
            column.addWidget(label(its.no_identities(), tone="muted", wrap=True))
        self._column.replaceWidget(self._people, made)
        forget(self._people)
        self._people = made

    def show_trouble(self, text: str) -> None:
        """Says why a certificate is not registered; empty: it is."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def end_making(self) -> None:
        """Nobody's identity is being made any more."""
        self._made_for = None
        self.making.hide()

    def _card(
        self, signer: Signer, own: Sequence[RegisteredIdentity], now: datetime, *, read_only: bool
    ) -> Card:
        its, card = wording().signing, Card()
        head = QHBoxLayout()
        head.setSpacing(8)
        tone = signer.party if signer.party != SPONSOR else "shared"
        head.addWidget(ChipLabel(self._switch, Chip(signer_words(signer.party), tone), card))
        head.addWidget(label(breakable(signer.name), weight=SEMIBOLD, wrap=True), 1)
        card.body.addLayout(head)
        if signer.title:
            card.body.addWidget(label(breakable(signer.title), 12, tone="muted", wrap=True))
        standing = [each for each in own if each.replaced_at is None]
        lines = list(_lines(own, now))
        for text, line_tone in lines or [(its.no_identity_yet(), "muted")]:
            card.body.addWidget(label(breakable(text), 12, tone=line_tone, wrap=True))
        card.setAccessibleName(
            ", ".join((signer_words(signer.party), signer.name, *(text for text, _ in lines)))
        )
        if read_only:
            return card
        make = QPushButton(its.replace_identity() if standing else its.make_identity())
        register = QPushButton(its.register_certificate())
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (make, register):
            button.setAccessibleDescription(signer.name)
            row.addWidget(button)
        set_look(register, "kind", "quiet")
        row.addStretch(1)
        card.body.addSpacing(4)
        card.body.addLayout(row)
        make.clicked.connect(partial(self._begin, signer))
        register.clicked.connect(partial(self._register, signer))
        key = signer.party, signer.person
        self.make_buttons[key], self.register_buttons[key] = make, register
        return card

    def _begin(self, signer: Signer) -> None:
        self._made_for = signer
        key = signer.party, signer.person
        self.making.begin(
            signer.name, has_authority=self._has_authority, replaces=key in self._standing
        )
        self.making.show()
        self.making.name_field.setFocus()
        self.ensureWidgetVisible(self.making)

    def _register(self, signer: Signer) -> None:
        self.show_trouble("")
        self.register_wanted.emit(signer)

    def _make(self, wish: NewIdentity) -> None:
        if self._made_for is not None:
            self.make_wanted.emit(self._made_for, wish)


def _lines(own: Sequence[RegisteredIdentity], now: datetime) -> Iterator[tuple[str, str]]:
    """What is said of somebody's identities, the newest first, each with its tone."""
    its, words = wording().signing, wording().verification
    for each in reversed(own):
        facts, tone = each.facts, ""
        day = day_words(facts.until.astimezone().date())
        state = its.valid_until(day=day)
        if each.replaced_at is not None:
            state, tone = (
                its.replaced_on(day=day_words(each.replaced_at.astimezone().date())),
                "muted",
            )
        elif facts.until < now:
            state, tone = its.expired_on(day=day), "missed"
        elif facts.until - now < WARNED:
            tone = "at_risk"
        said = words.fingerprint(text=fingerprint_words(facts.fingerprint))
        yield f"{facts.name}, {state} · {said}", tone
