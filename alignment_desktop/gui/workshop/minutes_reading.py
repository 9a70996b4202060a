"""The minutes as a document, in the place of the outcome while somebody reads them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.idle_tasks import polished
from alignment_desktop.gui.reading.reader import Reader
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.workshop.minutes_preview import MinutesPreview, minutes_reader
from alignment_desktop.gui.workshop.workshop import Workshop


class MinutesReading(QObject):
    """Puts the minutes among the pages of a stack and takes them away again.

    Attributes:
        closed: One wants back to the outcome.
        save_wanted: The minutes are to be saved.
        preview: The document; None while nobody reads it.
    """

    closed = Signal()
    save_wanted = Signal()

    def __init__(
        self, workshop: Workshop, switch: ThemeSwitch, icons: Icons, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._workshop, self._switch, self._icons = workshop, switch, icons
        self._parent = parent
        self.preview: MinutesPreview | None = None
        self._reader: Reader | None = None
        self._document: MinutesPreview | None = None

    def prepare(self) -> Iterator[None]:
        """Makes what shows the document before somebody wants it, a piece up to each `yield`."""
        self._make_reader()
        yield
        document = self._make_document()
        yield
        yield from polished(document)

    def _make_reader(self) -> Reader:
        if self._reader is None:
            self._reader = minutes_reader(self._workshop, self._switch, self._icons)
            self._reader.setParent(self._parent)
        return self._reader

    def _make_document(self) -> MinutesPreview:
        if self._document is None:
            document = MinutesPreview(self._workshop, self._make_reader(), self._icons)
            document.setParent(self._parent)
            document.hide()
            document.closed.connect(self.closed)
            document.save_wanted.connect(self.save_wanted)
            self._document = document
        return self._document

    def begin(self, stack: QStackedWidget) -> None:
        """Adds the document to a stack."""
        self.preview = self._make_document()
        stack.addWidget(self.preview)

    def show(self, stack: QStackedWidget) -> bool:
        """Shows the minutes as they stand now; whether somebody reads them."""
        if self.preview is None:
            return False
        stack.setCurrentWidget(self.preview)
        self.preview.renew()
        return True

    def take_keyboard(self) -> None:
        """Gives the keyboard to the document."""
        if self.preview is not None:
            self.preview.reader.take_keyboard()

    def leave_stack(self) -> None:
        """Outlives a stack that is taken down; it keeps its size and its place."""
        if self.preview is not None:
            self.preview.setParent(self._parent)

    def join_stack(self, stack: QStackedWidget) -> None:
        """Goes into another stack as it is."""
        if self.preview is not None:
            stack.addWidget(self.preview)

    def end(self, stack: QStackedWidget) -> bool:
        """Takes the document away; whether somebody read it."""
        preview, self.preview = self.preview, None
        if preview is None:
            return False
        preview.leave()
        stack.removeWidget(preview)
        preview.hide()
        preview.setParent(self._parent)
        return True
