"""Pages of a document below each other, sharp at every zoom: what is in sight is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame
from typing_extensions import override

from alignment_desktop.documents.page_values import Part, Spot
from alignment_desktop.gui.reading.page_layout import GAP, MARGIN, PageLayout, laid_out
from alignment_desktop.gui.reading.page_marks import Highlight, paint_highlight
from alignment_desktop.gui.reading.reading import Reading
from alignment_desktop.gui.reading.tiles import parts_of
from alignment_desktop.gui.reading.zoom import FULL, STEPS, Fit, Zoom, fitted, step
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.window_zoom import OWN_ZOOM
from alignment_desktop.gui.wording import wording

_DELAY = 25  # milliseconds after the last scroll or zoom
_LINE = 48  # pixels that an arrow scrolls
_KEPT = 0.9  # the part of what is in sight that Page Down goes on by
_AROUND = 60  # pixels that stay in sight around what is gone to
_WHEEL = 120  # what one notch of a wheel turns

_ELSEWHERE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier

Highlights = Callable[[int], Iterable[Highlight]]
"""What is marked on a page, counted from 0."""


class PageScroll(QAbstractScrollArea):
    """A scroll of pages.

    Attributes:
        page_changed: Carries the page that is in sight, counted from 1; 0 where there is none.
        zoom_changed: They are shown larger or smaller.
        scrolled: Another part of them is in sight.
    """

    page_changed = Signal(int)
    zoom_changed = Signal()
    scrolled = Signal()

    def __init__(self, reading: Reading, switch: ThemeSwitch, name: str) -> None:
        super().__init__()
        self.reading = reading
        self._switch = switch
        self._zoom: Zoom = Fit.WIDTH
        self._page = 0
        self._shown_scale = 0.0
        self._old_scale = 0.0
        self._turned = 0
        self.pages = PageLayout((), 1.0, 0, 0)
        self.highlights: list[Highlights] = []
        self.setAccessibleName(name)
        self.setObjectName("sheets")
        self.setProperty(OWN_ZOOM, True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A bar that comes and goes would change the width that pages are fitted to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(self._ask)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(_LINE)
            bar.valueChanged.connect(self._moved)
        reading.opened.connect(self._open)
        reading.drawn.connect(self.viewport().update)
        switch.changed.connect(self.viewport().update)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self.reading.sizes)

    @property
    def page(self) -> int:
        """The page in sight, counted from 1; 0 where there is none."""
        return self._page

    @property
    def zoom(self) -> Zoom:
        """How large they are to be shown."""
        return self._zoom

    @property
    def percent(self) -> float:
        """How large they are shown, 100 for as large as on paper."""
        return 100 * self.pages.scale / FULL

    @property
    def device_scale(self) -> float:
        """Device pixels a point."""
        return self.pages.scale * self.devicePixelRatioF()

    @property
    def origin(self) -> QPointF:
        """Where what is in sight begins among the pages."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    @property
    def seen_pages(self) -> range:
        """The pages of which something is in sight, counted from 0."""
        top = self.origin.y()
        return self.pages.between(top, top + self.viewport().height())

    @property
    def sharp(self) -> bool:
        """Whether everything in sight is drawn as it is to be."""
        missing = [
            part
            for part in self._seen_parts(self.seen_pages, 0)
            if part not in self.reading.tiles and part.page not in self.reading.damaged
        ]
        return bool(self.seen_pages) and not missing

    def pictures(self, page: int) -> list[QImage]:
        """The sharp pictures of a page that are here."""
        size = self.reading.sizes[page]
        found = (self.reading.tiles.get(part) for part in parts_of(page, size, self.device_scale))
        return [image for image in found if image is not None]

    def show_zoom(self, zoom: Zoom, anchor: QPointF | None = None) -> None:
        """Shows the pages larger or smaller.

        Args:
            zoom: How large.
            anchor: What stays where it is in the viewport; its middle where None.
        """
        self._zoom = zoom
        self._fit(anchor)
        self.zoom_changed.emit()

    def zoom_step(self, direction: int, anchor: QPointF | None = None) -> None:
        """Shows the pages one step larger (1) or smaller (-1)."""
        self.show_zoom(step(self.percent, direction), anchor)

    def go_to(self, spot: Spot) -> None:
        """Brings a place into sight, at the top."""
        if spot.page < self.page_count:
            top = self.pages.place(spot.page, 0, spot.top).y()
            self.verticalScrollBar().setValue(round(top - (GAP if spot.top else GAP / 2)))
            self._take_page(spot.page + 1)

    def show_box(self, page: int, box: tuple[float, float, float, float]) -> None:
        """Brings something on a page into sight; what is in sight stays where it is."""
        place = QRectF(self.pages.place(page, *box[:2]), self.pages.place(page, *box[2:]))
        seen = QRectF(self.origin, self.viewport().size())
        near = place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        if not (seen.top() <= near.top() and near.bottom() <= seen.bottom()):
            self.verticalScrollBar().setValue(round(place.center().y() - seen.height() / 3))
        if not (seen.left() <= place.left() and place.right() <= seen.right()):
            self.horizontalScrollBar().setValue(round(place.center().x() - seen.width() / 2))
        self._take_page(page + 1)

    def position(self) -> float:
        """What is in the middle of the sight, in pages from the beginning, such as 2.25."""
        return self._position(self.origin.y() + self.viewport().height() / 2)

    def show_position(self, position: float) -> None:
        """Brings such a place into the middle of the sight."""
        if self.pages.boxes:
            page = min(int(position), self.page_count - 1)
            box = self.pages.boxes[page]
            middle = box.top() + (position - page) * box.height()
            self.verticalScrollBar().setValue(round(middle - self.viewport().height() / 2))

    def _position(self, y: float) -> float:
        if not self.pages.boxes:
            return 0.0
        page = self.pages.page_at(y)
        box = self.pages.boxes[page]
        return page + min(max((y - box.top()) / box.height(), 0.0), 0.999)

    def _open(self) -> None:
        """Shows the document that is read now, at the place where the one before was."""
        self._old_scale = 0.0
        self._fit(None)
        self._moved()
        self._timer.start()
        self.viewport().update()

    def _wanted_scale(self) -> float:
        sizes = self.reading.sizes
        percent = self._zoom
        if isinstance(percent, Fit):
            room = self.viewport().width() - 2 * MARGIN, self.viewport().height() - 2 * GAP
            largest = max(each[0] for each in sizes), max(each[1] for each in sizes)
            return fitted(room, largest, percent) / 100 * FULL
        return min(max(percent, STEPS[0]), STEPS[-1]) / 100 * FULL

    def _fit(self, anchor: QPointF | None) -> None:
        """Lays the pages out anew; what is at the anchor stays there."""
        before, sizes = self.pages, self.reading.sizes
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        middle = QPointF(self.viewport().width() / 2, self.viewport().height() / 2)
        at = anchor or middle
        kept = self._point_at(at) if before.boxes else None
        ratio, room = self.devicePixelRatioF(), self.viewport().size()
        scale = self._wanted_scale() if sizes else 1.0
        if scale != before.scale:
            self._old_scale = before.scale * ratio
        self.pages = laid_out(sizes, scale, room.width(), ratio)
        for bar, whole, seen in (
            (across, self.pages.width, room.width()),
            (down, self.pages.height, room.height()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(round(whole) - seen, 0))
        if kept is not None and kept[0] < len(sizes):
            page, x, y = kept
            place = self.pages.place(page, x, y)
            down.setValue(round(place.y() - at.y()))
            across.setValue(round(place.x() - at.x()))
        elif anchor is None:
            across.setValue(round((self.pages.width - room.width()) / 2))
        self._timer.start()
        self.viewport().update()

    def _point_at(self, at: QPointF) -> tuple[int, float, float]:
        """The page and its point at a place of the viewport."""
        place = at + self.origin
        page = self.pages.page_at(place.y())
        return page, *self.pages.point(page, place)

    def _moved(self) -> None:
        bar = self.verticalScrollBar()
        top, height = bar.value(), self.viewport().height()
        page = self.pages.page_at(top + height / 2) + 1
        if bar.maximum() > 0 and top >= bar.maximum():
            page = self.page_count
        self._take_page(min(page, self.page_count) if top > 0 else min(1, self.page_count))
        self._timer.start()
        self.viewport().update()
        self.scrolled.emit()

    def _take_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _seen_parts(self, pages: range, around: float) -> Iterator[Part]:
        """The parts of pages that are in sight, or at most so far from it, in device pixels."""
        ratio = self.devicePixelRatioF()
        seen = QRectF(self.origin, self.viewport().size()).adjusted(0, -around, 0, around)
        for page in pages:
            own = seen.translated(-self.pages.boxes[page].topLeft())
            own = QRectF(own.topLeft() * ratio, own.size() * ratio)
            yield from parts_of(page, self.reading.sizes[page], self.device_scale, own)

    def _ask(self) -> None:
        """Asks for what is in sight, and then for what comes after and before it."""
        if not self.isVisible():
            return
        top, height = self.origin.y(), self.viewport().height()
        near = self.pages.between(top - height / 2, top + 2 * height)
        ratio = self.devicePixelRatioF()
        small = [self.reading.thumb_part(page, ratio) for page in self.seen_pages]
        parts = [*small, *self._seen_parts(self.seen_pages, 0), *self._seen_parts(near, height)]
        self.reading.want_parts("pages", list(dict.fromkeys(parts)))
        self.reading.want_texts("pages", list(dict.fromkeys([*self.seen_pages, *near])))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.translate(-self.origin)
        seen = QRectF(event.rect()).translated(self.origin)
        light = self._switch.theme.tokens.light
        for page in self.pages.between(seen.top(), seen.bottom()):
            box = self.pages.boxes[page]
            # Paper is white in dark surroundings too.
            painter.fillRect(box, Qt.GlobalColor.white)
            self._paint_page(painter, page, box)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for marks in self.highlights:
                for mark in marks(page):
                    paint_highlight(painter, self.pages, page, mark, light)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QPen(self._switch.theme.colour("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_page(self, painter: QPainter, page: int, box: QRectF) -> None:
        if page in self.reading.damaged:
            painter.setPen(Qt.GlobalColor.black)
            text = wording().reading.damaged_page(page=page + 1)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box.adjusted(24, 24, -24, -24), flags, text)
            return
        size, scale = self.reading.sizes[page], self.device_scale
        parts = list(self._seen_parts(range(page, page + 1), 0))
        if any(part not in self.reading.tiles for part in parts):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            small = self.reading.thumb_part(page, self.devicePixelRatioF())
            old = parts_of(page, size, self._old_scale) if self._old_scale else ()
            for part in (small, *old):
                self._paint_part(painter, box, part, scale)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        for part in parts:
            self._paint_part(painter, box, part, scale)

    def _paint_part(self, painter: QPainter, box: QRectF, part: Part, scale: float) -> None:
        """Dot by dot where it was made for this scale, else stretched until the sharp one comes."""
        image = self.reading.tiles.get(part) or self.reading.thumbs.get(part)
        if image is None:
            return
        ratio = self.devicePixelRatioF()
        larger = scale / part.scale
        corner = QPointF(part.left * larger / ratio, part.top * larger / ratio)
        place = QRectF(box.topLeft() + corner, image.size().toSizeF() * larger / ratio)
        painter.drawImage(place, image)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(QPointF(self.viewport().width() / 2, 0))
        self._moved()
        self.zoom_changed.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fit(None)
        return super().event(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        # A touchpad tells of small parts of a turn.
        self._turned += event.angleDelta().y()
        if abs(self._turned) >= _WHEEL:
            self.zoom_step(1 if self._turned > 0 else -1, event.position())
            self._turned = 0
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        keys = Qt.Key
        if event.modifiers() & _ELSEWHERE:
            # Qt would scroll to the left at Alt+Left too.
            event.ignore()
            return
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        jumps = {
            keys.Key_PageDown: bar.value() + round(seen * _KEPT),
            keys.Key_PageUp: bar.value() - round(seen * _KEPT),
            keys.Key_Home: bar.minimum(),
            keys.Key_End: bar.maximum(),
        }
        jump = jumps.get(keys(event.key()))
        if plain and jump is not None:
            bar.setValue(jump)
            event.accept()
        else:
            super().keyPressEvent(event)
