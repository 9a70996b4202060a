"""A limit of a grade or a bound between two runs of scores on its way to another place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from alignment_desktop.charts.score_matrix import MatrixMark
from alignment_desktop.documents.score_cells import cell_of, edge_key, edge_of
from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import Clause, clause_name
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.score_matrix import score_matrix, with_edge, with_limit
from alignment_desktop.gui.charts.drag_view import Drag, Nudge
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.wording import user_language, wording

_PIXELS = 2.0
"""So far a bound is dragged for one point."""


class ScoreBounds(QObject):
    """Tries another bound, without changing anything until it is kept.

    Attributes:
        changed: Another one is tried, or none any more.
        kept: Carries by clause what it is to be from now on, and the revision that was in sight.
    """

    changed = Signal()
    kept = Signal(object, int)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._key = ""
        self._was = self._now = 0.0
        self._seen = 0
        self._base: Agreement | None = None
        self._clauses: Mapping[ClauseId, Clause] = {}

    @property
    def trying(self) -> bool:
        """Whether a bound is on its way."""
        return bool(self._key)

    @property
    def agreement(self) -> Agreement:
        """The agreement with the bound as it is tried."""
        agreement = self._session.draft.agreement
        if not self._clauses:
            return agreement
        return replace(agreement, clauses={**agreement.clauses, **self._clauses})

    @property
    def mark(self) -> MatrixMark:
        """The bound as the matrix points it out."""
        if not self._key:
            return MatrixMark()
        # The drawing knows a bound of scores by where it is tried.
        key = self._key if edge_of(self._key) is None else edge_key(self._now)
        return MatrixMark(bound=key, tried=wording().scoring.bound_tried(**self._facts()))

    @property
    def sentence(self) -> str:
        """What is tried, and how it is kept; empty where nothing is."""
        if not self._key:
            return ""
        its = wording().scoring
        bound = its.score_bound()
        if edge_of(self._key) is None:
            bound = its.grade_bound(grade=self._key.partition(".")[2].upper())
        return its.bound_how(bound=bound, **self._facts())

    def drag(self, drag: Drag) -> None:
        """Follows the mouse."""
        by = drag.dx if edge_of(drag.grip.key) is not None else -drag.dy
        self._begin(drag.grip.key)
        self._try(self._was + round(by / _PIXELS))

    def nudge(self, nudge: Nudge) -> None:
        """Moves a bound of a cell by a point: its upper score, or the limit of its grade."""
        key = self._key if self._goes_on(nudge) else self._bound_of(nudge)
        if key:
            self._begin(key)
            self._try(self._now + (nudge.dx or -nudge.dy))

    def keep(self) -> None:
        """The bound is to be where it is tried."""
        clauses, seen = self._clauses, self._seen
        self.give_up()
        if clauses:
            self.kept.emit(clauses, seen)

    def give_up(self) -> None:
        """Nothing is tried any more."""
        if self._key:
            self._key, self._clauses, self._base = "", {}, None
            self.changed.emit()

    def follow_draft(self) -> None:
        """Gives up where the agreement is another one by now."""
        if self._key and self._base is not self._session.draft.agreement:
            self.give_up()

    def _facts(self) -> dict[str, str]:
        language = user_language()
        return {"was": language.plain(self._was), "now": language.plain(self._now)}

    def _goes_on(self, nudge: Nudge) -> bool:
        return bool(self._key) and (edge_of(self._key) is not None) == bool(nudge.dx)

    def _bound_of(self, nudge: Nudge) -> str:
        cell = cell_of(nudge.key)
        if cell is None:
            return ""
        agreement = self._session.draft.agreement
        matrix = score_matrix(agreement.grades.values(), agreement.thresholds.values())
        row, band = cell
        if nudge.dx:
            run = matrix.bands[band]
            edge = run.high if run.high is not None else run.low
            return edge_key(edge) if edge is not None else ""
        # The lowest grade has the limit of the one above it.
        for each in (matrix.rows[row], *matrix.rows[row - 1 : row]):
            if each.stated and each.reached and each.low is not None:
                return clause_name("grade", each.grade)
        return ""

    def _begin(self, key: str) -> None:
        if key == self._key:
            return
        draft = self._session.draft
        edge = edge_of(key)
        if edge is None:
            edge = draft.agreement.grades[key.partition(".")[2]].from_ or 0.0
        self._key, self._was, self._now = key, edge, edge
        self._seen, self._base, self._clauses = draft.revision, draft.agreement, {}

    def _try(self, to: float) -> None:
        agreement = self._session.draft.agreement
        try:
            if to == self._was:
                self._clauses = {}
            elif edge_of(self._key) is not None:
                moved = with_edge(agreement.thresholds.values(), self._was, to)
                self._clauses = {("threshold", key): each for key, each in moved.items()}
            else:
                grade = with_limit(agreement.grades.values(), self._key.partition(".")[2], to)
                self._clauses = {("grade", grade.key): grade}
        except Problem:
            # It stops before the next bound.
            return
        self._now = to
        self.changed.emit()
