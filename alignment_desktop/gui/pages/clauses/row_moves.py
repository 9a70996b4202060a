"""The order of a page's clauses: rows moved by keys and by dragging, and sorted by a column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import KINDS
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.pages.clauses.clause_list import ClauseList
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of, side_of
from alignment_desktop.gui.pages.clauses.move_queue import Move, MoveQueue
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.row_dragging import Range, RowDragging
from alignment_desktop.gui.wording import other_words, wording
from alignment_desktop.services.moving import MoveClauses

UP_KEYS, DOWN_KEYS, SORT_KEYS = "Alt+Up", "Alt+Down", "Ctrl+Shift+L"


class RowMoves(QObject):
    """Lets clauses be put in another order among those of their kind, as the document prints them.

    Keys in the table: Alt+Up and Alt+Down move what is selected, Ctrl+Shift+L sorts by the current
    column. While rows are sorted nothing can be moved: the order in sight is not the agreement's.
    """

    def __init__(
        self, session: Session, clauses: ClauseList, switch: ThemeSwitch, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._list = clauses
        self._moves = MoveQueue(session, self)
        table = clauses.card.table
        self.dragging = RowDragging(table, switch, self._range_of)
        self.dragging.dropped.connect(self._drop)
        for offer in self.offers():
            key = QShortcut(QKeySequence(offer.keys), table)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(offer.act)

    def offers(self) -> tuple[Offer, ...]:
        """What can be done to the order of rows; each with its key in the table."""
        words = wording().clauses
        may_move = self._list.sorting is None and bool(self._moved())
        return (
            Offer(words.move_up(), UP_KEYS, self.up, may_move, of_selection=True),
            Offer(words.move_down(), DOWN_KEYS, self.down, may_move, of_selection=True),
            Offer(
                words.sort_by_this_column(),
                SORT_KEYS,
                self._list.card.sort_by_current,
                bool(self._list.model.rowCount()),
                other_words("sort"),
                of_selection=True,
            ),
        )

    def up(self) -> None:
        """Moves what is selected one row up."""
        self._move(lambda: self._by_one(-1))

    def down(self) -> None:
        """Moves what is selected one row down."""
        self._move(lambda: self._by_one(1))

    def _drop(self, pressed: int, to: int) -> None:
        keys = self._list.model.keys
        group = self._group(keys[pressed])
        ids = [each for each in self._selected() if self._group_of(each) == group]
        range_ = self._range_of(pressed)
        if range_ is None or not ids:
            return
        before = clause_id_of(keys[to]) if to < range_[1] else None
        last = clause_id_of(keys[range_[1] - 1])
        self._move(lambda: self._command(ids, before or self._after(last, ids)))

    def _move(self, move: Move) -> None:
        """Makes a move once those before it are made: each begins where the last one ended."""
        if self._list.sorting is not None:
            self._session.notify(
                wording().clauses.sorted_rows_stay(),
                action=wording().clauses.own_order(),
                act=self._list.card.sort_by_none,
            )
            return
        self._moves.add(move)

    def _by_one(self, step: int) -> MoveClauses | None:
        ids = self._moved()
        rows = self._rows_beside(ids)
        places = [at for at, each in enumerate(rows) if each in ids]
        if not places:
            return None
        if step < 0:
            first = places[0]
            return self._command(ids, rows[first - 1]) if first else None
        last = places[-1] + 1
        return self._command(ids, self._after(rows[last], ids)) if last < len(rows) else None

    def _command(self, ids: Sequence[ClauseId], before: ClauseId | None) -> MoveClauses:
        session = self._session
        return MoveClauses(ids, before, session.label, session.draft.revision)

    def _after(self, clause_id: ClauseId, ids: Sequence[ClauseId]) -> ClauseId | None:
        """The clause that follows one in the agreement, in sight or not; none that is moved."""
        kind, key = clause_id
        keys = list(self._session.draft.agreement.of_kind(kind))
        behind = ((kind, other) for other in keys[keys.index(key) + 1 :])
        return next((each for each in behind if each not in ids), None)

    def _selected(self) -> list[ClauseId]:
        return [clause_id_of(name) for name in self._list.selected()]

    def _moved(self) -> list[ClauseId]:
        """What is selected and may change places with what is beside the current row."""
        current = self._list.current()
        group = self._group_of(current[0]) if current else ""
        return [each for each in self._selected() if group and self._group_of(each) == group]

    def _rows_beside(self, ids: Sequence[ClauseId]) -> list[ClauseId]:
        """The clauses in sight among which clauses can be moved, in their order."""
        group = self._group_of(ids[0]) if ids else ""
        every = (clause_id_of(name) for name in self._list.model.keys)
        return [each for each in every if group and self._group_of(each) == group]

    def _range_of(self, row: int) -> Range | None:
        keys = self._list.model.keys
        group = self._group(keys[row])
        if not group or self._list.sorting is not None:
            return None
        first = end = row
        while first and self._group(keys[first - 1]) == group:
            first -= 1
        while end < len(keys) and self._group(keys[end]) == group:
            end += 1
        return first, end

    def _group(self, name: str) -> str:
        return self._group_of(clause_id_of(name))

    def _group_of(self, clause_id: ClauseId) -> str:
        """Clauses of one group change places with one another; empty: it stays where it is."""
        kind, _ = clause_id
        clause = self._session.draft.agreement.clauses.get(clause_id)
        if clause is None or not KINDS[kind].keyed:
            return ""
        return f"{kind} {side_of(kind, clause)}"
