"""Long work at the foot of the window: what is being done, how far it has come, and its Cancel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.job_runner import Working
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import ShortLabel
from alignment_desktop.gui.wording import wording

_WIDE = 215
_THIN = 3


class WorkLine(QWidget):
    """Shows long work while it lasts, and nothing else.

    Attributes:
        stop_wanted: Carries the topic of the work that the user wants to end.
    """

    stop_wanted = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = ""
        self.words = ShortLabel(11, tone="muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(_THIN)
        self.bar.setAccessibleName(wording().frame.progress())
        self.cancel_button = QToolButton()
        self.cancel_button.setIconSize(QSize(14, 14))
        set_tool_tip(self.cancel_button, wording().frame.cancel())
        icons.dress(self.cancel_button, "close")
        self.cancel_button.clicked.connect(lambda: self.stop_wanted.emit(self._job))
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.words, 1)
        row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 4, 12, 10)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.bar)
        self.setFixedWidth(_WIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_working(self, working: Working | None) -> None:
        """Shows how far the work has come; nothing where None."""
        if working is None:
            self.hide()
            return
        self._job = working.job
        self.words.say(working.text)
        self.cancel_button.setVisible(working.stoppable)
        self.cancel_button.setAccessibleName(wording().frame.cancel_text(text=working.text))
        # A bar from nothing to nothing moves to and fro.
        self.bar.setRange(0, working.total)
        self.bar.setValue(working.done)
        self.show()
