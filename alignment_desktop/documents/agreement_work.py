"""The parts of an agreement's document about scoring, and about how both sides keep at it."""

from __future__ import annotations

from typing import cast

from reportlab.platypus import Flowable

from alignment_desktop.documents.agreement_charts import score_chart
from alignment_desktop.documents.agreement_fields import further, named_item, unbroken
from alignment_desktop.documents.glossary_links import GlossaryLinks
from alignment_desktop.documents.pages import Heading, Layout, Together
from alignment_desktop.documents.pdf_tables import bullets, grid, named
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Meeting, Reason, display_name
from alignment_desktop.domain.scoring import Grade, ScoringRule, Threshold
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clauses import name_at, name_of, points_text, says, scores_text
from alignment_desktop.phrasing.conditions import conditions_text
from alignment_desktop.phrasing.kinds import kind_text
from alignment_desktop.words.language import NONE, Language, capital

_PRINTED: dict[str, tuple[str, ...]] = {
    "threshold": ("name", "grades", "score.from", "score.to", "action"),
    "grade": ("from",),
    "rule": ("name", "side", "where", "points", "cap", "decay.percent", "decay.days"),
    "meeting": ("name", "every", "weekday", "time", "minutes", "attendees", "agenda"),
    "reason": ("name", "about", "remedy"),
}
"""The fields of each kind that its table prints."""


def scoring_section(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    """What follows from grade and score, then the rules that give points."""
    links.begin_section()
    rules = [cast(ScoringRule, clause) for clause in agreement.of_kind("rule").values()]
    thresholds = [cast(Threshold, each) for each in agreement.of_kind("threshold").values()]
    story: list[Flowable] = []
    if rules or thresholds or agreement.of_kind("grade"):
        story.append(paragraph(words.agreement.rules_lead(), "prose"))
        its = words.scores
        counts = its.rules_count() if agreement.scores_by_rules else its.own_counts()
        lead = paragraph(counts, "prose")
        matrix = score_chart(agreement, words, layout.width)
        story.append(lead if matrix is None else Together([lead, matrix]))
    story += _grades(agreement, words, layout)
    if thresholds:
        rows = [
            [
                [
                    *named_item(display_name(each)),
                    *further("threshold", each, agreement, words, *_PRINTED["threshold"]),
                ],
                paragraph(", ".join(each.grades) or NONE, "item"),
                paragraph(capital(scores_text(each.score, words)) or NONE, "item"),
                links.paragraph(each.action or NONE, "item"),
            ]
            for each in thresholds
        ]
        header = [
            words.agreement.thresholds(),
            words.agreement.grades(),
            words.agreement.score(),
            words.agreement.action(),
        ]
        story.append(grid(header, rows, (0.25, 0.12, 0.18, 0.45), layout.width))
    if rules:
        story.append(Heading(words.agreement.rule_heading(), "heading", "rules", 1, layout))
        cells = [
            [
                choice_text(each.side, words),
                [
                    *named(display_name(each), _rule_note(each, words)),
                    *further("rule", each, agreement, words, *_PRINTED["rule"]),
                ],
                capital(conditions_text(each.where, agreement, words)) or NONE,
                points_text(each.points, words),
            ]
            for each in rules
        ]
        header = [
            words.agreement.rule_side(),
            words.agreement.rule(),
            words.agreement.segment_leads(),
            words.agreement.points(),
        ]
        shares = (0.14, 0.34, 0.4, 0.12)
        story.append(grid(header, cells, shares, layout.width, right=(3,)))
    if story:
        story += _disqualifiers(agreement, words, layout)
    return story


def _grades(agreement: Agreement, words: Language, layout: Layout) -> list[Flowable]:
    """From how many points of fit each grade holds, the highest first."""
    grades = [cast(Grade, clause) for clause in agreement.of_kind("grade").values()]
    if not grades:
        return []
    rows = [
        [
            [
                paragraph(each.key.upper(), "cell-name"),
                *further("grade", each, agreement, words, *_PRINTED["grade"]),
            ],
            says("grade", each, agreement, words),
        ]
        for each in sorted(grades, key=lambda each: -(each.from_ or float("-inf")))
    ]
    header = [words.agreement.grade(), words.agreement.grade_bounds()]
    return [
        Heading(words.agreement.grade_heading(), "heading", "grades", 1, layout),
        grid(header, rows, (0.2, 0.8), layout.width),
    ]


def _disqualifiers(agreement: Agreement, words: Language, layout: Layout) -> list[Flowable]:
    """The reasons for which a lead is disqualified, with what follows."""
    reasons = [cast(Reason, clause) for clause in agreement.of_kind("reason").values()]
    named = [display_name(each) for each in reasons if each.about == "disqualify"]
    if not named:
        return []
    return [
        Heading(words.agreement.disqualifiers(), "heading", "disqualifiers", 1, layout),
        *bullets(named, "item"),
    ]


def _rule_note(rule: ScoringRule, words: Language) -> str:
    parts = []
    if rule.cap is not None:
        parts.append(words.agreement.cap(cap=words.plain(rule.cap)))
    if rule.decay is not None:
        parts.append(
            words.agreement.decay(
                rule.decay.days,
                percent=words.plain(rule.decay.percent),
                days=words.plain(rule.decay.days),
            )
        )
    return ", ".join(parts)


def cadence_section(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    """Meetings, and the reasons with their remedies."""
    links.begin_section()
    meetings = [cast(Meeting, clause) for clause in agreement.of_kind("meeting").values()]
    reasons = [cast(Reason, clause) for clause in agreement.of_kind("reason").values()]
    story: list[Flowable] = []
    if meetings:
        rows = [
            [
                [
                    *named(display_name(each), _when(each, words)),
                    *further("meeting", each, agreement, words, *_PRINTED["meeting"]),
                ],
                ", ".join(unbroken(name_at(agreement, "person", key)) for key in each.attendees)
                or NONE,
                bullets(each.agenda) or NONE,
            ]
            for each in meetings
        ]
        header = [words.agreement.meeting(), words.agreement.attendees(), words.agreement.agenda()]
        story.append(grid(header, rows, (0.38, 0.27, 0.35), layout.width))
    if reasons:
        story.append(Heading(words.agreement.reasons(), "heading", "reasons", 1, layout))
        cells = [
            [
                paragraph(words.say(f"agreement.about-{each.about}"), "item"),
                [*named_item(display_name(each)), *_concerned(each, agreement, words)],
                links.paragraph(each.remedy or NONE, "item"),
            ]
            for each in reasons
        ]
        header = [words.agreement.about(), words.agreement.reason(), words.agreement.remedy()]
        story.append(grid(header, cells, (0.17, 0.33, 0.5), layout.width))
    return story


def _concerned(reason: Reason, agreement: Agreement, words: Language) -> list[Flowable]:
    """The clause that a reason concerns, with its kind, and what else the reason says."""
    printed = _PRINTED["reason"]
    kind, _, key = reason.clause.partition(".")
    clause = agreement.clauses.get((kind, key))
    cell: list[Flowable] = []
    if clause is not None:
        printed = (*printed, "clause")
        called = name_of(kind, clause, words)
        text = words.agreement.reason_concerns(kind=kind_text(kind, words), name=called)
        cell.append(paragraph(text, "cell-muted"))
    return [*cell, *further("reason", reason, agreement, words, *printed)]


def _when(meeting: Meeting, words: Language) -> str:
    every = words.say(f"paper.every-{meeting.every.replace(' ', '-')}")
    day = words.weekday(meeting.weekday) if meeting.weekday else ""
    text = words.agreement.meeting_when(
        meeting.minutes,
        every=every,
        weekday=day,
        time=meeting.time,
        minutes=meeting.minutes,
    )
    return ", ".join(part.strip() for part in text.split(",") if part.strip())
