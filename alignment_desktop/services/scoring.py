"""What the rules of an agreement make of leads: fit, grade, score, and what is done with them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.frames import IDENTITY, LEAD_KEY
from alignment_desktop.measurement.as_of import IS_KNOWN
from alignment_desktop.measurement.later_files import rules_without_fields
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.scoring import FIT, GRADE, SCORE, THRESHOLD, points_column
from alignment_desktop.services.lead_standing import lead_named
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.measurement.as_of import AsOf
    from alignment_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LeadScore:
    """What the rules make of one lead.

    Attributes:
        lead_id: What it is known by.
        fit: The points of the fit rules.
        grade: The key of its grade; None where none holds.
        score: The points of the engagement rules.
        threshold: The key of the threshold that holds; None where none does.
        action: What is done with it; None where no threshold holds.
        rules: The keys of the rules that gave it points, and how many.
    """

    lead_id: str
    fit: float
    grade: str | None
    score: float
    threshold: str | None
    action: str | None
    rules: tuple[tuple[str, float], ...]

    def to_json(self) -> dict[str, object]:
        """The lead as `score --json` prints it."""
        return {
            "lead_id": self.lead_id,
            "fit": self.fit,
            "grade": self.grade,
            "score": self.score,
            "action": self.action,
            "threshold": self.threshold,
            "rules": [{"key": key, "points": points} for key, points in self.rules],
        }


@dataclass(frozen=True)
class LeadScores:
    """What the rules make of leads.

    Attributes:
        as_of: The moment of the scores.
        agreement: The newest version in force, or the draft where none is frozen: whose rules.
        leads: In the order of their keys.
        notes: Which rules give nobody points, because nothing imported has their fields.
    """

    as_of: AsOf
    agreement: Agreement
    leads: tuple[LeadScore, ...]
    notes: tuple[Problem, ...] = ()


def lead_scores(
    workspace: Workspace,
    lead: str | None = None,
    *,
    as_of: str | None,
    label: str | None,
    now: datetime,
) -> LeadScores:
    """Fit, grade, score and action of every lead, or of one.

    Args:
        workspace: Where the agreement and the evidence are.
        lead: The key of one lead, or another id or address of it; all known ones where None.
        as_of: The moment or day up to which events are known; the default one where None.
        label: The agreement whose rules are meant; the newest where None.
        now: The present moment.

    Raises:
        Problem: `no-such-lead`, `several-leads-named`; or as `request_of`.
    """
    bench = Workbench(request_of(workspace, Question(as_of=as_of, label=label), now))
    if lead is None:
        return scores_of(bench, bench.leads.filter(pl.col(IS_KNOWN)))
    return scores_of(bench, lead_named(bench.leads, lead))


def scores_of(bench: Workbench, leads: pl.DataFrame) -> LeadScores:
    """The same of some of the leads of a bench."""
    agreement = bench.request.newest
    found = bench.scores(leads)
    keys = leads.select(IDENTITY, LEAD_KEY)
    rows = found.leads.join(keys, on=IDENTITY).sort(LEAD_KEY, IDENTITY)
    points = rows.select(points_column(key) for key in agreement.rules).iter_rows()
    if not agreement.rules:
        points = iter([()] * rows.height)
    actions = {
        key: each.action.strip() or display_name(each) for key, each in agreement.thresholds.items()
    }
    whole = rows.select(LEAD_KEY, FIT, GRADE, SCORE, THRESHOLD).iter_rows()
    scores = tuple(
        LeadScore(
            lead_id=lead,
            fit=fit,
            grade=grade,
            score=score,
            threshold=threshold,
            action=actions.get(threshold),
            rules=tuple(
                (key, given)
                for key, given in zip(agreement.rules, its, strict=True)
                if given is not None
            ),
        )
        for (lead, fit, grade, score, threshold), its in zip(whole, points, strict=True)
    )
    notes = (*found.notes, *rules_without_fields(bench))
    return LeadScores(bench.as_of, agreement, scores, notes)
