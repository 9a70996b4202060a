"""Measures how long the window takes from the start of the process until it can be used.

    python tools/benchmarks/window_start.py [--runs 5]

Prints medians of a bare PySide6 window and of ours on the sample workspace, one after the other
in each run, and the difference. A window counts as usable once it is painted and its thread waits
for the user; ours has to show the agreement itself then: its name, what is agreed, what waits. It
has all its answers somewhat later, which is printed too, with the longest time for which the
window answered nobody meanwhile. Works without a screen (QT_QPA_PLATFORM=offscreen, which is the
default here).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from alignment_desktop.domain.actors import COMMAND, Actor

_NAMES = ("bare window, painted", "ours on the sample, usable", "ours, every answer on the page")
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


def tell(**more):
    print(json.dumps({"at": time.time(), "cpu": time.process_time(), **more}), flush=True)
"""
_BARE = f"""
import json
import time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
{_WATCH}

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
# The program itself, with settings of its own, and somebody who looks at its window.
_OURS = f"""
import json
import sys
import time
from alignment_desktop.__main__ import main


def look(application):
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QLabel

    window, session = application.window, application.session
    scope = {{**globals(), **locals()}}
    exec({_WATCH!r}, scope)
    tell, beats, beat = scope["tell"], [], QTimer(window)
    beat.timeout.connect(lambda: beats.append(time.perf_counter()))

    def painted():
        tell()
        texts = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
        whole = len(session.draft.agreement.clauses)
        tell(shows=f"{{whole}} of {{whole}}" in texts and "Northwind" in window.windowTitle())
        beat.start(1)

    def settled():
        if not session.busy:
            tell(pause=max(late - early for early, late in zip(beats, beats[1:])))
            QApplication.quit()

    session.settled.connect(settled)
    window.watch = scope["Watch"](window, painted)


sys.exit(main(["open", sys.argv[1]], shown=look))
"""


def moments(program: str, folder: str, *words: str) -> list[dict[str, float]]:
    """What a process tells: `at` and `cpu`, milliseconds from its start and of its CPU time.

    Args:
        program: Its text.
        folder: Where it keeps its settings. The process itself is not asked to: it would import
            Qt for that before the program does, which imports other things first.
        words: Further words on its line.

    Raises:
        SystemExit: It failed.
    """
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "XDG_CONFIG_HOME": folder}
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
    told: list[dict[str, float]] = [json.loads(line) for line in done.stdout.splitlines()]
    return [{**each, "at": (each["at"] - began) * 1000, "cpu": each["cpu"] * 1000} for each in told]


def _middle(told: list[dict[str, float]], what: str) -> float:
    return statistics.median(each[what] for each in told)


def main() -> int:
    from alignment_desktop.domain.progress import Silent
    from alignment_desktop.services.sample_workspace import new_sample

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    runs = parser.parse_args().runs
    took: dict[str, list[dict[str, float]]] = {name: [] for name in _NAMES}
    with tempfile.TemporaryDirectory() as folder:
        sample = str(Path(folder) / "sample.align")
        new_sample(
            sample, by=Actor(None, None, COMMAND), at=datetime.now(UTC), monitor=Silent()
        ).close()
        # The first of each only warms the disk's cache and writes what Python compiles.
        for number in range(runs + 1):
            (plain,) = moments(_BARE, folder)
            usable, looked, settled = moments(_OURS, folder, sample)
            if not looked["shows"]:
                raise SystemExit("The first painting does not show the agreement.")
            if number:
                for name, moment in zip(_NAMES, (plain, usable, settled), strict=True):
                    took[name].append(moment)
    for name in _NAMES:
        wall = [each["at"] for each in took[name]]
        spread = f"({min(wall):.0f} to {max(wall):.0f})"
        print(f"{name:34} {_middle(took[name], 'at'):6.0f} ms {spread:16} ", end="")
        print(f"{_middle(took[name], 'cpu'):6.0f} ms of CPU")
    more = [_middle(took[_NAMES[1]], by) - _middle(took[_NAMES[0]], by) for by in ("at", "cpu")]
    print(f"{'difference':34} {more[0]:6.0f} ms {'':16} {more[1]:6.0f} ms of CPU")
    pause = statistics.median(each["pause"] * 1000 for each in took[_NAMES[2]])
    print(f"{'longest pause until every answer':34} {pause:6.0f} ms")
    print(f"Medians of {runs}; lowest to highest in brackets.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
