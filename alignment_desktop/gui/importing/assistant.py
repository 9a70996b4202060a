"""The import assistant: one file after the other, from reading it to a batch that can be undone."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.importing.file_dialogs import choose_files
from alignment_desktop.gui.importing.import_inspector import ImportSide
from alignment_desktop.gui.importing.import_run import COMMAND, ImportRun
from alignment_desktop.gui.importing.looking import FileLooks
from alignment_desktop.gui.importing.reading_line import ReadingLine
from alignment_desktop.gui.importing.saving import choose_and_save, save_rows
from alignment_desktop.gui.importing.step_bar import StepBar
from alignment_desktop.gui.importing.step_pages import (
    COLUMNS,
    FILE,
    FINISH,
    PREVIEW,
    SHEET,
    VALUES,
    StepPages,
    asking_steps,
    step_of,
)
from alignment_desktop.gui.importing.words import size_word, trouble_sentence
from alignment_desktop.gui.job_runner import Working
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.tab_order import can_take_keyboard, keyboard_in, tab_stops
from alignment_desktop.gui.wording import headings, wording

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import Choices, Look


class ImportAssistant(QWidget):
    """Leads a file through its steps.

    Attributes:
        moved: The step, the file or what can be done next is another one now.
        troubled: Something has to be settled beside the steps before the file can be imported.
        imported: Carries the number of the batch and the file's name.
        ended: There is no further file.
        choices_changed: Other choices can be taken back or made again now.
    """

    moved = Signal()
    troubled = Signal()
    imported = Signal(int, str)
    ended = Signal()
    choices_changed = Signal()

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: deque[Path] = deque()
        self._kept: dict[Path, Choices] = {}
        self._path = Path()
        self._step = FILE
        self._looks = FileLooks(session, self)
        self._remember = ""
        self._run = ImportRun(session, self)
        self._trouble = ""
        self.steps = StepBar(
            [
                headings().file(),
                wording().importing.sheet_and_header(),
                wording().importing.columns(),
                wording().importing.values_step(),
                wording().importing.preview(),
                wording().importing.import_(),
            ],
            icons,
        )
        self.pages = StepPages(session, switch, self._looks)
        self.reading_line = ReadingLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.steps)
        inner = QVBoxLayout()
        inner.setContentsMargins(8, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.reading_line)
        inner.addWidget(self.pages, 1)
        column.addLayout(inner, 1)
        self._connect()

    def _connect(self) -> None:
        looks, pages = self._looks, self.pages
        looks.read.connect(self._take_file)
        looks.unreadable.connect(self._show_unreadable)
        looks.asked.connect(self.moved)
        looks.changed.connect(self.choices_changed)
        looks.looked.connect(self._take_look)
        self.steps.chosen.connect(self._go)
        self.reading_line.settled.connect(looks.settle)
        pages.other_wanted.connect(self.choose_other)
        pages.name_given.connect(self._name)
        pages.cancel_wanted.connect(self.stop_import)
        self._run.stored.connect(self._take_stored)
        self._run.refused.connect(self._show_refused)
        self._run.outdated.connect(self._read_again)
        self._session.working.connect(self._show_working)

    @cached_property
    def side(self) -> ImportSide:
        """What stands beside the steps."""
        side, looks = ImportSide(), self._looks
        side.settled.connect(looks.settle)
        side.constant_counts.connect(looks.count_constant)
        side.constant_given.connect(looks.hold_everywhere)
        side.save_wanted.connect(self.save_problems)
        side.problems_wanted.connect(self.show_problems)
        return side

    @property
    def undo_state(self) -> tuple[bool, bool]:
        """Whether there is a choice to take back, and one to make again."""
        return (False, False) if self.running else (self._looks.can_undo, self._looks.can_redo)

    def undo(self) -> None:
        """Takes back the last choice, and shows the step at which it was made."""
        if not self.running:
            self._show_changed(self._looks.undo())

    def redo(self) -> None:
        """Makes the choice again that was taken back last, and shows its step."""
        if not self.running:
            self._show_changed(self._looks.redo())

    def _show_changed(self, names: frozenset[str]) -> None:
        step = step_of(names)
        if step is not None and step <= self._reachable():
            self._go(step)

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._step

    @property
    def look(self) -> Look | None:
        """What the choices would do; None until that is known."""
        return self._looks.look

    @property
    def looking(self) -> bool:
        """Whether what the choices do is still being worked out."""
        return self._looks.looking

    @property
    def busy(self) -> bool:
        """Whether a file is on its way."""
        return self._path != Path()

    @property
    def running(self) -> bool:
        """Whether rows are being stored."""
        return self._run.running

    @property
    def can_go_back(self) -> bool:
        """Whether there is a step to go back to."""
        return not self.running and self._step > FILE

    @property
    def can_go_on(self) -> bool:
        """Whether the next step can be taken."""
        if self.running or self.looking or self.look is None:
            return False
        return self._step < self._reachable() if self._step < FINISH else self._is_ready()

    def words(self) -> tuple[str, str, str]:
        """What is being done; what the next button says; what the button that leaves says."""
        more = len(self._waiting)
        title = wording().importing.step_of_6(file=self._path.name, step=self._step + 1)
        if more:
            title += " · " + wording().importing.more_to_come(more=more)
        onward = (
            wording().importing.import_() if self._step == FINISH else wording().importing.next()
        )
        return (
            title,
            onward,
            wording().importing.skip_this_file() if more else wording().common.close(),
        )

    def offers(self) -> tuple[Offer, ...]:
        """What can be done at the step that is shown, besides going on and back."""
        return self.pages.values.offers() if self._step == VALUES else ()

    def take(self, paths: Sequence[Path]) -> None:
        """Takes files, one after the other; those that are on their way come first."""
        self._waiting.extend(paths)
        if self.busy:
            self.moved.emit()
        else:
            self._next()

    def skip(self) -> None:
        """Leaves the file as it is, and goes on to the next one, if there is one."""
        if self.running:
            return
        self._put_aside()
        self._next()

    def _put_aside(self) -> None:
        """Says that the file is left as it is, where choices were made for it, and how to go on."""
        path, choices = self._path, self._looks.choices
        if choices is None or not self._looks.chosen:
            return

        def go_on() -> None:
            self._waiting.appendleft(path)
            self._kept[path] = choices
            if not self.busy:
                self._next()

        self._session.notify(
            wording().importing.was_put_aside_nothing(name=path.name),
            action=wording().importing.go_on_with_it(),
            act=go_on,
        )

    def _next(self) -> None:
        self._forget()
        if self._waiting:
            self._read(self._waiting.popleft())
        else:
            self.ended.emit()

    def back(self) -> None:
        """Goes back one step."""
        if self.can_go_back:
            words = self._step != PREVIEW or self._has_words()
            self._go(self._step - 1 if words else COLUMNS)

    def go_on(self) -> None:
        """Goes on one step; from the last one, imports."""
        if not self.can_go_on:
            return
        if self._step == FINISH:
            self._import()
        else:
            words = self._step != COLUMNS or self._has_words()
            self._go(self._step + 1 if words else PREVIEW)

    def _has_words(self) -> bool:
        """Whether the file has words to look through; the step is passed over where not."""
        return self.look is not None and bool(self.look.words)

    def look_again(self) -> None:
        """Something in the workspace has changed: what these choices do may have, too."""
        if not self.running:
            self._looks.look_again()

    def show_problems(self) -> None:
        """Brings the problems into sight, among the rows."""
        if self.look is not None and not self.running and self._reachable() >= PREVIEW:
            self._go(PREVIEW)
            self.pages.preview.problems_table.setFocus()

    def choose_other(self) -> None:
        """Lets the user pick another file in place of this one."""
        path = choose_files(self._session.folders, self, wording().importing.choose_a_spreadsheet())
        if path:
            self._waiting.extendleft(reversed(path))
            self.skip()

    def _forget(self) -> None:
        self._path, self._step = Path(), FILE
        self._looks.forget()
        self._remember = ""
        self._trouble = ""
        self.pages.start_anew(file=True)

    def _read(self, path: Path) -> None:
        self._path = path
        self.choices_changed.emit()
        self.pages.file.show_reading(path.name, str(path.parent))
        self.side.show_file(path.name, wording().importing.reading())
        self._looks.read_file(path, self._kept.pop(path, None))
        self._go(FILE)

    def _take_file(self, look: Look) -> None:
        workbook, sheets = look.proposal.workbook, self._looks.sheets
        words = {"text": wording().importing.delimited_text()}
        facts = " · ".join(
            (
                words.get(workbook.format, workbook.format.upper()),
                size_word(workbook.size),
                wording().importing.sheets(len(sheets), count=len(sheets))
                if len(sheets) > 1
                else workbook.path,
            )
        )
        self.pages.file.show_read(workbook.file_name, facts)
        self._go(COLUMNS if look.recognised else SHEET)

    def _show_unreadable(self, problem: Problem) -> None:
        self.pages.file.show_trouble(self._path.name, trouble_sentence(problem))
        self.side.show_file(self._path.name, "")
        self.moved.emit()

    def _take_look(self, look: Look) -> None:
        self.pages.take_look()
        self.reading_line.show_look(look)
        self.side.show_look(look, self._path.name, sheets=len(self._looks.sheets))
        self._show_step()
        trouble = look.trouble.code if look.trouble is not None else ""
        if trouble and trouble != self._trouble:
            self.troubled.emit()
        self._trouble = trouble

    def _name(self, name: str) -> None:
        self._remember = name

    def _is_ready(self) -> bool:
        look = self.look
        return look is not None and look.prepared is not None and self._is_placed(look)

    @staticmethod
    def _is_placed(look: Look) -> bool:
        return any(column.kind_of_value for column in look.columns)

    def _reachable(self) -> int:
        if self.look is None:
            return FILE
        return FINISH if self._is_ready() else COLUMNS

    def _go(self, step: int) -> None:
        self._step = step
        self._show_step()
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        """Puts the keyboard into the step in sight, where it stood on the bar, or on no control."""
        focused = keyboard_in(self.window())
        if focused is None or not self.isVisible() or self._step == FILE:
            return
        # A stack gives the keyboard back to what had it last, though that may be hidden by now.
        lost = not can_take_keyboard(focused)
        if lost or self.steps.isAncestorOf(focused) or focused.isAncestorOf(self):
            for stop in tab_stops(self.pages)[:1]:
                stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_step(self) -> None:
        self.pages.show_step(self._step)
        self.reading_line.setVisible(self.look is not None and FILE < self._step < FINISH)
        reachable = -1 if self.running else self._reachable()
        self.steps.show_step(self._step, reachable, asking_steps(self.look))
        self.moved.emit()

    def _import(self) -> None:
        look = self.look
        if look is None or look.prepared is None:
            return
        prepared = replace(look.prepared, profile=self._remember or None)
        self._run.begin(self._path, prepared, look.rows_left_out)
        self.pages.finish.show_running(True)
        self._show_step()

    def _take_stored(self, batch: int) -> None:
        self.imported.emit(batch, self._path.name)
        self._go_on_after_import()

    def _show_refused(self, problem: Problem) -> None:
        self._end_running()
        stages = self.look.stages if self.look is not None else ()
        self.pages.finish.trouble.setText(trouble_sentence(problem, stages))
        self.pages.finish.trouble.show()

    def _read_again(self) -> None:
        """The file is another one by now: nobody has looked through what it says."""
        path, choices = self._path, self._looks.choices
        self._end_running()
        self._session.notify(wording().importing.file_was_changed(name=path.name), wrong=True)
        if choices is not None:
            self._kept[path] = choices
        self._forget()
        self._read(path)

    def _go_on_after_import(self) -> None:
        """To another sheet of the file where that is wanted, else to the next file."""
        others = self._looks.other_sheets() if self.pages.finish.another_sheet.isChecked() else []
        if not others:
            self._next()
            return
        self._remember = ""
        self.pages.start_anew(file=False)
        self._looks.begin_sheet(others[0].name)
        self._go(SHEET)

    def stop_import(self) -> None:
        """Stops the running import; nothing is stored then."""
        if self.running:
            self._run.stop()
            self._end_running()
            self._session.notify(wording().importing.the_import_was_stopped())

    def _end_running(self) -> None:
        self.pages.finish.show_running(False)
        self._show_step()

    def _show_working(self, work: Working | None) -> None:
        if work is not None and work.job == COMMAND and self.running:
            self.pages.finish.show_progress(work.text, work.done, work.total)

    def save_problems(self) -> None:
        """Lets the user say where, and saves the problem rows there."""
        if self.look is not None:
            choose_and_save(self._session, self, self.look, self._path)

    def save_problems_to(self, path: Path) -> None:
        """Saves the problem rows as a workbook."""
        if self.look is not None:
            save_rows(self._session, self.look, path)
