"""Tooltips are plain text: what a file or a colleague wrote is shown as it was written.

Qt takes a tooltip that looks like HTML for HTML, with pictures that it would load. Every tooltip of
a widget or an entry is set by `set_tool_tip`, and every one of a cell goes through `plain_tip`.
"""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QAction, QStandardItem
from PySide6.QtWidgets import QWidget

_AS_WRITTEN = '<span style="white-space: pre-wrap">{}</span>'


def plain_tip(text: str) -> str:
    """What makes Qt show a text just as it stands."""
    return _AS_WRITTEN.format(escape(text)) if "<" in text or "&" in text else text


def set_tool_tip(shown: QWidget | QAction | QStandardItem, text: str) -> None:
    """Gives a widget, what a button does, or an entry, another tooltip; an empty text: none."""
    shown.setToolTip(plain_tip(text))
