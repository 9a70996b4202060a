"""What the inspector says of a stage beside its fields: its examples, and its conditions tried."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import EXAMPLE, KINDS, Example, clause_name
from alignment_desktop.domain.examples import StageExample, stage_examples
from alignment_desktop.domain.field_values import values_stated
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.inspector.clause_block import ClauseBlock
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.pages.leads.lead_list import LeadList
from alignment_desktop.gui.pages.leads.lead_rows import arrival_lines
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import ChipLabel, label
from alignment_desktop.gui.widgets.link_buttons import link_button
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.conditions import conditions_text
from alignment_desktop.phrasing.field_values import value_text

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.scoreboard_leads import Listed
    from alignment_desktop.services.stage_trial import StageTrial
    from alignment_desktop.services.workspace import Workspace

_YES, _NO = "✓", "✗"


class StageBlock(ClauseBlock):
    """The examples of a stage with whether its conditions agree, and the imported leads in them."""

    def __init__(self, session: Session, switch: ThemeSwitch, actions: ClauseActions) -> None:
        super().__init__()
        its = wording().stage_blocks
        self._session, self._switch, self._actions = session, switch, actions
        self._stage, self._tried = "", ""
        self._topic = topic = f"stage trial {id(self)}"
        self._trial: StageTrial | None = None
        self.destroyed.connect(lambda: session.cancel(topic))
        self.tally = label("", 12, SEMIBOLD)
        self.rows = QWidget()
        self._rows = column_of(self.rows, 8)
        self.add_button = QPushButton(its.add_example())
        self.add_button.clicked.connect(self._add)
        self.test_button = QPushButton(its.test())
        self.test_button.clicked.connect(self._test)
        self.result = label("", 12, wrap=True)
        self.met_button, self.came_button = link_button(""), link_button("")
        self.met_button.clicked.connect(partial(self._list, "only_met"))
        self.came_button.clicked.connect(partial(self._list, "only_came"))
        self.list = LeadList(switch)
        self.list.export_button.hide()
        self.list.back_button.clicked.connect(self.list.hide)
        self.list.opened.connect(session.show_lead)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(wording().stage_blocks.examples(), 12, SEMIBOLD), 1)
        head.addWidget(self.tally)
        buttons = QVBoxLayout()
        buttons.setSpacing(6)
        for button in (self.add_button, self.test_button):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column = column_of(self, 8)
        column.addLayout(head)
        column.addWidget(self.rows)
        column.addLayout(buttons)
        column.addWidget(self.result)
        for link in (self.met_button, self.came_button):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.list)

    @override
    def show_clause(self, clause_id: ClauseId) -> None:
        agreement = self._session.draft.agreement
        self._stage = clause_id[1]
        stage = agreement.stages[self._stage]
        self._show_examples(stage_examples(self._stage, agreement), agreement)
        tested = repr((self._stage, stage.where, stage.any, self._session.news.batches))
        if tested != self._tried:
            self._tried = tested
            self._forget_trial()
        testable = bool(stage.where or stage.any)
        self.test_button.setEnabled(testable and bool(self._session.news.batches))
        if not testable:
            self.result.setText(wording().stage_blocks.no_conditions())
            self.result.show()

    @override
    def show_nothing(self) -> None:
        self._session.cancel(self._topic)
        self._tried = ""
        self._forget_trial()

    def _forget_trial(self) -> None:
        self._session.cancel(self._topic)
        self._trial = None
        for part in (self.result, self.met_button, self.came_button, self.list):
            part.hide()

    def _show_examples(self, examples: list[StageExample], agreement: Agreement) -> None:
        its = wording().stage_blocks
        while (item := self._rows.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for each in examples:
            self._rows.addWidget(self._row(each, agreement))
        if not examples:
            self._rows.addWidget(label(its.none(), 12, tone="muted", wrap=True))
        told = [each for each in examples if each.judged.is_in is not None]
        fail = sum(not each.judged.agrees for each in told)
        parts = [its.hold(len(told) - fail, count=len(told) - fail)] if told else []
        parts += [its.fail(fail, count=fail)] if fail else []
        self.tally.setText(" · ".join(parts))
        set_look(self.tally, "tone", "missed" if fail else "kept")

    def _row(self, each: StageExample, agreement: Agreement) -> QWidget:
        its, example = wording().stage_blocks, each.judged.example
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        is_in = example.verdict == "in"
        chip = Chip(its.belongs() if is_in else its.does_not(), "kept" if is_in else "neutral")
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(ChipLabel(self._switch, chip, row), 0, top)
        words = QVBoxLayout()
        words.setSpacing(1)
        name = link_button(example.why or _fields(example, agreement) or its.nothing_stated())
        name.clicked.connect(lambda: self._session.go_to(kind=EXAMPLE, key=example.key))
        words.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
        if example.why and example.fields:
            words.addWidget(label(_fields(example, agreement), 12, tone="muted", wrap=True))
        verdict = _verdict(each, agreement)
        if verdict:
            words.addWidget(label(verdict, 12, tone="missed", wrap=True))
        line.addLayout(words, 1)
        mark = label("", 13, SEMIBOLD)
        if each.judged.is_in is not None:
            mark.setText(_YES if each.judged.agrees else _NO)
            set_look(mark, "tone", "kept" if each.judged.agrees else "missed")
        mark.setAccessibleName(verdict or (its.holds() if mark.text() else its.open()))
        line.addWidget(mark, 0, top)
        return row

    def _add(self) -> None:
        says = {"clause": clause_name("stage", self._stage), "verdict": "in"}
        self._actions.add(
            EXAMPLE, lambda made: self._session.go_to(kind=made[0], key=made[1]), says
        )

    def _test(self) -> None:
        session, stage = self._session, self._stage
        chosen, now = session.label, session.now()

        def question(workspace: Workspace, _monitor: Monitor) -> StageTrial:
            # Measuring needs heavy libraries that the window's first painting does without.
            from alignment_desktop.services.stage_trial import try_stage

            return try_stage(workspace, stage, chosen, now=now)

        self.result.setText(wording().stage_blocks.testing())
        self.result.show()
        session.ask(self._topic, question, self._show_trial, failed=self._show_trouble)

    def _show_trouble(self, problem: Problem) -> None:
        self.result.setText(self._session.sentence(problem))

    def _show_trial(self, trial: StageTrial) -> None:
        its, marks = wording().stage_blocks, user_language()
        self._trial = trial
        said = its.lets_in(
            trial.leads,
            leads=marks.number(trial.leads),
            count=marks.number(trial.let_in),
            came=marks.number(trial.came),
        )
        met, came = trial.only_met.count, trial.only_came.count
        self.result.setText(said if met or came else f"{said} {its.agrees()}")
        for button, count, words in (
            (self.met_button, met, its.only_met),
            (self.came_button, came, its.only_came),
        ):
            button.setText(words(count, count=marks.number(count)))
            button.setVisible(count > 0)

    def _list(self, which: str, _on: bool = False) -> None:
        if self._trial is None:
            return
        listed: Listed = getattr(self._trial, which)
        button = self.met_button if which == "only_met" else self.came_button
        lines = arrival_lines(listed.leads, self._session.draft.agreement.timezone)
        back = wording().common.close()
        self.list.show_leads(None, lines, listed.count, button.text(), back=back)
        self.list.export_button.hide()


def _fields(example: Example, agreement: Agreement) -> str:
    """What the lead of an example says, in words."""
    spec = next(field for field in KINDS[EXAMPLE].fields if field.name == "fields")
    held = values_stated(EXAMPLE, example).get("fields")
    return value_text(spec, held, agreement, user_language()) if held else ""


def _verdict(each: StageExample, agreement: Agreement) -> str:
    """Why the conditions say otherwise than the example; empty where they do not."""
    if each.judged.agrees:
        return ""
    its = wording().stage_blocks
    if each.judged.is_in:
        return its.let_in()
    if each.unmet:
        said = conditions_text(each.unmet, agreement, user_language())
        return its.kept_out(conditions=said)
    return its.kept_out_of_all()
