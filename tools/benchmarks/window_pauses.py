"""Measures how long the window answers nobody while its user works on many leads.

    python tools/benchmarks/window_pauses.py [--leads 100000] [--clauses 2000] [--runs 3]

Drives the real window on the sample agreement with so many leads more (`lead_steps.py`), then on
the sample before its pages are made, then on an agreement of so many clauses (`clause_steps.py`);
0 leaves leads or clauses out. While each step runs, a timer beats every millisecond in the
window's thread; the longest time between two beats is how long a key or a click would have waited.
Beside it stands the most that the window's own thread worked between two beats, in time of its
processor: the rest it waited, for another thread of ours or for another program. Prints the
medians of the runs, each in a process of its own. Works without a screen
(QT_QPA_PLATFORM=offscreen, which is the default here).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))
from tools.benchmarks.clause_steps import clause_steps, make_clauses
from tools.benchmarks.generated_leads import write_workbook
from tools.benchmarks.lead_steps import first_steps, lead_steps, make_leads

if TYPE_CHECKING:
    from alignment_desktop.gui.application import Application
    from tools.benchmarks.lead_steps import Step

_LIMIT = 50
_DROPPED, _SETTINGS = "dropped.xlsx", "window.ini"
_NOW = datetime(2027, 1, 4, 8, tzinfo=UTC)
_LONGEST = 120  # seconds until a step is given up
_QUIET = 0.25  # seconds for which nothing runs once a step is over


@dataclass(frozen=True)
class Pause:
    """How long the window answered nobody during a step, in milliseconds.

    Attributes:
        step: What was done.
        wall: The longest time between two beats.
        own: The most that the window's thread worked between two beats.
        seconds: How long the step took until nothing ran any more.
    """

    step: str
    wall: float
    own: float
    seconds: float


class Beat:
    """Watches the window's thread during one step after another."""

    def __init__(self, application: Application) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        self._application = application
        self._gaps: list[tuple[float, float]] = []
        self._last = self._worked = self._began = self._ended = 0.0
        self._loop = QEventLoop(application)
        self._timer, self._watch = QTimer(application), QTimer(application)
        self._timer.timeout.connect(self._beat)
        self._watch.timeout.connect(self._look)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self._gaps.append((now - self._last, worked - self._worked))
        self._last, self._worked = now, worked

    def _look(self) -> None:
        now, session = time.perf_counter(), self._application.session
        window = self._application.window
        if session is None or window is None or session.busy or window.preparing:
            self._ended = now
        if now - self._ended > _QUIET or now - self._began > _LONGEST:
            self._loop.quit()

    def watch(self, step: str, act: Callable[[], object]) -> Pause:
        """Does something, and waits until nothing runs any more."""
        from PySide6.QtCore import QTimer

        self._began = self._ended = self._last = time.perf_counter()
        self._worked = time.thread_time()
        self._gaps.clear()
        QTimer.singleShot(30, self._application, act)
        self._timer.start(1)
        self._watch.start(20)
        self._loop.exec()
        self._timer.stop()
        self._watch.stop()
        wall, own = (max(each) for each in zip(*self._gaps, strict=True))
        return Pause(step, wall * 1000, own * 1000, self._ended - self._began)


LEADS, FIRST, CLAUSES = "leads.align", "first.align", "clauses.align"
"""What the workspaces are called, by which a run knows what to do."""


def _steps(application: Application, workspace: str, folder: Path) -> Iterable[Step]:
    match Path(workspace).name:
        case name if name == FIRST:
            return first_steps(application)
        case name if name == CLAUSES:
            return clause_steps(application)
    return lead_steps(application, folder / _DROPPED)


def _drive(workspace: str, folder: str) -> None:
    """Drives the window, and prints each step's pause as a line of JSON."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication, QFileDialog

    from alignment_desktop.gui.application import Application

    def saved_as(_parent: object, _title: str, name: str, *_more: object) -> tuple[str, str]:
        return str(Path(folder) / name), ""

    QFileDialog.getSaveFileName = saved_as  # type: ignore[method-assign, assignment]
    qt = QApplication([])
    settings = QSettings(str(Path(folder) / _SETTINGS), QSettings.Format.IniFormat)
    eager = Path(workspace).name != FIRST
    application = Application(qt, settings, clock=lambda: _NOW, eager=eager)
    application.start(workspace)
    beat = Beat(application)
    if application.window is not None:
        application.window.resize(1440, 900)
    for step, act in _steps(application, workspace, Path(folder)):
        pause = beat.watch(step, act)
        print(json.dumps([pause.step, pause.wall, pause.own, pause.seconds]), flush=True)
    application.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--leads", type=int, default=100_000, metavar="N")
    parser.add_argument("--clauses", type=int, default=2000, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--workspace", type=Path, help="keep the workspace here, and use it again")
    parser.add_argument("--drive", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.drive:
        _drive(*chosen.drive)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        # Runs copy what is made here into the folder itself.
        made = Path(folder) / "made"
        made.mkdir()
        if chosen.leads:
            many = chosen.workspace or made / LEADS
            if not many.exists():
                make_leads(many, chosen.leads, _NOW)
            write_workbook(Path(folder) / _DROPPED, chosen.leads)
            _report([_run(many, folder, LEADS) for _ in range(chosen.runs)])
        make_leads(made / FIRST, 0, _NOW)
        _report([_run(made / FIRST, folder, FIRST) for _ in range(chosen.runs)])
        if chosen.clauses:
            make_clauses(made / CLAUSES, chosen.clauses, _NOW)
            _report([_run(made / CLAUSES, folder, CLAUSES) for _ in range(chosen.runs)])
    return 0


def _report(runs: list[list[Pause]]) -> None:
    late = 0
    print(f"{'step':34} {'longest pause':>14} {'most own work':>14} {'until all is there':>19}")
    for steps in zip(*runs, strict=True):
        wall, own, seconds = (
            statistics.median(getattr(each, what) for each in steps)
            for what in ("wall", "own", "seconds")
        )
        late += own > _LIMIT
        print(f"{steps[0].step:34} {wall:11.0f} ms {own:11.0f} ms {seconds:17.2f} s")
    print(f"{late} steps with more than {_LIMIT} ms of own work; medians of {len(runs)} runs.")


def _run(made: Path, folder: str, name: str) -> list[Pause]:
    # The window must not begin where the run before has left it.
    (Path(folder) / _SETTINGS).unlink(missing_ok=True)
    workspace = shutil.copy(made, Path(folder) / name)
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    words = [sys.executable, __file__, "--drive", workspace, folder]
    done = subprocess.run(
        words, capture_output=True, text=True, env=surroundings, check=False, timeout=1200
    )
    if done.returncode != 0:
        raise SystemExit(f"{done.stdout}{done.stderr}ended with {done.returncode}")
    return [Pause(*json.loads(line)) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    sys.exit(main())
