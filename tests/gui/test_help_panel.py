"""The panel of help by itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.help.help_panel import HelpPanel
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.theme import ThemeSetting, ThemeSwitch


def test_the_theme_changes_after_a_dialog_with_help_was_closed(
    qtbot: QtBot, switch: ThemeSwitch, icons: Icons
) -> None:
    panel = HelpPanel(switch, icons, list, ())
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete.value)
    with qtbot.captureExceptions() as exceptions:
        switch.choose(ThemeSetting.DARK)
    assert exceptions == []
