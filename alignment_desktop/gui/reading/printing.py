"""Prints a document page by page: drawn beside the window, at the printer's own resolution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtWidgets import QWidget

from alignment_desktop.documents.page_values import Part
from alignment_desktop.gui.reading.reading import Asks, Reading
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from alignment_desktop.domain.progress import Monitor

_FINEST = 600
"""Dots an inch at most: finer ones cannot be told apart, and take long."""
_STRIP = 800_000  # pixels that are handed over at once; more would hold the window up
_INCH = 72.0

ChoosePrinter = Callable[[QWidget, str, int, int], "QPrinter | None"]
"""Asks for a printer: before what, the document's title, its pages, and the one in sight."""


def choose_printer(parent: QWidget, title: str, pages: int, page: int) -> QPrinter | None:
    """Asks by the system's dialog; None where the user thinks better of it."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    option = QAbstractPrintDialog.PrintDialogOption
    dialog.setOptions(option.PrintPageRange | option.PrintToFile | option.PrintCurrentPage)
    if not dialog.exec():
        return None
    if printer.printRange() is QPrinter.PrintRange.CurrentPage:
        printer.setFromTo(page, page)
    return printer


@dataclass(frozen=True, slots=True)
class _Strip:
    """A part of a page, and where it goes on the paper; `first` of its page."""

    part: Part
    place: QRectF
    first: bool


class Printing(QObject):
    """Prints one document at a time.

    Attributes:
        progressed: Carries the page that is being printed, in their order, and how many there are.
        ended: Carries whether all of it went to the printer; it was stopped else.
        failed: The printer takes nothing.
    """

    progressed = Signal(int, int)
    ended = Signal(bool)
    failed = Signal()

    def __init__(self, asks: Asks, topic: str, reading: Reading) -> None:
        super().__init__(reading)
        self._asks = asks
        self._topic = f"{topic}-print"
        self._reading = reading
        self._painter: QPainter | None = None
        self._printer: QPrinter | None = None
        self._pages: list[int] = []
        self._done = 0
        self._strips: Iterator[_Strip] = iter(())

    @property
    def prints(self) -> bool:
        """Whether something is being printed."""
        return self._painter is not None

    def start(self, printer: QPrinter) -> None:
        """Prints the pages that the printer was told of."""
        if self.prints or not self._reading.sizes:
            return
        printer.setFullPage(True)
        printer.setResolution(min(printer.resolution(), _FINEST))
        self._pages = _numbers(printer, len(self._reading.sizes))
        self._done = 0
        self._printer = printer
        self._pdf, self._password = self._reading.pdf, self._reading.password
        self._sizes = self._reading.sizes
        self._turn_paper(self._pages[0])
        painter = QPainter()
        if not painter.begin(printer):
            self._printer = None
            self.failed.emit()
            return
        self._painter = painter
        self._strips = self._all_strips(printer)
        self._next()

    def stop(self) -> None:
        """Prints no more of it."""
        if self._painter is not None and self._printer is not None:
            self._asks.cancel(self._topic)
            self._printer.abort()
            self._finish(whole=False)

    def _turn_paper(self, page: int) -> None:
        width, height = self._sizes[page]
        wide = QPageLayout.Orientation.Landscape
        tall = QPageLayout.Orientation.Portrait
        assert self._printer is not None
        self._printer.setPageOrientation(wide if width > height else tall)

    def _all_strips(self, printer: QPrinter) -> Iterator[_Strip]:
        for page in self._pages:
            self._turn_paper(page)
            resolution = printer.resolution()
            paper = QSizeF(printer.pageLayout().fullRectPixels(resolution).size())
            width, height = self._sizes[page]
            # As large as it is meant, or smaller where the paper is.
            scale = min(resolution / _INCH, paper.width() / width, paper.height() / height)
            across, down = max(round(width * scale), 1), max(round(height * scale), 1)
            left, top = (paper.width() - across) / 2, (paper.height() - down) / 2
            high = max(_STRIP // across, 1)
            for at in range(0, down, high):
                part = Part(page, scale, 0, at, across, min(high, down - at))
                place = QRectF(QPointF(left, top + at), QSizeF(across, part.height))
                yield _Strip(part, place, at == 0)

    def _next(self) -> None:
        strip = next(self._strips, None)
        if strip is None:
            self._finish(whole=True)
            return
        pdf, password = self._pdf, self._password

        def question(_workspace: object, _monitor: Monitor) -> QImage | None:
            from alignment_desktop.documents.preview import parts

            (picture,) = parts(pdf, [strip.part], password)
            if picture.pixels is None:
                return None
            part = picture.part
            rows = 4 * part.width
            image = QImage(
                picture.pixels, part.width, part.height, rows, QImage.Format.Format_RGB32
            )
            return image.copy()

        self._asks.ask(self._topic, question, partial(self._put, strip))

    def _put(self, strip: _Strip, image: QImage | None) -> None:
        painter, printer = self._painter, self._printer
        if painter is None or printer is None:
            return
        if strip.first:
            if self._done and not printer.newPage():
                self._finish(whole=False)
                self.failed.emit()
                return
            self._done += 1
            self.progressed.emit(self._done, len(self._pages))
        if image is not None:
            painter.drawImage(strip.place, image)
        self._next()

    def _finish(self, *, whole: bool) -> None:
        if self._painter is not None:
            self._painter.end()
        self._painter = self._printer = None
        self._strips = iter(())
        self.ended.emit(whole)


def _numbers(printer: QPrinter, count: int) -> list[int]:
    """The pages to print, counted from 0, in their order on the printer."""
    from PySide6.QtPrintSupport import QPrinter

    first, last = printer.fromPage() or 1, printer.toPage() or count
    pages = list(range(max(first, 1) - 1, min(last, count)))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    if not printer.supportsMultipleCopies() and printer.copyCount() > 1:
        pages *= printer.copyCount()
    return pages or [0]
