"""How many pixels of the screen Qt takes for one of its own, changed while windows are open.

Qt reads `QT_SCALE_FACTOR` once, at its start. What it does then it can do at any time, and so all
of a window grows alike: text, rows, icons, what is painted, menus, dialogs. Only its binding for
Python does not offer it. Where the function is not to be found, the size holds from the next start.
"""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache
from pathlib import Path

import PySide6
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QMoveEvent, QResizeEvent
from shiboken6 import getCppPointer

VARIABLE = "QT_SCALE_FACTOR"
_FACTOR = {
    "linux": "_ZN15QHighDpiScaling15setGlobalFactorEd",
    "darwin": "_ZN15QHighDpiScaling15setGlobalFactorEd",
    "win32": "?setGlobalFactor@QHighDpiScaling@@SAXN@Z",
}
_TELL = {
    "linux": "_ZN22QWindowSystemInterface35handleWindowDevicePixelRatioChangedINS_"
    "19SynchronousDeliveryEEEvP7QWindow",
    "darwin": "_ZN22QWindowSystemInterface35handleWindowDevicePixelRatioChangedINS_"
    "19SynchronousDeliveryEEEvP7QWindow",
    "win32": "??$handleWindowDevicePixelRatioChanged@USynchronousDelivery@QWindowSystemInterface@@"
    "@QWindowSystemInterface@@SAXPEAVQWindow@@@Z",
}
_LIBRARY = {
    "linux": "Qt/lib/libQt6Gui.so.6",
    "darwin": "Qt/lib/QtGui.framework/Versions/A/QtGui",
    "win32": "Qt6Gui.dll",
}


class _Functions:
    """Qt's two functions: one takes the factor, the other tells a window of it."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self.take = library[_FACTOR[sys.platform]]
        self.take.argtypes, self.take.restype = [ctypes.c_double], None
        self.tell = library[_TELL[sys.platform]]
        self.tell.argtypes, self.tell.restype = [ctypes.c_void_p], None


@cache
def _functions() -> _Functions | None:
    try:
        folder = Path(PySide6.__file__).parent
        return _Functions(ctypes.CDLL(str(folder / _LIBRARY[sys.platform])))
    except (AttributeError, KeyError, OSError):
        return None


@cache
def _asked_outside() -> float:
    """What the user asks of all Qt programs, read before anything here is set."""
    try:
        return max(float(os.environ.get(VARIABLE, "1")), 0.1)
    except ValueError:
        return 1.0


def works_at_once() -> bool:
    """Whether the scale can be changed while the program runs."""
    return _functions() is not None


def set_before_start(percent: int) -> None:
    """Sets the scale before there is an application, where it cannot be set later."""
    if not works_at_once():
        os.environ[VARIABLE] = str(_asked_outside() * percent / 100)


def set_scale(percent: int) -> None:
    """Sets the scale; windows keep their place on the screen and lay themselves out anew."""
    functions = _functions()
    if functions is None:
        return
    windows = [window for window in QGuiApplication.topLevelWindows() if window.isVisible()]
    before = {window: window.size() for window in windows}
    # Qt warns that windows are not told. They are, by what follows.
    handler = qInstallMessageHandler(_say_nothing)
    try:
        functions.take(_asked_outside() * percent / 100)
    finally:
        qInstallMessageHandler(handler)
    for window in windows:
        functions.tell(getCppPointer(window)[0])
        QGuiApplication.sendEvent(window, QResizeEvent(window.size(), before[window]))
        QGuiApplication.sendEvent(window, QMoveEvent(window.position(), window.position()))


def _say_nothing(_kind: QtMsgType, _where: object, _text: str) -> None:
    return
