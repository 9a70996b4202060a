"""What a proposal for a rule, a grade or a threshold would do to leads: the tried one, and ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.inspector.clause_block import ClauseBlock
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.inspector.lead_score_words import result_text
from alignment_desktop.gui.inspector.tried_lead import TriedLead
from alignment_desktop.gui.proposed_agreement import proposed_agreement
from alignment_desktop.gui.score_evidence import ScoreEvidence
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.numbers import number_text
from alignment_desktop.phrasing.scores import action_text, leads_text

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement, ClauseId
    from alignment_desktop.domain.score_sheet import ScoreSheet
    from alignment_desktop.services.score_board import QuarterScores, ScoreShift

_MOST_MOVES = 4


class ScoreShiftBlock(ClauseBlock):
    """Says it for the last open proposal of a clause; out of sight where there is none."""

    def __init__(self, session: Session, evidence: ScoreEvidence, tried: TriedLead) -> None:
        super().__init__()
        self._session, self._evidence, self._tried = session, evidence, tried
        self._topic = topic = f"score shift {id(self)}"
        column = column_of(self)
        self.heading = label(wording().scoring.effect(), 13, BOLD)
        self.lead = label("", 12, tone="accent", wrap=True)
        self.leads = label("", 12, wrap=True)
        for part in (self.heading, self.lead, self.leads):
            column.addWidget(part)
        self.destroyed.connect(lambda: session.cancel(topic))

    @override
    def show_clause(self, clause_id: ClauseId) -> None:
        after = proposed_agreement(self._session, clause_id[:1], clause_id)
        self._say("", "")
        if after is None:
            self._session.cancel(self._topic)
            return
        before, made_up = self._session.draft.agreement, self._made_up
        both = made_up(before), made_up(after)
        if both[0] is not None and both[1] is not None:
            self._say(self._lead_words(both[0], both[1], after), "")
        if not self._evidence.imported:
            return
        key = self._tried.own_key

        def question(
            scores: QuarterScores,
        ) -> tuple[ScoreShift, ScoreSheet | None, ScoreSheet | None]:
            sheets = [scores.lead(key, each).sheet if key else None for each in (before, after)]
            return scores.shift(before, after), sheets[0], sheets[1]

        def show(answer: tuple[ScoreShift, ScoreSheet | None, ScoreSheet | None]) -> None:
            shift, stands, then = answer
            lead = self.lead.text()
            if stands is not None and then is not None:
                lead = self._lead_words(stands, then, after)
            self._say(lead, self._leads_words(shift, after))

        self._evidence.ask(self._topic, question, show, self._pass_over)

    @override
    def show_nothing(self) -> None:
        self._session.cancel(self._topic)

    def _made_up(self, agreement: Agreement) -> ScoreSheet | None:
        try:
            return self._tried.sheet_under(agreement)
        except Problem:
            return None  # what was typed is no lead yet, which is said beside it

    def _lead_words(self, stands: ScoreSheet, then: ScoreSheet, after: Agreement) -> str:
        its, before = wording().scoring, self._session.draft.agreement
        was, now = result_text(stands, before), result_text(then, after)
        say = its.effect_lead_same if was == now else its.effect_lead
        return say(name=self._tried.name, result=now)

    def _leads_words(self, shift: ScoreShift, after: Agreement) -> str:
        its, language, board = wording().scoring, user_language(), self._evidence.board
        period = board.label if board is not None else ""
        total = shift.total.leads
        if not shift.moves:
            return its.effect_none(total, number=number_text(total, language), period=period)
        moved = sum(tally.leads for *_, tally in shift.moves)
        lines = [
            its.effect_moves(
                moved,
                total=number_text(total, language),
                number=number_text(moved, language),
                period=period,
            )
        ]
        before = self._session.draft.agreement
        for was, now, tally in shift.moves[:_MOST_MOVES]:
            lines.append(
                its.effect_move(
                    leads=leads_text(tally, language),
                    was=action_text(before.thresholds.get(was or ""), language),
                    now=action_text(after.thresholds.get(now or ""), language),
                    won=number_text(tally.won, language),
                )
            )
        return "\n".join(lines)

    def _pass_over(self, _problem: Problem) -> None:
        # Why nothing can be measured stands above the matrix.
        self._say(self.lead.text(), "")

    def _say(self, lead: str, leads: str) -> None:
        self.lead.setText(breakable(lead))
        self.leads.setText(breakable(leads))
        self.setVisible(bool(lead or leads))
        self.lead.setVisible(bool(lead))
        self.leads.setVisible(bool(leads))
