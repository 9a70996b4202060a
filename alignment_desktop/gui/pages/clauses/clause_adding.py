"""The button that adds a clause to a page: of the kind that is listed, or of one from a menu."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from alignment_desktop.domain.clauses import HEADER
from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.inspector.words import kind_word
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.pages.clauses.clause_list import ClauseList
from alignment_desktop.gui.pages.clauses.selection_actions import SelectionActions
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.wording import other_words, wording

ADD_KEYS = "Ins"


class ClauseAdding(QObject):
    """Adds clauses of a page's kinds; the header is there once and is never added.

    Attributes:
        button: Adds, or asks of which kind.
    """

    def __init__(
        self,
        kinds: tuple[str, ...],
        actions: ClauseActions,
        selection: SelectionActions,
        clauses: ClauseList,
        page: QWidget,
    ) -> None:
        """Makes the button.

        Args:
            kinds: The page's kinds, in order.
            actions: Knows which kinds may be added.
            selection: Adds, and lets what was added be written.
            clauses: Says which kind is listed.
            page: Owns the menu.
        """
        super().__init__(page)
        self._actions, self._selection, self._list = actions, selection, clauses
        self.button = QPushButton()
        self.button.setFont(font(13, MEDIUM))
        set_look(self.button, "kind", "primary")
        set_tool_tip(self.button, wording().clauses.add_insert_in_the())
        self.button.clicked.connect(self.add)
        self._menu = QMenu(page)
        self._of_kind: dict[str, QAction] = {}
        for kind in kinds:
            if kind != HEADER:
                action = QAction(kind_word(kind), page)
                action.triggered.connect(partial(selection.add, kind))
                self._menu.addAction(action)
                self._of_kind[kind] = action

    def work_on(self, control: QWidget) -> None:
        """Lets the key act while a control has the keyboard."""
        insert = QShortcut(QKeySequence(ADD_KEYS), control)
        insert.setContext(Qt.ShortcutContext.WidgetShortcut)
        insert.activated.connect(self.add)

    def show_kind(self) -> None:
        """Says on the button what it adds, as things stand."""
        one = self._list.kind
        for its_kind, action in self._of_kind.items():
            action.setEnabled(self._actions.may_add(its_kind))
        its = wording().clauses
        self.button.setText(its.kind_kind(kind=kind_word(one)) if one else its.add())
        self.button.setEnabled(not one or self._actions.may_add(one))

    def add(self) -> None:
        """Adds a clause of the kind that is listed; of several it asks which."""
        kind = self._list.kind
        if kind and self._actions.may_add(kind):
            self._selection.add(kind)
        elif not kind:
            corner = QPoint(0, self.button.height() + 4)
            self._menu.popup(self.button.mapToGlobal(corner))

    def add_first(self) -> None:
        """Adds a clause of the kind that is listed, of several of the first."""
        self._selection.add(self._list.kind or next(iter(self._of_kind)))

    def offer(self) -> Offer:
        """To add, as the button says."""
        enabled = self.button.isEnabled()
        return Offer(self.button.text(), ADD_KEYS, self.add, enabled, other_words("add"))

    def more_offers(self) -> Iterator[Offer]:
        """Each kind of clause that can be added, as the palette finds it."""
        for kind in self._of_kind:
            text = wording().clauses.kind_kind(kind=kind_word(kind))
            if text != self.button.text():
                yield Offer(
                    text,
                    "",
                    partial(self._selection.add, kind),
                    self._actions.may_add(kind),
                    other_words("add"),
                    in_menu=False,
                )
