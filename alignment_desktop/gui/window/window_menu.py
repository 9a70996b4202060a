"""The menu of the window: what the page in sight can do, the window's own menus, further ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from alignment_desktop.gui.window.window_actions import WindowActions
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from alignment_desktop.gui.page import Offer

PageOffers = Callable[[], tuple[str, "Sequence[Offer]"]]
"""Title of the page in sight, and what can be done there; nothing where none is in sight."""


class WindowMenu(QMenu):
    """Opens at the menu button, and fills the page's part of itself each time.

    Attributes:
        page: The menu of what can be done on the page in sight.
        further_actions: The actions of the menus that were added, by the key that their entry in
            the palette gets.
    """

    def __init__(self, window: QWidget, own: WindowActions, offers: PageOffers) -> None:
        """Holds the window's own menus and that of the page, which is still empty.

        Args:
            window: The window; the keys of actions that are added work everywhere in it.
            own: Its own actions.
            offers: What the page in sight can do.
        """
        super().__init__(window)
        self._window, self._own, self._offers = window, own, offers
        self.further_actions: dict[str, QAction] = {}
        self.page = QMenu(wording().frame.page(), window)
        edit, *others = own.own_menus()
        for menu in (edit, self.page, *others):
            self.addMenu(menu)
        self.aboutToShow.connect(self._fill_page)

    def add_actions(
        self, title: str, actions: Sequence[QAction | None], *, first: bool = False
    ) -> None:
        """Adds a menu of further actions; their keys work everywhere and the palette finds them.

        Args:
            title: What the menu is called.
            actions: What it holds; None stands for a line between two actions.
            first: Whether it stands above all others, else below.
        """
        menu = self._own.menu_of(title, actions)
        if first:
            self.insertMenu(self.actions()[0], menu)
        else:
            self.addMenu(menu)
        for action in actions:
            if action is not None:
                self._window.addAction(action)
                key = f"action:{action.objectName() or action.text()}"
                self.further_actions[key] = action

    def empty_page(self) -> None:
        """What can be done on a page is offered only while the page is in sight."""
        self.page.clear()
        self.page.setTitle(wording().frame.page())
        self.page.setEnabled(False)

    def _fill_page(self) -> None:
        title, every = self._offers()
        offers = [offer for offer in every if offer.in_menu]
        self._own.show_offers(self.page, offers)
        self.page.setTitle(title if offers else wording().frame.page())
        self.page.setEnabled(bool(offers))
