"""A panel in the window that Escape closes, and the part of one that scrolls."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.widgets.column_area import ColumnArea

_BESIDE = 60
"""Pixels of a panel that its scrolled part does not have: its margins and a scroll bar."""
_NARROWEST, _LOWEST, _SPARE = 480, 24, 8


class Panel(QFrame):
    """Something that is shown in its place and goes with Escape."""

    @abstractmethod
    def escape(self) -> None:
        """What Escape does."""

    @override
    def event(self, event: QEvent) -> bool:
        # Every key is first offered to shortcuts: the window's own Escape would hear it.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escape()
        else:
            super().keyPressEvent(event)


class PanelArea(ColumnArea):
    """The part of a panel that scrolls."""

    def __init__(self) -> None:
        super().__init__(focusable=True)

    def begin(self, spacing: int) -> tuple[QWidget, QVBoxLayout]:
        """A widget and its column, for what is to be shown in place of what is shown.

        Args:
            spacing: Pixels between two things.
        """
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(spacing)
        return inside, column

    def show_inside(self, inside: QWidget, highest: int, *, roomy: bool = False) -> None:
        """Shows what `begin` gave, as high as its wrapped text needs.

        Args:
            inside: The widget.
            highest: Pixels that it may have at most.
            roomy: Whether it has at least the height that what stands in it asks for.
        """
        self.setWidget(inside)
        panel = self.parentWidget()
        width = 0 if panel is None else panel.width() - _BESIDE
        wanted = inside.heightForWidth(max(width, _NARROWEST))
        if roomy:
            wanted = max(wanted, inside.sizeHint().height())
        self.setFixedHeight(min(max(wanted, _LOWEST) + _SPARE, highest))
