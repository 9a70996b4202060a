"""The pages of the window: each is made when it is first wanted, or before, while nobody waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from alignment_desktop.gui.idle_tasks import IdleTasks, polished
from alignment_desktop.gui.page import Page, PageSpec

_PAUSE = 15
"""Milliseconds between two pieces of pages that are made before anybody asks for them."""
_WANTED, _EVERY = "wanted", "every"


class WindowPages(QObject):
    """Makes the pages and keeps them, with their buttons and their inspectors.

    Making a page that somebody waits for is work of about a tenth of a second, so it is done piece
    by piece as everything else; whoever needs the page in the same breath has it made now.

    Attributes:
        made: Carries a `Page` that was just made.
        whole_made: Carries the name of a page that now has its buttons and its inspector, too.
        shown: Carries the name of the page that came into sight.
        specs: Every page, in the order of the navigation, by its name.
        listed: Those that the navigation lists.
        current: The name of the page in sight; empty before there is one.
        wanted: That of the page that takes its place once it is made; empty: none does.
    """

    made = Signal(object)
    whole_made = Signal(str)
    shown = Signal(str)

    def __init__(
        self,
        specs: Sequence[PageSpec],
        stack: QStackedWidget,
        add_tools: Callable[[QWidget], object],
        add_inspector: Callable[[QWidget], object],
    ) -> None:
        """Makes no page yet.

        Args:
            specs: Every page, in the order of the navigation.
            stack: What shows one of them.
            add_tools: Takes a page's buttons into the header.
            add_inspector: Takes its inspector.
        """
        super().__init__(stack)
        self.specs = {spec.name: spec for spec in specs}
        self.listed = [spec for spec in specs if spec.listed]
        self.current = self.wanted = ""
        self._pages: dict[str, Page] = {}
        self._whole: set[str] = set()
        self._stack = stack
        self._add_tools, self._add_inspector = add_tools, add_inspector
        self._making, self._preparing = IdleTasks(self), IdleTasks(self, _PAUSE)

    @property
    def window(self) -> QWidget:
        """The window that they are in."""
        return self._stack.window()

    @property
    def in_sight(self) -> Page | None:
        """The page in sight; None before there is one."""
        return self._pages.get(self.current)

    @property
    def busy(self) -> bool:
        """Whether a page is being made piece by piece."""
        return self._making.busy or self._preparing.busy

    def of(self, name: str) -> Page:
        """A page; made now if it never was.

        Raises:
            KeyError: Where there is no such page.
        """
        if name not in self._pages:
            page = self._pages[name] = self.specs[name].factory()
            self.made.emit(page)
            self._stack.addWidget(page)
        return self._pages[name]

    def known(self, name: str) -> Page | None:
        """A page that is made already; None where it is not."""
        return self._pages.get(name)

    def whole(self, name: str) -> Page:
        """A page with its buttons and its inspector; what is missing is made now.

        Raises:
            KeyError: Where there is no such page.
        """
        for _ in self._make_whole(name):
            pass
        return self.of(name)

    def is_whole(self, name: str) -> bool:
        """Whether a page has its buttons and its inspector."""
        return name in self._whole

    def want(self, name: str, then: Callable[[], object]) -> None:
        """Calls back once a page is whole; whatever was wanted before is not waited for any more.

        Raises:
            KeyError: Where there is no such page.
        """
        self.want_none()
        if self.is_whole(name):
            then()
            return

        def pieces() -> Iterator[None]:
            yield from self._make_whole(name)
            yield
            self.wanted = ""
            then()

        self.wanted = name
        self._making.begin(_WANTED, pieces())

    def want_none(self) -> None:
        """The page that was wanted last is not waited for any more."""
        self.wanted = ""
        self._making.stop(_WANTED)

    def want_all(self) -> None:
        """Makes every page whole, for somebody who looks for what they offer."""
        if not self._making.busy and not all(map(self.is_whole, self.specs)):
            self._making.begin(_EVERY, self._make_all())

    def prepare(self) -> None:
        """Makes every page and what it shows first, while nobody waits: each then opens at once."""
        self._preparing.begin(_EVERY, self._prepare_all())

    def _make_all(self) -> Iterator[None]:
        for name in self.specs:
            yield from self._make_whole(name)

    def _prepare_all(self) -> Iterator[None]:
        for name in self.specs:
            yield
            yield from self._make_whole(name)
            page = self.of(name)
            inspector = page.inspector()
            if inspector is not None:
                yield from polished(inspector)
            yield from page.prepare()

    def _make_whole(self, name: str) -> Iterator[None]:
        """Makes a page with all that surrounds it, a piece up to each `yield`."""
        if self.is_whole(name):
            return
        if name not in self._pages:
            self.specs[name].load()
            yield
        page = self.of(name)
        yield
        tools = page.header_tools()
        if tools is not None:
            self._add_tools(tools)
        yield
        # Never apart: an inspector that nobody took would be a window of its own.
        inspector = page.inspector()
        if inspector is not None:
            self._add_inspector(inspector)
        if name not in self._whole:
            self._whole.add(name)
            self.whole_made.emit(name)
