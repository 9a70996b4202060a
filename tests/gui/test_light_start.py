"""The window as a program of its own: nothing heavy before it is painted; no screen, no window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_START = """
import sys
from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication
from alignment_desktop.gui.application import Application

qt = QApplication([])
application = Application(qt, QSettings(sys.argv[2], QSettings.Format.IniFormat))
application.start(sys.argv[1])
painted = []

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not painted:
            heavy = (
                "polars", "numpy", "reportlab", "openpyxl", "pyhanko", "pypdfium2", "alembic",
                "sqlalchemy", "psutil", "asyncio", "rapidfuzz", "holidays", "platformdirs",
            )
            painted.append([name for name in heavy if name in sys.modules])
        return False

watch = Watch()
application.window.installEventFilter(watch)
while not painted:
    qt.processEvents()
print(painted[0], application.window.windowTitle().split(" ")[0])
application.close()
"""


def test_nothing_heavy_is_loaded_when_the_window_is_first_painted(
    sample_address: str, tmp_path: Path
) -> None:
    started = subprocess.run(
        [sys.executable, "-c", _START, sample_address, str(tmp_path / "window.ini")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert started.stdout.strip() == "[] Northwind"


@pytest.mark.parametrize("words", [[], ["open", "plan.align"]])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux runs without a screen")
def test_without_a_screen_the_window_says_so_in_one_sentence(words: list[str]) -> None:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ended = subprocess.run(
        [sys.executable, "-m", "alignment_desktop", *words],
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if name not in screens},
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [
        "The window needs a screen, and there is none here; every other command works without one."
    ]
