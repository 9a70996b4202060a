"""Flat buttons that show an icon, with what they do and their keys as tooltip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QToolButton

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.tool_tips import set_tool_tip


def icon_button(
    icons: Icons, icon: str, name: str, keys: str, act: Callable[[], object]
) -> QToolButton:
    """A button.

    Args:
        icons: Dresses it, now and after each change of theme.
        icon: The drawing's name.
        name: What it does.
        keys: The keys that do the same; empty: none.
        act: Does it.
    """
    button = QToolButton()
    icons.dress(button, icon)
    button.setIconSize(QSize(18, 18))
    button.setAccessibleName(name)
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    set_tool_tip(button, f"{name} ({shown})" if shown else name)
    button.clicked.connect(lambda _on=False: act())
    return button
