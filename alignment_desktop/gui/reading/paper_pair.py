"""Two documents beside each other that scroll together, with what differs marked on both."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.reading.address_bar import AddressBar
from alignment_desktop.gui.reading.icon_button import icon_button
from alignment_desktop.gui.reading.own_keys import Act, OwnKeys
from alignment_desktop.gui.reading.page_marks import Highlight, Look
from alignment_desktop.gui.reading.page_view import PageView
from alignment_desktop.gui.reading.reading import Asks, Reading
from alignment_desktop.gui.reading.tool_bar import ZoomTools
from alignment_desktop.gui.reading.zoom import Fit, Zoom
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import ShortLabel, label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.documents.picture_comparison import PictureComparison
    from alignment_desktop.documents.text_comparison import (
        Marked,
        PaperChange,
        PaperComparison,
    )

_FRAMED = 4  # lines of a change that are framed; a longer one has a bar beside it alone
_LONGEST = 60  # letters of a change that are told


class PaperPair(OwnKeys):
    """The older document on the left, the newer one on the right."""

    def __init__(self, asks: Asks, switch: ThemeSwitch, icons: Icons, topic: str) -> None:
        super().__init__()
        its = wording().reading
        self._changes: Sequence[PaperChange] = ()
        self._anchors: Sequence[tuple[float, float]] = ()
        self._marks: tuple[dict[int, list[Highlight]], ...] = ({}, {})
        self._at = -1
        self._follows = False
        names = its.older_document(), its.newer_document()
        self.views = tuple(
            PageView(Reading(asks, f"{topic}-{side}", self), switch, name)
            for side, name in zip(("old", "new"), names, strict=True)
        )
        self.titles = tuple(ShortLabel(12, SEMIBOLD) for _ in self.views)
        self.previous_button = icon_button(
            icons, "chevron-up", its.previous_change(), "Shift+F8", partial(self.step, -1)
        )
        self.next_button = icon_button(
            icons, "chevron-down", its.next_change(), "F8", partial(self.step, 1)
        )
        self.count = label(pixels=12, tone="muted", tabular=True)
        self.change_words = ShortLabel(12, tone="muted")
        self.zoom_tools = ZoomTools(icons)
        self.address_bar = AddressBar(icons)
        self._lay_out()
        self._connect()
        self.take_keys(
            {
                "F8": partial(self.step, 1),
                "Shift+F8": partial(self.step, -1),
                "Ctrl++": partial(self._step_zoom, 1),
                "Ctrl+Shift++": partial(self._step_zoom, 1),
                "Ctrl+=": partial(self._step_zoom, 1),
                "Ctrl+-": partial(self._step_zoom, -1),
                "Ctrl+0": partial(self.set_zoom, Fit.WIDTH),
                "Alt+Left": self._go_back,
            }
        )
        self._show_change()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(0, 0, 16, 4)
        tools.setSpacing(4)
        for widget in (self.previous_button, self.next_button, self.count):
            tools.addWidget(widget)
        tools.addSpacing(8)
        tools.addWidget(self.change_words, 1)
        tools.addWidget(self.zoom_tools)
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(2)
        for title, view in zip(self.titles, self.views, strict=True):
            column = QVBoxLayout()
            column.setSpacing(2)
            title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(title)
            column.addWidget(view, 1)
            columns.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(tools)
        whole.addLayout(columns, 1)
        whole.addWidget(self.address_bar)

    def _connect(self) -> None:
        for side, view in enumerate(self.views):
            view.highlights.append(partial(self._marks_on, side))
            view.scrolled.connect(partial(self._follow, side))
            view.address_wanted.connect(self.address_bar.show_address)
            view.reading.opened.connect(self._opened)
        self.views[0].zoom_changed.connect(self._show_zoom)
        self.zoom_tools.wanted.connect(self.set_zoom)
        self.zoom_tools.stepped.connect(self._step_zoom)

    @property
    def number(self) -> int:
        """Which change is looked at, counted from 1; 0: none."""
        return self._at + 1

    def show_papers(
        self,
        old: bytes,
        new: bytes,
        found: PaperComparison,
        titles: tuple[str, str],
        pictures: PictureComparison | None = None,
    ) -> None:
        """Shows two documents.

        Args:
            old: The older one, as PDF.
            new: The newer one.
            found: What differs.
            titles: What they are called.
            pictures: What looks different; None where nobody looked.
        """
        self._changes, self._anchors = found.changes, found.anchors
        self._at = -1
        self._marks = _by_page(found.changes)
        if pictures is not None:
            seen = _only_seen(found.changes, pictures.changed)
            self._changes = (*found.changes, *seen)
            self._frame(Look.PICTURE, pictures.changed)
            self._frame(Look.SIGNED, pictures.signed)
        for view, title, words, pdf in zip(
            self.views, self.titles, titles, (old, new), strict=True
        ):
            title.say(words)
            view.setAccessibleName(words)
            view.reading.show(pdf)
            view.viewport().update()
        self._show_change()
        if all(view.reading.pdf == pdf for view, pdf in zip(self.views, (old, new), strict=True)):
            # They are the same as before, and so are not opened again.
            self._opened()

    def _frame(self, look: Look, places: Sequence[Marked]) -> None:
        for side in self._marks:
            for place in places:
                side.setdefault(place.page, []).append(Highlight(look, [place.box]))

    def offers(self) -> tuple[Offer, ...]:
        """What can be done with them."""
        its, some = wording().reading, bool(self._changes)
        return (
            Offer(its.next_change(), "", partial(self.step, 1), some),
            Offer(its.previous_change(), "", partial(self.step, -1), some),
        )

    def step(self, direction: int) -> None:
        """Looks at the next change (1) or the one before (-1); after the last comes the first."""
        if not self._changes:
            return
        first = self._at < 0 and direction < 0
        self._at = len(self._changes) - 1 if first else (self._at + direction) % len(self._changes)
        self._look()

    def set_zoom(self, zoom: Zoom) -> None:
        """Shows both so large."""
        for view in self.views:
            view.show_zoom(zoom)

    def _step_zoom(self, direction: int) -> None:
        self.views[0].zoom_step(direction)
        self.views[1].show_zoom(self.views[0].zoom)

    def _go_back(self) -> None:
        view = next((each for each in self.views if each.hasFocus()), self.views[0])
        view.go_back()

    def _show_zoom(self) -> None:
        self.zoom_tools.show_zoom(self.views[0].zoom, self.views[0].percent)

    def _opened(self) -> None:
        self._show_zoom()
        if all(view.page_count for view in self.views) and self._changes and self._at < 0:
            self.step(1)

    def _look(self) -> None:
        change = self._changes[self._at]
        self._follows = True
        for view, mark in zip(self.views, (change.old, change.new), strict=True):
            if mark is not None and mark.page < view.page_count:
                view.show_box(mark.page, mark.box)
            view.viewport().update()
        self._follows = False
        self._show_change()

    def _show_change(self) -> None:
        its, count = wording().reading, len(self._changes)
        text = its.no_changes_on_paper()
        if count:
            text = its.change_of(number=max(self.number, 1), count=count)
        self.count.setText(text)
        for button in (self.previous_button, self.next_button):
            button.setEnabled(count > 0)
        words = ""
        if self._at >= 0:
            change = self._changes[self._at]
            old, new = _short(change.old_words), _short(change.new_words)
            if old and new:
                words = its.change_replaces(old=old, new=new)
            elif not old and not new:
                words = its.change_seen()
            else:
                words = its.change_adds(new=new) if new else its.change_removes(old=old)
        self.change_words.say(words)

    def _follow(self, side: int) -> None:
        """The other document shows what the scrolled one does."""
        if self._follows or not all(view.page_count for view in self.views):
            return
        self._follows = True
        here, there = self.views[side], self.views[1 - side]
        there.show_position(self._beside(side, here.position(), there.page_count))
        self._follows = False

    def _beside(self, side: int, position: float, count: int) -> float:
        """The place of the other document that says what stands at a place of this one."""
        whole = self.views[side].page_count, count
        pairs = [(0.0, 0.0), *((each[side], each[1 - side]) for each in self._anchors), whole]
        after = min(max(bisect_right([each[0] for each in pairs], position), 1), len(pairs) - 1)
        (start, start_there), (end, end_there) = pairs[after - 1], pairs[after]
        part = (position - start) / (end - start) if end > start else 0.0
        return start_there + min(max(part, 0.0), 1.0) * (end_there - start_there)

    def _marks_on(self, side: int, page: int) -> Iterator[Highlight]:
        yield from self._marks[side].get(page, ())
        if self._at >= 0:
            change = self._changes[self._at]
            own = (change.removed, change.added)[side]
            point = (change.old, change.new)[side]
            marks: Sequence[Marked] = own or (() if point is None else (point,))
            boxes = [mark.box for mark in marks if mark.page == page]
            if boxes and not own:
                yield Highlight(Look.PLACE, boxes)
            elif boxes:
                around = (
                    min(box[0] for box in boxes), boxes[0][1],
                    max(box[2] for box in boxes), boxes[-1][3],
                )  # fmt: skip
                yield Highlight(Look.BAR, [around])
                if len(boxes) <= _FRAMED:
                    yield Highlight(Look.CURRENT_CHANGE, boxes)

    @override
    def act_of_escape(self) -> Act | None:
        return self.address_bar.hide if self.address_bar.isVisible() else None


def _by_page(changes: Sequence[PaperChange]) -> tuple[dict[int, list[Highlight]], ...]:
    found: tuple[dict[int, list[Highlight]], ...] = ({}, {})
    for change in changes:
        for side, (marks, look) in enumerate(
            ((change.removed, Look.REMOVED), (change.added, Look.ADDED))
        ):
            for mark in marks:
                found[side].setdefault(mark.page, []).append(Highlight(look, [mark.box]))
    return found


def _only_seen(changes: Sequence[PaperChange], places: Sequence[Marked]) -> list[PaperChange]:
    """What looks different though its words are the same, as changes to be gone through."""
    # Loaded here: comparing is not needed to paint the window.
    from alignment_desktop.documents.text_comparison import PaperChange

    said = [mark for change in changes for mark in (*change.removed, *change.added)]
    return [
        PaperChange((), (), place, place, "", "")
        for place in places
        if not any(mark.page == place.page and _meet(mark.box, place.box) for mark in said)
    ]


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two boxes have something in common."""
    across = one[0] <= other[2] and other[0] <= one[2]
    return across and one[1] <= other[3] and other[1] <= one[3]


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
