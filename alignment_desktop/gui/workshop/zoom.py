"""How large things are in workshop mode, in percent, whatever the size of the other windows."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings

from alignment_desktop.gui.window.zoom import STEPS
from alignment_desktop.gui.window.zoom import Zoom as _Zoom

TITLE, TEXT, SMALL = 44, 21, 18
"""Sizes of type at 100 %, in pixels; nothing that is read from afar is smaller than the last."""
_KEY = "workshop/zoom"


class Zoom(_Zoom):
    """Scales the workshop's type and measures.

    Args:
        settings: Where it is remembered.
        parent: Qt's owner.
        windows: The size of all windows, which the workshop's does not add to.
    """

    def __init__(
        self, settings: QSettings, parent: QObject | None = None, windows: _Zoom | None = None
    ) -> None:
        super().__init__(settings, _KEY, parent)
        self._windows = windows
        if windows is not None:
            windows.changed.connect(self.changed)

    def px(self, pixels: float) -> int:
        """So many pixels at this size."""
        others = self._windows.percent if self._windows is not None else STEPS[0]
        return round(pixels * self.percent / others)
