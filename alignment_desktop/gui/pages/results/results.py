"""The page of results: what was imported, and the assistant that imports more."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.progress import Monitor
from alignment_desktop.gui.help.topics import KeyLine
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.idle_tasks import TaskQueue
from alignment_desktop.gui.importing.file_desk import FileDesk
from alignment_desktop.gui.importing.file_dialogs import choose_files
from alignment_desktop.gui.importing.results_tools import ResultsTools
from alignment_desktop.gui.importing.words import Stages, number_word, trouble_sentence
from alignment_desktop.gui.page import Offer, Page
from alignment_desktop.gui.pages.results.import_acts import ImportActs
from alignment_desktop.gui.pages.results.results_views import FILES, ResultsViews
from alignment_desktop.gui.scoreboard_cache import MEASURED, ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.tab_order import tab_stops
from alignment_desktop.gui.wording import wording
from alignment_desktop.phrasing.fields import stage_text

if TYPE_CHECKING:
    from alignment_desktop.gui.importing.assistant import ImportAssistant
    from alignment_desktop.gui.importing.batch_list import BatchList
    from alignment_desktop.gui.importing.batch_side import BatchSide
    from alignment_desktop.gui.importing.comparison import Comparison
    from alignment_desktop.gui.importing.empty_results import EmptyResults
    from alignment_desktop.gui.importing.import_inspector import ImportSide
    from alignment_desktop.services.dropped_files import Gathered
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow

_PLACE = "alignment_desktop.gui."
_FOR_LIST = tuple(
    _PLACE + name
    for name in (
        "widgets.card_table",
        "importing.batch_rows",
        "importing.batch_side",
        "importing.batch_list",
    )
)
_FOR_FILES = tuple(
    _PLACE + "importing." + name
    for name in ("looking", "reading_choices", "import_inspector", "assistant")
)
"""What is loaded a module a turn, as each takes a while the first time."""


def _meet_viewports() -> None:
    """Gets over what the first viewport costs: for it every kind of widget is looked up once."""
    QScrollArea().viewport()


_SHOWING = "results showing"


class ResultsPage(Page):
    """Lists the imports, undoes and restores them, and leads new files in."""

    SHOWS: ClassVar[frozenset[Hashable]] = MEASURED

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        scoreboards: ScoreboardCache,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session, self._icons = session, icons
        self._batches: tuple[BatchRow, ...] = ()
        self._wanted = ""
        self._read = False
        self._drops = 0
        self._showing_queue = TaskQueue(partial(session.run_when_idle, _SHOWING))
        self._readied = False
        self._assistant: ImportAssistant | None = None
        self._listing_files = self._comparing = False
        self.files = FileDesk(session, switch, self)
        self.acts = ImportActs(session, self, self._stages)
        self._stack = QStackedWidget()
        self._blank = QWidget()
        self._stack.addWidget(self._blank)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._side = QStackedWidget()
        self.views = ResultsViews(session, switch, scoreboards, self, self._stack, self._side)
        before = self.views.switch, self.views.period_place
        self._tools = tools = ResultsTools(self.files, self, *before)
        self.next_button, self.back_button = tools.next_button, tools.back_button
        self.close_button = tools.close_button
        self._connect()
        self._show_right()

    @cached_property
    def imports(self) -> BatchList:
        """What lists the imports."""
        from alignment_desktop.gui.importing.batch_list import BatchList

        imports = BatchList(self._switch)
        self._stack.addWidget(imports)
        imports.selected.connect(self._show_batch)
        imports.opened.connect(lambda _key: self.inspection_wanted.emit())
        return imports

    @cached_property
    def batch(self) -> BatchSide:
        """The import that is selected, in the inspector."""
        from alignment_desktop.gui.importing.batch_side import BatchSide

        batch = BatchSide()
        self._side.addWidget(batch)
        batch.undo_wanted.connect(self.acts.undo)
        batch.save_wanted.connect(self.acts.choose_problems)
        batch.restore_wanted.connect(self.acts.restore)
        batch.compare_wanted.connect(self.compare)
        return batch

    @cached_property
    def comparison(self) -> Comparison:
        """What shows how two imports differ."""
        from alignment_desktop.gui.importing.comparison import Comparison

        comparison = Comparison(self._session, self._switch)
        self._stack.addWidget(comparison)
        comparison.closed.connect(self._show_imports)
        return comparison

    def compare(self, before: int, after: int) -> None:
        """Shows how two imports differ."""
        known = {batch.id: batch for batch in self._batches}
        self.comparison.compare(known[before], known[after], self._stages())
        self._comparing = True
        self._show_right()

    def _show_imports(self) -> None:
        self._comparing = False
        self._show_right()

    @property
    def assistant(self) -> ImportAssistant:
        """What leads files in; made in time for the first one, or now."""
        if self._assistant is None:
            from alignment_desktop.gui.importing.assistant import ImportAssistant

            assistant = self._assistant = ImportAssistant(self._session, self._switch, self._icons)
            self._stack.addWidget(assistant)
            assistant.moved.connect(self._show_right)
            assistant.troubled.connect(self.inspection_wanted)
            assistant.ended.connect(self._show_right)
            assistant.choices_changed.connect(self.undo_changed)
        return self._assistant

    def _ready(self) -> None:
        """Makes what a file needs on its way, a part a turn; reading it takes longer."""
        if not self._readied:
            self._readied = True
            self._showing_queue.add(*(partial(import_module, name) for name in _FOR_FILES))
            self._showing_queue.add(self._make_parts)

    def _make_parts(self) -> None:
        makers = self.assistant.pages.makers()
        self._showing_queue.add_first(
            lambda: self._beside, lambda: self._beside.reading, *makers, lambda: self.imports
        )

    @cached_property
    def _beside(self) -> ImportSide:
        """What stands beside the assistant."""
        side = self.assistant.side
        self._side.addWidget(side)
        return side

    @cached_property
    def empty(self) -> EmptyResults:
        """What is shown while nothing is imported."""
        from alignment_desktop.gui.importing.empty_results import EmptyResults

        empty = EmptyResults(self._switch)
        self._stack.addWidget(empty)
        empty.acted.connect(self.choose_files)
        empty.template_wanted.connect(self.acts.choose_template)
        return empty

    def _connect(self) -> None:
        self._tools.import_wanted.connect(self.choose_files)
        self._tools.template_wanted.connect(self.acts.choose_template)
        self.close_button.clicked.connect(lambda: self.assistant.skip())
        self.back_button.clicked.connect(lambda: self.assistant.back())
        self.next_button.clicked.connect(lambda: self.assistant.go_on())
        self.files.wanted.connect(self._look_through)
        self.files.shown.connect(partial(self._list_files, True))
        self.files.changed.connect(self._show_right)
        self.files.list_button.clicked.connect(lambda: self._list_files(True))
        self.files.back_button.clicked.connect(lambda: self._list_files(False))
        self.views.changed.connect(self._show_right)
        self.views.inspection_wanted.connect(self.inspection_wanted)
        self.views.awaited.connect(self._await)

    def _await(self, awaited: bool) -> None:
        if awaited:
            self.begin_waiting()
        else:
            self.end_waiting()

    @property
    def batches(self) -> tuple[BatchRow, ...]:
        """The imports that are listed, in their order."""
        return self._batches

    @override
    def header_tools(self) -> QWidget:
        return self._tools.row

    @override
    def inspector(self) -> QWidget:
        return self._side

    @override
    def prepare(self) -> Iterator[None]:
        yield from super().prepare()
        self.files.begin()

    @override
    def main_control(self) -> QWidget | None:
        if self._is_importing:
            return next(iter(tab_stops(self.assistant.pages)), None)
        if self._listing_files:
            return self.files.view.table.table
        if self.views.shown != FILES:
            return self.views.main_control
        # Not made for this: it takes its time, and there may be nothing to list.
        return self.imports.table.table if "imports" in self.__dict__ else None

    @override
    def offers(self) -> tuple[Offer, ...]:
        offers = self._tools.offers(importing=self._is_importing, listing=self._listing_files)
        if self._is_importing:
            return (*offers, *self.assistant.offers())
        return (*offers, *self.views.offers()) if self._is_at_rest else offers

    @override
    def own_keys(self) -> tuple[KeyLine, ...]:
        its = wording().help.keys
        return (
            KeyLine("Ctrl+Enter", its.assistant_on()),
            KeyLine("Ctrl+Backspace", its.assistant_back()),
        )

    @override
    def help_name(self) -> str:
        return "importing" if self._is_importing else ""

    @override
    def undo_state(self) -> tuple[bool, bool] | None:
        # A press too many must not undo something that is out of sight.
        return self.assistant.undo_state if self._is_importing else None

    @override
    def undo_typing(self) -> bool:
        if self._is_importing:
            self.assistant.undo()
        return self._is_importing

    @override
    def redo_typing(self) -> bool:
        if self._is_importing:
            self.assistant.redo()
        return self._is_importing

    @property
    def _is_at_rest(self) -> bool:
        """Whether no file is on its way or waits in sight, and no imports are compared."""
        return not (self._is_importing or self._listing_files or self._comparing)

    @property
    def _is_importing(self) -> bool:
        """Whether a file is on its way."""
        return self._assistant is not None and self._assistant.busy

    @override
    def refresh(self) -> None:
        def read(workspace: Workspace, _monitor: Monitor) -> tuple[BatchRow, ...]:
            # Imported here: what reads files must not delay the window's first painting.
            from alignment_desktop.services.imported_batches import batches

            return tuple(batches(workspace))

        if not self._read:
            self.begin_waiting()
        self._session.ask("imports", read, self._take_batches)
        if self._assistant is not None:
            self._assistant.look_again()
        self.views.refresh()

    def take_files(self, paths: Sequence[str | Path]) -> None:
        """Takes files and folders that were dropped or chosen, one file after the other."""
        wanted = [Path(path) for path in paths]
        if not wanted:
            return
        self.views.show_view(FILES)

        def look(_workspace: Workspace, _monitor: Monitor) -> Gathered:
            from alignment_desktop.services.dropped_files import gather

            return gather(wanted)

        # Each drop is a topic of its own: a second one must not take the place of the first.
        self._drops += 1
        self._session.ask(f"dropped-{self._drops}", look, self._take_gathered)

    def _take_gathered(self, gathered: Gathered) -> None:
        if gathered.refused:
            text = " ".join(trouble_sentence(problem) for problem in gathered.refused)
            self._session.notify(text, wrong=True)
        if gathered.files:
            self._ready()
            if (len(gathered.files) == 1 and not self._listing_files) or self._is_importing:
                self._showing_queue.add(lambda: self.assistant.take(gathered.files))
            else:
                self.files.waiting.add(gathered.files)
                self._list_files(True)

    def _look_through(self, paths: Sequence[Path]) -> None:
        """Leads files of the list through the assistant, one after the other."""
        self._ready()
        self._showing_queue.add(lambda: self.assistant.take(paths))

    def list_files(self) -> None:
        """Lists the files that wait, with the folder that is watched."""
        self._list_files(True)

    def _list_files(self, listing: bool) -> None:
        """Shows the files that wait, or the imports again."""
        self._listing_files = listing
        if listing and self._stack.indexOf(self.files.view) < 0:
            self._stack.addWidget(self.files.view)
            self._side.addWidget(self.files.side)
        self._show_right()
        if listing:
            # Where Enter looks through the file that is selected.
            self.files.view.table.setFocus()

    def select_import(self, batch: int) -> None:
        """Selects one import in the list, as soon as it is there."""
        self.views.show_view(FILES)
        self._wanted = str(batch)
        self._select_wanted()
        self.inspection_wanted.emit()

    def _select_wanted(self) -> None:
        row = self.imports.model.row_of(self._wanted) if self._wanted and self._batches else -1
        if row >= 0:
            self._wanted = ""
            self.imports.table.select_row(row)

    def choose_files(self) -> None:
        """Lets the user pick files."""
        paths = choose_files(self._session.folders, self, wording().common.import_results())
        if paths:
            self.take_files(paths)

    def _take_batches(self, batches: tuple[BatchRow, ...]) -> None:
        if batches and not self._batches:
            # What the first import needs to be shown, in turns of their own.
            self._showing_queue.add(*(partial(import_module, name) for name in _FOR_LIST))
            self._showing_queue.add(_meet_viewports, lambda: self.imports, lambda: self.batch)
        self._showing_queue.add(lambda: self._show_batches(batches))

    def _show_batches(self, batches: tuple[BatchRow, ...]) -> None:
        self.end_waiting()
        self._read = True
        self._batches = batches
        self.files.waiting.show_batches(batches)
        self.files.begin()
        if batches:
            self.imports.show_batches(batches, self._session.draft.agreement.timezone)
            self._select_wanted()
            self._show_batch(self.imports.table.current_key())
        self._show_right()
        if self.hasFocus():
            self.take_keyboard()  # there was no table yet
        self._ready()

    def _show_batch(self, key: str) -> None:
        batch = next((each for each in self._batches if str(each.id) == key), None)
        self.batch.show_batch(batch, self._session.draft.agreement.timezone, self._stages())
        self.batch.show_others(self._batches)

    def _stages(self) -> Stages:
        stages = self._session.draft.agreement.stages
        return tuple((key, stage_text(stage)) for key, stage in stages.items())

    def _show_right(self) -> None:
        """Shows the assistant while a file is on its way, else the list, or that it is empty."""
        assistant = self._assistant
        listed = bool(self._batches)
        elsewhere = self._is_at_rest and self.views.shown != FILES
        self.views.show_tools(offered=self._is_at_rest)
        self.set_title(self.views.title if elsewhere else "")
        if elsewhere:
            self._stack.setCurrentWidget(self.views.widget)
            self._side.setCurrentWidget(self.views.side)
            self.set_subtitle(self.views.subtitle)
        elif assistant is not None and assistant.busy:
            title, onward, leave = assistant.words()
            self._stack.setCurrentWidget(assistant)
            self._side.setCurrentWidget(self._beside)
            self._tools.show_assistant(assistant, onward=onward, leave=leave)
            self.set_subtitle(title)
        else:
            shown = self.imports if listed else self.empty if self._read else self._blank
            if self._comparing:
                shown = self.comparison
            if self._listing_files:
                shown = self.files.view
            self._stack.setCurrentWidget(shown)
            if self._listing_files:
                self._side.setCurrentWidget(self.files.side)
            elif self._read:
                self._side.setCurrentWidget(self.batch)
            counting = [batch for batch in self._batches if not batch.withdrawn]
            rows, its = sum(batch.rows for batch in counting), wording().importing
            counted = its.rows_rows(rows, rows=number_word(rows))
            some = its.imports_rows(len(counting), count=len(counting), rows=counted)
            if self._listing_files:
                waiting = self.files.waiting.open
                some = its.files_wait(waiting, count=waiting) if waiting else ""
            self.set_subtitle(some if listed or self._listing_files else "")
        self._tools.show_buttons(
            importing=self._is_importing, listing=self._listing_files, elsewhere=elsewhere
        )
