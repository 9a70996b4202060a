"""Measures how long the window takes from the start of the process until it can be used.

    python tools/benchmarks/window_start.py [--runs 5]

Prints medians of a bare PySide6 window and of ours on the sample workspace, one after the other
in each run, and the difference. A window counts as usable once it is painted and its thread waits
for the user; ours has all its answers somewhat later, which is printed too. Works without a
screen (QT_QPA_PLATFORM=offscreen, which is the default here).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

_NAMES = ("bare window, painted", "ours on the sample, usable", "ours, every answer on the page")
_BARE = """
import time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
"""
_OURS = """
import sys
from alignment_desktop.cli.main import run
"""
# Both tell the moment in the same way; theirs is what the smallest program has to do.
_WATCH = """
class Watch(QObject):
    def __init__(self, window, told):
        super().__init__(window)
        self.told = told
        window.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.told is not None:
            told, self.told = self.told, None
            QTimer.singleShot(0, told)
        return False


def tell():
    print(time.time(), time.process_time(), flush=True)
"""
_BARE_END = """
def told():
    tell()
    application.quit()


application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
watch = Watch(window, told)
window.show()
application.exec()
"""
_OURS_END = """
def open_window(address):
    import time
    from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
    from PySide6.QtWidgets import QApplication
    from alignment_desktop.gui.application import Application

    scope = {**globals(), **locals()}
    exec(WATCH, scope)
    qt = QApplication([])
    ours = Application(qt, QSettings(sys.argv[2], QSettings.Format.IniFormat))
    ours.start(address)

    def settled():
        if not ours.session.busy:
            scope["tell"]()
            qt.quit()

    ours.session.settled.connect(settled)
    watch = scope["Watch"](ours.window, scope["tell"])
    qt.exec()
    ours.close()
    return 0


run(["open", sys.argv[1]], open_window=open_window)
"""


def moments(program: str, *words: str) -> list[tuple[float, float]]:
    """Milliseconds from the start of a process to each moment that it prints, and of CPU time.

    Raises:
        SystemExit: It failed.
    """
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True,
        text=True,
        env=surroundings,
        check=False,
        timeout=120,
    )
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    pairs = [line.split() for line in done.stdout.splitlines()]
    return [((float(at) - began) * 1000, float(cpu) * 1000) for at, cpu in pairs]


def main() -> int:
    from alignment_desktop.domain.progress import Silent
    from alignment_desktop.services.sample_workspace import new_sample

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    runs = parser.parse_args().runs
    bare = _BARE + _WATCH + _BARE_END
    ours = f"WATCH = {_WATCH!r}\n" + _OURS + _OURS_END
    took: dict[str, list[tuple[float, float]]] = {_NAMES[0]: [], _NAMES[1]: [], _NAMES[2]: []}
    with tempfile.TemporaryDirectory() as folder:
        sample, settings = str(Path(folder) / "sample.align"), str(Path(folder) / "window.ini")
        new_sample(sample, at=datetime.now(UTC), monitor=Silent()).close()
        # The first of each only warms the disk's cache and writes what Python compiles.
        for number in range(runs + 1):
            plain = moments(bare)
            usable, *_, settled = moments(ours, sample, settings)
            if number:
                for name, moment in zip(_NAMES, (*plain, usable, settled), strict=True):
                    took[name].append(moment)
    middles = {
        name: [statistics.median(each) for each in zip(*took[name], strict=True)] for name in _NAMES
    }
    for name in _NAMES:
        wall = [at for at, _cpu in took[name]]
        spread = f"({min(wall):.0f} to {max(wall):.0f})"
        print(f"{name:34} {middles[name][0]:6.0f} ms {spread:16} {middles[name][1]:6.0f} ms of CPU")
    more = [
        ours_ - bare_ for bare_, ours_ in zip(*(middles[name] for name in _NAMES[:2]), strict=True)
    ]
    print(f"{'difference':34} {more[0]:6.0f} ms {'':16} {more[1]:6.0f} ms of CPU")
    print(f"Medians of {runs}; lowest to highest in brackets.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
