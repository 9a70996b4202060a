"""A lead in words: what it is called, what is known of it, why it qualified, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.lead_fields import lead_field_type
from alignment_desktop.frames import FieldType, Kind
from alignment_desktop.gui.models.lead_timeline import touch_rows
from alignment_desktop.gui.pages.leads.lead_clocks import clock_lines
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import wording
from alignment_desktop.phrasing.conditions import condition_text
from alignment_desktop.phrasing.days import period_text, stated_text
from alignment_desktop.phrasing.fields import MONEY_FIELDS, field_text, stage_text
from alignment_desktop.phrasing.money import money_text
from alignment_desktop.words.language import NONE, Language, capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment_desktop.services.lead_counts import LeadCount
    from alignment_desktop.services.lead_history import LeadHistory
    from alignment_desktop.services.lead_standing import ConditionCheck, StageCheck

_NAMES = ("name", "account", "email")


def name_of(history: LeadHistory) -> str:
    """What a lead is called: its name, else its account, its address, its key."""
    known = (history.fields.get(field) for field in _NAMES)
    return str(next((name for name in known if name), history.lead_id))


def about(history: LeadHistory) -> str:
    """What stands beside its name: key, account, owner."""
    name = name_of(history)
    parts = [history.lead_id, *(history.fields.get(each) for each in ("account", "owner"))]
    return " · ".join(str(part) for part in parts if part and part != name)


def chips_of(history: LeadHistory) -> list[Chip]:
    """Grade, score and stage, each where it is known."""
    its, fields = wording().lead, history.fields
    found = []
    if "grade" in fields:
        found.append(Chip(its.grade(grade=fields["grade"]), "neutral"))
    if "score" in fields:
        found.append(Chip(its.score(score=_text(fields["score"])), "neutral"))
    if "stage" in fields:
        key = str(fields["stage"])
        stage = history.agreement.stages.get(key)
        found.append(Chip(stage_called(key, history), stage.party if stage else "neutral"))
    return found


def stage_called(key: str, history: LeadHistory) -> str:
    """A stage as short as the agreement calls it; one that it does not have as its file does."""
    stage = history.agreement.stages.get(key)
    return stage_text(stage) if stage else key


def facts_of(history: LeadHistory, language: Language) -> list[tuple[str, str]]:
    """Every field that is known, but for the moments, which stand in the order of time."""
    found = []
    for field, value in history.fields.items():
        if lead_field_type(field) is FieldType.MOMENT:
            continue
        text = stated_text(value, language) if isinstance(value, str) else language.plain(value)
        if field in MONEY_FIELDS and isinstance(value, float):
            text = money_text(value, history.agreement.header.currency, language)
        found.append((capital(field_text(field, history.agreement, language)), text))
    return found


def count_chip(count: LeadCount) -> Chip:
    """How a lead counts in a figure."""
    its = wording().lead
    chips = {
        "kept": Chip(its.kept(), "kept"),
        "missed": Chip(its.missed(), "missed"),
        "open": Chip(its.open(), "shared"),
        "excluded": Chip(its.left_out(), "neutral"),
    }
    return chips.get(count.state or "", Chip(its.counted(), "neutral"))


def verdict_chip(check: StageCheck) -> Chip:
    """Whether a lead meets the conditions of a stage."""
    its = wording().lead
    words = {True: (its.meets(), "kept"), False: (its.does_not_meet(), "missed")}
    return Chip(*words[check.met]) if check.met is not None else Chip(its.not_known(), "at_risk")


def stage_name(check: StageCheck) -> str:
    """What a stage is called."""
    return display_name(check.stage)


def condition_lines(
    check: StageCheck, history: LeadHistory, language: Language
) -> list[tuple[str, str]]:
    """The conditions of a stage, each with whether it is met and what the lead says there."""
    its = wording().lead
    lines = [_condition(each, history, language) for each in check.all_of]
    for at, group in enumerate(check.one_of):
        words = its.or_these if at or not check.all_of else its.one_of_these
        if at or check.all_of:
            lines.append((words(), ""))
        lines += [_condition(each, history, language) for each in group]
    return lines


def _condition(check: ConditionCheck, history: LeadHistory, language: Language) -> tuple[str, str]:
    its, field = wording().lead, check.condition.field
    text = capital(condition_text(check.condition, history.agreement, language))
    value = history.fields.get(field)
    if check.met is None:
        return text, f"{its.not_known()}: {its.no_file_has()}"
    verdict = its.meets() if check.met else its.does_not_meet()
    said = "" if value is None else _text(value)
    return text, ": ".join(filter(None, (verdict, said)))


def score_summary(history: LeadHistory, language: Language) -> list[str]:
    """Fit, grade and score by the rules, and what is done with such a lead; none without rules."""
    its, scores = wording().lead, history.scores
    if not history.agreement.rules:
        return []
    said = its.fit_and_score(
        fit=_points(scores.fit, language),
        grade=scores.grade.upper() if scores.grade else NONE,
        score=_points(scores.score, language),
    )
    return [said, *([its.what_is_done(action=scores.action)] if scores.action else [])]


def points_by_rule(history: LeadHistory, language: Language) -> list[tuple[str, str]]:
    """The rules that gave it points, by name, with how many."""
    rules = history.agreement.rules
    return [
        (display_name(rules[key]), _points(points, language))
        for key, points in history.scores.rules
    ]


def _points(points: float, language: Language) -> str:
    return language.plain(round(points, 1))


def hints_of(history: LeadHistory) -> list[str]:
    """What would tell more of the lead, and is not there."""
    its, found = wording().lead, []
    if Kind.ACTIVITIES in history.missing:
        found.append(its.no_activities_imported())
    elif not any(event.is_activity for event in history.events):
        found.append(its.no_activities_of_lead())
    if Kind.CAMPAIGNS in history.missing:
        found.append(its.no_campaigns_imported())
    if "handed_over_at" not in history.fields:
        found.append(its.no_handover())
    return found


def whole_text(history: LeadHistory, language: Language) -> str:
    """The whole lead as text: who it is, its clocks, its stages, what happened with its sources."""
    return "\n".join(_lines(history, language))


def _lines(history: LeadHistory, language: Language) -> Iterator[str]:
    its = wording().lead
    yield name_of(history)
    yield about(history)
    for label, value in facts_of(history, language):
        yield f"{label}\t{value}"
    for heading, lines in (
        (its.clocks_that_ran(), _clock_text(history, language)),
        (its.why_it_qualified(), _stage_text(history)),
        (its.points_by_rules(), _score_text(history, language)),
        (its.counts_in(), _count_text(history, language)),
        (its.what_happened(), [row.spoken for row in touch_rows(history, language)]),
    ):
        if lines:
            yield ""
            yield heading
            yield from lines


def _clock_text(history: LeadHistory, language: Language) -> Sequence[str]:
    bars = clock_lines(history, language)
    return ["\t".join((bar.name, bar.limit, bar.ended, bar.when)) for bar in bars]


def _stage_text(history: LeadHistory) -> Sequence[str]:
    return [f"{stage_name(check)}\t{verdict_chip(check).text}" for check in history.stages]


def _score_text(history: LeadHistory, language: Language) -> Sequence[str]:
    rules = ["\t".join(pair) for pair in points_by_rule(history, language)]
    return [*score_summary(history, language), *rules]


def _count_text(history: LeadHistory, language: Language) -> Sequence[str]:
    return [
        "\t".join(
            (
                display_name(each.commitment),
                period_text(each.period, language),
                count_chip(each).text,
            )
        )
        for each in history.counts
    ]


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
