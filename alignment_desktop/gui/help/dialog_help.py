"""Help in a dialog, or in any window without pages: F1 opens it, F1 or Escape closes it again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from alignment_desktop.gui.help.help_panel import HelpPanel
from alignment_desktop.gui.help.topics import KeyLine, topic
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.screen_room import fit_to_screen
from alignment_desktop.gui.wording import wording

_SIZE = 400, 520


class DialogHelp(QDialog):
    """Speaks of one dialog, above it; what is typed there stays.

    Attributes:
        panel: What it says.
    """

    def __init__(
        self, over: QWidget, name: str, title: str, switch: ThemeSwitch, icons: Icons
    ) -> None:
        """Makes F1 open it.

        Args:
            over: The dialog.
            name: The topic's name.
            title: What the dialog is called.
            switch: The theme.
            icons: For buttons.
        """
        super().__init__(over)
        its = wording().help
        everywhere = [
            KeyLine("F1", its.help()),
            KeyLine("Tab", its.key_tab()),
            KeyLine("Esc", its.key_escape()),
        ]
        self._before: QWidget | None = None
        spoken = topic(name, title)
        self.panel = HelpPanel(switch, icons, lambda: [spoken], everywhere, tours=False)
        self.panel.left.connect(self.reject)
        self.panel.show_topic(spoken)
        self.panel.search_line.hide()  # there is one topic, and all of it is in sight
        self.setWindowTitle(self.panel.title.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.resize(*_SIZE)
        for owner, act in ((over, self._show), (self, self.reject)):
            QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), owner, act)
        self.finished.connect(self._give_back)

    def _show(self) -> None:
        over = self.parentWidget()
        self._before = over.focusWidget() if over is not None else None
        fit_to_screen(self)
        self.open()
        self.panel.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_back(self) -> None:
        """Gives the keyboard back to where it was."""
        before, self._before = self._before, None
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
