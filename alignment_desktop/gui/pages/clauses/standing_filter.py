"""Which clauses of a page are listed: by where both parties stand on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import PARTIES, Clause
from alignment_desktop.domain.proposals import Negotiation
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.wording import party_words, wording

ALL, PROPOSED, DISAGREED, PARKED, CHANGED = "", "proposed", "disagreed", "parked", "changed"
CHOICES = (ALL, *PARTIES, PROPOSED, DISAGREED, PARKED, CHANGED)
"""What can be listed; the name of a party: what waits for it."""


def standing_sets(
    clauses: Mapping[ClauseId, Clause],
    standings: Mapping[ClauseId, Negotiation],
    frozen: Mapping[ClauseId, Clause] | None,
) -> dict[str, frozenset[ClauseId]]:
    """By choice: the clauses that are listed.

    Args:
        clauses: Those of the page.
        standings: Where both parties stand on each.
        frozen: What the last version says; None where none is frozen, or not known yet.
    """
    found: dict[str, set[ClauseId]] = {choice: set() for choice in CHOICES}
    known: dict[int, tuple[set[ClauseId], ...]] = {}  # many clauses share one standing
    for each, standing in standings.items():
        sets = known.get(id(standing))
        if sets is None:
            sets = known[id(standing)] = tuple(found[choice] for choice in _choices_of(standing))
        for ids in sets:
            ids.add(each)
    if frozen is not None:
        found[CHANGED] = {each for each in standings if frozen.get(each) != clauses.get(each)}
    return {choice: frozenset(ids) for choice, ids in found.items()}


def _choices_of(standing: Negotiation) -> Iterator[str]:
    yield ALL
    yield from standing.waits_for
    if standing.open:
        yield PROPOSED
    if standing.disagreed:
        yield DISAGREED
    if standing.parked:
        yield PARKED


class StandingFilter(QWidget):
    """A row of choices, each with how many clauses it lists; one that would list none is left out.

    Attributes:
        chosen: Another one is chosen.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(wording().clauses.which_clauses())
        row = FlowLayout(self, 6)
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for choice in CHOICES:
            button = QPushButton()
            button.setCheckable(True)
            set_look(button, "kind", "choice")
            self._group.addButton(button)
            row.addWidget(button)
            self.buttons[choice] = button
        self.buttons[ALL].setChecked(True)
        self._group.buttonClicked.connect(self._choose)
        self.setVisible(False)

    @property
    def choice(self) -> str:
        """What is listed, one of `CHOICES`."""
        return next(name for name, button in self.buttons.items() if button.isChecked())

    def choose(self, choice: str) -> None:
        """Lists something else."""
        if choice != self.choice:
            self.buttons[choice].setChecked(True)
            self.chosen.emit()

    def show_counts(
        self,
        sets: Mapping[str, Sequence[ClauseId] | frozenset[ClauseId]],
        party: str | None,
        version: int,
    ) -> None:
        """Shows how many each choice lists.

        Args:
            sets: By choice: the clauses.
            party: Who is at the keyboard; None: the facilitator.
            version: The last one that is frozen; 0: none.
        """
        for choice, button in self.buttons.items():
            count = len(sets[choice])
            text, hint = _words(choice, count, party, version)
            button.setText(text)
            set_tool_tip(button, hint)
            button.setVisible(choice == ALL or count > 0 or button.isChecked())
        self.setVisible(any(sets[choice] for choice in CHOICES[1:]) or self.choice != ALL)

    def _choose(self) -> None:
        self.chosen.emit()


def _words(choice: str, count: int, party: str | None, version: int) -> tuple[str, str]:
    its = wording().clauses
    if choice in PARTIES and choice == party:
        return its.wait_for_you(count, count=count), its.wait_for_you_hint()
    if choice in PARTIES:
        name = party_words(choice)
        return its.wait_for(count, count=count, party=name), its.wait_for_hint(party=name)
    return {
        ALL: (its.all(count=count), ""),
        PROPOSED: (its.proposed_ones(count=count), its.proposed_hint()),
        DISAGREED: (its.disagreed_ones(count=count), its.disagreed_hint()),
        PARKED: (its.parked_ones(count=count), its.parked_hint()),
        CHANGED: (
            its.changed_ones(count=count, version=version),
            its.changed_hint(version=version),
        ),
    }[choice]
