"""Scoring as a picture: the matrix of grades and scores, and below it the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.charts.geometry import Drawing, Region
from alignment_desktop.documents.score_cells import cell_key, cell_of, drawn_matrix
from alignment_desktop.domain.agreement import ClauseId, json_table
from alignment_desktop.domain.clauses import HEADER, Clause, clause_name, display_name, write_clause
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.score_matrix import actions, score_matrix, with_action
from alignment_desktop.gui.charts.tall_chart import TallDragChart
from alignment_desktop.gui.effect_words import effect_trouble
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.pages.clauses.clause_picture import ClausePicture
from alignment_desktop.gui.pages.clauses.clipboard_rows import written_words
from alignment_desktop.gui.pages.scoring.score_bounds import ScoreBounds
from alignment_desktop.gui.pages.scoring.score_lines import drawn_rules
from alignment_desktop.gui.proposed_agreement import proposed_agreement
from alignment_desktop.gui.score_evidence import ScoreEvidence
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.link_buttons import link_button
from alignment_desktop.gui.widgets.view_switch import ViewSwitch
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.numbers import number_text
from alignment_desktop.phrasing.scores import grade_text, leads_text, won_text
from alignment_desktop.services.writing import WriteClauses, Written

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement

MATRIX_KINDS = ("grade", "threshold")
RULES, FILES = "rules", "own"
"""Whose grades are shown: as the agreement says whose count."""


class ScoringPicture(ClausePicture):
    """Shows the matrix and the rules; cells, limits and bounds are changed on it.

    Attributes:
        threshold_wanted: The first threshold is to be written.
    """

    threshold_wanted = Signal()

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        evidence: ScoreEvidence,
        clause_actions: ClauseActions,
    ) -> None:
        super().__init__()
        self._session = session
        self._evidence = evidence
        self._actions = clause_actions
        self._selected = ""
        self._lead = ("", "")
        self.bounds = ScoreBounds(session, self)
        its = wording().scoring
        self.matrix = TallDragChart(switch, its.matrix(), nudges=Qt.KeyboardModifier.ShiftModifier)
        self.rules = TallDragChart(switch, its.rules_list(), nudges=Qt.KeyboardModifier.NoModifier)
        self.graded_by = ViewSwitch(
            its.graded_by(), ((RULES, its.by_rules()), (FILES, its.by_files()))
        )
        self.counts = label("", 12, tone="muted", wrap=True)
        self.count_link = link_button("")
        self.notes = label("", 12, tone="muted", wrap=True)
        self.threshold_link = link_button(its.write_threshold())
        self.how = label(its.how(), 12, tone="muted", wrap=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.card = Card()
        self.card.body.setSpacing(8)
        self.note = label("", 12, tone="muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(6)
        title = label(user_language().scores.title(), 13, BOLD)
        head.addWidget(title, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self.note, 1, Qt.AlignmentFlag.AlignBaseline)
        self.card.body.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.graded_by, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.counts)
        said.addWidget(self.count_link, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(said, 1)
        self.card.body.addLayout(row)
        self.card.body.addWidget(self.matrix)
        self.card.body.addWidget(self.notes)
        self.card.body.addWidget(self.threshold_link, 0, Qt.AlignmentFlag.AlignLeft)
        self.card.body.addWidget(self.how)
        self.rules_card = Card()
        self.rules_card.body.setContentsMargins(1, 8, 1, 10)  # the list has margins of its own
        self.rules_card.body.addWidget(self.rules)
        self.area = self._scroll(self.card, self.rules_card, spacing=14, beside=6)

    def _connect(self) -> None:
        self.matrix.current_changed.connect(self._choose_cell)
        self.matrix.opened.connect(self._open_cell)
        self.matrix.dragged.connect(self.bounds.drag)
        self.matrix.dropped.connect(self._drop)
        self.matrix.given_up.connect(self.bounds.give_up)
        self.matrix.nudged.connect(self.bounds.nudge)
        self.matrix.installEventFilter(self)
        self.bounds.changed.connect(self._show_tried)
        self.bounds.kept.connect(self._keep_bound)
        self.rules.current_changed.connect(self._choose_rule)
        self.rules.opened.connect(lambda region: self.opened.emit(region.key))
        self.graded_by.chosen.connect(self._grade_by)
        self.count_link.clicked.connect(self._let_count)
        self.threshold_link.clicked.connect(self.threshold_wanted)
        self._evidence.board_changed.connect(self._show_board)

    @override
    def show_draft(self) -> Iterator[None]:
        self.bounds.follow_draft()
        self._show_board()
        yield
        self._evidence.refresh()

    @override
    def show_selected(self, name: str) -> None:
        before, self._selected = self._selected, name
        self._draw_rules()
        if before and name != before:
            self._bring_up_rule(name)
        here = self._held_at(self.matrix.current_key)
        if not name.startswith("threshold."):
            self.matrix.show_current("")
        elif here is None or clause_name("threshold", here) != name:
            self.matrix.show_current(self._first_cell(name.partition(".")[2]))

    @override
    def marks(self, name: str) -> bool:
        kind, _, key = name.partition(".")
        return kind == "rule" or (kind == "threshold" and bool(self._first_cell(key)))

    @override
    def main_control(self) -> QWidget:
        return self.matrix if self._session.draft.agreement.thresholds else self.rules

    @override
    def selection_controls(self) -> Sequence[QWidget]:
        return (self.matrix, self.rules)

    def show_lead(self, cell: tuple[int, int] | None, name: str) -> None:
        """Marks the cell of a lead that is tried; None: none is."""
        self._lead = (cell_key(*cell) if cell is not None else "", name)
        self._draw_matrix()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While a bound is tried by key, Enter keeps it and Escape gives it up.
        if self.bounds.trying and not self.matrix.dragging and isinstance(event, QKeyEvent):
            escape = event.key() == Qt.Key.Key_Escape
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if escape or (enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier):
                if event.type() == QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                if event.type() == QEvent.Type.KeyPress:
                    self.bounds.give_up() if escape else self.bounds.keep()
                    return True
        return super().eventFilter(watched, event)

    def _show_board(self) -> None:
        board, agreement = self._evidence.board, self._agreement
        self.rules_card.setVisible(bool(agreement.rules))
        self.note.setText(self._of_quarter())
        files = board is not None and board.by_files is not None
        self.graded_by.setVisible(files)
        if not files:
            self.graded_by.show_chosen(RULES)
        self._show_counts()
        self._draw_matrix()
        self._draw_rules()

    def _of_quarter(self) -> str:
        """Whose leads are counted, or why none are."""
        board, its, language = self._evidence.board, wording().scoring, user_language()
        if not self._evidence.imported:
            return its.no_leads()
        if board is None or board.by_rules is None:
            return effect_trouble(self._session, board.trouble if board is not None else None)
        total = board.by_rules.total
        return its.of_quarter(
            leads=leads_text(total, language),
            period=board.label,
            won=number_text(total.won, language),
            share=won_text(total, language),
        )

    def _show_counts(self) -> None:
        """Whose grades count, and how far ours are from those of the CRM."""
        board, its, agreement = self._evidence.board, wording().scoring, self._agreement
        by_rules = agreement.scores_by_rules
        said = [its.rules_count() if by_rules else its.files_count()]
        if board is not None and board.own:
            language = user_language()
            facts = {"alike": board.alike, "own": board.own}
            texts = {name: number_text(value, language) for name, value in facts.items()}
            said.append(its.alike(**texts))
        self.counts.setText(" ".join(said))
        self.count_link.setText(its.let_files() if by_rules else its.let_rules())
        self.count_link.setVisible(not self._session.read_only)

    @property
    def _agreement(self) -> Agreement:
        return self._session.draft.agreement

    def _drawn(self, width: float, _height: float) -> Drawing:
        agreement, board = self.bounds.agreement, self._evidence.board
        by_rules = self.graded_by.shown == RULES
        tallies = board.tallies(agreement, by_rules=by_rules) if board is not None else None
        cell, name = self._lead
        mark = replace(self.bounds.mark, cell=cell, name=name)
        wished = proposed_agreement(self._session, MATRIX_KINDS)
        return drawn_matrix(agreement, user_language(), width, tallies, mark, wished)

    def _draw_matrix(self) -> None:
        self.matrix.setVisible(bool(self._agreement.thresholds or self._agreement.grades))
        self.matrix.show_chart(self._drawn)
        self.notes.setText(self.bounds.sentence or " ".join(self._notes()))
        self.notes.setVisible(bool(self.notes.text()))
        offered = not self._agreement.thresholds and self._actions.may_add("threshold")
        self.threshold_link.setVisible(offered)
        self.how.setVisible(not self.bounds.trying and self.matrix.isVisibleTo(self))

    def _draw_rules(self) -> None:
        session, board, selected = self._session, self._evidence.board, self._selected
        self.rules.show_chart(lambda width, _height: drawn_rules(session, board, width, selected))
        self.rules.show_current(selected if selected.startswith("rule.") else "")

    def _notes(self) -> Iterator[str]:
        its, language, agreement = wording().scoring, user_language(), self._agreement
        matrix = score_matrix(agreement.grades.values(), agreement.thresholds.values())
        if not agreement.thresholds:
            yield its.no_cells()
        for row in matrix.rows:
            if row.stated and not row.reached and row.low is not None:
                points = language.plain(row.low)
                yield its.same_limit(grade=grade_text(row, language), points=points)
        board = self._evidence.board
        standing = board and (board.by_rules if self.graded_by.shown == RULES else board.by_files)
        if board is not None and standing:
            tallies = board.tallies(agreement, by_rules=standing.by_fit) or ()
            missing = standing.total.leads - sum(each.leads for row in tallies for each in row)
            if missing:
                yield its.unscored(missing, number=number_text(missing, language))

    def _show_tried(self) -> None:
        self._draw_matrix()

    def _drop(self, drag: object) -> None:
        self.bounds.keep()

    def _keep_bound(self, clauses: Mapping[ClauseId, Clause], seen: int) -> None:
        self._write({each: json_table(write_clause(clauses[each])) for each in clauses}, (), seen)

    def _write(
        self,
        edited: Mapping[ClauseId, Mapping[str, object]],
        added: Sequence[Mapping[str, object]],
        seen: int,
    ) -> None:
        """Changes thresholds or grades: one step to undo, proposed where the other party agreed."""
        session = self._session

        def told(written: Written) -> None:
            session.notify(
                written_words(written),
                action=wording().common.undo(),
                act=session.undo_of_last(),
            )

        new = [("threshold", table) for table in added]
        command = WriteClauses(new, edited, session.party, session.label, seen, proposes=True)
        session.execute(command, done=told, failed=self._refused)

    def _refused(self, problem: Problem) -> None:
        self._session.notify(self._session.sentence(problem), wrong=True)
        self._session.look()

    def _held_at(self, key: str) -> str | None:
        cell = cell_of(key)
        if cell is None:
            return None
        agreement = self._agreement
        matrix = score_matrix(agreement.grades.values(), agreement.thresholds.values())
        row, band = cell
        if row >= len(matrix.rows) or band >= len(matrix.bands):
            return None
        return matrix.thresholds[row][band]

    def _first_cell(self, threshold: str) -> str:
        regions = self.matrix.drawing.regions
        return next((each.key for each in regions if self._held_at(each.key) == threshold), "")

    def _choose_cell(self, key: str) -> None:
        if self.bounds.trying and not self.matrix.dragging:
            self.bounds.give_up()
        held = self._held_at(key)
        if held is not None:
            self.chosen.emit(clause_name("threshold", held))

    def _choose_rule(self, key: str) -> None:
        self._bring_up_rule(key)
        self.chosen.emit(key)

    def _bring_up_rule(self, key: str) -> None:
        """Scrolls to a rule, where that is one of the list."""
        for region in self.rules.drawing.regions:
            if region.key == key:
                top = self.rules_card.y() + self.rules.y() + region.y
                self.area.ensureVisible(0, round(top + region.height / 2), 0, round(region.height))

    def _open_cell(self, region: Region) -> None:
        if not self._session.read_only:
            menu = self.action_menu(region.key)
            menu.popup(
                self.matrix.mapToGlobal(QPointF(region.x, region.y + region.height).toPoint())
            )

    def action_menu(self, key: str) -> QMenu:
        """What can be done in a cell, and the way to the words of what is done there now."""
        agreement, its = self._agreement, wording().scoring
        seen = self._session.draft.revision
        held, cell = self._held_at(key), cell_of(key)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(its.change_action())
        for (_, does), keys in actions(agreement.thresholds.values()).items():
            name = display_name(agreement.thresholds[keys[0]])
            action = QAction(f"{name}: {does}" if does else name, menu)
            action.setCheckable(True)
            action.setChecked(held in keys)
            action.setEnabled(held not in keys)
            if cell is not None:
                action.triggered.connect(partial(self._set_action, agreement, seen, *cell, keys[0]))
            menu.addAction(action)
        if held is not None:
            menu.addSeparator()
            name = display_name(agreement.thresholds[held])
            words = QAction(its.write_action(name=name), menu)
            words.triggered.connect(partial(self.opened.emit, clause_name("threshold", held)))
            menu.addAction(words)
        return menu

    def _set_action(
        self,
        agreement: Agreement,
        seen: int,
        row: int,
        band: int,
        threshold: str,
        _on: bool = True,
    ) -> None:
        """Gives a cell another action, on the matrix that stood when its menu was opened."""
        grades = tuple(agreement.grades.values())
        try:
            edits = with_action(grades, tuple(agreement.thresholds.values()), row, band, threshold)
        except Problem as problem:
            self._refused(problem)
            return
        edited = {("threshold", each.key): json_table(write_clause(each)) for each in edits.changed}
        added = [json_table(write_clause(each)) | {"key": ""} for each in edits.added]
        self._write(edited, added, seen)

    def _grade_by(self, view: str) -> None:
        self.graded_by.show_chosen(view)
        self._draw_matrix()

    def _let_count(self) -> None:
        draft = self._session.draft
        header = draft.agreement.header
        other = FILES if draft.agreement.scores_by_rules else RULES
        table = json_table(write_clause(replace(header, scoring=other)))
        self._actions.edit((HEADER, ""), table, draft.revision, lambda _edited: None, self._refused)
