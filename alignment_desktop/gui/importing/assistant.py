"""The import assistant: one file after the other, from reading it to a batch that can be undone."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.gui.importing.column_rows import KEEP
from alignment_desktop.gui.importing.last_steps import FinishStep, PreviewStep
from alignment_desktop.gui.importing.side import ImportSide
from alignment_desktop.gui.importing.step_bar import StepBar
from alignment_desktop.gui.importing.steps import ColumnsStep, FileStep, SheetStep
from alignment_desktop.gui.importing.words import number_word, size_word, trouble_sentence
from alignment_desktop.gui.session import Session, Working
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.wording import wordings

if TYPE_CHECKING:
    from alignment_desktop.importing.workbook import RawWorkbook
    from alignment_desktop.services.import_looks import Choices, Look, SheetLook
    from alignment_desktop.services.workspace import Workspace

FILE, SHEET, COLUMNS, PREVIEW, FINISH = range(5)
TOPIC = "import"
_COMMAND = "AcceptImport"
PATTERNS = "*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv *.tsv *.txt"


class ImportAssistant(QWidget):
    """Leads a file through its steps.

    Attributes:
        moved: The step, the file or what can be done next is another one now.
        imported: Carries the number of the batch and the file's name.
        ended: There is no further file.
    """

    moved = Signal()
    imported = Signal(int, str)
    ended = Signal()

    def __init__(
        self, session: Session, switch: ThemeSwitch, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: deque[Path] = deque()
        self._path = Path()
        self._step = FILE
        self._workbook: RawWorkbook | None = None
        self._look: Look | None = None
        self._choices: Choices | None = None
        self._remember = ""
        self._looking = False
        self._running = False
        self._stale_preview = False
        self.side = ImportSide()
        self.steps = StepBar(
            [
                self.tr("File"),
                self.tr("Sheet and header"),
                self.tr("Columns"),
                self.tr("Preview"),
                self.tr("Import"),
            ]
        )
        self.file, self.sheet, self.columns = FileStep(), SheetStep(switch), ColumnsStep(switch)
        self.preview, self.finish = PreviewStep(switch), FinishStep()
        self._stack = QStackedWidget()
        for page in (self.file, self.sheet, self.columns, self.preview, self.finish):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.steps)
        inner = QVBoxLayout()
        inner.setContentsMargins(8, 0, 0, 0)
        inner.addWidget(self._stack, 1)
        column.addLayout(inner, 1)
        self._connect()

    def _connect(self) -> None:
        self.steps.chosen.connect(self._go)
        self.file.other_wanted.connect(self.choose_other)
        self.sheet.sheet_chosen.connect(self._choose_sheet)
        self.sheet.kind_chosen.connect(self._choose_kind)
        self.sheet.header_chosen.connect(self._choose_header)
        self.columns.means_chosen.connect(self._choose_meaning)
        self.columns.column_selected.connect(self._show_values)
        self.finish.as_of_given.connect(lambda text: self._settle("data_as_of", text))
        self.finish.name_given.connect(self._name)
        self.finish.cancel_wanted.connect(self.stop_import)
        self.side.settled.connect(self._settle)
        self.side.value_meant.connect(self._mean)
        self.side.without.connect(self._leave_out)
        self.side.save_wanted.connect(self.save_problems)
        self._session.working.connect(self._show_working)

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._step

    @property
    def look(self) -> Look | None:
        """What the choices would do; None until that is known."""
        return self._look

    @property
    def busy(self) -> bool:
        """Whether a file is on its way."""
        return self._path != Path()

    @property
    def running(self) -> bool:
        """Whether rows are being stored."""
        return self._running

    @property
    def can_go_back(self) -> bool:
        """Whether there is a step to go back to."""
        return not self._running and self._step > FILE

    @property
    def can_go_on(self) -> bool:
        """Whether the next step can be taken."""
        if self._running or self._looking or self._look is None:
            return False
        return self._step < self._reachable() if self._step < FINISH else self._is_ready()

    def words(self) -> tuple[str, str, str]:
        """What is being done; what the next button says; what the button that leaves says."""
        more = len(self._waiting)
        title = self.tr("{file} · step {step} of 5").format(
            file=self._path.name, step=self._step + 1
        )
        if more:
            title += " · " + self.tr("{0} more to come").format(more)
        onward = self.tr("Import") if self._step == FINISH else self.tr("Next")
        return title, onward, self.tr("Skip this file") if more else self.tr("Close")

    def take(self, paths: Sequence[Path]) -> None:
        """Takes files, one after the other; those that are on their way come first."""
        self._waiting.extend(paths)
        if self.busy:
            self.moved.emit()
        else:
            self.skip()

    def skip(self) -> None:
        """Leaves the file as it is, and goes on to the next one, if there is one."""
        if self._running:
            return
        self._session.cancel(TOPIC)
        self._forget()
        if self._waiting:
            self._read(self._waiting.popleft())
        else:
            self.ended.emit()

    def back(self) -> None:
        """Goes back one step."""
        if self.can_go_back:
            self._go(self._step - 1)

    def go_on(self) -> None:
        """Goes on one step; from the last one, imports."""
        if not self.can_go_on:
            return
        if self._step == FINISH:
            self._import()
        else:
            self._go(self._step + 1)

    def look_again(self) -> None:
        """Something in the workspace has changed: what these choices do may have, too."""
        if self._workbook is not None and not self._running:
            self._look_now()

    def choose_other(self) -> None:
        """Lets the user pick another file in place of this one."""
        path = choose_files(self, self.tr("Choose a spreadsheet"))
        if path:
            self._waiting.extendleft(reversed(path))
            self.skip()

    def _forget(self) -> None:
        self._path, self._step = Path(), FILE
        self._workbook = self._look = self._choices = None
        self._remember, self._looking = "", False
        self.finish.start_anew()

    def _read(self, path: Path) -> None:
        self._path = path
        self._looking = True
        self.file.show_reading(path.name, str(path.parent))
        self.side.show_file(path.name, self.tr("Reading …"))
        self._go(FILE)

        def read(
            workspace: Workspace, monitor: Monitor
        ) -> tuple[RawWorkbook, Sequence[SheetLook], Choices, Look]:
            from alignment_desktop.services import import_looks

            wordings()  # read once, here rather than in the window's thread
            workbook = import_looks.read_workbook(path, monitor=monitor)
            choices = import_looks.Choices(label=self._session.label)
            shown = import_looks.look(workspace, workbook, choices, monitor)
            return workbook, import_looks.sheets_of(workbook), choices, shown

        self._session.ask(TOPIC, read, self._take_file, self._show_unreadable)

    def _take_file(self, found: tuple[RawWorkbook, Sequence[SheetLook], Choices, Look]) -> None:
        self._workbook, sheets, self._choices, look = found
        workbook = self._workbook
        words = {"text": self.tr("delimited text")}
        facts = " · ".join(
            (
                words.get(workbook.format, workbook.format.upper()),
                size_word(workbook.size),
                self.tr("{0} sheets").format(len(sheets)) if len(sheets) > 1 else workbook.path,
            )
        )
        self.file.show_read(workbook.file_name, facts)
        self.sheet.show_sheets(sheets)
        self._take_look(look)
        self.columns.select_open()
        self._go(COLUMNS if look.recognised else SHEET)

    def _show_unreadable(self, problem: Problem) -> None:
        self._looking = False
        self.file.show_trouble(self._path.name, trouble_sentence(problem))
        self.side.show_file(self._path.name, "")
        self.moved.emit()

    def _look_now(self) -> None:
        workbook, choices = self._workbook, self._choices
        if workbook is None or choices is None:
            return
        self._looking = True
        self.moved.emit()

        def work(workspace: Workspace, monitor: Monitor) -> Look:
            from alignment_desktop.services.import_looks import look

            return look(workspace, workbook, choices, monitor)

        self._session.ask(TOPIC, work, self._take_look, self._show_trouble)

    def _take_look(self, look: Look) -> None:
        self._looking = False
        self._look = look
        self.sheet.show_look(look)
        self.columns.show_look(look)
        self._stale_preview = True
        self.finish.show_look(look)
        self.side.show_look(look, self._path.name)
        self._show_values(self.columns.table.current_key())
        self._show_step()

    def _show_trouble(self, problem: Problem) -> None:
        """A choice that cannot be: said in place, and what was chosen before stands."""
        self._looking = False
        self._look = self._look and replace(self._look, prepared=None, trouble=problem)
        if self._look is not None:
            self._take_look(self._look)

    def _change(self, **changes: object) -> None:
        if self._choices is not None:
            self._choices = replace(self._choices, **changes)  # type: ignore[arg-type]
            self._look_now()

    def _choose_sheet(self, name: str) -> None:
        self._change(sheet=name, header_row=None, columns=None, values={})

    def _choose_kind(self, kind: str) -> None:
        from alignment_desktop.frames import Kind

        self._change(kind=Kind(kind), profile="", columns=None, values={})

    def _choose_header(self, row: int) -> None:
        self._change(header_row=row, columns=None, values={})

    def _choose_meaning(self, column: str, field: str) -> None:
        if self._look is None or self._choices is None:
            return
        placed = {
            each.name: each.field
            for each in self._look.columns
            if (each.kind_of_value or not each.field) and (not field or each.field != field)
        }
        placed.pop(column, None)
        if field != KEEP:
            placed[column] = field
        self._change(columns=placed)

    def _settle(self, name: str, value: str) -> None:
        if self._choices is None:
            return
        if name == "profile":
            self._change(profile=value, header_row=None, columns=None, values={})
        elif name == "again":
            self._change(again=True)
        elif getattr(self._choices, name) != value:
            self._change(**{name: value})

    def _mean(self, field: str, value: str, meaning: str) -> None:
        if self._choices is not None:
            known = {name: dict(given) for name, given in self._choices.values.items()}
            known.setdefault(field, {})[value] = meaning
            self._change(values=known)

    def _leave_out(self, field: str) -> None:
        if self._choices is not None:
            self._change(without=self._choices.without | {field})

    def _name(self, name: str) -> None:
        self._remember = name

    def _show_values(self, name: str) -> None:
        columns = self._look.columns if self._look else ()
        column = next((each for each in columns if each.name == name), None)
        if column is None or not column.open_values:
            column = next((each for each in columns if each.open_values), None)
        self.side.show_column(column if self._step == COLUMNS else None)

    def _is_ready(self) -> bool:
        look = self._look
        return look is not None and look.prepared is not None and self._is_placed(look)

    @staticmethod
    def _is_placed(look: Look) -> bool:
        return any(column.kind_of_value for column in look.columns)

    def _reachable(self) -> int:
        if self._look is None:
            return FILE
        return FINISH if self._is_ready() else COLUMNS

    def _go(self, step: int) -> None:
        self._step = step
        self._show_values(self.columns.table.current_key())
        self._show_step()

    def _show_step(self) -> None:
        if self._step == PREVIEW and self._stale_preview and self._look is not None:
            # Two hundred rows of many columns take a while to lay out: only where they are seen.
            self._stale_preview = False
            self.preview.show_look(self._look)
        self._stack.setCurrentIndex(self._step)
        self.steps.show_step(self._step, -1 if self._running else self._reachable())
        self.moved.emit()

    def _import(self) -> None:
        look = self._look
        if look is None or look.prepared is None:
            return
        from alignment_desktop.services.importing import AcceptImport

        prepared = replace(look.prepared, profile=self._remember or None)
        name = self._path.name
        rows = prepared.checked.rows

        def done(batch: int) -> None:
            self._running = False
            self.imported.emit(batch, name)
            self._tell_done(batch, name, rows)
            self.skip()

        def failed(problem: Problem) -> None:
            self._end_running()
            self.finish.trouble.setText(trouble_sentence(problem))
            self.finish.trouble.show()

        self._running = True
        self.finish.show_running(True)
        self._show_step()
        self._session.execute(AcceptImport(prepared), done=done, failed=failed)

    def _tell_done(self, batch: int, name: str, rows: int) -> None:
        from alignment_desktop.services.importing import UndoImport

        self._session.notify(
            self.tr("{rows} rows of {file} are imported.").format(
                rows=number_word(rows), file=name
            ),
            action=self.tr("Undo"),
            act=lambda: self._session.execute(UndoImport(batch)),
        )

    def stop_import(self) -> None:
        """Stops the running import; nothing is stored then."""
        if self._running:
            self._session.cancel(_COMMAND)
            self._end_running()
            self._session.notify(self.tr("The import was stopped; nothing is stored."))

    def _end_running(self) -> None:
        self._running = False
        self.finish.show_running(False)
        self._show_step()

    def _show_working(self, work: Working | None) -> None:
        if work is not None and work.job == _COMMAND and self._running:
            self.finish.show_progress(work.text, work.done, work.total)

    def save_problems(self) -> None:
        """Lets the user say where, and saves the problem rows there."""
        start = str(self._path.with_name(f"{self._path.stem} problems.xlsx"))
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save problem rows"), start, self.tr("Excel workbook (*.xlsx)")
        )
        if path:
            target = Path(path)
            self.save_problems_to(target if target.suffix else target.with_suffix(".xlsx"))

    def save_problems_to(self, path: Path) -> None:
        """Saves the problem rows as a workbook."""
        prepared = self._look.prepared if self._look else None
        if prepared is None:
            return

        def save(_workspace: Workspace, _monitor: Monitor) -> None:
            from alignment_desktop.services.import_looks import save_problem_rows

            save_problem_rows(prepared, path, trouble_sentence)

        def saved(_nothing: None) -> None:
            self._session.notify(self.tr("The problem rows are in {0}.").format(path.name))

        self._session.ask("problem-rows", save, saved)


def choose_files(parent: QWidget, title: str) -> list[Path]:
    """Asks for spreadsheets; none where the user thinks better of it."""
    words = parent.tr("Spreadsheets and delimited text ({0});;All files (*)").format(PATTERNS)
    paths, _ = QFileDialog.getOpenFileNames(parent, title, "", words)
    return [Path(path) for path in paths]
