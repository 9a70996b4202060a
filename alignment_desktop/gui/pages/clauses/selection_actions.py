"""What is done to the clauses that a page has selected: by key, by button, from a menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from alignment_desktop.domain.clauses import PARTIES, clause_name
from alignment_desktop.domain.proposals import ProposalState
from alignment_desktop.gui.inspector.campaign_block import CAMPAIGN
from alignment_desktop.gui.inspector.clause_actions import ClauseActions, removable
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.pages.clauses.clause_list import ClauseList
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.window.window_actions import offer_on_rows
from alignment_desktop.gui.wording import wording

AGREE_KEYS, TAKE_BACK_KEYS = "Ctrl+Enter", "Ctrl+Shift+Enter"
"""The keys of consent; they are no letter, and nothing else in the table is near them."""


def both_enters(keys: str) -> tuple[str, ...]:
    """The same keys for the Enter beside the numbers and for that beside the letters."""
    if keys.endswith("Enter"):
        return keys, keys.removesuffix("Enter") + "Return"
    return (keys,)


def _on_selection(text: str, keys: str, act: Callable[[], object], enabled: bool) -> Offer:
    return Offer(text, keys, act, enabled, of_selection=True)


class SelectionActions(QObject):
    """Carries out on a list's selection what a user asks for.

    Keys in the table: Ctrl+Enter agrees, Ctrl+Shift+Enter takes the yes back, Delete removes,
    Ctrl+D duplicates. No letter does any of it: letters are typed or seek, and consent is never an
    accident.

    Attributes:
        made: Carries the `kind.key` of a clause that was just made and is to be written.
        accept_wanted: The party at the keyboard agrees to what is proposed for the one clause
            that is selected.
    """

    made = Signal(str)
    accept_wanted = Signal()

    def __init__(
        self, session: Session, actions: ClauseActions, clauses: ClauseList, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._list = clauses
        self.work_on(clauses.card.table)
        offer_on_rows(clauses.card, lambda _key: self.offers())

    def work_on(self, control: QWidget, in_sight: Callable[[], bool] | None = None) -> None:
        """Lets the keys act while a control has the keyboard.

        Args:
            control: That.
            in_sight: Says whether the user sees what is selected; the keys do nothing where not.
        """

        def pressed(act: Callable[[], object]) -> None:
            if in_sight is None or in_sight():
                act()

        for offer in self.offers():
            for keys in both_enters(offer.keys):
                key = QShortcut(QKeySequence(keys), control)
                key.setContext(Qt.ShortcutContext.WidgetShortcut)
                key.activated.connect(partial(pressed, offer.act))

    def offers(self) -> tuple[Offer, ...]:
        """What can be done to the selection; each with its key in the table."""
        names, party = self._list.selected(), self._session.party
        given = self._session.draft.consents
        current = self._list.current()
        agreed = [name for name in names if party in given.of(clause_id_of(name))]
        removed = [name for name in names if removable(clause_id_of(name))]
        copied = current is not None and bool(current[0][1])
        open_ = bool(self.open_for_party() or self.proposed_to_party())
        return (
            _on_selection(wording().common.agree(), AGREE_KEYS, self.agree, open_),
            _on_selection(
                wording().common.take_back(), TAKE_BACK_KEYS, self.take_back, bool(agreed)
            ),
            _on_selection(wording().common.duplicate(), "Ctrl+D", self.duplicate, copied),
            _on_selection(wording().common.remove(), "Del", self.remove, bool(removed)),
        )

    def add(self, kind: str) -> None:
        """Adds a clause of a kind, and lets it be written."""
        says: dict[str, object] = {}
        if kind == CAMPAIGN:
            # Days that can be dragged to others; without any it would lie beside the weeks.
            days = self._session.draft.agreement.header.period
            says = {"start": days.start.isoformat(), "end": days.end.isoformat()}
        self._actions.add(kind, lambda made: self.made.emit(clause_name(*made)), says)

    def open_for_party(self) -> list[str]:
        """What is selected and the party at the keyboard has not agreed to.

        Of the facilitator: what one of the parties has not agreed to.
        """
        consents, party = self._session.draft.consents, self._session.party
        wanted = frozenset(PARTIES) if party is None else frozenset({party})
        clauses = self._session.draft.agreement.clauses
        ids = {name: clause_id_of(name) for name in self._list.selected()}
        return [
            name
            for name, each in ids.items()
            if each in clauses and not wanted <= consents.of(each)
        ]

    def agree(self) -> None:
        """The party at the keyboard agrees to what is selected."""
        proposed = self.proposed_to_party()
        if proposed and len(self._list.selected()) == 1:
            self.accept_wanted.emit()
            return
        if proposed:
            # What is agreed to is what stands; each proposal has to be read first.
            count = len(proposed)
            self._session.notify(wording().proposals.several_skipped(count=count))
        names = [name for name in self.open_for_party() if name not in proposed]
        if names:
            self._actions.agree(names, self._list.revision)
        elif proposed:
            return
        elif self._list.selected():
            both = self._session.party is None
            words = wording()
            self._session.notify(
                words.common.agreed_by_both() if both else words.clauses.you_agreed_to_this()
            )

    def proposed_to_party(self) -> list[str]:
        """What is selected and has a proposal that the party at the keyboard can answer."""
        session = self._session
        waiting = session.news.discussion.open_for(session.draft.id)
        return [
            name
            for name in self._list.selected()
            if any(
                each.party != session.party and each.state is ProposalState.OPEN
                for each in waiting.get(clause_id_of(name), ())
            )
        ]

    def take_back(self) -> None:
        """The party at the keyboard takes back its yes to what is selected."""
        given = self._session.draft.consents
        party = self._session.party
        names = [n for n in self._list.selected() if party in given.of(clause_id_of(n))]
        self._actions.take_back(names, self._list.revision)

    def remove(self) -> None:
        """Removes what is selected; a notice offers to undo it."""
        ids = [clause_id_of(name) for name in self._list.selected()]
        self._actions.remove([one for one in ids if removable(one)], self._list.revision)

    def duplicate(self) -> None:
        """Makes a copy of the current clause, and lets it be written."""
        current = self._list.current()
        if current is not None and current[0][1]:
            self._actions.duplicate(current[0], lambda made: self.made.emit(clause_name(*made)))
