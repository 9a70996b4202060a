"""The main window: navigation, header, the page that is shown, and its inspector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from alignment_desktop.gui.dropped_paths import dropped_paths, take_files
from alignment_desktop.gui.forms.main_window import Ui_MainWindow
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Offer, Page, PageSpec
from alignment_desktop.gui.painting.consent_mark import application_icon
from alignment_desktop.gui.theme import Theme, ThemeSetting, ThemeSwitch
from alignment_desktop.gui.window.focus_return import FocusReturn
from alignment_desktop.gui.window.inspector_drawer import InspectorDock
from alignment_desktop.gui.window.navigation import Navigation, Standing
from alignment_desktop.gui.window.navigation_drawer import BELOW, NavigationDock
from alignment_desktop.gui.window.notices import Notice, NoticeBar
from alignment_desktop.gui.window.page_header import PageHeader
from alignment_desktop.gui.window.page_trail import PageTrail
from alignment_desktop.gui.window.palette_source import PaletteParts, PaletteSource
from alignment_desktop.gui.window.ranking import PaletteEntry
from alignment_desktop.gui.window.screen_room import fit_to_screen
from alignment_desktop.gui.window.tab_order import can_take_keyboard, keyboard_in, step
from alignment_desktop.gui.window.window_actions import WindowActions
from alignment_desktop.gui.window.window_memory import WindowMemory, WindowState
from alignment_desktop.gui.window.window_menu import WindowMenu
from alignment_desktop.gui.window.window_pages import WindowPages
from alignment_desktop.gui.window.work_line import WorkLine
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.gui.help.tour import Tour
    from alignment_desktop.gui.help.window_help import WindowHelp
    from alignment_desktop.gui.seats.seat_list import SeatList
    from alignment_desktop.gui.window.command_palette import CommandPalette

_NO_ENTRIES: tuple[PaletteEntry, ...] = ()


class MainWindow(QMainWindow):
    """The window around the pages.

    Attributes:
        page_shown: Carries the name of the page that came into sight.
        undo_changed: What can be taken back on a page is another thing now.
        seat_asked: A key says only for whom somebody sits down: carries `sales`, `marketing` or
            `facilitator`.
        seats_wanted: Who can sit at the keyboard is to be listed.
        entry_chosen: Carries a `PaletteEntry` that is no page and no action of the window.
        palette_searched: Carries what is typed into the palette.
        files_dropped: Carries the paths of files dropped on the window, as a tuple of text.
    """

    page_shown = Signal(str)
    undo_changed = Signal()
    seat_asked = Signal(str)
    seats_wanted = Signal()
    entry_chosen = Signal(object)
    palette_searched = Signal(str)
    files_dropped = Signal(object)

    def __init__(
        self,
        pages: Sequence[PageSpec],
        switch: ThemeSwitch,
        icons: Icons,
        memory: WindowMemory,
        entries: Callable[[], Sequence[PaletteEntry]] = lambda: _NO_ENTRIES,
    ) -> None:
        """Builds the shell; pages are made when they are first shown.

        Args:
            pages: Every page, in the order of the navigation.
            switch: The theme.
            icons: The icons.
            memory: How the window was left.
            entries: What the palette finds beside pages and actions: clauses, recent workspaces.
        """
        super().__init__()
        switch.dress(self)
        self._switch = switch
        self._icons = icons
        self._memory = memory
        self._focus = FocusReturn(self, lambda: self.pages.in_sight)
        self.ui = Ui_MainWindow()
        self.ui.setupUi(self)
        # At first, and after a click beside everything, no control has the keyboard; Tab begins.
        self.ui.shell.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.ui.shell.setFocus()
        self.setCentralWidget(self.ui.shell)
        self.ui.page_stack.setAccessibleName(wording().frame.page())
        self.ui.inspector_pane.setAccessibleName(wording().frame.inspector())
        listed = [spec for spec in pages if spec.listed]
        self.actions_ = WindowActions(self, icons, listed)
        self._trail = PageTrail(self.actions_.back)
        self._build(listed, icons)
        self.pages = WindowPages(
            pages, self.ui.page_stack, self.header.add_tools, self.inspector.add_content
        )
        self._source = PaletteSource(
            PaletteParts(
                self.pages,
                self.actions_,
                self.menu.further_actions,
                entries,
                show_page=self.show_page,
                open_page=self.open_page,
                notify=self.notify,
            ),
            self,
        )
        self._connect()
        self._put_theme(switch.theme)
        self._restore()

    def _build(self, pages: Sequence[PageSpec], icons: Icons) -> None:
        own = self.actions_
        self.navigation = Navigation(pages, self._switch, icons)
        self.ui.navigation_layout.addWidget(self.navigation)
        self.header = PageHeader(self._switch, own.navigation, own.inspector)
        self.ui.header_layout.addWidget(self.header)
        self.navigation_dock = NavigationDock(
            self.ui.navigation_pane, self.ui.shell_layout, self.ui.shell
        )
        width = self._switch.theme.tokens.size["inspector"]
        self.inspector = InspectorDock(
            self.ui.inspector_pane, self.ui.inspector_stack, self.ui.page_splitter, width
        )
        self.work = WorkLine(icons)
        self.notices = NoticeBar(self._switch, self.ui.shell)
        self.menu = WindowMenu(self, own, self._page_offers)
        self.page_menu = self.menu.page
        self.navigation.menu_button.setMenu(self.menu)

    def _connect(self) -> None:
        own = self.actions_
        self.pages.made.connect(self._follow_page)
        self.pages.whole_made.connect(lambda _name: self.refresh_palette())
        self.pages.shown.connect(self.page_shown)
        self.navigation.page_chosen.connect(self.open_page)
        self.navigation.page_chosen.connect(lambda _name: self.navigation_dock.close_drawer())
        self.navigation.seats_wanted.connect(self.seats_wanted)
        for party, action in own.seats.items():
            action.triggered.connect(lambda _on, party=party: self.seat_asked.emit(party))
        self.inspector.visible_changed.connect(own.inspector.setChecked)
        # The last rows of a page stay in sight, they are often what a notice speaks of.
        self.notices.room_taken.connect(
            lambda pixels: self.ui.page_column_layout.setContentsMargins(0, 0, 0, pixels)
        )
        self._switch.changed.connect(self._put_theme)
        own.palette.triggered.connect(lambda _on: self.palette_.open())
        own.help.triggered.connect(lambda _on: self.help.show_or_hide())
        own.tour.triggered.connect(lambda _on: self.tour.begin())
        own.navigation.toggled.connect(self.navigation_dock.show_or_hide)
        self.navigation_dock.visible_changed.connect(self._mark_navigation)
        own.inspector.triggered.connect(self.inspector.show_or_hide)
        own.menu.triggered.connect(self.navigation.menu_button.showMenu)
        own.next_page.triggered.connect(lambda: self._step(1))
        own.previous_page.triggered.connect(lambda: self._step(-1))
        own.back.triggered.connect(self.go_back)
        own.close_layer.triggered.connect(self._close_layer)
        for setting, action in own.themes.items():
            action.triggered.connect(lambda _on, setting=setting: self.choose_theme(setting))
        for name, action in own.pages.items():
            action.triggered.connect(lambda _on, name=name: self.open_page(name))

    @cached_property
    def palette_(self) -> CommandPalette:
        """What finds pages, clauses and actions; made when it is first wanted."""
        from alignment_desktop.gui.window.command_palette import CommandPalette

        palette = CommandPalette(self.palette_entries, self._switch, self.ui.shell)
        palette.chosen.connect(self._follow)
        palette.searched.connect(self.palette_searched)
        return palette

    @cached_property
    def seat_list(self) -> SeatList:
        """Lists who can sit at the keyboard; made when it is first wanted."""
        from alignment_desktop.gui.seats.seat_list import SeatList

        return SeatList(self._switch, self._icons, self.ui.shell)

    @cached_property
    def help(self) -> WindowHelp:
        """Help on the page in sight; made when it is first wanted."""
        from alignment_desktop.gui.help.window_help import WindowHelp

        own, more = self.actions_, self.menu.further_actions
        made = WindowHelp(self.pages, self.inspector, own, more, self._switch, self._icons)
        made.tour_wanted.connect(self.actions_.tour.trigger)
        return made

    @cached_property
    def tour(self) -> Tour:
        """The tour of the window; made when it is first wanted."""
        from alignment_desktop.gui.help.tour import Tour, TourParts

        parts = TourParts(
            self.ui.shell, self.navigation, self.navigation_dock, lambda: self.is_uncovered
        )
        made = Tour(parts, self._switch)
        made.ended.connect(self._memory.remember_tour)
        return made

    def begin_first_tour(self) -> None:
        """Begins the tour as soon as nothing is in its way, once on each computer."""
        if not self._memory.tour_seen():
            self.tour.begin_when_quiet()

    @property
    def is_uncovered(self) -> bool:
        """Whether nothing lies over the window, as the palette and the list of seats do."""
        made = (self.__dict__.get(name) for name in ("palette_", "seat_list"))
        return all(each is None or each.isHidden() for each in made)

    @property
    def specs(self) -> Sequence[PageSpec]:
        """Every page, in the order of the navigation."""
        return tuple(self.pages.specs.values())

    def refresh_palette(self) -> None:
        """There is more to be found than when the palette was opened."""
        palette = self.__dict__.get("palette_")
        if palette is not None and palette.isVisible():
            palette.refresh()

    @property
    def current_page(self) -> str:
        """The name of the page that is shown."""
        return self.pages.current

    def page(self, name: str) -> Page:
        """A page; made now if it was never shown.

        Raises:
            KeyError: Where there is no such page.
        """
        return self.pages.of(name)

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """All that the palette finds now."""
        return self._source.entries()

    @property
    def preparing(self) -> bool:
        """Whether pages are being made piece by piece."""
        return self.pages.busy

    def prepare_pages(self) -> None:
        """Makes the pages that were not shown yet, while nobody waits: each then opens at once."""
        self.pages.prepare()

    def open_page(self, name: str) -> None:
        """Shows a page that the user goes to, as soon as it is made.

        Raises:
            KeyError: Where there is no such page.
        """
        if self.pages.specs[name].listed:
            self.navigation.show_current(name)
        self.pages.want(name, lambda: self.show_page(name))

    def show_page(self, name: str) -> None:
        """Shows a page now.

        Raises:
            KeyError: Where there is no such page.
        """
        self.pages.want_none()
        if name != self.pages.current:
            self._trail.clear()
            self._show_page(name)

    def lead_to(self, name: str) -> None:
        """Shows a page to which the page in sight leads, and from which one comes back.

        Raises:
            KeyError: Where there is no such page.
        """
        self.pages.want_none()
        page = self.pages.in_sight
        if page is not None:
            self._trail.add(self.pages.current, page, keyboard_in(self))
        if name != self.pages.current:
            self._show_page(name)

    def go_back(self) -> None:
        """Goes back to where the page in sight was opened from, with what had the keyboard."""
        step = self._trail.take_last()
        if step is None:
            return
        self.pages.want_none()
        if step.page != self.pages.current:
            self._show_page(step.page)
        step.restore(self.page(step.page))

    def _follow_page(self, page: Page) -> None:
        page.title_changed.connect(self._show_title)
        page.subtitle_changed.connect(self._show_subtitle)
        page.inspection_wanted.connect(self._show_inspection)
        page.undo_changed.connect(self.undo_changed)

    def _show_page(self, name: str) -> None:
        page, spec = self.pages.whole(name), self.pages.specs[name]
        focused = keyboard_in(self)
        # The navigation and what lies over the window keep the keyboard.
        # A page that was opened from another has it though no control had it there.
        nobody = focused is not None and focused.isAncestorOf(self.ui.page_stack)
        opened = nobody and page.LEAVES_BY_ESCAPE
        follows = focused is not None and any(
            part.isAncestorOf(focused)
            for part in (self.ui.page_stack, self.ui.header_pane, self.ui.inspector_pane)
        )
        self.menu.empty_page()
        self.pages.current = name
        self.ui.page_stack.setCurrentWidget(page)
        self.header.show_page(page.title or spec.title, page.subtitle, page.header_tools())
        self.inspector.show_content(page.inspector())
        self.actions_.inspector.setEnabled(page.inspector() is not None)
        self.header.inspector_button.setVisible(page.inspector() is not None)
        if spec.listed:
            self.navigation.show_current(name)
        if follows or opened:
            page.take_keyboard(patiently=opened)
        self.pages.shown.emit(name)

    def show_standing(self, standing: Standing) -> None:
        """Shows whose agreement is open, in navigation and title."""
        self.navigation.show_standing(standing)
        words = [part for part in (standing.organisation, standing.agreement) if part]
        self.setWindowTitle(" – ".join([" · ".join(words), "Alignment Desktop"][not words :]))

    def notify(self, notice: Notice) -> None:
        """Shows a message; the one door for all of them."""
        self.notices.notify(notice)

    def choose_theme(self, setting: ThemeSetting) -> None:
        """Takes a theme and remembers it."""
        self._switch.choose(setting)
        self._memory.remember_theme(setting)
        self.actions_.themes[setting].setChecked(True)

    def _page_offers(self) -> tuple[str, Sequence[Offer]]:
        page = self.pages.in_sight
        if page is None:
            return "", ()
        return self.pages.specs[self.pages.current].title, page.offers()

    def _follow(self, entry: PaletteEntry) -> None:
        if not self._source.follow(entry):
            self.entry_chosen.emit(entry)

    def _step(self, step: int) -> None:
        names = [spec.name for spec in self.pages.listed]
        current = self._from_page()
        self.open_page(names[(names.index(current) + step) % len(names)])

    def _from_page(self) -> str:
        """The page in sight, or wanted; if it is not listed, that from which one came to it."""
        specs, current = self.pages.specs, self.pages.wanted or self.pages.current
        if specs[current].listed:
            return current
        listed = (name for name in self._trail.names() if specs[name].listed)
        return next(listed, self.pages.listed[0].name)

    def _close_layer(self) -> None:
        """Escape closes what lies on top: the palette, then the drawer, then the notice."""
        if self.palette_.isVisible():
            self.palette_.close_quietly()
        elif self.navigation_dock.pulled:
            self.navigation_dock.close_drawer()
        elif self.inspector.covering is not None:
            self.help.close()
        elif self.inspector.narrow and self.inspector.shown:
            self.inspector.show_or_hide(False)
        elif self.notices.isVisible():
            self.notices.dismiss()
        elif self.pages.in_sight is not None and self.pages.in_sight.LEAVES_BY_ESCAPE:
            self.go_back()

    def _show_title(self, text: str) -> None:
        if self.sender() is self.pages.in_sight:
            self.header.rename(text or self.pages.specs[self.pages.current].title)

    def _show_subtitle(self, text: str) -> None:
        if self.sender() is self.pages.in_sight:
            self.header.subtitle.setText(text)

    def _show_inspection(self) -> None:
        if self.sender() is self.pages.in_sight and not self.inspector.shown:
            self.inspector.show_or_hide(True)

    def _mark_navigation(self, shown: bool) -> None:
        self.actions_.navigation.setChecked(shown)
        self.header.offer_navigation(not shown)
        # Long work stays in sight, whichever pane there is.
        (self.ui.navigation_layout if shown else self.ui.header_layout).addWidget(self.work)

    def _put_theme(self, theme: Theme) -> None:
        self.setWindowIcon(application_icon(theme))

    def _restore(self) -> None:
        state = self._memory.state()
        if not state.geometry.isEmpty():
            self.restoreGeometry(state.geometry)
        fit_to_screen(self)
        self.actions_.navigation.setChecked(state.navigation)
        self.navigation_dock.show_or_hide(state.navigation)
        self.inspector.restore(state.inspector, state.inspector_width)
        self.actions_.themes[self._switch.setting].setChecked(True)
        names = [spec.name for spec in self.pages.listed]
        first = state.page if state.page in names else next(iter(names), "")
        if first:
            self.show_page(first)

    def _state(self) -> WindowState:
        return WindowState(
            self.saveGeometry(),
            self.navigation_dock.wanted,
            self.inspector.wanted,
            self.inspector.width,
            self._from_page() if self.pages.current else "",
        )

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        focused = keyboard_in(self)
        if focused is not None and not can_take_keyboard(focused):
            # Nobody pressed Tab: what had the keyboard went out of sight.
            self._focus.return_keyboard()
            return True
        return step(self, forward=next)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            # Before Qt gives the keyboard to whatever control was made first.
            self._focus.return_keyboard()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        limit = self._switch.theme.tokens.size["drawer_below"]
        self.inspector.set_narrow(self.width() < limit)
        self.navigation_dock.set_narrow(self.width() < BELOW)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        take_files(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_paths(event)
        if paths:
            self.files_dropped.emit(paths)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._memory.remember(self._state())
        super().closeEvent(event)
