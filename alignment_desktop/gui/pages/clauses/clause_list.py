"""The list of a page's clauses: which kind, a filter, and the table with what is selected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import COMMITMENT, HEADER, Clause
from alignment_desktop.domain.discussion import Discussion
from alignment_desktop.domain.proposals import Negotiation, Proposal
from alignment_desktop.gui.inspector.choice_editors import Combo
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.inspector.words import kinds_word
from alignment_desktop.gui.models.clause_table import ClauseRow, ClauseTableModel
from alignment_desktop.gui.models.lazy_rows import LazyRows
from alignment_desktop.gui.pages.clauses.clause_filter import ClauseFilter
from alignment_desktop.gui.pages.clauses.clause_rows import (
    clause_id_of,
    clause_rows,
    listed_ids,
    may_have_owner,
    owner_of,
    said_of,
    state_chip,
)
from alignment_desktop.gui.pages.clauses.clause_sorting import Sorting
from alignment_desktop.gui.pages.clauses.standing_filter import (
    ALL,
    PROPOSED,
    StandingFilter,
    standing_sets,
)
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.empty_page import EmptyPage
from alignment_desktop.gui.widgets.page_tables import clause_table, show_states
from alignment_desktop.gui.wording import headings, wording
from alignment_desktop.services.drafts import Draft

_ALL = ""
_FEW = 20  # rows that one sees through without a filter


class ClauseList(QWidget):
    """Lists the clauses of some kinds.

    Args:
        switch: The theme.
        kinds: The kinds, in order.
        empty: Stands in the table's place where there is no clause.
        draft: The agreement that is to be listed at first.

    Attributes:
        given: How many of all its clauses just these parties agree to.
        current_changed: Carries the `kind.key` of the clause that is now current, or "".
        selection_changed: Other clauses are selected.
        kind_chosen: Another kind is listed.
    """

    current_changed = Signal(str)
    selection_changed = Signal()
    kind_chosen = Signal()

    def __init__(
        self, switch: ThemeSwitch, kinds: tuple[str, ...], empty: EmptyPage, draft: Draft
    ) -> None:
        super().__init__()
        self._kinds = kinds
        self._wide = kinds != (COMMITMENT,)
        self._empty = empty
        self._draft = draft
        self._seen = draft.revision
        self.given: Counter[frozenset[str]] = Counter()
        self._rows: LazyRows[ClauseRow] = LazyRows((), self._row_of_none)
        self._wanted = ""
        self._refilling = False
        self.kind_choice = Combo()
        self.kind_choice.setAccessibleName(wording().clauses.kind_of_clause())
        self.kind_choice.setMinimumWidth(220)
        if len(kinds) == 1:
            self.kind_choice.hide()
        self.filter_line = QLineEdit()
        self.filter_line.setPlaceholderText(wording().clauses.filter_ctrl_f())
        self.filter_line.setAccessibleName(wording().clauses.filter())
        self.filter_line.setClearButtonEnabled(True)
        self.filter_line.setMaximumWidth(280)
        named = headings()
        columns = ("", wording().clauses.says())
        if not self._wide:
            columns = (named.commitment(), named.target())
        self.model = ClauseTableModel(*columns)
        self.card = clause_table(switch, self.model, wording().clauses.clauses(), wide=self._wide)
        self.card.let_sort()
        self._sorting: Sorting | None = None
        self._filter = ClauseFilter(self)
        self.standing_filter = StandingFilter()
        self._frozen: Mapping[ClauseId, Clause] | None = None
        self._version = 0
        self._party: str | None = None
        self._sets: dict[str, frozenset[ClauseId]] = standing_sets({}, {}, None)
        self._proposals: dict[ClauseId, tuple[Proposal, ...]] = {}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        strip = QHBoxLayout()
        strip.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        strip.addWidget(self.kind_choice, 0, top)
        strip.addWidget(self.filter_line, 1, top)
        strip.addWidget(self.standing_filter, 2)
        strip.addStretch(0)
        column = column_of(self, 14)
        column.addLayout(strip)
        column.addWidget(self.card, 1)
        column.addWidget(self._empty, 1)
        column.addStretch(0)

    def _connect(self) -> None:
        self.card.current_changed.connect(self._tell_current)
        self.card.table.selectionModel().selectionChanged.connect(self._tell_selection)
        self.kind_choice.currentIndexChanged.connect(self._choose_kind)
        self.filter_line.textChanged.connect(self._search)
        self.filter_line.returnPressed.connect(self.card.setFocus)
        self.model.sort_wanted.connect(self._sort)
        self._filter.found.connect(self._show_rows)
        self.standing_filter.chosen.connect(self._choose_kind)

    @staticmethod
    def _row_of_none(_at: int) -> ClauseRow:
        raise IndexError

    @property
    def kind(self) -> str:
        """The one kind that is listed; empty where it is several."""
        if len(self._kinds) == 1:
            return self._kinds[0]
        return str(self.kind_choice.currentData() or _ALL)

    @property
    def revision(self) -> int:
        """The workspace's revision that the rows in sight show."""
        return self._seen

    @property
    def sorting(self) -> Sorting | None:
        """By what the rows are sorted; None: they stand in the agreement's own order."""
        return self._sorting

    def show_draft(self, draft: Draft, discussion: Discussion, party: str | None) -> None:
        """Lists the clauses of an agreement as it stands.

        Args:
            draft: The agreement.
            discussion: What is proposed.
            party: Who is at the keyboard; None: the facilitator.
        """
        self._draft, self._party = draft, party
        self._proposals = discussion.by_clause(draft.id)
        standings = self._standings()
        self.given = Counter(each.given for each in standings.values())
        # Of thousands of clauses most stand as some other one does.
        kinds = {said_of(each): each for each in standings.values()}
        show_states(self.card, [state_chip(each).text for each in kinds.values()])
        held = self.kind
        self._fill_kinds()
        self._read_rows(standings if self.kind == held else None)
        self._search()

    def show_frozen(self, version: int, clauses: Mapping[ClauseId, Clause]) -> None:
        """Says what the last version says, for which clauses say something else by now."""
        self._version, self._frozen = version, clauses
        self._show_counts()

    def show_party(self, party: str | None) -> None:
        """Another is at the keyboard; None: the facilitator."""
        self._party = party
        self._show_counts()

    @property
    def proposed(self) -> int:
        """For how many of the clauses a change is proposed."""
        return len(self._sets[PROPOSED])

    def _standings(self) -> dict[ClauseId, Negotiation]:
        draft, proposals = self._draft, self._proposals
        kinds = (self.kind,) if self.kind else self._kinds
        # Thousands of clauses that nothing is proposed for share a few standings.
        shared: dict[frozenset[str], Negotiation] = {}
        found: dict[ClauseId, Negotiation] = {}
        for each in listed_ids(draft.agreement, kinds, proposals):
            given, its = draft.consents.of(each), proposals.get(each)
            if its:
                found[each] = Negotiation.of(draft.consents, each, its)
            else:
                found[each] = shared.setdefault(given, Negotiation(given))
        return found

    def _show_counts(self, standings: dict[ClauseId, Negotiation] | None = None) -> None:
        if standings is None:
            standings = self._standings()
        self._sets = standing_sets(self._draft.agreement.clauses, standings, self._frozen)
        self.standing_filter.show_counts(self._sets, self._party, self._version)

    def select(self, name: str) -> None:
        """Selects a clause, written `kind.key`; a kind or filter that hides it is lifted.

        One that is not there yet is selected as soon as it is.
        """
        self._wanted = name
        if self.model.row_of(name) < 0:
            self.filter_line.clear()
            self.standing_filter.choose(ALL)
            kind = clause_id_of(name)[0]
            if self.kind not in (_ALL, kind):
                self.kind_choice.setCurrentIndex(self.kind_choice.findData(kind))
        self._select_wanted()

    @property
    def wanted(self) -> str:
        """The clause that is to be selected as soon as it is there; empty where none is."""
        return self._wanted

    def selected(self) -> list[str]:
        """The selected clauses, each as `kind.key`, in the order of the table."""
        keys = self.model.keys
        return [keys[row] for row in self.card.selected_rows()]

    def current(self) -> tuple[ClauseId, ClauseRow] | None:
        """The current clause with its words; None where none is."""
        row = self.model.row_of(self.card.current_key())
        return (clause_id_of(self.model.keys[row]), self.model.rows[row]) if row >= 0 else None

    def go_to_filter(self) -> None:
        """Puts the keyboard into the filter."""
        self.filter_line.show()
        self.filter_line.setFocus()
        self.filter_line.selectAll()

    def _fill_kinds(self) -> None:
        agreement = self._draft.agreement
        counts = {kind: len(agreement.of_kind(kind)) for kind in self._kinds}
        total = sum(counts.values())
        entries = [(_ALL, wording().clauses.everything(total=total))] if len(counts) > 1 else []
        entries += [(kind, f"{kinds_word(kind)} ({count})") for kind, count in counts.items()]
        held = self.kind
        self._refilling = True
        if self.kind_choice.count() != len(entries):
            self.kind_choice.clear()
            for kind, words in entries:
                self.kind_choice.addItem(words, kind)
        for at, (_kind, words) in enumerate(entries):
            self.kind_choice.setItemText(at, words)
        self.kind_choice.setCurrentIndex(max(self.kind_choice.findData(held), 0))
        self._refilling = False

    def _read_rows(self, standings: dict[ClauseId, Negotiation] | None = None) -> None:
        agreement, consents = self._draft.agreement, self._draft.consents
        kinds = (self.kind,) if self.kind else self._kinds
        mixed = len(kinds) > 1
        self._show_counts(standings)
        choice = self.standing_filter.choice
        only = self._sets[choice] if choice != ALL else None
        proposals = self._proposals
        self._rows = clause_rows(
            agreement, consents, kinds, mixed=mixed, proposals=proposals, only=only
        )
        self.model.show_mixed(mixed)
        owned = may_have_owner(kinds) and any(
            owner_of(clause, agreement)
            for kind in kinds
            for clause in agreement.of_kind(kind).values()
        )
        self.card.leave_out(() if owned else (ClauseTableModel.Column.OWNER,))

    def _choose_kind(self) -> None:
        if not self._refilling:
            self._read_rows()
            self._search()
            self.kind_chosen.emit()

    def _search(self) -> None:
        self._filter.search(self._rows, self.filter_line.text(), self._sorting)

    def _sort(self, column: int, descending: bool) -> None:
        self._sorting = Sorting(column, descending) if column >= 0 else None
        self._search()

    def _show_rows(self, rows: LazyRows[ClauseRow]) -> None:
        keep = self.selected()
        current = self.card.current_key()
        index = self.card.table.currentIndex()
        at, column = index.row(), index.column()
        # While the table has no current row, nobody must hear of it.
        self._refilling = True
        self.model.show_rows(rows)
        self._seen = self._draft.revision  # a search in older rows was given up
        self._show_parts()
        if self._wanted:
            self._select_wanted(column if self._wanted == current else -1)
        elif self.card.current_key() != current or not self.selected():
            self._select_again(keep, current, at, column)
        self._refilling = False
        self._tell_current(self.card.current_key())
        self._tell_selection()

    def _show_parts(self) -> None:
        # Where no clause stands as is chosen, the table says nothing, and is not empty for ever.
        any_rows = bool(self._rows) or self.standing_filter.choice != ALL
        long = len(self._rows) > _FEW or len(self._kinds) > 1
        using = bool(self.filter_line.text()) or self.filter_line.hasFocus()
        self.filter_line.setVisible((long and any_rows) or using)
        self.card.setVisible(any_rows)
        # The header is always there: with it alone nothing is written yet.
        bare = set(self.model.keys) == {HEADER} and not self.kind
        self._empty.setVisible(not any_rows or bare)

    def _select_again(self, keep: Sequence[str], current: str, at: int, column: int) -> None:
        """After other rows came: what was selected, else the row at the same place."""
        row = self.model.row_of(current)
        if row < 0:
            row = min(max(at, 0), self.model.rowCount() - 1)
        if row < 0:
            return
        self.card.select_row(row, column)
        if len(keep) > 1:
            rows = [self.model.row_of(key) for key in keep]
            self.card.select_rows(other for other in rows if other >= 0)

    def _select_wanted(self, column: int = -1) -> None:
        row = self.model.row_of(self._wanted)
        if row >= 0:
            self._wanted = ""
            self.card.select_row(row, column)

    def _tell_current(self, key: str) -> None:
        if not self._refilling:
            self.current_changed.emit(key)

    def _tell_selection(self) -> None:
        if not self._refilling:
            self.selection_changed.emit()
