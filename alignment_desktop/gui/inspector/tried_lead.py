"""One lead against the rules, in the inspector's place: one of ours, or one that is made up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.conditions import Scalar
from alignment_desktop.domain.invented_leads import LEAD_VALUES, InventedLead
from alignment_desktop.domain.lead_fields import NUMBER
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.score_matrix import score_matrix
from alignment_desktop.domain.score_sheet import (
    ScoreSheet,
    asked_activities,
    asked_fields,
    fading_activities,
    fired_rules,
    score_sheet,
)
from alignment_desktop.gui.fonts import BOLD, SEMIBOLD
from alignment_desktop.gui.inspector.lead_score_words import (
    how_text,
    name_of,
    result_text,
    rounded,
    step_text,
    total_text,
    value_text,
)
from alignment_desktop.gui.inspector.line_column import LineColumn
from alignment_desktop.gui.score_evidence import ScoreEvidence
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.widgets.link_row import Link, LinkRow
from alignment_desktop.gui.widgets.view_switch import ViewSwitch
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.clauses import points_text
from alignment_desktop.phrasing.days import day_text
from alignment_desktop.phrasing.fields import field_text
from alignment_desktop.phrasing.numbers import measured_share_text, number_text
from alignment_desktop.words.language import capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.services.lead_directory import FoundLead
    from alignment_desktop.services.score_board import OwnLead, QuarterScores

OURS, MADE_UP = "ours", "made-up"
_MOST_FOUND = 6
_NARROW = 112
_LONGEST_AGO = 36_500
"""So many days ago an activity may have been."""


class TriedLead(ColumnArea):
    """Shows which rules fire for one lead, and what follows.

    Attributes:
        placed: Carries the row and the band of its cell, or None, and its name.
    """

    placed = Signal(object, str)

    def __init__(self, session: Session, switch: ThemeSwitch, evidence: ScoreEvidence) -> None:
        super().__init__(focusable=True)
        self._session, self._switch, self._evidence = session, switch, evidence
        self._topic = topic = f"tried lead {id(self)}"
        self._finding = finding = f"{topic} found"
        self._own: OwnLead | None = None
        self._began = False
        self._answered = ""
        self._asked: tuple[tuple[str, ...], ...] = ()
        self.fields: dict[str, QLineEdit] = {}
        self.ages: dict[str, QLineEdit] = {}
        its = wording().scoring
        self.whose = ViewSwitch(its.whose(), ((OURS, its.ours()), (MADE_UP, its.made_up())))
        self.search = QLineEdit()
        self.search.setPlaceholderText(its.find())
        self.search.setAccessibleName(its.find())
        self.found = LineColumn()
        self.form = LineColumn(6)
        self.trouble = label("", 12, tone="missed", wrap=True)
        self.result = LineColumn(3)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 12, 18, 18)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label(its.try_lead(), 14, BOLD), 1)
        head.addWidget(label(its.changes_nothing(), 12, tone="muted"))
        column.addLayout(head)
        column.addWidget(self.whose)
        for part in (self.search, self.found, self.form, self.trouble, self.result):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
        self.whose.chosen.connect(self._show_whose)
        self.search.textEdited.connect(self._find)
        self.search.returnPressed.connect(self._take_first)
        self.hits: Sequence[FoundLead] = ()
        for each in (topic, finding):
            self.destroyed.connect(lambda _gone=None, one=each: session.cancel(one))

    @property
    def name(self) -> str:
        """Whose lead is tried."""
        if self.whose.shown == MADE_UP:
            return wording().scoring.made_up_name()
        if self._own is None:
            return ""
        return str(self._own.fields.get("name") or self._own.lead_id)

    @property
    def own_key(self) -> str:
        """The key of the lead of ours that is tried; empty where none is."""
        own = self._own if self.whose.shown == OURS else None
        return own.lead_id if own is not None else ""

    def sheet_under(self, agreement: Agreement) -> ScoreSheet | None:
        """What another agreement makes of the lead that is made up; None where it is one of ours.

        The same of one of ours is asked of the evidence.
        """
        return self._made_up(agreement) if self.whose.shown == MADE_UP else None

    def take_keyboard(self) -> None:
        """Puts the keyboard where a lead is looked for or made up."""
        if self.whose.shown == OURS:
            self.search.setFocus()
            self.search.selectAll()
        elif self.fields:
            next(iter(self.fields.values())).setFocus()

    def refresh(self) -> None:
        """Works it out again, under the agreement as it stands now."""
        agreement = self._session.draft.agreement
        fields, kinds = asked_fields(agreement), asked_activities(agreement)
        asked = (fields, kinds, fading_activities(agreement))
        if asked != self._asked:
            self._asked = asked
            self._make_form(agreement)
        if not self._evidence.imported and not self._began:
            self.whose.show_chosen(MADE_UP)
        self._show_whose(self.whose.shown)

    def _show_whose(self, view: str) -> None:
        self.whose.show_chosen(view)
        ours = view == OURS
        self.search.setVisible(ours and self._evidence.imported)
        self.found.setVisible(ours)
        self.form.setVisible(not ours)
        self.trouble.clear()
        if view != self._answered:
            # What is asked again stays in sight until the answer is there.
            self.result.clear()
        self._answered = view
        if not ours:
            self._show_made_up()
        elif not self._evidence.imported:
            self.trouble.setText(wording().scoring.no_import())
            self.placed.emit(None, "")
        else:
            self._ask(self.own_key)
        self.trouble.setVisible(bool(self.trouble.text()))

    def _ask(self, key: str) -> None:
        agreement = self._session.draft.agreement

        def question(scores: QuarterScores) -> OwnLead | None:
            wanted = key or scores.first_lead(agreement)
            return scores.lead(wanted, agreement) if wanted else None

        self._evidence.ask(self._topic, question, self._take, self._refuse)

    def _take(self, own: OwnLead | None) -> None:
        self._own, self._began = own, True
        if own is None or self.whose.shown != OURS:
            return
        agreement, language = self._session.draft.agreement, user_language()
        self.search.setText(f"{own.lead_id} · {name_of(own)}")
        self.found.clear()
        self.result.clear()
        for field in asked_fields(agreement):
            said = own.fields.get(field)
            name = capital(field_text(field, agreement, language))
            self.result.pair(name, value_text(said, field))
        self._show_sheet(own.sheet, agreement)
        grade, score = own.fields.get("grade"), own.fields.get("score")
        if grade:
            its = wording().scoring
            told = its.own_score(score=value_text(score)) if score is not None else ""
            self.result.line(its.own_grade(grade=grade, score=told), tone="muted")

    def _refuse(self, problem: Problem) -> None:
        self.result.clear()
        self.trouble.setText(self._session.sentence(problem))
        self.trouble.show()
        self.placed.emit(None, "")

    def _find(self, words: str) -> None:
        def show(found: tuple[FoundLead, ...]) -> None:
            self.hits = found
            self.found.clear()
            if words.strip() and not found:
                self.found.line(wording().scoring.no_lead(), tone="muted")
            for each in found:
                link = Link(each.lead_id, detail=each.name, note=each.account)
                row = LinkRow(self._switch, link)
                row.clicked.connect(lambda _on=False, key=each.lead_id: self._ask(key))
                self.found.add(row)

        def question(scores: QuarterScores) -> tuple[FoundLead, ...]:
            return scores.found(words, _MOST_FOUND)

        self._evidence.ask(self._finding, question, show)

    def _take_first(self) -> None:
        words = self.search.text().strip()
        if self.hits:
            self._ask(self.hits[0].lead_id)
        elif words:
            self._ask(words)

    def _make_form(self, agreement: Agreement) -> None:
        typed = {name: line.text() for name, line in self.fields.items()}
        ages = {kind: line.text() for kind, line in self.ages.items()}
        self.form.clear()
        self.fields, self.ages = {}, {}
        language, its = user_language(), wording().scoring
        fields, kinds, fading = self._asked
        for name in fields:
            said = capital(field_text(name, agreement, language))
            self.fields[name] = self._line(said, typed.get(name, ""))
        for kind in kinds:
            self.fields[kind] = self._line(its.activities(kind=kind), typed.get(kind, ""))
            if kind in fading:
                self.ages[kind] = self._line(its.newest_activity(kind=kind), ages.get(kind, ""))
                self.ages[kind].setPlaceholderText(its.today())

    def _line(self, said: str, typed: str) -> QLineEdit:
        """A field of the form below the others."""
        line = QLineEdit(typed)
        line.setAccessibleName(said)
        line.textEdited.connect(self._show_made_up)
        self.form.pair(said, line)
        return line

    def _made_up(self, agreement: Agreement) -> ScoreSheet:
        """What an agreement makes of what was typed.

        Raises:
            Problem: With `field`, where something is no number or no moment.
        """
        kinds = asked_activities(agreement)
        typed = {name: line.text().strip() for name, line in self.fields.items()}
        values: dict[str, Scalar] = {
            name: text for name, text in typed.items() if text and name not in kinds
        }
        said = dict(LEAD_VALUES.read(values))
        now = self._session.now()
        done = {
            kind: (_count(kind, typed.get(kind, "")), self._newest(kind, now)) for kind in kinds
        }
        lead = InventedLead(said, agreement.campaigns_called, agreement.timezone)
        return score_sheet(agreement, fired_rules(agreement, lead, now, done))

    def _newest(self, kind: str, now: datetime) -> datetime | None:
        """When the newest activity of a kind was; None where that does not matter."""
        line = self.ages.get(kind)
        if line is None:
            return None
        days = _count(line.accessibleName(), line.text().strip())
        if not 0 <= days <= _LONGEST_AGO:
            facts = {"value": line.text().strip(), "low": 0, "high": _LONGEST_AGO}
            raise Problem("number-out-of-range", field=line.accessibleName(), **facts)
        return now - timedelta(days=days)

    def _show_made_up(self, _text: str = "") -> None:
        agreement = self._session.draft.agreement
        self.result.clear()
        self.trouble.clear()
        try:
            sheet = self._made_up(agreement)
        except Problem as problem:
            self._refuse(problem)
            return
        self.trouble.hide()
        self._show_sheet(sheet, agreement)

    def _show_sheet(self, sheet: ScoreSheet, agreement: Agreement) -> None:
        its, language, result = wording().scoring, user_language(), self.result
        result.heading(its.rules_fired(), its.as_of(day=self._day(agreement)))
        if not sheet.rules:
            result.line(its.none_fired(), tone="muted")
        for side in ("fit", "engagement"):
            fired = sheet.of_side(side, agreement)
            for each in fired:
                rule = agreement.rules[each.key]
                result.pair(
                    display_name(rule),
                    points_text(rounded(each.points), language),
                    note=how_text(each, rule),
                    weigh=True,
                )
            words = language.scores
            name = words.fit() if side == "fit" else words.engagement()
            result.total(name, total_text(sheet, side))
        self._show_outcome(sheet, agreement)

    def _show_outcome(self, sheet: ScoreSheet, agreement: Agreement) -> None:
        its, language = wording().scoring, user_language()
        held = agreement.thresholds.get(sheet.threshold or "")
        card = QFrame()
        set_look(card, "card", "true")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(2)
        inside.addWidget(label(result_text(sheet, agreement), 15, BOLD, "accent", wrap=True))
        if held is not None and held.action:
            inside.addWidget(label(breakable(held.action), 12, wrap=True))
        self.result.add(card)
        for step in sheet.steps:
            self.result.line(step_text(step, agreement), SEMIBOLD)
        matrix = score_matrix(agreement.grades.values(), agreement.thresholds.values())
        row = matrix.row_of(sheet.grade)
        cell = (row, matrix.band_of(sheet.score)) if row is not None else None
        board = self._evidence.board
        if cell is not None and board is not None:
            tallies = board.tallies(agreement, by_rules=True)
            tally = tallies[cell[0]][cell[1]] if tallies is not None else None
            if tally is not None and tally.share is not None:
                leads = number_text(tally.leads, language)
                share = measured_share_text(tally.share, language)
                self.result.line(its.like_it(share=share, leads=leads), tone="muted")
        self.placed.emit(cell, self.name)

    def _day(self, agreement: Agreement) -> str:
        board = self._evidence.board
        ours = self.whose.shown == OURS and board is not None
        at: datetime = board.as_of if ours and board is not None else self._session.now()
        return day_text(at.astimezone(ZoneInfo(agreement.timezone)).date(), user_language())


def _count(kind: str, text: str) -> float:
    if text and NUMBER.fullmatch(text) is None:
        raise Problem("not-a-number", field=kind, value=text)
    return float(text) if text else 0.0
