"""Who names the clauses that are to be removed, and what these are to name instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout
from typing_extensions import override

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import PARTIES, clause_name
from alignment_desktop.domain.fields import Field, Holds
from alignment_desktop.domain.references import Reference, references_to
from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.inspector.choice_editors import Combo
from alignment_desktop.gui.inspector.clause_actions import ToRemove
from alignment_desktop.gui.inspector.suggestions import suggestions
from alignment_desktop.gui.inspector.words import clause_words, field_word
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.widgets.panel import Panel, PanelArea
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.services.drafts import Draft

_MOST = 6  # names in a line
_MOST_LINES = 40
_HIGHEST = 260


class RemovalReview(Panel):
    """A panel with who names what is to be removed, and a choice of what is named instead.

    Attributes:
        confirmed: Carries a `ToRemove` and, by clause, another one that is named in its place.
        given_up: Nothing is to be removed.
        choices: By clause that others name: the list of those that can be named instead.
    """

    confirmed = Signal(object, object)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_look(self, "card", "true")
        self._wanted: ToRemove | None = None
        self._uses: Mapping[ClauseId, Sequence[Reference]] = {}
        self.choices: dict[ClauseId, Combo] = {}
        self.heading = label("", 14, SEMIBOLD, wrap=True)
        self.note = label("", 12, tone="muted", wrap=True)
        words = wording().removing
        self.point_button = QPushButton(words.point_and_remove())
        self.point_button.setFont(font(13, MEDIUM))
        set_look(self.point_button, "kind", "primary")
        self.remove_button = QPushButton(words.remove_anyway())
        set_look(self.remove_button, "kind", "danger")
        self.keep_button = QPushButton(words.keep())
        self.point_button.clicked.connect(lambda: self._confirm(self._chosen()))
        self.remove_button.clicked.connect(lambda: self._confirm({}))
        self.keep_button.clicked.connect(self._give_up)
        self._area = PanelArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self._area)
        column.addWidget(self.note)
        buttons = QHBoxLayout()
        for button in (self.point_button, self.remove_button, self.keep_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.hide()

    def show_uses(self, wanted: ToRemove, draft: Draft, party: str | None) -> None:
        """Shows who names what is to be removed.

        Args:
            wanted: What is to be removed.
            draft: The agreement as it stands.
            party: Who removes; None: the facilitator.
        """
        self._wanted = wanted
        self._show(draft, party, {})
        self.show()
        first = next(iter(self.choices.values()), None)
        (first or self.remove_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, draft: Draft, party: str | None) -> None:
        """Shows it again as things stand now, where it is shown."""
        if self._wanted is None or self.isHidden():
            return
        if any(each not in draft.agreement.clauses for each in self._wanted.ids):
            self.hide()
        elif self._by_target(draft.agreement, self._wanted) != self._uses:
            self._show(draft, party, self._chosen())

    @staticmethod
    def _by_target(agreement: Agreement, wanted: ToRemove) -> dict[ClauseId, list[Reference]]:
        found: dict[ClauseId, list[Reference]] = {}
        for each in references_to(agreement, wanted.ids):
            found.setdefault(each.target, []).append(each)
        return found

    def _show(self, draft: Draft, party: str | None, held: Mapping[ClauseId, ClauseId]) -> None:
        wanted, agreement = self._wanted, draft.agreement
        if wanted is None:
            return
        self._uses = uses = self._by_target(agreement, wanted)
        words = wording().removing
        count = len({each.source for its in uses.values() for each in its})
        one = clause_words(clause_name(*wanted.ids[0]), agreement)
        self.heading.setText(
            words.is_named(count, count=count, clause=one)
            if len(wanted.ids) == 1
            else words.are_named(count, count=count, clauses=len(uses))
        )
        self.choices = {}
        inside, column = self._area.begin(8)
        for target, its in list(uses.items())[:_MOST_LINES]:
            column.addLayout(self._line(target, its, agreement, wanted, held.get(target)))
        if len(uses) > _MOST_LINES:
            rest = wording().clauses.and_more(count=len(uses) - _MOST_LINES)
            column.addWidget(label(rest, 12, tone="muted"))
        column.addStretch(1)
        self._area.show_inside(inside, _HIGHEST, roomy=True)
        self.note.setText(self._consequence(draft, party))
        self.note.setVisible(bool(self.note.text()))
        self.point_button.setVisible(bool(self.choices))
        self._show_chosen()

    def _line(
        self,
        target: ClauseId,
        its: Sequence[Reference],
        agreement: Agreement,
        wanted: ToRemove,
        held: ClauseId | None,
    ) -> QHBoxLayout:
        kind, key = target
        named = [
            wording().removing.field_of(
                clause=clause_words(clause_name(*each.source), agreement),
                field=field_word(each.field, each.source[0]),
            )
            for each in its[:_MOST]
        ]
        names = user_language().listed(named)
        if len(its) > _MOST:
            names = wording().frame.and_more(names=", ".join(named), rest=len(its) - _MOST)
        own = clause_words(clause_name(*target), agreement)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(
            label(breakable(wording().removing.named_by(clause=own, names=names)), 13, wrap=True), 1
        )
        offered = suggestions(Field("", Holds.REFERENCE, refers_to=kind), agreement, {})
        gone = {other for of, other in wanted.ids if of == kind}
        others = {other: name for other, name in offered.items() if other not in {*gone, key}}
        if not others:
            return row
        choice = Combo()
        choice.setAccessibleName(wording().removing.instead_of(clause=own))
        choice.addItem(wording().removing.leave_it(), None)
        for other, name in others.items():
            choice.addItem(wording().removing.instead(name=name), (kind, other))
        choice.setMinimumWidth(240)
        choice.setCurrentIndex(max(choice.findData(held), 0) if held else 0)
        choice.currentIndexChanged.connect(self._show_chosen)
        self.choices[target] = choice
        row.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _consequence(self, draft: Draft, party: str | None) -> str:
        """What pointing elsewhere does to clauses that are agreed to."""
        sources = {each.source for its in self._uses.values() for each in its}
        given = [draft.consents.of(each) for each in sources]
        words = wording().removing
        if party is None:
            count = sum(bool(who) for who in given)
            return words.takes_consents(count, count=count) if count else ""
        other = next(each for each in PARTIES if each != party)
        count = sum(other in who for who in given)
        name = party_words(other)
        return words.is_proposed(count, count=count, party=name) if count else ""

    def _chosen(self) -> dict[ClauseId, ClauseId]:
        chosen = {target: choice.currentData() for target, choice in self.choices.items()}
        return {target: tuple(other) for target, other in chosen.items() if other}

    def _show_chosen(self) -> None:
        self.point_button.setEnabled(bool(self._chosen()))

    def _confirm(self, instead: dict[ClauseId, ClauseId]) -> None:
        wanted = self._wanted
        self._wanted = None
        self.hide()
        if wanted is not None:
            self.confirmed.emit(wanted, instead)

    def _give_up(self) -> None:
        self._wanted = None
        self.hide()
        self.given_up.emit()

    @override
    def escape(self) -> None:
        self._give_up()
