"""How documents were read last: how large, and what stood beside them; kept on this computer."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSettings

from alignment_desktop.gui.reading.zoom import STEPS, Fit, Zoom
from alignment_desktop.gui.remembered_values import RememberedValues


class Side(StrEnum):
    """What stands beside the pages."""

    NOTHING = ""
    PAGES = "pages"
    OUTLINE = "outline"


class ReadingMemory:
    """Remembers in settings that are handed in; without any, while the program runs."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._remembered = RememberedValues(settings, "reading")

    @property
    def zoom(self) -> Zoom:
        """How large pages are shown; as wide as there is room at first."""
        value = self._remembered.value("zoom")
        if value in set(Fit):
            return Fit(value)
        known = value.isdigit() and STEPS[0] <= int(value) <= STEPS[-1]
        return int(value) if known else Fit.WIDTH

    @zoom.setter
    def zoom(self, zoom: Zoom) -> None:
        self._remembered.remember("zoom", str(zoom))

    @property
    def side(self) -> Side:
        """What stands beside the pages; nothing at first."""
        value = self._remembered.value("side")
        return Side(value) if value in set(Side) else Side.NOTHING

    @side.setter
    def side(self, side: Side) -> None:
        self._remembered.remember("side", side.value)
