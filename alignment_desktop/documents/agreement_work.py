"""The parts of an agreement's document about scoring, and about how both sides keep at it."""

from __future__ import annotations

from typing import cast

from reportlab.platypus import Flowable

from alignment_desktop.documents.agreement_fields import further
from alignment_desktop.documents.glossary_links import GlossaryLinks
from alignment_desktop.documents.pages import Heading, Layout
from alignment_desktop.documents.pdf_tables import bullets, grid, named
from alignment_desktop.documents.phrases import Phrases
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Meeting, Reason, display_name
from alignment_desktop.domain.scoring import ScoringRule, Threshold
from alignment_desktop.phrasing.clauses import name_at, points_text, scores_text
from alignment_desktop.phrasing.conditions import conditions_text
from alignment_desktop.phrasing.language import NONE, capital

_PRINTED: dict[str, tuple[str, ...]] = {
    "threshold": ("name", "grades", "score.from", "score.to", "action"),
    "rule": ("name", "side", "where", "points", "cap", "decay.percent", "decay.days"),
    "meeting": ("name", "every", "weekday", "time", "minutes", "attendees", "agenda"),
    "reason": ("name", "about", "remedy"),
}
"""The fields of each kind that its table prints."""


def scoring_section(
    agreement: Agreement, words: Phrases, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    """What follows from grade and score, then the rules that give points."""
    links.begin_section()
    rules = [cast(ScoringRule, clause) for clause in agreement.of_kind("rule").values()]
    thresholds = [cast(Threshold, each) for each in agreement.of_kind("threshold").values()]
    story: list[Flowable] = []
    if rules or thresholds:
        story.append(paragraph(words("rules-lead"), "body"))
    if thresholds:
        rows = [
            [
                [
                    paragraph(display_name(each), "cell-name"),
                    *further("threshold", each, agreement, words, *_PRINTED["threshold"]),
                ],
                ", ".join(each.grades) or NONE,
                capital(scores_text(each.score, words.language)) or NONE,
                links.paragraph(each.action or NONE, "cell"),
            ]
            for each in thresholds
        ]
        header = [words("thresholds"), words("grades"), words("score"), words("action")]
        story.append(grid(header, rows, (0.25, 0.12, 0.18, 0.45), layout.width))
    if rules:
        story.append(Heading(words("rule-heading"), "heading", "rules", 1, layout))
        cells = [
            [
                words.word("side", each.side),
                [
                    *named(display_name(each), _rule_note(each, words)),
                    *further("rule", each, agreement, words, *_PRINTED["rule"]),
                ],
                capital(conditions_text(each.where, agreement, words.language)) or NONE,
                points_text(each.points, words.language),
            ]
            for each in rules
        ]
        header = [words("rule-side"), words("rule"), words("segment-leads"), words("points")]
        shares = (0.14, 0.34, 0.4, 0.12)
        story.append(grid(header, cells, shares, layout.width, right=(3,)))
    return story


def _rule_note(rule: ScoringRule, words: Phrases) -> str:
    parts = []
    if rule.cap is not None:
        parts.append(words("cap", cap=words.language.plain(rule.cap)))
    if rule.decay is not None:
        parts.append(
            words(
                "decay",
                percent=words.language.plain(rule.decay.percent),
                days=words.language.plain(rule.decay.days),
            )
        )
    return ", ".join(parts)


def cadence_section(
    agreement: Agreement, words: Phrases, links: GlossaryLinks, layout: Layout
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
                ", ".join(name_at(agreement, "person", key) for key in each.attendees) or NONE,
                bullets(each.agenda) or NONE,
            ]
            for each in meetings
        ]
        header = [words("meeting"), words("attendees"), words("agenda")]
        story.append(grid(header, rows, (0.38, 0.27, 0.35), layout.width))
    if reasons:
        story.append(Heading(words("reasons"), "heading", "reasons", 1, layout))
        cells = [
            [
                words.word("about", each.about),
                [
                    paragraph(display_name(each), "cell-name"),
                    *further("reason", each, agreement, words, *_PRINTED["reason"]),
                ],
                links.paragraph(each.remedy or NONE, "cell"),
            ]
            for each in reasons
        ]
        header = [words("about"), words("reason"), words("remedy")]
        story.append(grid(header, cells, (0.16, 0.28, 0.56), layout.width))
    return story


def _when(meeting: Meeting, words: Phrases) -> str:
    every = words(f"every-{meeting.every.replace(' ', '-')}")
    day = words(f"weekday-{meeting.weekday}") if meeting.weekday else ""
    text = words(
        "meeting-when",
        every=every,
        weekday=day,
        time=meeting.time,
        minutes=meeting.minutes,
    )
    return ", ".join(part.strip() for part in text.split(",") if part.strip())
