"""The window's own actions, each with its key, and the menus that show the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Offer, PageSpec
from alignment_desktop.gui.seats.seat_entries import SEAT_KEYS
from alignment_desktop.gui.theme import ThemeSetting, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.window.ranking import PaletteEntry
from alignment_desktop.gui.window.window_zoom import LARGER_KEYS, RESET_KEYS, SMALLER_KEYS
from alignment_desktop.gui.wording import party_words, wording

if TYPE_CHECKING:
    from alignment_desktop.gui.widgets.card_table import CardTable


PAGE_KEYS = {"settings": "Ctrl+,"}
"""Pages with a key of their own, which everybody knows; others are numbered."""


class WindowActions:
    """Holds the actions that the window always has, by name.

    Attributes:
        palette: Opens the palette.
        help: Shows Help on the page in sight.
        tour: Begins the tour of the window.
        undo: Undoes the last change.
        redo: Does it again.
        navigation: Shows or hides the navigation.
        inspector: Shows or hides the inspector.
        larger: Makes all windows larger.
        smaller: Makes them smaller.
        first_size: Makes them as large as at first.
        themes: One action for each theme setting.
        back: Goes back to where the page in sight was opened from.
        pages: One action for each page, by name.
        first_pages: Those whose keys are Alt and a digit.
        seats: By `sales`, `marketing` and `facilitator`: lets one of them sit down.
    """

    def __init__(self, window: QWidget, icons: Icons, pages: Sequence[PageSpec]) -> None:
        self._window = window
        self._icons = icons
        self.palette = self._made(wording().frame.find(), "Ctrl+K")
        self.help = self._made(wording().help.help(), "F1")
        self.tour = self._made(wording().help.take_the_tour(), "")
        self.undo = self._made(wording().common.undo(), QKeySequence.StandardKey.Undo)
        self.redo = self._made(wording().frame.redo(), "Ctrl+Shift+Z")
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        self.navigation = self._made(wording().frame.navigation(), "Ctrl+B", "sidebar-left")
        self.inspector = self._made(wording().frame.inspector(), "Ctrl+I", "sidebar-right")
        self.navigation.setCheckable(True)
        self.inspector.setCheckable(True)
        self.menu = self._made(wording().frame.menu(), "F10")
        its = wording().frame
        self.larger = self._made(its.larger(), LARGER_KEYS[0])
        self.larger.setShortcuts([QKeySequence(keys) for keys in LARGER_KEYS])
        self.smaller = self._made(its.smaller(), SMALLER_KEYS[0])
        self.first_size = self._made(its.first_size(), RESET_KEYS[0])
        self.next_page = self._made(wording().frame.next_page(), "Ctrl+PgDown")
        self.previous_page = self._made(wording().frame.previous_page(), "Ctrl+PgUp")
        self.back = self._made(wording().common.back(), "Alt+Left")
        self.back.setEnabled(False)
        self.close_layer = self._made(wording().common.close(), "Escape")
        self.themes = self._theme_actions()
        self.pages = self._page_actions(pages)
        self.first_pages = list(self.pages.values())[:10]
        self.seats = {
            party: self._made(party_words(party), keys) for party, keys in SEAT_KEYS.items()
        }

    def _made(self, text: str, keys: str | QKeySequence.StandardKey, icon: str = "") -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(keys))
        spelled = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        set_tool_tip(action, f"{text} ({spelled})" if spelled else text)
        if icon:
            # For the button that wears it.
            action.setIconVisibleInMenu(False)
            self._icons.dress(action, icon)
        self._window.addAction(action)
        return action

    def _theme_actions(self) -> Mapping[ThemeSetting, QAction]:
        words = {
            ThemeSetting.SYSTEM: wording().frame.as_the_system(),
            ThemeSetting.LIGHT: wording().frame.light(),
            ThemeSetting.DARK: wording().frame.dark(),
        }
        group = QActionGroup(self._window)
        made = {}
        for number, (setting, text) in enumerate(words.items()):
            action = self._made(text, f"Ctrl+Alt+{number}")
            action.setCheckable(True)
            group.addAction(action)
            made[setting] = action
        return made

    def _page_actions(self, pages: Sequence[PageSpec]) -> Mapping[str, QAction]:
        made = {}
        for at, spec in enumerate(pages, start=1):
            keys = f"Alt+{at % 10}" if at <= 10 else f"Alt+Shift+{at % 10}" if at <= 20 else ""
            made[spec.name] = self._made(spec.title, PAGE_KEYS.get(spec.name, keys))
        return made

    def menu_of(self, title: str, actions: Sequence[QAction | None]) -> QMenu:
        """A menu of actions; None stands for a line between them."""
        menu = QMenu(title, self._window)
        set_look(menu, "checks", any(action and action.isCheckable() for action in actions))
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        return menu

    @staticmethod
    def show_offers(menu: QMenu, offers: Sequence[Offer]) -> None:
        """Fills a menu with what can be done on a page, and the keys that do the same there.

        The keys are words here, not shortcuts: a menu's shortcuts act wherever the button that
        opens it has the keyboard, whichever page is in sight by then. Pages have shortcuts of
        their own, on the controls that they act on.
        """
        menu.clear()
        for offer in offers:
            keys = QKeySequence(offer.keys).toString(QKeySequence.SequenceFormat.NativeText)
            action = menu.addAction(f"{offer.text}\t{keys}" if keys else offer.text)
            action.setEnabled(offer.enabled)
            action.triggered.connect(lambda _on, act=offer.act: act())

    def own_menus(self) -> tuple[QMenu, ...]:
        """The window's own menus."""
        edit = self.menu_of(wording().frame.edit(), [self.undo, self.redo, None, self.palette])
        view = self.menu_of(
            wording().frame.view(),
            [
                self.navigation, self.inspector, None,
                self.larger, self.smaller, self.first_size, None,
                *self.themes.values(),
            ],
        )  # fmt: skip
        go = self.menu_of(
            wording().frame.go_to(),
            [*self.pages.values(), None, self.back, self.next_page, self.previous_page],
        )
        seats = self.menu_of(wording().seats.who_is_at_the(), list(self.seats.values()))
        help_ = self.menu_of(wording().help.help(), [self.help, self.tour])
        return edit, view, go, seats, help_


def offer_on_rows(card: CardTable, offers: Callable[[str], Sequence[Offer]]) -> None:
    """Gives each row of a table a menu of its own.

    Args:
        card: The table.
        offers: What can be done with the row of a key.
    """
    table = card.table

    def show(at: QPoint) -> None:
        key = card.key_at(table.indexAt(at))
        if not key:
            return
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        WindowActions.show_offers(menu, offers(key))
        menu.popup(table.viewport().mapToGlobal(at))

    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.customContextMenuRequested.connect(show)


def entry_of(
    key: str, action: QAction, icon: str, detail: str, text: str = "", words: str = ""
) -> PaletteEntry:
    """An action as the palette finds it.

    Args:
        key: How it is meant.
        action: The action.
        icon: The drawing's name.
        detail: What kind of thing it is.
        text: What it is called where its own text needs its menu beside it.
        words: Other words by which it is found.
    """
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    # In menus a single & underlines a letter.
    return PaletteEntry(key, text or action.text().replace("&&", "&"), detail, icon, keys, words)
