"""One file on its way: read once, and looked at again for every choice that its user makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.gui.importing.column_rows import KEEP
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.wording import user_language

if TYPE_CHECKING:
    from alignment_desktop.importing.workbook import RawWorkbook
    from alignment_desktop.services.import_looks import Choices, Look, SheetLook
    from alignment_desktop.services.workspace import Workspace

_TOPIC = "import"
_OF_THIS_FILE = frozenset({"again", "data_as_of", "label", "profile", "remember", "sheet"})
"""The choices that say nothing of how the next file is read."""


class FileLooks(QObject):
    """What one file would become by the choices made so far.

    Attributes:
        read: Carries the sheets of a file that was read; its first look follows.
        unreadable: Carries the `Problem` because of which it cannot be read.
        looked: Carries a `Look`: what the choices do is known now.
        asked: What the choices do is being worked out.
        changed: Other choices can be taken back or made again now.
    """

    read = Signal(object)
    unreadable = Signal(object)
    looked = Signal(object)
    asked = Signal()
    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._workbook: RawWorkbook | None = None
        self._choices: Choices | None = None
        self.sheets: Sequence[SheetLook] = ()
        self.look: Look | None = None
        self.looking = False
        self.chosen = False
        self._before: list[Choices] = []
        self._after: list[Choices] = []

    @property
    def choices(self) -> Choices | None:
        """What was settled; None before the file is read."""
        return self._choices

    @property
    def can_undo(self) -> bool:
        """Whether there is a choice to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is a choice that was taken back."""
        return bool(self._after)

    def undo(self) -> frozenset[str]:
        """Takes back the last choice; what of `Choices` is another now."""
        return self._step(self._before, self._after)

    def redo(self) -> frozenset[str]:
        """Makes the choice again that was taken back last; what of `Choices` is another now."""
        return self._step(self._after, self._before)

    def _step(self, source: list[Choices], other: list[Choices]) -> frozenset[str]:
        before = self._choices
        if not source or before is None:
            return frozenset()
        other.append(before)
        after = self._choices = source.pop()
        self.changed.emit()
        self.look_again()
        names = (each.name for each in fields(after))
        return frozenset(name for name in names if getattr(before, name) != getattr(after, name))

    @property
    def reads_otherwise(self) -> bool:
        """Whether something was chosen that a remembered mapping would keep."""
        choices = self._choices
        if choices is None:
            return False
        plain = type(choices)()
        names = {each.name for each in fields(plain)} - _OF_THIS_FILE
        return any(getattr(choices, name) != getattr(plain, name) for name in names)

    def other_sheets(self) -> list[SheetLook]:
        """The sheets of the file that are still to be imported, apart from the one looked at."""
        shown = self.look.proposal.located.sheet if self.look else None
        here = (shown.name or str(shown.number)) if shown else ""
        return [
            sheet
            for sheet in self.sheets
            if sheet.name != here and not sheet.hidden and not sheet.imported and sheet.rows > 1
        ]

    def forget(self) -> None:
        """Lets the file go."""
        self._session.cancel(_TOPIC)
        self._workbook = self.look = self._choices = None
        self.sheets, self.looking, self.chosen = (), False, False
        self._forget_steps()

    def _forget_steps(self) -> None:
        self._before.clear()
        self._after.clear()
        self.changed.emit()

    def read_file(self, path: Path, kept: Choices | None = None) -> None:
        """Reads a file, and looks at the sheet that fits best, or as `kept` has settled it."""
        self.looking, self.chosen = True, kept is not None
        label, at = self._session.label, self._session.now()

        def read(
            workspace: Workspace, monitor: Monitor
        ) -> tuple[RawWorkbook, Sequence[SheetLook], Choices, Look]:
            from alignment_desktop.services import import_looks

            user_language().catalogue.messages(
                "problems"
            )  # read once, here rather than in the window's thread
            workbook = import_looks.read_workbook(path, monitor=monitor)
            choices = kept or import_looks.Choices(label=label)
            shown = import_looks.look(workspace, workbook, choices, monitor, at)
            # What is remembered may have had it read once more, in another code page.
            workbook = shown.proposal.workbook
            return workbook, import_looks.sheets_of(workspace, workbook), choices, shown

        def refused(problem: Problem) -> None:
            self.looking = False
            self.unreadable.emit(problem)

        self._session.ask(_TOPIC, read, self._take_file, refused)

    def look_again(self) -> None:
        """Something in the workspace has changed: what the choices do may have, too."""
        workbook, choices = self._workbook, self._choices
        if workbook is None or choices is None:
            return
        self.looking = True
        self.asked.emit()
        at = self._session.now()

        def work(workspace: Workspace, monitor: Monitor) -> tuple[Sequence[SheetLook], Look]:
            from alignment_desktop.services.import_looks import look, sheets_of

            shown = look(workspace, workbook, choices, monitor, at)
            return sheets_of(workspace, shown.proposal.workbook), shown

        def done(found: tuple[Sequence[SheetLook], Look]) -> None:
            self.sheets, look = found
            self._take(look)

        self._session.ask(_TOPIC, work, done, self._refuse)

    def begin_sheet(self, name: str) -> None:
        """Begins with another sheet, once the one before is imported."""
        self.choose_sheet(name)
        self._forget_steps()

    def choose_sheet(self, name: str) -> None:
        """Looks at another sheet; what was settled about the one before is forgotten."""
        self._change(
            sheet=name,
            kind=None,
            header_row=None,
            columns={},
            values={},
            constants={},
            without=frozenset(),
            again=False,
        )

    def choose_kind(self, kind: str) -> None:
        """Says what a row is."""
        from alignment_desktop.frames import Kind

        self._change(kind=Kind(kind), profile="", columns={}, values={})

    def choose_header(self, row: int) -> None:
        """Says where the column names stand."""
        self._change(header_row=row)

    def choose_meaning(self, column: str, field: str) -> None:
        """Gives a column a field, which it takes from any other; or keeps or ignores it."""
        if self._choices is None:
            return
        others: dict[str, str | None] = {
            name: None if field and given == field else given
            for name, given in self._choices.columns.items()
            if name != column
        }
        self._change(columns={**others, column: None if field == KEEP else field})

    def settle(self, name: str, value: str) -> None:
        """Settles one thing about the whole file, such as `dates` as `day first`."""
        if self._choices is None:
            return
        if name == "profile":
            self._change(profile=value, header_row=None, columns={}, values={})
        elif name == "again":
            self._change(again=True)
        elif name == "blank":
            words = tuple(word for word in map(str.strip, value.split(",")) if word)
            if self.look is None or words != self.look.blank:
                self._change(blank=words)
        elif getattr(self._choices, name) != value:
            self._change(**{name: value})

    def mean(self, field: str, value: str, meaning: str) -> None:
        """Says what a value of a field means."""
        self.mean_all({(field, value): meaning})

    def mean_all(self, meanings: Mapping[tuple[str, str], str]) -> None:
        """Says at once, to be taken back at once, what several values of fields mean."""
        if self._choices is not None:
            known = {name: dict(given) for name, given in self._choices.values.items()}
            for (field, value), meaning in meanings.items():
                known.setdefault(field, {})[value] = meaning
            self._change(values=known)

    def take_back(self, field: str, value: str) -> None:
        """Leaves what a value of a field means to what was found."""
        if self._choices is not None:
            known = {name: dict(given) for name, given in self._choices.values.items()}
            if known.get(field, {}).pop(value, None) is not None:
                self._change(values=known)

    def hold_everywhere(self, field: str, value: str) -> None:
        """Says what a field is in every row."""
        if self._choices is not None:
            without = self._choices.without - {field}
            self._change(constants={**self._choices.constants, field: value}, without=without)

    def count_constant(self, field: str, counts: bool) -> None:
        """Says whether what was found to be the same in every row is to count."""
        if self._choices is not None:
            without = self._choices.without
            self._change(without=without - {field} if counts else without | {field})

    def _change(self, **changes: Any) -> None:
        """Settles fields of `Choices`, by their names."""
        before = self._choices
        after = replace(before, **changes) if before is not None else None
        if before is not None and after is not None and after != before:
            self._before.append(before)
            self._after.clear()
            self._choices, self.chosen = after, True
            self.changed.emit()
            self.look_again()

    def _take_file(self, found: tuple[RawWorkbook, Sequence[SheetLook], Choices, Look]) -> None:
        self._workbook, self.sheets, self._choices, look = found
        self._take(look)
        self.read.emit(look)

    def _take(self, look: Look) -> None:
        self.looking = False
        self.look, self._workbook = look, look.proposal.workbook
        self.looked.emit(look)

    def _refuse(self, problem: Problem) -> None:
        """A choice that cannot be: said in place, and what was chosen before stands."""
        self.looking = False
        if self.look is not None:
            self._take(replace(self.look, prepared=None, preview=None, trouble=problem))
