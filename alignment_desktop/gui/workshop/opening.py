"""Opens workshop mode from the window, and keeps a workshop for whoever comes back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction, QKeySequence

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.gui.file_choice import FileChoice
    from alignment_desktop.gui.main_window import MainWindow
    from alignment_desktop.gui.window.zoom import Zoom
    from alignment_desktop.gui.workshop.workshop import Workshop
    from alignment_desktop.gui.workshop.workshop_window import WorkshopWindow


class WorkshopOpener(QObject):
    """Makes the workshop when it is first wanted.

    Attributes:
        action: Opens it, by F11.
        workshop: What goes on, also while it is not to be seen; None before it is first opened.
        page: What fills the screen while it is open; None while it is not.
    """

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        switch: ThemeSwitch,
        icons: Icons,
        settings: QSettings,
        choice: FileChoice,
        windows: Zoom,
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._switch = session, window, switch
        self._icons, self._settings, self._choice = icons, settings, choice
        self._windows = windows
        self.workshop: Workshop | None = None
        self.page: WorkshopWindow | None = None
        self.action = QAction(wording().workshop.mode(), window)
        self.action.setObjectName("workshop")
        self.action.setShortcut(QKeySequence("F11"))
        self.action.triggered.connect(lambda _on: self.open())
        window.destroyed.connect(self.close)

    def open(self) -> None:
        """Shows the workshop; one that was left goes on."""
        from alignment_desktop.gui.workshop.workshop import Workshop
        from alignment_desktop.gui.workshop.workshop_window import WorkshopWindow
        from alignment_desktop.gui.workshop.zoom import Zoom as WorkshopZoom

        if self.page is not None:
            self.page.activateWindow()
            return
        if self.workshop is None:
            self.workshop = Workshop(self._session, self)
        self.workshop.in_sight = True
        zoom = WorkshopZoom(self._settings, self, self._windows)
        self.page = WorkshopWindow(self.workshop, self._switch, self._icons, zoom, self._choice)
        self.page.left.connect(self._left)
        self.page.renew()
        self.workshop.refresh()
        self.page.open_on_screen()

    def _left(self) -> None:
        page, self.page = self.page, None
        if self.workshop is not None:
            self.workshop.in_sight = False
        if page is not None:
            page.deleteLater()
            self._window.activateWindow()

    def close(self) -> None:
        """Closes it with the window."""
        if self.page is not None:
            self.page.close()
