"""The parts of an agreement's document about words, and about the one funnel they describe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from reportlab.platypus import Flowable

from alignment_desktop.documents.agreement_charts import stage_chart
from alignment_desktop.documents.agreement_fields import further
from alignment_desktop.documents.glossary_links import GlossaryLinks, anchor
from alignment_desktop.documents.pages import Anchored, Heading, Layout, Together
from alignment_desktop.documents.pdf_tables import bullets, grid, party_cell
from alignment_desktop.documents.typography import SEMIBOLD, markup, paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import (
    EXAMPLE,
    KINDS,
    Example,
    Stage,
    Term,
    clause_name,
    display_name,
)
from alignment_desktop.domain.field_values import values_stated
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clauses import name_at
from alignment_desktop.phrasing.conditions import definition_text
from alignment_desktop.phrasing.durations import limit_text
from alignment_desktop.phrasing.field_values import any_clause_text, value_text
from alignment_desktop.words.language import NONE, Language

_PRINTED = (
    "name", "abbreviation", "party", "definition", "enters_when", "leaves_when", "limit", "next",
    "where", "any", "kind",
)  # fmt: skip
"""The fields of a stage that the tables print; its kind only where it is a gate or a detour."""


def words_section(agreement: Agreement, words: Language, layout: Layout) -> list[Flowable]:
    """What stages and terms mean; links lead here."""
    stages = agreement.stages
    terms = {key: cast(Term, clause) for key, clause in agreement.of_kind("term").items()}
    examples = _examples(agreement, words)
    rows: list[list[Flowable | list[Flowable]]] = []
    for key, stage in stages.items():
        name = display_name(stage)
        if stage.abbreviation:
            name += f" ({stage.abbreviation})"
        entry = _entry(anchor("stage", key), name, stage.definition, "")
        conditions = definition_text(stage.where, stage.any, agreement, words)
        met = [words.agreement.met_by(conditions=conditions)] if conditions else []
        texts = [*met, *examples.pop(clause_name("stage", key), ())]
        rows.append([*entry[:1], [*entry[1], *(paragraph(text, "cell-muted") for text in texts)]])
    for key, term in terms.items():
        names = ", ".join(term.synonyms)
        also = words.agreement.synonyms(names=names) if names else ""
        entry = _entry(anchor("term", key), display_name(term), term.definition, also)
        more = further("term", term, agreement, words, "name", "definition", "synonyms")
        more += [
            paragraph(text, "cell-muted") for text in examples.pop(clause_name("term", key), ())
        ]
        rows.append([*entry[:1], [*entry[1], *more]])
    story: list[Flowable] = []
    if rows:
        header = [words.agreement.word(), words.agreement.means()]
        story.append(paragraph(words.agreement.words_lead(), "prose"))
        story.append(grid(header, rows, (0.3, 0.7), layout.width))
    if examples:
        others: list[list[Flowable | list[Flowable]]] = [
            [
                paragraph(any_clause_text(clause, agreement, words), "cell-name"),
                [paragraph(text, "cell") for text in texts],
            ]
            for clause, texts in examples.items()
        ]
        story.append(Heading(words.agreement.examples(), "heading", "examples", 1, layout))
        story.append(grid([], others, (0.3, 0.7), layout.width))
    return story


def _examples(agreement: Agreement, words: Language) -> dict[str, list[str]]:
    """By the clause that they are examples of: invented leads, in or out, and why."""
    found: dict[str, list[str]] = defaultdict(list)
    spec = next(field for field in KINDS[EXAMPLE].fields if field.name == "fields")
    for clause in agreement.of_kind(EXAMPLE).values():
        example = cast(Example, clause)
        held = values_stated(EXAMPLE, example).get("fields")
        fields = words.agreement.example_nothing()
        if held:
            fields = value_text(spec, held, agreement, words)
        text = words.say(f"agreement.example-{example.verdict}", fields=fields)
        if example.why:
            text = words.agreement.example_why(example=text, why=example.why)
        found[example.clause].append(text)
    return dict(found)


def _entry(key: str, name: str, definition: str, also: str) -> list[Flowable | list[Flowable]]:
    meaning: list[Flowable] = [paragraph(definition or NONE, "item")]
    if also:
        meaning.append(paragraph(also, "cell-muted"))
    return [Anchored(markup(name, SEMIBOLD), "item-name", key), meaning]


def funnel_section(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    """The chart of the stages, then each stage with its criteria."""
    links.begin_section()
    stages = list(agreement.stages.values())
    if not stages:
        return []
    path = [stage for stage in stages if stage.kind != "detour"]
    detours = [stage for stage in stages if stage.kind == "detour"]
    story: list[Flowable] = []
    if path:
        limits = [stage.limit for stage in path if stage.limit is not None]
        text = words.agreement.funnel_lead()
        if limits and all(limit.business for limit in limits):
            text = words.agreement.funnel_lead_business()
        lead = paragraph(text, "prose")
        story.append(Together([lead, stage_chart(agreement, words, layout.width)]))
    handover = agreement.stages.get(agreement.header.handover_stage)
    if handover is not None:
        text = words.agreement.handover(stage=display_name(handover))
        story.append(links.paragraph(text, "prose"))
    if path:
        story.append(_stages(path, agreement, words, links, layout))
    if detours:
        story.append(Heading(words.agreement.detours(), "heading", "detours", 1, layout))
        story.append(_stages(detours, agreement, words, links, layout))
    return story


def _stay(stage: Stage, words: Language) -> str:
    if stage.kind == "gate":
        return words.agreement.gate()
    return limit_text(stage.limit, words) if stage.limit else words.agreement.no_limit()


def _stages(
    stages: Sequence[Stage],
    agreement: Agreement,
    words: Language,
    links: GlossaryLinks,
    layout: Layout,
) -> Flowable:
    rows = []
    for stage in stages:
        printed = _PRINTED if stage.kind in ("gate", "detour") else (*_PRINTED[:-1],)
        name: list[Flowable] = [links.paragraph(display_name(stage), "cell-name")]
        following = [name_at(agreement, "stage", key) for key in stage.next]
        if following:
            name.append(
                paragraph(words.agreement.next_stages(names=", ".join(following)), "cell-muted")
            )
        name += further("stage", stage, agreement, words, *printed)
        rows.append(
            [
                party_cell(stage.party, choice_text(stage.party, words)),
                name,
                bullets(stage.enters_when) or NONE,
                bullets(stage.leaves_when) or NONE,
                _stay(stage, words),
            ]
        )
    header = [
        words.agreement.party(),
        words.headings.stage(),
        words.agreement.enters(),
        words.agreement.leaves(),
        words.agreement.stay(),
    ]
    return grid(header, rows, (0.13, 0.25, 0.24, 0.24, 0.14), layout.width)
