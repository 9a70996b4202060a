"""The pages of the assistant's steps: each made before it is needed, and filled when it is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from alignment_desktop.gui.theme import ThemeSwitch

if TYPE_CHECKING:
    from alignment_desktop.gui.importing.finish_step import FinishStep
    from alignment_desktop.gui.importing.looking import FileLooks
    from alignment_desktop.gui.importing.preview_step import PreviewStep
    from alignment_desktop.gui.importing.steps import ColumnsStep, FileStep, SheetStep
    from alignment_desktop.gui.importing.values_step import ValuesStep
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.import_looks import Look

FILE, SHEET, COLUMNS, VALUES, PREVIEW, FINISH = range(6)
_STEPS = {
    **dict.fromkeys(("sheet", "kind", "header_row"), SHEET),
    "columns": COLUMNS,
    "values": VALUES,
    "data_as_of": FINISH,
}
"""Where what the user settles is shown; what is not here stands beside every step."""
_Page = TypeVar("_Page", bound=QWidget)
_PAGES = ("file", "sheet", "columns", "values", "preview", "finish")
_MODULES = ("steps", "values_step", "preview_step", "finish_step")


def asking_steps(look: Look | None) -> frozenset[int]:
    """The steps at which something is to be settled before nothing is left open."""
    if look is None:
        return frozenset()
    steps = set()
    unclear = look.trouble is not None and look.trouble.code != "already-imported"
    if unclear or not any(column.kind_of_value for column in look.columns):
        steps.add(COLUMNS if look.recognised else SHEET)
    if any(not word.is_settled for column in look.words for word in column.words):
        steps.add(VALUES)
    if look.problem_rows:
        steps.add(PREVIEW)
    return frozenset(steps)


def step_of(names: Iterable[str]) -> int | None:
    """The first step at which one of these parts of `Choices` is settled, if there is one."""
    return min((_STEPS[name] for name in names if name in _STEPS), default=None)


class StepPages(QStackedWidget):
    """The steps of one file.

    Attributes:
        other_wanted: Another file is to be chosen.
        name_given: Carries the name under which the choices are to be remembered.
        cancel_wanted: The running import is to stop.
    """

    other_wanted = Signal()
    name_given = Signal(str)
    cancel_wanted = Signal()

    def __init__(self, session: Session, switch: ThemeSwitch, looks: FileLooks) -> None:
        super().__init__()
        self._session, self._switch, self._looks = session, switch, looks
        self._unseen: set[int] = set()
        self._new_file = self._new_sheet = self._new_words = False

    def makers(self) -> list[Callable[[], object]]:
        """What makes the pages, a part at a time, in the order in which they are needed."""
        place = __name__.rpartition(".")[0]
        modules = [partial(import_module, f"{place}.{name}") for name in _MODULES]
        return [*modules, *(partial(getattr, self, name) for name in _PAGES)]

    @cached_property
    def file(self) -> FileStep:
        """The file itself."""
        from alignment_desktop.gui.importing.steps import FileStep

        step = self._added(FileStep())
        step.other_wanted.connect(self.other_wanted)
        return step

    @cached_property
    def sheet(self) -> SheetStep:
        """Its sheet and header."""
        from alignment_desktop.gui.importing.steps import SheetStep

        step, looks = self._added(SheetStep(self._switch)), self._looks
        step.sheet_chosen.connect(looks.choose_sheet)
        step.kind_chosen.connect(looks.choose_kind)
        step.header_chosen.connect(looks.choose_header)
        return step

    @cached_property
    def columns(self) -> ColumnsStep:
        """Its columns."""
        from alignment_desktop.gui.importing.steps import ColumnsStep

        step = self._added(ColumnsStep(self._switch))
        step.means_chosen.connect(self._looks.choose_meaning)
        return step

    @cached_property
    def values(self) -> ValuesStep:
        """The words in its columns."""
        from alignment_desktop.gui.importing.values_step import ValuesStep

        step, looks = self._added(ValuesStep(self._switch)), self._looks
        step.meant.connect(looks.mean)
        step.all_meant.connect(looks.mean_all)
        step.taken_back.connect(looks.take_back)
        return step

    @cached_property
    def preview(self) -> PreviewStep:
        """Its rows as they would be imported."""
        from alignment_desktop.gui.importing.preview_step import PreviewStep

        return self._added(PreviewStep(self._switch))

    @cached_property
    def finish(self) -> FinishStep:
        """What will happen, and the bar while it happens."""
        from alignment_desktop.gui.importing.finish_step import FinishStep

        step = self._added(FinishStep(self._session, self._switch))
        # What was chosen anew, or another file, would make the scoreboard say something else.
        self._looks.asked.connect(step.outlook.forget)
        self._looks.changed.connect(step.outlook.forget)
        step.as_of_given.connect(lambda text: self._looks.settle("data_as_of", text))
        step.name_given.connect(self.name_given)
        step.cancel_wanted.connect(self.cancel_wanted)
        return step

    def start_anew(self, *, file: bool) -> None:
        """Another sheet comes, or another file; nothing of the one before is shown any more."""
        self._unseen.clear()
        self._new_sheet = self._new_words = True
        self._new_file = file

    def take_look(self) -> None:
        """What the choices do is known anew: each page says so when it is seen again."""
        self._unseen = {SHEET, COLUMNS, VALUES, PREVIEW, FINISH}

    def show_step(self, step: int) -> None:
        """Brings the page of a step into sight."""
        page = self._page(step)
        look = self._looks.look
        if step in self._unseen and look is not None:
            self._unseen.discard(step)
            self._fill(step, look)
        self.setCurrentWidget(page)

    def _page(self, step: int) -> QWidget:
        page: QWidget = getattr(self, _PAGES[step])
        return page

    def _fill(self, step: int, look: Look) -> None:
        if step == SHEET:
            self.sheet.show_sheets(self._looks.sheets)
            self.sheet.show_look(look)
        elif step == COLUMNS:
            self.columns.show_look(look)
            if self._new_file:
                self._new_file = False
                self.columns.select_open()
        elif step == VALUES:
            if self._new_words:
                self._new_words = False
                self.values.begin(look)
            else:
                self.values.show_look(look)
        elif step == PREVIEW:
            self.preview.show_look(look)
        else:
            if self._new_sheet:
                self._new_sheet = False
                self.finish.start_anew()
            choices = self._looks.choices
            self.finish.show_as_of(choices.data_as_of if choices is not None else "")
            used = look.proposal.used or ""
            self.finish.offer_name(used, changed=self._looks.reads_otherwise)
            self.finish.show_look(look, more_sheets=len(self._looks.other_sheets()))

    def _added(self, page: _Page) -> _Page:
        self.addWidget(page)
        return page
