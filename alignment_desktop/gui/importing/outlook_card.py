"""What the scoreboard would say with the file at hand, before anything of it is stored."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.delegates.painted_cells import ChipDelegate
from alignment_desktop.gui.delegates.text_cells import NumberDelegate
from alignment_desktop.gui.fonts import BOLD, MEDIUM
from alignment_desktop.gui.importing.cells import LineDelegate
from alignment_desktop.gui.importing.words import day_word, number_word, trouble_sentence
from alignment_desktop.gui.library_preload import load_measuring
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import ValueTableModel
from alignment_desktop.gui.pages.scoreboard.scoreboard_rows import (
    actual_text,
    judged_words,
    verdict_chip,
)
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.scoreboard import ScoreLine
    from alignment_desktop.gui.session import Session
    from alignment_desktop.gui.theme import ThemeSwitch
    from alignment_desktop.services.import_outlook import Outlook
    from alignment_desktop.services.importing import Prepared
    from alignment_desktop.services.workspace import Workspace

_TOPIC = "import outlook"


@dataclass(frozen=True, slots=True)
class Told:
    """A line as the scoreboard tells it.

    Attributes:
        figure: What the promise came to.
        judged: What came of it, in full.
        chip: The same, as short as a chip is.
    """

    figure: str = NONE
    judged: str = NONE
    chip: Chip | None = None


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """A commitment of which the scoreboard would say something else.

    Attributes:
        key: The commitment's key.
        name: What people call it.
        now: What the scoreboard says.
        after: What it would say.
    """

    key: str
    name: str
    now: Told
    after: Told


class OutlookModel(ValueTableModel[OutlookRow]):
    """Commitments as they are told now, and as they would be."""

    class Column(IntEnum):
        """Its columns."""

        NAME = 0
        NOW = 1
        JUDGED_NOW = 2
        AFTER = 3
        JUDGED_AFTER = 4

    @override
    def heading(self, column: int) -> str:
        its = wording().importing.outlook
        return (its.commitment, its.now, its.judged_now, its.after, its.judged_after)[column]()

    @override
    def text(self, row: OutlookRow, column: int) -> str:
        now, after = row.now, row.after
        return (row.name, now.figure, now.judged, after.figure, after.judged)[column]

    @override
    def tip(self, row: OutlookRow, column: int) -> str:
        return self.text(row, column)

    @override
    def value(self, row: OutlookRow, column: int, role: int) -> object:
        if role != Role.CHIP:
            return None
        chips = {self.Column.JUDGED_NOW: row.now.chip, self.Column.JUDGED_AFTER: row.after.chip}
        return chips.get(self.Column(column))

    @override
    def is_number(self, column: int) -> bool:
        return column in (self.Column.NOW, self.Column.AFTER)


class OutlookPart(QWidget):
    """Asks what the scoreboard would say, and shows what of it would be another thing."""

    def __init__(self, session: Session, switch: ThemeSwitch) -> None:
        super().__init__()
        self._session = session
        self._asked: Prepared | None = None
        its = wording().importing.outlook
        self.heading = label(its.heading(), 13, weight=BOLD, wrap=True)
        self.sentence = label(pixels=12, tone="muted", wrap=True)
        self.model = OutlookModel()
        self.table = CardTable(switch, self.model, its.heading())
        column, table = OutlookModel.Column, self.table
        table.set_columns(
            {
                column.NAME: LineDelegate(switch, table, MEDIUM),
                column.NOW: NumberDelegate(switch, table, tone="muted"),
                column.JUDGED_NOW: ChipDelegate(switch, table),
                column.AFTER: NumberDelegate(switch, table, MEDIUM),
                column.JUDGED_AFTER: ChipDelegate(switch, table),
            },
            fixed={column.NOW: 84, column.JUDGED_NOW: 146, column.AFTER: 84,
                   column.JUDGED_AFTER: 146},
            shares={column.NAME: 1},
        )  # fmt: skip
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(8)
        for part in (self.heading, self.sentence, table):
            rows.addWidget(part)
        self.forget()

    def forget(self) -> None:
        """Something else may be imported now: what was asked, or found out, is of no use."""
        self._session.cancel(_TOPIC)
        self._asked = None
        self.hide()

    def stop(self) -> None:
        """Leaves the machine to the import itself, where nothing is found out yet."""
        if self._asked is not None:
            self.forget()

    def show_for(self, prepared: Prepared | None) -> None:
        """Asks what the scoreboard would say with an import; None: with none."""
        self.forget()
        if prepared is None or not self._session.draft.agreement.commitments:
            return
        self._asked = prepared
        label_, now = self._session.label, self._session.now()

        def work(workspace: Workspace, monitor: Monitor) -> Outlook:
            load_measuring()
            from alignment_desktop.services.import_outlook import outlook

            return outlook(workspace, prepared, monitor, label=label_, now=now)

        self.sentence.setText(wording().importing.outlook.working())
        self.model.show_rows([])
        self.table.hide()
        self.show()
        self._session.ask(_TOPIC, work, self._take, self._refuse)

    def _take(self, found: Outlook) -> None:
        self._asked = None
        rows = [
            OutlookRow(each.after.key, each.after.name, _told(each.now), _told(each.after))
            for each in found.lines
        ]
        other = [row for row in rows if row.now != row.after]
        its, same = wording().importing.outlook, len(rows) - len(other)
        text = its.over(label=found.label)
        if not other:
            text += " " + its.as_now() + _reason(found)
        elif same:
            text += " " + its.others_as_now(same, count=number_word(same))
        self.sentence.setText(text)
        self.model.show_rows(other)
        self.table.setVisible(bool(other))

    def _refuse(self, problem: Problem) -> None:
        self._asked = None
        self.sentence.setText(trouble_sentence(problem))


def _reason(found: Outlook) -> str:
    """Why an import changes nothing, where its dates tell; empty where they do not."""
    its = wording().importing.outlook
    if found.dated is None:
        return " " + its.no_dates() if found.kind in ("leads", "activities") else ""
    if found.inside:
        return ""
    days = (*found.dated, found.first, found.last)
    first, last, begin, end = (day_word(day) for day in days)
    return " " + its.other_dates(first=first, last=last, begin=begin, end=end)


def _told(line: ScoreLine | None) -> Told:
    if line is None:
        return Told()
    marks = user_language()
    return Told(actual_text(line, marks), judged_words(line, marks), verdict_chip(line, marks))
