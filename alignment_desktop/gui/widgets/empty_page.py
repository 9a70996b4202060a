"""An empty page: what will be here, and the one next step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.fonts import BOLD, MEDIUM, font
from alignment_desktop.gui.icons import icon_pixmap
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.values import dataclass

Choices = Callable[[], Sequence[tuple[str, str, str]]]
"""Gives key, name and note of each thing that can be chosen."""


@dataclass(frozen=True, slots=True)
class Emptiness:
    """What an empty page says.

    Attributes:
        icon: The drawing's name.
        title: What is missing.
        sentence: What will be here.
        action: What the button does, in words; empty: there is nothing to do yet.
    """

    icon: str
    title: str
    sentence: str
    action: str = ""


class Picture(QWidget):
    """An icon on a tinted disc."""

    def __init__(self, switch: ThemeSwitch, name: str) -> None:
        super().__init__()
        self._switch = switch
        self._name = name
        self.setFixedSize(QSize(56, 56))
        switch.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._switch.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_tint"))
        painter.drawEllipse(self.rect())
        pixmap = icon_pixmap(self._name, theme.colour("accent"), 28, self.devicePixelRatioF())
        painter.drawPixmap(14, 14, pixmap)


class EmptyPage(QWidget):
    """Says what will be here.

    Attributes:
        acted: The button was pressed.
        menu_chosen: Carries the key of what was chosen of the menu beside it.
        menu_button: The button with that menu; None until something is offered there.
    """

    acted = Signal()
    menu_chosen = Signal(str)

    def __init__(
        self, switch: ThemeSwitch, emptiness: Emptiness, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        sentence = label(emptiness.sentence, 13, tone="muted", wrap=True)
        sentence.setAlignment(middle)
        sentence.setFixedSize(360, sentence.heightForWidth(360))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(Picture(switch, emptiness.icon), 0, middle)
        column.addSpacing(8)
        column.addWidget(label(emptiness.title, 17, BOLD), 0, middle)
        column.addWidget(sentence, 0, middle)
        self.action_button = QPushButton(emptiness.action)
        self.action_button.setFont(font(13, MEDIUM))
        set_look(self.action_button, "kind", "primary")
        if not emptiness.action:  # shown by itself it would come up as a window
            self.action_button.hide()
        self.action_button.clicked.connect(self.acted)
        column.addSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        self._buttons.addWidget(self.action_button)
        column.addLayout(self._buttons)
        column.setAlignment(self._buttons, middle)
        column.addStretch(3)
        self.menu_button: QPushButton | None = None

    def offer_menu(self, text: str, choices: Choices) -> None:
        """Offers something else beside the one next step.

        Args:
            text: What the button says.
            choices: Gives key, name and note of each, when the menu is to be seen.
        """
        button = self.menu_button = QPushButton(text)
        button.setFont(font(13, MEDIUM))
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        button.setMenu(menu)
        set_look(button, "menu", "true")

        def fill() -> None:
            menu.clear()
            for key, name, note in choices():
                action = menu.addAction(name)
                set_tool_tip(action, note)
                action.triggered.connect(lambda _on=False, key=key: self.menu_chosen.emit(key))

        menu.aboutToShow.connect(fill)
        self._buttons.addWidget(button)
