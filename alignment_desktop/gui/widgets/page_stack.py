"""Pages of a document below each other: only what is in sight is asked for and kept as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window_zoom import OWN_ZOOM

_MARGIN, _GAP = 24, 16
_SMALLEST, _LARGEST, _STEP = 0.3, 3.0, 1.2
_WIDEST_FIT = 1.5  # fitting the width makes no page larger
_DELAY = 40  # milliseconds after the last scroll or zoom


@dataclass(frozen=True, slots=True)
class PagesWanted:
    """Pages that came into sight.

    Attributes:
        numbers: The pages, counted from 0.
        scale: Device pixels a point.
    """

    numbers: tuple[int, ...]
    scale: float


class Sheets(QWidget):
    """Paints the pages; where a picture is not there yet, the bare sheet."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        accessible.install()
        self._switch = switch
        self.boxes: list[QRectF] = []
        self.pictures: dict[int, QImage] = {}
        switch.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme = self._switch.theme
        seen = QRectF(event.rect())
        for number, box in enumerate(self.boxes):
            if not box.intersects(seen):
                continue
            # Paper is white in dark surroundings too.
            painter.fillRect(box, Qt.GlobalColor.white)
            picture = self.pictures.get(number)
            if picture is not None:
                self._paint_picture(painter, box, picture)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_picture(self, painter: QPainter, box: QRectF, picture: QImage) -> None:
        """Dot by dot where it was made for this size: stretching it a little would blur it."""
        if abs(picture.deviceIndependentSize().width() - box.width()) < 2:
            painter.save()
            painter.setClipRect(box)
            painter.drawImage(box.topLeft(), picture)
            painter.restore()
        else:
            painter.drawImage(box, picture)


class PageStack(QScrollArea):
    """A scroll of pages.

    Attributes:
        wanted: Carries `PagesWanted`, soon after pages came into sight.
        page_changed: Carries the page that is in sight, counted from 1.
    """

    wanted = Signal(object)
    page_changed = Signal(int)

    def __init__(self, switch: ThemeSwitch, name: str) -> None:
        super().__init__()
        self._sizes: Sequence[tuple[float, float]] = ()
        self._zoom: float | None = None
        self._page = 0
        self._scales: dict[int, float] = {}
        self._sheets = Sheets(switch)
        self._sheets.setObjectName("scrolled")
        self._sheets.setAccessibleName(name)
        self.setAccessibleName(name)
        self.setObjectName("sheets")
        self.setProperty(OWN_ZOOM, True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(self._sheets)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._moved)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in sight, counted from 1; 0 where there is none."""
        return self._page

    @property
    def zoom(self) -> float:
        """Pixels a point, as the pages are shown now."""
        if self._zoom is not None or not self._sizes:
            return self._zoom or 1.0
        room = self.viewport().width() - 2 * _MARGIN
        widest = max(width for width, _ in self._sizes)
        return min(max(room / widest, _SMALLEST), _WIDEST_FIT)

    @property
    def pictures(self) -> dict[int, QImage]:
        """The pictures that are here, by page counted from 0."""
        return self._sheets.pictures

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Shows other pages; their pictures are asked for.

        Args:
            sizes: Width and height of each in points.
        """
        self._sizes = sizes
        self._sheets.pictures.clear()
        self._scales.clear()
        self._lay_out()
        self._moved()

    def put(self, number: int, picture: QImage, scale: float) -> None:
        """Takes the picture of a page, made at a scale that was asked for."""
        if number < len(self._sizes):
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._sheets.pictures[number] = picture
            self._scales[number] = scale
            self._sheets.update(self._sheets.boxes[number].toAlignedRect())

    def zoom_in(self) -> None:
        """Shows the pages larger."""
        self._set_zoom(min(self.zoom * _STEP, _LARGEST))

    def zoom_out(self) -> None:
        """Shows the pages smaller."""
        self._set_zoom(max(self.zoom / _STEP, _SMALLEST))

    def fit_width(self) -> None:
        """Shows the pages as wide as there is room."""
        self._set_zoom(None)

    def _set_zoom(self, zoom: float | None) -> None:
        bar = self.verticalScrollBar()
        place = bar.value() / max(bar.maximum(), 1)
        self._zoom = zoom
        self._lay_out()
        bar.setValue(round(place * bar.maximum()))
        self._timer.start()

    def _lay_out(self) -> None:
        zoom = self.zoom
        widest = max((width for width, _ in self._sizes), default=0.0) * zoom
        room = max(widest + 2 * _MARGIN, self.viewport().width())
        top, boxes = float(_GAP), []
        for width, height in self._sizes:
            left = (room - width * zoom) / 2
            boxes.append(QRectF(round(left), round(top), round(width * zoom),
                                round(height * zoom)))  # fmt: skip
            top += height * zoom + _GAP
        self._sheets.boxes = boxes
        self._sheets.resize(QSize(round(room), round(top)))
        self._sheets.update()

    def _moved(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        boxes = self._sheets.boxes
        page = next(
            (at for at, box in enumerate(boxes, start=1) if middle < box.bottom() + _GAP),
            len(boxes),
        )
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self._timer.start()

    def _ask(self) -> None:
        """Asks for pages in sight, and the ones beside them; forgets those far away."""
        top = self.verticalScrollBar().value()
        height = self.viewport().height()
        near = QRectF(0, top - height, self._sheets.width(), 3 * height)
        numbers = [at for at, box in enumerate(self._sheets.boxes) if box.intersects(near)]
        for number in [number for number in self.pictures if number not in numbers]:
            del self.pictures[number]
            del self._scales[number]
        scale = self.zoom * self.devicePixelRatioF()
        lacking = [number for number in numbers if self._scales.get(number) != scale]
        if lacking and self.isVisible():
            # What is in the middle of the sight comes first.
            lacking.sort(key=lambda number: abs(number + 1 - self._page))
            self.wanted.emit(PagesWanted(tuple(lacking), scale))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._moved()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)


accessible.register(Sheets, QAccessible.Role.Graphic)
