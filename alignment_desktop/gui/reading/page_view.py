"""Pages that are read: links are followed, words are selected and copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from alignment_desktop.documents.page_values import Link, PageText, Spot
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.reading.page_marks import Highlight, Look
from alignment_desktop.gui.reading.page_scroll import PageScroll
from alignment_desktop.gui.reading.reading import Reading
from alignment_desktop.gui.reading.text_selection import (
    Place,
    Selection,
    is_on_letter,
    letter_at,
    word_around,
)
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import plain_tip, set_tool_tip
from alignment_desktop.gui.wording import wording

_LONGEST_TOLD = 4000  # letters of a page that assistive programs are told
_MOST_BACK = 100
_CLICK = 3  # pixels that the pointer may move between press and release


class PageView(PageScroll):
    """A scroll of pages that can be read and used.

    Attributes:
        address_wanted: Carries the address outside that a link leads to; nothing is opened yet.
        went_back_changed: There is another place to go back to, or none.
    """

    address_wanted = Signal(str)
    went_back_changed = Signal()

    def __init__(self, reading: Reading, switch: ThemeSwitch, name: str) -> None:
        super().__init__(reading, switch, name)
        accessible.install()
        self._selection: Selection | None = None
        self._drags = False
        self._pressed = QPoint()
        self._link: tuple[int, Link] | None = None
        self._back: list[float] = []
        self.highlights.append(self._own_marks)
        reading.opened.connect(self._forget)
        reading.read.connect(self._tell_page)
        self.page_changed.connect(lambda _page: self._tell_page())

    @property
    def selected_text(self) -> str:
        """What is selected; empty: nothing."""
        return "" if self._selection is None else self._selection.text(self.reading.texts)

    @property
    def can_go_back(self) -> bool:
        """Whether a link was followed from another place."""
        return bool(self._back)

    def jump(self, spot: Spot) -> None:
        """Goes to a place, from which one can go back."""
        before = self.position()
        self.go_to(spot)
        if self.position() != before:
            self._back = [*self._back[-_MOST_BACK:], before]
            self.went_back_changed.emit()

    def go_back(self) -> bool:
        """Goes to where the last link was followed; whether there is such a place."""
        if not self._back:
            return False
        self.show_position(self._back.pop())
        self.went_back_changed.emit()
        return True

    def follow(self, link: Link) -> None:
        """Goes where a link leads; an address outside is only told."""
        if link.spot is not None:
            self.jump(link.spot)
        elif link.address:
            self.address_wanted.emit(link.address)

    def step_link(self, direction: int) -> None:
        """Puts the keyboard on the next link (1) or the one before (-1), and brings it into sight.

        The first one is sought from the page in sight on.
        """
        links = [(page, each) for page in sorted(self.reading.texts) for each in self._links(page)]
        if not links:
            return
        if self._link in links:
            at = (links.index(self._link) + direction) % len(links)
        else:
            here = [at for at, (page, _) in enumerate(links) if page >= self.page - 1]
            at = here[0] if here else 0
        self._link = page, link = links[at]
        self.show_box(page, link.box)
        words = self._link_words(link)
        QToolTip.showText(self.viewport().mapToGlobal(QPoint(24, 24)), plain_tip(words), self)
        self.setAccessibleDescription(words)
        self.viewport().update()

    def select_all(self) -> None:
        """Selects the text of all pages that were read."""
        last = self.page_count - 1
        if last >= 0:
            self.reading.want_texts("all", range(last + 1))
            self._select(Selection(Place(0, 0), Place(last, 10**9)))

    def copy(self) -> None:
        """Copies what is selected."""
        text = self.selected_text
        if text:
            QGuiApplication.clipboard().setText(text)

    def _forget(self) -> None:
        self._selection = self._link = None
        self._back.clear()
        self.went_back_changed.emit()

    def _tell_page(self) -> None:
        """Assistive programs hear which page is in sight, and what it says."""
        if not self.page:
            return
        its = wording().reading
        text = self.reading.texts.get(self.page - 1)
        words = " ".join(text.text.split())[:_LONGEST_TOLD] if text is not None else ""
        place = its.page_of(page=self.page, count=self.page_count)
        self.setAccessibleDescription(f"{place}. {words}")

    def _own_marks(self, page: int) -> Iterator[Highlight]:
        text = self.reading.texts.get(page)
        if text is not None and self._selection is not None:
            start, end = self._selection.on_page(page, text)
            yield Highlight(Look.SELECTED, text.lines(start, end))
        if self._link is not None and self._link[0] == page and self.hasFocus():
            yield Highlight(Look.LINK, [self._link[1].box])

    def _links(self, page: int) -> Sequence[Link]:
        text = self.reading.texts.get(page)
        return () if text is None else text.links

    def _link_words(self, link: Link) -> str:
        if link.spot is not None:
            return wording().reading.to_page(page=link.spot.page + 1)
        return link.address

    def _under(self, at: QPoint) -> tuple[int, float, float, PageText | None] | None:
        """The page, its point, and its text at a place of the viewport."""
        if not self.pages.boxes:
            return None
        page, x, y = self._point_at(at.toPointF())
        return page, x, y, self.reading.texts.get(page)

    def _link_at(self, at: QPoint) -> Link | None:
        under = self._under(at)
        if under is None:
            return None
        page, x, y, _ = under
        return next(
            (
                each
                for each in self._links(page)
                if each.box[0] <= x <= each.box[2] and each.box[1] <= y <= each.box[3]
            ),
            None,
        )

    def _place_at(self, at: QPoint) -> Place | None:
        under = self._under(at)
        if under is None:
            return None
        page, x, y, text = under
        return None if text is None else Place(page, letter_at(text, x, y))

    def _select(self, selection: Selection | None) -> None:
        self._selection = selection
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._pressed = event.position().toPoint()
        place = self._place_at(self._pressed)
        keeps = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if keeps and self._selection is not None and place is not None:
            self._select(Selection(self._selection.anchor, place))
        else:
            self._select(None if place is None else Selection(place, place))
        self._drags = place is not None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._drags and self._selection is not None:
            place = self._place_at(at)
            if place is not None:
                self._select(Selection(self._selection.anchor, place))
            self._scroll_towards(at)
            return
        link, under = self._link_at(at), self._under(at)
        shape = Qt.CursorShape.ArrowCursor
        if link is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif under is not None and under[3] is not None and is_on_letter(under[3], *under[1:3]):
            shape = Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        tip = "" if link is None else self._link_words(link)
        set_tool_tip(self.viewport(), tip)

    def _scroll_towards(self, at: QPoint) -> None:
        """Goes on where text is selected beyond what is in sight."""
        bar, beyond = self.verticalScrollBar(), at.y() - self.viewport().height()
        if at.y() < 0 or beyond > 0:
            bar.setValue(bar.value() + (at.y() if at.y() < 0 else beyond))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._drags = False
        at = event.position().toPoint()
        moved = (at - self._pressed).manhattanLength() > _CLICK
        link = None if moved else self._link_at(at)
        if link is not None:
            self._select(None)
            self.follow(link)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if place is not None:
            start, end = word_around(self.reading.texts[place.page], place.letter)
            self._select(Selection(Place(place.page, start), Place(place.page, end)))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            copies = event.matches(QKeySequence.StandardKey.Copy) and bool(self.selected_text)
            marked = bool(self._link or self.selected_text)
            ends = marked and event.key() == Qt.Key.Key_Escape
            if copies or ends or event.matches(QKeySequence.StandardKey.SelectAll):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.key() == keys.Key_L and not event.modifiers() & ~_SHIFT:
            self.step_link(-1 if event.modifiers() & _SHIFT else 1)
        elif event.key() in (keys.Key_Return, keys.Key_Enter) and self._link is not None:
            self.follow(self._link[1])
        elif event.key() == keys.Key_Escape and (self._link or self.selected_text):
            self._link = None
            self._select(None)
        else:
            super().keyPressEvent(event)


_SHIFT = Qt.KeyboardModifier.ShiftModifier
accessible.register(PageView, QAccessible.Role.Document)
