"""The minutes as they will be saved, to be read in the workshop's window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.reading.document_preview import DocumentPreview
from alignment_desktop.gui.reading.reader import Reader
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.minutes_saving import cancel_preview, preview_minutes
from alignment_desktop.gui.workshop.workshop import Workshop

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem

_TOPIC = "workshop-minutes-document"


def minutes_reader(workshop: Workshop, switch: ThemeSwitch, icons: Icons) -> Reader:
    """What shows the pages of the minutes."""
    name = wording().workshop.pages_of_the_minutes()
    return Reader(workshop.session, switch, icons, _TOPIC, name)


class MinutesPreview(DocumentPreview):
    """Shows the minutes of what came of the workshop so far."""

    def __init__(self, workshop: Workshop, reader: Reader, icons: Icons) -> None:
        its = wording().workshop
        super().__init__(reader, icons, back=its.back_to_the_outcome(), save=its.save_pdf())
        self._workshop = workshop

    def renew(self) -> None:
        """Makes the minutes anew; what is shown stays until they are here."""
        found = self._workshop.found
        if found is not None:
            self.show_title(wording().workshop.file_name(label=found.table.agreement.label))
            preview_minutes(self._workshop, self.reader.show_pdf, self._show_problem)

    def leave(self) -> None:
        """Lets go of the document; no answer comes any more."""
        cancel_preview(self._workshop)
        self.clear()

    def _show_problem(self, problem: Problem) -> None:
        self.reader.show_trouble(self._workshop.session.sentence(problem))
