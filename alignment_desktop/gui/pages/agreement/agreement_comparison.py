"""Two states of agreements beside each other: what became of each clause, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from alignment_desktop.domain.differences import ClauseChange
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.idle_tasks import paced
from alignment_desktop.gui.inspector.changed_fields import ChangedFields
from alignment_desktop.gui.inspector.editors import column_of, forget
from alignment_desktop.gui.inspector.words import kind_word
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import ChipLabel, breakable, label
from alignment_desktop.gui.window.place import Place
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.clauses import name_of

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.comparing import Comparison, Standing

_MOST = 150
"""So many clauses are shown; of two agreements that have nothing in common the rest is counted."""

Pair = tuple["Standing", "Standing"]


def proposed_pair(standings: Sequence[Standing], label: str, *, unchanged: bool) -> Pair | None:
    """Which two states are worth comparing first.

    The draft with the newest version, where it says the same that version with the one before it;
    where nothing is frozen the draft with the agreement before. None: there is only one state.

    Args:
        standings: Every state, the newest agreement first, its draft before its versions.
        label: The agreement that is shown.
        unchanged: Whether its draft says what its newest version says.
    """
    own = [each for each in standings if each.label == label]
    if not own:
        return None
    draft, *versions = own
    if versions:
        between = len(versions) > 1 and unchanged
        return (versions[1], versions[0]) if between else (versions[0], draft)
    at = standings.index(draft)
    older = [each for each in standings[at + 1 :] if each.label != label]
    if not older:
        return None
    frozen = [each for each in older if each.label == older[0].label and each.version]
    return (frozen or older)[0], draft


class ClauseCards(ColumnArea):
    """What became of each clause that differs, one card below the other.

    Attributes:
        chosen: Carries the `Place` of a clause to be shown.
    """

    chosen = Signal(object)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__(focusable=True)
        self._switch = switch

    @property
    def cards(self) -> list[ClauseCard]:
        """What is shown, one for each clause that differs."""
        content = self.widget()
        return content.findChildren(ClauseCard) if content is not None else []

    def show_cards(self, found: Comparison, shown: Agreement) -> Iterator[None]:
        """Shows what differs, a piece up to each `yield`.

        Args:
            found: What differs.
            shown: The agreement of the window: clauses of it can be gone to.
        """
        count = len(found.changes)
        column = column_of(self.clear(), 10)
        column.setContentsMargins(0, 0, 16, 16)

        def add(change: ClauseChange) -> None:
            card = ClauseCard(self._switch, change, found, shown)
            card.chosen.connect(self.chosen)
            column.addWidget(card)

        yield from paced(map(add, found.changes[:_MOST]))
        if count > _MOST:
            more = wording().agreement.more_clauses_differ(count=count - _MOST)
            column.addWidget(label(more, tone="muted"))
        column.addStretch(1)

    def clear(self) -> QWidget:
        """Shows nothing; what is to be shown next is laid into the widget that it gives."""
        old = self.takeWidget()
        if old is not None:
            forget(old)
        content = QWidget()
        content.setObjectName("scrolled")
        self.setWidget(content)
        return content


class AgreementComparison(QWidget):
    """Lets two states be chosen, and shows what differs.

    Attributes:
        wanted: Carries the two `Standing`s to be compared.
        chosen: Carries the `Place` of a clause to be shown.
        paper_wanted: Carries whether the two are to be shown as documents beside each other.
    """

    paper_wanted = Signal(bool)
    wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._switch = switch
        self._standings: tuple[Standing, ...] = ()
        its = wording().agreement
        self.old_box, self.new_box = QComboBox(), QComboBox()
        for box, name in ((self.old_box, its.compare_from()), (self.new_box, its.compare_to())):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _at: self._want())
        self.summary = label(tone="muted", wrap=True)
        self.trouble = label(tone="missed", wrap=True)
        self.trouble.hide()
        self.area = ClauseCards(switch)
        self.area.chosen.connect(self.chosen)
        self.paper_button = QPushButton(its.on_paper())
        self.paper_button.setCheckable(True)
        self.paper_button.toggled.connect(self.paper_wanted)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.area)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.old_box)
        row.addWidget(label("→", tone="muted"))
        row.addWidget(self.new_box)
        row.addStretch(1)
        row.addWidget(self.paper_button)
        column = column_of(self, 10)
        column.setContentsMargins(24, 12, 8, 0)
        column.addLayout(row)
        column.addWidget(self.summary)
        column.addWidget(self.trouble)
        column.addWidget(self._stack, 1)

    @property
    def pair(self) -> Pair | None:
        """The two states that are chosen; None where there are no two."""
        at = self.old_box.currentIndex(), self.new_box.currentIndex()
        if min(at) < 0:
            return None
        return self._standings[at[0]], self._standings[at[1]]

    @property
    def on_paper(self) -> bool:
        """Whether the two are shown as documents."""
        return self.paper_button.isChecked()

    def show_paper(self, paper: QWidget | None) -> None:
        """Shows the two as documents, in a widget that stays here; clause by clause where None."""
        if paper is not None and self._stack.indexOf(paper) < 0:
            self._stack.addWidget(paper)
        self._stack.setCurrentWidget(paper or self.area)
        self.summary.setVisible(paper is None)

    @property
    def cards(self) -> list[ClauseCard]:
        """What is shown, one for each clause that differs."""
        return self.area.cards

    def show_standings(
        self, standings: Sequence[Standing], label_: str, *, unchanged: bool, anew: bool
    ) -> None:
        """Offers states to compare, and asks for the two that stay or get chosen.

        Args:
            standings: Every state, as `proposed_pair` takes them.
            label_: The agreement that is shown.
            unchanged: Whether its draft says what its newest version says.
            anew: Whether the two are proposed anew, whatever was chosen.
        """
        before = self.pair
        self._standings = tuple(standings)
        for box in (self.old_box, self.new_box):
            box.clear()
            box.addItems([standing_words(each) for each in standings])
        pair = None if anew else before
        if pair is None or not set(pair) <= set(standings):
            pair = proposed_pair(standings, label_, unchanged=unchanged)
        for box in (self.old_box, self.new_box):
            box.setEnabled(len(standings) > 1)
        if pair is None:
            self.area.clear()
            self.summary.setText(wording().agreement.nothing_to_compare_yet())
            return
        for box, each in zip((self.old_box, self.new_box), pair, strict=True):
            box.setCurrentIndex(self._standings.index(each))
        self._want()

    def choose(self, pair: Pair) -> None:
        """Compares two states that are offered."""
        for box, each in zip((self.old_box, self.new_box), pair, strict=True):
            box.setCurrentIndex(self._standings.index(each))
        self._want()

    def show_comparison(self, found: Comparison, shown: Agreement) -> Iterator[None]:
        """Shows what differs, a clause up to each `yield`.

        Args:
            found: What differs.
            shown: The agreement of the window: clauses of it can be gone to.
        """
        count, whole = len(found.changes), len({*found.before.clauses, *found.after.clauses})
        its = wording().agreement
        self.trouble.hide()
        self.summary.setText(its.clauses_differ(count, count=count, whole=whole))
        yield from self.area.show_cards(found, shown)

    def show_trouble(self, text: str) -> None:
        """Says why the two cannot be compared."""
        self.area.clear()
        self.summary.setText("")
        self.trouble.setText(text)
        self.trouble.show()

    def _want(self) -> None:
        if self.pair is not None:
            self.wanted.emit(self.pair)


class ClauseCard(Card):
    """What became of one clause.

    Attributes:
        chosen: Carries its `Place`.
    """

    chosen = Signal(object)

    def __init__(
        self, switch: ThemeSwitch, change: ClauseChange, found: Comparison, shown: Agreement
    ) -> None:
        super().__init__()
        kind, _, key = change.clause.partition(".")
        sides = [found.after, found.before]
        clause = next(each.clauses[kind, key] for each in sides if (kind, key) in each.clauses)
        name = name_of(kind, clause, user_language())
        word = kind_word(kind)
        self.title = label(breakable(name or word), weight=SEMIBOLD, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        if name:
            head.addWidget(label(word, 12, tone="muted"))
        its = wording().agreement
        words = {"added": its.is_new(), "removed": its.is_gone(), "changed": ""}[change.change]
        if words:
            head.addWidget(ChipLabel(switch, Chip(words, "neutral"), self))
        if (kind, key) in shown.clauses:
            button = QPushButton(wording().clauses.show())
            button.setAccessibleName(wording().clauses.show_name(name=name or word))
            set_look(button, "kind", "quiet")
            button.clicked.connect(partial(self.chosen.emit, Place("", kind, key)))
            head.addWidget(button)
        self.fields = ChangedFields(switch, name_width=140)
        self.fields.show_changes(change.clause, change.fields, found.before, found.after)
        self.body.addLayout(head)
        self.body.addWidget(self.fields)
        self.setAccessibleName(", ".join(part for part in (name, word, words) if part))


def standing_words(standing: Standing) -> str:
    """A state of an agreement: “FY27 Q1 · version 1”."""
    its = wording().agreement
    state = its.version(shown=standing.version) if standing.version else its.draft()
    return f"{standing.label} · {state}"
