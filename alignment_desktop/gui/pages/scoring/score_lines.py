"""The rules of an agreement as their list draws them, and the words around the matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.charts.consent_marks import Mark
from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.charts.rule_list import RuleHeads, RuleLine, rule_list
from alignment_desktop.domain.clauses import clause_name, display_name
from alignment_desktop.domain.scoring import ScoringRule
from alignment_desktop.gui.painting.consent_mark import consent_of, consent_text
from alignment_desktop.gui.wording import user_language
from alignment_desktop.phrasing.clauses import points_text
from alignment_desktop.phrasing.fields import field_text
from alignment_desktop.phrasing.numbers import number_text
from alignment_desktop.phrasing.scores import fades_text, won_text
from alignment_desktop.services.drafts import stored_clause

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.proposals import Proposal
    from alignment_desktop.domain.score_matrix import Tally
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.score_board import ScoreBoard

SIDES = ("fit", "engagement")


def drawn_rules(session: Session, board: ScoreBoard | None, width: float, selected: str) -> Drawing:
    """The rules, in the order of the agreement on each side."""
    agreement, its = session.draft.agreement, user_language().scores
    fired = board.fired if board is not None else None
    total = board.by_rules.total if board is not None and board.by_rules is not None else None
    lacks = {} if board is None else {str(note.facts["rule"]): note for note in board.notes}
    shares = [each.share or 0.0 for each in (fired or {}).values()]
    most = max([*shares, (total.share or 0.0) * 2 if total is not None else 0.0], default=0.0)
    sections = [
        (
            its.fit_gives() if side == "fit" else its.engagement_gives(),
            [
                _line(session, rule, fired, total, most, lacks.get(key))
                for key, rule in agreement.rules.items()
                if rule.side == side
            ],
        )
        for side in SIDES
    ]
    mark = None
    if fired is not None and total is not None:
        mark = (total.share or 0.0) / most if most else 0.0
    heads = RuleHeads(
        its.rules(),
        its.points_each(),
        its.at_most(),
        its.fades(),
        its.fired(),
        its.won_of_them(),
        its.all_share(share=won_text(total, user_language())) if total is not None else "",
        its.consent(),
    )
    return rule_list([each for each in sections if each[1]], width, heads, mark, selected)


def _line(
    session: Session,
    rule: ScoringRule,
    fired: Mapping[str, Tally] | None,
    total: Tally | None,
    most: float,
    lacks: Problem | None,
) -> RuleLine:
    draft, language = session.draft, user_language()
    clause_id = "rule", rule.key
    proposals = session.news.discussion.by_clause(draft.id).get(clause_id, ())
    waiting = [each for each in proposals if each.is_open]
    given = draft.consents.of(clause_id)
    consent = consent_of(given, {each.party for each in waiting})
    mark = Mark(
        consent_text(consent),
        "sales" in given,
        "marketing" in given,
        proposing=frozenset(each.party for each in waiting),
    )
    points = points_text(rule.points, language)
    line = RuleLine(
        clause_name(*clause_id),
        display_name(rule),
        points,
        number_text(rule.cap, language),
        fades_text(rule.decay, language),
        mark,
        proposed=_proposed(waiting, points),
        note=_lacks(lacks, draft.agreement),
    )
    tally = (fired or {}).get(rule.key)
    if tally is None:
        return line
    share = tally.share
    return replace(
        line,
        fired=number_text(tally.leads, language),
        share=won_text(tally, language),
        part=(share or 0.0) / most if most else 0.0,
        below=share is not None and total is not None and share < (total.share or 0.0),
    )


def _lacks(problem: Problem | None, agreement: Agreement) -> str:
    """Which field of a rule no file has, or later ones lack."""
    if problem is None:
        return ""
    language = user_language()
    field = field_text(str(problem.facts["field"]), agreement, language)
    if problem.code == "rule-not-imported":
        return language.scores.not_imported(field=field)
    return language.scores.not_in_later_files(field=field)


def _proposed(waiting: list[Proposal], points: str) -> str:
    """How many points the last open proposal gives, where these are others."""
    for proposal in reversed(waiting):
        if proposal.proposed is not None:
            wished = stored_clause(proposal.kind, proposal.key, proposal.proposed)
            if isinstance(wished, ScoringRule):
                text = points_text(wished.points, user_language())
                return text if text != points else ""
    return ""
