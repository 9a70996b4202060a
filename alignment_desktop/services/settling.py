"""How the figures of a scoreboard moved as imports came, each measured as of each import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.domain.progress import Progress
from alignment_desktop.domain.scoreboard import ScoreLine, View
from alignment_desktop.domain.settling import Settling, Standing, State, moved, steps
from alignment_desktop.domain.verdicts import PeriodFigure
from alignment_desktop.services.measured_board import MeasuredBoard, Sources
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.services.scoreboard import LinesWithPast, lines_of

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow

MOST_IMPORTS = 12
"""So many imports are looked back at; each means measuring everything once more."""
MOST_ROWS = 2_000_000
"""So many rows are folded for that at most; of large imports the newest two are looked at."""
_STAGE = "measuring"


def settling(
    workspace: Workspace, measured: MeasuredBoard, key: str, *, now: datetime, monitor: Monitor
) -> Settling | None:
    """How the figure of one line of a scoreboard moved as imports came.

    What was known after an import is what `measure --known-at` says of it. All lines are worked
    out together, and kept with the scoreboard.

    Args:
        workspace: Where the evidence is.
        measured: The scoreboard.
        key: The commitment of the line.
        now: The moment that counts where nothing else says one.
        monitor: Asked to stop between the imports.

    Returns:
        None where fewer than two imports tell of it.

    Raises:
        Problem: That what is stored is damaged.
        Cancelled: Where the monitor asks to stop.
    """
    if not measured.states:
        found = _settlings(workspace, measured, now, monitor)
        measured.states.update({one.key: one for one in found})
    return measured.states.get(key)


def _settlings(
    workspace: Workspace, measured: MeasuredBoard, now: datetime, monitor: Monitor
) -> list[Settling]:
    board = measured.board
    view = View(board.period, board.segment)
    with workspace.store.read() as reader:
        rows = [row for row in reader.batches() if row.id in reader.logged_evidence().batches]
        imported = reader.moments_of_import()
        counted = {row.id: reader.batches_at_import(row.id) for row in rows}
    if len(rows) < 2:
        return []
    looked_at = _newest(rows, counted)
    known: list[tuple[BatchRow, LinesWithPast]] = []
    for number, row in enumerate(looked_at):
        monitor.report(Progress(number, len(looked_at), _STAGE))
        request = request_of(workspace, Question(label=board.label, known_at=row.id), now)
        known.append((row, lines_of(Sources(request, len(counted[row.id])), view)))
    zone = ZoneInfo(measured.bench.zone)
    standing = frozenset(row.id for row in rows if not row.withdrawn)
    undone = standing != counted[rows[-1].id]
    found = []
    for line in board.lines:
        states = [
            State(
                imported.get(row.id, row.imported_at).astimezone(zone),
                *_figures(lines, line.key),
                row.id,
                row.file,
            )
            for row, lines in known
        ]
        told = moved(states, from_first=looked_at[0].id == rows[0].id)
        if undone:
            states.append(replace(states[-1], at=now, figure=_pooled(line), batch=None, file=""))
        found.append(
            Settling(line.key, line.unit, line.target, line.every, steps(states), told, line.value)
        )
    return found


def _newest(rows: Sequence[BatchRow], counted: dict[int, frozenset[int]]) -> Sequence[BatchRow]:
    """The newest imports, as many as can be looked back at."""
    sizes = {row.id: row.rows for row in rows}
    found: list[BatchRow] = []
    folded = 0
    for row in reversed(rows[-MOST_IMPORTS:]):
        folded += sum(sizes.get(each, 0) for each in counted[row.id])
        if folded > MOST_ROWS and len(found) >= 2:
            break
        found.append(row)
    return found[::-1]


def _figures(lines: LinesWithPast, key: str) -> tuple[Standing | None, tuple[PeriodFigure, ...]]:
    """What a commitment came to in the days of the scoreboard, and in its last periods."""
    if key not in lines:
        return None, ()
    line, history = lines[key]
    return _pooled(line), history or line.periods


def _pooled(line: ScoreLine) -> Standing:
    """The pooled figure of a line, with the verdict of its periods."""
    return Standing(line.value, line.verdict.word, line.eligible, line.kept, line.missed)
