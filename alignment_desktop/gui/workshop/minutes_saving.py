"""Asks where, and saves the minutes of a workshop as PDF beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.gui.file_choice import FileChoice
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.workshop import Workshop
from alignment_desktop.phrasing.problems import sentence

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.workspace import Workspace

_TOPIC = "workshop-minutes"
_ENDING = ".pdf"


def save_minutes(workshop: Workshop, choice: FileChoice, tell: Callable[[str], None]) -> None:
    """Saves what came of a workshop so far.

    Args:
        workshop: The workshop.
        choice: Asks where.
        tell: Gets the sentence that it is done.
    """
    its, session, found = wording().workshop, workshop.session, workshop.found
    if found is None:
        return
    suggestion = its.file_name(label=found.table.agreement.label) + _ENDING
    path = choice.new(its.save_title(), suggestion, its.pdf_files(pattern=f"*{_ENDING}"))
    if not path:
        return
    target = Path(path if path.lower().endswith(_ENDING) else path + _ENDING)
    label, since, now = session.label, workshop.since, session.now()
    began, taken_up = workshop.clock.began, workshop.agenda

    def question(workspace: Workspace, _monitor: Monitor) -> tuple[Problem, ...]:
        from alignment_desktop.services.exporting import Held, Wanted, export_minutes, save

        held = Held(taken_up, began, max(now, began))
        made = export_minutes(workspace, Wanted(label=label), now=now, since=since, held=held)
        save(made.content, target)
        return made.warnings

    def told(warnings: tuple[Problem, ...]) -> None:
        tell(" ".join([its.saved(file=target.name), *map(sentence, warnings)]))

    session.ask(_TOPIC, question, told)
