"""What a user prefers on this computer, as the page of settings shows and changes it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from alignment_desktop.gui.window.zoom import Zoom


class Preferences(QObject):
    """Joins the page and the window, which remembers them.

    Attributes:
        theme_wanted: Carries the `ThemeSetting` that is asked for.
        zoom: How large everything is; None where that is nobody's matter.
    """

    theme_wanted = Signal(object)

    def __init__(self, zoom: Zoom | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.zoom = zoom
