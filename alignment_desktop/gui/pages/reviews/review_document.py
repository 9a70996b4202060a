"""The review as the document that it will be: its first page beside it, and all of it to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedLayout, QWidget

from alignment_desktop.gui.idle_tasks import polished
from alignment_desktop.gui.pages.reviews.review_side import WIDTH, ReviewSide
from alignment_desktop.gui.reading.document_preview import DocumentPreview
from alignment_desktop.gui.reading.reader import Reader
from alignment_desktop.gui.regional import own_paper
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.documents.page_values import Picture
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.icons import Icons
    from alignment_desktop.gui.page import Offer
    from alignment_desktop.gui.session import Session
    from alignment_desktop.gui.theme import ThemeSwitch
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.review_preview import ReviewPreview
    from alignment_desktop.services.workspace import Workspace

_PREVIEW, _DOCUMENT = "reviews-preview", "reviews-document"
_PAUSE = 1200  # milliseconds after an edit until the first page is drawn again


class ReviewDocument(QObject):
    """Has the review drawn whenever it was written on, and shows what came of it.

    Attributes:
        closed: Whoever reads it wants back to the review.
        preview: The document as it was drawn last; None until it is, and where it cannot be.
        reading: Where all of it is read; made while the window is idle, or when somebody wants to.
    """

    closed = Signal()

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        side: ReviewSide,
        stack: QStackedLayout,
        page: QWidget,
    ) -> None:
        """Shows nothing before `take_figures` and `draw`.

        Args:
            session: The window's handle on the services.
            switch: The theme.
            icons: The icons.
            side: Shows the first page, and why there is none.
            stack: Holds what the review is written on; the document takes its place.
            page: The page; nothing is drawn while it is out of sight.
        """
        super().__init__(page)
        self._session, self._switch, self._icons = session, switch, icons
        self._side, self._stack, self._page = side, stack, page
        self._measured: MeasuredBoard | None = None
        self.preview: ReviewPreview | None = None
        self.reading: DocumentPreview | None = None
        self._reader: Reader | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)

    @property
    def reads(self) -> bool:
        """Whether the document is in sight in the place of what the review is written on."""
        return self.reading is not None and self._stack.currentWidget() is self.reading

    def offers(self) -> tuple[Offer, ...]:
        """What can be done with the document while it is read."""
        return self.reading.reader.offers() if self.reading is not None and self.reads else ()

    def prepare(self) -> Iterator[None]:
        """Makes where it is read before anybody asks for it, a piece up to each `yield`."""
        self._make_reader()
        yield
        reading = self._made_reading()
        yield
        yield from polished(reading)

    def take_figures(self, measured: MeasuredBoard) -> None:
        """From now on the document is of these figures.

        Args:
            measured: The figures of the period that is reviewed.
        """
        self._measured = measured

    def draw(self) -> None:
        """Has it drawn: now where there is nothing yet, else after a pause.

        Whoever writes on need not wait for each line to be printed.
        """
        if self.preview is None:
            self._ask()
        else:
            self._pause.start()

    def forget(self) -> None:
        """Another review is shown, or there are no figures: nothing is known of its document."""
        self._measured = self.preview = None
        # Else what is on its way would be shown as the document of the other review.
        self._session.cancel(_PREVIEW)
        if self.reading is not None:
            self.reading.clear()
        self._side.show_no_page()

    def open(self) -> None:
        """Shows all of it, once it is drawn."""
        if self.preview is None or self.reads:
            return
        reading = self._made_reading()
        self._read(self.preview)
        self._stack.setCurrentWidget(reading)
        reading.reader.take_keyboard()
        # What was typed last is on paper soon too.
        self._pause.start()

    def _made_reading(self) -> DocumentPreview:
        """Where the document is read; made once."""
        if self.reading is None:
            reader, back = self._make_reader(), wording().reviews.back_to_the_review()
            self.reading = DocumentPreview(reader, self._icons, back=back)
            self.reading.closed.connect(self.closed)
            self._stack.addWidget(self.reading)
        return self.reading

    def _make_reader(self) -> Reader:
        if self._reader is None:
            name = wording().reviews.pages_of_the_review()
            self._reader = Reader(self._session, self._switch, self._icons, _DOCUMENT, name)
        return self._reader

    def _read(self, preview: ReviewPreview) -> None:
        if self.reading is not None:
            self.reading.show_title(self._side.title.text())
            self.reading.reader.show_pdf(preview.pdf)

    def _ask(self) -> None:
        session, measured = self._session, self._measured
        if measured is None or not self._page.isVisible():
            return
        label, now, width = session.label, session.now(), WIDTH * self._page.devicePixelRatioF()
        paper = own_paper()

        def question(workspace: Workspace, _monitor: Monitor) -> ReviewPreview:
            from alignment_desktop.services.review_preview import review_preview

            return review_preview(
                workspace, measured, label=label, paper=paper, width=width, now=now
            )

        session.ask(_PREVIEW, question, self._show, self._show_trouble)

    def _show(self, preview: ReviewPreview) -> None:
        self.preview = preview
        self._side.show_page(_image(preview.picture), preview.pages)
        if self.reads:
            self._read(preview)

    def _show_trouble(self, problem: Problem) -> None:
        self.preview = None
        text = self._session.sentence(problem)
        self._side.show_no_page(text)
        if self.reading is not None and self.reads:
            self.reading.reader.show_trouble(text)


def _image(picture: Picture) -> QImage:
    """A picture of a page; an empty one where the page cannot be drawn."""
    if picture.pixels is None:
        return QImage()
    width, height = picture.part.width, picture.part.height
    image = QImage(picture.pixels, width, height, width * 4, QImage.Format.Format_RGB32)
    # The picture's bytes belong to Python; the copy belongs to Qt.
    return image.copy()
