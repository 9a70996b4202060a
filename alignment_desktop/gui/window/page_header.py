"""The header of a page: what it is called, what it says of itself, and its buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from alignment_desktop.gui.fonts import BOLD, REGULAR
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import ElidedLabel, label

_AROUND = 120  # pixels of the two buttons for the panes, with what is between and beside
_LEAST_SUBTITLE = 60  # less of it says nothing


def toggle_button(action: QAction) -> QToolButton:
    """A flat button for an action that shows an icon only."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setAccessibleName(action.text())
    return button


class PageHeader(QWidget):
    """Title, subtitle, and the tools of the page that is shown."""

    def __init__(
        self,
        switch: ThemeSwitch,
        navigation_action: QAction,
        inspector_action: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = label(pixels=17, weight=BOLD)
        self.subtitle = ElidedLabel(switch, 13, REGULAR, "muted")
        self._tools = QStackedWidget()
        self._known: list[QWidget] = []
        self._tools.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.navigation_button = toggle_button(navigation_action)
        self.inspector_button = toggle_button(inspector_action)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(8)
        self._row = row
        row.addWidget(self.navigation_button)
        row.addWidget(self.title)
        row.addSpacing(4)
        row.addWidget(self.subtitle, 1)
        row.addWidget(self._tools)
        row.addWidget(self.inspector_button)

    def offer_navigation(self, offered: bool) -> None:
        """Shows the button that brings the navigation back."""
        self.navigation_button.setVisible(offered)
        self._row.setContentsMargins(12 if offered else 24, 0, 16, 0)

    def add_tools(self, tools: QWidget) -> None:
        """Takes a page's tools, which are not shown yet."""
        if tools not in self._known:
            self._known.append(tools)
            tools.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._tools.addWidget(tools)

    def show_page(self, title: str, subtitle: str, tools: QWidget | None) -> None:
        """Shows another page's title and tools."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        if tools is not None:
            self.add_tools(tools)
        self._tools.setVisible(tools is not None)
        for widget in self._known:
            # Only the shown page's tools decide how much room is left for the subtitle.
            policy = QSizePolicy.Policy.Maximum if widget is tools else QSizePolicy.Policy.Ignored
            widget.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
        if tools is not None:
            self._tools.setCurrentWidget(tools)
        self._tools.updateGeometry()
        self._make_room()

    def rename(self, title: str) -> None:
        """Calls the page that is shown otherwise."""
        self.title.setText(title)
        self._make_room()

    def _make_room(self) -> None:
        """Buttons are used, words only read: where there is no room for all, words give way."""
        tools = self._tools.currentWidget()
        if tools is None or self._tools.isHidden():
            self.title.show()
            self.subtitle.show()
            return
        room = self.width() - tools.sizeHint().width() - _AROUND
        self.title.setVisible(room >= self.title.sizeHint().width())
        self.subtitle.setVisible(room >= self.title.sizeHint().width() + _LEAST_SUBTITLE)

    @override
    def event(self, event: QEvent) -> bool:
        # Tools need another room once there are figures to choose among.
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()


def tool_row(*widgets: QWidget) -> QWidget:
    """Buttons side by side, as a page hands them to the header."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget)
    return holder
