"""How one lead scored, in the user's words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.lead_fields import FieldType, lead_field_type
from alignment_desktop.domain.score_sheet import RulePoints, ScoreSheet, StepUp, capped_points
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.clauses import points_text
from alignment_desktop.phrasing.days import plain_moment_text, stated_text
from alignment_desktop.phrasing.numbers import number_text, whole_share_text
from alignment_desktop.phrasing.scores import action_text
from alignment_desktop.words.language import NONE

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.scoring import ScoringRule
    from alignment_desktop.services.score_board import OwnLead


def result_text(sheet: ScoreSheet, agreement: Agreement) -> str:
    """Grade, score and action of a lead: “A · 63, Call today”."""
    its, language = wording().scoring, user_language()
    return its.result(
        grade=sheet.grade.upper() if sheet.grade is not None else its.no_grade(),
        score=number_text(rounded(sheet.score), language),
        action=action_text(agreement.thresholds.get(sheet.threshold or ""), language),
    )


def how_text(each: RulePoints, rule: ScoringRule) -> str:
    """How a rule came to its points: “3 × +15, at most 40, faded 15 %”; empty where it is plain."""
    its, language = wording().scoring, user_language()
    said = []
    if each.times != 1:
        points = points_text(rule.points, language)
        said.append(its.times(times=number_text(rounded(each.times), language), points=points))
    if rule.cap is not None and capped_points(rule, each.times) != rule.points * each.times:
        said.append(its.at_most(points=number_text(rule.cap, language)))
    if each.left < 1:
        said.append(its.faded(percent=whole_share_text(1 - each.left, language)))
    return ", ".join(said)


def rounded(points: float) -> float:
    """Points as people read them, with two decimals at most."""
    return round(points, 2)


def name_of(own: OwnLead) -> str:
    """Whom a lead of ours is about: its name and its account, else its key."""
    told = (own.fields.get(name) for name in ("name", "account"))
    return ", ".join(str(each) for each in told if each) or own.lead_id


def value_text(value: str | float | None, field: str = "") -> str:
    """What a lead says in a field; “–” where it says nothing."""
    if value is None:
        return NONE
    language = user_language()
    if isinstance(value, str) and lead_field_type(field) is FieldType.MOMENT:
        # In the agreement's own zone; a day without a time stays one.
        timed = "T" in value
        return (
            plain_moment_text(datetime.fromisoformat(value), language)
            if timed
            else (stated_text(value, language))
        )
    return stated_text(value, language) if isinstance(value, str) else language.plain(value)


def step_text(step: StepUp, agreement: Agreement) -> str:
    """What a lead lacks: “2 points short of “Call now””."""
    its, points = wording().scoring, rounded(step.points)
    short = its.short_of if step.side == "engagement" else its.short_fit
    name = display_name(agreement.thresholds[step.threshold])
    return short(points, points=number_text(points, user_language()), name=name)


def total_text(sheet: ScoreSheet, side: str) -> str:
    """What the points of a side come to: “80 points = grade A”."""
    its, total = wording().scoring, sheet.fit if side == "fit" else sheet.score
    points = number_text(rounded(total), user_language())
    if side == "engagement":
        return its.sum_score(points=points, score=points)
    if sheet.grade is None:
        return its.sum_fit_none(points=points)
    return its.sum_fit(points=points, grade=sheet.grade.upper())
