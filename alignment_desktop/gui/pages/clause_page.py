"""The page of clauses: a table of the kinds that it is told, with an inspector beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.clauses import COMMITMENT, clause_name
from alignment_desktop.domain.consistency import Finding
from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.choice_editors import Combo
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.inspector.clause_inspector import ClauseInspector
from alignment_desktop.gui.inspector.words import kind_word, kinds_word
from alignment_desktop.gui.models.clause_table import ClauseRow
from alignment_desktop.gui.page import Page
from alignment_desktop.gui.page_header import tool_row
from alignment_desktop.gui.pages.clause_card import ClauseModel, clause_card, consent_stats
from alignment_desktop.gui.pages.clause_rows import clause_id_of, clause_rows, matching
from alignment_desktop.gui.pages.findings_strip import FindingsStrip
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import StatRow
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.services.agreeing import findings

_ALL = ""
_FEW = 20  # rows that one sees through without a filter


@dataclass(frozen=True, slots=True)
class PageKinds:
    """What a page of clauses is about.

    Attributes:
        kinds: The kinds that it shows, in order.
        icon: The drawing of its empty page.
        subtitle: The words beside its title.
        sentence: What its empty page says will be here.
        action: What the button there does.
    """

    kinds: tuple[str, ...]
    icon: str
    subtitle: str
    sentence: str
    action: str


class ClausePage(Page):
    """Lists clauses of some kinds; the inspector changes the one that is selected.

    Keys in the table: A agrees, T takes the yes back, Enter goes to the inspector, Delete removes,
    Ctrl+D duplicates, Insert adds; Ctrl+F goes to the filter.
    """

    SHOWS = frozenset({Changed.AGREEMENT, Changed.CONSENT})

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        kinds: PageKinds,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self._kinds = kinds
        self._rows: list[ClauseRow] = []
        self._wanted = ""
        self._edit_wanted = False
        self._refilling = False
        self._findings_topic = topic = f"findings {kinds.kinds[0]}"
        self.destroyed.connect(lambda: session.cancel(topic))
        self.clause_actions = ClauseActions(session, self)
        self._build(switch, icons)
        self._connect()
        self.set_subtitle(kinds.subtitle)

    def _build(self, switch: ThemeSwitch, icons: Icons) -> None:
        self.stats = StatRow()
        self.kind_choice = Combo()
        self.kind_choice.setAccessibleName(self.tr("Kind of clause"))
        self.kind_choice.setMinimumWidth(220)
        self.filter_line = QLineEdit()
        self.filter_line.setPlaceholderText(self.tr("Filter (Ctrl+F)"))
        self.filter_line.setAccessibleName(self.tr("Filter"))
        self.filter_line.setClearButtonEnabled(True)
        self.filter_line.setMaximumWidth(280)
        commitments = self._kinds.kinds == (COMMITMENT,)
        name, content = (
            (self.tr("Commitment"), self.tr("Target")) if commitments else ("", self.tr("Says"))
        )
        self.model = ClauseModel(name, content)
        self.card = clause_card(switch, self.model, wide=not commitments)
        self.findings = FindingsStrip()
        self.empty = EmptyPage(
            switch,
            Emptiness(
                self._kinds.icon,
                self.tr("Nothing here yet"),
                self._kinds.sentence,
                self._kinds.action,
            ),
        )
        self._inspector = ClauseInspector(self._session, switch, icons, self.clause_actions)
        # Until the window shows it, the inspector belongs to the page.
        self._inspector.setParent(self)
        self._inspector.hide()
        self._build_tools()
        self._lay_out()

    def _build_tools(self) -> None:
        self.agree_button = QPushButton(self.tr("Agree"))
        self.agree_button.setToolTip(self.tr("Agree to what is selected (A in the table)"))
        self.check_button = QPushButton(self.tr("Check consistency"))
        self.check_button.setCheckable(True)
        self.check_button.setToolTip(self.tr("Show what contradicts itself or says too little"))
        self.add_button = QPushButton()
        self.add_button.setFont(font(13, MEDIUM))
        set_look(self.add_button, "kind", "primary")
        self.add_button.setToolTip(self.tr("Add (Insert in the table)"))
        self._menu = QMenu(self)
        self._add_actions: dict[str, QAction] = {}
        for kind in self._kinds.kinds:
            if kind == "agreement":
                continue
            action = QAction(kind_word(kind), self)
            action.triggered.connect(partial(self.add, kind))
            self._menu.addAction(action)
            self._add_actions[kind] = action
        self._tools = tool_row(self.agree_button, self.check_button, self.add_button)
        self._tools.setParent(self)
        self._tools.hide()

    def _lay_out(self) -> None:
        strip = QHBoxLayout()
        strip.setSpacing(12)
        strip.addWidget(self.kind_choice)
        strip.addWidget(self.filter_line, 1)
        strip.addStretch(1)
        if len(self._kinds.kinds) == 1:
            self.kind_choice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(14)
        column.addWidget(self.stats)
        column.addLayout(strip)
        column.addWidget(self.card, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.findings)
        column.addStretch(0)

    def _connect(self) -> None:
        table = self.card.table
        self.card.current_changed.connect(self._show_current)
        self.card.opened.connect(self._open)
        table.selectionModel().selectionChanged.connect(self._show_selection)
        table.customContextMenuRequested.connect(self._show_menu)
        self.kind_choice.currentIndexChanged.connect(self._choose_kind)
        self.filter_line.textChanged.connect(self._show_rows)
        self.filter_line.returnPressed.connect(self.card.setFocus)
        self.empty.acted.connect(self.add_first)
        self.agree_button.clicked.connect(self.agree)
        self.check_button.toggled.connect(self.findings.show_all)
        self.add_button.clicked.connect(self._add_chosen)
        self.findings.chosen.connect(self.select)
        self._inspector.left.connect(self._come_back)
        self._inspector.renamed.connect(self.select)
        self._inspector.copied.connect(partial(self.select, edit=True))
        self._session.seat_changed.connect(self._show_seat)
        keys = {
            "A": self.agree,
            "T": self.take_back,
            "Del": self.remove,
            "Ctrl+D": self.duplicate,
            "Ins": self._add_chosen,
        }
        for spelled, slot in keys.items():
            key = QShortcut(QKeySequence(spelled), table)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(slot)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def inspector(self) -> QWidget | None:
        return self._inspector

    @property
    def clause_inspector(self) -> ClauseInspector:
        """The inspector, as what it is."""
        return self._inspector

    @override
    def refresh(self) -> None:
        self._fill_kinds()
        self._read_rows()
        self._show_rows()
        self._show_stats()
        label = self._session.label
        self._session.ask(
            self._findings_topic,
            lambda workspace, _monitor: findings(workspace, label),
            self._show_findings,
        )

    def select(self, name: str, *, edit: bool = False) -> None:
        """Selects a clause, written `kind.key`; with `edit` the keyboard goes to its first field.

        A kind or filter that hides it is lifted.
        """
        self._wanted = name
        self._edit_wanted = edit
        if name not in {row.key for row in self.model.rows}:
            self.filter_line.clear()
            kind = clause_id_of(name)[0]
            if self._kind() not in (_ALL, kind):
                self.kind_choice.setCurrentIndex(self.kind_choice.findData(kind))
        self._select_wanted()

    def selected(self) -> list[str]:
        """The selected clauses, each as `kind.key`, in the order of the table."""
        rows = sorted(index.row() for index in self.card.table.selectionModel().selectedRows())
        return [self.model.rows[row].key for row in rows]

    def add(self, kind: str) -> None:
        """Adds a clause of a kind, and lets it be written."""
        self.clause_actions.add(kind, lambda made: self.select(clause_name(*made), edit=True))

    def add_first(self) -> None:
        """Adds a clause of the kind that is shown."""
        self.add(self._kind() or next(iter(self._add_actions)))

    def agree(self) -> None:
        """The party at the keyboard agrees to what is selected."""
        names = self._open_for_party()
        if names or self._session.party is None:
            self.clause_actions.agree(names)
        elif self.selected():
            self._session.notify(self.tr("You agreed to this already."))

    def take_back(self) -> None:
        """The party at the keyboard takes back its yes to what is selected."""
        given = self._session.draft.consents
        party = self._session.party
        names = [n for n in self.selected() if party in given.of(clause_id_of(n))]
        self.clause_actions.take_back(names)

    def remove(self) -> None:
        """Removes what is selected; a notice offers to undo it."""
        self.clause_actions.remove([clause_id_of(name) for name in self.selected()])

    def duplicate(self) -> None:
        """Makes a copy of the current clause, and lets it be written."""
        name = self.card.current_key()
        if name and clause_id_of(name)[1]:
            self.clause_actions.duplicate(
                clause_id_of(name), lambda made: self.select(clause_name(*made), edit=True)
            )

    def _open_for_party(self) -> list[str]:
        """What is selected and the party at the keyboard has not agreed to."""
        consents, party = self._session.draft.consents, self._session.party
        names = self.selected()
        return [name for name in names if party not in consents.of(clause_id_of(name))]

    def _kind(self) -> str:
        return str(self.kind_choice.currentData() or _ALL)

    def _fill_kinds(self) -> None:
        counts = dict.fromkeys(self._kinds.kinds, 0)
        for kind, _ in self._session.draft.agreement.clauses:
            if kind in counts:
                counts[kind] += 1
        total = sum(counts.values())
        entries = [(_ALL, self.tr("Everything ({0})").format(total))] if len(counts) > 1 else []
        entries += [(kind, f"{kinds_word(kind)} ({count})") for kind, count in counts.items()]
        held = self._kind()
        self._refilling = True
        if self.kind_choice.count() != len(entries):
            self.kind_choice.clear()
            for kind, words in entries:
                self.kind_choice.addItem(words, kind)
        for at, (_kind, words) in enumerate(entries):
            self.kind_choice.setItemText(at, words)
        self.kind_choice.setCurrentIndex(max(self.kind_choice.findData(held), 0))
        self._refilling = False
        self._show_add()

    def _read_rows(self) -> None:
        draft = self._session.draft
        kind = self._kind()
        kinds = self._kinds.kinds if kind == _ALL else (kind,)
        mixed = len(kinds) > 1
        self._rows = clause_rows(draft.agreement, draft.consents, kinds, mixed=mixed)
        self.model.show_mixed(mixed)

    def _choose_kind(self) -> None:
        if self._refilling:
            return
        self._read_rows()
        self._show_rows()
        self._show_add()

    def _show_rows(self) -> None:
        keep = self.selected()
        current = self.card.current_key()
        at = self.card.table.currentIndex().row()
        # While the table has no current row, the inspector must not hear of it.
        self._refilling = True
        owned = any(row.owner is not None for row in self._rows)
        self.card.leave_out(() if owned else (ClauseModel.Column.OWNER,))
        self.model.show_rows(matching(self._rows, self.filter_line.text()))
        any_rows = bool(self._rows)
        long = len(self._rows) > _FEW or len(self._kinds.kinds) > 1
        self._show_filter(long and any_rows)
        self.card.setVisible(any_rows)
        self.empty.setVisible(not any_rows)
        if self._wanted:
            self._select_wanted()
        elif self.card.current_key() != current or not self.selected():
            self._select_again(keep, current, at)
        self._refilling = False
        self._show_current(self.card.current_key())
        self._show_selection()

    def _select_again(self, keep: Sequence[str], current: str, at: int) -> None:
        """After other rows came: what was selected, else the row at the same place."""
        row = self.model.row_of(current) if current else -1
        if row < 0:
            row = min(max(at, 0), self.model.rowCount() - 1)
        if row < 0:
            return
        self.card.select_row(row)
        selection = self.card.table.selectionModel()
        for key in keep:
            other = self.model.row_of(key)
            if other >= 0 and len(keep) > 1:
                selection.select(
                    self.model.index(other, 0),
                    selection.SelectionFlag.Select | selection.SelectionFlag.Rows,
                )

    def _select_wanted(self) -> None:
        row = self.model.row_of(self._wanted)
        if row < 0:
            return
        edit, self._wanted, self._edit_wanted = self._edit_wanted, "", False
        self.card.select_row(row)
        if edit:
            self.inspection_wanted.emit()
            # Once the inspector is laid out and in sight.
            QTimer.singleShot(0, self._inspector, partial(self._inspector.edit, select=True))

    def _show_current(self, key: str) -> None:
        if self._refilling:
            return
        row = self.model.row_of(key) if key else -1
        clause_id = clause_id_of(key) if row >= 0 else None
        self._inspector.show_clause(clause_id, self.model.rows[row] if row >= 0 else None)

    def _show_selection(self) -> None:
        count = len(self._open_for_party()) if self._session.party else 0
        self.agree_button.setEnabled(count > 0)
        many = self.tr("Agree to {0}").format(count)
        self.agree_button.setText(many if count > 1 else self.tr("Agree"))

    def _show_seat(self, _seat: str) -> None:
        self._show_selection()
        self._show_stats()

    def _show_add(self) -> None:
        kind = self._kind()
        one = kind or (self._kinds.kinds[0] if len(self._kinds.kinds) == 1 else "")
        for its_kind, action in self._add_actions.items():
            action.setEnabled(self.clause_actions.may_add(its_kind))
        self.add_button.setText(
            self.tr("+ {0}").format(kind_word(one)) if one else self.tr("+ Add")
        )
        self.add_button.setEnabled(not one or self.clause_actions.may_add(one))

    def _add_chosen(self) -> None:
        kind = self._kind() or (self._kinds.kinds[0] if len(self._kinds.kinds) == 1 else "")
        if kind and self.clause_actions.may_add(kind):
            self.add(kind)
        elif not kind:
            corner = QPoint(0, self.add_button.height() + 4)
            self._menu.popup(self.add_button.mapToGlobal(corner))

    def _show_stats(self) -> None:
        draft = self._session.draft
        given = [
            draft.consents.of(clause_id)
            for clause_id in draft.agreement.clauses
            if clause_id[0] in self._kinds.kinds
        ]
        self.stats.setVisible(bool(given))
        self.stats.show_stats(consent_stats(given, self._session.party))

    def _show_findings(self, found: list[Finding]) -> None:
        kinds = self._kinds.kinds
        own = [one for one in found if any(clause_id_of(key)[0] in kinds for key in one.keys)]
        self.findings.show_findings(own, kinds)

    def _open(self, _key: str) -> None:
        self.inspection_wanted.emit()
        self._inspector.edit()

    def _come_back(self) -> None:
        self.card.setFocus()

    def _show_filter(self, useful: bool) -> None:
        using = bool(self.filter_line.text()) or self.filter_line.hasFocus()
        self.filter_line.setVisible(useful or using)

    def _find(self) -> None:
        self.filter_line.show()
        self.filter_line.setFocus()
        self.filter_line.selectAll()

    def _show_menu(self, at: QPoint) -> None:
        key = self.card.key_at(self.card.table.indexAt(at))
        if not key:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, keys, slot in (
            (self.tr("Agree"), "A", self.agree),
            (self.tr("Take back"), "T", self.take_back),
            (self.tr("Duplicate"), "Ctrl+D", self.duplicate),
            (self.tr("Remove"), "Del", self.remove),
        ):
            action = menu.addAction(words)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(slot)
        menu.popup(self.card.table.viewport().mapToGlobal(at))
