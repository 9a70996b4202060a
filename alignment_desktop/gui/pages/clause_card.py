"""The table of clauses in its card, and the figures above it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.gui.delegates.painted_cells import ChipDelegate, ConsentDelegate
from alignment_desktop.gui.delegates.text_cells import WrappedTextDelegate
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.inspector.words import locale
from alignment_desktop.gui.models.clause_table import ClauseTableModel
from alignment_desktop.gui.painting.text_layouts import TextLayouts
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.cards import Stat
from alignment_desktop.gui.wording import party_words

_Column = ClauseTableModel.Column


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClauseCard", text)


class ClauseModel(ClauseTableModel):
    """The table of clauses; one heading depends on whether kinds are mixed."""

    def __init__(self, name_heading: str, content_heading: str) -> None:
        super().__init__(name_heading, content_heading)
        self._mixed = False

    def show_mixed(self, mixed: bool) -> None:
        """Says whether the column tells the kind instead of what a clause is for."""
        if mixed != self._mixed:
            self._mixed = mixed
            column = _Column.APPLIES_TO
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    @override
    def heading(self, column: int) -> str:
        if self._mixed and column == _Column.APPLIES_TO:
            return self.tr("Kind")
        return super().heading(column)


def clause_card(switch: ThemeSwitch, model: ClauseModel, *, wide: bool) -> CardTable:
    """The card of a table of clauses; in a `wide` one what they say gets the most room."""
    card = CardTable(switch, model, _tr("Clauses"))
    table = card.table
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    layouts = TextLayouts()
    card.set_columns(
        {
            _Column.OWNER: ChipDelegate(switch, table),
            _Column.NAME: WrappedTextDelegate(switch, layouts, table, MEDIUM),
            _Column.CONTENT: WrappedTextDelegate(switch, layouts, table),
            _Column.APPLIES_TO: WrappedTextDelegate(switch, layouts, table, tone="muted"),
            _Column.CONSENT: ConsentDelegate(switch, table),
            _Column.STATE: ChipDelegate(switch, table),
        },
        fixed={_Column.OWNER: 102, _Column.CONSENT: 78, _Column.STATE: 154},
        shares=(
            {_Column.NAME: 3, _Column.CONTENT: 5, _Column.APPLIES_TO: 2}
            if wide
            else {_Column.NAME: 5, _Column.CONTENT: 5, _Column.APPLIES_TO: 4}
        ),
        wrapping=(_Column.NAME, _Column.CONTENT, _Column.APPLIES_TO),
        # Narrower, the kind's one word would be broken; the inspector says it too.
        spare={_Column.APPLIES_TO: 720} if wide else None,
    )
    return card


def consent_stats(given: Sequence[frozenset[str]], party: str | None) -> list[Stat]:
    """How many clauses both agree to, and how many wait for whom.

    Args:
        given: For each clause the parties that agree to it.
        party: Who is at the keyboard; None: the facilitator.
    """
    both = sum(len(parties) == len(PARTIES) for parties in given)
    rest = len(given) - both
    number = locale().toString
    note = _tr("{0} need a decision").format(number(rest))
    if rest == 1:
        note = _tr("1 needs a decision")
    elif not rest:
        note = _tr("Nothing waits for a decision") if given else _tr("Nothing is written yet")
    agreed = _tr("{0} of {1}").format(number(both), number(len(given)))
    stats = [Stat(_tr("Agreed by both"), agreed, note)]
    for its_party in PARTIES:
        count = sum(its_party not in its for its in given)
        waits = _tr("Waits for {0}").format(party_words(its_party))
        stats.append(Stat(waits, number(count), _waiting_note(count, mine=its_party == party)))
    return stats


def _waiting_note(count: int, *, mine: bool) -> str:
    if not count:
        return _tr("Nothing to agree to")
    return _tr("Select and press A to agree") if mine else _tr("Not agreed yet")
