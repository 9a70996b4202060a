"""The minutes of a workshop as PDF, made beside the window: to be read, or saved where one says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.gui.file_choice import FileChoice
from alignment_desktop.gui.regional import own_paper
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.workshop import Workshop
from alignment_desktop.phrasing.problems import sentence

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.exporting import Exported
    from alignment_desktop.services.workspace import Workspace

_SAVING, _READING = "workshop-minutes", "workshop-minutes-preview"
_ENDING = ".pdf"


def save_minutes(workshop: Workshop, choice: FileChoice, tell: Callable[[str], None]) -> None:
    """Saves what came of a workshop so far.

    Args:
        workshop: The workshop.
        choice: Asks where.
        tell: Gets the sentence that it is done.
    """
    its, found = wording().workshop, workshop.found
    if found is None:
        return
    suggestion = its.file_name(label=found.table.agreement.label) + _ENDING
    path = choice.new(its.save_title(), suggestion, its.pdf_files(pattern=f"*{_ENDING}"))
    if not path:
        return
    target = Path(path if path.lower().endswith(_ENDING) else path + _ENDING)
    made_of = _minutes_of(workshop)

    def question(workspace: Workspace, _monitor: Monitor) -> tuple[Problem, ...]:
        from alignment_desktop.services.exporting import save

        made = made_of(workspace)
        save(made.content, target)
        return made.warnings

    def told(warnings: tuple[Problem, ...]) -> None:
        tell(" ".join([its.saved(file=target.name), *map(sentence, warnings)]))

    workshop.session.ask(_SAVING, question, told)


def preview_minutes(
    workshop: Workshop, shown: Callable[[bytes], None], failed: Callable[[Problem], None]
) -> None:
    """Makes the minutes of what came of a workshop so far, to be read.

    Args:
        workshop: The workshop.
        shown: Gets the document.
        failed: Gets the trouble where there is none.
    """
    made_of = _minutes_of(workshop)

    def question(workspace: Workspace, _monitor: Monitor) -> bytes:
        return made_of(workspace).content

    workshop.session.ask(_READING, question, shown, failed)


def cancel_preview(workshop: Workshop) -> None:
    """Nobody reads the minutes any more."""
    workshop.session.cancel(_READING)


def _minutes_of(workshop: Workshop) -> Callable[[Workspace], Exported]:
    """What makes the minutes as the workshop stands at this moment."""
    session = workshop.session
    label, since, now = session.label, workshop.since, session.now()
    began, taken_up, paper = workshop.clock.began, workshop.agenda, own_paper()

    def made_of(workspace: Workspace) -> Exported:
        from alignment_desktop.services.exporting import Wanted
        from alignment_desktop.services.minutes_documents import Held, export_minutes

        held = Held(taken_up, began, max(now, began))
        wanted = Wanted(label=label, paper=paper)
        return export_minutes(workspace, wanted, now=now, since=since, held=held)

    return made_of
