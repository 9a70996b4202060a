"""Opens Help on the page in sight, in the inspector's place, and closes it again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.help.help_panel import HelpPanel
from alignment_desktop.gui.help.topics import KeyLine, Topic, topic
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.tab_order import can_take_keyboard, keyboard_in
from alignment_desktop.gui.window.window_actions import PAGE_KEYS
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from alignment_desktop.gui.page import Page, PageSpec
    from alignment_desktop.gui.window.inspector_drawer import InspectorDock
    from alignment_desktop.gui.window.window_actions import WindowActions
    from alignment_desktop.gui.window.window_pages import WindowPages


class WindowHelp(QObject):
    """Help of one window.

    Attributes:
        tour_wanted: The tour is to begin.
    """

    tour_wanted = Signal()

    def __init__(
        self,
        pages: WindowPages,
        inspector: InspectorDock,
        own: WindowActions,
        more_actions: Mapping[str, QAction],
        switch: ThemeSwitch,
        icons: Icons,
    ) -> None:
        """Shows nothing yet.

        Args:
            pages: The pages that it speaks of.
            inspector: In whose place it stands.
            own: The window's actions, whose keys it names.
            more_actions: Further ones.
            switch: The theme.
            icons: The icons.
        """
        super().__init__(pages)
        self._pages, self._inspector = pages, inspector
        self._own, self._more_actions = own, more_actions
        self._switch, self._icons = switch, icons
        self._before: QWidget | None = None
        pages.shown.connect(lambda _name: self.show_page_in_sight())

    @cached_property
    def panel(self) -> HelpPanel:
        """The panel; made when it is first wanted."""
        made = HelpPanel(
            self._switch, self._icons, lambda: list(self._topics()), list(self._everywhere())
        )
        made.left.connect(self.close)
        made.tour_wanted.connect(self._begin_tour)
        return made

    @property
    def shown(self) -> bool:
        """Whether Help is in sight."""
        return "panel" in self.__dict__ and self._inspector.covering is self.panel

    def show_or_hide(self) -> None:
        """Shows Help on the page in sight; where it does already, closes it."""
        if self.shown:
            self.close()
            return
        self._before = keyboard_in(self._pages.window)
        self._inspector.cover(self.panel)
        self.show_page_in_sight()
        self.panel.search_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Shows again what stood in its place, and gives the keyboard back."""
        if not self.shown:
            return
        self._inspector.uncover()
        before, self._before = self._before, None
        if before is not None and isValid(before) and can_take_keyboard(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_page_in_sight(self) -> None:
        """Speaks of the page in sight, if Help is in sight too."""
        if self.shown:
            self.panel.show_topic(next(self._topics()))

    def _begin_tour(self) -> None:
        self.close()
        self.tour_wanted.emit()

    def _topics(self) -> Iterator[Topic]:
        """Every topic, that of the page in sight first."""
        every = list(self._pages.specs.values())
        for spec in sorted(every, key=lambda spec: spec.name != self._pages.current):
            yield self._topic(spec)

    def _topic(self, spec: PageSpec) -> Topic:
        page = self._pages.known(spec.name)
        if page is None:
            return topic(spec.name, spec.title)
        title = page.title or spec.title
        return topic(page.help_name() or spec.name, title, _keys_of(page))

    def _everywhere(self) -> Iterator[KeyLine]:
        own, its = self._own, wording().help
        yield from _lines_of((own.help, own.palette, own.undo, own.redo))
        first, *_, last = (_spelled(action.shortcut().toString()) for action in own.first_pages)
        yield KeyLine(f"{first} … {last}", its.key_pages())
        yield from _lines_of(
            (
                *(own.pages[name] for name in PAGE_KEYS if name in own.pages), own.next_page,
                own.previous_page, own.back, own.navigation, own.inspector, own.menu, own.larger,
                own.smaller, own.first_size, *own.seats.values(),
                *self._more_actions.values(),
            )
        )  # fmt: skip
        yield KeyLine(_spelled("Tab"), its.key_tab())
        yield KeyLine(_spelled("Esc"), its.key_escape())


def _keys_of(page: Page) -> Iterator[KeyLine]:
    """What a page offers by a key, and what its own controls do by one."""
    for offer in page.offers():
        yield KeyLine(_spelled(offer.keys), offer.text)
    yield from (KeyLine(_spelled(each.keys), each.text) for each in page.own_keys())
    around = [page, *filter(None, [page.inspector()])]
    if any(each.findChildren(ChartView) for each in around):
        yield KeyLine("← →", wording().help.keys.chart())


def _lines_of(actions: tuple[QAction, ...]) -> Iterator[KeyLine]:
    for action in actions:
        keys = _spelled(action.shortcut().toString())
        if keys:
            yield KeyLine(keys, action.text().replace("&&", "&"))


def _spelled(keys: str) -> str:
    """A key as it is written here; arrows and other signs stay as they are."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return native or keys
