"""What every page is: it refreshes if it is visible, and else goes stale until it is shown."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Iterator
from typing import ClassVar, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from alignment_desktop.gui.help.topics import KeyLine
from alignment_desktop.gui.idle_tasks import polished
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.skeleton import Skeleton
from alignment_desktop.gui.window.tab_order import can_take_keyboard, keyboard_in, tab_stops
from alignment_desktop.values import dataclass


class Changed(Protocol):
    """What a change says of itself: which kinds of thing changed."""

    @property
    def kinds(self) -> frozenset[Hashable]:
        """The kinds."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done on a page, as its menu and the palette offer it.

    Attributes:
        text: What it does.
        keys: The keys that do the same on the page, such as `Ctrl+D`; empty: none.
        act: Does it.
        enabled: Whether it can be done now.
        words: Other words by which the palette finds it.
        of_selection: Whether it is done to what is selected, and so only offered where that is in
            sight.
        in_menu: Whether the page's menu has it too.
    """

    text: str
    keys: str
    act: Callable[[], object]
    enabled: bool = True
    words: str = ""
    of_selection: bool = False
    in_menu: bool = True


class PageSession(Protocol):
    """What a page needs of the window's handle on the services.

    Attributes:
        changed: Carries one `Changed`.
    """

    @property
    def changed(self) -> SignalInstance:
        """Carries one `Changed`."""
        ...


class Page(QWidget):
    """A page of the window.

    Attributes:
        SHOWS: The kinds of thing that it shows.
        LEAVES_BY_ESCAPE: Whether Escape leads back to where the page was opened from.
        title_changed: Carries what the page is called now.
        subtitle_changed: Carries the words beside the title.
        inspection_wanted: What the page's inspector shows is worth bringing into sight.
        undo_changed: What can be taken back on the page is another thing now.
    """

    SHOWS: ClassVar[frozenset[Hashable]] = frozenset()
    LEAVES_BY_ESCAPE: ClassVar[bool] = False
    title_changed = Signal(str)
    subtitle_changed = Signal(str)
    inspection_wanted = Signal()
    undo_changed = Signal()

    def __init__(
        self, session: PageSession, switch: ThemeSwitch, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._stale = True
        self._skeleton = Skeleton(switch, self)
        self._subtitle = self._title = ""
        session.changed.connect(self._on_changed)

    @property
    def stale(self) -> bool:
        """Whether something changed since the page was last read."""
        return self._stale

    @property
    def subtitle(self) -> str:
        """The words beside the title."""
        return self._subtitle

    @property
    def title(self) -> str:
        """What the page is called, where that is not always the same; else empty."""
        return self._title

    def set_title(self, text: str) -> None:
        """Calls the page otherwise."""
        if text != self._title:
            self._title = text
            self.title_changed.emit(text)

    def set_subtitle(self, text: str) -> None:
        """Says something else beside the title."""
        if text != self._subtitle:
            self._subtitle = text
            self.subtitle_changed.emit(text)

    def header_tools(self) -> QWidget | None:
        """The page's own buttons, shown on the right of the header; made once."""
        return None

    def inspector(self) -> QWidget | None:
        """What the inspector shows for this page; made once."""
        return None

    def main_control(self) -> QWidget | None:
        """What one works with first on the page, as its table; it may not be in sight yet."""
        return None

    def take_keyboard(self, *, patiently: bool = False) -> None:
        """Gives the keyboard to the page: to what had it last, else to its main control.

        Where that is not in sight yet it gets the keyboard once it is, unless another took it.

        Args:
            patiently: Whether no other control gets it meanwhile.
        """
        main = self.main_control()
        last = keyboard_in(self)
        others = () if patiently else tab_stops(self)[:1]
        for control in (last, main, *others):
            if control is not None and control is not self and can_take_keyboard(control):
                control.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if main is not None:
            main.removeEventFilter(self)
            main.installEventFilter(self)

    def shown_key(self) -> tuple[str, tuple[str, ...]]:
        """What `show_lead` would show again; empty where the page is not of one thing."""
        return "", ()

    def undo_typing(self) -> bool:
        """Takes back what is typed on the page and not saved; whether there was something."""
        return False

    def redo_typing(self) -> bool:
        """Does again what was taken back on the page; whether that is the page's own matter."""
        return False

    def undo_state(self) -> tuple[bool, bool] | None:
        """Whether there is something to take back on the page, and something to do again.

        None where undo and redo are about what was saved.
        """
        return None

    def prepare(self) -> Iterator[None]:
        """Makes what it shows first before anybody asks for it, a piece up to each `yield`."""
        yield from polished(self)

    @abstractmethod
    def refresh(self) -> None:
        """Reads again what the page shows."""

    def offers(self) -> tuple[Offer, ...]:
        """What can be done on the page now, in the order of its menu."""
        return ()

    def own_keys(self) -> tuple[KeyLine, ...]:
        """The keys that its controls hear beside those of its offers, for Help."""
        return ()

    def help_name(self) -> str:
        """Of what Help speaks now, where that is a part of the page; else empty."""
        return ""

    def begin_waiting(self) -> None:
        """An answer is awaited: after half a second the page shows so."""
        self._skeleton.begin()

    def end_waiting(self) -> None:
        """The answer is here."""
        self._skeleton.end()

    def _on_changed(self, change: Changed) -> None:
        if not self.SHOWS & change.kinds:
            return
        self._stale = True
        if self.isVisible():
            self._refresh_now()

    def _refresh_now(self) -> None:
        self._stale = False
        self.refresh()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            focused = keyboard_in(self.window()) or self
            # Of a stack's pages the one that waited may have it by now, though it hears no keys.
            deaf = focused.focusPolicy() == Qt.FocusPolicy.NoFocus
            if self.hasFocus() or (deaf and self.isAncestorOf(focused)):
                watched.setFocus(Qt.FocusReason.OtherFocusReason)
        return super().eventFilter(watched, event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh_now()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._skeleton.setGeometry(self.rect())


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page that the window can show.

    Attributes:
        name: How it is meant, as "commitments".
        group: The navigation group that it stands in; empty: at the foot.
        title: What it is called, translated.
        icon: The drawing's name.
        factory: Makes the page; called when it is first shown.
        load: Imports what the page is made of, which takes as long as making it.
        listed: Whether the navigation lists it; else it is opened from other pages, and left again.
    """

    name: str
    group: str
    title: str
    icon: str
    factory: Callable[[], Page]
    load: Callable[[], object] = lambda: None
    listed: bool = True
