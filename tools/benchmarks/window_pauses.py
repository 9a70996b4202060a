"""Measures how long the window answers nobody while its user works on many leads.

    python tools/benchmarks/window_pauses.py [--leads 100000] [--clauses 2000] [--runs 3]

Drives the real window on the sample agreement with so many leads more, then on an agreement of so
many clauses (`clause_steps.py`); 0 leaves one of them out. While each step runs, a
timer beats every millisecond in the window's thread; the longest time between two beats is how
long a key or a click would have waited. Beside it stands the most that the window's own thread
worked between two beats: the rest it waited, for another thread of ours or for another program.
Prints the medians of the runs, each in a process of its own. Works without a screen
(QT_QPA_PLATFORM=offscreen, which is the default here).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import COMMAND, Actor

sys.path.insert(0, str(Path(__file__).parents[2]))
from tools.benchmarks.clause_steps import clause_steps, make_clauses
from tools.benchmarks.generated_leads import (
    write_workbook,
)

if TYPE_CHECKING:
    from alignment_desktop.gui.application import Application
    from alignment_desktop.gui.main_window import MainWindow

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


def _steps(application: Application, dropped: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a user does, in order."""
    from alignment_desktop.domain.scoreboard import View
    from alignment_desktop.gui.pages.scoreboard.scoreboard import ScoreboardPage
    from alignment_desktop.gui.theme import ThemeSetting

    window = application.window
    assert window is not None
    yield "window shown, pages made", window.show
    yield "scoreboard", lambda: window.show_page("scoreboard")
    scoreboard = window.page("scoreboard")
    assert isinstance(scoreboard, ScoreboardPage)
    yield "scoreboard: one month", lambda: scoreboard.show_view(View("2026-11"))
    yield "scoreboard: one segment", lambda: scoreboard.show_view(View("2026-11", "enterprise"))
    yield "scoreboard: the whole", lambda: scoreboard.show_view(View())
    for row in (2, 5, 8):
        yield f"scoreboard: row {row + 1}", partial(scoreboard.table.select_row, row)
    yield (
        "scoreboard: leads of a stage",
        lambda: scoreboard._open_stage(scoreboard.funnel_chart.drawing.regions[0]),  # noqa: SLF001
    )
    yield "scoreboard: saved as workbook", scoreboard.export_button.click
    yield "scoreboard: review as PDF", scoreboard.review_button.click
    yield "commitments", lambda: window.show_page("commitments")
    yield from _clause_steps(window, application)
    pages = ("plan", "glossary", "funnel", "scoring", "cadence", "results", "reviews", "agreement")
    for page in pages:
        yield page, partial(window.show_page, page)
        if page == "reviews":
            yield from _review_steps(window, application)
    yield from _import_steps(window, dropped)
    yield "overview again", lambda: window.show_page("overview")
    yield "scoreboard again", lambda: window.show_page("scoreboard")
    yield "dark", lambda: window.choose_theme(ThemeSetting.DARK)
    yield "light", lambda: window.choose_theme(ThemeSetting.LIGHT)
    for letter in ("m", "mq", "mql"):
        yield f"palette: {letter}", partial(_search, window, letter)


def _review_steps(
    window: MainWindow, application: Application
) -> Iterator[tuple[str, Callable[[], object]]]:
    """Another review is looked at, its headline written and undone, its document read."""
    from alignment_desktop.gui.pages.reviews.reviews import ReviewsPage

    page, session = window.page("reviews"), application.session
    assert isinstance(page, ReviewsPage)
    assert session is not None
    yield "reviews: one month", lambda: page.show_period("2026-11")
    yield "reviews: the whole", lambda: page.show_period("")
    headline = "Calls came late in November."
    yield "reviews: headline written", lambda: page._write("headline", headline)  # noqa: SLF001
    yield "reviews: undone", session.undo
    yield "reviews: document opened", page.open_preview
    yield "reviews: document closed", page.close_preview


def _clause_steps(
    window: MainWindow, application: Application
) -> Iterator[tuple[str, Callable[[], object]]]:
    """A target is typed and undone; a filter is typed; other commitments are looked at."""
    from alignment_desktop.gui.inspector.editors import LineEditor
    from alignment_desktop.gui.pages.clauses.clause_pages import CommitmentsPage

    page, session = window.page("commitments"), application.session
    assert isinstance(page, CommitmentsPage)
    assert session is not None
    session.set_seat("sales")

    def type_target() -> None:
        form = page.clause_inspector.form
        target = form.editor("target") if form is not None else None
        assert isinstance(target, LineEditor)
        target.line.setText(">= 91 %")
        target.line.textEdited.emit(">= 91 %")
        target.committed.emit()

    yield "commitments: another selected", lambda: page.card.select_row(3)
    yield "commitments: a target changed", type_target
    yield "commitments: undone", session.undo
    yield "commitments: filtered", lambda: page.filter_line.setText("first")
    yield "commitments: filter cleared", page.filter_line.clear


def _import_steps(window: MainWindow, dropped: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """A workbook is dropped, looked through, imported, and its import undone."""
    from alignment_desktop.gui.importing.step_pages import FINISH, PREVIEW
    from alignment_desktop.gui.pages.results.results import ResultsPage

    results = window.page("results")
    assert isinstance(results, ResultsPage)
    assistant = results.assistant
    yield "workbook dropped", lambda: window.files_dropped.emit((str(dropped),))
    while assistant.step < PREVIEW:
        yield f"workbook: after step {assistant.step + 1}", results.next_button.click
    preview = assistant.pages.preview
    rows, found = preview.rows_table.table, preview.problems.rowCount()
    yield "workbook: a late problem", lambda: preview.problems_table.select_row(found - 1)
    yield "workbook: the last rows", rows.scrollToBottom
    while assistant.step < FINISH:
        yield f"workbook: after step {assistant.step + 1}", results.next_button.click
    yield "workbook imported", results.next_button.click
    last = results.batches[-1].id
    yield "import undone", lambda: results.undo_import(last)
    yield "import restored", lambda: results.restore_import(last)


def _search(window: MainWindow, words: str) -> None:
    window.palette_.open()
    window.palette_.field.setText(words)


CLAUSES = "clauses.align"
"""The name of the workspace of many clauses, by which a run knows what to do."""


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
    application = Application(qt, settings, clock=lambda: _NOW, eager=True)
    application.start(workspace)
    beat = Beat(application)
    if application.window is not None:
        application.window.resize(1440, 900)
    many_clauses = Path(workspace).name == CLAUSES
    steps = clause_steps(application) if many_clauses else None
    for step, act in steps or _steps(application, Path(folder) / _DROPPED):
        pause = beat.watch(step, act)
        print(json.dumps([pause.step, pause.wall, pause.own, pause.seconds]), flush=True)
    application.close()


def _write_leads(path: Path, count: int) -> None:
    """Leads of nine months before the sample's end, in the fields of the contract."""
    chance = random.Random(2026)
    first = datetime(2026, 4, 1)  # noqa: DTZ001 - spreadsheets tell local time
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_FIELDS)
        for number in range(count):
            writer.writerow(_lead(chance, first, number))


_FIELDS = (
    *("lead_id", "account", "owner", "region", "source", "segment", "grade", "campaign"),
    *("employees", "created_at", "entered.inquiry", "entered.mql", "handed_over_at"),
    *("first_touch_at", "decision", "decided_at", "return_reason", "entered.sal", "entered.sql"),
    *("entered.opportunity", "opportunity_at", "amount", "closed_at", "outcome", "revenue"),
    *("recycled_at", "renurtured_at", "feedback_at"),
)


def _lead(chance: random.Random, first: datetime, number: int) -> list[object]:
    made = first + timedelta(minutes=chance.randrange(270 * 24 * 60))
    handed = made + timedelta(hours=chance.random() * 40)
    touched = handed + timedelta(hours=chance.expovariate(1 / 12))
    decided = touched + timedelta(hours=chance.random() * 60)
    accepted = chance.random() < 0.6
    wanted = accepted and chance.random() < 0.4
    won = wanted and chance.random() < 0.3
    opened, closed = decided + timedelta(days=9), decided + timedelta(days=20)

    def told(moment: datetime, whether: bool = True) -> str:
        return f"{moment:%Y-%m-%d %H:%M}" if whether else ""

    return [
        *(f"X{number}", f"Account {number % 5000}", chance.choice(("Ann", "Bo", "Cy", ""))),
        *(chance.choice(("EMEA", "APAC", "NA")), chance.choice(("Web", "Fair", "Ads"))),
        *(chance.choice(("Enterprise", "Small business")), chance.choice("ABCD")),
        *(chance.choice(("", "Webinar series")), chance.randrange(5000)),
        *(told(made), told(made), told(handed), told(handed), told(touched)),
        *("accepted" if accepted else "returned", told(decided)),
        "" if accepted else chance.choice(("No timing", "No pain", "")),
        *(told(decided, accepted), told(decided + timedelta(days=2), accepted)),
        *(told(opened, wanted), told(opened, wanted)),
        chance.randrange(9_000_000) / 100 if wanted else "",
        told(closed, wanted),
        ("won" if won else "lost") if wanted else "",
        chance.randrange(9_000_000) / 100 if won else "",
        told(decided, not accepted),
        told(decided + timedelta(days=chance.random() * 20), not accepted),
        told(decided + timedelta(days=3), accepted),
    ]


def _make(path: Path, leads: int) -> None:
    """The sample workspace with so many leads more."""
    from alignment_desktop.domain.progress import Silent
    from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
    from alignment_desktop.services.sample_workspace import new_sample

    workspace = new_sample(str(path), by=Actor(None, None, COMMAND), at=_NOW, monitor=Silent())
    rows = path.with_suffix(".csv")
    _write_leads(rows, leads)
    workspace.execute(
        AcceptImport(prepare(workspace, ImportRequest(path=rows))),
        by=Actor(None, None, COMMAND),
        at=_NOW,
    )
    workspace.close()


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
        (Path(folder) / "made").mkdir()
        if chosen.leads:
            workspace = chosen.workspace or Path(folder) / "made" / "many.align"
            if not workspace.exists():
                _make(workspace, chosen.leads)
            write_workbook(Path(folder) / _DROPPED, chosen.leads)
            _report([_run(workspace, folder) for _ in range(chosen.runs)])
        if chosen.clauses:
            made = Path(folder) / "made" / CLAUSES
            make_clauses(made, chosen.clauses, _NOW)
            _report([_run(made, folder) for _ in range(chosen.runs)])
    return 0


def _report(runs: list[list[Pause]]) -> None:
    late = 0
    print(f"{'step':34} {'longest pause':>14} {'most own work':>14} {'until all is there':>19}")
    for steps in zip(*runs, strict=True):
        wall, own, seconds = (
            statistics.median(getattr(each, what) for each in steps)
            for what in ("wall", "own", "seconds")
        )
        late += wall > _LIMIT
        print(f"{steps[0].step:34} {wall:11.0f} ms {own:11.0f} ms {seconds:17.2f} s")
    print(f"{late} steps over {_LIMIT} ms; medians of {len(runs)} runs.")


def _run(made: Path, folder: str) -> list[Pause]:
    # The window must not begin where the run before has left it.
    (Path(folder) / _SETTINGS).unlink(missing_ok=True)
    workspace = shutil.copy(made, Path(folder) / made.name)
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
