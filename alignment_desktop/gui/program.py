"""Runs the window as a program of its own: settings, Qt, and trouble that nobody expected."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import cast

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from alignment_desktop.gui.application import Application
from alignment_desktop.gui.window.display_scale import set_before_start
from alignment_desktop.gui.window.window_zoom import KEY
from alignment_desktop.gui.window.zoom import Zoom
from alignment_desktop.services.program_log import keep_log


def open_window(address: str | None, *, shown: Callable[[Application], None] | None = None) -> int:
    """Opens the window, and stays until it is closed.

    Args:
        address: A path, or a `postgresql://` address; the welcome where None.
        shown: Gets the application once its window is shown, before it is painted.

    Raises:
        Problem: Where the workspace cannot be opened.
    """
    keep_log()
    settings = QSettings(
        QSettings.Format.IniFormat,
        QSettings.Scope.UserScope,
        "Alignment Desktop",
        "Alignment Desktop",
    )
    set_before_start(Zoom(settings, KEY).percent)
    qt = cast("QApplication | None", QApplication.instance()) or QApplication(sys.argv[:1])
    qt.setApplicationName("Alignment Desktop")
    qt.setApplicationDisplayName("Alignment Desktop")
    qt.setDesktopFileName("alignment-desktop")
    application = Application(qt, settings, eager=True)
    _catch(application)
    try:
        application.start(address)
        if shown is not None:
            shown(application)
        return qt.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        application.close()


def _catch(application: Application) -> None:
    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        application.tell_unexpected(error)

    sys.excepthook = caught
