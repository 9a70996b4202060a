"""The part of an agreement's document about the plan: what both want, and what they do for it."""

from __future__ import annotations

from typing import cast

from reportlab.platypus import Flowable

from alignment_desktop.documents.agreement_charts import campaign_chart
from alignment_desktop.documents.agreement_fields import further, named_item
from alignment_desktop.documents.agreement_totals import (
    campaign_totals,
    horizon_end,
    named_day,
    reverse_funnel,
)
from alignment_desktop.documents.glossary_links import GlossaryLinks
from alignment_desktop.documents.pages import Heading, Layout
from alignment_desktop.documents.pdf_tables import Cell, grid, named, pairs, party_cell
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import ATTRIBUTION, Segment, display_name
from alignment_desktop.domain.plan import (
    Assumption,
    Audience,
    Campaign,
    Content,
    Initiative,
    Objective,
    Stake,
)
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clauses import assumed_range, name_at, quantity_text, sourced_text
from alignment_desktop.phrasing.conditions import definition_text
from alignment_desktop.phrasing.days import day_text, days_text
from alignment_desktop.phrasing.money import money_text
from alignment_desktop.phrasing.numbers import number_text
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.words.language import NONE, Language, capital

_PRINTED: dict[str, tuple[str, ...]] = {
    "objective": ("name", "note", "party", "horizon", "owner", "target"),
    "audience": ("name", "description", "accounts"),
    "segment": ("name", "where", "any"),
    "initiative": ("name", "note", "party", "owner", "start", "end", "budget"),
    "campaign": (
        "name", "kind", "program", "channel", "segment", "phase", "owner", "start", "end",
        "budget", "priority", "note", "expected.leads", "expected.mqls", "expected.opportunities",
        "expected.pipeline", "expected.revenue",
    ),
    "content": ("name", "note", "phase", "owner", "due"),
    "stake": ("name", "kind", "text"),
    "assumption": ("name", "segment", "value", "low", "high", "note"),
    ATTRIBUTION: ("rule", "sourced_is"),
}  # fmt: skip
"""The fields of each kind that its table prints."""


def plan_section(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    """Objectives, customers, initiatives, campaigns, content, stakes, credit, assumptions."""
    links.begin_section()
    parts = (
        _objectives, _audiences, _segments, _initiatives, _campaigns, _content, _stakes,
        _assumptions, reverse_funnel, _credit,
    )  # fmt: skip
    story: list[Flowable] = []
    for part in parts:
        story += part(agreement, words, links, layout)
    return story


def _objectives(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    objectives = [cast(Objective, clause) for clause in agreement.of_kind("objective").values()]
    if not objectives:
        return []
    rows = [
        [
            party_cell(each.party, choice_text(each.party, words)),
            [
                *named(display_name(each), each.note),
                *further("objective", each, agreement, words, *_PRINTED["objective"]),
            ],
            named_day(horizon_end(each, agreement), choice_text(each.horizon, words), words),
            name_at(agreement, "person", each.owner) or NONE,
            target_text(each.target, words) if each.target else NONE,
        ]
        for each in objectives
    ]
    header = [
        words.agreement.party(),
        words.agreement.objective(),
        words.agreement.horizon(),
        words.headings.owner(),
    ]
    shares = (0.14, 0.36, 0.14, 0.16, 0.2)
    table = grid([*header, words.headings.target()], rows, shares, layout.width, right=(4,))
    return [Heading(words.agreement.objectives(), "heading", "objectives", 1, layout), table]


def _audiences(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    audiences = [cast(Audience, clause) for clause in agreement.of_kind("audience").values()]
    if not audiences:
        return []
    story: list[Flowable] = [
        Heading(words.agreement.audiences(), "heading", "audiences", 1, layout)
    ]
    for each in audiences:
        story += named_item(display_name(each))
        if each.description:
            story.append(links.paragraph(each.description, "prose"))
        if each.accounts:
            text = words.agreement.accounts(names=", ".join(each.accounts))
            story.append(paragraph(text, "cell-muted"))
        story += further("audience", each, agreement, words, *_PRINTED["audience"])
    return story


def _segments(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    segments = [cast(Segment, clause) for clause in agreement.of_kind("segment").values()]
    if not segments:
        return []
    rows = [
        [
            [
                paragraph(display_name(each), "cell-name"),
                *further("segment", each, agreement, words, *_PRINTED["segment"]),
            ],
            capital(definition_text(each.where, each.any, agreement, words)) or NONE,
        ]
        for each in segments
    ]
    header = [words.headings.segment(), words.agreement.segment_leads()]
    return [
        Heading(words.agreement.segments(), "heading", "segments", 1, layout),
        grid(header, rows, (0.3, 0.7), layout.width),
    ]


def _initiatives(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    initiatives = [cast(Initiative, each) for each in agreement.of_kind("initiative").values()]
    if not initiatives:
        return []
    currency = agreement.header.currency
    rows = [
        [
            party_cell(each.party, choice_text(each.party, words)),
            [
                *named(display_name(each), each.note),
                *further("initiative", each, agreement, words, *_PRINTED["initiative"]),
            ],
            name_at(agreement, "person", each.owner) or NONE,
            days_text(each.start, each.end, words) or NONE,
            money_text(each.budget, currency, words),
        ]
        for each in initiatives
    ]
    header = [
        words.agreement.party(),
        words.agreement.initiative(),
        words.headings.owner(),
        words.agreement.when(),
    ]
    shares = (0.14, 0.34, 0.16, 0.22, 0.14)
    table = grid([*header, words.agreement.budget()], rows, shares, layout.width, right=(4,))
    return [Heading(words.agreement.initiatives(), "heading", "initiatives", 1, layout), table]


def _campaigns(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    campaigns = list(agreement.campaigns.values())
    if not campaigns:
        return []
    rows: list[list[Cell]] = [
        [
            [
                *named(display_name(each), _campaign_note(each, agreement, words)),
                *further("campaign", each, agreement, words, *_PRINTED["campaign"]),
            ],
            name_at(agreement, "person", each.owner) or NONE,
            days_text(each.start, each.end, words) or NONE,
            number_text(each.budget, words),
            number_text(each.expected.leads, words),
            number_text(each.expected.mqls, words),
            number_text(each.expected.opportunities, words),
            number_text(each.expected.pipeline, words),
            number_text(each.expected.revenue, words),
        ]
        for each in campaigns
    ]
    its = words.agreement
    header = [
        its.campaign(), words.headings.owner(), its.when(), its.budget(), its.leads(), its.mqls(),
        its.opportunities(), its.pipeline(), its.revenue(),
    ]  # fmt: skip
    shares = (0.2, 0.095, 0.135, 0.1, 0.075, 0.075, 0.07, 0.125, 0.125)
    currency = agreement.header.currency or NONE
    chart = campaign_chart(agreement, words, layout.width)
    rows += campaign_totals(agreement, words)
    return [
        Heading(words.agreement.campaigns(), "heading", "campaigns", 1, layout),
        *([chart] if chart else []),
        paragraph(words.agreement.campaigns_lead(currency=currency), "note"),
        grid(header, rows, shares, layout.width, right=(3, 4, 5, 6, 7, 8)),
    ]


def _campaign_note(campaign: Campaign, agreement: Agreement, words: Language) -> str:
    parts = [
        words.agreement.priority() if campaign.priority else "",
        words.agreement.campaign_kind_promotion() if campaign.kind == "promotion" else "",
        words.agreement.campaign_program(name=campaign.program) if campaign.program else "",
        words.agreement.campaign_channel(name=campaign.channel) if campaign.channel else "",
        choice_text(campaign.phase, words) if campaign.phase else "",
        name_at(agreement, "segment", campaign.segment),
        campaign.note,
    ]
    return " · ".join(part for part in parts if part)


def _content(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    content = [cast(Content, clause) for clause in agreement.of_kind("content").values()]
    if not content:
        return []
    rows = [
        [
            [
                *named(display_name(each), each.note),
                *further("content", each, agreement, words, *_PRINTED["content"]),
            ],
            choice_text(each.phase, words) or NONE,
            name_at(agreement, "person", each.owner) or NONE,
            day_text(each.due, words),
        ]
        for each in content
    ]
    header = [
        words.agreement.content(),
        words.agreement.phase(),
        words.headings.owner(),
        words.headings.due(),
    ]
    table = grid(header, rows, (0.5, 0.15, 0.2, 0.15), layout.width)
    return [Heading(words.agreement.content(), "heading", "content", 1, layout), table]


def _stakes(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    stakes = [cast(Stake, clause) for clause in agreement.of_kind("stake").values()]
    if not stakes:
        return []
    rows = [
        [
            [
                *named_item(display_name(each), choice_text(each.kind, words)),
                *further("stake", each, agreement, words, *_PRINTED["stake"]),
            ],
            links.paragraph(each.text or NONE, "item"),
        ]
        for each in stakes
    ]
    return [
        Heading(words.agreement.stakes(), "heading", "stakes", 1, layout),
        grid([], rows, (0.3, 0.7), layout.width),
    ]


def _assumptions(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    numbers = [cast(Assumption, each) for each in agreement.of_kind("assumption").values()]
    if not numbers:
        return []
    rows = [
        [
            [
                *named(display_name(each), _assumption_note(each, agreement)),
                *further("assumption", each, agreement, words, *_PRINTED["assumption"]),
            ],
            quantity_text(each.value, each, agreement, words),
            assumed_range(each, agreement, words) or NONE,
        ]
        for each in numbers
    ]
    header = [words.agreement.assumption(), words.headings.value(), words.agreement.range()]
    table = grid(header, rows, (0.56, 0.2, 0.24), layout.width, right=(1, 2))
    return [Heading(words.agreement.assumptions(), "heading", "assumptions", 1, layout), table]


def _assumption_note(assumption: Assumption, agreement: Agreement) -> str:
    segment = name_at(agreement, "segment", assumption.segment)
    return " · ".join(part for part in (segment, assumption.note) if part)


def _credit(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    attribution = agreement.attribution
    if attribution is None:
        return []
    rows = [(words.agreement.credit_rule(), choice_text(attribution.rule, words))]
    if attribution.sourced_is:
        sourced = sourced_text(attribution, agreement, words)
        rows.append((words.agreement.credit_sourced(), sourced))
    return [
        Heading(words.agreement.credit(), "heading", "attribution", 1, layout),
        pairs(rows, layout.width),
        *further(ATTRIBUTION, attribution, agreement, words, *_PRINTED[ATTRIBUTION]),
    ]
