"""The minutes as a document, in the place of the outcome while somebody reads them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.workshop.minutes_preview import MinutesPreview
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

    def begin(self, stack: QStackedWidget) -> None:
        """Adds the document to a stack."""
        self.preview = MinutesPreview(self._workshop, self._switch, self._icons)
        self.preview.closed.connect(self.closed)
        self.preview.save_wanted.connect(self.save_wanted)
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
        preview.deleteLater()
        return True
